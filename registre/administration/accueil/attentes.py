"""What the Federation has to see to on a day: read once, for the home and for the filters that show the whole of it."""

import datetime
from typing import Any

from django.db import models
from django.db.models import Subquery
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from registre.calendrier.attendues import FIN, Attendue, attendues, bientot_finis, de_ce_mois, en_retard
from registre.calendrier.seances import prochaine_seance
from registre.etats import OUVERTS, Etat
from registre.exigences import renouveler_attend
from registre.models import Candidature, SeanceComite
from registre.suivi.lecture import points_recus
from registre.suivi.models import PointDeCooperative

LIGNES = 5  # of each part of the panel


class FiltreDEcheances(models.TextChoices):
    """What the list of candidatures can be narrowed to."""

    CE_MOIS = "ce_mois", _("à tenir ce mois-ci")
    EN_RETARD = "en_retard", _("en retard")
    A_PREPARER = "a_preparer", _("à préparer pour la séance")


class AttentesDuRegistre:
    """What is awaited on a day (Paris): the deadlines in three queries, what is in hand in one, when first asked."""

    def __init__(self, au: datetime.date) -> None:
        self.au = au

    @cached_property
    def dues(self) -> list[Attendue]:
        """Every deadline that nothing has fulfilled, by day."""
        return attendues(self.au)

    @property
    def de_ce_mois(self) -> list[Attendue]:
        """Points and visits to hold from today to the end of the month."""
        return de_ce_mois(self.dues, self.au)

    @property
    def en_retard(self) -> list[Attendue]:
        """Points and visits of which the last day has passed."""
        return en_retard(self.dues, self.au)

    @property
    def bientot_finis(self) -> list[Attendue]:
        """Labels that end within six months, and that nothing renews."""
        return bientot_finis(self.dues, self.au)

    @cached_property
    def en_main(self) -> list[Any]:
        """The candidatures that nothing has closed, in order of filing, each with the day of the next session."""
        ouvertes = Candidature.objects.filter(etat__in=sorted(OUVERTS)).select_related("cooperative")
        seances = SeanceComite.objects.filter(le__gte=self.au).order_by("le").values("le")[:1]
        ouvertes = ouvertes.annotate(prochaine_seance=Subquery(seances))
        return list(ouvertes.order_by("deposee_le", "cooperative__nom", "pk"))

    @property
    def prochaine_seance(self) -> datetime.date | None:
        """The day of the committee's next session, None when none is planned."""
        if not self.en_main:
            return prochaine_seance(self.au)
        le: datetime.date | None = self.en_main[0].prochaine_seance
        return le

    @cached_property
    def recus(self) -> dict[tuple[int, str, int], PointDeCooperative]:
        """The points that coops have sent, of the deadlines that the panel shows first. One query."""
        montrees = [*self.en_retard[:LIGNES], *self.de_ce_mois[:LIGNES]]
        return points_recus(due.candidature.pk for due in montrees)

    @property
    def incompletes(self) -> list[Candidature]:
        """Candidatures of which a complement is awaited, the longest first."""
        incompletes = [lue for lue in self.en_main if lue.etat == Etat.A_COMPLETER]
        return sorted(incompletes, key=lambda lue: (lue.complement_demande_le or self.au, lue.cooperative.nom))

    @property
    def a_preparer(self) -> list[Candidature]:
        """Candidatures that the committee can decide about, in order of filing.

        Those filed or complete, and the admissible ones whose points and visit have all been held or waived: of a
        renewal, the points whose day has come.
        """
        restent = {due.candidature.pk for due in self.dues if due.nature != FIN and not self._plus_tard(due)}
        return [
            lue
            for lue in self.en_main
            if lue.etat in {Etat.DEPOSEE, Etat.COMPLETE} or (lue.etat == Etat.ADMISSIBLE and lue.pk not in restent)
        ]

    def _plus_tard(self, due: Attendue) -> bool:
        """Whether a renewal may be granted before this is held."""
        le = self.prochaine_seance or self.au
        return due.candidature.renouvelle_id is not None and not renouveler_attend(due.nature, due.le, le)

    def candidatures(self, attente: str) -> set[int]:
        """Return the keys of the candidatures that an `FiltreDEcheances` narrows the list to."""
        if attente == FiltreDEcheances.A_PREPARER:
            return {lue.pk for lue in self.a_preparer}
        dues = self.en_retard if attente == FiltreDEcheances.EN_RETARD else self.de_ce_mois
        return {due.candidature.pk for due in dues}
