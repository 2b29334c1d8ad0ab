"""Words that Wagtail never had translated: names of fields, in code, shown in forms and lists; the colon of a title."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import choosers
from wagtail.admin.forms.workflows import WorkflowContentTypeForm
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.contrib.search_promotions.forms import SearchPromotionForm
from wagtail.models import Locale
from wagtail.sites.views import IndexView as ListeDesSites
from wagtail_localize.models import LocaleSynchronization
from wagtail_localize.views.report import TranslationsReportFilterSet, TranslationsReportView

LIEN = {"link_text": _("Texte du lien")}
FORMULAIRES: Mapping[type, Mapping[str, Promise]] = {
    choosers.ExternalLinkChooserForm: LIEN,
    choosers.AnchorLinkChooserForm: LIEN,
    choosers.PhoneLinkChooserForm: LIEN | {"phone_number": _("Numéro de téléphone")},
    choosers.EmailLinkChooserForm: LIEN
    | {"email_address": _("Adresse électronique"), "subject": _("Objet"), "body": _("Message")},
    WorkflowContentTypeForm: {"content_types": _("Genres de contenus")},
}
COLONNES = {"site_name": _("Nom du site"), "root_page": _("Page racine"), "port": _("Port")}
FILTRES = {"source_locale": _("Langue d’origine"), "target_locale": _("Langue de la traduction")}


def declarer() -> None:
    """Name these fields, columns and filters in French."""
    for formulaire, libelles in FORMULAIRES.items():
        for champ, libelle in libelles.items():
            formulaire.base_fields[champ].label = libelle  # type: ignore[attr-defined]

    for colonne in ListeDesSites.columns:
        colonne.label = COLONNES.get(colonne.name, colonne.label)

    for nom, libelle in FILTRES.items():
        TranslationsReportFilterSet.base_filters[nom].label = libelle
    SearchPromotionForm.Meta = type("Meta", (), {"labels": {"external_link_text": _("Texte du lien")}})
    # After the class is made: no migration of Wagtail's is asked for.
    Locale._meta.verbose_name, Locale._meta.verbose_name_plural = _("langue"), _("langues")
    LocaleSynchronization._meta.get_field("sync_from").verbose_name = _("langue d’origine")
    TranslationsReportView.verbose_name_plural = _("traductions")
    WagtailAdminTemplateMixin.get_header_title = titre


def titre(vue: WagtailAdminTemplateMixin) -> str:
    """Return the title of a screen, what it is about after a colon: Wagtail writes one of English."""
    quoi, de_quoi = vue.get_page_title(), vue.get_page_subtitle()
    return f"{quoi}\u00a0: {de_quoi}" if de_quoi else str(quoi)


def en_francais(html: str) -> SafeString:
    """Return the home of the admin with its search button in French: the word stands bare in Wagtail's template."""
    return mark_safe(html.replace(' value="Search" ', f' value="{gettext("Rechercher")}" '))  # noqa: S308 - a page
