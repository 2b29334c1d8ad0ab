"""The operations, decided by nobody in particular: for tests that do not ask who decides.

Same names and arguments as in `registre.operations`, without `par`. A filing is under the usual edition, on a choice
that its rules accept, unless the test says otherwise.
"""

import datetime
from functools import partial
from typing import Any

from django.db import transaction

from registre import operations
from registre.models import Candidature, Label
from tests.registre.factories import choix, edition, prete

abandonner = partial(operations.abandonner, par=None)
absorber = partial(operations.absorber, par=None)
annuler = partial(operations.annuler, par=None)
changer_siren = partial(operations.changer_siren, par=None)
consigner_point_etape = partial(operations.consigner_point_etape, par=None)
consigner_visite = partial(operations.consigner_visite, par=None)
dispenser = partial(operations.dispenser, par=None)
corriger = partial(operations.corriger, par=None)
corriger_motif = partial(operations.corriger_motif, par=None)
declarer_admissible = partial(operations.declarer_admissible, par=None)
declarer_complete = partial(operations.declarer_complete, par=None)
demander_complement = partial(operations.demander_complement, par=None)
demenager = partial(operations.demenager, par=None)
inscrire = partial(operations.inscrire, par=None)
lever_suspension = partial(operations.lever_suspension, par=None)
quitter = partial(operations.quitter, par=None)
refuser = partial(operations.refuser, par=None)
renommer = partial(operations.renommer, par=None)
reprendre = partial(operations.reprendre, par=None)
retirer = partial(operations.retirer, par=None)
revenir = partial(operations.revenir, par=None)
suspendre = partial(operations.suspendre, par=None)


def accorder_label(candidature: int, le: datetime.date, **autrement: Any) -> Label:
    """Grant the label on `le`; what the rules ask for and is not held is waived before."""
    with transaction.atomic():
        prete(candidature, le)
        return operations.accorder_label(candidature, par=None, le=le, **autrement)


def renouveler(candidature: int, le: datetime.date, **autrement: Any) -> Label:
    """Renew the label on `le`, as `accorder_label` grants a first one."""
    with transaction.atomic():
        prete(candidature, le)
        return operations.renouveler(candidature, par=None, le=le, **autrement)


def _de_quoi_deposer(autrement: dict[str, Any]) -> dict[str, Any]:
    """Return what a filing needs: as given, else the usual edition, made only if none is given, and a usual choice."""
    usuel: dict[str, Any] = {} if "referentiel" in autrement else {"referentiel": edition()}

    return usuel | {"choix": choix()} | autrement


def deposer(cooperative: int, le: datetime.date, **autrement: Any) -> Candidature:
    """File a candidature on `le`. `autrement` may give another `referentiel`, another `choix`, a `motif`."""
    return operations.deposer(cooperative, **_de_quoi_deposer(autrement), par=None, le=le)


def deposer_renouvellement(cooperative: int, le: datetime.date, **autrement: Any) -> Candidature:
    """File a renewal on `le`, as `deposer` does a first candidature."""
    return operations.deposer_renouvellement(cooperative, **_de_quoi_deposer(autrement), par=None, le=le)
