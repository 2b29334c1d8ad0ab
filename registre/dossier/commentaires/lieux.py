"""Where a dossier may be commented: each place has its step, its field, and a name in words. PURE."""

from collections.abc import Iterator
from dataclasses import dataclass

from registre.dossier.contenu import ContenuDeDossier, EngagementPropose
from registre.dossier.etapes import CONCERTATION, ENGAGEMENTS, LETTRE, PIECES, cle_d_etape, etape_d_engagement

RANG_DE_LIGNE = "indicateurs-"
POURQUOI = "pourquoi"


@dataclass(frozen=True)
class Lieu:
    """A field that may be commented; a row of indicators is one place, whichever of its cells is meant."""

    etape: str
    champ: str
    titre: str

    @property
    def cle(self) -> tuple[str, str]:
        """What tells it from any other of the dossier."""
        return self.etape, self.champ

    @property
    def ancre(self) -> str:
        """The id, in the page of its step, of what it is about."""
        return self.champ if self.champ.startswith(RANG_DE_LIGNE) else f"id_{self.champ}"

    @property
    def ancre_de_lecture(self) -> str:
        """The id, in the page that shows the whole, of the part it is in."""
        return f"lu-{cle_d_etape(self.etape) or self.etape}"


def lieux(contenu: ContenuDeDossier) -> list[Lieu]:
    """Return the places of a dossier, in the order that its steps have."""
    return [
        Lieu(ENGAGEMENTS, "engagements", "Le choix des engagements"),
        *(lieu for engagement in contenu.engagements for lieu in _d_un_engagement(engagement)),
        Lieu(CONCERTATION, "salaries", "Information et consultation des salariés"),
        Lieu(CONCERTATION, "cooperateurs", "Information et consultation des coopérateurs"),
        Lieu(CONCERTATION, "objectifs", "Ce que la coopérative attend du label"),
        Lieu(LETTRE, "lettre", "Lettre d’engagement"),
        Lieu(PIECES, "fichier", "Pièces jointes"),
    ]


def lieu_de(contenu: ContenuDeDossier, etape: str, champ: str) -> Lieu | None:
    """Return the place of this step and field, None when the dossier has none such."""
    return next((lieu for lieu in lieux(contenu) if lieu.cle == (etape, champ)), None)


def _d_un_engagement(engagement: EngagementPropose) -> Iterator[Lieu]:
    etape = etape_d_engagement(engagement.cle)
    yield Lieu(etape, POURQUOI, f"{engagement.numero}. {engagement.intitule}, pourquoi")
    for indicateur in engagement.indicateurs:
        nom = f"indicateur {indicateur.rang + 1}" + (f" « {indicateur.nom} »" if indicateur.nom else "")
        yield Lieu(etape, f"{RANG_DE_LIGNE}{indicateur.rang}", f"Engagement {engagement.numero}, {nom}")
