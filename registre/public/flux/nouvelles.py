"""The latest public facts of the register, from what it says now: each is told once, on its right day."""

import datetime
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from django.db.models import Case, DateField, F, Func, Q, When
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext as _

from registre.cycle import UN_JOUR
from registre.models import Cooperative, Label, LabelConnu, Suspension

NOMBRE = 50
# On one day, what comes first.
NATURES = ("octroi", "suspension", "levee", "retrait", "echeance", "absorption", "annulation")


@dataclass(frozen=True)
class Nouvelle:
    """Something that became true on `le`, about a label or, without a number, about a coop.

    `rang` tells suspensions of one label apart; `valide` are the first and last days of a granted period; the register
    has said so since `dite_le`.
    """

    cooperative: Cooperative
    nature: str
    quoi: str
    le: datetime.date
    numero: str = ""
    rang: int = 0
    valide: tuple[datetime.date, datetime.date] | None = None
    label: int = 0
    dite_le: datetime.date = datetime.date.min


def nouvelles(au: datetime.date) -> list[Nouvelle]:
    """Return the latest public facts by `au`, newest first. Four queries."""
    lues = [*_des_labels(au), *_des_suspensions(au), *_des_absorptions(au)]
    dernieres = sorted(lues, key=lambda n: (n.le, n.numero, NATURES.index(n.nature), n.rang), reverse=True)[:NOMBRE]
    connus = _connus({n.label for n in dernieres if n.label})
    return [replace(n, dite_le=_depuis(connus.get(n.label, []), _dite_par(n))) for n in dernieres]


class Lendemain(Func):
    """The day after a date, in SQL."""

    output_field = DateField()

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, Any]:
        """Write it as SQLite does."""
        return self.as_sql(compiler, connection, template="date(%(expressions)s, '+1 day')", **extra)

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, Any]:
        """Write it as PostgreSQL does."""
        return self.as_sql(compiler, connection, template="(%(expressions)s + 1)", **extra)


def _des_labels(au: datetime.date) -> Iterator[Nouvelle]:
    """What is told of the labels whose latest fact is among the latest."""
    echu = Q(valide_jusqu_au__lt=au, retire_le=None, clos_le=None)
    fin = Case(When(echu, then=Lendemain("valide_jusqu_au")), default=F("octroye_le"))
    autres = (Coalesce(nom, "octroye_le") for nom in ("retire_le", "annule_le"))
    labels = Label.tous.filter(octroye_le__lte=au).select_related("cooperative", "candidature")
    for label in labels.order_by(Greatest("octroye_le", fin, *autres).desc(), "-numero")[:NOMBRE]:
        yield from (n for n in _du_label(label) if n.le <= au)


def _du_label(label: Label) -> Iterator[Nouvelle]:
    une = partial(Nouvelle, label.cooperative, numero=label.numero, label=label.pk)
    if label.annule_le is not None:
        yield une(nature="annulation", quoi=_("numéro donné par erreur, annulé"), le=label.annule_le)
        return

    if label.rang == label.candidature.rang:
        quoi = _("label repris d’une coopérative absorbée")
    else:
        quoi = _("label renouvelé") if label.candidature.renouvelle_id else _("label accordé")

    yield une(nature="octroi", quoi=quoi, le=label.octroye_le, valide=(label.valide_du, label.valide_jusqu_au))
    if label.retire_le is not None:
        yield une(nature="retrait", quoi=_("label retiré"), le=label.retire_le)
    elif label.clos_le is None and label.valide_jusqu_au < datetime.date.max:
        yield une(nature="echeance", quoi=_("label arrivé à échéance"), le=label.valide_jusqu_au + UN_JOUR)


def _des_suspensions(au: datetime.date) -> Iterator[Nouvelle]:
    """Suspensions and their ends; one that a renewal carries over began once."""
    derniere = Greatest("suspendu_le", Coalesce("levee_le", "suspendu_le")).desc()
    lues = Suspension.objects.filter(label__annule_le=None).select_related("label__cooperative")
    for s in lues.order_by(derniere, "-pk")[:NOMBRE]:
        une = partial(Nouvelle, s.label.cooperative, numero=s.label.numero, label=s.label_id, rang=s.rang)
        if s.suspendu_le <= au and not s.reportee:
            yield une(nature="suspension", quoi=_("label suspendu"), le=s.suspendu_le)
        if s.levee_le is not None and s.levee_le <= au:
            yield une(nature="levee", quoi=_("suspension levée"), le=s.levee_le)


def _des_absorptions(au: datetime.date) -> Iterator[Nouvelle]:
    """Coops absorbed: what became of their label is on their page."""
    lues = Cooperative.objects.filter(absorbee_le__lte=au).select_related("absorbee_par")
    for absorbee in lues.order_by("-absorbee_le", "-pk")[:NOMBRE]:
        quoi = _("absorbée par %(coop)s") % {"coop": absorbee.absorbee_par}
        if absorbee.absorbee_le is not None:
            yield Nouvelle(absorbee, "absorption", quoi, absorbee.absorbee_le)


def _connus(labels: Collection[int]) -> dict[int, list[LabelConnu]]:
    """What was ever said of these labels, in the order it was known."""
    connus: dict[int, list[LabelConnu]] = {}
    for connu in LabelConnu.toutes.filter(label__in=labels).order_by("connue_du", "pk"):
        connus.setdefault(connu.label_id, []).append(connu)
    return connus


def _dite_par(nouvelle: Nouvelle) -> Callable[[LabelConnu], bool]:
    """Return how to tell whether what was known of a label says this fact, on this day."""
    le, iso = nouvelle.le, nouvelle.le.isoformat()
    if nouvelle.nature == "octroi":
        return lambda c: (c.octroye_le, (c.valide_du, c.valide_jusqu_au)) == (le, nouvelle.valide)
    if nouvelle.nature == "retrait":
        return lambda c: c.retire_le == le
    if nouvelle.nature == "echeance":
        return lambda c: c.valide_jusqu_au == le - UN_JOUR and c.retire_le is None and c.clos_le is None
    place = 1 if nouvelle.nature == "levee" else 0
    return lambda c: any(suspension[place] == iso for suspension in c.suspensions)


def _depuis(connus: list[LabelConnu], dite: Callable[[LabelConnu], bool]) -> datetime.date:
    """Return the day since when the register says so without a break, `date.min` when it never did."""
    depuis = datetime.date.min
    for connu in reversed(connus):
        if not dite(connu) or (depuis > datetime.date.min and connu.connue_jusqu_a != depuis):
            break
        depuis = connu.connue_du
    return depuis
