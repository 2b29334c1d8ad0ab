"""What a coop says of itself: editorial text, with drafts, reviewed and translated. No fact of the register is here."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField
from wagtail_localize.fields import SynchronizedField

from raison_detre.models.doublons import fautes_de_doublon
from registre.models.cooperative import Cooperative
from socle.models import ContenuTraduit

TEXTE_COURT = ["bold", "italic", "link", "ul"]
DEJA_LA = _("Cette coopérative a déjà une présentation dans cette langue : modifiez-la.")


class PresentationCooperative(ContenuTraduit):
    """A coop's presentation, a row per language. Apart from `Cooperative`: a revision may never rewrite a fact."""

    champs_identite = ("cooperative_id",)

    cooperative = models.ForeignKey(
        Cooperative, on_delete=models.PROTECT, related_name="presentations", verbose_name=_("coopérative")
    )
    texte = RichTextField(
        _("présentation"),
        features=TEXTE_COURT,
        help_text=_("Quelques phrases : qui elle est, où elle agit, pour qui. Ni statut ni date du label."),
    )

    override_translatable_fields: ClassVar[list] = [SynchronizedField("cooperative", overridable=False)]

    class Meta(ContenuTraduit.Meta):
        verbose_name = _("présentation de coopérative")
        verbose_name_plural = _("présentations de coopératives")
        constraints: ClassVar[list] = [
            models.UniqueConstraint(
                fields=["cooperative", "locale"], name="presentation_unique", violation_error_message=DEJA_LA
            )
        ]

    def __str__(self) -> str:
        return str(self.cooperative)

    def clean(self) -> None:
        """Name the coop that already has a text: no form shows the language, so the constraint is not asked."""
        super().clean()
        if self.cooperative_id and (fautes := fautes_de_doublon(self, {"cooperative": DEJA_LA})):
            raise ValidationError(fautes)

    @property
    def langue(self) -> str:
        """The language of the text."""
        return self.locale.language_code

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "registre/apercu_presentation.html"
