"""The indicators of the filings: where each starts, what was observed last and how surely, where it aims."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from raison_detre.natures import Nature
from registre.etats import Etat
from registre.models import Indicateur, Releve
from registre.models.indicateur import Preuve

SANS_RELEVE = ""


def indicateurs() -> QuerySet[Indicateur]:
    """Return those of the filings that were, with their latest reading: `derniere`, `derniere_le`, `preuve`.

    By engagement, then kind, then coop. The three are None before the first reading.
    """
    releves = Releve.objects.filter(indicateur=OuterRef("pk")).order_by("-releve_le")
    lus = {
        nom: Subquery(releves.values(champ)[:1])
        for nom, champ in (("derniere", "valeur"), ("derniere_le", "releve_le"), ("preuve", "preuve"))
    }

    return (
        Indicateur.objects.exclude(engagement_pris__candidature__etat=Etat.ANNULEE)
        .annotate(**lus)
        .select_related("engagement_pris__engagement__referentiel", "engagement_pris__candidature__cooperative")
        .order_by(
            F("engagement_pris__engagement__referentiel__en_vigueur_du").desc(),
            "engagement_pris__engagement__numero",
            "nature",
            "engagement_pris__candidature__cooperative__nom",
            "pk",
        )
    )


def mots_de_la_preuve(preuve: str | None) -> str:
    """Return how sure the latest value is, in words."""
    return str(Preuve(preuve).label) if preuve else _("aucun relevé")


@dataclass
class LigneDePreuve:
    """The indicators of one kind of one engagement, by how sure their latest value is."""

    edition: str
    engagement: str
    nature: str
    total: int
    sans_releve: int
    declarees: int
    constatees: int
    mesurees: int


def preuves(lus: QuerySet[Indicateur]) -> list[LigneDePreuve]:
    """Return a row per engagement and kind, in the order of `indicateurs`. One query."""
    groupes = dict[tuple[str, str, str], Counter[str]]()
    champs = (
        "engagement_pris__engagement__referentiel__code",
        "engagement_pris__engagement__numero",
        "engagement_pris__engagement__intitule",
        "nature",
        "preuve",
    )
    for edition, numero, intitule, nature, preuve in lus.values_list(*champs):
        groupes.setdefault((edition, f"{numero}. {intitule}", nature), Counter())[preuve or SANS_RELEVE] += 1

    return [
        LigneDePreuve(
            edition,
            engagement,
            str(Nature(nature).label),
            comptes.total(),
            comptes[SANS_RELEVE],
            *(comptes[preuve] for preuve in (Preuve.DECLAREE, Preuve.CONSTATEE, Preuve.MESUREE)),
        )
        for (edition, engagement, nature), comptes in groupes.items()
    ]
