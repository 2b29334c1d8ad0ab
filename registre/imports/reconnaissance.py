"""Whose SIREN a line bears: a coop's, one that a coop no longer bears, or nobody's."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from registre.ecriture.paquets import paquets
from registre.imports.fichier import LigneImportee
from registre.models import Cooperative, IdentiteDeCooperative
from registre.siren import compacter, est_un_siren, siren_ampute, siren_de_siret
from socle.tableaux.fautes import citer


def faute_de_siren(texte: str) -> str | None:
    """Return what is wrong with a SIREN and its likely repair, None when it is right."""
    chiffres = compacter(texte)
    if est_un_siren(chiffres):
        return None

    cite = {"texte": citer(texte)}
    if siren := siren_de_siret(chiffres):
        return _("« %(texte)s » est un SIRET : écrivez son SIREN, %(siren)s.") % (cite | {"siren": siren})
    if complete := siren_ampute(chiffres):
        return _("« %(texte)s » n'a que %(nombre)s chiffres : un tableur a sans doute ôté le zéro de %(complete)s.") % (
            cite | {"nombre": len(chiffres), "complete": complete}
        )
    if chiffres and not chiffres.strip("0"):
        return _("« %(texte)s » n'est pas un SIREN : aucune entreprise ne porte un numéro fait de zéros.") % cite

    return _("« %(texte)s » n'est pas un SIREN : neuf chiffres, dont le dernier contrôle les autres.") % cite


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

    @classmethod
    def des_lignes(cls, lignes: Iterable[LigneImportee]) -> "Connues":
        """Return what the register knows of the numbers that these lines bear."""
        return cls.lire(compacter(siren) for ligne in lignes if (siren := ligne.valeurs["siren"]))

    def faute(self, texte: str) -> str | None:
        """Return what is wrong with a SIREN, one that its coop no longer bears included; None when nothing is."""
        ancienne = self.anciens.get(compacter(texte))
        if ancienne is None:
            return faute_de_siren(texte)
        return _("%(siren)s fut le SIREN de %(coop)s, qui porte maintenant %(nouveau)s : écrivez celui-ci.") % {
            "siren": compacter(texte),
            "coop": ancienne,
            "nouveau": ancienne.siren,
        }
