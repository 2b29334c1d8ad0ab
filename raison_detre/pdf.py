"""The manifesto on paper: the text to read (A4) and the poster to sign (A3)."""

from enum import StrEnum

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation

from raison_detre.edition import Edition
from socle.dessins.reponse_pdf import Impression, repondre_pdf
from socle.formats.identite import FEDERATION


class Imprime(StrEnum):
    """What can be printed; the value is part of the file's name."""

    TEXTE = "texte"
    AFFICHE = "affiche"


GABARITS = {
    Imprime.TEXTE: "raison_detre/pdf/texte.html",
    Imprime.AFFICHE: "raison_detre/pdf/affiche.html",
}


def imprimer(request: HttpRequest, edition: Edition, imprime: Imprime) -> HttpResponse:
    """Answer with an edition on paper, in the active language. The poster always holds on one sheet."""
    langue = translation.get_language()
    contexte = {"edition": edition, "federation": FEDERATION, "langue": langue}
    html = render_to_string(GABARITS[imprime], contexte)
    nom = f"coop-hlm-raison-d-etre-{edition.source.code}-{imprime}-{langue}.pdf"
    return repondre_pdf(request, html, Impression(nom, pages=1 if imprime is Imprime.AFFICHE else 0))
