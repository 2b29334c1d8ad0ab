"""What a correction changes: the event itself, then those that follow from it."""

import datetime
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _
from pydantic import ValidationError

from registre.coherence import debut_attendu
from registre.composition import ChoixDEngagement
from registre.cycle import UN_JOUR
from registre.ecriture import Flux, OperationRefusee
from registre.etats import Operation, SortDeLaSuspension
from registre.journal.acte import Acte
from registre.journal.charges import (
    Absorption,
    AbsorptionSubie,
    Charge,
    Identite,
    Octroi,
    ReleveDePoint,
    Retouche,
    ecrire_charge,
)
from registre.journal.rejeu import en_vigueur
from registre.models import Candidature
from registre.operations.corrigibles import ABSORPTION_FIXE, CHAMPS_CORRIGIBLES, INCORRIGIBLES
from registre.operations.ecriture import exiger_calendrier, exiger_dossier
from registre.operations.identite import exiger_identite
from registre.operations.retouches_de_depot import depot_corrige, releves_deplaces
from registre.operations.suivi import ReleveConsigne, releves_de_point


def retouches_voulues(flux: Flux, vise: Acte, le: datetime.date | None, champs: dict[str, Any]) -> tuple[Retouche, ...]:
    """Return what changes: the event itself, then what follows from it. Raises `OperationRefusee`."""
    inconnus = sorted(champs.keys() - set(CHAMPS_CORRIGIBLES.get(vise.operation, ())))
    if vise.operation == Operation.INSCRIRE and le is not None:
        inconnus.append("le")
    if inconnus:
        dits = [_("Cette décision ne permet pas de corriger : %(quoi)s.") % {"quoi": ", ".join(inconnus)}]
        raisons = INCORRIGIBLES.get(type(vise.charge), {})
        raise OperationRefusee(*dits, *(str(raisons[champ]) for champ in inconnus if champ in raisons))
    if isinstance(vise.charge, Absorption | AbsorptionSubie) and le not in {None, vise.prend_effet_le}:
        raise OperationRefusee(str(ABSORPTION_FIXE))

    if "engagements" in champs:
        return _retouches_de_depot(flux, vise, champs["engagements"], le)
    if "releves" in champs:
        champs["releves"] = _releves(flux, vise, champs["releves"], le or vise.prend_effet_le)
    charge = _charge_corrigee(flux, vise, champs) if champs else vise.charge
    if isinstance(charge, Octroi):
        return _retouches_d_octroi(flux, vise, charge, le or vise.decide_le)
    decide_le = le
    if le is not None and vise.operation == Operation.QUITTER:  # a last day may be to come
        decide_le = min(le, vise.decide_le)
    return _exiger_un_changement(_retouche(vise, charge, decide_le, le))


def _releves(flux: Flux, vise: Acte, releves: Sequence[ReleveConsigne], le: datetime.date) -> tuple[ReleveDePoint, ...]:
    """Return the values that a point should have had. Raises `OperationRefusee` when one cannot be kept."""
    dossier = exiger_dossier(flux, vise.charge.dossier)  # type: ignore[attr-defined]
    candidature = Candidature.tous.only("pk").get(cooperative=flux.cooperative, rang=dossier.rang)
    autres = [point for point in dossier.points if point.rang != vise.rang]
    return tuple(releves_de_point(candidature.pk, autres, releves, le))


def _charge_corrigee(flux: Flux, vise: Acte, champs: dict[str, Any]) -> Charge:
    """Return the event's facts with these changed. Raises `OperationRefusee` when a value is not fit."""
    charge = ecrire_charge(vise.charge)
    identite = {nom: valeur for nom, valeur in champs.items() if nom in Identite.model_fields}

    exiger_identite(flux.cooperative.pk, identite)
    charge.get("identite", charge).update(identite)
    charge.update({nom: valeur for nom, valeur in champs.items() if nom not in identite and valeur is not None})
    charge.update({nom: None for nom, valeur in champs.items() if nom.startswith("membre_") and valeur is None})

    try:
        corrigee = type(vise.charge).model_validate(charge)
    except ValidationError as erreur:
        champ = str(erreur.errors()[0]["loc"][0])
        raise OperationRefusee(_("Cette valeur ne convient pas : corrigez-la."), champ=champ) from erreur
    if champs.get("suspension", SortDeLaSuspension.LEVEE) not in SortDeLaSuspension.values:
        raise OperationRefusee(_("Dites si la suspension est reportée ou levée."), champ="suspension")

    for nom in champs:
        if isinstance(jour := getattr(corrigee, nom, None), datetime.date):
            exiger_calendrier(jour, champ=nom)
    return corrigee


def _retouches_de_depot(
    flux: Flux, vise: Acte, choix: Sequence[ChoixDEngagement], le: datetime.date | None
) -> tuple[Retouche, ...]:
    """A filing: its indicators, and the values read of them when they change place."""
    depot, places = depot_corrige(flux, vise, choix)
    premiere = _exiger_un_changement(_retouche(vise, depot, le, le))
    suites = [_retouche(acte, point, None, None) for acte, point in releves_deplaces(flux, vise, places)]
    return (*premiere, *(suite for suite in suites if suite is not None))


def _retouches_d_octroi(flux: Flux, vise: Acte, octroi: Octroi, octroye_le: datetime.date) -> tuple[Retouche, ...]:
    """A grant: its first day follows from the day of decision, its end stays unless said, its renewals follow."""
    if octroye_le != vise.decide_le:
        dossier = flux.histoire.dossier(octroi.dossier)
        renouvelle = dossier.depot.renouvelle if dossier else ""
        octroi = octroi.model_copy(update={"valide_du": debut_attendu(flux.histoire, renouvelle, octroye_le)})
    premiere = _exiger_un_changement(_retouche(vise, octroi, octroye_le, octroi.valide_du))
    return (*premiere, *_suite(flux, octroi))


def _suite(flux: Flux, octroi: Octroi) -> tuple[Retouche, ...]:
    """Renewals that began the day after this label move with its end, not before their own grant; theirs stays."""
    avant, numero = flux.histoire, octroi.numero
    label = avant.label(numero)
    labels = [
        replace(lu, valide_du=octroi.valide_du, valide_jusqu_au=octroi.valide_jusqu_au) if lu.numero == numero else lu
        for lu in avant.labels
    ]
    apres, retouches = replace(avant, labels=tuple(labels)), []

    for acte in en_vigueur(flux.actes):
        suivant = acte.charge
        dossier = avant.dossier(suivant.dossier) if isinstance(suivant, Octroi) else None
        if not isinstance(suivant, Octroi) or dossier is None or dossier.depot.renouvelle != numero:
            continue
        if label is not None and suivant.valide_du == label.valide_jusqu_au + UN_JOUR:
            du = debut_attendu(apres, numero, acte.decide_le)
            retouches.append(_retouche(acte, suivant.model_copy(update={"valide_du": du}), None, du))

    return tuple(retouche for retouche in retouches if retouche is not None)


def _retouche(
    vise: Acte, charge: Charge, decide_le: datetime.date | None, prend_effet_le: datetime.date | None
) -> Retouche | None:
    """Return what differs from the event as it reads now, None when nothing does."""
    differe = _differences(ecrire_charge(vise.charge), ecrire_charge(charge))
    decide_le = decide_le if decide_le != vise.decide_le else None
    prend_effet_le = prend_effet_le if prend_effet_le != vise.prend_effet_le else None
    if not (differe or decide_le or prend_effet_le):
        return None
    return Retouche(rang=vise.rang, decide_le=decide_le, prend_effet_le=prend_effet_le, charge=differe or None)


def _differences(avant: dict[str, Any], apres: dict[str, Any]) -> dict[str, Any]:
    """Return the parts of a written charge that are other; within a part, only what is."""
    return {
        nom: _differences(avant[nom], valeur) if isinstance(valeur, dict) and isinstance(avant[nom], dict) else valeur
        for nom, valeur in apres.items()
        if valeur != avant[nom]
    }


def _exiger_un_changement(retouche: Retouche | None) -> tuple[Retouche, ...]:
    if retouche is None:
        raise OperationRefusee(_("Rien ne change : indiquez ce qui doit être corrigé."))
    return (retouche,)
