"""What practices are about: a tree of two levels, kept by editors."""

from typing import Any, ClassVar

from django.contrib.admin import display
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from socle.models import ContenuTraduit


class Theme(index.Indexed, ContenuTraduit):
    """A theme, or a sub-theme under one. Sheets point at the French row; only the words are translated."""

    champs_identite = ("parent_id", "cle")

    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="enfants", verbose_name=_("thème parent")
    )
    cle = models.SlugField(
        _("clé"), max_length=60, help_text=_("Dans les adresses, par exemple energie. Ne change plus.")
    )
    nom = models.CharField(_("nom"), max_length=80)
    description = models.CharField(_("description"), max_length=250, blank=True)

    override_translatable_fields: ClassVar[list] = [
        SynchronizedField("parent", overridable=False),
        SynchronizedField("cle", overridable=False),
    ]
    search_fields: ClassVar[list] = [
        index.SearchField("nom"),
        index.AutocompleteField("nom"),
        index.FilterField("locale_id"),
        index.FilterField("live"),
    ]

    class Meta(ContenuTraduit.Meta):
        verbose_name = _("thème")
        verbose_name_plural = _("thèmes")
        ordering = ("nom",)
        constraints = [
            models.UniqueConstraint(
                fields=["cle", "locale"],
                name="theme_cle_unique",
                violation_error_message=_("Un thème a déjà cette clé."),
            ),
            models.CheckConstraint(
                condition=models.Q(parent__isnull=True) | ~models.Q(parent=models.F("id")),
                name="theme_pas_son_parent",
                violation_error_message=_("Un thème n'est pas son propre parent."),
            ),
        ]

    def __str__(self) -> str:
        return self.nom

    @display(description=_("nom"))
    def nom_en_arbre(self) -> str:
        """The name as lists show it: sub-themes indented by em spaces, which HTML keeps."""
        return f"\u2003\u2003{self.nom}" if self.parent_id else self.nom

    def clean(self) -> None:
        super().clean()
        parent: Any = self.parent
        if parent is None:
            return
        if parent.parent_id or (self.pk and self.enfants.exists()):
            message = _("Deux niveaux suffisent : choisissez un thème qui n'a pas lui-même de parent.")
            raise ValidationError({"parent": message})

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "bonnes_pratiques/apercu_theme.html"
