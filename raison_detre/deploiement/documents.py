"""The material of each act: what each document is, and its text, filled with the edition in force.

A document is written once, in its template. Its PDF, its text file and the text shown on the page come from there, in
French: they are what the bodies of French companies adopt, and no courtesy translation is voted.
"""

from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from raison_detre.deploiement.actes import ActeDeDeploiement
from raison_detre.deploiement.en_texte import en_texte
from raison_detre.edition import Edition, lire_edition
from socle.formats.identite import FEDERATION
from socle.templatetags.typographie import typo

CADRE = "raison_detre/deploiement/document.html"
CADRE_DES_DIAPOSITIVES = "raison_detre/deploiement/diapositives.html"


@dataclass(frozen=True)
class DocumentDActe:
    """A document of an act: `cle` ends its address, `titre` is its own name in French, `objet` what it is for.

    `gabarit` is the template of its text; `cadre` that of its PDF, empty for one that is only text to paste.
    """

    acte: ActeDeDeploiement
    cle: str
    titre: str
    objet: str | Promise
    gabarit: str
    cadre: str = CADRE

    @property
    def est_un_code(self) -> bool:
        """Whether its text is HTML to paste, which no one reads as it is."""
        return not self.cadre


A = ActeDeDeploiement
DOCUMENTS = (
    DocumentDActe(
        A.STATUTS,
        "clause-statutaire",
        "Projet de clause statutaire",
        _("L’article à ajouter aux statuts."),
        "raison_detre/deploiement/documents/clause-statutaire.html",
    ),
    DocumentDActe(
        A.STATUTS,
        "resolution",
        "Projet de résolution",
        _("Ce que l’assemblée générale vote, et l’exposé qui le précède."),
        "raison_detre/deploiement/documents/resolution.html",
    ),
    DocumentDActe(
        A.CONSEIL,
        "note-au-conseil",
        "Note au conseil d’administration",
        _("Une note à joindre à la convocation : de quoi il s’agit, ce qui est à décider."),
        "raison_detre/deploiement/documents/note-au-conseil.html",
    ),
    DocumentDActe(
        A.CONSEIL,
        "extrait-de-proces-verbal",
        "Extrait de procès-verbal",
        _("La délibération, à compléter en séance."),
        "raison_detre/deploiement/documents/extrait-de-proces-verbal.html",
    ),
    DocumentDActe(
        A.COOPERATEURS,
        "presentation",
        "Présentation aux coopérateurs",
        _("Des diapositives à projeter, au format 16:9."),
        "raison_detre/deploiement/documents/presentation.html",
        cadre=CADRE_DES_DIAPOSITIVES,
    ),
    DocumentDActe(
        A.COOPERATEURS,
        "fiche-d-animation",
        "Fiche d’animation : deux heures avec les coopérateurs",
        _("Le déroulé d’une réunion de deux heures, minute par minute."),
        "raison_detre/deploiement/documents/fiche-d-animation.html",
    ),
    DocumentDActe(
        A.SITE,
        "bloc-a-coller",
        "Bloc à coller",
        _("Un morceau de page, en HTML, à coller dans votre site."),
        "raison_detre/deploiement/documents/bloc-a-coller.html",
        cadre="",
    ),
    DocumentDActe(
        A.SITE,
        "texte-pour-le-site",
        "Texte pour le site",
        _("Une phrase, un paragraphe, une page."),
        "raison_detre/deploiement/documents/texte-pour-le-site.html",
    ),
)


def document(cle: str) -> DocumentDActe | None:
    """Return the document of this name, None when there is none."""
    return next((connu for connu in DOCUMENTS if connu.cle == cle), None)


def documents_de(acte: ActeDeDeploiement) -> list[DocumentDActe]:
    """Return the documents of an act, in their order."""
    return [connu for connu in DOCUMENTS if connu.acte == acte]


def edition_en_francais() -> Edition | None:
    """Return the edition in force as its French text has it, the only one that binds; None before the first."""
    with translation.override("fr"):
        return lire_edition()


def corps(voulu: DocumentDActe, edition: Edition, adresse: str) -> str:
    """Return the document's text as HTML, with French spacing. `adresse` is that of the manifesto, absolute."""
    with translation.override("fr"):
        contexte = {"edition": edition, "federation": FEDERATION, "adresse": adresse}
        return str(typo(render_to_string(voulu.gabarit, contexte)))


def texte(voulu: DocumentDActe, edition: Edition, adresse: str) -> str:
    """Return the document as plain text to copy; as the HTML itself for one that is a piece of page."""
    contenu = corps(voulu, edition, adresse).strip()
    if voulu.est_un_code:
        return f"{contenu}\n".replace("&#x27;", "'")  # escaped for a page of ours, needless in a text of HTML
    return en_texte(f"<h1>{voulu.titre}</h1>{contenu}<p>{pied(edition)}</p>")


def imprime(voulu: DocumentDActe, edition: Edition, adresse: str) -> str:
    """Return the document as the HTML that its PDF is drawn from."""
    contexte = {
        "document": voulu,
        "corps": corps(voulu, edition, adresse),
        "edition": edition,
        "federation": FEDERATION,
        "pied": pied(edition),
        "fait_par": settings.WAGTAILADMIN_BASE_URL,
    }
    with translation.override("fr"):
        return render_to_string(voulu.cadre, contexte)


def pied(edition: Edition) -> str:
    """Return the line that ends each document: who proposes it, from which edition."""
    return f"Document proposé par la {FEDERATION}, d’après l’édition {edition.source.code} de la Raison d’être."
