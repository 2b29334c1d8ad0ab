"""The API's documentation, as a page: no script, no third party, made from the OpenAPI description itself."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from registre.public.api.adresses import api
from registre.public.liste.page import page_du_registre


@dataclass(frozen=True)
class Acces:
    """One address of the API: its method, what it answers, its parameters."""

    methode: str
    adresse: str
    resume: str
    parametres: tuple[dict[str, Any], ...]

    @property
    def se_lit_telle_quelle(self) -> bool:
        """Whether a browser that follows it is answered: it asks for nothing more."""
        return self.methode == "GET" and not any(parametre.get("required") for parametre in self.parametres)


@require_safe
def documentation(request: HttpRequest) -> HttpResponse:
    """Every address of the API, with its parameters and an example to try."""
    description = api.get_openapi_schema(path_prefix="/api/v1/")
    acces = [
        Acces(methode.upper(), adresse, str(operation["summary"]), tuple(operation.get("parameters", ())))
        for adresse, methodes in description["paths"].items()
        for methode, operation in methodes.items()
    ]
    contexte = {"acces": acces, "titre": description["info"]["title"], "racine": settings.WAGTAILADMIN_BASE_URL}
    contexte["page_du_registre"] = page_du_registre(request)  # for the way up: this page is not under it
    return render(request, "registre/api.html", contexte)
