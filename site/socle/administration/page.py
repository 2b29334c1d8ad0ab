"""The form of every page: what is wrong in another tab is said in the first one, with the way to it."""

from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm

ONGLET_DE_L_ADRESSE = "#tab-promotion"


class FormulaireDePage(WagtailAdminPageForm):
    """Wagtail's form. The address is written from the title, in another tab: its fault shows under both."""

    def full_clean(self) -> None:
        """Check, then repeat under the title what is wrong with the address."""
        super().full_clean()
        if not self.has_error("slug") or "title" not in self.fields or "slug" not in self.fields:
            return

        lien = format_html('<a href="{}">{}</a>', ONGLET_DE_L_ADRESSE, _("La changer, dans l’onglet « Promotion »"))
        for faute in self.errors["slug"]:
            self.add_error("title", format_html("{} {} {}.", _("L’adresse de la page ne convient pas."), faute, lien))
