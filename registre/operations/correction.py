"""Putting a mistake right: a date, a fact, a reason, or an event that should never have been.

The journal keeps both: what was recorded stays, and an event says what it should have been. The coop's whole course is
replayed with it; what follows moves with it or the correction is refused, naming all that would break.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from pydantic import ValidationError

from registre.charges import (
    Absorption,
    AbsorptionSubie,
    Annulation,
    Charge,
    Correction,
    Octroi,
    Retouche,
    ecrire_charge,
)
from registre.coherence import debut_attendu
from registre.cycle import UN_JOUR
from registre.ecriture import Flux, OperationRefusee, lot
from registre.ecriture.moment import jour_de, maintenant
from registre.etats import OCTROIS, SUR_UN_EVENEMENT, Operation
from registre.models import Evenement
from registre.operations.ecriture import exiger_date, exiger_motif, journal_de
from registre.operations.identite import exiger_identite
from registre.rejeu import Acte, en_vigueur, rangs_annules
from socle.models import User

# What a correction may change beside the day, by operation: the names are those of the event's charge.
CHAMPS_CORRIGIBLES: dict[Operation, tuple[str, ...]] = {
    **dict.fromkeys(OCTROIS, ("valide_jusqu_au",)),
    Operation.RENOMMER: ("nom", "nom_usuel", "sigle"),
    Operation.DEMENAGER: ("commune", "code_departement"),
    Operation.CHANGER_SIREN: ("siren",),
    Operation.TRANSFORMER: ("forme_juridique",),
    Operation.INSCRIRE: (
        *("nom", "nom_usuel", "sigle", "siren", "forme_juridique", "commune", "code_departement"),
        *("membre_depuis", "membre_jusqu_au"),
    ),
}
# Those whose reason must not be empty: it is published, or tells a coop what to do.
AVEC_MOTIF = frozenset({Operation.SUSPENDRE, Operation.RETIRER, Operation.DEMANDER_COMPLEMENT, Operation.REFUSER})


@dataclass(frozen=True)
class Vise:
    """The event to put right, as it reads now, in its coop's open journal."""

    flux: Flux
    acte: Acte


def corriger(
    evenement_id: int,
    *,
    par: User | None,
    motif: str,
    le: datetime.date | None = None,
    champs: Mapping[str, Any] | None = None,
) -> Evenement:
    """Record that an event took effect on `le`, or carried other facts, than what was first written.

    `champs` are among `CHAMPS_CORRIGIBLES`. A granted end stays unless `champs` says otherwise; a renewal that follows
    it moves along. Raises `OperationRefusee` when the history would no longer hold; nothing is then written.
    """
    cooperative_id, rang = _place(evenement_id)
    with journal_de(cooperative_id) as flux:
        acte = corriger_au(flux, rang, par=par, motif=motif, le=le, champs=champs)
    return _relu(flux, acte)


def corriger_au(  # noqa: PLR0913
    flux: Flux,
    rang: int,
    *,
    par: User | None,
    motif: str,
    le: datetime.date | None = None,
    champs: Mapping[str, Any] | None = None,
) -> Acte:
    """Record the correction of the event of this rank in an open journal. Raises `OperationRefusee`."""
    exiger_motif(motif, _("Dites pourquoi cette date est corrigée."))
    vise = _viser(flux, rang)
    if le is not None and vise.acte.operation != Operation.QUITTER:
        exiger_date(le)
    retouches = _retouches(vise, le, dict(champs or {}))
    return _consigner(flux, Operation.CORRIGER, retouches, par=par, motif=motif)


def corriger_motif(evenement_id: int, *, par: User | None, nouveau: str, motif: str) -> Evenement:
    """Record that the reason of an event should read `nouveau`; `motif` says why. Raises `OperationRefusee`."""
    cooperative_id, rang = _place(evenement_id)
    with journal_de(cooperative_id) as flux:
        acte = corriger_motif_au(flux, rang, par=par, nouveau=nouveau, motif=motif)
    return _relu(flux, acte)


def corriger_motif_au(flux: Flux, rang: int, *, par: User | None, nouveau: str, motif: str) -> Acte:
    """Record the correction of a reason in an open journal. Raises `OperationRefusee`."""
    exiger_motif(motif, _("Dites pourquoi ce motif est corrigé."))
    vise = _viser(flux, rang)
    if vise.acte.operation in AVEC_MOTIF:
        exiger_motif(nouveau, _("Cette décision a un motif : écrivez-le."))
    if nouveau == vise.acte.motif:
        raise OperationRefusee(_("Rien ne change : indiquez ce qui doit être corrigé."), champ="nouveau")
    retouches = (Retouche(rang=vise.acte.rang, motif=nouveau),)
    return _consigner(flux, Operation.CORRIGER_MOTIF, retouches, par=par, motif=motif)


def annuler(evenement_id: int, *, par: User | None, motif: str) -> Evenement:
    """Record that an event should never have been, or that a correction or an annulment is undone.

    The number of a label granted by mistake is never given again. An absorption is annulled on both coops, and so
    is its annulment. Raises `OperationRefusee` naming what depends on the event.
    """
    exiger_motif(motif, _("Dites pourquoi cette décision est annulée."))
    evenement = Evenement.objects.get(pk=evenement_id)
    if evenement.operation == Operation.INSCRIRE:
        raise OperationRefusee(_("Une inscription ne s'annule pas : corrigez-la."))
    with lot() as ecriture:
        concernees = cooperatives_concernees(evenement)
        ecriture.precharger(concernees)
        flux = ecriture.flux(evenement.cooperative_id)
        _exiger_en_vigueur(flux, evenement.rang)
        for en_face in map(ecriture.flux, concernees[1:]):
            annuler_au(en_face, _rang_en_face(flux, en_face, evenement.rang), par=par, motif=motif)
        acte = annuler_au(flux, evenement.rang, par=par, motif=motif)
    return _relu(flux, acte)


def annuler_au(flux: Flux, rang: int, *, par: User | None, motif: str) -> Acte:
    """Record the annulment of the event of this rank in an open journal. Raises `OperationRefusee`."""
    _exiger_en_vigueur(flux, rang)
    return flux.consigner(Operation.ANNULER, Annulation(rang=rang), par=par, le=jour_de(maintenant()), motif=motif)


def _place(evenement_id: int) -> tuple[int, int]:
    """Return the coop of an event, and its rank in the journal of that coop."""
    return Evenement.objects.values_list("cooperative_id", "rang").get(pk=evenement_id)


def _viser(flux: Flux, rang: int) -> Vise:
    """Return the event as it reads now; for a correction, the event that it corrects. Raises `OperationRefusee`."""
    while flux.actes[rang - 1].operation in SUR_UN_EVENEMENT:
        charge = flux.actes[rang - 1].charge
        if isinstance(charge, Annulation):
            raise OperationRefusee(_("Une annulation ne se corrige pas : annulez-la."))
        rang = charge.retouches[0].rang  # type: ignore[attr-defined]
    _exiger_en_vigueur(flux, rang)
    return Vise(flux, next(acte for acte in en_vigueur(flux.actes) if acte.rang == rang))


def _exiger_en_vigueur(flux: Flux, rang: int) -> None:
    if rang in rangs_annules(flux.actes):
        raise OperationRefusee(_("Cet événement est déjà annulé."))


def _retouches(vise: Vise, le: datetime.date | None, champs: dict[str, Any]) -> tuple[Retouche, ...]:
    """Return what changes: the event itself, then what follows from it. Raises `OperationRefusee`."""
    acte = vise.acte
    if inconnus := sorted(champs.keys() - set(CHAMPS_CORRIGIBLES.get(acte.operation, ()))):
        raise OperationRefusee(
            _("Cette décision ne permet pas de corriger : %(quoi)s.") % {"quoi": ", ".join(inconnus)}
        )
    if isinstance(acte.charge, Octroi):
        return _retouches_d_octroi(vise, acte.charge, le, champs)
    if isinstance(acte.charge, Absorption | AbsorptionSubie) and le not in {None, acte.prend_effet_le}:
        raise OperationRefusee(_("Une absorption ne se déplace pas : annulez-la, puis consignez-la à son jour."))

    charge = _charge_corrigee(vise, champs) if champs else None
    if charge is None and le in {None, acte.prend_effet_le}:
        raise OperationRefusee(_("Rien ne change : indiquez ce qui doit être corrigé."))
    decide_le = min(le, jour_de(maintenant())) if le is not None else None  # a last day may be to come
    return (Retouche(rang=acte.rang, decide_le=decide_le, prend_effet_le=le, charge=charge),)


def _charge_corrigee(vise: Vise, champs: dict[str, Any]) -> dict[str, Any]:
    """Return the event's facts with these changed. Raises `OperationRefusee` when a value is not fit."""
    charge = ecrire_charge(vise.acte.charge)
    identite = {nom: valeur for nom, valeur in champs.items() if not nom.startswith("membre_")}
    exiger_identite(vise.flux.cooperative.pk, identite)
    cible = charge.get("identite", charge)
    cible.update(identite)
    charge.update({nom: valeur for nom, valeur in champs.items() if nom not in identite})
    return _valider(type(vise.acte.charge), charge)


def _valider(forme: type[Charge], charge: dict[str, Any]) -> dict[str, Any]:
    try:
        return ecrire_charge(forme.model_validate(charge))
    except ValidationError as erreur:
        messages = [f"{'.'.join(map(str, faute['loc']))} : {faute['msg']}" for faute in erreur.errors()]
        raise OperationRefusee(*messages) from erreur


def _retouches_d_octroi(
    vise: Vise, octroi: Octroi, le: datetime.date | None, champs: dict[str, Any]
) -> tuple[Retouche, ...]:
    """A grant: its first day follows from the day of decision, its end stays unless said, its renewal follows."""
    acte, histoire = vise.acte, vise.flux.histoire
    octroye_le = le or acte.decide_le
    dossier = histoire.dossier(octroi.dossier)
    renouvelle = dossier.depot.renouvelle if dossier else ""
    du = debut_attendu(histoire, renouvelle, octroye_le)
    fin = champs.get("valide_jusqu_au") or octroi.valide_jusqu_au
    if (octroye_le, fin) == (acte.decide_le, octroi.valide_jusqu_au):
        raise OperationRefusee(_("Rien ne change : indiquez ce qui doit être corrigé."))
    corrige = octroi.model_copy(update={"valide_du": du, "valide_jusqu_au": fin})
    retouche = Retouche(rang=acte.rang, decide_le=octroye_le, prend_effet_le=du, charge=ecrire_charge(corrige))
    return (retouche, *_suite(vise.flux, octroi, fin))


def _suite(flux: Flux, octroi: Octroi, fin: datetime.date) -> tuple[Retouche, ...]:
    """The renewal that began the day after the old end begins the day after the new one; its own end stays."""
    if fin == octroi.valide_jusqu_au:
        return ()
    for acte in en_vigueur(flux.actes):
        suivant = acte.charge
        if not isinstance(suivant, Octroi) or suivant.valide_du != octroi.valide_jusqu_au + UN_JOUR:
            continue
        dossier = flux.histoire.dossier(suivant.dossier)
        if dossier is not None and dossier.depot.renouvelle == octroi.numero:
            du = fin + UN_JOUR
            charge = ecrire_charge(suivant.model_copy(update={"valide_du": du}))
            return (Retouche(rang=acte.rang, prend_effet_le=du, charge=charge),)
    return ()


def _consigner(
    flux: Flux, operation: Operation, retouches: tuple[Retouche, ...], *, par: User | None, motif: str
) -> Acte:
    effet = retouches[0].prend_effet_le or flux.actes[retouches[0].rang - 1].prend_effet_le
    le = jour_de(maintenant())
    charge = Correction(retouches=retouches)
    return flux.consigner(operation, charge, par=par, le=le, motif=motif, prend_effet_le=effet)


def cooperatives_concernees(evenement: Evenement) -> list[int]:
    """Return the coop of an event, then the other one when it is an absorption, or the annulment of one.

    Each of the two coops has its own event of it.
    """
    vise = evenement
    while vise.operation == Operation.ANNULER and vise.corrige is not None:
        vise = vise.corrige
    autre = _autre_coop(vise.faits)
    return [evenement.cooperative_id, *([autre] if autre is not None else [])]


def _autre_coop(charge: Charge) -> int | None:
    if isinstance(charge, Absorption):
        return charge.absorbee
    return charge.absorbante if isinstance(charge, AbsorptionSubie) else None


def _rang_en_face(flux: Flux, en_face: Flux, rang: int) -> int:
    """Return the rank, in the other coop's journal, of the same absorption or annulment: both are recorded together."""
    ici, la = _absorptions(flux, en_face.cooperative.pk), _absorptions(en_face, flux.cooperative.pk)
    if len(ici) != len(la):
        raise OperationRefusee(_("L'absorption n'est plus consignée chez l'autre coopérative."))
    return la[ici.index(rang)]


def _absorptions(flux: Flux, autre: int) -> list[int]:
    """The ranks of the absorptions with this other coop, and of the annulments about them, in order."""
    rangs: list[int] = []
    for acte in flux.actes:
        annule = isinstance(acte.charge, Annulation) and acte.charge.rang in rangs
        if annule or _autre_coop(acte.charge) == autre:
            rangs.append(acte.rang)
    return rangs


def _relu(flux: Flux, acte: Acte) -> Evenement:
    return Evenement.objects.select_related("corrige").get(cooperative=flux.cooperative.pk, rang=acte.rang)
