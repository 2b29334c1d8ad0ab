"""Coops, editions and situations of the label's course, made through the operations as the site makes them.

    deposee(le)  admissible(le)  labellisee(le)                a coop and its course until then, in one lot
    prete(candidature, le)                                     what lets a grant be decided on that day
    renouvelee(label, le)  suspendue(label, le)                what comes after
    retiree(label, le)  absorbee(cooperative, absorbante, le)

Each takes the day of its last decision, and returns the row as it is once written. A coop given is used, else one is
made. Everything a builder tells is written at once, which is several times as fast as one operation after the other: a
test that needs a long story opens `registre.ecriture.lot()` itself and calls the operations whose name ends in `_au`.
"""

import datetime
from typing import Any

import factory
from dateutil.relativedelta import relativedelta
from django.db import models
from stdnum import luhn
from wagtail.models import Locale

from raison_detre.models import Axe, Engagement, Referentiel
from registre import operations
from registre.composition import ChoixDEngagement, IndicateurPropose
from registre.ecriture import Flux, lot
from registre.etats import Etat, NaturePoint, Operation
from registre.exigences import manquantes
from registre.models import Candidature, Cooperative, Label
from registre.operations.dispense import dispenser_au
from registre.operations.ecriture import candidature_relue, cooperative_relue, dossier_ouvert, label_relu
from registre.operations.instruction import deposer_au, juger_au
from registre.operations.label import octroyer_au

NOMBRE_PAR_AXE = (4, 3, 5)
CHOIX_VALIDE = (1, 2, 3, 5, 6, 8, 9, 10)


def siren_fictif(rang: int) -> str:
    """Return a well-formed SIREN that nobody bears: the registry gives none that begins with 000."""
    base = f"000{rang or 99_999:05d}"  # nine zeros are no number
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
    """Return an edition of three axes and twelve engagements (4, 3, 5), made once per code.

    Written at once, without what `save` adds (search, usage): nearly every test of the register asks for it.
    """
    existante = Referentiel.objects.sources().filter(code=code).first()
    if existante is not None:
        return existante

    locale, _ = Locale.objects.get_or_create(language_code="fr")
    valeurs = {
        "nom": "Essai",
        "titre": "Édition d'essai",
        "adopte_le": datetime.date(2021, 9, 9),
        "en_vigueur_du": datetime.date(2021, 9, 9),
        "engagements_minimum": 8,
        "engagements_minimum_par_axe": 2,
        "indicateurs_minimum_par_engagement": 1,
        "delai_mise_en_oeuvre_mois": 18,
        "points_etape_mois": [6, 12],
        "duree_label_mois": 36,
        "point_mi_parcours_mois": 18,
        "frequence_comite": "trimestrielle",
        "objectif_adhesion_pourcent": 80,
        "objectif_adhesion_annees": 3,
    }
    referentiel = Referentiel.objects.create(code=code, locale=locale, **(valeurs | regles))

    axes: list[Axe] = models.QuerySet(Axe).bulk_create(
        Axe(
            referentiel=referentiel,
            locale=locale,
            numero=rang,
            cle=f"axe-{rang}",
            titre=f"Axe {rang}",
            titre_manifeste=f"Axe {rang}",
            texte="Texte.",
        )
        for rang, _nombre in enumerate(NOMBRE_PAR_AXE, start=1)
    )
    de_chacun = [axe for axe, nombre in zip(axes, NOMBRE_PAR_AXE, strict=True) for _rang in range(nombre)]
    models.QuerySet(Engagement).bulk_create(
        Engagement(
            referentiel=referentiel,
            axe=axe,
            locale=locale,
            numero=numero,
            cle=f"cle-{numero}",
            intitule=f"Engagement {numero}",
        )
        for numero, axe in enumerate(de_chacun, start=1)
    )

    return referentiel


def choix(*numeros: int) -> list[ChoixDEngagement]:
    """Return a choice of these engagements, each with one indicator."""
    return [
        ChoixDEngagement(numero, "Parce que.", [IndicateurPropose("Taux", "metier", "%")])
        for numero in numeros or CHOIX_VALIDE
    ]


def deposee(le: datetime.date, cooperative: Cooperative | None = None) -> Candidature:
    """A candidature filed on `le`."""
    with lot() as ecriture:
        flux = ecriture.flux((cooperative or CooperativeFactory.create()).pk)
        rang = _deposer(flux, Operation.DEPOSER, le)
    return candidature_relue(flux.cooperative.pk, rang)


def admissible(le: datetime.date, cooperative: Cooperative | None = None) -> Candidature:
    """A candidature admissible on `le`, filed a month before."""
    with lot() as ecriture:
        flux = ecriture.flux((cooperative or CooperativeFactory.create()).pk)
        rang = _deposer(flux, Operation.DEPOSER, le - relativedelta(months=1))
        _admettre(flux, rang, le)
    return candidature_relue(flux.cooperative.pk, rang)


def labellisee(le: datetime.date, cooperative: Cooperative | None = None) -> Label:
    """A label granted on `le`, admissible eighteen months before."""
    admissible_le = le - relativedelta(months=18)
    with lot() as ecriture:
        flux = ecriture.flux((cooperative or CooperativeFactory.create()).pk)
        rang = _deposer(flux, Operation.DEPOSER, admissible_le - relativedelta(months=1))
        _admettre(flux, rang, admissible_le)
        numero = octroyer_au(flux, rang, Operation.ACCORDER_LABEL, par=None, le=le, motif="")
    return label_relu(numero)


def prete(candidature: Candidature | int, le: datetime.date) -> None:
    """Let this candidature be granted on `le`: what the rules ask for and is not held is waived, in one lot."""
    pk = candidature if isinstance(candidature, int) else candidature.pk
    with dossier_ouvert(pk) as (flux, dossier):
        if dossier.etat != Etat.ADMISSIBLE:
            return
        for manque in manquantes(flux.histoire, dossier, le):
            due, sien = manque.echeance, flux.histoire.dossier(manque.dossier)
            if due.attendue and sien is not None:
                depuis = sien.labellisee_le if due.nature == NaturePoint.MI_PARCOURS else sien.admissible_le
                assert depuis is not None
                dispenser_au(flux, sien.rang, due.nature, due.mois, par=None, le=depuis, motif="Déjà constaté.")


def renouvelee(label: Label, le: datetime.date, *, suspension: str = "") -> Label:
    """The renewal of `label`, granted on `le`, filed and admissible two months before or when the label began.

    `suspension` (`SortDeLaSuspension`) says what becomes of one still open.
    """
    depot = max(le - relativedelta(months=2), label.valide_du)
    with lot() as ecriture:
        flux = ecriture.flux(label.cooperative_id)
        rang = _deposer(flux, Operation.DEPOSER_RENOUVELLEMENT, depot)
        _admettre(flux, rang, depot)
        numero = octroyer_au(flux, rang, Operation.RENOUVELER, par=None, le=le, motif="", suspension=suspension)

    return label_relu(numero)


def suspendue(label: Label, le: datetime.date, motif: str = "Point d'étape non tenu.") -> Label:
    """The label, suspended from `le`."""
    return operations.suspendre(label.pk, par=None, le=le, motif=motif)


def retiree(label: Label, le: datetime.date, motif: str = "Engagements abandonnés.") -> Label:
    """The label, withdrawn from `le`."""
    return operations.retirer(label.pk, par=None, le=le, motif=motif)


def absorbee(cooperative: Cooperative, absorbante: Cooperative, le: datetime.date, *, sort: str = "") -> Cooperative:
    """The coop, absorbed by the other on `le`; `sort` (`SortDuLabel`) says what becomes of its label."""
    operations.absorber(absorbante.pk, absorbee_id=cooperative.pk, par=None, le=le, sort=sort)
    return cooperative_relue(cooperative.pk)


def _deposer(flux: Flux, operation: Operation, le: datetime.date) -> int:
    return deposer_au(flux, operation, edition(), choix(), par=None, le=le)


def _admettre(flux: Flux, rang: int, le: datetime.date) -> None:
    for operation in (Operation.DECLARER_COMPLETE, Operation.DECLARER_ADMISSIBLE):
        juger_au(flux, rang, operation, par=None, le=le, motif="")
