"""Every address the site answers, walked from its URLconf: a new version of a library cannot hide one from a test."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver
from django.urls.resolvers import LocalePrefixPattern, RoutePattern

# What fills the parameters of an address that are not the number of something.
MOTS: dict[str, str] = {"app_label": "{app}", "model_name": "{modele}", "content_type_app_name": "{app}"}


@dataclass(frozen=True)
class Adresse:
    """A route, its name with its namespaces, and what answers."""

    route: str
    nom: str
    vue: Any
    parametres: tuple[str, ...]

    def remplie(self, numero: int, modele: Any, **autres: Any) -> str:
        """Return the address with `numero` for each number, the model's names for theirs, `autres` for the rest."""
        adresse = f"/{self.route}"
        for parametre in self.parametres:
            nom = parametre.rpartition(":")[2]
            mot = MOTS.get(nom, "").format(app=modele._meta.app_label, modele=modele._meta.model_name)
            adresse = adresse.replace(f"<{parametre}>", str(autres.get(nom, mot or numero)))
        return adresse


def adresses(motifs: Any, debut: str = "", espace: str = "") -> Iterator[Adresse]:
    """Yield each address written as a route; those written as regular expressions are pages of the public site."""
    for motif in motifs:
        if not isinstance(motif.pattern, RoutePattern | LocalePrefixPattern):
            continue
        route = f"{debut}{motif.pattern}"
        if isinstance(motif, URLResolver):
            yield from adresses(motif.url_patterns, route, f"{espace}{motif.namespace}:" if motif.namespace else espace)
        elif isinstance(motif, URLPattern):
            parametres = tuple(bout.partition(">")[0] for bout in route.split("<")[1:])
            yield Adresse(route, f"{espace}{motif.name}", motif.callback, parametres)
