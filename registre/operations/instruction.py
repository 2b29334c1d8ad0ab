"""Filing a candidature and judging it: completeness, then admissibility."""

import datetime
from collections.abc import Sequence

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from raison_detre.models import Engagement, Referentiel
from raison_detre.regles import Regles
from registre import cycle
from registre.composition import Choix, manques
from registre.etats import OUVERTS, Etat
from registre.models import (
    ActionPrevue,
    Candidature,
    Cooperative,
    EngagementPris,
    Indicateur,
    Label,
    Operation,
)
from registre.operations.ecriture import (
    OperationRefusee,
    decider,
    exiger_date,
    journaliser,
    relire,
    verrouiller,
)
from registre.projection import projeter
from socle.models import User


@transaction.atomic
def deposer(  # noqa: PLR0913 - the coop, the edition, the choice, and the three keywords of every operation
    cooperative_id: int,
    *,
    referentiel: Referentiel,
    choix: Sequence[Choix],
    par: User | None,
    le: datetime.date,
    motif: str = "",
) -> Candidature:
    """File a first candidature, or one after a withdrawal. Raises `OperationRefusee` naming all that is wrong."""
    cooperative = verrouiller(cooperative_id)
    dernier = dernier_label(cooperative)
    if dernier is not None and not (dernier.retire_le and dernier.retire_le <= le):
        raise OperationRefusee(
            _("Cette coopérative a le label %(numero)s : déposez un renouvellement.") % {"numero": dernier.numero}
        )
    depuis = dernier.retire_le if dernier else None
    return ecrire_depot(
        cooperative, Operation.DEPOSER, None, referentiel, choix, par=par, le=le, motif=motif, depuis=depuis
    )


@transaction.atomic
def deposer_renouvellement(  # noqa: PLR0913 - as `deposer`
    cooperative_id: int,
    *,
    referentiel: Referentiel,
    choix: Sequence[Choix],
    par: User | None,
    le: datetime.date,
    motif: str = "",
) -> Candidature:
    """File the renewal of the last label, in force or lapsed. Raises `OperationRefusee`."""
    cooperative = verrouiller(cooperative_id)
    dernier = dernier_label(cooperative)
    if dernier is None or (dernier.retire_le and dernier.retire_le <= le):
        raise OperationRefusee(_("Il n'y a pas de label à renouveler : déposez une candidature."))
    operation = Operation.DEPOSER_RENOUVELLEMENT
    debut = dernier.valide_du
    return ecrire_depot(cooperative, operation, dernier, referentiel, choix, par=par, le=le, motif=motif, depuis=debut)


def dernier_label(cooperative: Cooperative) -> Label | None:
    """Return the coop's latest label, begun or not."""
    return cooperative.labels.order_by("-valide_du").first()


def ecrire_depot(  # noqa: PLR0913
    cooperative: Cooperative,
    operation: Operation,
    renouvelle: Label | None,
    referentiel: Referentiel,
    choix: Sequence[Choix],
    *,
    par: User | None,
    le: datetime.date,
    motif: str,
    depuis: datetime.date | None,
    regles: Regles | None = None,
) -> Candidature:
    """File a candidature on a locked coop. `regles` are the edition's, save for history that lost its indicators."""
    exiger_date(le, depuis=depuis, quoi=_("le label précédent"))
    if cooperative.candidatures.filter(etat__in=OUVERTS).exists():
        raise OperationRefusee(_("Cette coopérative a déjà une candidature en cours."))
    engagements = {
        e.numero: e for e in Engagement.objects.sources().filter(referentiel=referentiel).select_related("axe")
    }
    fautes = manques(regles or referentiel.regles, choix, {numero: e.axe.numero for numero, e in engagements.items()})
    if fautes:
        raise OperationRefusee(*fautes)
    precedent = cooperative.candidatures.aggregate(Max("cycle"))["cycle__max"] or 0
    candidature = Candidature.objects.create(
        cooperative=cooperative, referentiel=referentiel, cycle=precedent + 1, deposee_le=le, renouvelle=renouvelle
    )
    for un_choix in choix:
        _ecrire_choix(candidature, engagements[un_choix.numero], un_choix)
    journaliser(
        operation, cooperative=cooperative, candidature=candidature, par=par, le=le, motif=motif, vers=Etat.DEPOSEE
    )
    return candidature


def _ecrire_choix(candidature: Candidature, engagement: Engagement, choix: Choix) -> None:
    """Write an engagement chosen, its indicators and their plans."""
    pris = EngagementPris.objects.create(
        candidature=candidature, engagement=engagement, illustration=choix.illustration
    )
    for propose in choix.indicateurs:
        valeurs = {nom: valeur for nom, valeur in vars(propose).items() if nom != "actions"}
        indicateur = Indicateur.objects.create(engagement_pris=pris, **valeurs)
        ActionPrevue.objects.bulk_create(
            ActionPrevue(indicateur=indicateur, intitule=action.intitule, prevue_le=action.prevue_le)
            for action in propose.actions
        )


def _juger(
    candidature_id: int, transition: cycle.Transition, *, par: User | None, le: datetime.date, motif: str
) -> Candidature:
    """One judgement: lock, apply, journal, project."""
    candidature = relire(candidature_id)
    de = decider(candidature, transition, le=le)
    journaliser(
        Operation(transition.nom),
        cooperative=candidature.cooperative,
        candidature=candidature,
        par=par,
        le=le,
        motif=motif,
        de=de,
        vers=transition.vers,
    )
    projeter(candidature.cooperative_id)
    return candidature


@transaction.atomic
def demander_complement(candidature_id: int, *, par: User | None, le: datetime.date, motif: str) -> Candidature:
    """Ask the coop for what is missing; `motif` says what. Raises `OperationRefusee`."""
    if not motif.strip():
        raise OperationRefusee(_("Dites ce qui manque au dossier."))
    return _juger(candidature_id, cycle.DEMANDER_COMPLEMENT, par=par, le=le, motif=motif)


@transaction.atomic
def declarer_complete(candidature_id: int, *, par: User | None, le: datetime.date, motif: str = "") -> Candidature:
    """The committee finds the file complete. Raises `OperationRefusee`."""
    return _juger(candidature_id, cycle.DECLARER_COMPLETE, par=par, le=le, motif=motif)


@transaction.atomic
def declarer_admissible(candidature_id: int, *, par: User | None, le: datetime.date, motif: str = "") -> Candidature:
    """The committee finds it admissible: the coop is publicly engaged from `le`. Raises `OperationRefusee`."""
    return _juger(candidature_id, cycle.DECLARER_ADMISSIBLE, par=par, le=le, motif=motif)


@transaction.atomic
def refuser(candidature_id: int, *, par: User | None, le: datetime.date, motif: str) -> Candidature:
    """The committee refuses; `motif` is told to the coop, never published. Raises `OperationRefusee`."""
    if not motif.strip():
        raise OperationRefusee(_("Un refus a un motif."))
    return _juger(candidature_id, cycle.REFUSER, par=par, le=le, motif=motif)


@transaction.atomic
def abandonner(candidature_id: int, *, par: User | None, le: datetime.date, motif: str = "") -> Candidature:
    """The coop gives up this candidature. Raises `OperationRefusee`."""
    return _juger(candidature_id, cycle.ABANDONNER, par=par, le=le, motif=motif)
