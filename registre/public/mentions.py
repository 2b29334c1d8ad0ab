"""What a row of the register says beside its status: a label withdrawn, a departure, what was put right since."""

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from registre.etats import Statut
from registre.journal import actes
from registre.models import IdentiteDeCooperative, PeriodeDeStatut
from registre.public.connaissance_des_pages import Connaissance, connaissance_lue
from registre.public.filtres import Filtres
from registre.public.identites import identite_lue
from registre.public.traces import Etape
from registre.templatetags.statuts import DATES, FIN, phrase_de
from socle.templatetags.typographie import jour

DIT = ("statut", "label__numero", "membre", "identite__nom", "identite__commune", "engagements", *DATES.values(), FIN)


@dataclass(frozen=True)
class Depuis:
    """How a row reads now, and the public corrections and late records that explain it, none when they are private."""

    phrase: SafeString
    etapes: list[Etape]


def mentions(lue: Mapping[str, Any], partie: datetime.date | None) -> list[SafeString | str]:
    """Return what counts beside the status. `partie` is the first day the coop was no member, None when it is."""
    dites: list[SafeString | str] = []
    if lue["statut"] == Statut.ENGAGEE and lue["label__numero"] and lue["retire_le"]:
        phrase = _("Label {numero} retiré le {le}")
        dites.append(format_html(phrase, numero=lue["label__numero"], le=jour(lue["retire_le"])))
    if partie is not None:
        dites.append(format_html(_("N’est plus membre de la Fédération depuis le {le}"), le=jour(partie)))
    return dites


def departs(cooperatives: Collection[int], filtres: Filtres) -> dict[int, datetime.date]:
    """Return the first day on which each of these coops, no members on the day asked, was one no more. One query.

    Those that were not members yet are left out.
    """
    if not cooperatives:
        return {}
    connues = IdentiteDeCooperative.toutes.connues(filtres.connu_le).filter(cooperative__in=cooperatives)
    par_coop = groupby(connues.order_by("cooperative", "du"), key=lambda identite: identite.cooperative_id)
    quittees = {pk: identite_lue(identites, filtres.au).adhesion.quittee_le for pk, identites in par_coop}
    return {pk: le for pk, le in quittees.items() if le is not None}


def ce_que_dit(lue: Mapping[str, Any]) -> tuple[Any, ...]:
    """Return what a row says to whoever reads it."""
    return tuple(lue[champ] for champ in DIT)


def ce_qui_differe_depuis(dites: Mapping[int, tuple[Any, ...]], filtres: Filtres) -> dict[int, Depuis]:
    """Return, for each coop that the register tells otherwise now than `dites`, how it reads and why. Two queries."""
    maintenant = PeriodeDeStatut.objects.au(filtres.au).filter(cooperative__in=dites)
    lues = {lue["cooperative"]: lue for lue in maintenant.order_by("cooperative").values("cooperative", *DIT)}
    autres = [pk for pk, dite in dites.items() if pk in lues and ce_que_dit(lues[pk]) != dite]
    journaux = actes(autres) if autres else {}
    return {
        pk: Depuis(_phrase(lues[pk]), _etapes(connaissance_lue(pk, journaux[pk], filtres.connu_le), filtres.au))
        for pk in autres
    }


def _phrase(lue: Mapping[str, Any]) -> SafeString:
    return phrase_de(lue["statut"], lue[DATES.get(lue["statut"], FIN)] if lue["statut"] else None)


def _etapes(connaissance: Connaissance | None, au: datetime.date) -> list[Etape]:
    return connaissance.ecarts(au, connaissance.montres(au)) if connaissance else []
