"""Sheets on paper: one on two A4 pages, or several in one file, each with the QR of its address."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Site

from bonnes_pratiques.bibliotheque.fiche.fiche_lue import FicheLue, lire_fiche, lire_publiee
from bonnes_pratiques.models import FichePratique
from socle.dessins.qr import qr
from socle.dessins.reponse_pdf import Impression, repondre_pdf
from socle.formats.identite import FEDERATION

PAGES = 2


@dataclass(frozen=True)
class FicheImprimee:
    """A sheet on paper, all in its own language: its text, what is read with it, its address and how to go there."""

    fiche: FichePratique
    lue: FicheLue
    adresse: str
    qr: SafeString
    langue: str


@require_safe
def fiche_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer with a public sheet on two pages. Raises `Http404` for any other."""
    langue = translation.get_language() or "fr"
    fiche = lire_publiee(slug, langue)
    if fiche is None:
        raise Http404(f"No public sheet {slug}.")
    html = document(adresse_du_site(request), [fiche], {"titre": fiche.title, "description": fiche.description})
    return repondre_pdf(request, html, Impression(f"coop-hlm-{slug}-{langue}.pdf", pages=PAGES))


def adresse_du_site(request: HttpRequest) -> str:
    """Return where the printed addresses begin."""
    site = Site.find_for_request(request)
    return site.root_url if site else ""


def document(racine: str, fiches: Iterable[FichePratique], contexte: Mapping[str, object]) -> str:
    """Return these sheets as one document to print, in the active language. Each costs about what its page does."""
    imprimees = [_imprimee(fiche, racine) for fiche in fiches]
    recueil = len(imprimees) > 1
    commun = {
        "imprimees": imprimees,
        "federation": FEDERATION,
        "langue": translation.get_language(),
        "recueil": recueil,
        "niveau": "h3" if recueil else "h2",  # of what stands under a sheet's title
    }
    html = render_to_string("bonnes_pratiques/pdf/fiches.html", {**commun, **contexte})

    return html.replace('href="/', f'href="{racine}/')  # an editor's link leads to the site, not to the static files


def _imprimee(fiche: FichePratique, racine: str) -> FicheImprimee:
    adresse, langue = racine + (fiche.url or ""), fiche.locale.language_code
    with translation.override(langue):
        dessin = qr(adresse, _("Code à lire avec un téléphone : il mène à la fiche en ligne"))
        return FicheImprimee(fiche, lire_fiche(fiche), adresse, dessin, langue)
