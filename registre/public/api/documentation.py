"""The API's documentation, as a page: no script, no third party, made from the OpenAPI description itself."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from registre.public.api.adresses import api


@dataclass(frozen=True)
class Acces:
    """One address of the API: its method, what it answers, its parameters."""

    methode: str
    adresse: str
    resume: str
    parametres: tuple[dict[str, Any], ...]


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
    return render(request, "registre/api.html", contexte)
