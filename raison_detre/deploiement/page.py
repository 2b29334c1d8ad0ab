"""`/raison-d-etre/deployer/`: the four acts, and their material as pages, PDF and text files."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from raison_detre.deploiement.actes import ActeDeDeploiement
from raison_detre.deploiement.documents import (
    DOCUMENTS,
    DocumentDActe,
    document,
    documents_de,
    edition_en_francais,
    imprime,
    texte,
)
from raison_detre.edition import Edition
from socle.adresses.sous_page import SousPage
from socle.dessins.reponse_pdf import Impression, empreinte_du_document, repondre_pdf

SUITE = "deployer/"
POIDS_DES_DIAPOSITIVES = 2  # a dozen pages

POURQUOI: dict[str, Promise] = {
    ActeDeDeploiement.STATUTS: gettext_lazy(
        "Une raison d’être inscrite dans les statuts est celle de la société, et non plus de ceux qui la dirigent. "
        "Les deux projets sont à faire vérifier par un conseil juridique."
    ),
    ActeDeDeploiement.CONSEIL: gettext_lazy(
        "Le conseil la fait sienne, décide qui la porte, et y revient chaque année."
    ),
    ActeDeDeploiement.COOPERATEURS: gettext_lazy(
        "Locataires, accédants, salariés, élus : deux heures pour la lire, y reconnaître la coopérative et dire ce "
        "qui manque."
    ),
    ActeDeDeploiement.SITE: gettext_lazy("Qui visite le site de la coopérative doit pouvoir la lire."),
}


@dataclass(frozen=True)
class Materiel:
    """A document as the page offers it: its addresses, empty for a file that is not made, and its text."""

    document: DocumentDActe
    pdf: str
    texte_brut: str
    contenu: str


@dataclass(frozen=True)
class ActePropose:
    """An act and its material. `numero` is its rank on the page."""

    numero: int
    acte: ActeDeDeploiement
    pourquoi: Promise
    materiels: tuple[Materiel, ...]


def sous_page_deployer() -> SousPage:
    """Return the page as a view of the manifesto's, in the reader's language."""
    description = _("Statuts, conseil, coopérateurs, site : quatre actes, et de quoi les accomplir.")
    suites = dict.fromkeys(("fr", "en"), SUITE)
    return SousPage(_("Déployer la Raison d’être"), cle="deployer", description=description, suites=suites)


def contexte(page: Any) -> dict[str, Any]:
    """Return what the page's template reads. Raises `Http404` when no edition is in force."""
    edition = _edition()
    actes = [
        ActePropose(rang, acte, POURQUOI[acte], tuple(_materiel(page, lu, edition) for lu in documents_de(acte)))
        for rang, acte in enumerate(ActeDeDeploiement, start=1)
    ]
    return {"actes": actes, "sous_page": sous_page_deployer()}


def _materiel(page: Any, voulu: DocumentDActe, edition: Edition) -> Materiel:
    base = f"{page.url}{SUITE}{voulu.cle}"
    contenu = texte(voulu, edition, page.full_url)
    return Materiel(voulu, f"{base}.pdf" if voulu.cadre else "", f"{base}.txt", contenu)


def fichier_pdf(request: HttpRequest, page: Any, cle: str) -> HttpResponse:
    """Answer with a document's PDF. Raises `Http404` for one that is not made."""
    voulu, edition = document(cle), _edition()
    if voulu is None or not voulu.cadre:
        raise Http404(f"No document {cle}.pdf.")

    html = imprime(voulu, edition, page.full_url)
    poids = 1 if voulu.acte != ActeDeDeploiement.COOPERATEURS else POIDS_DES_DIAPOSITIVES

    return _en_francais(repondre_pdf(request, html, Impression(_nom(voulu, edition, "pdf"), poids=poids)))


def fichier_texte(request: HttpRequest, page: Any, cle: str) -> HttpResponse:
    """Answer with a document as text, or with a 304 to who has it. Raises `Http404` for one that does not exist."""
    voulu, edition = document(cle), _edition()
    if voulu is None:
        raise Http404(f"No document {cle}.txt.")

    contenu = texte(voulu, edition, page.full_url)
    etag = f'"{empreinte_du_document(contenu)}"'
    reponse = get_conditional_response(request, etag=etag)
    if reponse is None:
        reponse = HttpResponse(contenu, content_type="text/plain; charset=utf-8")
        reponse.headers["Content-Disposition"] = f'inline; filename="{_nom(voulu, edition, "txt")}"'
    reponse.headers["ETag"] = etag

    return _en_francais(reponse)


def chemins_gardes() -> list[str]:
    """Return where the page and its text files are kept by caches, after the manifesto's own address."""
    return [f"/{SUITE}", *(f"/{SUITE}{connu.cle}.txt" for connu in DOCUMENTS)]


def _edition() -> Edition:
    edition = edition_en_francais()
    if edition is None:
        raise Http404("No edition is in force.")
    return edition


def _nom(voulu: DocumentDActe, edition: Edition, suffixe: str) -> str:
    return f"coop-hlm-{voulu.cle}-{edition.source.code}.{suffixe}"


def _en_francais(reponse: HttpResponse) -> HttpResponse:
    """Say the language of what is sent, whatever that of the page it was asked from."""
    if reponse.status_code == 200:  # noqa: PLR2004
        reponse.headers["Content-Language"] = "fr"
    return reponse
