"""What is forgotten of visits: reports that nobody confirmed, with their photographs. A confirmed one stays."""

import datetime
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from registre.dossier.pieces import effacer_le_fichier
from registre.visites.models import CompteRenduDeVisite, PhotoDeVisite
from socle.conservation import VISITES_MOIS, Oubli, debut_du_jour, declarer, en_mois, supprimer


def brouillons_anciens(au: datetime.date) -> QuerySet[CompteRenduDeVisite]:
    """Return the drafts sent longer before `au` than they are kept."""
    limite = debut_du_jour(au - relativedelta(months=VISITES_MOIS))
    return CompteRenduDeVisite.objects.filter(confirme_le=None, envoye_le__lt=limite)


def effacer(brouillons: QuerySet[Any]) -> int:
    """Delete these drafts, then their files once it is sure; return how many drafts."""
    for photo in PhotoDeVisite.objects.filter(compte_rendu__in=brouillons):
        effacer_le_fichier(photo.fichier)
    return supprimer(brouillons)


def poser() -> None:
    declarer(
        Oubli(
            _("Comptes rendus de visite jamais confirmés"), lambda: en_mois(VISITES_MOIS), brouillons_anciens, effacer
        )
    )
