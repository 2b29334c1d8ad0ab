"""The register's place in the site: its title, its introduction, its line in the menu. Its addresses are views."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from socle.adresses.sous_page import SousPage
from socle.models import BasePage

ADRESSE = "registre"


class RegistrePage(BasePage):
    """The register as editors see it. `registre.public` answers at its address, so it has no template nor preview."""

    adresse_propre = ADRESSE
    max_count_per_parent = 1
    parent_page_types: ClassVar[list[str]] = ["raison_detre.AccueilPage"]
    subpage_types: ClassVar[list[str]] = []
    preview_modes: ClassVar[list] = []

    promote_panels: ClassVar[list] = [FieldPanel("seo_title"), FieldPanel("search_description")]

    class Meta:
        verbose_name = _("page du registre")
        verbose_name_plural = _("pages du registre")

    def vues(self) -> Sequence[SousPage]:
        """The register's pages that no list of coops leads to."""
        titres = {
            "verifier/": _("Cette coopérative est-elle labellisée ?"),
            "verifier-un-badge/": _("Vérifier ce badge"),
            "barometre/": _("Le baromètre du label"),
            "donnees/": _("Données ouvertes du registre"),
            "journal/": _("Le journal public des décisions"),
        }
        return [
            SousPage(str(titre), cle=suite, suites=dict.fromkeys(("fr", "en"), suite))
            for suite, titre in titres.items()
        ]

    def sous_pages(self) -> Sequence[SousPage]:
        """The same, for search engines."""
        return self.vues()

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """Check the page. Its address is the register's own, permanent: nobody chooses it."""
        self.slug = ADRESSE
        super().full_clean(*args, **kwargs)
