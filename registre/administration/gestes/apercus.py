"""Thinking an operation through before it is confirmed: carried out for real, compared, and undone.

What was seen is known by the ranks of the last events of the coops concerned and by the sentences shown: whoever
confirms carries both, and an act that would say anything else than what was seen is refused.
"""

import hashlib
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
SEPARATEUR = ";"


@dataclass(frozen=True)
class Apercu:
    """What an operation would change, coop by coop, and what the journals were when it was looked at."""

    par_coop: tuple[tuple[Cooperative, Differences], ...]
    journaux: str

    @property
    def public(self) -> bool:
        """Whether the public would read anything else."""
        return any(change.publiques for _cooperative, change in self.par_coop)

    @property
    def vu(self) -> str:
        """What was seen, as a form carries it: the journals, then what the sentences shown come to."""
        phrases = "\n".join(
            phrase for _coop, change in self.par_coop for phrase in (*change.publiques, *change.internes)
        )
        return f"{self.journaux}{SEPARATEUR}{hashlib.sha256(phrases.encode()).hexdigest()}"


class Entretemps(Exception):
    """Something was recorded since the preview was shown: the act would not say what was seen."""


def essayer(cooperatives: Collection[int], executer: Callable[[], object]) -> Apercu:
    """Return what the operation would change; nothing is written. Raises `OperationRefusee` as the operation does."""
    with transaction.atomic():
        verrouiller_le_registre()
        apercu, _resultat = _comparer(cooperatives, executer)
        transaction.set_rollback(True)
    return apercu


def confirmer(vu: str, cooperatives: Collection[int], executer: Callable[[], T]) -> T:
    """Carry out the operation as it was seen. Raises `Entretemps` when it would say anything else, or its refusal."""
    with transaction.atomic():
        verrouiller_le_registre()
        if vu.partition(SEPARATEUR)[0] != journaux_de(cooperatives):
            raise Entretemps
        apercu, resultat = _comparer(cooperatives, executer)
        if apercu.vu != vu:
            raise Entretemps  # another coop took the number of the label that was shown
    return resultat


def _comparer(cooperatives: Collection[int], executer: Callable[[], T]) -> tuple[Apercu, T]:
    """Carry out, and return what it changed with what it gave. In a transaction, under the register's lock."""
    lues = {c.pk: c for c in Cooperative.objects.filter(pk__in=cooperatives)}
    avant, journaux = histoires(cooperatives), journaux_de(cooperatives)

    resultat = executer()

    apres, rien = histoires(cooperatives), Histoire()
    changees = [(lues[pk], differences(avant.get(pk, rien), apres.get(pk, rien))) for pk in cooperatives]
    return Apercu(tuple(changees), journaux), resultat


def journaux_de(cooperatives: Collection[int]) -> str:
    """Return what the journals of these coops are now, "12:7,15:3": each coop's key and its last event's rank."""
    rangs = Evenement.objects.filter(cooperative__in=cooperatives).values("cooperative").annotate(dernier=Max("rang"))
    return ",".join(f"{ligne['cooperative']}:{ligne['dernier']}" for ligne in rangs.order_by("cooperative"))


def depuis(vu: str, cooperatives: Collection[int]) -> list[Evenement]:
    """Return what was recorded about these coops since they were seen as `vu`, in order; nothing for another text."""
    journaux = vu.partition(SEPARATEUR)[0]
    vus = dict(paire.split(":", 1) for paire in journaux.split(",") if ":" in paire)
    evenements = Evenement.objects.filter(cooperative__in=cooperatives).select_related("auteur__par", "label")
    return [
        evenement
        for evenement in evenements.order_by("pk")
        if (rang := entier_ou_rien(vus.get(str(evenement.cooperative_id), ""))) is not None and evenement.rang > rang
    ]
