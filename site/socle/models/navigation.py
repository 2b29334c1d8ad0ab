"""The menu and the footer, edited under Paramètres > Navigation."""

from typing import ClassVar

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, HelpPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Orderable


@register_setting(icon="list-ul", order=100)
class Navigation(BaseSiteSetting, ClusterableModel):
    """One site's menu and footer. Page links follow the reader's language by themselves."""

    presentation = models.TextField(_("présentation en pied de page"), blank=True, max_length=400)
    presentation_en = models.TextField(_("présentation en anglais"), blank=True, max_length=400)
    adresse = models.TextField(_("adresse postale"), blank=True, max_length=300)
    contact = models.EmailField(_("adresse électronique de contact"), blank=True)

    panels: ClassVar[list] = [
        HelpPanel(
            content=_(
                "Les pages liées s'affichent dans la langue du lecteur, avec leur titre de menu. "
                "Une page non publiée disparaît du menu."
            )
        ),
        InlinePanel("liens", heading=capfirst(_("menu principal")), label=_("page")),
        InlinePanel("liens_pied", heading=capfirst(_("liens du pied de page")), label=_("lien")),
        MultiFieldPanel(
            [
                FieldPanel("presentation"),
                FieldPanel("presentation_en"),
                FieldPanel("adresse"),
                FieldPanel("contact"),
            ],
            heading=capfirst(_("pied de page")),
        ),
    ]

    class Meta:
        verbose_name = _("navigation et pied de page")


class LienDeNavigation(Orderable):
    """A page in the main menu."""

    navigation = ParentalKey(Navigation, on_delete=models.CASCADE, related_name="liens")
    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+", verbose_name=_("page"))
    libelle = models.CharField(_("libellé"), max_length=40, blank=True, help_text=_("Vide : le titre de la page."))
    libelle_en = models.CharField(_("libellé en anglais"), max_length=40, blank=True)

    panels: ClassVar[list] = [FieldPanel("page"), FieldPanel("libelle"), FieldPanel("libelle_en")]

    class Meta(Orderable.Meta):
        verbose_name = _("lien du menu")
        verbose_name_plural = _("liens du menu")


class LienDePied(Orderable):
    """A link of the footer: a page of the site, or an address outside it."""

    navigation = ParentalKey(Navigation, on_delete=models.CASCADE, related_name="liens_pied")
    page = models.ForeignKey(
        "wagtailcore.Page", on_delete=models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("page")
    )
    adresse = models.URLField(_("ou adresse extérieure"), blank=True)
    libelle = models.CharField(_("libellé"), max_length=60, blank=True, help_text=_("Vide : le titre de la page."))
    libelle_en = models.CharField(_("libellé en anglais"), max_length=60, blank=True)

    panels: ClassVar[list] = [
        FieldPanel("page"),
        FieldPanel("adresse"),
        FieldPanel("libelle"),
        FieldPanel("libelle_en"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("lien du pied de page")
        verbose_name_plural = _("liens du pied de page")
        constraints = [
            models.CheckConstraint(
                condition=(models.Q(page__isnull=False) & models.Q(adresse=""))
                | (models.Q(page__isnull=True) & ~models.Q(adresse="") & ~models.Q(libelle="")),
                name="lien_pied_page_ou_adresse",
                violation_error_message=_("Choisissez une page, ou une adresse extérieure avec son libellé."),
            ),
        ]
