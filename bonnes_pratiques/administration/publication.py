"""Direct publication, which only superusers have: it asks of a sheet what the review asks."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

from bonnes_pratiques.models import FichePratique


def avant_publication(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Refuse to publish a sheet that lacks something today; what was typed is kept as a draft."""
    if not isinstance(page, FichePratique):
        return None
    fautes = page.phrases_des_manques(timezone.localdate())
    if not fautes:
        return None
    messages.error(request, _("La fiche n’est pas publiée : %(fautes)s") % {"fautes": " ".join(fautes)})
    return redirect("wagtailadmin_pages:edit", page.pk) if page.pk else redirect("wagtailadmin_home")
