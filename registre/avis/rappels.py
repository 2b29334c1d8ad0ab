"""Which experts are to be reminded of a deadline on a day, and the messages that wait to be sent."""

import datetime
from dataclasses import dataclass

from django.utils import timezone

from registre.avis.models import CourrielAExpert, DemandeDAvis
from registre.avis.paliers import DEMANDE, RAPPELS, palier
from socle.file_de_courriels import EtatDEnvoi

PARTIS = (EtatDEnvoi.ENVOYE, EtatDEnvoi.INCERTAIN)


@dataclass(frozen=True)
class RappelDAvis:
    """A request to remind its expert of, and the step reached."""

    demande: DemandeDAvis
    palier: int


def rappels_dus(au: datetime.date) -> list[RappelDAvis]:
    """Return what each expert has not been reminded of yet on `au`. Two queries, nothing written.

    Whoever the request itself did not reach is reminded of nothing.
    """
    proches = DemandeDAvis.objects.filter(
        donne_le=None, revoquee_le=None, echeance__gte=au, echeance__lte=au - datetime.timedelta(days=min(RAPPELS))
    ).exclude(courriel="")
    trouves = []
    for demande in proches.select_related("version__cooperative").prefetch_related("courriels").order_by("pk"):
        par_palier = {courriel.palier: courriel for courriel in demande.courriels.all()}
        pas = palier(demande.echeance, au, timezone.localdate(demande.demandee_le))
        recue = DEMANDE in par_palier and par_palier[DEMANDE].etat in PARTIS
        if pas is not None and pas not in par_palier and recue:
            trouves.append(RappelDAvis(demande, pas))
    return trouves


def inscrire(dus: list[RappelDAvis]) -> None:
    """Write down what is to be said; two commands at once write it once."""
    CourrielAExpert.objects.bulk_create(
        [CourrielAExpert(demande=du.demande, palier=du.palier) for du in dus], ignore_conflicts=True
    )
