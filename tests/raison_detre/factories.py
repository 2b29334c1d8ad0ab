"""Editions as tests need them: each trait names a situation."""

import datetime
from typing import Any

import factory
from factory.django import DjangoModelFactory

from raison_detre.models import Axe, Engagement, Referentiel


class ReferentielFactory(DjangoModelFactory[Referentiel]):
    """An edition in force since 2021, without axes unless `complet`."""

    class Meta:
        model = Referentiel
        skip_postgeneration_save = True

    class Params:
        a_venir = factory.Trait(code="2031", adopte_le=datetime.date(2031, 1, 1))
        peu_exigeant = factory.Trait(engagements_minimum=1, engagements_minimum_par_axe=1)

    code = "2021"
    nom = "Raison d'être"
    titre = "Se loger et vivre ensemble"
    adopte_le = datetime.date(2021, 9, 9)
    en_vigueur_du = factory.SelfAttribute("adopte_le")
    engagements_minimum = 8
    engagements_minimum_par_axe = 2
    indicateurs_minimum_par_engagement = 1
    delai_mise_en_oeuvre_mois = 18
    points_etape_mois = factory.LazyFunction(lambda: [6, 12])
    duree_label_mois = 36
    point_mi_parcours_mois = 18
    frequence_comite = "trimestrielle"
    objectif_adhesion_pourcent = 80
    objectif_adhesion_annees = 3

    @factory.post_generation
    def complet(self: Any, create: bool, engagements_par_axe: int | None, **kwargs: object) -> None:
        """Give the edition three axes with this many engagements each, all published."""
        for rang in range(3 if engagements_par_axe else 0):
            axe = AxeFactory.create(referentiel=self, numero=rang + 1, publie=True)
            for place in range(engagements_par_axe or 0):
                EngagementFactory.create(axe=axe, numero=rang * (engagements_par_axe or 0) + place + 1, publie=True)


class ContenuFactory(DjangoModelFactory[Any]):
    """What axes and engagements share."""

    class Meta:
        abstract = True
        skip_postgeneration_save = True

    @factory.post_generation
    def publie(self: Any, create: bool, publie: bool | None, **kwargs: object) -> None:
        """Publish by a revision, as the admin does."""
        if publie:
            self.save_revision().publish()
            self.refresh_from_db()

    @factory.post_generation
    def hors_ligne(self: Any, create: bool, hors_ligne: bool | None, **kwargs: object) -> None:
        """Take offline, as an editor does."""
        if hors_ligne:
            self.unpublish()


class AxeFactory(ContenuFactory):
    """An axis of an edition, one after the other."""

    class Meta:
        model = Axe

    referentiel = factory.SubFactory(ReferentielFactory)
    numero = 1
    cle = factory.LazyAttribute(lambda axe: f"axe-{axe.numero}")
    titre = factory.LazyAttribute(lambda axe: f"Notre axe {axe.numero}")
    titre_manifeste = factory.LazyAttribute(lambda axe: f"Notre axe {axe.numero} : agir")
    texte = "Premier paragraphe.\n\nSecond paragraphe."


class EngagementFactory(ContenuFactory):
    """An engagement of an axis."""

    class Meta:
        model = Engagement

    axe = factory.SubFactory(AxeFactory)
    numero = 1
    cle = factory.LazyAttribute(lambda engagement: f"engagement-{engagement.numero}")
    intitule = factory.LazyAttribute(lambda engagement: f"Tenir parole {engagement.numero} fois")
