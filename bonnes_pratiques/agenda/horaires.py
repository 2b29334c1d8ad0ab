"""When an event takes place: days and times of day as people in Paris read them on a clock."""

import datetime
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from socle.cache.durees import PARIS


@dataclass(frozen=True)
class Horaire:
    """From a day to a day, both inclusive; with a time at each end, or none for whole days."""

    du: datetime.date
    au: datetime.date
    debute_a: datetime.time | None = None
    finit_a: datetime.time | None = None

    @property
    def journee_entiere(self) -> bool:
        """Whether it takes whole days."""
        return self.debute_a is None or self.finit_a is None

    @property
    def plusieurs_jours(self) -> bool:
        """Whether it ends on another day than it begins."""
        return self.au > self.du

    @property
    def debut(self) -> datetime.date | datetime.datetime:
        """The first day, or the moment it begins."""
        return self.du if self.debute_a is None or self.finit_a is None else a_paris(self.du, self.debute_a)

    @property
    def fin(self) -> datetime.date | datetime.datetime:
        """The last day, inclusive, or the moment it ends."""
        return self.au if self.debute_a is None or self.finit_a is None else a_paris(self.au, self.finit_a)

    def en_cours(self, au: datetime.date) -> bool:
        """Tell whether it takes place on this day."""
        return self.du <= au <= self.au


def a_paris(jour: datetime.date, heure: datetime.time) -> datetime.datetime:
    """Return the moment when a clock in Paris shows this. In the hour that comes twice in October, the first."""
    return datetime.datetime.combine(jour, heure, tzinfo=PARIS)


def existe_a_paris(jour: datetime.date, heure: datetime.time) -> bool:
    """Tell whether a clock in Paris shows this time on this day: one hour is skipped in March."""
    moment = a_paris(jour, heure)
    return moment.astimezone(datetime.UTC).astimezone(PARIS).replace(tzinfo=None) == moment.replace(tzinfo=None)


def verifier_horaire(
    du: datetime.date | None,
    au: datetime.date | None,
    debute_a: datetime.time | None,
    finit_a: datetime.time | None,
) -> None:
    """Check what an editor typed. Raises `ValidationError`, in words, on the field to mend."""
    fautes = {}
    if du and au and au < du:
        fautes["finit_le"] = _("Le dernier jour précède le premier.")

    if (debute_a is None) != (finit_a is None):
        manque = "finit_a" if finit_a is None else "debute_a"
        fautes[manque] = _("Donnez l’heure de début et l’heure de fin, ou aucune des deux.")

    if du and debute_a and finit_a and (au is None or au == du) and finit_a <= debute_a:
        fautes["finit_a"] = _("La fin précède le début. Après minuit, indiquez aussi le dernier jour.")

    for jour, heure, champ in ((du, debute_a, "debute_a"), (au or du, finit_a, "finit_a")):
        if jour and heure and not existe_a_paris(jour, heure):
            fautes.setdefault(champ, _("Cette heure n’existe pas ce jour-là : on passe à l’heure d’été."))
    if fautes:
        raise ValidationError(fautes)
