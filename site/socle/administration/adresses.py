"""Where an editor makes an address: by the server's own rule, and never one that the site would answer itself."""

from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.admin import messages
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.forms.pages import CopyForm
from wagtail.admin.widgets import SlugInput
from wagtail.models import Page

from socle.adresses.accueil_du_site import GARDE, sites_sous
from socle.adresses.derniers_mots import mot_reserve, mots_reserves_sous

# Wagtail's own rule joins the two words: "Cœur d'Hérault" would be `coeur-dherault`.
APOSTROPHES = ("['’]", "-")


def declarer() -> None:
    """Make every form of the admin write an address as the server does."""
    register_form_field_override(models.SlugField, override={"widget": SlugInput(formatters=[APOSTROPHES])})


class FormulaireDeCopie(CopyForm):
    """A copy, at an address that is free."""

    def clean(self) -> dict[str, Any]:
        """Refuse a reserved word on its field."""
        donnees: dict[str, Any] = super().clean()
        slug, parent = donnees.get("new_slug", ""), donnees.get("new_parent_page") or self.page.get_parent()
        if slug in mots_reserves_sous(parent):
            self.add_error("new_slug", mot_reserve(slug))
        return donnees


def avant_deplacement(request: HttpRequest, page: Page, destination: Page) -> HttpResponse | None:
    """Refuse to move a site's home page, and any page where its address would lead elsewhere."""
    if destination != page.get_parent() and sites_sous(page):
        messages.error(request, GARDE)
        return redirect(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    sienne = getattr(page.specific_class, "adresse_propre", "")
    if page.slug == sienne or page.slug not in mots_reserves_sous(destination):
        return None
    messages.error(request, mot_reserve(page.slug))
    return redirect(reverse("wagtailadmin_pages:edit", args=[page.pk]))
