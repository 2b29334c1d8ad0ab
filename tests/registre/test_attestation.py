"""The attestation: one tagged page that says what the register says, when, and how to check it again."""

import datetime
import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pikepdf
import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.cache import caches
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from registre.ecriture import enregistre_a
from registre.etats import Operation, SortDuLabel
from registre.models import Cooperative, VersionDuRegistre
from registre.operations.correction import corriger_au
from registre.operations.ecriture import journal_de
from registre.operations.maintien import lever_au, retirer_au, suspendre_au
from registre.public.fiche import attestation
from socle.dessins import atelier
from tests.registre import decisions
from tests.registre.factories import CooperativeFactory, absorbee, labellisee, siren_fictif, suspendue
from tests.registre.journaux import dernier
from tests.registre.lecture import lire, mots

D = datetime.date
MIDI = datetime.datetime(2026, 6, 15, 10, 5, tzinfo=datetime.UTC)
pytestmark = [pytest.mark.django_db, pytest.mark.lent, pytest.mark.rendu]


@pytest.fixture(autouse=True)
def le_jour() -> Iterator[None]:
    """It is 15 June 2026, five past twelve in Paris."""
    with time_machine.travel(MIDI, tick=False):
        yield


def a_midi(jour: datetime.date) -> Any:
    """Record as on this day."""
    return enregistre_a(datetime.datetime.combine(jour, datetime.time(11), tzinfo=datetime.UTC))


@pytest.fixture
def coop() -> Cooperative:
    """A coop with a long name, entered on 5 January 2024, labelled since 1 March 2025."""
    nom = "Société coopérative de production d’HLM de la vallée haute et des communes réunies du canton " * 2
    with a_midi(D(2024, 1, 5)):
        coop = CooperativeFactory.create(nom=nom[:190].strip(), siren=siren_fictif(73_001))
    with a_midi(D(2025, 3, 1)):
        labellisee(D(2025, 3, 1), coop)
    return coop


def demander(client: Client, siren: str, **parametres: str) -> Any:
    """Return the answer to a request for an attestation, which must be a PDF."""
    reponse = client.get(f"/registre/attestation/{siren}.pdf", parametres)
    assert (reponse.status_code, reponse["Content-Type"]) == (200, "application/pdf")
    return reponse


def lettres(texte: str) -> str:
    """The text without any space: lines break where they must."""
    return re.sub(r"\s+", "", texte)


def lue(reponse: HttpResponse) -> str:
    """Every letter of a PDF, which must hold on one page."""
    [page] = PdfReader(BytesIO(reponse.content)).pages
    return lettres(page.extract_text())


@pytest.fixture
def en_html(monkeypatch: pytest.MonkeyPatch) -> None:
    """Answer with the document instead of its drawing, which takes a second."""
    monkeypatch.setattr(atelier, "dessiner", _sans_dessin)


def _sans_dessin(html: str, *, pages: int, tour: int) -> bytes:
    return html.encode()


def document(reponse: HttpResponse) -> str:
    """Every letter of a document that was not drawn."""
    return lettres(mots(BeautifulSoup(reponse.content, "lxml")))


def manquent(texte: str, *phrases: str) -> list[str]:
    """Return which of these a PDF does not say."""
    return [phrase for phrase in phrases if lettres(phrase) not in texte]


def test_it_says_who_what_since_when_and_how_to_check_again(client: Client, coop: Cooperative) -> None:
    label = coop.labels.get()
    reponse = demander(client, coop.siren)
    texte = lue(reponse)
    version = VersionDuRegistre.objects.get()
    attendu = [
        "Ce que le registre dit du 15 juin 2026",
        "Établie le 15 juin 2026 à 12 h 05, heure de Paris",
        "Démonstration : coopérative fictive",
        coop.nom,
        "Labellisée jusqu’au 29 février 2028",
        f"Label {label.numero}, octroyé le 1er mars 2025 pour la période du 1er mars 2025 au 29 février 2028 inclus",
        "Axe 1",
        "Engagement 10",
        "1er mars 2025 Label octroyé",
        f"Registre version {version.numero}, journal {version.tete[:16]}",
    ]

    assert manquent(texte, *attendu) == []
    assert reponse["Content-Disposition"] == f'inline; filename="attestation-{coop.siren}-2026-06-15.pdf"'
    assert "no-store" not in reponse["Cache-Control"]
    assert "max-age=0" in reponse["Cache-Control"]

    with pikepdf.open(BytesIO(reponse.content)) as document:
        assert document.Root.MarkInfo.Marked
        assert str(document.Root.Lang) == "fr"
        with document.open_metadata() as xmp:
            assert xmp["pdfuaid:part"] == "1"


@pytest.mark.usefixtures("en_html")
def test_the_address_it_bears_asks_the_same_question_for_ever(client: Client, coop: Cooperative) -> None:
    html = BeautifulSoup(demander(client, coop.siren, au="2026-05-01").content, "lxml")
    [adresse] = {lien["href"] for lien in html.select("a")}
    assert parse_qs(urlsplit(adresse).query) == {"au": ["2026-05-01"], "connu_le": ["2026-06-15"]}
    with time_machine.travel(MIDI + datetime.timedelta(days=30), tick=False):
        decisions.corriger(dernier(Operation.ACCORDER_LABEL).pk, le=D(2025, 3, 4), motif="Relu.")
        chemin = adresse.removeprefix("http://localhost:8000")
        page = lire(client, client.get(chemin)["Location"])
        assert "tel que connu le 15 juin 2026" in mots(page.select_one(".autre-jour"))
        assert mots(page.select_one(".bande__statut")) == "Labellisée jusqu’au 29 février 2028"


@pytest.mark.usefixtures("en_html")
def test_a_past_knowledge_says_what_was_corrected_since(client: Client, coop: Cooperative) -> None:
    with a_midi(D(2026, 4, 20)):
        decisions.corriger(dernier(Operation.ACCORDER_LABEL).pk, le=D(2025, 3, 4), motif="Séance du 4.")
    texte = document(demander(client, coop.siren, au="2026-03-01", connu_le="2026-04-15"))
    attendu = [
        "Ce que le registre disait du 1er mars 2026, tel que connu le 15 avril 2026",
        "octroyé le 1er mars 2025",
        "Corrigé le 20 avril 2026 (auparavant : le 1er mars 2025), motif : Séance du 4.",
    ]

    assert manquent(texte, *attendu) == []

    texte = document(demander(client, coop.siren, au="2026-03-01", connu_le="2026-04-20"))
    assert manquent(texte, "octroyé le 4 mars 2025", "Depuis, rien n’a été corrigé ni ajouté.") == []


def test_a_heavy_course_still_holds_on_one_page(client: Client, coop: Cooperative) -> None:
    numero = coop.labels.get().numero
    with journal_de(coop.pk) as flux:
        for mois in range(4, 12):
            motif = "Point d’étape non tenu malgré deux relances et une visite. " * 12
            suspendre_au(flux, numero, par=None, le=D(2025, mois, 5), motif=motif)
            lever_au(flux, numero, par=None, le=D(2025, mois, 20))
            motif = "Le courrier était daté du 6. " * 12
            corriger_au(flux, flux.actes[-2].rang, par=None, le=D(2025, mois, 6), motif=motif)
        retirer_au(flux, numero, par=None, le=D(2026, 2, 1), motif="Gouvernance abandonnée. " * 60)

    reponse = demander(client, coop.siren)

    assert manquent(lue(reponse), "Label retiré le 1er février 2026", "Les décisions plus anciennes sont sur") == []


@pytest.mark.usefixtures("en_html")
def test_an_absorbed_coop_and_one_without_a_label_have_theirs(client: Client, coop: Cooperative) -> None:
    grande = CooperativeFactory.create(nom="Grande", siren=siren_fictif(73_002))
    assert manquent(document(demander(client, grande.siren)), "Pas de label connu") == []
    absorbee(coop, grande, D(2026, 5, 1), sort=SortDuLabel.CLOS)
    assert manquent(document(demander(client, coop.siren)), "Absorbée le 1er mai 2026 par Grande") == []


@pytest.mark.usefixtures("en_html")
def test_an_old_siren_still_answers_and_an_unknown_one_is_a_404_in_words(client: Client, coop: Cooperative) -> None:
    ancien = coop.siren
    decisions.changer_siren(coop.pk, siren=siren_fictif(73_003), le=D(2026, 2, 1))

    assert manquent(document(demander(client, ancien)), "000 730 036") == []
    assert manquent(document(demander(client, siren_fictif(73_003), au="2025-06-01")), "000 730 010") == []

    for siren in ("123456789", "nimporte"):
        page = lire(client, f"/registre/attestation/{siren}.pdf", 404)
        assert "Aucune coopérative connue" in mots(page.main)
    with a_midi(D(2026, 6, 1)):
        nouvelle = CooperativeFactory.create(siren=siren_fictif(73_004))
    page = lire(client, f"/registre/attestation/{nouvelle.siren}.pdf", 404, connu_le="2026-05-31")
    assert "n’était pas encore au registre le 31 mai 2026" in mots(page.main)


@pytest.mark.usefixtures("en_html")
def test_it_is_drawn_once_until_the_register_or_the_day_changes(
    client: Client, coop: Cooperative, monkeypatch: pytest.MonkeyPatch
) -> None:
    lues: list[int] = []
    lire_la_coop = attestation.lire_la_coop  # type: ignore[attr-defined]

    def compter(*args: Any, **kwargs: Any) -> Any:
        lues.append(1)
        return lire_la_coop(*args, **kwargs)

    monkeypatch.setattr(attestation, "lire_la_coop", compter)
    caches["dessins"].clear()
    premiere = demander(client, coop.siren)
    with CaptureQueriesContext(connection) as requetes:
        seconde = client.get(f"/registre/attestation/{coop.siren}.pdf", headers={"If-None-Match": premiere["ETag"]})
    assert (seconde.status_code, len(requetes), len(lues)) == (304, 3, 1)
    assert demander(client, coop.siren)["ETag"] == premiere["ETag"]
    assert len(lues) == 1

    suspendue(coop.labels.get(), D(2026, 6, 1))
    changee = demander(client, coop.siren)
    assert (changee["ETag"] == premiere["ETag"], len(lues)) == (False, 2)
    with time_machine.travel(datetime.datetime(2026, 6, 15, 22, 0, tzinfo=datetime.UTC), tick=False):
        assert demander(client, coop.siren)["ETag"] != changee["ETag"]


def test_the_page_links_to_it_with_its_own_two_days(client: Client, coop: Cooperative) -> None:
    adresse = f"/registre/attestation/{coop.siren}.pdf"
    lien = lire(client, f"/registre/{coop.slug}/").select_one(f'a[href^="{adresse}"]')
    assert (lien["href"], mots(lien)) == (adresse, "Télécharger l’attestation")
    deux_jours = {"au": "2026-03-01", "connu_le": "2026-04-15"}
    lien = lire(client, f"/registre/{coop.slug}/", **deux_jours).select_one(f'a[href^="{adresse}"]')
    assert lien["href"] == f"{adresse}?au=2026-03-01&connu_le=2026-04-15"
