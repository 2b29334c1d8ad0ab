"""What the journals of one lot share: the events to write, the numbers taken, editions and sessions read once."""

import datetime
from dataclasses import dataclass, field
from functools import cached_property

from registre.ecriture.editions import Editions
from registre.ecriture.numeros import Numeros
from registre.journal.acte import Acte
from registre.models import Cooperative, SeanceComite
from socle.models import User


@dataclass
class Neuf:
    """An event to write: whose, what, by whom, the states it leaves and reaches, the candidature and label it is of."""

    cooperative: Cooperative
    acte: Acte
    par: User | None
    de: str = ""
    vers: str = ""
    dossier: int | None = None
    numero: str = ""
    seance: SeanceComite | None = None


@dataclass
class Commun:
    """Shared by every `Flux` of a lot."""

    neufs: list[Neuf] = field(default_factory=list)
    numeros: Numeros = field(default_factory=Numeros)
    editions: Editions = field(default_factory=Editions)

    def seance(self, le: datetime.date) -> SeanceComite | None:
        """Return the committee's session held that day, None when there was none."""
        return self.seances.get(le)

    @cached_property
    def seances(self) -> dict[datetime.date, SeanceComite]:
        """The committee's sessions by day: a few a year, read once a lot."""
        return {seance.le: seance for seance in SeanceComite.objects.all()}
