"""Notes of reading: written by a member on a point, read by them, and by the others once shared. Never in conflict."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from registre.comite.conflits import conflits_du_point, interets
from registre.comite.models import MembreDuComite, NoteDePoint, PointALOrdreDuJour
from registre.comite.tenue import exiger_modifiable
from registre.operations import OperationRefusee


def siege_sur(point: PointALOrdreDuJour, user: Any) -> MembreDuComite | None:
    """Return the seat from which this account may write on a point; None when it has none, or is in conflict."""
    siege = MembreDuComite.objects.en_fonction(point.seance.le).filter(user=user).first()
    if siege is None:
        return None
    trouves = interets([siege], [point.cooperative_id])
    en_conflit = (siege.pk, point.cooperative_id) in trouves or siege.pk in conflits_du_point(point, trouves)
    return None if en_conflit else siege


@transaction.atomic
def ecrire(point_id: int, texte: str, *, partagee: bool, par: Any) -> NoteDePoint | None:
    """Keep one's note on a point, in place of the one before; an empty one is removed. Raises `OperationRefusee`."""
    point = PointALOrdreDuJour.objects.select_related("seance").get(pk=point_id)
    exiger_modifiable(point.seance_id)
    siege = siege_sur(point, par)
    if siege is None:
        raise OperationRefusee("Seul un membre du comité sans conflit d’intérêts écrit une note sur ce point.")
    if not texte.strip():
        NoteDePoint.objects.filter(point=point, membre=siege).delete()
        return None
    champs = {"texte": texte.strip(), "partagee": partagee, "ecrite_le": timezone.now()}
    return NoteDePoint.objects.update_or_create(point=point, membre=siege, defaults=champs)[0]


def notes_lues(points: list[int], siege: MembreDuComite | None) -> dict[int, list[NoteDePoint]]:
    """Return, by point, the notes to show from a seat: its own, and those that others shared. One query."""
    notes = NoteDePoint.objects.filter(point__in=points).select_related("membre__user").order_by("ecrite_le", "pk")
    lues: dict[int, list[NoteDePoint]] = {}
    for note in notes:
        if note.partagee or note.membre == siege:
            lues.setdefault(note.point_id, []).append(note)
    return lues
