"""Granting and renewing the label."""

import datetime

from django.utils.translation import gettext as _

from raison_detre.regles import Regles
from registre import cycle
from registre.coherence import debut_attendu
from registre.ecriture import Flux, OperationRefusee
from registre.etats import Operation
from registre.journal.charges import EngagementFige, Octroi
from registre.journal.histoire import Dossier
from registre.models import Label
from registre.operations.dispense import exiger_ce_que_demandent_les_regles
from registre.operations.ecriture import dossier_ouvert, exiger_date, exiger_dossier, exiger_transition, label_relu
from socle.models import User


def accorder_label(candidature_id: int, *, par: User | None, le: datetime.date, motif: str = "") -> Label:
    """Grant the label of a candidature that renews nothing, valid from `le`.

    Raises `OperationRefusee`, which names each point that the rules ask for and that is neither held nor waived.
    """
    with dossier_ouvert(candidature_id) as (flux, dossier):
        if dossier.depot.renouvelle:
            raise OperationRefusee(_("Cette candidature renouvelle un label : utilisez « renouveler »."))
        _exiger_prete(flux, dossier, Operation.ACCORDER_LABEL, le)
        numero = octroyer_au(flux, dossier.rang, Operation.ACCORDER_LABEL, par=par, le=le, motif=motif)
    return label_relu(numero)


def renouveler(
    candidature_id: int, *, par: User | None, le: datetime.date, motif: str = "", suspension: str = ""
) -> Label:
    """Grant a renewal, valid from the day after the label it follows, or from `le` when that one has ended.

    `suspension` (`SortDeLaSuspension`) says what becomes of one still open on that label: it never ends by itself.
    Raises `OperationRefusee`, as `accorder_label`.
    """
    with dossier_ouvert(candidature_id) as (flux, dossier):
        if not dossier.depot.renouvelle:
            raise OperationRefusee(_("Cette candidature ne renouvelle aucun label : utilisez « accorder le label »."))
        _exiger_prete(flux, dossier, Operation.RENOUVELER, le)
        numero = octroyer_au(
            flux, dossier.rang, Operation.RENOUVELER, par=par, le=le, motif=motif, suspension=suspension
        )

    return label_relu(numero)


def _exiger_prete(flux: Flux, dossier: Dossier, operation: Operation, le: datetime.date) -> None:
    """Refuse to grant what the rules do not let be granted yet. History that is imported or replayed is not asked."""
    exiger_transition(dossier, operation)
    exiger_date(le, depuis=dossier.derniere_decision)
    exiger_ce_que_demandent_les_regles(flux, dossier.rang, le)


def octroyer_au(  # noqa: PLR0913
    flux: Flux,
    rang: int,
    operation: Operation,
    *,
    par: User | None,
    le: datetime.date,
    motif: str,
    numero: str = "",
    valide_du: datetime.date | None = None,
    valide_jusqu_au: datetime.date | None = None,
    suspension: str = "",
) -> str:
    """Record a granted period in an open journal, with its engagements as they read today, and return its number.

    Its number is the year's next and its length that of the rules it was filed under, unless history gave them.
    """
    dossier = exiger_dossier(flux, rang)
    exiger_transition(dossier, operation)
    exiger_date(le, depuis=dossier.derniere_decision)

    du = valide_du or debut_attendu(flux.histoire, dossier.depot.renouvelle, le)
    duree = Regles(**dossier.depot.regles).duree_label_mois
    attribue = numero or flux.lot.numeros.prochain(le.year)
    octroi = Octroi(
        dossier=rang,
        numero=attribue,
        valide_du=du,
        valide_jusqu_au=valide_jusqu_au or cycle.fin_de_validite(du, duree),
        engagements=engagements_figes(flux, dossier),
        suspension=suspension,
    )
    flux.consigner(operation, octroi, par=par, le=le, motif=motif, prend_effet_le=du)
    flux.lot.numeros.prendre(le.year, attribue, de_la_serie=not numero)
    return attribue


def engagements_figes(flux: Flux, dossier: Dossier) -> tuple[EngagementFige, ...]:
    """Return the engagements of a candidature, with their numbers and wordings of this day, in order of number."""
    de_l_edition = flux.lot.editions.engagements(dossier.depot.referentiel)
    pris = sorted((de_l_edition[choisi.cle] for choisi in dossier.depot.engagements), key=lambda e: e.numero)
    return tuple(EngagementFige(cle=e.cle, numero=e.numero, intitule=e.intitule) for e in pris)
