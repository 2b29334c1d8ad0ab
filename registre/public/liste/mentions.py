"""What a row of the register says beside its status: a label withdrawn, a departure."""

import datetime
from collections.abc import Collection, Mapping
from itertools import groupby
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from registre.etats import Statut
from registre.models import IdentiteDeCooperative
from registre.public.connaissance.identites import identite_lue
from registre.public.connaissance.jour import Jours
from socle.templatetags.typographie import jour


def mentions(lue: Mapping[str, Any], partie: datetime.date | None) -> list[SafeString | str]:
    """Return what counts beside the status. `partie` is the first day the coop was no member, None when it is."""
    dites: list[SafeString | str] = []
    if lue["statut"] == Statut.ENGAGEE and lue["label__numero"] and lue["retire_le"]:
        phrase = _("Label {numero} retiré le {le}")
        dites.append(format_html(phrase, numero=lue["label__numero"], le=jour(lue["retire_le"])))
    if partie is not None:
        dites.append(format_html(_("N’est plus membre de la Fédération depuis le {le}"), le=jour(partie)))
    return dites


def departs(cooperatives: Collection[int], jours: Jours) -> dict[int, datetime.date]:
    """Return the first day on which each of these coops, no members on the day asked, was one no more. One query.

    Those that were not members yet are left out.
    """
    if not cooperatives:
        return {}
    connues = IdentiteDeCooperative.toutes.connues(jours.connu_le).filter(cooperative__in=cooperatives)
    par_coop = groupby(connues.order_by("cooperative", "du"), key=lambda identite: identite.cooperative_id)
    quittees = {pk: identite_lue(identites, jours.au).adhesion.quittee_le for pk, identites in par_coop}
    return {pk: le for pk, le in quittees.items() if le is not None}
