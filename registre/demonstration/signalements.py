"""Errors that somebody would have reported about fictional coops: one that waits too long, one put right."""

import datetime
from collections.abc import Iterator, Sequence

from django.utils import timezone

from registre.models import Cooperative
from registre.signalements.models import EtatDuSignalement, SignalementDErreur

EN_RETARD, CORRIGEE = 3, 5  # the ranks of the coops they are about
UNE_HEURE = datetime.time(10, 30)


def signalements(cooperative: Cooperative, au: datetime.date) -> Iterator[SignalementDErreur]:
    """Yield the reports about a fictional coop as of `au`, not saved. Nobody's address is in them."""
    rang = int(cooperative.siren) // 10

    if rang == EN_RETARD:
        yield SignalementDErreur(
            cooperative=cooperative,
            faux="La page dit que le siège est ici : il aurait changé de commune.",
            juste="La commune du nouveau siège, que dit l’annuaire des entreprises.",
            recu_le=_il_y_a(40, au),
        )

    if rang == CORRIGEE:
        yield SignalementDErreur(
            cooperative=cooperative,
            faux="Le sigle n’est pas celui que la coopérative emploie.",
            recu_le=_il_y_a(20, au),
            etat=EtatDuSignalement.CORRIGE,
            reponse="Merci : le sigle est corrigé au registre.",
            repondu_le=_il_y_a(16, au),
            delai=4,
        )


def ecrire(cooperatives: Sequence[Cooperative], au: datetime.date) -> None:
    """Write those of these coops."""
    SignalementDErreur.objects.bulk_create(s for coop in cooperatives for s in signalements(coop, au))


def _il_y_a(jours: int, au: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(au - datetime.timedelta(days=jours), UNE_HEURE))
