"""Coops, editions and situations of the label's course, made through the operations as the site makes them."""

import datetime
from typing import Any

import factory
from dateutil.relativedelta import relativedelta
from stdnum import luhn
from wagtail.models import Locale

from raison_detre.models import Axe, Engagement, Referentiel
from registre import operations
from registre.composition import Choix, IndicateurPropose
from registre.models import Candidature, Cooperative, Label

NOMBRE_PAR_AXE = (4, 3, 5)
CHOIX_VALIDE = (1, 2, 3, 5, 6, 8, 9, 10)


def siren_fictif(rang: int) -> str:
    """Return a well-formed SIREN that nobody bears: the registry gives none that begins with 000."""
    base = f"000{rang:05d}"
    return base + luhn.calc_check_digit(base)


class CooperativeFactory(factory.django.DjangoModelFactory[Cooperative]):
    """A coop of nowhere in particular, member since 2000."""

    class Meta:
        model = Cooperative

    nom = factory.Sequence(lambda n: f"Coopérative d'essai {n}")
    slug = factory.Sequence(lambda n: f"cooperative-d-essai-{n}")
    siren = factory.Sequence(siren_fictif)
    forme_juridique = "SCP"
    commune = "Béziers"
    code_departement = "34"
    metiers = ["accession", "locatif"]
    membre_depuis = datetime.date(2000, 1, 1)
    demonstration = True


def edition(code: str = "2021", **regles: Any) -> Referentiel:
    """Return an edition of three axes and twelve engagements (4, 3, 5), made once per code."""
    existante = Referentiel.objects.sources().filter(code=code).first()
    if existante is not None:
        return existante
    locale, _ = Locale.objects.get_or_create(language_code="fr")
    valeurs = {
        "nom": "Essai", "titre": "Édition d'essai", "adopte_le": datetime.date(2021, 9, 9),
        "en_vigueur_du": datetime.date(2021, 9, 9), "engagements_minimum": 8, "engagements_minimum_par_axe": 2,
        "indicateurs_minimum_par_engagement": 1, "delai_mise_en_oeuvre_mois": 18, "points_etape_mois": [6, 12],
        "duree_label_mois": 36, "point_mi_parcours_mois": 18, "frequence_comite": "trimestrielle",
        "objectif_adhesion_pourcent": 80, "objectif_adhesion_annees": 3,
    }  # fmt: skip
    referentiel = Referentiel.objects.create(code=code, locale=locale, **(valeurs | regles))
    numero = 0
    for rang, nombre in enumerate(NOMBRE_PAR_AXE, start=1):
        axe = Axe.objects.create(
            referentiel=referentiel, locale=locale, numero=rang, cle=f"axe-{rang}", titre=f"Axe {rang}",
            titre_manifeste=f"Axe {rang}", texte="Texte.",
        )  # fmt: skip
        for _rang in range(nombre):
            numero += 1
            Engagement.objects.create(
                axe=axe, locale=locale, numero=numero, cle=f"cle-{numero}", intitule=f"Engagement {numero}"
            )
    return referentiel


def choix(*numeros: int) -> list[Choix]:
    """Return a choice of these engagements, each with one indicator."""
    return [
        Choix(numero, "Parce que.", [IndicateurPropose("Taux", "metier", "%")]) for numero in numeros or CHOIX_VALIDE
    ]


def deposee(le: datetime.date, cooperative: Cooperative | None = None) -> Candidature:
    """A candidature filed on `le`."""
    cooperative = cooperative or CooperativeFactory.create()
    return operations.deposer(cooperative.pk, referentiel=edition(), choix=choix(), par=None, le=le)


def admissible(le: datetime.date, cooperative: Cooperative | None = None) -> Candidature:
    """A candidature admissible on `le`, filed a month before."""
    candidature = deposee(le - relativedelta(months=1), cooperative)
    operations.declarer_complete(candidature.pk, par=None, le=le)
    return operations.declarer_admissible(candidature.pk, par=None, le=le)


def labellisee(le: datetime.date, cooperative: Cooperative | None = None) -> Label:
    """A label granted on `le`, admissible eighteen months before."""
    candidature = admissible(le - relativedelta(months=18), cooperative)
    return operations.accorder_label(candidature.pk, par=None, le=le)
