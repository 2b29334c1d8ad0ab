"""Filing a candidature and judging it: completeness, then admissibility."""

import datetime
from collections.abc import Sequence
from dataclasses import asdict

from django.utils.translation import gettext as _

from raison_detre.models import Referentiel
from raison_detre.regles import Regles
from registre.composition import ChoixDEngagement, manques
from registre.ecriture import Flux, OperationRefusee
from registre.etats import Operation
from registre.journal.charges import ActionDeposee, DecisionSurDossier, Depot, EngagementDepose, IndicateurDepose
from registre.journal.histoire import LabelOctroye
from registre.models import Candidature
from registre.operations.ecriture import (
    candidature_relue,
    dossier_ouvert,
    exiger_date,
    exiger_dossier,
    exiger_motif,
    exiger_transition,
    journal_de,
)
from socle.models import User


def deposer(  # noqa: PLR0913 - the coop, the edition, the choice, and the three keywords of every operation
    cooperative_id: int,
    *,
    referentiel: Referentiel,
    choix: Sequence[ChoixDEngagement],
    par: User | None,
    le: datetime.date,
    motif: str = "",
) -> Candidature:
    """File a first candidature, or one after a withdrawal. Raises `OperationRefusee` naming all that is wrong."""
    with journal_de(cooperative_id) as flux:
        rang = deposer_au(flux, Operation.DEPOSER, referentiel, choix, par=par, le=le, motif=motif)

    return candidature_relue(cooperative_id, rang)


def deposer_renouvellement(  # noqa: PLR0913 - as `deposer`
    cooperative_id: int,
    *,
    referentiel: Referentiel,
    choix: Sequence[ChoixDEngagement],
    par: User | None,
    le: datetime.date,
    motif: str = "",
) -> Candidature:
    """File the renewal of the last label, in force or lapsed. Raises `OperationRefusee`."""
    with journal_de(cooperative_id) as flux:
        rang = deposer_au(flux, Operation.DEPOSER_RENOUVELLEMENT, referentiel, choix, par=par, le=le, motif=motif)

    return candidature_relue(cooperative_id, rang)


def deposer_au(  # noqa: PLR0913
    flux: Flux,
    operation: Operation,
    referentiel: Referentiel,
    choix: Sequence[ChoixDEngagement],
    *,
    par: User | None,
    le: datetime.date,
    motif: str = "",
    regles: Regles | None = None,
) -> int:
    """File a candidature in an open journal and return its rank.

    `regles` judge the choice: the edition's, save for a history that lost its indicators. The edition's own are frozen
    on the candidature. Raises `OperationRefusee`.
    """
    renouvelle, depuis = _label_suivi(flux, operation, le)
    exiger_date(le, depuis=depuis, quoi=_("le label précédent"))
    if flux.histoire.dossier_ouvert is not None:
        raise OperationRefusee(_("Cette coopérative a déjà une candidature en cours."))

    par_numero = {e.numero: e for e in flux.lot.editions.engagements(referentiel.code).values()}
    axes = {numero: engagement.axe.numero for numero, engagement in par_numero.items()}
    if fautes := manques(regles or referentiel.regles, choix, axes):
        raise OperationRefusee(*fautes)

    depot = Depot(
        referentiel=referentiel.code,
        regles=asdict(referentiel.regles),
        cycle=max((d.cycle for d in flux.histoire.dossiers), default=0) + 1,
        renouvelle=renouvelle.numero if renouvelle else "",
        engagements=tuple(engagement_depose(par_numero[un_choix.numero].cle, un_choix) for un_choix in choix),
    )
    return flux.consigner(operation, depot, par=par, le=le, motif=motif).rang


def _label_suivi(
    flux: Flux, operation: Operation, le: datetime.date
) -> tuple[LabelOctroye | None, datetime.date | None]:
    """Return the label to renew, and the day from which one may file. Raises `OperationRefusee`."""
    dernier = flux.histoire.dernier_label
    fini = dernier is not None and dernier.retire_le is not None and dernier.retire_le <= le
    if operation == Operation.DEPOSER_RENOUVELLEMENT:
        if dernier is None or fini:
            raise OperationRefusee(_("Il n'y a pas de label à renouveler : déposez une candidature."))
        return dernier, dernier.valide_du
    if dernier is not None and not fini:
        raise OperationRefusee(
            _("Cette coopérative a le label %(numero)s : déposez un renouvellement.") % {"numero": dernier.numero}
        )

    return None, dernier.retire_le if dernier else None


def engagement_depose(cle: str, choix: ChoixDEngagement) -> EngagementDepose:
    """Return an engagement chosen, as the journal keeps it."""
    indicateurs = []
    for propose in choix.indicateurs:
        valeurs = {champ: getattr(propose, champ) for champ in IndicateurDepose.model_fields if champ != "actions"}
        actions = tuple(ActionDeposee(intitule=a.intitule, prevue_le=a.prevue_le) for a in propose.actions)
        indicateurs.append(IndicateurDepose(**valeurs, actions=actions))
    return EngagementDepose(cle=cle, illustration=choix.illustration, indicateurs=tuple(indicateurs))


def juger_au(  # noqa: PLR0913
    flux: Flux, rang: int, operation: Operation, *, par: User | None, le: datetime.date, motif: str
) -> None:
    """Record one judgement of a candidature in an open journal. Raises `OperationRefusee`."""
    dossier = exiger_dossier(flux, rang)
    exiger_transition(dossier, operation)
    exiger_date(le, depuis=dossier.derniere_decision)
    flux.consigner(operation, DecisionSurDossier(dossier=rang), par=par, le=le, motif=motif)


def _juger(
    candidature_id: int, operation: Operation, *, par: User | None, le: datetime.date, motif: str
) -> Candidature:
    with dossier_ouvert(candidature_id) as (flux, dossier):
        juger_au(flux, dossier.rang, operation, par=par, le=le, motif=motif)
    return candidature_relue(flux.cooperative.pk, dossier.rang)


def demander_complement(candidature_id: int, *, par: User | None, le: datetime.date, motif: str) -> Candidature:
    """Ask the coop for what is missing; `motif` says what. Raises `OperationRefusee`."""
    exiger_motif(motif, _("Dites ce qui manque au dossier."))
    return _juger(candidature_id, Operation.DEMANDER_COMPLEMENT, par=par, le=le, motif=motif)


def declarer_complete(candidature_id: int, *, par: User | None, le: datetime.date, motif: str = "") -> Candidature:
    """The committee finds the file complete. Raises `OperationRefusee`."""
    return _juger(candidature_id, Operation.DECLARER_COMPLETE, par=par, le=le, motif=motif)


def declarer_admissible(candidature_id: int, *, par: User | None, le: datetime.date, motif: str = "") -> Candidature:
    """The committee finds it admissible: the coop is publicly engaged from `le`. Raises `OperationRefusee`."""
    return _juger(candidature_id, Operation.DECLARER_ADMISSIBLE, par=par, le=le, motif=motif)


def refuser(candidature_id: int, *, par: User | None, le: datetime.date, motif: str) -> Candidature:
    """The committee refuses; `motif` is told to the coop, never published. Raises `OperationRefusee`."""
    exiger_motif(motif, _("Un refus a un motif."))
    return _juger(candidature_id, Operation.REFUSER, par=par, le=le, motif=motif)


def abandonner(candidature_id: int, *, par: User | None, le: datetime.date, motif: str = "") -> Candidature:
    """The coop gives up this candidature. Raises `OperationRefusee`."""
    return _juger(candidature_id, Operation.ABANDONNER, par=par, le=le, motif=motif)
