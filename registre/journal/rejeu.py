"""Replaying a coop's journal: from its events to its history. Pure: no database, no clock.

An event that another corrects is read as corrected, one that another annuls is not read at all; a correction may itself
be corrected or annulled. Events keep the place they were recorded in: the order of the journal is the order in which
decisions were taken, whatever days they speak of.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from registre.etats import (
    SUR_UN_EVENEMENT,
    Etat,
)
from registre.journal.acte import Acte, HistoireImpossible
from registre.journal.application import appliquer
from registre.journal.charges import (
    Absorption,
    Annulation,
    Charge,
    Correction,
    Octroi,
    Retouche,
    ecrire_charge,
    lire_charge,
)
from registre.journal.histoire import (
    Dossier,
    Histoire,
    NumeroAnnule,
)


def rejouer(actes: Sequence[Acte]) -> Histoire:
    """Return the history that these events, in order of rank, come to. Raises `HistoireImpossible` naming each break.

    Whether its dates agree is for `registre.coherence` to say.
    """
    histoire, fautes = Histoire(), []
    for acte in en_vigueur(actes):
        try:
            histoire = appliquer(histoire, acte)
        except HistoireImpossible as impossible:
            fautes += [f"{acte} : {faute}" for faute in impossible.fautes]
    if fautes:
        raise HistoireImpossible(fautes)

    return replace(histoire, annules=annules(actes), dossiers_annules=dossiers_annules(actes))


def en_vigueur(actes: Sequence[Acte]) -> list[Acte]:
    """Return the events that still say something, as corrected, in order of rank."""
    nuls = rangs_annules(actes)
    retouches = retouches_de(actes, nuls)
    return [
        retouches.get(acte.rang, acte)
        for acte in actes
        if acte.operation not in SUR_UN_EVENEMENT and acte.rang not in nuls
    ]


def rangs_annules(actes: Sequence[Acte]) -> set[int]:
    """Return the ranks of annulled events. An annulment may be annulled: the last word is read first."""
    nuls: set[int] = set()
    for acte in reversed(actes):
        if isinstance(acte.charge, Annulation) and acte.rang not in nuls:
            nuls.add(acte.charge.rang)
    return nuls


def retouches_de(actes: Sequence[Acte], nuls: set[int]) -> dict[int, Acte]:
    """Return, by rank, the corrected events as they read now."""
    premiers = {acte.rang: acte for acte in actes}
    lus: dict[int, Acte] = {}
    for acte in actes:
        if not isinstance(acte.charge, Correction) or acte.rang in nuls:
            continue
        for retouche in acte.charge.retouches:
            premier = premiers[retouche.rang]
            lus[retouche.rang] = retoucher(lus.get(retouche.rang, premier), retouche, premier)
    return lus


def retoucher(vise: Acte, retouche: Retouche, premier: Acte) -> Acte:
    """Return an event with what a correction changes of it. It is of its session only on the day of that session."""
    decide_le = retouche.decide_le or vise.decide_le
    charge = vise.charge

    if retouche.charge is not None:
        charge = lire_charge(vise.operation, fusionner(ecrire_charge(charge), retouche.charge))

    return replace(
        vise,
        decide_le=decide_le,
        prend_effet_le=retouche.prend_effet_le or vise.prend_effet_le,
        motif=vise.motif if retouche.motif is None else retouche.motif,
        charge=charge,
        seance=premier.seance if premier.seance == decide_le else None,
    )


def fusionner(charge: dict[str, Any], changements: dict[str, Any]) -> dict[str, Any]:
    """Return a written charge with these parts changed, and within a part only what is named."""
    return charge | {
        nom: fusionner(charge[nom], valeur)
        if isinstance(valeur, dict) and isinstance(charge.get(nom), dict)
        else valeur
        for nom, valeur in changements.items()
    }


def annules(actes: Sequence[Acte]) -> tuple[NumeroAnnule, ...]:
    """Return the numbers given by mistake: labels whose grant is annulled, as they were just before."""
    trouves = []
    for acte in _annulations_en_vigueur(actes):
        avant = [a for a in actes if a.rang < acte.rang]
        vise = next((a for a in en_vigueur(avant) if a.rang == acte.charge.rang), None)  # type: ignore[attr-defined]
        numero = _numero_donne(vise.charge) if vise else ""
        label = rejouer_sans_juger(avant).label(numero) if numero else None
        if label is not None:
            trouves.append(NumeroAnnule(label, acte.decide_le, acte.motif))
    return tuple(trouves)


def _numero_donne(charge: Charge) -> str:
    """The number that an event gave, empty when it gave none."""
    octroi = charge.octroi if isinstance(charge, Absorption) else charge
    return octroi.numero if isinstance(octroi, Octroi) else ""


def dossiers_annules(actes: Sequence[Acte]) -> tuple[Dossier, ...]:
    """Return the candidatures whose filing is annulled, as they were just before."""
    trouves = []
    for acte in _annulations_en_vigueur(actes):
        avant = [a for a in actes if a.rang < acte.rang]
        dossier = rejouer_sans_juger(avant).dossier(acte.charge.rang)  # type: ignore[attr-defined]
        if dossier is not None:
            trouves.append(replace(dossier, etat=Etat.ANNULEE))
    return tuple(trouves)


def _annulations_en_vigueur(actes: Sequence[Acte]) -> list[Acte]:
    nuls = rangs_annules(actes)
    return [a for a in actes if isinstance(a.charge, Annulation) and a.rang not in nuls and a.charge.rang in nuls]


def rejouer_sans_juger(actes: Sequence[Acte]) -> Histoire:
    """Return what events already judged come to, annulled numbers left aside."""
    histoire = Histoire()
    for acte in en_vigueur(actes):
        histoire = appliquer(histoire, acte)
    return histoire
