"""An engagement: what a coop commits to, and what it means in plain words."""

import uuid
from typing import Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.http import HttpRequest
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from raison_detre.blocs import IndicateurExempleBlock
from raison_detre.models.axe import Axe
from raison_detre.models.contenu import ContenuDuReferentiel
from raison_detre.models.doublons import fautes_de_doublon
from raison_detre.models.referentiel import Referentiel
from socle.champs import FluxField

PLACE_DE_LA_CLE = 80  # characters; whatever keeps the key of an engagement has as many
TEXTE_SIMPLE = ["bold", "italic", "link", "document-link", "ol", "ul"]


def slug_d_intitule(intitule: str) -> str:
    """Return the readable end of an engagement's address: it follows the wording, the number alone finds the page."""
    return slugify(intitule)[:80].strip("-")


class Engagement(ContenuDuReferentiel):
    """One engagement of an edition. `cle` is what two editions have in common when number, axis or wording move."""

    champs_identite = ("referentiel_id", "axe_id", "numero", "cle")
    champs_verrouilles = ("axe", "referentiel", "numero", "cle", "intitule", "locale", "translation_key")
    champs_du_francais = ("intitule",)
    champs_de_place = ("axe", "referentiel")

    referentiel = models.ForeignKey(
        Referentiel, on_delete=models.PROTECT, related_name="engagements", editable=False, verbose_name=_("édition")
    )
    axe = models.ForeignKey(Axe, on_delete=models.PROTECT, related_name="engagements", verbose_name=_("axe"))
    numero = models.PositiveSmallIntegerField(_("numéro"), validators=[MinValueValidator(1)])
    cle = models.SlugField(_("clé"), max_length=PLACE_DE_LA_CLE, help_text=_("Stable d'une édition à l'autre."))
    intitule = models.CharField(_("intitulé"), max_length=250)
    ce_que_cela_change = RichTextField(_("ce que cela change pour vous"), blank=True, features=TEXTE_SIMPLE)
    reperes = RichTextField(
        _("repères pour les coopératives"),
        blank=True,
        features=TEXTE_SIMPLE,
        help_text=_("Ce que le comité regarde, par où commencer."),
    )
    exemples_indicateurs = FluxField(
        [("indicateur", IndicateurExempleBlock())], blank=True, verbose_name=_("exemples d'indicateurs")
    )

    override_translatable_fields: ClassVar[list] = [
        SynchronizedField("axe", overridable=False),
        SynchronizedField("numero", overridable=False),
        SynchronizedField("cle", overridable=False),
    ]
    search_fields: ClassVar[list] = [
        index.SearchField("intitule"),
        index.SearchField("ce_que_cela_change"),
        index.SearchField("reperes"),
        index.AutocompleteField("intitule"),
        index.FilterField("locale_id"),
        index.FilterField("live"),
        index.FilterField("referentiel"),
        index.FilterField("axe"),
    ]

    class Meta(ContenuDuReferentiel.Meta):
        verbose_name = _("engagement")
        verbose_name_plural = _("engagements")
        ordering = ("numero",)
        constraints = [
            models.UniqueConstraint(
                fields=["referentiel", "numero", "locale"],
                name="engagement_numero_unique",
                violation_error_message=_("Cette édition a déjà un engagement de ce numéro."),
            ),
            models.UniqueConstraint(
                fields=["referentiel", "cle", "locale"],
                name="engagement_cle_unique",
                violation_error_message=_("Cette édition a déjà un engagement de cette clé."),
            ),
            models.CheckConstraint(
                condition=models.Q(numero__gte=1),
                name="engagement_numero_positif",
                violation_error_message=_("La numérotation commence à 1."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.numero}. {self.intitule}"

    @property
    def cle_d_edition(self) -> uuid.UUID | None:
        """The translation key of the edition of its axis."""
        return self.axe.cle_d_edition if self.axe_id else None

    @property
    def slug(self) -> str:
        """The readable end of the address."""
        return slug_d_intitule(self.intitule)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; the edition is the axis's own, so the two can never disagree."""
        self.referentiel_id = self.axe.referentiel_id
        super().save(*args, **kwargs)

    def with_content_json(self, content: dict[str, Any]) -> Self:
        """Rebuild from a revision; in an edition in use, the official wording is that of the row, not of the draft."""
        objet = super().with_content_json(content)
        if objet.intitule != self.intitule and self.fait_foi and self.sert:
            objet.intitule = self.intitule
        return objet

    def clean(self) -> None:
        super().clean()
        if self.axe_id:
            self.referentiel_id = self.axe.referentiel_id
            doublons = {
                "numero": _("Cette édition a déjà un engagement de ce numéro."),
                "cle": _("Cette édition a déjà un engagement de cette clé."),
            }
            if fautes := fautes_de_doublon(self, doublons, referentiel=self.referentiel_id):
                raise ValidationError(fautes)

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "raison_detre/apercu_engagement.html"
