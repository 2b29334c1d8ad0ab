"""What a sheet needs before it is published. A draft needs nothing: telling begins before everything is known."""

import datetime
from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from bonnes_pratiques.fiches.etats import Stade

if TYPE_CHECKING:
    from bonnes_pratiques.models import FichePratique

ENGAGEMENTS_MAXIMUM = 3


def manques(fiche: "FichePratique", au: datetime.date) -> dict[str, list[str]]:
    """Return what is missing or wrong, by field, in sentences that say what to do; empty when it may be published.

    `au` is the day of publication: the coop that tells must still be a member. Source: the Federation's sheet, four
    things it always has: who, which engagements, what was done, and what did not work.
    """
    fautes: dict[str, list[str]] = {}
    for champ, message in (*_qui(fiche, au), *_engagements(fiche), *_recit(fiche), *_lieu(fiche)):
        fautes.setdefault(champ, []).append(message)
    return fautes


def phrases_des_manques(fiche: "FichePratique", au: datetime.date) -> list[str]:
    """Return the same in one list of sentences, for where there is no field to put them on."""
    return [phrase for phrases in manques(fiche, au).values() for phrase in phrases]


def _qui(fiche: "FichePratique", au: datetime.date) -> Iterator[tuple[str, str]]:
    if fiche.cooperative is None:
        yield "cooperative", _("Choisissez la coopérative qui raconte cette pratique.")
    elif not fiche.cooperative.active(au):
        yield (
            "cooperative",
            _("%(nom)s n’est plus membre de la Fédération : choisissez une coopérative associée qui l’est.")
            % {"nom": fiche.cooperative},
        )
    if fiche.cooperative and any(autre == fiche.cooperative for autre in fiche.cooperatives[1:]):
        yield "cooperative", _("La coopérative qui raconte n’a pas à figurer parmi les coopératives associées.")


def _engagements(fiche: "FichePratique") -> Iterator[tuple[str, str]]:
    choisis = fiche.engagements
    if fiche.engagement_principal is None:
        yield "engagement_principal", _("Choisissez l’engagement que cette pratique illustre d’abord.")
    if len(choisis) > ENGAGEMENTS_MAXIMUM:
        yield (
            "engagements_secondaires",
            _("Une fiche illustre trois engagements au plus, le principal compris : ôtez-en %(n)s.")
            % {"n": len(choisis) - ENGAGEMENTS_MAXIMUM},
        )
    if len(set(choisis)) < len(choisis):
        yield "engagements_secondaires", _("L’engagement principal n’a pas à être répété parmi les autres.")


def _recit(fiche: "FichePratique") -> Iterator[tuple[str, str]]:
    if not fiche.introduction.strip():
        yield "introduction", _("Résumez la pratique en une ou deux phrases.")
    if not strip_tags(fiche.point_de_depart).strip():
        yield "point_de_depart", _("Dites d’où vous partiez : le problème, les chiffres, ceux qui le vivaient.")
    if fiche.stade != Stade.IDEE and not fiche.deroulement:
        yield "deroulement", _("Racontez ce qui a été fait, en une étape au moins.")
    if fiche.stade in {Stade.ABOUTIE, Stade.ABANDONNEE} and not strip_tags(fiche.n_a_pas_marche).strip():
        yield "n_a_pas_marche", _("Dites ce qui n’a pas marché : c’est ce qui sert le plus aux autres.")


def _lieu(fiche: "FichePratique") -> Iterator[tuple[str, str]]:
    if not fiche.national and not fiche.departements:
        yield "departements", _("Choisissez au moins un département, ou dites que la pratique vaut partout en France.")
    if fiche.national and fiche.departements:
        yield (
            "departements",
            _("Une pratique qui vaut partout en France n’a pas de département : choisissez l’un ou l’autre."),
        )
