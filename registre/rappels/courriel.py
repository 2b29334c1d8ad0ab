"""The text of a reminder: the Federation's words around the list of what is due."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string

from registre.rappels.dus import Du
from registre.rappels.models import FormuleDeRappel, Moment

GABARIT = "registre/courriels/rappel.txt"


@dataclass(frozen=True)
class Courriel:
    """A subject on one line, and a body."""

    sujet: str
    corps: str


def moment(dus: Sequence[Du]) -> Moment:
    """Return which words go around these deadlines: those of lateness as soon as one of them has passed."""
    return Moment.APRES if any(du.passe for du in dus) else Moment.AVANT


def rediger(formule: FormuleDeRappel, dus: Sequence[Du], au: datetime.date) -> Courriel:
    """Write the message about these deadlines, as they stand on `au`, by coop."""
    par_coop: dict[int, list[Du]] = {}
    for du in dus:
        par_coop.setdefault(du.cooperative.pk, []).append(du)

    coops = [{"coop": siens[0].cooperative, "dus": [_ligne(du, au) for du in siens]} for siens in par_coop.values()]
    contexte = {"formule": formule, "coops": coops, "base": settings.WAGTAILADMIN_BASE_URL}
    return Courriel(" ".join(formule.sujet.split()), render_to_string(GABARIT, contexte).strip() + "\n")


def _ligne(du: Du, au: datetime.date) -> dict[str, object]:
    return {"du": du, "jours": abs((du.le - au).days)}
