"""How a day and an hour are typed in French. Django adds the ISO forms (2020-09-01) to those of a day.

A year has four digits: Django's own French reads 01/09/20 and has to guess the century. Spaces of every kind are read
alike, the no-break ones that a text editor puts before the h included.
"""

HEURES = ("%H:%M", "%Hh%M", "%H h %M", "%Hh %M", "%H h", "%Hh", "%H:%M:%S")
JOURS = ("%d/%m/%Y", "%Y-%m-%d")

DATE_INPUT_FORMATS = ["%d/%m/%Y"]
TIME_INPUT_FORMATS = [*HEURES, "%H:%M:%S.%f"]
DATETIME_INPUT_FORMATS = [
    *(f"{jour} {heure}" for jour in JOURS for heure in HEURES),
    *(f"{jour} à {heure}" for jour in JOURS for heure in HEURES),
    *JOURS,
]
