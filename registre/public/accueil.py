"""What the home page shows of the register: its latest labels."""

import datetime
from dataclasses import dataclass
from functools import partial

from django.http import HttpRequest
from django.utils import timezone, translation

from registre.cycle import statut_de_label
from registre.lecture.phrases_de_label import phrase_de_label
from registre.models import Label, LabelConnu
from socle.cadre.memoire import Memoire, version_de_tout

LABELS_MONTRES = 5


@dataclass(frozen=True)
class LabelMontre:
    """One of the latest labels, with what became of it since."""

    label: Label
    octroye_le: datetime.date
    code: str
    phrase: str


_memoire: Memoire[tuple[datetime.date, str | None], list[LabelMontre]] = Memoire(version_de_tout)


def derniers_labels(request: HttpRequest) -> list[LabelMontre]:
    """Return the latest labels, each with its status today, read once per request, from memory when nothing
    was written since.

    Read from what is known of labels, which an index keeps in the order of grants.
    """
    if "_derniers_labels" not in request.__dict__:
        au = timezone.localdate()
        lus = _memoire.retrouver((au, translation.get_language()), partial(_lire, au))
        request.__dict__["_derniers_labels"] = lus
    derniers: list[LabelMontre] = request.__dict__["_derniers_labels"]
    return derniers


def _lire(au: datetime.date) -> list[LabelMontre]:
    connus = LabelConnu.objects.filter(octroye_le__lte=au).select_related("label__cooperative")
    return [
        LabelMontre(connu.label, connu.octroye_le, statut_de_label(connu.faits, au), phrase_de_label(connu, au))
        for connu in connus.order_by("-octroye_le", "-label__numero")[:LABELS_MONTRES]
    ]
