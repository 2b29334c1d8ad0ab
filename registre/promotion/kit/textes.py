"""The pieces that are pasted: press release, short texts, e-mail signature, and what to do with each."""

from django.template.loader import render_to_string
from django.utils import translation

from registre.promotion.kit.faits import faits_de
from registre.promotion.kit.situation import Cas, SituationDuKit
from socle.templatetags.typographie import typo

LISEZ_MOI = "lisez-moi.txt"
# Name in the kit, template, language.
DU_LABEL = (
    (LISEZ_MOI, "registre/promotion/kit/lisez_moi.txt", "fr"),
    ("communique-de-presse.txt", "registre/promotion/kit/communique.txt", "fr"),
    ("textes-courts.txt", "registre/promotion/kit/textes_courts.txt", "fr"),
    ("short-texts-en.txt", "registre/promotion/kit/textes_courts_en.txt", "en"),
    ("signature-de-courriel.html", "registre/promotion/kit/signature.html", "fr"),
    ("signature-de-courriel-en.html", "registre/promotion/kit/signature.html", "en"),
)
D_ENGAGEE = (
    (LISEZ_MOI, "registre/promotion/kit/lisez_moi.txt", "fr"),
    ("textes-engagee.txt", "registre/promotion/kit/textes_engagee.txt", "fr"),
)


def textes(situation: SituationDuKit) -> dict[str, bytes]:
    """Return every pasted piece of an open kit by its name, in UTF-8.

    Plain texts begin with the mark that word processors tell UTF-8 by, and end their lines as Windows does.
    """
    pieces = DU_LABEL if situation.cas == Cas.LABEL else D_ENGAGEE
    return {nom: _ecrire(situation, nom, gabarit, langue) for nom, gabarit, langue in pieces}


def _ecrire(situation: SituationDuKit, nom: str, gabarit: str, langue: str) -> bytes:
    with translation.override(langue):
        contexte = {"f": faits_de(situation), "s": situation, "lu": situation.lu}
        texte = render_to_string(gabarit, contexte).strip() + "\n"
        if nom.endswith(".html"):
            return texte.encode()
        return typo(texte).replace("\n", "\r\n").encode("utf-8-sig")
