"""What the catalogue proposes for an engagement, and a row filled from it. PURE but for `catalogue_de`: one query."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from registre.dossier.models import IndicateurDuCatalogue
from socle.formulaires.saisie import Saisie

LIGNES = "indicateurs"
REPRIS = ("nom", "unite", "nature")


@dataclass(frozen=True)
class Propose:
    """An indicator of the catalogue, as a form offers it. `sens` is in words."""

    cle: str
    nom: str
    unite: str
    sens: str
    nature: str
    definition: str
    retire: bool = False
    fictif: bool = False

    def __str__(self) -> str:
        return f"Fictif : {self.nom}" if self.fictif else self.nom


def catalogue_de(engagements: Collection[str]) -> dict[str, tuple[Propose, ...]]:
    """Return what the catalogue has for each of these engagements, by title; what was withdrawn with the rest."""
    lus: dict[str, list[Propose]] = {}
    for lu in IndicateurDuCatalogue.objects.filter(engagement__in=engagements).order_by("nom", "pk"):
        sens = str(lu.get_sens_display())
        propose = Propose(lu.cle, lu.nom, lu.unite, sens, lu.nature, lu.definition, lu.retire, lu.demonstration)
        lus.setdefault(lu.engagement, []).append(propose)
    return {cle: tuple(siens) for cle, siens in lus.items()}


def a_proposer(siens: Sequence[Propose], pris: str) -> list[Propose]:
    """Return what a row may choose: what is proposed today, and what it took before."""
    return [propose for propose in siens if not propose.retire or propose.cle == pris]


def preremplir(saisie: Saisie, siens: Sequence[Propose]) -> Saisie:
    """Return the same, each row that chose an indicator of the catalogue and has no name taking its words.

    What was typed is left as it is: nothing a person wrote is replaced.
    """
    par_cle = {propose.cle: propose for propose in siens}
    for rang in range(saisie.nombre(LIGNES)):
        propose = par_cle.get(saisie.valeur(f"{LIGNES}-{rang}-catalogue"))
        if propose is not None and not saisie.valeur(f"{LIGNES}-{rang}-nom").strip():
            saisie = saisie.avec(**_mots(saisie, propose, rang))
    return saisie


def _mots(saisie: Saisie, propose: Propose, rang: int) -> Mapping[str, list[str]]:
    mots = {f"{LIGNES}-{rang}-{champ}": getattr(propose, champ) for champ in REPRIS}
    ecrite = saisie.valeur(f"{LIGNES}-{rang}-unite").strip()
    return {nom: [ecrite or mot] if nom.endswith("-unite") else [mot] for nom, mot in mots.items()}
