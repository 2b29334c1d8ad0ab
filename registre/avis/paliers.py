"""On which days an expert is reminded of a deadline. Pure: no table, no clock."""

import datetime

from registre.delais import dernier_pas

DEMANDE = 0  # the step of the request itself
RAPPELS = (-7, -1)  # days from the deadline


def palier(echeance: datetime.date, au: datetime.date, demandee_le: datetime.date) -> int | None:
    """Return the step reached on `au`, None when there is none, or when the request itself came on its day or later.

    The latest one: a command that did not run for a week reminds once. On the last day it is still the step before.
    """
    return dernier_pas(RAPPELS, echeance, au, demandee_le) if au <= echeance else None
