"""The place of a credential in the status lists: drawn once, at random, when it is first issued."""

import secrets

from django.db import IntegrityError, transaction
from django.db.models import Count
from django.utils import timezone

from registre.lecture.label_du_jour import LabelDuJour
from registre.preuve.justificatifs.faits import faits_de
from registre.preuve.models import JustificatifEmis, ListeDePlaces
from registre.preuve.models.justificatif import PLACES

# Half of the places: a list filled further would make each draw fall on a taken one, then have none to give.
PLACES_DONNEES = PLACES // 2
TIRAGES = 40


class PlusDePlace(Exception):
    """No free place was found in as many draws as half-full lists can ever ask: something else is wrong."""


def place_de(lu: LabelDuJour) -> JustificatifEmis:
    """Return the row of the credential of this label, with the facts of that day: made, and its place drawn, once.

    Two that ask at once are given the same one.
    """
    faits = faits_de(lu)

    for _tirage in range(TIRAGES):
        if emis := JustificatifEmis.objects.filter(label=lu.label, faits=faits).first():
            return emis
        try:
            with transaction.atomic():
                return JustificatifEmis.objects.create(
                    label=lu.label,
                    faits=faits,
                    liste=_liste_ouverte(),
                    place=secrets.randbelow(PLACES),
                    emis_le=timezone.now().replace(microsecond=0),
                )
        except IntegrityError:  # this place is taken, or another process drew for the same facts
            continue

    raise PlusDePlace(lu.numero)


def _liste_ouverte() -> ListeDePlaces:
    """The list that gives places now: the last one, or the next when it has given half of its own."""
    derniere = ListeDePlaces.objects.annotate(donnees=Count("justificatifs")).order_by("-numero").first()
    if derniere is not None and derniere.donnees < PLACES_DONNEES:
        return derniere
    suivante = (derniere.numero if derniere else 0) + 1
    return ListeDePlaces.objects.get_or_create(numero=suivante, defaults={"ouverte_le": timezone.now()})[0]
