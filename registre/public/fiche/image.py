"""The image a social network shows beside a link to a coop: its name and its status, on the day that the image says.

Its address holds a hash of what it shows, the day included: the page names another one each day and after each
decision, and an address of before leads to today's.
"""

from html import unescape

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from registre.public.connaissance.identites import IdentiteLue, porteuse_du_siren
from registre.public.fiche.coop_lue import CoopLue, lire_la_coop
from socle.adresses.sous_page import ImageDePartage, Vignette
from socle.dessins.partage import image_de_partage, version
from socle.templatetags.typographie import en_toutes_lettres

AUJOURD_HUI = "aujourdhui"


@require_safe
def image(request: HttpRequest, siren: str, version: str) -> HttpResponseBase:
    """Answer with today's image of the coop that bears or bore this SIREN, kept by nobody without asking again.

    Raises `Http404`.
    """
    cooperative = porteuse_du_siren(siren, None)
    lue = lire_la_coop(timezone.localdate(), None, cooperative=cooperative) if cooperative else None
    if lue is None:
        raise Http404(f"No coop bears {siren}.")

    montree = image_du_jour(lue)
    if request.path != montree.adresse:
        return _vers(montree.adresse)

    reponse = image_de_partage(request, montree.vignette)
    patch_cache_control(reponse, public=True, max_age=0, must_revalidate=True)
    return reponse


def image_du_jour(lue: CoopLue) -> ImageDePartage:
    """Return what the image of a coop says on the day it was read for, and its address."""
    vignette = Vignette(
        titre=str(lue.identite),
        surtitre=_statut(lue),
        mention=_("Registre Quali’Coop, au %(jour)s") % {"jour": en_toutes_lettres(lue.au)},
    )
    adresse = reverse("registre:image", args=[lue.identite.du_jour.siren, version(vignette)])
    return ImageDePartage(vignette, adresse)


def image_d_aujourd_hui(identite: IdentiteLue) -> ImageDePartage:
    """Return the same, named by a page that speaks of another day or of a label: an address that leads to today's."""
    adresse = reverse("registre:image", args=[identite.du_jour.siren, AUJOURD_HUI])
    return ImageDePartage(Vignette(titre=str(identite)), adresse)


def _statut(lue: CoopLue) -> str:
    if lue.absorbee:
        return _("Absorbée le %(jour)s") % {"jour": en_toutes_lettres(lue.absorbee.le)}
    if not lue.periode.statut:
        return _("Pas de label connu")
    return unescape(strip_tags(lue.phrase))


def _vers(adresse: str) -> HttpResponse:
    """Lead to the image of now. For this once only: tomorrow it is another."""
    reponse = redirect(adresse)
    patch_cache_control(reponse, public=True, max_age=0, must_revalidate=True)
    return reponse
