"""The SQL twin of `registre.cycle.statut`: the same questions, asked to the database.

One parity test proves that the two agree on every boundary day (tests/registre/test_parite.py).
"""

import datetime
from typing import Self

from django.apps import apps
from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from registre.etats import AVEC_LABEL, Statut


def est_active(au: datetime.date, par: str = "") -> Q:
    """Condition: a member on `au`. `par` leads from the row to its coop: "cooperative__"."""
    depuis, jusqu_au = f"{par}membre_depuis", f"{par}membre_jusqu_au"
    return Q(Q(**{f"{depuis}__isnull": True}) | Q(**{f"{depuis}__lte": au})) & Q(
        Q(**{f"{jusqu_au}__isnull": True}) | Q(**{f"{jusqu_au}__gte": au})
    )


class CooperativeQuerySet(models.QuerySet):
    """Coops and their status on a day."""

    def actives(self, au: datetime.date) -> Self:
        """Members on `au`, first and last days included; an unknown bound excludes nobody."""
        return self.filter(est_active(au))

    def avec_statut(self, au: datetime.date) -> Self:
        """Annotate each coop with its public `statut` on `au`, null when it has none."""
        label, candidature, suspension = (
            apps.get_model("registre", nom) for nom in ("Label", "Candidature", "Suspension")
        )
        commences = label.objects.filter(cooperative=OuterRef("pk"), valide_du__lte=au).order_by("-valide_du")
        suspendu = suspension.objects.filter(
            Q(levee_le__isnull=True) | Q(levee_le__gt=au), label=OuterRef("dernier_label"), suspendu_le__lte=au
        )
        engagee = candidature.objects.filter(
            *(_pas_encore(fin, au) for fin in ("labellisee_le", "refusee_le", "abandonnee_le")),
            cooperative=OuterRef("pk"),
            cycle__gt=Coalesce(OuterRef("dernier_cycle"), Value(0)),
            admissible_le__lte=au,
        )
        return self.annotate(
            dernier_label=Subquery(commences.values("pk")[:1]),
            dernier_cycle=Subquery(commences.values("cycle")[:1]),
            derniere_fin=Subquery(commences.values("valide_jusqu_au")[:1]),
            dernier_retrait=Subquery(commences.values("retire_le")[:1]),
        ).annotate(
            statut=Case(
                When(Q(derniere_fin__gte=au) & ~_retire(au) & Exists(suspendu), then=Value(Statut.SUSPENDUE)),
                When(Q(derniere_fin__gte=au) & ~_retire(au), then=Value(Statut.LABELLISEE)),
                When(
                    Q(dernier_label__isnull=False) & ~_retire(au) & Exists(engagee),
                    then=Value(Statut.EN_RENOUVELLEMENT),
                ),
                When(_retire(au) & ~Exists(engagee), then=Value(Statut.RETIREE)),
                When(Q(dernier_label__isnull=False) & ~_retire(au), then=Value(Statut.ECHUE)),
                When(Exists(engagee), then=Value(Statut.ENGAGEE)),
                default=Value(None),
                output_field=models.CharField(max_length=20, null=True),
            )
        )

    def labellisees(self, au: datetime.date) -> Self:
        """Coops whose label covers `au`, suspended ones included."""
        return self.avec_statut(au).filter(statut__in=AVEC_LABEL)


def _retire(au: datetime.date) -> Q:
    """Condition: the last label begun was withdrawn by `au`."""
    return Q(dernier_retrait__isnull=False) & Q(dernier_retrait__lte=au)


def _pas_encore(champ: str, au: datetime.date) -> Q:
    """Condition: this date is empty or later than `au`."""
    return Q(**{f"{champ}__isnull": True}) | Q(**{f"{champ}__gt": au})
