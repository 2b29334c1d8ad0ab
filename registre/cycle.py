"""The label's course, pure: transitions, deadlines, status on a day. No database, no clock.

Dates are civil days in Paris. Every date is the first day of its effect, except `valide_jusqu_au`, the last day
included. Durations are whole months counted from their anchor, never from another deadline: 31 August + 12 months is
not (31 August + 6 months) + 6 months.
"""

import datetime
from dataclasses import dataclass, replace

from dateutil.relativedelta import relativedelta
from django.utils.translation import gettext as _

from registre.etats import EN_INSTRUCTION, Etat, Operation, Statut, StatutDeLabel

UN_JOUR = datetime.timedelta(days=1)


class TransitionInterdite(Exception):
    """A decision that the candidature's state does not allow. The message is French and fit to show."""


@dataclass(frozen=True)
class Transition:
    """One decision: the states it may be taken from, the state it leads to, and the field of the day that it sets."""

    nom: Operation
    depuis: frozenset[Etat]
    vers: Etat
    champ_date: str


DEMANDER_COMPLEMENT = Transition(  # in as many rounds as needed
    Operation.DEMANDER_COMPLEMENT,
    frozenset({Etat.DEPOSEE, Etat.A_COMPLETER}),
    Etat.A_COMPLETER,
    "complement_demande_le",
)
DECLARER_COMPLETE = Transition(
    Operation.DECLARER_COMPLETE, frozenset({Etat.DEPOSEE, Etat.A_COMPLETER}), Etat.COMPLETE, "complete_le"
)
DECLARER_ADMISSIBLE = Transition(
    Operation.DECLARER_ADMISSIBLE, frozenset({Etat.COMPLETE}), Etat.ADMISSIBLE, "admissible_le"
)
REFUSER = Transition(Operation.REFUSER, frozenset({Etat.COMPLETE, Etat.ADMISSIBLE}), Etat.REFUSEE, "refusee_le")
ABANDONNER = Transition(Operation.ABANDONNER, EN_INSTRUCTION | {Etat.ADMISSIBLE}, Etat.ABANDONNEE, "abandonnee_le")
ACCORDER = Transition(Operation.ACCORDER_LABEL, frozenset({Etat.ADMISSIBLE}), Etat.LABELLISEE, "labellisee_le")

TRANSITIONS = (DEMANDER_COMPLEMENT, DECLARER_COMPLETE, DECLARER_ADMISSIBLE, REFUSER, ABANDONNER, ACCORDER)
# A renewal is granted by the same transition as a first label.
PAR_OPERATION = {transition.nom: transition for transition in TRANSITIONS} | {Operation.RENOUVELER: ACCORDER}


def exiger(transition: Transition, *, depuis: str) -> Transition:
    """Return the transition when it may leave `depuis`. Raises `TransitionInterdite` otherwise."""
    if depuis not in transition.depuis:
        permis = ", ".join(sorted(str(etat.label) for etat in transition.depuis))
        message = _("Cette décision demande une candidature %(permis)s ; celle-ci est %(label)s.") % {
            "permis": permis,
            "label": Etat(depuis).label,
        }
        raise TransitionInterdite(message)
    return transition


@dataclass(frozen=True)
class FaitsSuspension:
    """A suspension: from `suspendu_le` included until the day before `levee_le`."""

    suspendu_le: datetime.date
    levee_le: datetime.date | None = None


@dataclass(frozen=True)
class FaitsLabel:
    """One granted period, both bounds included, cut short from `retire_le` on, or from `clos_le` by an absorption."""

    cycle: int
    valide_du: datetime.date
    valide_jusqu_au: datetime.date
    retire_le: datetime.date | None = None
    suspensions: tuple[FaitsSuspension, ...] = ()
    clos_le: datetime.date | None = None

    def retire(self, au: datetime.date) -> bool:
        """Whether it was withdrawn by `au`, that day included."""
        return self.retire_le is not None and self.retire_le <= au

    def clos(self, au: datetime.date) -> bool:
        """Whether its coop was absorbed by `au`, that day included."""
        return self.clos_le is not None and self.clos_le <= au

    @property
    def fin_exclue(self) -> datetime.date:
        """The first day on which it no longer covers, whatever ended it; before `valide_du` when it never began."""
        fins = (self.retire_le, self.clos_le, self.valide_jusqu_au + UN_JOUR)
        return min(fin for fin in fins if fin is not None)

    @property
    def jamais_commence(self) -> bool:
        """Whether it ended before its first day: it was granted, and never began."""
        return self.fin_exclue < self.valide_du

    def couvre(self, au: datetime.date) -> bool:
        """Whether it holds on `au`, suspended or not."""
        return self.valide_du <= au < self.fin_exclue

    def derniere_suspension(self, au: datetime.date) -> FaitsSuspension | None:
        """Return the latest suspension begun by `au`, lifted since or not."""
        commencees = [s for s in self.suspensions if s.suspendu_le <= au]
        return max(commencees, key=lambda s: s.suspendu_le, default=None)

    def suspendu(self, au: datetime.date) -> bool:
        """Whether a suspension is in force on `au`."""
        return any(s.suspendu_le <= au and not (s.levee_le and s.levee_le <= au) for s in self.suspensions)


@dataclass(frozen=True)
class FaitsCandidature:
    """What of a candidature counts for the public: when it became admissible, and when that ended."""

    cycle: int
    admissible_le: datetime.date | None = None
    decidee_le: datetime.date | None = None

    def engagee(self, au: datetime.date) -> bool:
        """Whether it is admissible and undecided on `au`."""
        return (
            self.admissible_le is not None
            and self.admissible_le <= au
            and not (self.decidee_le is not None and self.decidee_le <= au)
        )


@dataclass(frozen=True)
class Faits:
    """Everything a coop's status depends on."""

    labels: tuple[FaitsLabel, ...] = ()
    candidatures: tuple[FaitsCandidature, ...] = ()
    absorbee_le: datetime.date | None = None


def ordre(label: FaitsLabel) -> tuple[datetime.date, int]:
    """The one order of a coop's labels: by first day, then by cycle, which follows the order of filing."""
    return label.valide_du, label.cycle


def dernier_label(faits: Faits, au: datetime.date) -> FaitsLabel | None:
    """Return the latest label begun by `au`, None before the first. One that never began does not count."""
    commences = [label for label in faits.labels if label.valide_du <= au and not label.jamais_commence]
    return max(commences, key=ordre, default=None)


@dataclass(frozen=True)
class Situation:
    """Where a coop stands on a day: its public status, and the facts it comes from.

    `label` is the latest begun by then, in force or not; `suspension` the latest of that label begun by then;
    `candidature` the one that is admissible and undecided.
    """

    statut: Statut | None
    label: FaitsLabel | None = None
    suspension: FaitsSuspension | None = None
    candidature: FaitsCandidature | None = None


def situation(faits: Faits, au: datetime.date) -> Situation:
    """Return where the coop stands on `au`, as known now (docs/decisions/0011).

    The order of the questions is the rule: a label in force first, then what followed the last one, then the
    engagement under way. Being late changes nothing. A coop that another absorbed is no more: it has no status.
    """
    if faits.absorbee_le is not None and faits.absorbee_le <= au:
        return Situation(None)

    label = dernier_label(faits, au)
    apres = label.cycle if label is not None else 0
    engagees = [c for c in faits.candidatures if c.cycle > apres and c.engagee(au)]
    candidature = max(engagees, key=lambda c: c.cycle, default=None)
    if label is None:
        return Situation(Statut.ENGAGEE if candidature else None, candidature=candidature)

    suspension = label.derniere_suspension(au)
    return Situation(_statut_apres_label(label, candidature, au), label, suspension, candidature)


def _statut_apres_label(label: FaitsLabel, candidature: FaitsCandidature | None, au: datetime.date) -> Statut:
    """The status of a coop whose latest label begun by `au` is `label`."""
    if label.couvre(au):
        return Statut.SUSPENDUE if label.suspendu(au) else Statut.LABELLISEE
    if label.retire(au):
        return Statut.ENGAGEE if candidature else Statut.RETIREE
    return Statut.EN_RENOUVELLEMENT if candidature else Statut.ECHUE


def statut(faits: Faits, au: datetime.date) -> Statut | None:
    """Return what the coop is to the public on `au`, None when nothing is public."""
    return situation(faits, au).statut


def statut_de_label(label: FaitsLabel, au: datetime.date) -> StatutDeLabel:
    """Return what this one granted period is on `au`, whatever the coop's other labels are."""
    if label.retire(au):
        return StatutDeLabel.RETIREE
    if label.clos(au):
        return StatutDeLabel.ABSORBEE
    if au < label.valide_du:
        return StatutDeLabel.A_VENIR
    if au > label.valide_jusqu_au:
        return StatutDeLabel.ECHUE
    return StatutDeLabel.SUSPENDUE if label.suspendu(au) else StatutDeLabel.LABELLISEE


@dataclass(frozen=True)
class Periode:
    """A stretch of days, both ends included, on which the situation is the same."""

    du: datetime.date
    jusqu_au: datetime.date
    situation: Situation


def bornes(faits: Faits) -> list[datetime.date]:
    """Return, in order, every day on which the status may change: the only days worth looking at."""
    jours: set[datetime.date | None] = {faits.absorbee_le}
    for label in faits.labels:
        jours |= {label.valide_du, label.valide_jusqu_au + UN_JOUR, label.retire_le, label.clos_le}
        for suspension in label.suspensions:
            jours |= {suspension.suspendu_le, suspension.levee_le}
    for candidature in faits.candidatures:
        jours |= {candidature.admissible_le, candidature.decidee_le}
    return sorted(jour for jour in jours if jour is not None)


def periodes(faits: Faits) -> list[Periode]:
    """Return the situation over all time, cut into consecutive maximal periods: every day is in exactly one.

    The first begins on `date.min`, the last ends on `date.max`: a query needs no case for open ends.
    """
    trouvees: list[Periode] = []

    jours = [datetime.date.min, *bornes(faits)]
    for du, suivant in zip(jours, [*jours[1:], None], strict=True):
        jusqu_au = suivant - UN_JOUR if suivant else datetime.date.max
        la_sienne = situation(faits, du)
        if trouvees and trouvees[-1].situation == la_sienne:
            trouvees[-1] = replace(trouvees[-1], jusqu_au=jusqu_au)
        else:
            trouvees.append(Periode(du, jusqu_au, la_sienne))

    return trouvees


def fin_de_validite(valide_du: datetime.date, mois: int) -> datetime.date:
    """Return the last valid day, included, of a label of `mois` months from `valide_du` (docs/decisions/0010).

    The day before the anniversary: from 1 March 2025, 36 months end on 29 February 2028. From 29 February 2024 the
    anniversary is 28 February 2027, so the last day is 27 February 2027.
    """
    return valide_du + relativedelta(months=mois) - UN_JOUR
