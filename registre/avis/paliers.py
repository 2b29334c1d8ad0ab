"""On which days an expert is reminded of a deadline. Pure: no table, no clock."""

import datetime

DEMANDE = 0  # the step of the request itself
RAPPELS = (-7, -1)  # days from the deadline


def palier(echeance: datetime.date, au: datetime.date, demandee_le: datetime.date) -> int | None:
    """Return the step reached on `au`, None when there is none, or when the request itself came on its day or later.

    The latest one: a command that did not run for a week reminds once. On the last day it is still the step before.
    """
    ecart = (au - echeance).days
    atteints = [pas for pas in RAPPELS if pas <= ecart <= 0]
    if not atteints or echeance + datetime.timedelta(days=atteints[-1]) <= demandee_le:
        return None
    return atteints[-1]
