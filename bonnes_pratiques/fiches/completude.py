"""What a sheet needs before it is published. A draft needs nothing: telling begins before everything is known.

Pure: values in, sentences out, no model, no clock. `FichePratique.manques` asks it of a sheet, on a day.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from bonnes_pratiques.fiches.etats import Stade

ENGAGEMENTS_MAXIMUM = 3


@dataclass(frozen=True)
class Contenu:
    """What a sheet holds, as far as the rule looks at it. Texts may be HTML.

    `cooperative` is the name of the coop that tells, empty for none; `membre` whether it is one of the Federation's on
    the day of publication; `racontee_deux_fois` whether it stands again among those that did it with it. Engagements
    are told by their keys, `etapes` is how many steps are told.
    """

    cooperative: str
    membre: bool
    racontee_deux_fois: bool
    engagement_principal: int | None
    engagements_secondaires: tuple[int, ...]
    introduction: str
    point_de_depart: str
    etapes: int
    n_a_pas_marche: str
    stade: str
    national: bool
    departements: tuple[str, ...]


def manques(contenu: Contenu) -> dict[str, list[str]]:
    """Return what is missing or wrong, by field, in sentences that say what to do; empty when it may be published.

    Source: the Federation's sheet, four things it always has: who, which engagements, what was done, and what did not
    work.
    """
    fautes: dict[str, list[str]] = {}
    for champ, message in (*_qui(contenu), *_engagements(contenu), *_recit(contenu), *_lieu(contenu)):
        fautes.setdefault(champ, []).append(message)
    return fautes


def _qui(contenu: Contenu) -> Iterator[tuple[str, str]]:
    if not contenu.cooperative:
        yield "cooperative", _("Choisissez la coopérative qui raconte cette pratique.")
    elif not contenu.membre:
        yield (
            "cooperative",
            _("%(nom)s n’est plus membre de la Fédération : choisissez une coopérative associée qui l’est.")
            % {"nom": contenu.cooperative},
        )
    if contenu.racontee_deux_fois:
        yield "cooperative", _("La coopérative qui raconte n’a pas à figurer parmi les coopératives associées.")


def _engagements(contenu: Contenu) -> Iterator[tuple[str, str]]:
    principal, autres = contenu.engagement_principal, contenu.engagements_secondaires
    nombre = len(autres) + (principal is not None)

    if principal is None:
        yield "engagement_principal", _("Choisissez l’engagement que cette pratique illustre d’abord.")

    if nombre > ENGAGEMENTS_MAXIMUM:
        yield (
            "engagements_secondaires",
            _("Une fiche illustre trois engagements au plus, le principal compris : ôtez-en %(n)s.")
            % {"n": nombre - ENGAGEMENTS_MAXIMUM},
        )
    if principal in autres:
        yield "engagements_secondaires", _("L’engagement principal n’a pas à être répété parmi les autres.")


def _recit(contenu: Contenu) -> Iterator[tuple[str, str]]:
    if not contenu.introduction.strip():
        yield "introduction", _("Résumez la pratique en une ou deux phrases.")
    if not strip_tags(contenu.point_de_depart).strip():
        yield "point_de_depart", _("Dites d’où vous partiez : le problème, les chiffres, ceux qui le vivaient.")
    if contenu.stade != Stade.IDEE and not contenu.etapes:
        yield "deroulement", _("Racontez ce qui a été fait, en une étape au moins.")
    if contenu.stade in {Stade.ABOUTIE, Stade.ABANDONNEE} and not strip_tags(contenu.n_a_pas_marche).strip():
        yield "n_a_pas_marche", _("Dites ce qui n’a pas marché : c’est ce qui sert le plus aux autres.")


def _lieu(contenu: Contenu) -> Iterator[tuple[str, str]]:
    if not contenu.national and not contenu.departements:
        yield "departements", _("Choisissez au moins un département, ou dites que la pratique vaut partout en France.")
    if contenu.national and contenu.departements:
        yield (
            "departements",
            _("Une pratique qui vaut partout en France n’a pas de département : choisissez l’un ou l’autre."),
        )
