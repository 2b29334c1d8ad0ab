"""Two coops merge: one absorbs the other. Who keeps the label, and from when, is said, never guessed."""

import datetime

from django.utils.translation import gettext as _

from registre.ecriture import Flux, OperationRefusee, lot
from registre.etats import Operation, SortDuLabel
from registre.journal.application import suspension_en_cours
from registre.journal.charges import Absorption, AbsorptionSubie, DossierRepris, Octroi
from registre.journal.histoire import LabelOctroye
from registre.models import Cooperative
from registre.operations.ecriture import cooperative_relue, exiger_date
from socle.models import User


def absorber(  # noqa: PLR0913
    absorbante_id: int,
    *,
    absorbee_id: int,
    par: User | None,
    le: datetime.date,
    motif: str = "",
    sort: str = "",
) -> Cooperative:
    """Record that a coop absorbs another on `le`: the absorbed one is no more, its page and SIREN lead to the other.

    `sort` (`SortDuLabel`) says what becomes of the label that the absorbed one bears that day: taken over under a new
    number until its own end, by a coop that has none in force, or closed. Raises `OperationRefusee`.
    """
    with lot() as ecriture:
        ecriture.precharger([absorbante_id, absorbee_id])
        absorbante, absorbee = ecriture.flux(absorbante_id), ecriture.flux(absorbee_id)
        absorber_au(absorbante, absorbee, sort, par=par, le=le, motif=motif)

    return cooperative_relue(absorbante_id)


def absorber_au(  # noqa: PLR0913 - the two journals, and what every operation takes
    absorbante: Flux, absorbee: Flux, sort: str, *, par: User | None, le: datetime.date, motif: str
) -> None:
    """Record an absorption in the two open journals, in both or in neither. Raises `OperationRefusee`."""
    exiger_date(le)
    if absorbante is absorbee:
        raise OperationRefusee(_("Une coopérative ne s'absorbe pas elle-même."), champ="absorbee")
    with absorbante.essai(), absorbee.essai():
        _absorber(absorbante, absorbee, sort, par=par, le=le, motif=motif)


def _absorber(  # noqa: PLR0913
    absorbante: Flux, absorbee: Flux, sort: str, *, par: User | None, le: datetime.date, motif: str
) -> None:
    label = label_en_vigueur(absorbee, le)
    _exiger_un_sort(label, sort)
    repris: dict[str, object] = {}
    if label is not None and sort == SortDuLabel.TRANSFERE:
        repris = _reprise(absorbante, absorbee, label, le)
    de, vers = absorbee.histoire.identite(le), absorbante.histoire.identite(le)

    nouveau = repris["octroi"].numero if repris else ""  # type: ignore[attr-defined]
    subie = AbsorptionSubie(
        absorbante=absorbante.cooperative.pk,
        siren=vers.siren,
        nom=vers.nom,
        numero=label.numero if label else "",
        sort=sort if label else "",
        nouveau_numero=nouveau,
    )
    absorbee.consigner(Operation.ETRE_ABSORBEE, subie, par=par, le=le, motif=motif)
    charge = Absorption(absorbee=absorbee.cooperative.pk, siren=de.siren, nom=de.nom, **repris)  # type: ignore[arg-type]
    absorbante.consigner(Operation.ABSORBER, charge, par=par, le=le, motif=motif)
    if nouveau:
        absorbante.lot.numeros.prendre(le.year, nouveau, de_la_serie=True)


def label_en_vigueur(flux: Flux, le: datetime.date) -> LabelOctroye | None:
    """Return the label that a coop bears on `le`, suspended or not. Raises `OperationRefusee` when another follows."""
    label = next((lu for lu in flux.histoire.labels if flux.histoire.faits_de(lu).couvre(le)), None)
    dernier = flux.histoire.dernier_label
    if dernier is not None and dernier.valide_du > le:
        raise OperationRefusee(
            _("Son renouvellement %(numero)s est déjà accordé : retirez-le d'abord.") % {"numero": dernier.numero}
        )
    return label


def _exiger_un_sort(label: LabelOctroye | None, sort: str) -> None:
    if label is not None and sort not in SortDuLabel.values:
        raise OperationRefusee(
            _("La coopérative absorbée porte le label %(numero)s : dites s'il est repris ou clos.")
            % {"numero": label.numero},
            champ="sort",
        )


def _reprise(absorbante: Flux, absorbee: Flux, label: LabelOctroye, le: datetime.date) -> dict[str, object]:
    """Return the candidature and the label taken over. Raises `OperationRefusee` when they cannot be."""
    if label_en_vigueur(absorbante, le) is not None:
        raise OperationRefusee(
            _("La coopérative absorbante a déjà un label en vigueur : l'autre est clos."), champ="sort"
        )
    if suspension_en_cours(absorbee.histoire, label) is not None:
        raise OperationRefusee(
            _("Le label %(numero)s est suspendu : levez la suspension, ou déclarez-le clos.")
            % {"numero": label.numero},
            champ="sort",
        )

    dossier = absorbee.histoire.dossier(label.dossier)
    assert dossier is not None  # noqa: S101 - a label has its candidature
    cycle = max((d.cycle for d in absorbante.histoire.dossiers), default=0) + 1
    depot = dossier.depot.model_copy(update={"cycle": cycle, "renouvelle": ""})
    rang = len(absorbante.actes) + 1
    octroi = Octroi(
        dossier=rang,
        numero=absorbante.lot.numeros.prochain(le.year),
        valide_du=le,
        valide_jusqu_au=label.valide_jusqu_au,
        engagements=label.engagements,
    )
    dates = {nom: getattr(dossier, nom) for nom in DossierRepris.model_fields if nom.endswith("_le")}

    return {"dossier": DossierRepris(depot=depot, **dates), "octroi": octroi, "ancien_numero": label.numero}
