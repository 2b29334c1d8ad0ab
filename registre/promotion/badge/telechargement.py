"""`/registre/labels/<numero>/badge-a-telecharger.svg` and `.png`: a badge to keep, which carries its proof.

It says the state of the day it was taken, and that day. The proof is written in the file: nothing may draw the image
again after that, or it is lost.
"""

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from registre.lecture.label_du_jour import LabelDuJour, label_du_jour
from registre.preuve.incrustation import incruster_png, incruster_svg
from registre.preuve.justificatifs import justificatif_de
from registre.promotion.badge.adresses import PNG, SVG, octets_du_badge
from registre.promotion.badge.demande import demande_de_badge, empreinte
from registre.promotion.reponses import ouverte, question, refus
from socle.adresses.parametres import ParametreInvalide


@require_safe
def telecharger(request: HttpRequest, numero: str, *, image: bool = False) -> HttpResponseBase:
    """Answer with the badge of today, as a file to save. Raises `Http404` for a number nobody ever had."""
    maintenant = timezone.now()
    if numero != numero.upper():
        nom = f"promotion:badge_a_telecharger_{'png' if image else 'svg'}"
        return ouverte(redirect(reverse(nom, args=[numero.upper()]) + question(request), permanent=True), maintenant)
    try:
        demande = demande_de_badge(numero, request.GET, image=image)
    except ParametreInvalide as faute:
        return refus(f"{faute.parametre} : {faute.message}", 400)

    aujourdhui = timezone.localdate(maintenant)
    marque = empreinte(demande, aujourdhui)
    lu = label_du_jour(numero, aujourdhui)
    if lu is None:
        raise Http404(f"Nobody ever had {numero}.")

    octets = avec_sa_preuve(octets_du_badge(request, demande, lu, marque), lu, image=image)
    reponse = HttpResponse(octets, content_type=PNG if image else SVG)
    reponse.headers["Content-Disposition"] = f'attachment; filename="{demande.nom_de_fichier}"'
    return ouverte(reponse, maintenant)


def avec_sa_preuve(octets: bytes, lu: LabelDuJour, *, image: bool) -> bytes:
    """Return the file with the label's credential in it; as it was when there is none to give (no key on this machine,
    a number annulled, a fictional coop on the real site)."""
    justificatif = justificatif_de(lu)
    if justificatif is None:
        return octets
    return incruster_png(octets, justificatif) if image else incruster_svg(octets, justificatif)
