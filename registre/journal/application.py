"""One more event: the history that follows it, or why none can. Pure: no database, no clock."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from registre import cycle
from registre.etats import (
    SORT_NON_DIT,
    Etat,
    NaturePoint,
    Operation,
    SortDeLaSuspension,
    SortDuLabel,
)
from registre.journal.acte import Acte, HistoireImpossible
from registre.journal.charges import (
    Absorption,
    AbsorptionSubie,
    ChangementDIdentite,
    Charge,
    DecisionSurDossier,
    DecisionSurLabel,
    Depot,
    Dispense,
    Inscription,
    Octroi,
    Point,
)
from registre.journal.histoire import (
    Dossier,
    Histoire,
    LabelOctroye,
    PointDispense,
    PointTenu,
    ReleveTenu,
    SuspensionLue,
)
from registre.journal.identites import Absorbee


def appliquer(histoire: Histoire, acte: Acte) -> Histoire:
    """Return the history after one more event. Raises `HistoireImpossible` when it cannot follow."""
    if histoire.absorbee is not None:
        raise HistoireImpossible([_("Cette coopérative a été absorbée : plus rien n'y est décidé.")])
    suite: Histoire = APPLIQUER[acte.operation](histoire, acte, acte.charge)
    return suite


def _inscrire(histoire: Histoire, acte: Acte, charge: Inscription) -> Histoire:
    if histoire.inscription is not None:
        raise HistoireImpossible([_("Cette coopérative est déjà au registre.")])
    return replace(histoire, inscription=charge)


def _changer_d_identite(histoire: Histoire, acte: Acte, charge: ChangementDIdentite) -> Histoire:
    changement = (acte.prend_effet_le, acte.rang, charge.champs)
    return replace(histoire, changements=(*histoire.changements, changement))


def _adherer(histoire: Histoire, acte: Acte, charge: Charge) -> Histoire:
    adhesion = (acte.prend_effet_le, acte.rang, acte.operation == Operation.REVENIR)
    return replace(histoire, adhesions=(*histoire.adhesions, adhesion))


def _deposer(histoire: Histoire, acte: Acte, charge: Depot) -> Histoire:
    if histoire.dossier_ouvert is not None:
        raise HistoireImpossible([_("Cette coopérative a déjà une candidature en cours.")])
    if charge.renouvelle and histoire.label(charge.renouvelle) is None:
        raise HistoireImpossible([_("Le label %(numero)s n'existe pas.") % {"numero": charge.renouvelle}])
    dossier = Dossier(acte.rang, charge, Etat.DEPOSEE, acte.decide_le)
    return replace(histoire, dossiers=(*histoire.dossiers, dossier))


def _decider(histoire: Histoire, acte: Acte, charge: DecisionSurDossier) -> Histoire:
    return _avec_dossier(histoire, franchir(_exiger_dossier(histoire, charge.dossier), acte))


def franchir(dossier: Dossier, acte: Acte) -> Dossier:
    """Return the candidature after a decision of the transition table. Raises `HistoireImpossible`."""
    transition = cycle.PAR_OPERATION[acte.operation]
    try:
        cycle.exiger(transition, depuis=dossier.etat)
    except cycle.TransitionInterdite as interdite:
        raise HistoireImpossible([str(interdite)]) from interdite
    changes: dict[str, Any] = {"etat": transition.vers, transition.champ_date: acte.decide_le}
    return replace(dossier, **changes)


def _consigner(histoire: Histoire, acte: Acte, charge: Point) -> Histoire:
    dossier = _exiger_dossier(histoire, charge.dossier)
    if (dossier.labellisee_le if charge.nature == NaturePoint.MI_PARCOURS else dossier.admissible_le) is None:
        message = _("Cette candidature est %(etat)s : ce point ne peut y être consigné.")
        raise HistoireImpossible([message % {"etat": dossier.etat.label}])
    if any((p.nature, p.mois) == (charge.nature, charge.mois) for p in dossier.points):
        raise HistoireImpossible([_("Ce point est déjà consigné : corrigez-le s'il le faut.")])
    releves = tuple(ReleveTenu(r.engagement, r.indicateur, r.valeur, r.source, r.preuve) for r in charge.releves)
    point = PointTenu(acte.rang, charge.nature, charge.mois, acte.prend_effet_le, acte.motif, releves)
    return _avec_dossier(histoire, replace(dossier, points=(*dossier.points, point)))


def _dispenser(histoire: Histoire, acte: Acte, charge: Dispense) -> Histoire:
    dossier = _exiger_dossier(histoire, charge.dossier)
    quel = (charge.nature, charge.mois)
    if (dossier.labellisee_le if charge.nature == NaturePoint.MI_PARCOURS else dossier.admissible_le) is None:
        message = _("Cette candidature est %(etat)s : ce point ne s’y dispense pas.")
        raise HistoireImpossible([message % {"etat": dossier.etat.label}])
    if any((p.nature, p.mois) == quel for p in dossier.points):
        raise HistoireImpossible([_("Ce point est tenu : il n’y a rien à dispenser.")])
    if any((d.nature, d.mois) == quel for d in dossier.dispenses):
        raise HistoireImpossible([_("Ce point est déjà dispensé.")])
    dispense = PointDispense(acte.rang, charge.nature, charge.mois, acte.prend_effet_le, acte.motif)
    return _avec_dossier(histoire, replace(dossier, dispenses=(*dossier.dispenses, dispense)))


def _octroyer(histoire: Histoire, acte: Acte, charge: Octroi) -> Histoire:
    dossier = _exiger_dossier(histoire, charge.dossier)
    if bool(dossier.depot.renouvelle) != (acte.operation == Operation.RENOUVELER):
        message = (
            _("Cette candidature renouvelle un label : utilisez « renouveler ».")
            if dossier.depot.renouvelle
            else _("Cette candidature ne renouvelle aucun label : utilisez « accorder le label ».")
        )
        raise HistoireImpossible([message])

    histoire = _avec_dossier(histoire, franchir(dossier, acte))
    histoire = _regler_la_suspension(histoire, acte, charge, dossier.depot.renouvelle)

    return replace(histoire, labels=(*histoire.labels, _label(acte, charge, dossier)))


def _label(acte: Acte, charge: Octroi, dossier: Dossier) -> LabelOctroye:
    return LabelOctroye(
        rang=acte.rang,
        numero=charge.numero,
        dossier=dossier.rang,
        cycle=dossier.cycle,
        octroye_le=acte.decide_le,
        valide_du=charge.valide_du,
        valide_jusqu_au=charge.valide_jusqu_au,
        engagements=charge.engagements,
        renouvelle=dossier.depot.renouvelle,
    )


def _regler_la_suspension(histoire: Histoire, acte: Acte, charge: Octroi, precedent: str) -> Histoire:
    """Lift or carry over the suspension still open on the label renewed. Raises `HistoireImpossible` when unsaid."""
    ancien = histoire.label(precedent) if precedent else None
    ouverte = suspension_en_cours(histoire, ancien) if ancien else None
    if ancien is None or ouverte is None or not histoire.faits_de(ancien).couvre(acte.decide_le):
        return histoire
    if charge.suspension == SORT_NON_DIT:
        return histoire
    if charge.suspension == SortDeLaSuspension.LEVEE:
        return _avec_suspension(histoire, replace(ouverte, levee_le=acte.decide_le))
    if charge.suspension == SortDeLaSuspension.REPORTEE:
        return _avec_suspension(histoire, replace(ouverte, reportee_sur=(*ouverte.reportee_sur, charge.numero)))

    message = _("Le label %(numero)s est suspendu : dites si la suspension est reportée ou levée.")

    raise HistoireImpossible([message % {"numero": ancien.numero}])


def suspension_en_cours(histoire: Histoire, label: LabelOctroye) -> SuspensionLue | None:
    """Return the suspension that nothing has lifted, decided about this label or carried over to it."""
    toutes = [suspension for autre in histoire.labels for suspension in autre.suspensions]
    reportees = [lue for lue in toutes if label.numero in lue.reportee_sur and not lue.levee_le]
    return label.ouverte or next(iter(reportees), None)


def _suspendre(histoire: Histoire, acte: Acte, charge: DecisionSurLabel) -> Histoire:
    label = _exiger_label(histoire, charge.numero)
    if suspension_en_cours(histoire, label) is not None:
        raise HistoireImpossible([_("Le label %(numero)s est déjà suspendu.") % {"numero": label.numero}])
    suspension = SuspensionLue(
        acte.rang,
        acte.prend_effet_le,
        acte.motif,
        reportee_sur=() if charge.seul else _renouvellements(histoire, label),
    )
    return _avec_label(histoire, replace(label, suspensions=(*label.suspensions, suspension)))


def _renouvellements(histoire: Histoire, label: LabelOctroye) -> tuple[str, ...]:
    """Return the labels that renew this one while it holds, one after the other: a suspension goes on with them."""
    suivant = histoire.suivant(label)
    if suivant is None or suivant.renouvelle != label.numero:
        return ()
    if not histoire.faits_de(label).couvre(suivant.octroye_le):
        return ()
    return suivant.numero, *_renouvellements(histoire, suivant)


def _lever(histoire: Histoire, acte: Acte, charge: DecisionSurLabel) -> Histoire:
    label = _exiger_label(histoire, charge.numero)
    ouverte = suspension_en_cours(histoire, label)
    if ouverte is None:
        raise HistoireImpossible([_("Le label %(numero)s n'est pas suspendu.") % {"numero": label.numero}])
    return _avec_suspension(histoire, replace(ouverte, levee_le=acte.prend_effet_le))


def _retirer(histoire: Histoire, acte: Acte, charge: DecisionSurLabel) -> Histoire:
    label = _exiger_label(histoire, charge.numero)
    if label.retire_le is not None:
        message = _("Le label %(numero)s est retiré depuis le %(retire_le)s.")
        raise HistoireImpossible([message % {"numero": label.numero, "retire_le": f"{label.retire_le:%d/%m/%Y}"}])
    return _avec_label(histoire, replace(label, retire_le=acte.prend_effet_le, motif_retrait=acte.motif))


def _absorber(histoire: Histoire, acte: Acte, charge: Absorption) -> Histoire:
    histoire = replace(histoire, absorptions=(*histoire.absorptions, (acte.prend_effet_le, charge.absorbee)))
    if charge.dossier is None or charge.octroi is None:
        return histoire

    repris = charge.dossier
    dossier = Dossier(
        rang=acte.rang,
        depot=repris.depot,
        etat=Etat.LABELLISEE,
        deposee_le=repris.deposee_le,
        complement_demande_le=repris.complement_demande_le,
        complete_le=repris.complete_le,
        admissible_le=repris.admissible_le,
        labellisee_le=repris.labellisee_le,
    )
    label = _label(acte, charge.octroi, dossier)

    return replace(histoire, dossiers=(*histoire.dossiers, dossier), labels=(*histoire.labels, label))


def _etre_absorbee(histoire: Histoire, acte: Acte, charge: AbsorptionSubie) -> Histoire:
    if charge.numero:
        label = _exiger_label(histoire, charge.numero)
        histoire = _avec_label(histoire, replace(label, clos_le=acte.prend_effet_le))
    numero = charge.nouveau_numero if charge.sort == SortDuLabel.TRANSFERE else ""
    return replace(
        histoire, absorbee=Absorbee(acte.prend_effet_le, charge.absorbante, charge.numero, nouveau_numero=numero)
    )


def _exiger_dossier(histoire: Histoire, rang: int) -> Dossier:
    dossier = histoire.dossier(rang)
    if dossier is None:
        raise HistoireImpossible([_("La candidature n'existe pas.")])
    return dossier


def _exiger_label(histoire: Histoire, numero: str) -> LabelOctroye:
    label = histoire.label(numero)
    if label is None:
        raise HistoireImpossible([_("Le label %(numero)s n'existe pas.") % {"numero": numero}])
    return label


def _avec_dossier(histoire: Histoire, dossier: Dossier) -> Histoire:
    return replace(histoire, dossiers=tuple(dossier if d.rang == dossier.rang else d for d in histoire.dossiers))


def _avec_label(histoire: Histoire, label: LabelOctroye) -> Histoire:
    return replace(histoire, labels=tuple(label if lu.numero == label.numero else lu for lu in histoire.labels))


def _avec_suspension(histoire: Histoire, suspension: SuspensionLue) -> Histoire:
    """Return the history with this suspension as it now is, wherever it was decided."""
    label = next(lu for lu in histoire.labels if any(s.rang == suspension.rang for s in lu.suspensions))
    suspensions = tuple(suspension if s.rang == suspension.rang else s for s in label.suspensions)
    return _avec_label(histoire, replace(label, suspensions=suspensions))


APPLIQUER: dict[Operation, Callable[[Histoire, Acte, Any], Histoire]] = {
    Operation.INSCRIRE: _inscrire,
    Operation.RENOMMER: _changer_d_identite,
    Operation.DEMENAGER: _changer_d_identite,
    Operation.CHANGER_SIREN: _changer_d_identite,
    Operation.TRANSFORMER: _changer_d_identite,
    Operation.QUITTER: _adherer,
    Operation.REVENIR: _adherer,
    Operation.DEPOSER: _deposer,
    Operation.DEPOSER_RENOUVELLEMENT: _deposer,
    Operation.DEMANDER_COMPLEMENT: _decider,
    Operation.DECLARER_COMPLETE: _decider,
    Operation.DECLARER_ADMISSIBLE: _decider,
    Operation.REFUSER: _decider,
    Operation.ABANDONNER: _decider,
    Operation.CONSIGNER_POINT_ETAPE: _consigner,
    Operation.CONSIGNER_VISITE: _consigner,
    Operation.DISPENSER: _dispenser,
    Operation.ACCORDER_LABEL: _octroyer,
    Operation.RENOUVELER: _octroyer,
    Operation.SUSPENDRE: _suspendre,
    Operation.LEVER_SUSPENSION: _lever,
    Operation.RETIRER: _retirer,
    Operation.ABSORBER: _absorber,
    Operation.ETRE_ABSORBEE: _etre_absorbee,
}
