"""Free tags of sheets: one tag whatever the case and the accents it is typed with."""

from collections.abc import Iterable
from typing import ClassVar

from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase, TagBase


class Etiquette(TagBase):
    """A tag. Its slug, without accents nor case, is what makes it one: "Énergie" and "energie" are the same."""

    free_tagging = True

    class Meta:
        verbose_name = _("étiquette")
        verbose_name_plural = _("étiquettes")
        ordering: ClassVar[list[str]] = ["name"]

    def slugify(self, tag: str, i: int | None = None) -> str:
        """Return the slug of a tag, without accents: taggit's own keeps them."""
        return slugify(tag) if i is None else f"{slugify(tag)}_{i}"


class EtiquetteDeFiche(ItemBase):
    """A tag on a sheet."""

    tag = models.ForeignKey(Etiquette, on_delete=models.CASCADE, related_name="fiches", verbose_name=_("étiquette"))
    content_object = ParentalKey(
        "bonnes_pratiques.FichePratique", on_delete=models.CASCADE, related_name="etiquettes_posees"
    )

    class Meta:
        verbose_name = _("étiquette de fiche")
        verbose_name_plural = _("étiquettes de fiche")


def canoniques(noms: Iterable[str]) -> list[str]:
    """Return the tags typed, each written as the tag that already exists under the same slug, none twice. One query."""
    par_slug = {slugify(nom): " ".join(nom.split()) for nom in noms}
    par_slug.pop("", None)
    existantes = dict(Etiquette.objects.filter(slug__in=par_slug).values_list("slug", "name"))
    return [existantes.get(slug, nom) for slug, nom in par_slug.items()]
