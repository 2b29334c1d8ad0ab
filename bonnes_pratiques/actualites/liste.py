"""The list of news: which page, with which tag."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _
from taggit.models import Tag

from socle.adresses.parametres import ParametreInvalide, seul
from socle.liste.pages import Tranche, couper
from socle.textes.ordre import EnFrancais

PAR_PAGE = 20
ORDRE = ("-publiee_le", "-pk")


@dataclass(frozen=True)
class ListeDActualites:
    """One page of news, the tags in use with how many news bear each, and the tag asked for."""

    tranche: Tranche
    etiquettes: Sequence[Any]
    etiquette: Any | None

    @property
    def demonstration(self) -> bool:
        """Whether a piece of news shown is invented."""
        return any(actualite.demonstration for actualite in self.tranche.lignes)


def lire_liste(publiees: QuerySet[Any], publiques: QuerySet[Any], donnees: QueryDict) -> ListeDActualites:
    """Return the news of the page asked for, latest first. Four queries. Raises `ParametreInvalide`.

    `publiques` are those of every language: a tag that only others bear is known, and has no news here.
    """
    etiquettes = etiquettes_de(publiees)
    etiquette = etiquette_demandee(etiquettes, publiques, seul(donnees, "etiquette"))

    if etiquette is not None:
        publiees = publiees.filter(etiquettes_posees__tag_id=etiquette.pk)

    lues = publiees.prefetch_related("etiquettes").order_by(*ORDRE)
    autres = (("etiquette", etiquette.slug),) if etiquette else ()
    tranche = couper(donnees, publiees.count(), PAR_PAGE, lambda debut, fin: list(lues[debut:fin]), autres=autres)
    return ListeDActualites(tranche, etiquettes, etiquette)


def etiquettes_de(publiees: QuerySet[Any]) -> list[Tag]:
    """Return the tags these news bear, in alphabetical order, each with `nombre`. One query."""
    portees = Tag.objects.filter(bonnes_pratiques_etiquetteactualite_items__content_object__in=publiees.order_by())
    return list(portees.annotate(nombre=Count("pk")).order_by(EnFrancais("name"), "pk"))


def etiquette_demandee(etiquettes: Sequence[Tag], publiques: QuerySet[Any], slug: str) -> Tag | None:
    """Return the tag of this address, None when none is asked for. One query for a tag of another language only.

    Raises `ParametreInvalide` for a tag that no public news bears in any language.
    """
    if not slug:
        return None

    for etiquette in etiquettes:
        if etiquette.slug == slug:
            return etiquette

    for etiquette in etiquettes_de(publiques):
        if etiquette.slug == slug:
            return etiquette
    raise ParametreInvalide("etiquette", _("Aucune actualité ne porte cette étiquette."))
