"""The pieces that are printed: an HTML document each, which the drawing program makes a tagged PDF of."""

from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils import translation

from raison_detre.edition import lire_edition
from registre.promotion.kit.faits import faits_de
from registre.promotion.kit.situation import Cas, SituationDuKit
from socle.dessins.atelier import DocumentADessiner
from socle.formats.identite import FEDERATION

FORMATS = ("A4", "A5")


@dataclass(frozen=True)
class ImprimeDuKit:
    """A printed piece: its name in the kit, its template, its language and, for the certificate, its sheet of paper."""

    nom: str
    gabarit: str
    langue: str = "fr"
    format: str = ""


CERTIFICATS = (
    ImprimeDuKit("certificat-a4.pdf", "registre/promotion/kit/certificat.html", "fr", "A4"),
    ImprimeDuKit("certificat-a5.pdf", "registre/promotion/kit/certificat.html", "fr", "A5"),
    ImprimeDuKit("certificat-a4-en.pdf", "registre/promotion/kit/certificat.html", "en", "A4"),
)
DU_LABEL = (
    *CERTIFICATS,
    ImprimeDuKit("plaque.pdf", "registre/promotion/kit/plaque.html"),
    ImprimeDuKit("affiche-de-nos-engagements.pdf", "registre/promotion/kit/affiche.html"),
    ImprimeDuKit("diapositive.pdf", "registre/promotion/kit/diapositive.html"),
)
RAISON_D_ETRE = "affiche-de-la-raison-d-etre.pdf"


def documents(situation: SituationDuKit) -> dict[str, DocumentADessiner]:
    """Return every printed piece of an open kit by its name: none says a label but those of one in force."""
    imprimes = DU_LABEL if situation.cas == Cas.LABEL else ()
    faits = {imprime.nom: document(situation, imprime) for imprime in imprimes}
    affiche = affiche_de_la_raison_d_etre()
    return faits | ({RAISON_D_ETRE: affiche} if affiche else {})


def document(situation: SituationDuKit, imprime: ImprimeDuKit) -> DocumentADessiner:
    """Return one printed piece, which holds on one page."""
    with translation.override(imprime.langue):
        contexte = {"f": faits_de(situation), "s": situation, "lu": situation.lu, "format": imprime.format}
        return DocumentADessiner(render_to_string(imprime.gabarit, contexte), pages=1)


def affiche_de_la_raison_d_etre() -> DocumentADessiner | None:
    """Return the poster to sign, that of the edition in force; None when none is. The same for every coop."""
    with translation.override("fr"):
        edition = lire_edition()
        if edition is None:
            return None
        contexte = {"edition": edition, "federation": FEDERATION, "langue": "fr"}
        return DocumentADessiner(render_to_string("raison_detre/pdf/affiche.html", contexte), pages=1)
