"""Every PDF of the site, in each language, as a screen reader goes through it."""

import datetime
import re
from collections.abc import Iterable, Iterator
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from django.urls import get_resolver
from pytest_django import DjangoDbBlocker

from bonnes_pratiques.models import FichePratique
from raison_detre.models import ManifestePage
from raison_detre.pdf import Imprime
from registre.models import Label
from socle.dessins.atelier import dossiers_statiques
from socle.dessins.dessin_pdf import dessiner
from tests.bonnes_pratiques.conftest import charger_rayons
from tests.bonnes_pratiques.factories import ReprisePubliqueFactory, fiche
from tests.formats import pdf
from tests.raison_detre.conftest import A_MIDI, le_site_a_midi
from tests.registre.factories import labellisee, suspendue
from tests.rigueur.base import Sites

pytestmark = [pytest.mark.django_db, pytest.mark.lent]
D = datetime.date
LISTES = "<p>Avant :</p><ul><li>un<ul><li>dedans</li></ul></li><li>deux</li></ul><p><a href='/registre/'>Là</a></p>"
MOTIF = "Le point d’étape n’a pas été tenu"


def tout_imprimer() -> None:
    """Load what each PDF may hold: lists in lists, results, links, a French motive, an English sheet."""
    charger_rayons()
    call_command("charger_traduction", stdout=StringIO())
    une = fiche("Diviser les charges", engagements=(1, 5), resultats=[{}], point_de_depart=LISTES, conditions=LISTES)
    ReprisePubliqueFactory(fiche=une)
    fiche("Halving the charges", langue="en", traduction_de=une, slug="halving")
    fiche("Un jardin partagé", slug="jardin")
    label = labellisee(D(2025, 3, 1))
    suspendue(label, D(2026, 5, 4), MOTIF)


@pytest.fixture(scope="class")
def imprimable(sites: Sites, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The site with all that can be printed, loaded once; it is 15 June 2026."""
    midi = time_machine.travel(A_MIDI, tick=False)
    with django_db_blocker.unblock(), midi, sites.visit("imprimable", tout_imprimer, le_site_a_midi):
        yield


def adresses() -> dict[str, str]:
    """Return the address of each PDF, by a name and its language."""
    siren = Label.objects.get().cooperative.siren
    manifestes = {m.locale.language_code: str(m.url) for m in ManifestePage.objects.all()}
    question = "&".join(f"fiches={f.pk}" for f in FichePratique.objects.order_by("pk"))
    lues: dict[str, str] = {}

    for langue, prefixe, slug in (("fr", "", "diviser-les-charges"), ("en", "/en", "halving")):
        lues |= {
            f"attestation {langue}": f"{prefixe}/registre/attestation/{siren}.pdf",
            f"fiche {langue}": f"{prefixe}/bonnes-pratiques/{slug}/fiche.pdf",
            f"classeur {langue}": f"{prefixe}/bonnes-pratiques/classeur.pdf?{question}",
            f"texte {langue}": f"{manifestes[langue]}texte.pdf",
            f"affiche {langue}": f"{manifestes[langue]}affiche.pdf",
        }

    return lues


NOMS = [
    f"{nom} {langue}" for nom in ("attestation", "fiche", "classeur", "texte", "affiche") for langue in ("fr", "en")
]


def telecharger(nom: str) -> bytes:
    reponse = Client().get(adresses()[nom])
    assert (reponse.status_code, reponse.headers["Content-Type"]) == (200, "application/pdf"), nom
    return bytes(reponse.content)


@pytest.mark.usefixtures("imprimable")
@pytest.mark.rendu
class TestTousLesPdf:
    @pytest.mark.parametrize("nom", NOMS)
    def test_its_tree_is_sound_and_claims_no_more_than_it_holds(self, nom: str) -> None:
        contenu = telecharger(nom)
        assert pdf.fautes(contenu) == []
        assert {"/H1", "/H2", "/L", "/LI"} <= set(pdf.natures(contenu))

    def test_a_french_passage_of_an_english_document_is_said_to_be_french(self) -> None:
        passages = pdf.passages(telecharger("attestation en"))
        assert set(passages) == {"en", "fr"}
        assert "".join(MOTIF.split()) in passages["fr"]
        assert "Notremission" in passages["fr"]
        assert not re.search("Attestation|Axis|Reason", passages["fr"])
        assert "Decisions" in passages["en"]

    def test_each_sheet_of_a_binder_is_in_its_own_language(self) -> None:
        passages = pdf.passages(telecharger("classeur en"))
        assert "Halvingthecharges" in passages["en"]
        assert "Unjardinpartagé" in passages["fr"]
        assert "Pointdedépart" in passages["fr"]
        assert "Dépense" not in passages["en"]

    @pytest.mark.parametrize("nom", ["fiche fr", "texte en"])
    def test_a_document_of_one_language_says_no_other(self, nom: str) -> None:
        assert set(pdf.passages(telecharger(nom))) == {nom[-2:]}

    def test_lists_inside_lists_and_drawings_are_read(self) -> None:
        natures = pdf.natures(telecharger("fiche fr"))
        assert natures.count("/Figure") == 1
        assert natures.count("/LI") > natures.count("/L") > 3


def adresses_en_pdf(motifs: Iterable[Any]) -> set[str]:
    """Return every address that ends with .pdf, as the site declares them."""
    lues: set[str] = set()
    for motif in motifs:
        lues |= adresses_en_pdf(getattr(motif, "url_patterns", ()))
        if str(motif.pattern).endswith(".pdf"):
            lues.add(str(motif.pattern))
    return lues


def test_no_pdf_of_the_site_is_left_out() -> None:
    assert adresses_en_pdf(get_resolver().url_patterns) == {
        "attestation/<str:siren>.pdf",
        "labels/<str:numero>/certificat.pdf",
        "classeur.pdf",
        "<slug:slug>/fiche.pdf",
        "<slug:coop>/candidature/versions/<int:n>/dossier.pdf",  # read in tests/registre/dossier
        "registre/seances/<int:pk>/proces-verbal.pdf",  # read in tests/registre/comite
    }
    assert {"texte.pdf", "affiche.pdf"} == {f"{imprime}.pdf" for imprime in Imprime}


class TestLeDessin:
    """What the mending does, on documents made for it."""

    def dessiner(self, corps: str) -> bytes:
        html = f'<html lang="fr"><title>Essai</title><h1>Essai</h1>{corps}'
        return dessiner(html, dossiers=[*dossiers_statiques()])

    @pytest.mark.parametrize(
        "corps",
        [
            "<dl><div><dt>Mot</dt><dd>Sens</dd><dd>Autre</dd></div></dl>",
            "<ul><li>un<ul><li>dedans<ol><li>encore</li></ol></li></ul></li><li>deux</li></ul>",
            '<table><tr><th>A<th>B</tr><tr><th scope="row">C<td>1</tr></table>',
            '<p>Un lien <a href="https://example.org/">dehors</a>, un autre <a href="#rien">nulle part</a>.</p>',
            '<div><svg width="9" height="9"><title>Un carré</title><path d="M0 0h9v9z"/></svg></div>',
            "<style>@page { @bottom-left { content: 'Pied' } }</style><p>Texte</p>",
            "<style>a::after { content: ' (page 1)' }</style><p><a href='#x'>Ici</a></p><p id=x>x</p>",
        ],
        ids=["terms", "lists", "table", "links", "drawing", "margin", "link in a link"],
    )
    def test_what_weasyprint_leaves_undone_is_mended(self, corps: str) -> None:
        assert pdf.fautes(self.dessiner(corps)) == []

    @pytest.mark.parametrize(
        ("corps", "fautes"),
        [
            ('<svg width="9" height="9"><path d="M0 0h9v9z"/></svg>', ["a figure without words"]),
            ("<h3>Trop bas</h3>", ["/H3 under level 1"]),
        ],
    )
    def test_what_cannot_be_mended_is_not_claimed(self, corps: str, fautes: list[str]) -> None:
        assert pdf.fautes(self.dessiner(corps)) == fautes

    def test_the_language_of_a_passage_is_kept(self) -> None:
        contenu = self.dessiner(
            '<p>Bonjour <i lang="en">good <b>morning</b></i> <a lang="de" href="#x">Tag</a></p><p id=x>'
        )
        assert pdf.passages(contenu) == {"fr": "EssaiBonjour", "en": "goodmorning", "de": "Tag"}
