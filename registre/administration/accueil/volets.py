"""The parts of the panel: how many, the first lines, where each leads, and what is said when there is none."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from registre.administration.accueil.attentes import LIGNES
from registre.calendrier.attendues import Attendue
from registre.droits import peut
from registre.etats import Etat, NaturePoint, Operation
from registre.models import Candidature, Cooperative, Label
from registre.suivi.models import PointDeCooperative

POINTS_RECUS = "wagtailsnippets_suivi_pointdecooperative"
CANDIDATURES, LABELS, COOPERATIVES = (
    f"wagtailsnippets_registre_{modele}" for modele in ("candidature", "label", "cooperative")
)


@dataclass(frozen=True)
class LigneDeVolet:
    """One thing to see to: which coop, what, its day, and the page where one does it."""

    coop: str
    quoi: str
    le: datetime.date | None
    adresse: str


@dataclass(frozen=True)
class Volet:
    """A part: its title, how many things in all, the first of them, the whole list, and the words for nothing."""

    titre: str
    vide: str
    total: int = 0
    lignes: list[LigneDeVolet] = field(default_factory=list)
    voir: str = ""
    adresse: str = ""
    aide: str = ""


def liste(espace: str, **filtres: str) -> str:
    """Return the address of a list of the register, narrowed by these filters."""
    return reverse(f"{espace}:list", query=filtres)


def lignes_dues(
    dues: Iterable[Attendue], recus: Mapping[tuple[int, str, int], PointDeCooperative], compte: Any
) -> list[LigneDeVolet]:
    """Return the lines of deadlines. Each leads to the form that records it, for an account that may use it; that of
    a point that its coop has sent, one of `recus`, to what it sent."""
    premieres = list(dues)[:LIGNES]
    return [_ligne_due(due, recus.get((due.candidature.pk, due.nature, due.mois)), compte) for due in premieres]


def lignes_de_labels(dues: Iterable[Attendue]) -> list[LigneDeVolet]:
    """Return the lines of labels that end, each leading to the label."""
    return [
        LigneDeVolet(
            str(due.cooperative), _("label %(numero)s") % {"numero": due.label}, due.le, _fiche(LABELS, due.label)
        )
        for due in list(dues)[:LIGNES]
    ]


def lignes_de_candidatures(candidatures: Iterable[Candidature], champ: str) -> list[LigneDeVolet]:
    """Return the lines of candidatures with the day of this field, each leading to where decisions are taken."""
    return [
        LigneDeVolet(str(lue.cooperative), _a_faire(lue), getattr(lue, champ), _fiche(CANDIDATURES, lue))
        for lue in candidatures
    ]


def lignes_de_coops(coops: Iterable[Any]) -> list[LigneDeVolet]:
    """Return the lines of silent coops, with the day of their last fact."""
    return [
        LigneDeVolet(str(coop), _("dernier fait connu"), coop.dernier_fait_le, _fiche(COOPERATIVES, coop))
        for coop in coops
    ]


def _fiche(espace: str, objet: Candidature | Cooperative | Label | PointDeCooperative | None) -> str:
    return reverse(f"{espace}:inspect", args=[objet.pk]) if objet else ""


def _ligne_due(due: Attendue, recu: PointDeCooperative | None, compte: Any) -> LigneDeVolet:
    if recu is None:
        return LigneDeVolet(str(due.cooperative), due.nom, due.le, _acte(due, compte))
    quoi = _("%(point)s, envoyé par la coopérative") % {"point": due.nom}
    return LigneDeVolet(str(due.cooperative), quoi, due.le, _fiche(POINTS_RECUS, recu))


def _acte(due: Attendue, compte: Any) -> str:
    visite = due.nature == NaturePoint.VISITE
    operation = Operation.CONSIGNER_VISITE if visite else Operation.CONSIGNER_POINT_ETAPE
    if not peut(compte, operation):
        return _fiche(CANDIDATURES, due.candidature)
    return reverse("registre_geste", args=["candidature", due.candidature.pk, operation.value])


def _a_faire(candidature: Candidature) -> str:
    if candidature.etat == Etat.DEPOSEE:
        return _("déposée, complétude à examiner")
    if candidature.etat == Etat.COMPLETE:
        return _("complète, admissibilité à décider")
    if candidature.etat == Etat.ADMISSIBLE:
        return _("points et visite tenus, label à décider")
    return _("complément demandé")
