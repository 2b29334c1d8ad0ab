"""The bucket is silent, slow or gone: pages without files go on, a file is refused in words, nothing typed is lost."""

import io
import time
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from registre.dossier.models import PieceDeDossier
from socle.medias.muet import PHRASE, StockageMuet
from socle.medias.stockage_partage import REPIT, StockagePartage
from socle.models import SiteDocument
from tests.partage.conftest import presser
from tests.partage.seau import Route, cles, duree
from tests.partage.test_fichiers_partages import image, joindre
from tests.registre.dossier.monde import RACINE, commencer, coop_a, referente
from tests.registre.factories import CooperativeFactory
from tests.registre.promotion.monde import membre, navigateur
from tests.socle.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.lent, pytest.mark.rendu]

BORNE = 4.0  # seconds, on a full machine: one silence, and what the site does besides
DIT = str(PHRASE).partition(" :")[0]  # an apostrophe follows, which pages write their own way


@pytest.fixture
def elle(partage: Route) -> Client:
    """The browser of a référente whose dossier has a file."""
    navigue = referente(coop_a())
    commencer(navigue)
    joindre(navigue)
    return navigue


@pytest.fixture(params=["muette", "coupée"])
def panne(request: pytest.FixtureRequest) -> Any:
    """How the road fails: it keeps what it is given, or hangs up."""

    def tomber(route: Route) -> None:
        REPIT.finir()
        presser()
        route.retard, route.coupee = (60.0, False) if request.param == "muette" else (0.0, True)

    return tomber


def test_a_page_without_files_answers_as_ever(elle: Client, partage: Route, panne: Any) -> None:
    panne(partage)
    avant = partage.demandes
    for adresse in ("/", "/registre/", RACINE, f"{RACINE}pieces/"):
        assert elle.get(adresse, follow=True).status_code == 200
    assert partage.demandes == avant


def test_a_file_is_refused_in_words_and_what_was_typed_stays(elle: Client, partage: Route, panne: Any) -> None:
    panne(partage)
    depuis = time.monotonic()

    refuse = joindre(elle, libelle="Procès-verbal de mars")

    assert duree(depuis) < BORNE
    assert refuse.status_code == 400
    page = refuse.content.decode()
    assert DIT in page
    assert "Procès-verbal de mars" in page
    assert PieceDeDossier.objects.count() == 1
    partage.retablir()
    REPIT.finir()
    assert joindre(elle, libelle="Procès-verbal de mars").status_code == 302


def test_a_download_is_a_503_that_says_so(elle: Client, partage: Route, panne: Any) -> None:
    piece = PieceDeDossier.objects.get()
    panne(partage)
    elle.raise_request_exception = False

    rendue = elle.get(f"{RACINE}pieces/{piece.pk}/")

    assert rendue.status_code == 503
    assert rendue["Retry-After"] == "60"
    assert "Le dépôt des fichiers ne répond pas" in rendue.content.decode()


def test_a_document_and_a_picture_too(partage: Route, panne: Any) -> None:
    document = SiteDocument(title="Guide")
    document.file.save("guide.txt", ContentFile(b"Un guide."))
    adresses = [document.url, image().file.url]
    panne(partage)
    for adresse in adresses:
        assert Client(raise_request_exception=False).get(adresse).status_code == 503


def test_a_page_whose_pictures_are_not_drawn_yet_is_shown_without_them(partage: Route, panne: Any) -> None:
    from django.template import engines

    photo = image()
    panne(partage)
    depuis = time.monotonic()
    gabarit = engines["django"].from_string(
        "{% load wagtailimages_tags %}{% picture photo format-{avif,webp,jpeg} width-{480,960,1440} %}"
    )
    assert "not-found" in gabarit.render({"photo": photo})
    assert duree(depuis) < BORNE


class TestTheAdmin:
    """Wagtail's own forms, which say it on the form: its views could only answer an error."""

    @pytest.mark.parametrize("quoi", ["image", "document"])
    def test_keeps_what_was_typed(self, partage: Route, panne: Any, quoi: str) -> None:
        client = Client()
        client.force_login(UserFactory.create(superuser=True))
        dessin = io.BytesIO()
        from PIL import Image

        Image.new("RGB", (8, 8)).save(dessin, "PNG")
        fichier = ("a.png", dessin.getvalue()) if quoi == "image" else ("a.txt", b"Un texte.")
        panne(partage)

        adresse = reverse("wagtailimages:add" if quoi == "image" else "wagtaildocs:add")
        rendue = client.post(adresse, {"title": "La cour", "file": SimpleUploadedFile(*fichier), "tags": "été"})

        assert rendue.status_code == 200
        page = rendue.content.decode()
        assert DIT in page
        assert "La cour" in page
        assert "été" in page


def test_a_bucket_that_dies_after_the_form_was_read_is_said_too(
    elle: Client, partage: Route, panne: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def tombe(self: StockagePartage, name: str, content: Any) -> str:
        panne(partage)
        return str(garder(self, name, content))

    garder = StockagePartage._save
    monkeypatch.setattr(StockagePartage, "_save", tombe)
    elle.raise_request_exception = False
    refuse = elle.post(
        "/espace/coop-a/deployer/conseil/",
        {"fait_le": "14/03/2026", "revision": "0", "fichier": SimpleUploadedFile("pv.txt", b"Un texte.")},
    )
    assert DIT in refuse.content.decode()
    assert "14/03/2026" in refuse.content.decode()
    assert not SiteDocument.objects.exists()


class TestTheTimeAllowed:
    """It is spent however the bucket dawdles."""

    def test_bounds_a_file_that_comes_by_drops(self, partage: Route) -> None:
        nom = default_storage.save("images/gros.txt", ContentFile(bytes(3_000_000)))
        partage.retard = 0.1  # no silence is long
        depuis = time.monotonic()
        with pytest.raises(StockageMuet, match="too slow"):
            default_storage.open(nom)
        assert duree(depuis) < BORNE

    def test_bounds_a_file_that_is_sent_by_drops(self, partage: Route, seau: int) -> None:
        partage.retard = 0.1
        depuis = time.monotonic()
        with pytest.raises(StockageMuet):
            default_storage.save("images/gros.txt", ContentFile(bytes(40_000_000)))
        assert duree(depuis) < 2 * BORNE
        partage.retablir()
        assert cles(seau) == []

    def test_is_spent_once_for_all_who_ask_meanwhile(self, partage: Route) -> None:
        presser()
        partage.retard = 60.0
        with pytest.raises(StockageMuet):
            default_storage.exists("a")
        avant = partage.demandes
        for _autre in range(5):
            with pytest.raises(StockageMuet, match="a moment ago"):
                default_storage.exists("a")
        assert partage.demandes == avant


def test_the_readiness_probe_names_it(partage: Route, panne: Any) -> None:
    assert Client(headers={"host": "localhost"}).get("/sante/pret").json()["stockage"] == "en marche"
    panne(partage)
    reponse = Client(headers={"host": "localhost"}).get("/sante/pret")
    assert (reponse.status_code, reponse.json()["stockage"]) == (503, "en panne")


def test_what_a_failing_bucket_keeps_of_a_deleted_file_is_for_the_log(
    elle: Client, partage: Route, seau: int, caplog: pytest.LogCaptureFixture, django_capture_on_commit_callbacks: Any
) -> None:
    piece = PieceDeDossier.objects.get()
    partage.coupee = True
    with django_capture_on_commit_callbacks(execute=True):
        assert elle.post(f"{RACINE}pieces/{piece.pk}/retirer/").status_code == 302
    assert not PieceDeDossier.objects.exists()
    assert str(piece.fichier.name) in caplog.text
    assert cles(seau) == [piece.fichier.name]  # an orphan, swept a day later


def test_whoever_is_not_to_have_a_file_is_not_told_that_the_bucket_is_down(elle: Client, partage: Route) -> None:
    piece = PieceDeDossier.objects.get()
    partage.coupee = True
    avant = partage.demandes
    autre = navigateur(membre(CooperativeFactory.create(slug="coop-b")))
    assert autre.get(f"{RACINE}pieces/{piece.pk}/").status_code in {403, 404}
    assert partage.demandes == avant
