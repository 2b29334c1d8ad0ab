"""Whether the journal is whole: its chain walked, every coop replayed; what was found, kept and told to who watches."""

import logging

from django.utils import timezone
from pydantic import ValidationError

from registre.ecriture.chaine import parcourir
from registre.journal import connu
from registre.journal.acte import HistoireImpossible
from registre.journal.reconstruction import ecarts
from registre.models import Candidature, Cooperative, Label, VerificationDuJournal

logger = logging.getLogger(__name__)

GARDEES = 90
PAR_LOT = 200


def verifier(*, complet: bool = False) -> VerificationDuJournal:
    """Walk the journal, keep what was found and return it; a break is an error in the log.

    `complet` also replays every coop and compares its rows with what its journal comes to.
    """
    parcours = parcourir()
    rupture = parcours.rupture or _journal_raccourci(parcours.evenements)

    if complet and not rupture:
        rupture = _premier_ecart()

    trouvee = VerificationDuJournal.objects.create(le=timezone.now(), evenements=parcours.evenements, rupture=rupture)
    gardees = VerificationDuJournal.objects.order_by("-pk").values_list("pk", flat=True)[:GARDEES]
    VerificationDuJournal.objects.filter(pk__lt=min(gardees)).delete()
    if rupture:
        logger.error("The journal is broken: %s", rupture)
    return trouvee


def etat_du_journal() -> str:
    """Return what the last walk found, in a few words."""
    derniere = VerificationDuJournal.objects.order_by("-pk").first()
    if derniere is None:
        return "jamais vérifié"
    return f"{'rompu' if derniere.rupture else 'intact'} le {derniere.jour:%d/%m/%Y}"


def _journal_raccourci(evenements: int) -> str:
    """Say that there were more events when the journal was last whole: its end was cut, and its head with it."""
    entiere = VerificationDuJournal.objects.filter(rupture="").order_by("-pk").first()
    if entiere is None or entiere.evenements <= evenements:
        return ""
    return f"fin du journal : {evenements} événements, il y en avait {entiere.evenements} le {entiere.jour:%d/%m/%Y}"


def _premier_ecart() -> str:
    """Name the first coop whose journal cannot be read, or whose rows say other than it; empty when all agree."""
    cles = list(Cooperative.objects.order_by("pk").values_list("pk", flat=True))
    for debut in range(0, len(cles), PAR_LOT):
        lot = cles[debut : debut + PAR_LOT]
        for cle in lot:
            if faute := _illisible(cle) or _en_trop(cle):
                return faute
        if noms := ecarts(lot):
            return f"les fiches ne disent pas ce que dit le journal : {', '.join(noms)}"
    return ""


def _illisible(cooperative: int) -> str:
    try:
        histoire = connu.histoire(cooperative)
    except (ValidationError, HistoireImpossible, LookupError) as faute:
        return f"coopérative {cooperative} : son journal ne se rejoue pas ({faute})"
    return f"coopérative {cooperative} : elle n'est pas au journal" if histoire is None else ""


def _en_trop(cooperative: int) -> str:
    """Name a label or a candidature that no event made: nothing forbids to add a row by hand."""
    histoire = connu.histoire(cooperative)
    assert histoire is not None  # noqa: S101 - `_illisible` asked
    numeros = {label.numero for label in (*histoire.labels, *(annule.label for annule in histoire.annules))}
    rangs = {dossier.rang for dossier in (*histoire.dossiers, *histoire.dossiers_annules)}
    labels = Label.tous.filter(cooperative=cooperative).exclude(numero__in=numeros)
    candidatures = Candidature.tous.filter(cooperative=cooperative).exclude(rang__in=rangs)
    en_trop = [*labels.order_by("pk")[:1], *candidatures.order_by("pk")[:1]]
    return f"coopérative {cooperative} : aucun événement ne dit « {en_trop[0]} »" if en_trop else ""
