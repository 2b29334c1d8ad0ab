"""`/registre/oembed?url=…`: what to show for the address of a label, as https://oembed.com describes it.

Always `rich`, a frame around the card: the frame is live, so an answer kept too long shows the state of the day all the
same. Never `photo`: a consumer keeps a picture, and shows it with an empty alternative text.
"""

from typing import Any
from xml.etree import ElementTree

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from registre.promotion.badge.contenu import texte_alternatif_durable
from registre.promotion.carte.adresses import absolue
from registre.promotion.carte.code import ETROITE, HAUTEUR, HAUTEUR_ETROITE, LARGEUR, cadre
from registre.promotion.oembed.adresse_lue import AdresseLue, adresse_lue
from registre.promotion.reponses import ouverte, refus
from socle.adresses.parametres import ParametreInvalide, nombre, seul
from socle.cache.durees import jusqu_a_minuit
from socle.formats.identite import NOM_COURT

UNE_HEURE_SECONDES = 3600


@require_safe
def oembed(request: HttpRequest) -> HttpResponseBase:
    """Answer in JSON or XML; 404 for what is not ours or is no label, 501 for another format, 400 for a bad one."""
    maintenant = timezone.now()
    try:
        url, sorte = seul(request.GET, "url"), seul(request.GET, "format") or "json"
        largeur_permise, hauteur_permise = _permise(request, "maxwidth"), _permise(request, "maxheight")
    except ParametreInvalide as faute:
        return refus(f"{faute.parametre} : {faute.message}", 400)
    if sorte not in ("json", "xml"):
        return refus(_("Ce format n’est pas proposé : demandez json ou xml."), 501)
    if not url:
        return refus(_("Donnez dans url l’adresse d’un label."), 400)

    lue = adresse_lue(url, timezone.localdate(maintenant), request.get_host())
    if lue is None:
        return refus(_("Cette adresse n’est pas celle d’un label du registre."), 404)

    with translation.override(lue.langue):
        reponse = _reponse(lue, largeur_permise, hauteur_permise)
    reponse["cache_age"] = min(UNE_HEURE_SECONDES, jusqu_a_minuit(maintenant))
    return ouverte(_en_xml(reponse) if sorte == "xml" else JsonResponse(reponse), maintenant)


def _permise(request: HttpRequest, nom: str) -> int | None:
    """The largest size allowed, in pixels. Raises `ParametreInvalide`."""
    lue = nombre(request.GET, nom)
    if lue == 0:
        raise ParametreInvalide(nom, _("Un nombre entier positif est attendu, par exemple 480."))
    return lue


def _reponse(lue: AdresseLue, largeur_permise: int | None, hauteur_permise: int | None) -> dict[str, Any]:
    """What is shown. The title says no state: it is kept by whoever asks."""
    largeur = min(LARGEUR, largeur_permise or LARGEUR)
    hauteur = HAUTEUR if largeur >= ETROITE else HAUTEUR_ETROITE
    hauteur = min(hauteur, hauteur_permise or hauteur)

    return {
        "version": "1.0",
        "type": "rich",
        "title": texte_alternatif_durable(lue.lu, lue.langue),
        "provider_name": NOM_COURT,
        "provider_url": absolue("registre:liste"),
        "html": cadre(lue.lu, largeur=largeur, hauteur=hauteur),
        "width": largeur,
        "height": hauteur,
    }


def _en_xml(reponse: dict[str, Any]) -> HttpResponse:
    racine = ElementTree.Element("oembed")
    for nom, valeur in reponse.items():
        ElementTree.SubElement(racine, nom).text = str(valeur)
    texte = ElementTree.tostring(racine, encoding="unicode")
    tete = '<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n'
    return HttpResponse(tete + texte, content_type="text/xml; charset=utf-8")
