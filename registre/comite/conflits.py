"""Who has an interest in a point: found (a member of that coop, or who comes from it), or declared by themselves."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from registre.comite.models import ConflitDInteret, MembreDuComite, OrigineDuConflit, PointALOrdreDuJour
from registre.comite.tenue import exiger_modifiable
from registre.models import Membre
from registre.operations import OperationRefusee

# Member's key, coop's key.
Interets = frozenset[tuple[int, int]]


def interets(membres: Iterable[MembreDuComite], cooperatives: Iterable[int | None]) -> Interets:
    """Return which of these members have an interest in which of these coops. One query."""
    lus, coops = list(membres), {pk for pk in cooperatives if pk is not None}
    par_compte = {membre.user_id: membre.pk for membre in lus if membre.user_id is not None}
    appartenances = Membre.objects.filter(user__in=par_compte.keys(), cooperative__in=coops).order_by("pk")
    des_coops = {(par_compte[user], coop) for user, coop in appartenances.values_list("user_id", "cooperative_id")}
    d_origine = {(m.pk, m.cooperative_id) for m in lus if m.cooperative_id in coops}
    return frozenset(des_coops | d_origine)


def conflits_du_point(point: PointALOrdreDuJour, trouves: Interets) -> Mapping[int, OrigineDuConflit]:
    """Return who is in conflict on a point and how it is known, by key of member. Reads `conflits` as prefetched.

    Once decided, those of that moment: whoever joins the coop afterwards changes nothing of it.
    """
    notes = {conflit.membre_id: OrigineDuConflit(conflit.origine) for conflit in point.conflits.all()}
    if hasattr(point, "decision"):
        return notes
    constates = {membre: OrigineDuConflit.CONSTATE for membre, coop in trouves if coop == point.cooperative_id}
    return constates | notes


@transaction.atomic
def declarer(point_id: int, *, par: Any) -> ConflitDInteret:
    """Declare one's own interest in a point. Raises `OperationRefusee`: no member of that day, or decided already."""
    point, membre = _siens(point_id, par)
    conflit, _neuf = ConflitDInteret.objects.get_or_create(
        point=point, membre=membre, defaults={"origine": OrigineDuConflit.DECLARE}
    )
    return conflit


@transaction.atomic
def retirer_la_declaration(point_id: int, *, par: Any) -> None:
    """Take back one's own declaration, made by mistake, while nothing is decided. Raises `OperationRefusee`."""
    point, membre = _siens(point_id, par)
    ConflitDInteret.objects.filter(point=point, membre=membre, origine=OrigineDuConflit.DECLARE).delete()


def _siens(point_id: int, par: Any) -> tuple[PointALOrdreDuJour, MembreDuComite]:
    """The point, locked, and the seat of this account on its day."""
    verrouilles = PointALOrdreDuJour.objects.select_for_update(of=("self",)).select_related("seance")
    point = verrouilles.get(pk=point_id)
    exiger_modifiable(point.seance_id)
    if hasattr(point, "decision"):
        raise OperationRefusee("Ce point est déjà décidé.")
    membre = MembreDuComite.objects.en_fonction(point.seance.le).filter(user=par).first()
    if membre is None:
        raise OperationRefusee("Seul un membre du comité déclare un conflit d’intérêts.")
    return point, membre
