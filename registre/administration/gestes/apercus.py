"""Thinking an operation through before it is confirmed: carried out for real, compared, and undone.

What was seen is known by the ranks of the last events of the coops concerned: whoever confirms carries them, and an act
confirmed on another history than the one seen is refused.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import TypeVar

from django.db import transaction
from django.db.models import Max

from registre.differences import Differences, differences
from registre.ecriture.verrous import verrouiller_le_registre
from registre.journal.connu import histoires
from registre.journal.histoire import Histoire
from registre.models import Cooperative, Evenement
from socle.textes.signes import entier_ou_rien

T = TypeVar("T")


@dataclass(frozen=True)
class Apercu:
    """What an operation would change, coop by coop, and what the journals were when it was looked at."""

    par_coop: tuple[tuple[Cooperative, Differences], ...]
    vu: str


class Entretemps(Exception):
    """Something was recorded about these coops since the preview was shown."""


def essayer(cooperatives: Collection[int], executer: Callable[[], object]) -> Apercu:
    """Return what the operation would change; nothing is written. Raises `OperationRefusee` as the operation does."""
    with transaction.atomic():
        verrouiller_le_registre()
        lues = {c.pk: c for c in Cooperative.objects.filter(pk__in=cooperatives)}
        avant, vu = histoires(cooperatives), vu_de(cooperatives)
        executer()
        apres = histoires(cooperatives)
        transaction.set_rollback(True)
    rien = Histoire()
    changees = [(lues[pk], differences(avant.get(pk, rien), apres.get(pk, rien))) for pk in cooperatives]
    return Apercu(tuple(changees), vu)


def confirmer(vu: str, cooperatives: Collection[int], executer: Callable[[], T]) -> T:
    """Carry out the operation on the history that was seen. Raises `Entretemps` on another, `OperationRefusee`."""
    with transaction.atomic():
        verrouiller_le_registre()
        if vu != vu_de(cooperatives):
            raise Entretemps
        return executer()


def vu_de(cooperatives: Collection[int]) -> str:
    """Return what the journals of these coops are now, "12:7,15:3": each coop's key and its last event's rank."""
    rangs = Evenement.objects.filter(cooperative__in=cooperatives).values("cooperative").annotate(dernier=Max("rang"))
    return ",".join(f"{ligne['cooperative']}:{ligne['dernier']}" for ligne in rangs.order_by("cooperative"))


def depuis(vu: str, cooperatives: Collection[int]) -> list[Evenement]:
    """Return what was recorded about these coops since they were seen as `vu`, in order; nothing for another text."""
    vus = dict(paire.split(":", 1) for paire in vu.split(",") if ":" in paire)
    evenements = Evenement.objects.filter(cooperative__in=cooperatives).select_related("auteur__par", "label")
    return [
        evenement
        for evenement in evenements.order_by("pk")
        if (rang := entier_ou_rien(vus.get(str(evenement.cooperative_id), ""))) is not None and evenement.rang > rang
    ]
