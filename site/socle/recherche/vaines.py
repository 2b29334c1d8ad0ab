"""What was searched in vain, for editors to write what is missing. No person is in it, and it is forgotten.

Kept: the words, normalised, and how many times on which day. Never who, from where, nor when in the day. Left out: what
looks like an e-mail address or a telephone number. (A SIREN of the register is found, so it is never in vain.)
"""

import datetime
import logging
import re
from typing import Any

from django.db import DatabaseError, transaction
from django.db.models import F, Max, QuerySet, Sum

from socle.conservation import RECHERCHES_JOURS
from socle.models.recherche import LONGUEUR_TEXTE_CHERCHE, RechercheSansResultat
from socle.recherche.mots.normalisation import normaliser

journal = logging.getLogger(__name__)

GARDE = datetime.timedelta(days=RECHERCHES_JOURS)
PAR_JOUR = 500  # different texts kept in a day: a robot that asks anything fills no table
_ADRESSE = re.compile(r"\S@\S|\barobase\b")
_NUMERO = re.compile(r"\d{7,}")
_SEPARATEURS = re.compile(r"[\s.\-/()+·]")


def texte_a_garder(texte: str) -> str:
    """Return what may be kept of a question, normalised; empty when nothing may."""
    if _ADRESSE.search(texte) or _NUMERO.search(_SEPARATEURS.sub("", texte)):
        return ""
    normalise = normaliser(texte)
    return normalise if len(normalise) <= LONGUEUR_TEXTE_CHERCHE else ""


def consigner(texte: str, jour: datetime.date) -> None:
    """Count a question that found nothing on `jour`. Never fails: a database that only reads keeps no count."""
    garde = texte_a_garder(texte)
    if not garde:
        return

    try:
        with transaction.atomic():
            du_jour = RechercheSansResultat.objects.filter(jour=jour)
            if du_jour.filter(texte=garde).update(nombre=F("nombre") + 1) or du_jour.count() >= PAR_JOUR:
                return
            RechercheSansResultat.objects.bulk_create(
                [RechercheSansResultat(texte=garde, jour=jour)], ignore_conflicts=True
            )
    except DatabaseError:
        journal.warning("A search without result could not be counted.")


def par_texte(au: datetime.date) -> "QuerySet[RechercheSansResultat, Any]":
    """Return each text with its `total` and its `dernier` day over the last 90 days, the most asked first."""
    recentes = RechercheSansResultat.objects.filter(jour__gt=au - GARDE)
    return recentes.values("texte").annotate(total=Sum("nombre"), dernier=Max("jour")).order_by("-total", "texte")


def anciennes(au: datetime.date) -> "QuerySet[RechercheSansResultat]":
    """Return what is older than 90 days on `au`."""
    return RechercheSansResultat.objects.filter(jour__lte=au - GARDE)


def purger(au: datetime.date) -> int:
    """Delete what is older than 90 days, and return how many rows that was."""
    return anciennes(au).delete()[0]
