"""What each coop is to be reminded of on a day: of what is awaited of it, what a step of reminding has come for."""

import datetime
from dataclasses import dataclass

from django.urls import reverse

from registre.calendrier.attendues import FIN, attendues, nom_de
from registre.etats import NaturePoint
from registre.models import Cooperative
from registre.rappels.paliers import DERNIER_JOUR, palier
from registre.suivi.lecture import points_recus

__all__ = ["FIN", "Du", "dus"]

RACONTES = frozenset({NaturePoint.POINT_ETAPE, NaturePoint.MI_PARCOURS})  # what is awaited of them, its page takes


@dataclass(frozen=True)
class Du:
    """One thing that a coop has to do, by which day, and the step of reminding reached on the day it was read.

    `rang` is that of the candidature it belongs to.
    """

    cooperative: Cooperative
    nature: str
    mois: int
    le: datetime.date
    palier: int
    rang: int

    @property
    def cle(self) -> tuple[int, str, int, datetime.date]:
        """What tells this deadline from any other. Moved by a correction, it is another one."""
        return self.cooperative.pk, self.nature, self.mois, self.le

    @property
    def passe(self) -> bool:
        """Whether the day has passed."""
        return self.palier > 0

    @property
    def nom(self) -> str:
        """What is due, in words."""
        return nom_de(self.nature, self.mois, self.le)

    @property
    def adresse(self) -> str:
        """The page where the coop tells this point, without the site's name; empty for what has no page of its own."""
        if self.nature not in RACONTES:
            return ""
        return reverse("espace:point", args=[self.cooperative.slug, self.rang, self.mois])


def dus(au: datetime.date) -> list[Du]:
    """Return what each coop of the Federation is to be reminded of on `au`, by deadline. Four queries.

    Of a point that its coop has sent, nothing: it waits for the Federation.
    """
    lues = attendues(au, jours_apres_la_fin=DERNIER_JOUR)
    envoyes = points_recus(due.candidature.pk for due in lues)
    return [
        Du(due.cooperative, due.nature, due.mois, due.le, pas, due.candidature.rang)
        for due in lues
        if (pas := palier(due.le, au)) is not None and (due.candidature.pk, due.nature, due.mois) not in envoyes
    ]
