"""Whose SIREN a line bears: a coop's, one that a coop no longer bears, or nobody's."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from stdnum.fr import siren as stdnum_siren

from registre.ecriture.paquets import paquets
from registre.imports.lecture import citer
from registre.models import Cooperative, IdentiteDeCooperative

CHIFFRES = 9


def compact(texte: str | None) -> str:
    """Return a SIREN as the register writes it: digits alone."""
    return stdnum_siren.compact(texte or "")


def faute_de_siren(texte: str) -> str | None:
    """Return what is wrong with a SIREN and its likely repair, None when it is right."""
    chiffres = compact(texte)
    if stdnum_siren.is_valid(chiffres):
        return None
    complete = chiffres.zfill(CHIFFRES)
    if chiffres.isdecimal() and len(chiffres) < CHIFFRES and stdnum_siren.is_valid(complete):
        return _("« %(texte)s » n'a que %(nombre)s chiffres : un tableur a sans doute ôté le zéro de %(complete)s.") % {
            "texte": citer(texte),
            "nombre": len(chiffres),
            "complete": complete,
        }
    return _("« %(texte)s » n'est pas un SIREN : neuf chiffres, dont le dernier contrôle les autres.") % {
        "texte": citer(texte)
    }


@dataclass(frozen=True)
class Connues:
    """Keys of the coops that bear these SIREN, and coops that bore them before."""

    cles: dict[str, int]
    anciens: dict[str, Cooperative]

    @classmethod
    def lire(cls, sirens: Iterable[str]) -> "Connues":
        """Return what the register knows of these numbers: two queries for thousands of them."""
        cles: dict[str, int] = {}
        anciens: dict[str, Cooperative] = {}
        for paquet in paquets(sorted(set(sirens))):
            cles |= Cooperative.objects.filter(siren__in=paquet).values_list("siren", "pk")
            passees = IdentiteDeCooperative.objects.filter(siren__in=paquet).select_related("cooperative")
            anciens |= {identite.siren: identite.cooperative for identite in passees.order_by("du")}
        return cls(cles, {siren: cooperative for siren, cooperative in anciens.items() if siren not in cles})

    def faute(self, texte: str) -> str | None:
        """Return what is wrong with a SIREN, one that its coop no longer bears included; None when nothing is."""
        ancienne = self.anciens.get(compact(texte))
        if ancienne is None:
            return faute_de_siren(texte)
        return _("%(siren)s fut le SIREN de %(coop)s, qui porte maintenant %(nouveau)s : écrivez celui-ci.") % {
            "siren": compact(texte),
            "coop": ancienne,
            "nouveau": ancienne.siren,
        }
