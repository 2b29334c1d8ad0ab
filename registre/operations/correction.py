"""Putting a mistake right: a date, a fact, a reason, or an event that should never have been.

The journal keeps both: what was recorded stays, and an event says what it should have been. The coop's whole course is
replayed with it; what follows moves with it or the correction is refused, naming all that would break.
"""

import datetime
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from registre.ecriture import Flux, OperationRefusee
from registre.ecriture.moment import jour_de, maintenant
from registre.etats import SUR_UN_EVENEMENT, Operation
from registre.journal.acte import Acte
from registre.journal.charges import (
    Absorption,
    AbsorptionSubie,
    Annulation,
    Charge,
    Correction,
    Retouche,
)
from registre.journal.histoire import Histoire
from registre.journal.rejeu import en_vigueur, rangs_annules
from registre.models import Evenement
from registre.operations.ecriture import exiger_calendrier, exiger_date, exiger_motif, journal_de
from registre.operations.identite import exiger_siren_libre
from registre.operations.retouches import retouches_voulues
from registre.operations.retouches_de_depot import exiger_memes_indicateurs
from socle.models import User

# Those whose reason must not be empty: it is published, tells a coop what to do, or is all there is to read.
AVEC_MOTIF = frozenset(
    {
        Operation.SUSPENDRE,
        Operation.RETIRER,
        Operation.DEMANDER_COMPLEMENT,
        Operation.REFUSER,
        Operation.DISPENSER,
    }
)


def corriger(
    evenement_id: int,
    *,
    par: User | None,
    motif: str,
    le: datetime.date | None = None,
    champs: Mapping[str, Any] | None = None,
) -> Evenement:
    """Record that an event took effect on `le`, or carried other facts, than what was first written.

    `champs` are among `CHAMPS_CORRIGIBLES`; `releves` are all the values of a point, `ReleveConsigne`. A granted end
    stays unless `champs` says otherwise; a renewal that follows
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
    """Record a correction in an open journal. Raises `OperationRefusee`."""
    exiger_motif(motif, _("Dites pourquoi cette date est corrigée."))
    vise = _viser(flux, rang)

    if le is not None and vise.operation == Operation.QUITTER:
        exiger_calendrier(le)
    elif le is not None:
        exiger_date(le)

    retouches = retouches_voulues(flux, vise, le, dict(champs or {}))

    return _consigner(flux, Operation.CORRIGER, Correction(retouches=retouches), par=par, motif=motif)


def corriger_motif(evenement_id: int, *, par: User | None, nouveau: str, motif: str) -> Evenement:
    """Record that the reason of an event should read `nouveau`; `motif` says why. Raises `OperationRefusee`."""
    cooperative_id, rang = _place(evenement_id)
    with journal_de(cooperative_id) as flux:
        acte = corriger_motif_au(flux, rang, par=par, nouveau=nouveau, motif=motif)
    return _relu(flux, acte)


def corriger_motif_au(flux: Flux, rang: int, *, par: User | None, nouveau: str, motif: str) -> Acte:
    """Record another reason in an open journal. Raises `OperationRefusee`."""
    exiger_motif(motif, _("Dites pourquoi ce motif est corrigé."))
    vise = _viser(flux, rang)
    if vise.operation in AVEC_MOTIF:
        exiger_motif(nouveau, _("Cette décision a un motif : écrivez-le."))
    if nouveau == vise.motif:
        raise OperationRefusee(_("Rien ne change : indiquez ce qui doit être corrigé."), champ="nouveau")
    charge = Correction(retouches=(Retouche(rang=vise.rang, motif=nouveau),))
    return _consigner(flux, Operation.CORRIGER_MOTIF, charge, par=par, motif=motif)


def annuler(evenement_id: int, *, par: User | None, motif: str) -> Evenement:
    """Record that an event should never have been, or that a correction or an annulment is undone.

    The number of a label granted by mistake is never given again. An absorption is annulled on both coops, and so is
    its annulment. Raises `OperationRefusee` naming what depends on the event.
    """
    cooperative_id, rang = _place(evenement_id)
    with journal_de(cooperative_id) as flux:
        acte = annuler_au(flux, rang, par=par, motif=motif)
    return _relu(flux, acte)


def annuler_au(flux: Flux, rang: int, *, par: User | None, motif: str) -> Acte:
    """Record an annulment in an open journal, and in the other one of an absorption. Raises `OperationRefusee`."""
    exiger_motif(motif, _("Dites pourquoi cette décision est annulée."))
    if flux.actes[rang - 1].operation == Operation.INSCRIRE:
        raise OperationRefusee(_("Une inscription ne s'annule pas : corrigez-la."))

    _exiger_en_vigueur(flux, rang)
    autre = _autre_coop(_annule_au_fond(flux, rang))
    if autre is None:
        return _consigner(flux, Operation.ANNULER, Annulation(rang=rang), par=par, motif=motif)

    en_face = flux.lot.flux(autre)
    with flux.essai(), en_face.essai():
        rang_en_face = _rang_en_face(flux, en_face, rang)
        _consigner(en_face, Operation.ANNULER, Annulation(rang=rang_en_face), par=par, motif=motif)
        return _consigner(flux, Operation.ANNULER, Annulation(rang=rang), par=par, motif=motif)


def _place(evenement_id: int) -> tuple[int, int]:
    """Return the coop of an event and its rank there. Raises `Evenement.DoesNotExist`."""
    return Evenement.objects.values_list("cooperative_id", "rang").get(pk=evenement_id)


def _viser(flux: Flux, rang: int) -> Acte:
    """Return the event as it reads now; for a correction, the event that it corrects. Raises `OperationRefusee`."""
    while flux.actes[rang - 1].operation in SUR_UN_EVENEMENT:
        charge = flux.actes[rang - 1].charge
        if isinstance(charge, Annulation):
            raise OperationRefusee(_("Une annulation ne se corrige pas : annulez-la."))
        rang = charge.retouches[0].rang  # type: ignore[attr-defined]
    _exiger_en_vigueur(flux, rang)
    return next(acte for acte in en_vigueur(flux.actes) if acte.rang == rang)


def _exiger_en_vigueur(flux: Flux, rang: int) -> None:
    if rang in rangs_annules(flux.actes):
        raise OperationRefusee(_("Cet événement est déjà annulé."))


def _consigner(
    flux: Flux, operation: Operation, charge: Correction | Annulation, *, par: User | None, motif: str
) -> Acte:
    """Record what is said of another event, then judge what a coop's own journal cannot know. Raises."""
    le, avant = jour_de(maintenant()), flux.histoire
    effet = None

    if isinstance(charge, Correction):
        premiere = charge.retouches[0]
        effet = premiere.prend_effet_le or flux.actes[premiere.rang - 1].prend_effet_le

    with flux.essai():
        acte = flux.consigner(operation, charge, par=par, le=le, motif=motif, prend_effet_le=effet)
        for siren in _sirens(flux.histoire) - _sirens(avant):
            exiger_siren_libre(flux.cooperative.pk, siren)
        _exiger_reprise_inchangee(avant, flux.histoire)
        if isinstance(charge, Annulation):
            exiger_memes_indicateurs(avant, flux.histoire)
    return acte


def _sirens(histoire: Histoire) -> set[str]:
    return {periode.identite.siren for periode in histoire.identites}


def _exiger_reprise_inchangee(avant: Histoire, apres: Histoire) -> None:
    """Refuse to change what another coop took over: it holds its own copy. Raises `OperationRefusee`."""
    absorbee = avant.absorbee
    if absorbee is None or apres.absorbee is None or not absorbee.nouveau_numero:
        return
    if _repris(avant, absorbee.numero) != _repris(apres, absorbee.numero):
        raise OperationRefusee(
            _(
                "Le label %(numero)s a été repris par une autre coopérative sous le numéro %(nouveau)s : annulez "
                "l'absorption, corrigez, puis consignez-la à nouveau."
            )
            % {"numero": absorbee.numero, "nouveau": absorbee.nouveau_numero}
        )


def _repris(histoire: Histoire, numero: str) -> object:
    """What a coop that absorbs takes over of a label: its candidature, its end, its engagements."""
    label = histoire.label(numero)
    dossier = histoire.dossier(label.dossier) if label else None
    return label and (label.valide_jusqu_au, label.engagements, dossier and replace(dossier, points=()))


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


def _annule_au_fond(flux: Flux, rang: int) -> Charge:
    """Return what an event carries; for an annulment, what the event that it annuls does, and so on."""
    charge = flux.actes[rang - 1].charge
    while isinstance(charge, Annulation):
        charge = flux.actes[charge.rang - 1].charge
    return charge


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
