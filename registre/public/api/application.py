"""The API as an application: HEAD answers wherever GET does, a refused method is a problem, its values are today's."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from registre.engagements.en_vigueur import numeros_de_toute_edition
from registre.public.api.erreurs import methode_refusee

Vue = Callable[..., HttpResponse]


class ApiDuRegistre(NinjaAPI):
    """django-ninja's, which knows neither HEAD nor how this API says no."""

    @property
    def urls(self) -> tuple[list[Any], str, str]:
        """Its addresses, each view answering as this API does."""
        adresses, application, espace = super().urls
        for adresse in adresses:
            adresse.callback = _a_notre_facon(cast(Vue, adresse.callback))
        return adresses, application, espace

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        """Return the description, with the numbers that an engagement and an axis may have. One query."""
        description = super().get_openapi_schema(**options)
        engagements, axes = numeros_de_toute_edition()

        for methodes in description["paths"].values():
            for operation in methodes.values():
                for parametre in operation.get("parameters", ()):
                    if parametre["name"] == "engagement":
                        parametre["schema"]["items"] = {"type": "string", "enum": ["", *map(str, engagements)]}
                    elif parametre["name"] == "axe":
                        parametre["schema"]["enum"] = ["", *map(str, axes)]

        return description


def _a_notre_facon(vue: Vue) -> Vue:
    """Answer HEAD as GET, whose body the server leaves out; say a refused method as a problem."""

    @wraps(vue)
    def repondre(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        methode = request.method
        if methode == "HEAD":
            request.method = "GET"
        try:
            reponse = vue(request, *args, **kwargs)
        finally:
            request.method = methode
        if reponse.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            return methode_refusee({nom.strip() for nom in reponse.headers["Allow"].split(",")})
        return reponse

    return repondre
