"""`/registre/labels/<numero>/badge.svg` and `.png`: the live badge, true on the day it is asked, open to every site.

`?forme=complet|compact|ligne|rond&theme=clair|sombre|mono&langue=fr|en`, and `&largeur=` in pixels for the PNG.
"""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from registre.lecture.label_du_jour import LabelDuJour, label_du_jour
from registre.promotion.badge.demande import DemandeDeBadge, demande_de_badge, empreinte, facon_de_dessiner
from registre.promotion.badge.inconnu import badge_inconnu
from registre.promotion.badge.rendu_png import badge_png
from registre.promotion.badge.rendu_svg import badge_svg
from registre.promotion.reponses import ouverte, question, refus
from socle.adresses.parametres import ParametreInvalide
from socle.dessins.guichet_des_dessins import a_son_tour, dessin, dessin_garde

UN_JOUR_SECONDES = 24 * 3600
SVG, PNG = "image/svg+xml; charset=utf-8", "image/png"


@require_safe
def badge(request: HttpRequest, numero: str, *, image: bool = False) -> HttpResponseBase:
    """Answer with the badge of a label today; 404, in a drawing that is no label's, for a number nobody ever had.

    A browser that has it gets its 304 after one query, before the label is read.
    """
    maintenant = timezone.now()
    if numero != numero.upper():
        nom = "promotion:badge_png" if image else "promotion:badge_svg"
        adresse = reverse(nom, args=[numero.upper()]) + question(request)
        return ouverte(redirect(adresse, permanent=True), maintenant)
    try:
        demande = demande_de_badge(numero, request.GET, image=image)
    except ParametreInvalide as faute:
        return refus(f"{faute.parametre} : {faute.message}", 400)

    aujourdhui = timezone.localdate(maintenant)
    marque = empreinte(demande, aujourdhui)
    reponse = get_conditional_response(request, etag=f'"{marque}"')
    if reponse is None:
        lu = label_du_jour(numero, aujourdhui)
        reponse = _inconnu(request, demande) if lu is None else _dessine(request, demande, lu, marque)

    return ouverte(reponse, maintenant)


def _dessine(request: HttpRequest, demande: DemandeDeBadge, lu: LabelDuJour, marque: str) -> HttpResponse:
    reponse = HttpResponse(octets_du_badge(request, demande, lu, marque), content_type=PNG if demande.largeur else SVG)
    reponse.headers["ETag"] = f'"{marque}"'
    return reponse


def octets_du_badge(request: HttpRequest, demande: DemandeDeBadge, lu: LabelDuJour, marque: str) -> bytes:
    """Return the badge asked: an SVG drawn now, a PNG as kept, else drawn in one's turn.

    Raises `TropDeDemandes`.
    """
    if not demande.largeur:
        return badge_svg(lu, forme=demande.forme, theme=demande.theme, langue=demande.langue)

    cle = f"badge-{marque}"
    contenu = dessin(cle)
    if contenu is None:
        dessiner = partial(
            badge_png,
            lu,
            forme=demande.forme,
            theme=demande.theme,
            langue=demande.langue,
            largeur=demande.largeur,
        )
        with a_son_tour(request):
            contenu = dessin_garde(cle, dessiner, garde=UN_JOUR_SECONDES)
    return contenu


def _inconnu(request: HttpRequest, demande: DemandeDeBadge) -> HttpResponse:
    """The drawing of an unknown number, the same for all of them. It has no ETag: there is nothing to ask again."""
    cle = f"badge-inconnu-{facon_de_dessiner()[:16]}-{demande.theme}-{demande.langue}-{demande.largeur}"
    contenu = dessin(cle) if demande.largeur else badge_inconnu(demande)
    if contenu is None:
        with a_son_tour(request):
            contenu = dessin_garde(cle, partial(badge_inconnu, demande))
    return HttpResponse(contenu, status=404, content_type=PNG if demande.largeur else SVG)
