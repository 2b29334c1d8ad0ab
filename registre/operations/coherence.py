"""What must hold between the dates of one coop's history, beyond what each row's constraints say."""

import datetime
from itertools import pairwise

from django.utils.translation import gettext as _

from registre.models import Candidature, Label
from registre.operations.ecriture import OperationRefusee


def exiger_decisions_en_ordre(candidature: Candidature) -> None:
    """Refuse decisions of a candidature that are not in the order they are taken in. Raises `OperationRefusee`."""
    suite = [
        candidature.deposee_le,
        candidature.complement_demande_le,
        candidature.complete_le,
        candidature.admissible_le,
        candidature.labellisee_le or candidature.refusee_le or candidature.abandonnee_le,
    ]
    exiger_croissant(
        [jour for jour in suite if jour], _("de la candidature du cycle %(cycle)s") % {"cycle": candidature.cycle}
    )
    debut = candidature.labellisee_le or candidature.admissible_le
    tenus = candidature.points.all()
    if any(candidature.admissible_le is None or point.tenu_le < candidature.admissible_le for point in tenus):
        raise OperationRefusee(_("Un point d'étape précéderait l'admissibilité."))
    if any(point.nature == "mi_parcours" and debut and point.tenu_le < debut for point in tenus):
        raise OperationRefusee(_("Le point à mi-parcours précéderait l'octroi."))


def exiger_label_en_ordre(label: Label) -> None:
    """Refuse suspensions out of the label's time, or out of order. Raises `OperationRefusee`."""
    suspensions = sorted(label.suspensions.all(), key=lambda s: s.suspendu_le)
    jours = [jour for s in suspensions for jour in (s.suspendu_le, s.levee_le) if jour]
    fin = label.retire_le or label.valide_jusqu_au
    exiger_croissant(
        [label.valide_du, *jours, fin] if jours else [label.valide_du, fin],
        _("du label %(numero)s") % {"numero": label.numero},
    )


def exiger_croissant(jours: list[datetime.date], de_quoi: str) -> None:
    """Refuse dates that go back in time. Raises `OperationRefusee` naming the two."""
    for avant, apres in pairwise(jours):
        if apres < avant:
            raise OperationRefusee(
                _("Les dates %(de_quoi)s ne seraient plus dans l'ordre : %(apres)s après %(avant)s.")
                % {"de_quoi": de_quoi, "apres": f"{apres:%d/%m/%Y}", "avant": f"{avant:%d/%m/%Y}"}
            )


def exiger_sans_chevauchement(label: Label) -> None:
    """Refuse a granted period that shares a day with another of the same coop (withdrawn ones count until then).

    PostgreSQL also refuses it by an exclusion constraint; SQLite has none. Raises `OperationRefusee`.
    """
    for autre in Label.objects.filter(cooperative=label.cooperative_id).exclude(pk=label.pk):
        if autre.valide_du < fin_exclue(label) and label.valide_du < fin_exclue(autre):
            raise OperationRefusee(
                _("La période accordée recouvre celle du label %(numero)s.") % {"numero": autre.numero}
            )


def fin_exclue(label: Label) -> datetime.date:
    """The first day on which the label no longer covers: its withdrawal, or the day after its end."""
    return label.retire_le or label.valide_jusqu_au + datetime.timedelta(days=1)
