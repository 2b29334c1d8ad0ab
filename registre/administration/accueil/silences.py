"""The coops on the label's way of which nothing was heard for a year."""

import datetime

from dateutil.relativedelta import relativedelta
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from registre.administration.colonnes import statut_du_jour
from registre.dossier.models import EtapeDuDossier
from registre.etats import DANS_LA_DEMARCHE, OUVERTS, SUR_UN_EVENEMENT, Operation
from registre.models import Candidature, Cooperative, Evenement
from socle.conservation import debut_du_jour

MOIS_DE_SILENCE = 12
DE_LA_FEDERATION = SUR_UN_EVENEMENT | {Operation.INSCRIRE}


def silencieuses(au: datetime.date) -> QuerySet[Cooperative]:
    """Return the coops with a label or a candidature running, silent for twelve months on `au`, the longest first.

    Silent: no fact of the journal took effect since, and no step of a dossier was typed. A correction and an
    entry in the register are the Federation's, so break no silence.
    Each has `dernier_fait_le`, the day of its last fact.
    """
    depuis = au - relativedelta(months=MOIS_DE_SILENCE)
    faits = Evenement.objects.filter(cooperative=OuterRef("pk")).exclude(operation__in=sorted(DE_LA_FEDERATION))
    dernier = faits.order_by("-prend_effet_le").values("prend_effet_le")[:1]
    ouvertes = Candidature.objects.filter(cooperative=OuterRef("pk"), etat__in=sorted(OUVERTS))
    saisies = EtapeDuDossier.objects.filter(
        dossier__cooperative=OuterRef("pk"), modifiee_le__gte=debut_du_jour(depuis + datetime.timedelta(days=1))
    )

    membres = Cooperative.objects.filter(Q(membre_jusqu_au__isnull=True) | Q(membre_jusqu_au__gte=au))
    en_chemin = membres.filter(absorbee_le__isnull=True).alias(statut_lu=statut_du_jour("pk"))
    en_chemin = en_chemin.filter(Q(statut_lu__in=sorted(DANS_LA_DEMARCHE)) | Exists(ouvertes))
    tues = en_chemin.annotate(dernier_fait_le=Subquery(dernier)).filter(~Exists(saisies), dernier_fait_le__lte=depuis)
    return tues.order_by("dernier_fait_le", "nom")
