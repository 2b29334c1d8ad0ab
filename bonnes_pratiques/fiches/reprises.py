"""A coop declares that it takes a published sheet up, and later what came of it. Raises `FicheRefusee`."""

import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from bonnes_pratiques.fiches.operations import FicheRefusee
from bonnes_pratiques.models import FichePratique, Reprise
from registre.models import Cooperative
from socle.models import User
from socle.restrictions import est_reservee

AVANT_TOUT = datetime.date(1990, 1, 1)


def a_reprendre() -> QuerySet[FichePratique]:
    """Return the sheets that a coop may take up: those everybody may read."""
    return FichePratique.objects.filter(~est_reservee(), live=True, locale__language_code="fr")


@transaction.atomic
def declarer(
    fiche: FichePratique, *, cooperative: Cooperative, par: User, le: datetime.date, adaptation: str
) -> Reprise:
    """Declare that this coop takes the sheet up. Raises `FicheRefusee`: its own sheet, twice, a day to come."""
    if not a_reprendre().filter(pk=fiche.pk).exists():
        raise FicheRefusee("Cette fiche n’est pas publiée.")
    if cooperative.pk in {c.pk for c in fiche.cooperatives}:
        raise FicheRefusee("C’est votre fiche : la reprise se compte chez les autres.")

    _exiger_jour(le, "le")
    if Reprise.objects.filter(fiche=fiche, cooperative=cooperative).exists():
        raise FicheRefusee("Votre coopérative a déjà déclaré reprendre cette fiche : complétez sa reprise.")

    return Reprise.objects.create(fiche=fiche, cooperative=cooperative, par=par, reprise_le=le, adaptation=adaptation)


@transaction.atomic
def completer(reprise: Reprise, *, resultat: str, le: datetime.date) -> Reprise:
    """Say what came of it, as seen on `le`. Raises `FicheRefusee` for a day to come or before the take-up."""
    _exiger_jour(le, "le")
    if le < reprise.reprise_le:
        raise FicheRefusee(
            f"Le résultat vient après la reprise, du {reprise.reprise_le:%d/%m/%Y}.",
            par_champ={"le": [f"Le résultat vient après la reprise, du {reprise.reprise_le:%d/%m/%Y}."]},
        )
    reprise.resultat, reprise.resultat_le = resultat, le
    reprise.save(update_fields=["resultat", "resultat_le"])
    return reprise


def _exiger_jour(le: datetime.date, champ: str) -> None:
    if le > timezone.localdate():
        message = "Cette date est à venir : indiquez aujourd’hui ou un jour passé."
    elif le < AVANT_TOUT:
        message = "Cette date est trop ancienne : vérifiez l’année."
    else:
        return
    raise FicheRefusee(message, par_champ={champ: [message]})
