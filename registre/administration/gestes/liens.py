"""The buttons of the register's pages in the admin: plain links, in the page, which a narrow screen shows too."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise

from registre.administration.gestes.geste import Geste
from registre.droits import peut


@dataclass(frozen=True)
class Bouton:
    """A button: its words, its address, and what it is about for who does not see beside what it stands."""

    libelle: str | Promise
    url: str
    de_quoi: str = ""


def liens_de(gestes: Iterable[Geste], objet: str, pk: int, user: Any, de_quoi: str = "") -> tuple[Bouton, ...]:
    """Return the buttons of these gestures that this person may use on an object."""
    return tuple(
        Bouton(geste.libelle, reverse("registre_geste", args=[objet, pk, geste.nom]), de_quoi)
        for geste in gestes
        if peut(user, geste.operation)
    )
