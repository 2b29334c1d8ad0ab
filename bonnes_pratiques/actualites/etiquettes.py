"""Tags of the news: one per word, however it is typed."""

from collections.abc import Iterable

from taggit.models import Tag

from socle.recherche.mots.normalisation import normaliser


def reconnaitre(noms: Iterable[str]) -> list[str]:
    """Return these names, each written as the tag that already exists with the same letters; twice the same, once.

    Case, accents, ligatures and spaces do not make another tag. One query.
    """
    existants: dict[str, str] = {}
    for nom in Tag.objects.order_by("pk").values_list("name", flat=True):
        existants.setdefault(_cle(nom), nom)

    retenus: dict[str, str] = {}
    for nom in noms:
        propre = " ".join(nom.split())
        cle = _cle(propre)
        retenus.setdefault(cle, existants.get(cle, propre))

    return list(retenus.values())


def _cle(nom: str) -> str:
    """What two ways of typing one tag share; a tag without letter nor digit is itself."""
    return normaliser(nom) or nom
