"""What a form holds, as it is typed: names and lists of values, the same from a POST, a draft, or what was saved."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict

from socle.textes.signes import entier_ou_rien

Donnees = dict[str, list[str]]

# Of the form, but not what is told: who sends it, which button, from which version.
TECHNIQUES = frozenset({"csrfmiddlewaretoken", "action", "passe", "version", "base"})
LIGNES_MAXIMUM = 30
TAILLE_MAXIMUM = 300_000  # characters in all; a sheet of two pages holds six thousand


@dataclass(frozen=True)
class Saisie:
    """The values typed, by name."""

    donnees: Donnees = field(default_factory=dict)

    @classmethod
    def du_formulaire(cls, request: HttpRequest) -> "Saisie":
        """Return what a POST carries."""
        paires = {nom: [str(v) for v in valeurs] for nom, valeurs in request.POST.lists() if nom not in TECHNIQUES}
        return cls(paires)

    @property
    def trop_longue(self) -> bool:
        """Whether it is more than anybody types."""
        return sum(len(valeur) for valeurs in self.donnees.values() for valeur in valeurs) > TAILLE_MAXIMUM

    @property
    def vide(self) -> bool:
        """Whether nothing at all was typed. Numbers of rows and choices that come filled do not count."""
        return not any(
            valeur.strip()
            for nom, valeurs in self.donnees.items()
            for valeur in valeurs
            if not nom.endswith(("-nombre", "-licence")) and nom not in {"stade", "preuve"}
        )

    def nombre(self, prefixe: str) -> int:
        """Return how many rows of this kind the form shows: one at least, for there to be something to fill."""
        annonce = self.donnees.get(f"{prefixe}-nombre", ["1"])[0]
        return min(max(entier_ou_rien(annonce) or 1, 1), LIGNES_MAXIMUM)

    def avec(self, **valeurs: list[str]) -> "Saisie":
        """Return the same with these values in place of those of the same name."""
        return Saisie(self.donnees | valeurs)

    def valeur(self, nom: str) -> str:
        """Return the first value of a name, empty when there is none."""
        return next(iter(self.donnees.get(nom, ())), "")

    def ajouter(self, prefixe: str) -> "Saisie":
        """Return the same with one more empty row."""
        return self.avec(**{f"{prefixe}-nombre": [str(min(self.nombre(prefixe) + 1, LIGNES_MAXIMUM))]})

    def retirer(self, prefixe: str, rang: int) -> "Saisie":
        """Return the same without this row; those after it move up."""
        motif = re.compile(rf"{re.escape(prefixe)}-(\d{{1,6}})-(\w+)")

        gardees: Donnees = {}
        for nom, valeurs in self.donnees.items():
            lu = motif.fullmatch(nom)
            if lu is None:
                gardees[nom] = valeurs
            elif int(lu[1]) != rang:
                gardees[f"{prefixe}-{int(lu[1]) - (int(lu[1]) > rang)}-{lu[2]}"] = valeurs

        gardees[f"{prefixe}-nombre"] = [str(max(self.nombre(prefixe) - 1, 1))]
        return Saisie(gardees)

    def appliquer_geste(self, geste: str, lignes: Collection[str]) -> "Saisie | None":
        """Return the form after a button that adds or removes a row ("ajouter:etapes", "retirer:etapes:2"); None for
        any other button, or another kind of row than `lignes`."""
        verbe, _deux_points, suite = geste.partition(":")
        prefixe, _deux_points, rang = suite.partition(":")
        if prefixe not in lignes:
            return None
        if verbe == "ajouter":
            return self.ajouter(prefixe)
        lu = entier_ou_rien(rang)
        return self.retirer(prefixe, lu) if verbe == "retirer" and lu is not None else None

    def pour_un_formulaire(self) -> "MultiValueDict[str, str]":
        """Return the values as a bound form reads them."""
        return MultiValueDict(self.donnees)

    def initiales(self, multiples: set[str]) -> dict[str, Any]:
        """Return the values as a form takes them to start with."""
        return {nom: valeurs if nom in multiples else self.valeur(nom) for nom, valeurs in self.donnees.items()}
