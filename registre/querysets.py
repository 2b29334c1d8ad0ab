"""The SQL twin of `registre.cycle.statut`: the same questions, asked to the database of what is known now.

One parity test proves that the two agree on every boundary day (tests/registre/test_parite.py).
"""

import datetime
from typing import Self

from django.apps import apps
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from registre.etats import AVEC_LABEL, Statut


class CooperativeQuerySet(models.QuerySet):
    """Coops and their status on a day."""

    def actives(self, au: datetime.date) -> Self:
        """Members on `au`, first and last days included; an unknown bound excludes nobody, an absorbed coop is none."""
        identites = apps.get_model("registre", "IdentiteDeCooperative").objects
        return self.filter(Exists(identites.au(au).filter(cooperative=OuterRef("pk"), membre=True)))

    def avec_statut(self, au: datetime.date) -> Self:
        """Annotate each coop with its public `statut` on `au`, null when it has none."""
        label, suspension = (apps.get_model("registre", nom) for nom in ("Label", "Suspension"))
        # One that ended before its first day never began; labels go by first day, then by cycle.
        commences = label.objects.exclude(Q(retire_le__lt=F("valide_du")) | Q(clos_le__lt=F("valide_du")))
        commences = commences.filter(cooperative=OuterRef("pk"), valide_du__lte=au).order_by("-valide_du", "-cycle")
        suspendu = suspension.objects.filter(
            Q(levee_le__isnull=True) | Q(levee_le__gt=au), label=OuterRef("dernier_label"), suspendu_le__lte=au
        )
        engagee = _engagees(au)
        couvre = Q(derniere_fin__gte=au) & _pas_encore("dernier_retrait", au) & _pas_encore("derniere_cloture", au)
        retire = Q(dernier_retrait__lte=au)

        return self.annotate(
            dernier_label=Subquery(commences.values("pk")[:1]),
            dernier_cycle=Subquery(commences.values("cycle")[:1]),
            derniere_fin=Subquery(commences.values("valide_jusqu_au")[:1]),
            dernier_retrait=Subquery(commences.values("retire_le")[:1]),
            derniere_cloture=Subquery(commences.values("clos_le")[:1]),
        ).annotate(
            statut=Case(
                When(absorbee_le__lte=au, then=Value(None)),
                When(couvre & Exists(suspendu), then=Value(Statut.SUSPENDUE)),
                When(couvre, then=Value(Statut.LABELLISEE)),
                When(retire & ~Exists(engagee), then=Value(Statut.RETIREE)),
                When(retire, then=Value(Statut.ENGAGEE)),
                When(Q(dernier_label__isnull=False) & Exists(engagee), then=Value(Statut.EN_RENOUVELLEMENT)),
                When(dernier_label__isnull=False, then=Value(Statut.ECHUE)),
                When(Exists(engagee), then=Value(Statut.ENGAGEE)),
                default=Value(None),
                output_field=models.CharField(max_length=20, null=True),
            )
        )

    def labellisees(self, au: datetime.date) -> Self:
        """Coops whose label covers `au`, suspended ones included."""
        return self.avec_statut(au).filter(statut__in=AVEC_LABEL)


def _engagees(au: datetime.date) -> models.QuerySet:
    """The candidatures of the coop outside, admissible and undecided on `au`, of a cycle after its latest label's."""
    # One that came with a label taken over engaged another coop.
    repris = apps.get_model("registre", "Label").objects.filter(candidature=OuterRef("pk"), rang=OuterRef("rang"))
    return apps.get_model("registre", "Candidature").objects.filter(
        ~Exists(repris),
        *(_pas_encore(fin, au) for fin in ("labellisee_le", "refusee_le", "abandonnee_le")),
        cooperative=OuterRef("pk"),
        cycle__gt=Coalesce(OuterRef("dernier_cycle"), Value(0)),
        admissible_le__lte=au,
    )


def _pas_encore(champ: str, au: datetime.date) -> Q:
    """Condition: this date is empty or later than `au`."""
    return Q(**{f"{champ}__isnull": True}) | Q(**{f"{champ}__gt": au})
