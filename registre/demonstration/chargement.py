"""Loading the fictional coops: their stories played through the operations, a lot at a time, in the order of days."""

import datetime
from itertools import islice

from django.db import connection, transaction
from wagtail.models import Locale

from raison_detre.models import Referentiel
from registre.demonstration import comite, dossiers, promotion, signalements
from registre.demonstration.jeu import jouer
from registre.demonstration.plans import OUVERTURE, EditionLue, Plan, a_l_heure, plans_absents
from registre.demonstration.presentations import presentation
from registre.ecriture import enregistre_a, lot
from registre.models import Cooperative, PresentationCooperative, SignatureManifeste
from registre.operations.identite import inscrire_plusieurs
from socle.cache.purge import groupee
from socle.relecture.premiere_version import garder_la_premiere

PAR_LOT = 200  # whole tours of the rarer stories: two coops of one story are in the same lot
GRAND_CHARGEMENT = 500
OUVERTURE_A = a_l_heure(OUVERTURE, minutes=0)


def charger(nombre: int, *, graine: int, au: datetime.date, referentiel: Referentiel) -> int:
    """Create the fictional coops that are not there yet, up to `nombre`, and return how many were created.

    After many, the database counts what its tables hold: SQLite, which never does by itself, otherwise takes the wrong
    index and answers three to ten times slower.
    """
    crees = _charger(nombre, graine, au, referentiel)
    if crees > GRAND_CHARGEMENT:
        with connection.cursor() as curseur:
            curseur.execute("ANALYZE")
    return crees


@transaction.atomic
@groupee()
def _charger(nombre: int, graine: int, au: datetime.date, referentiel: Referentiel) -> int:
    edition = EditionLue.lire(referentiel)
    francais = Locale.objects.get(language_code="fr")
    presents = set(Cooperative.objects.filter(demonstration=True).values_list("siren", flat=True))
    plans = plans_absents(nombre, graine, au, edition, presents)
    crees = 0

    while part := list(islice(plans, PAR_LOT)):
        cooperatives = [Cooperative(**plan.champs) for plan in part]
        _ecrire_les_histoires(part, cooperatives, referentiel)
        _ecrire_le_reste(part, cooperatives, referentiel, francais)
        promotion.ecrire(cooperatives, au)
        signalements.ecrire(cooperatives, au)
        dossiers.ecrire(cooperatives, au, referentiel)
        crees += len(part)

    if crees:
        comite.ecrire(au)
    return crees


def _ecrire_les_histoires(plans: list[Plan], cooperatives: list[Cooperative], referentiel: Referentiel) -> None:
    """Enter these coops on the day the register opens, then play what was decided of all of them, moment by moment."""
    with lot() as ecriture:
        premier = min((etape.moment for plan in plans for etape in plan.etapes), default=OUVERTURE_A)
        with enregistre_a(min(premier, OUVERTURE_A)):
            inscrire_plusieurs(cooperatives, par=None)

        etapes = [
            (etape.moment, plan.rang, cooperative.pk, etape)
            for plan, cooperative in zip(plans, cooperatives, strict=True)
            for etape in plan.etapes
        ]

        for moment, _rang, cle, etape in sorted(etapes, key=lambda e: e[:2]):
            with enregistre_a(moment):
                jouer(ecriture.flux(cle), etape, referentiel)


def _ecrire_le_reste(
    plans: list[Plan], cooperatives: list[Cooperative], referentiel: Referentiel, francais: Locale
) -> None:
    """Write what is no fact of the register: signatures, and what coops say of themselves."""
    SignatureManifeste.objects.bulk_create(
        SignatureManifeste(
            cooperative=cooperative,
            referentiel=referentiel,
            signe_le=plan.signature[0],
            affichage_consenti=plan.signature[1],
        )
        for plan, cooperative in zip(plans, cooperatives, strict=True)
        if plan.signature
    )
    textes = (presentation(cooperative, francais) for cooperative in cooperatives)

    for texte in PresentationCooperative.objects.bulk_create(texte for texte in textes if texte):
        garder_la_premiere(texte)
