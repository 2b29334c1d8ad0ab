"""An axis of the Raison d'être."""

import uuid
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from raison_detre.models.contenu import ContenuDuReferentiel
from raison_detre.models.doublons import fautes_de_doublon
from raison_detre.models.referentiel import Referentiel


class Axe(ContenuDuReferentiel):
    """One axis of an edition: its number, its heading, its paragraphs."""

    champs_identite = ("referentiel_id", "numero", "cle")
    champs_verrouilles = ("referentiel", "numero", "cle", "locale", "translation_key")
    champs_de_place = ("referentiel",)

    referentiel = models.ForeignKey(
        Referentiel, on_delete=models.PROTECT, related_name="axes", verbose_name=_("édition")
    )
    numero = models.PositiveSmallIntegerField(_("numéro"), validators=[MinValueValidator(1)])
    cle = models.SlugField(_("clé"), max_length=60, help_text=_("Stable d'une édition à l'autre, par exemple mission."))
    titre = models.CharField(_("titre"), max_length=120)
    titre_manifeste = models.CharField(_("titre dans le manifeste"), max_length=300)
    sous_titre = models.CharField(_("accroche"), max_length=200, blank=True)
    texte = models.TextField(_("texte"), help_text=_("Une ligne vide sépare deux paragraphes."))

    override_translatable_fields: ClassVar[list] = [
        SynchronizedField("referentiel", overridable=False),
        SynchronizedField("numero", overridable=False),
        SynchronizedField("cle", overridable=False),
    ]
    search_fields: ClassVar[list] = [
        index.SearchField("titre"),
        index.SearchField("titre_manifeste"),
        index.SearchField("texte"),
        index.AutocompleteField("titre"),
        index.FilterField("locale_id"),
        index.FilterField("live"),
        index.FilterField("referentiel"),
    ]

    class Meta(ContenuDuReferentiel.Meta):
        verbose_name = _("axe")
        verbose_name_plural = _("axes")
        ordering = ("numero",)
        constraints = [
            models.UniqueConstraint(
                fields=["referentiel", "numero", "locale"],
                name="axe_numero_unique",
                violation_error_message=_("Cette édition a déjà un axe de ce numéro."),
            ),
            models.UniqueConstraint(
                fields=["referentiel", "cle", "locale"],
                name="axe_cle_unique",
                violation_error_message=_("Cette édition a déjà un axe de cette clé."),
            ),
            models.CheckConstraint(
                condition=models.Q(numero__gte=1),
                name="axe_numero_positif",
                violation_error_message=_("La numérotation commence à 1."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.numero}. {self.titre}"

    @property
    def cle_d_edition(self) -> uuid.UUID | None:
        """The translation key of its edition."""
        return self.referentiel.translation_key if self.referentiel_id else None

    @property
    def paragraphes(self) -> list[str]:
        """The text, paragraph by paragraph."""
        return [paragraphe.strip() for paragraphe in self.texte.split("\n\n") if paragraphe.strip()]

    def clean(self) -> None:
        super().clean()
        self.texte = self.texte.replace("\r\n", "\n")
        if self.referentiel_id:
            doublons = {
                "numero": _("Cette édition a déjà un axe de ce numéro."),
                "cle": _("Cette édition a déjà un axe de cette clé."),
            }
            if fautes := fautes_de_doublon(self, doublons, referentiel=self.referentiel_id):
                raise ValidationError(fautes)

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "raison_detre/apercu_axe.html"
