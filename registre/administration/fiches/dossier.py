"""The dossier as filed: every engagement by axis, why, its indicators with their values, their plan. Four queries."""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Prefetch

from raison_detre.models import Axe, Engagement
from registre.indicateurs_publics import valeur_en_mots
from registre.models import ActionPrevue, Candidature, EngagementPris, Indicateur, Releve


@dataclass(frozen=True)
class IndicateurDuDossier:
    """An indicator: what it measures, from where to where, the last value read, what is planned, who reads it."""

    nom: str
    nature: str
    sens: str
    visibilite: str
    depart: str
    dernier: str
    preuve: str
    cible: str
    actions: tuple[tuple[datetime.date, str], ...]


@dataclass(frozen=True)
class EngagementDuDossier:
    """An engagement, why it was chosen, how it is measured."""

    engagement: Engagement
    illustration: str
    indicateurs: tuple[IndicateurDuDossier, ...]


@dataclass(frozen=True)
class AxeChoisi:
    """An axis and the engagements chosen in it, in order of number."""

    axe: Axe
    engagements: tuple[EngagementDuDossier, ...]


def dossier_depose(candidature: Candidature) -> list[AxeChoisi]:
    """Return what a candidature filed, as it reads now."""
    indicateurs = Indicateur.objects.order_by("pk").prefetch_related(
        Prefetch("actions", ActionPrevue.objects.order_by("prevue_le", "pk")),
        Prefetch("releves", Releve.objects.order_by("releve_le")),
    )
    pris = EngagementPris.objects.filter(candidature=candidature).select_related("engagement__axe")
    pris = pris.prefetch_related(Prefetch("indicateurs", indicateurs)).order_by("engagement__numero")

    par_axe: dict[Axe, list[EngagementDuDossier]] = {}
    for engagement_pris in pris:
        lus = tuple(_lire(indicateur) for indicateur in engagement_pris.indicateurs.all())
        choisi = EngagementDuDossier(engagement_pris.engagement, engagement_pris.illustration, lus)
        par_axe.setdefault(engagement_pris.engagement.axe, []).append(choisi)

    return [AxeChoisi(axe, tuple(choisis)) for axe, choisis in par_axe.items()]


def _lire(indicateur: Indicateur) -> IndicateurDuDossier:
    releves = list(indicateur.releves.all())
    dernier = releves[-1] if releves else None

    return IndicateurDuDossier(
        nom=indicateur.nom,
        nature=indicateur.get_nature_display(),
        sens=indicateur.get_sens_display(),
        visibilite=indicateur.get_visibilite_display(),
        depart=_valeur(indicateur, indicateur.valeur_depart, indicateur.depart_le),
        dernier=_valeur(indicateur, dernier.valeur, dernier.releve_le) if dernier else "",
        preuve=dernier.get_preuve_display() if dernier else "",
        cible=_valeur(indicateur, indicateur.cible, indicateur.cible_le),
        actions=tuple((action.prevue_le, action.intitule) for action in indicateur.actions.all()),
    )


def _valeur(indicateur: Indicateur, valeur: Decimal | None, le: datetime.date | None) -> str:
    return valeur_en_mots(valeur, indicateur.unite, le)
