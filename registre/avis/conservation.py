"""What is forgotten of opinions, long after their last day: how an expert was reached, and requests without an answer.

An opinion given stays with the dossier it is about, signed.
"""

import datetime
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from registre.avis.models import CourrielAExpert, DemandeDAvis, OuvertureDAvis
from socle.conservation import AVIS_MOIS, Oubli, declarer, en_mois


def demandes_anciennes(au: datetime.date) -> QuerySet[DemandeDAvis]:
    """Return those whose last day is longer before `au` than they are kept, and something is left to forget."""
    anciennes = DemandeDAvis.objects.filter(echeance__lt=au - relativedelta(months=AVIS_MOIS))
    a_son_adresse = ~Q(courriel="") | Q(courriels__isnull=False) | Q(ouvertures__isnull=False)
    return anciennes.filter(Q(donne_le=None) | a_son_adresse).distinct()


def effacer(demandes: QuerySet[Any]) -> int:
    """Delete what was never answered; of the others, the address, its messages and openings. Return how many."""
    visees = list(demandes.values_list("pk", "donne_le"))
    toutes = [pk for pk, _donne_le in visees]
    CourrielAExpert.objects.filter(demande__in=toutes).delete()
    OuvertureDAvis.objects.filter(demande__in=toutes).delete()

    lues = DemandeDAvis.objects.filter(pk__in=toutes)
    lues.filter(donne_le=None).delete()
    lues.update(courriel="")
    return len(visees)


def poser() -> None:
    """Say it, once the room is ready."""
    nom = _("Adresses d’experts, ouvertures de leurs liens, demandes d’avis sans réponse")
    declarer(Oubli(nom, lambda: en_mois(AVIS_MOIS), demandes_anciennes, effacer))
