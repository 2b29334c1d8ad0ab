"""What changes of a coop's public status, day by day."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from registre import cycle
from registre.differences.mots import changements, etendue
from registre.etats import Statut
from registre.journal.histoire import Histoire
from socle.templatetags.typographie import en_toutes_lettres


def de_statut(avant: Histoire, apres: Histoire) -> Iterator[str]:
    """Stretches of days on which the status is another, or is that of another label."""
    jours = {*cycle.bornes(avant.faits), *cycle.bornes(apres.faits)}
    for du, jusqu_au, de, vers in changements(jours, lambda le: (_statut(avant, le), _statut(apres, le))):
        mots = [de.mots, vers.mots] if de.mots != vers.mots else [de.avec_numero, vers.avec_numero]
        yield _("%(quand)s : %(de)s → %(vers)s.") % {"quand": etendue(du, jusqu_au), "de": mots[0], "vers": mots[1]}


@dataclass(frozen=True)
class StatutLu:
    """A status on a day, and the label it comes from. Its words do not count: a label's own days are told elsewhere."""

    statut: str
    numero: str
    mots: str = field(compare=False)

    @property
    def avec_numero(self) -> str:
        """Its words, told apart from the same words of another label."""
        return f"{self.mots} ({self.numero})" if self.numero else self.mots


def _statut(histoire: Histoire, le: datetime.date) -> StatutLu:
    situation = cycle.situation(histoire.faits, le)
    if situation.statut is None:
        return StatutLu("", "", _("pas de label connu"))
    label = next((lu for lu in histoire.labels if situation.label and lu.cycle == situation.label.cycle), None)
    mots = str(situation.statut.label)
    if label and situation.statut == Statut.LABELLISEE:
        mots = _("%(statut)s jusqu’au %(jour)s") % {"statut": mots, "jour": en_toutes_lettres(label.valide_jusqu_au)}
    return StatutLu(situation.statut.value, label.numero if label else "", mots)
