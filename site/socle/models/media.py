"""Images and documents. Our own models from the first migration: adding a field later stays easy."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.images.models import Image as WagtailImage

from socle.medias.images_propres import dessiner_avant_de_garder


class SiteImage(AbstractImage):
    """A picture, with who must be credited for it. Its `description` is the default text alternative."""

    credit = models.CharField(_("crédit"), max_length=200, blank=True, help_text=_("Auteur ou agence à citer."))

    admin_form_fields = (*WagtailImage.admin_form_fields, "credit")

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the picture, drawn again if a program gave it: the form did so for what people send.

        Raises one of `images_propres.ILLISIBLE` for a file that is no picture.
        """
        dessiner_avant_de_garder(self)
        super().save(*args, **kwargs)


class Rendition(AbstractRendition):
    """One size and format of an image, made once and kept."""

    image = models.ForeignKey(SiteImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)
        verbose_name = _("rendu d'image")
        verbose_name_plural = _("rendus d'image")


class SiteDocument(AbstractDocument):
    """A file to download, of this site's collections."""

    admin_form_fields = ("title", "file", "collection", "tags")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
