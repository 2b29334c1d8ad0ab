"""What says whether the marks of a page (menu, footer, first pages) are still those of now."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class VersionDesReperes(models.Model):
    """The one row that whatever changes the marks of a page gives another token, drawn at random.

    At random, and not counted: a base put back to an earlier day never bears a token that meant something else.
    """

    jeton = models.CharField(max_length=32)

    class Meta:
        verbose_name = _("version des repères")
        verbose_name_plural = _("versions des repères")

    def __str__(self) -> str:
        return self.jeton
