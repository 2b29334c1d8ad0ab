"""What the rows of a coop say was decided: each fact, on which day, after which others; and the event that told it."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from registre.etats import DEPOTS, OCTROIS, POINTS, NaturePoint, Operation
from registre.migrations_donnees.anciennes import DATES_DE_CANDIDATURE, Ancienne

# A fact: its verb, and the key of the row that has it.
Cle = tuple[str, int]
DEPOT, POINT, OCTROI = "deposer", "point", "octroi"
SUSPENDRE, LEVER, RETIRER = Operation.SUSPENDRE.value, Operation.LEVER_SUSPENSION.value, Operation.RETIRER.value


@dataclass(frozen=True)
class Fait:
    """A decision that a row shows. `motif` is the row's, None where no row keeps it; `apres` must be told before."""

    operation: Operation
    le: datetime.date
    apres: tuple[Cle, ...] = ()
    motif: str | None = None
    candidature: Any = None
    label: Any = None
    objet: Any = None


def faits_de(ancienne: Ancienne) -> dict[Cle, Fait]:
    """Return the facts of a coop, by verb and row, in an order they may have come in."""
    faits: dict[Cle, Fait] = {}
    close: Cle | None = None
    for candidature in ancienne.candidatures:
        label = next((lu for lu in ancienne.labels if lu.candidature_id == candidature.pk), None)
        faits |= dict(_de_la_candidature(ancienne, candidature, label, close))
        close = next((cle for cle in reversed(faits) if cle[0] in {OCTROI, "refuser", "abandonner"}), None)
        if label is not None:
            faits |= dict(_du_label(ancienne, candidature, label))
    return faits


def _de_la_candidature(
    ancienne: Ancienne, candidature: Any, label: Any, close: Cle | None
) -> Iterator[tuple[Cle, Fait]]:
    """The filing, what was judged, the points held before the decision, the decision; in the order of the course."""
    depot = Operation.DEPOSER_RENOUVELLEMENT if candidature.renouvelle_id else Operation.DEPOSER
    avant = [cle for cle in (close, (OCTROI, candidature.renouvelle_id) if candidature.renouvelle_id else None) if cle]
    derniere: Cle = (DEPOT, candidature.pk)
    yield derniere, Fait(depot, candidature.deposee_le, tuple(avant), candidature=candidature)

    for verbe, le in _jugements(candidature):
        operation = Operation(verbe)
        yield (verbe, candidature.pk), Fait(operation, le, (derniere,), candidature=candidature)
        derniere = (verbe, candidature.pk)

    tenus = []
    for point in ancienne.points[candidature.pk]:
        if point.nature != NaturePoint.MI_PARCOURS:
            yield _point(candidature, point, derniere)
            tenus.append((POINT, point.pk))
    for verbe in ("refuser", "abandonner"):
        if le := getattr(candidature, DATES_DE_CANDIDATURE[verbe]):
            yield (verbe, candidature.pk), Fait(Operation(verbe), le, (derniere, *tenus), candidature=candidature)
    if label is not None:
        octroi = Operation.RENOUVELER if candidature.renouvelle_id else Operation.ACCORDER_LABEL
        apres = (derniere, *tenus)
        yield (OCTROI, label.pk), Fait(octroi, label.octroye_le, apres, candidature=candidature, label=label)


def _jugements(candidature: Any) -> Iterator[tuple[str, datetime.date]]:
    """What was judged before the decision. A step that the row lacks, but that the next one needs, came that day."""
    admissible_le = candidature.admissible_le or candidature.labellisee_le
    complete_le = candidature.complete_le or admissible_le or candidature.refusee_le
    if candidature.complement_demande_le:
        yield "demander_complement", candidature.complement_demande_le
    if complete_le:
        yield "declarer_complete", complete_le
    if admissible_le:
        yield "declarer_admissible", admissible_le


def _point(candidature: Any, point: Any, apres: Cle) -> tuple[Cle, Fait]:
    visite = point.nature == NaturePoint.VISITE
    operation = Operation.CONSIGNER_VISITE if visite else Operation.CONSIGNER_POINT_ETAPE
    fait = Fait(operation, point.tenu_le, (apres,), point.compte_rendu, candidature=candidature, objet=point)
    return (POINT, point.pk), fait


def _du_label(ancienne: Ancienne, candidature: Any, label: Any) -> Iterator[tuple[Cle, Fait]]:
    """The mid-term points, the suspensions and their liftings, the withdrawal."""
    octroi: Cle = (OCTROI, label.pk)
    for point in ancienne.points[candidature.pk]:
        if point.nature == NaturePoint.MI_PARCOURS:
            yield _point(candidature, point, octroi)

    derniere, commun = octroi, {"candidature": candidature, "label": label}

    for s in ancienne.suspensions[label.pk]:
        yield (SUSPENDRE, s.pk), Fait(Operation.SUSPENDRE, s.suspendu_le, (derniere,), s.motif, **commun, objet=s)
        derniere = (SUSPENDRE, s.pk)
        if s.levee_le:
            yield (LEVER, s.pk), Fait(Operation.LEVER_SUSPENSION, s.levee_le, (derniere,), **commun, objet=s)
            derniere = (LEVER, s.pk)
    if label.retire_le:
        motif = label.motif_retrait
        yield (RETIRER, label.pk), Fait(Operation.RETIRER, label.retire_le, (derniere,), motif, **commun)


def cles_des_evenements(ancienne: Ancienne) -> dict[int, Cle]:
    """Return the fact that each former event told, by key of event; a correction tells that of the event it corrects.

    The former journal named no row of a point nor of a suspension: the n-th event told the n-th row. An event that
    tells no fact, or one told already, is not here.
    """
    faits, cles = faits_de(ancienne), dict[int, Cle]()

    rangs: dict[tuple[str, int], int] = {}
    for evenement in ancienne.evenements:
        if evenement.operation == Operation.CORRIGER:
            if evenement.corrige_id in cles:
                cles[evenement.pk] = cles[evenement.corrige_id]
            continue
        cle = _cle(ancienne, evenement, rangs)
        if cle is not None and cle in faits and cle not in cles.values():
            cles[evenement.pk] = cle

    return cles


def _cle(ancienne: Ancienne, evenement: Any, rangs: dict[tuple[str, int], int]) -> Cle | None:
    """The fact that an event tells, `rangs` counting those told so far by several events alike."""
    operation = Operation(evenement.operation)
    if operation in DEPOTS:
        return DEPOT, evenement.candidature_id
    if operation in OCTROIS:
        return OCTROI, evenement.label_id
    if operation == Operation.RETIRER:
        return RETIRER, evenement.label_id
    if operation in POINTS:
        visite = operation == Operation.CONSIGNER_VISITE
        points = ancienne.points[evenement.candidature_id]
        semblables = [p.pk for p in points if (p.nature == NaturePoint.VISITE) == visite]
        return _le_suivant(POINT, semblables, (operation, evenement.candidature_id), rangs)
    if operation in {Operation.SUSPENDRE, Operation.LEVER_SUSPENSION}:
        levees = operation == Operation.LEVER_SUSPENSION
        semblables = [s.pk for s in ancienne.suspensions[evenement.label_id] if s.levee_le or not levees]
        return _le_suivant(operation.value, semblables, (operation, evenement.label_id), rangs)

    return operation.value, evenement.candidature_id


def _le_suivant(
    verbe: str, lignes: list[int], compte: tuple[str, int], rangs: dict[tuple[str, int], int]
) -> Cle | None:
    rang = rangs[compte] = rangs.get(compte, -1) + 1
    return (verbe, lignes[rang]) if rang < len(lignes) else None
