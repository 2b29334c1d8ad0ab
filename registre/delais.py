"""What is due along the label's course, pure: each deadline counted from its own anchor, never from another one."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from dateutil.relativedelta import relativedelta
from django.utils.translation import gettext as _

from raison_detre.regles import Regles
from registre.etats import NaturePoint

# A renewal opens this long before the label's last day: time for the committee to judge it before that day.
MOIS_DE_RENOUVELLEMENT = 6

# What is due: of which kind, at how many months, on which day at the latest.
Due = tuple[NaturePoint, int, datetime.date]


@dataclass(frozen=True)
class Echeance:
    """A deadline: what is due, on which day at the latest, and when it was done, or the committee waived it."""

    nature: NaturePoint
    mois: int
    le: datetime.date
    tenue_le: datetime.date | None = None
    dispensee_le: datetime.date | None = None

    @property
    def nom(self) -> str:
        """What is due, in words."""
        if self.nature == NaturePoint.POINT_ETAPE:
            return _("point d’étape à %(mois)s mois") % {"mois": self.mois}
        return str(self.nature.label)

    def en_retard(self, au: datetime.date) -> bool:
        """Whether the day has passed on `au`, neither held nor waived by then. The day itself is not late."""
        return self.le < au and not self.reglee(au)

    def reglee(self, au: datetime.date) -> bool:
        """Whether nothing is awaited any more on `au`: it was held by then, or waived."""
        return any(jour is not None and jour <= au for jour in (self.tenue_le, self.dispensee_le))

    @property
    def attendue(self) -> bool:
        """Whether it was neither held nor waived, as far as is known."""
        return self.tenue_le is None and self.dispensee_le is None


def echeances_de_candidature(regles: Regles, admissible_le: datetime.date) -> list[Due]:
    """Return each progress point and the visit, due from the day of admissibility."""
    points = [(NaturePoint.POINT_ETAPE, mois) for mois in regles.points_etape_mois]
    visite = (NaturePoint.VISITE, regles.delai_mise_en_oeuvre_mois)
    return [(nature, mois, admissible_le + relativedelta(months=mois)) for nature, mois in [*points, visite]]


def echeances_de_label(regles: Regles, octroye_le: datetime.date) -> list[Due]:
    """Return the mid-term point, due from the day of the grant."""
    mois = regles.point_mi_parcours_mois
    return [(NaturePoint.MI_PARCOURS, mois, octroye_le + relativedelta(months=mois))]


def ouverture_du_renouvellement(valide_jusqu_au: datetime.date) -> datetime.date:
    """Return the first day, included, on which a coop may ask for the renewal of a label whose last day this is."""
    return valide_jusqu_au - relativedelta(months=MOIS_DE_RENOUVELLEMENT)


def dernier_pas(pas: Sequence[int], jour: datetime.date, au: datetime.date, dit_le: datetime.date) -> int | None:
    """Return the latest of these steps, in days from `jour`, that is reached on `au`, in their order.

    None when none is, or when what it would say was said on its day or later, on `dit_le`.
    """
    atteints = [ecart for ecart in pas if ecart <= (au - jour).days]
    if not atteints or jour + datetime.timedelta(days=atteints[-1]) <= dit_le:
        return None
    return atteints[-1]
