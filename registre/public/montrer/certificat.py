"""`/registre/labels/<numero>/certificat.pdf?format=A4|A5`: a label on one page, with its state on the day it is drawn.

Public, as all that it says is. A label that is not in force has none: a certificate is taken for a label.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from registre.journal.connu import fin_du_jour
from registre.lecture.label_du_jour import label_du_jour
from registre.models import VersionDuRegistre
from registre.promotion.kit.documents import FORMATS, ImprimeDuKit, document
from registre.promotion.kit.paquet import facon_de_faire
from registre.promotion.kit.situation import situation_du_label
from registre.public.connaissance.jour import parametres_verifies
from socle.adresses.parametres import parmi
from socle.dessins.reponse_pdf import Impression, repondre_pdf_a_faire


@require_safe
@parametres_verifies
def certificat(request: HttpRequest, numero: str) -> HttpResponse:
    """Answer with the certificate of a label in force today, in the language of the address; else say why there is
    none (404). Drawn once a day, as long as the register does not change."""
    papier = parmi(request.GET, "format", FORMATS) or FORMATS[0]
    if numero != numero.upper():
        adresse = reverse("registre:certificat", args=[numero.upper()])
        return redirect(f"{adresse}?format={papier}", permanent=True)

    aujourdhui, langue = timezone.localdate(), translation.get_language() or "fr"
    lu = label_du_jour(numero, aujourdhui)
    if lu is None:
        return render(request, "registre/label_inconnu.html", {"numero": numero}, status=404)
    if not lu.en_vigueur:
        return render(request, "registre/certificat_impossible.html", {"lu": lu}, status=404)

    version = VersionDuRegistre.objects.filter(pk=1).values_list("numero", flat=True).first()
    marque = f"certificat {facon_de_faire()} {version} {aujourdhui} {numero} {papier} {langue}"
    imprime = ImprimeDuKit("certificat", "registre/promotion/kit/certificat.html", langue, papier)
    garde = int((fin_du_jour(aujourdhui) - timezone.now()).total_seconds())
    impression = Impression(f"certificat-{numero}-{papier}-{langue}.pdf".lower(), pages=1, garde=max(1, garde))
    return repondre_pdf_a_faire(request, marque, lambda: document(situation_du_label(lu), imprime).html, impression)
