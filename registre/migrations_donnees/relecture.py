"""Reading back a journal told anew: its replay must come to the rows that it was told from."""

from collections.abc import Iterator
from typing import Any

from registre.etats import Operation
from registre.journal.acte import Acte, HistoireImpossible
from registre.journal.histoire import Dossier, Histoire, LabelOctroye
from registre.journal.rejeu import rejouer
from registre.migrations_donnees.faits import DEPOT, OCTROI, POINT, SUSPENDRE
from registre.migrations_donnees.recit import Recit

DE_LA_CANDIDATURE = (
    "etat",
    "cycle",
    "deposee_le",
    "complement_demande_le",
    "complete_le",
    "admissible_le",
    "labellisee_le",
    "refusee_le",
    "abandonnee_le",
)
DU_LABEL = ("numero", "cycle", "octroye_le", "valide_du", "valide_jusqu_au", "retire_le", "motif_retrait")
DU_POINT = ("nature", "mois", "tenu_le", "compte_rendu")
DE_LA_SUSPENSION = ("suspendu_le", "levee_le", "motif")


def contradictions(recit: Recit) -> list[str]:
    """Return, in words, why no journal can come to these rows; empty when one does. Only a hand makes such rows."""
    ancienne = recit.ancienne
    points = (point for siens in ancienne.points.values() for point in siens)
    sans = [f"Le point du {p.tenu_le} ne suit aucune décision." for p in points if (POINT, p.pk) not in recit.rangs]
    try:
        rejouer([acte_de(ecrit) for ecrit in recit.ecrits])
    except HistoireImpossible as impossible:
        return [*sans, *impossible.fautes]
    return sans


def ecarts(recit: Recit) -> list[str]:
    """Return, in words, where the replay says other than the rows; empty when it says the same."""
    histoire = rejouer([acte_de(ecrit) for ecrit in recit.ecrits])
    return [f"Le journal complète la fiche : {faute}." for faute in _comparer(recit, histoire)]


def acte_de(ecrit: Any) -> Acte:
    """Return an event as the replay reads it."""
    return Acte(
        rang=ecrit.rang,
        operation=Operation(ecrit.operation),
        decide_le=ecrit.decide_le,
        prend_effet_le=ecrit.prend_effet_le,
        charge=ecrit.charge,
        enregistre_le=ecrit.enregistre_le,
        motif=ecrit.motif,
    )


def _comparer(recit: Recit, histoire: Histoire) -> Iterator[str]:
    ancienne, rangs = recit.ancienne, recit.rangs
    for candidature in ancienne.candidatures:
        dossier = histoire.dossier(rangs[DEPOT, candidature.pk])
        quoi = f"candidature du cycle {candidature.cycle}"
        yield from _differences(quoi, candidature, dossier, DE_LA_CANDIDATURE)
        yield from _des_points(recit, candidature, dossier, quoi)

    for label in ancienne.labels:
        octroye = histoire.label(label.numero)
        yield from _differences(f"label {label.numero}", label, octroye, DU_LABEL)
        if octroye is not None and octroye.rang == rangs[OCTROI, label.pk]:
            yield from _des_suspensions(recit, histoire, label, octroye)


def _des_points(recit: Recit, candidature: Any, dossier: Dossier | None, quoi: str) -> Iterator[str]:
    tenus = {point.rang: point for point in dossier.points} if dossier else {}
    for point in recit.ancienne.points[candidature.pk]:
        tenu = tenus.pop(recit.rangs[POINT, point.pk], None)
        yield from _differences(f"{quoi}, point du {point.tenu_le}", point, tenu, DU_POINT)
    if tenus:
        yield f"{quoi}, points de trop"


def _des_suspensions(recit: Recit, histoire: Histoire, label: Any, octroye: LabelOctroye) -> Iterator[str]:
    lues = {s.rang: s for s in histoire.suspensions(octroye)}
    for suspension in recit.ancienne.suspensions[label.pk]:
        quoi = f"label {label.numero}, suspension du {suspension.suspendu_le}"
        lue = lues.pop(recit.rangs[SUSPENDRE, suspension.pk], None)
        yield from _differences(quoi, suspension, lue, DE_LA_SUSPENSION)
    if lues:
        yield f"label {label.numero}, suspensions de trop"


def _differences(quoi: str, ligne: Any, lu: Any, champs: tuple[str, ...]) -> Iterator[str]:
    if lu is None:
        yield f"{quoi}, absente du journal"
        return
    for champ in champs:
        if getattr(ligne, champ) != getattr(lu, champ):
            yield f"{quoi}, {champ} ({getattr(ligne, champ)} devient {getattr(lu, champ)})"
