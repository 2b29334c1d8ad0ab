"""On which days one is reminded of a deadline. Pure: no table, no clock."""

import datetime

from registre.delais import dernier_pas

# Days from the deadline: before it, then after it, nothing having been done.
PALIERS = (-60, -30, -7, 1, 15, 30)
DERNIER_JOUR = 59  # a deadline two months past is no longer reminded of: the Federation's home shows it


def palier(le: datetime.date, au: datetime.date) -> int | None:
    """Return the step that is due on `au` for a deadline on the day `le`, None when none is.

    The latest step reached: a command that did not run for three days, or for three months, reminds once, of today.
    On the day itself it is still the last step before it.
    """
    ecart = (au - le).days
    atteints = [pas for pas in PALIERS if pas <= ecart]
    return atteints[-1] if atteints and ecart <= DERNIER_JOUR else None


# Days from a session of the committee at which its members are told what they have not opened.
LECTURES = (-7, -2)


def palier_de_lecture(le: datetime.date, au: datetime.date, envoye_le: datetime.date) -> int | None:
    """Return the step due on `au` for a session on the day `le`; None when none is, and on the day itself.

    The latest one reached, unless the agenda, sent on `envoye_le`, came on its day or later: it said as much.
    """
    return dernier_pas(LECTURES, le, au, envoye_le) if au < le else None
