"""Files in a bucket that machines share: kept, given to who may have them, forgotten, as on a disk."""

import io
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.test import Client
from PIL import Image

from registre.dossier.models import PieceDeDossier
from registre.models import Role
from socle.medias.orphelins import orphelins
from socle.models import SiteDocument, SiteImage
from tests.partage.seau import SEAU, Route, cles, client, vieillir
from tests.registre.dossier.monde import PDF, RACINE, commencer, coop_a, fichier, octets, referente
from tests.registre.factories import CooperativeFactory
from tests.registre.promotion.monde import membre, navigateur

pytestmark = [pytest.mark.django_db, pytest.mark.lent, pytest.mark.rendu]


@pytest.fixture
def elle(partage: Route) -> Client:
    """The browser of a référente who has begun her dossier."""
    navigue = referente(coop_a())
    commencer(navigue)
    return navigue


def image(nom: str = "cour.png") -> SiteImage:
    """A picture of the site."""
    dessin = io.BytesIO()
    Image.new("RGB", (64, 48), "teal").save(dessin, "PNG")
    return SiteImage.objects.create(title="Cour", file=ContentFile(dessin.getvalue(), name=nom))


def joindre(navigue: Client, **champs: Any) -> Any:
    """Send a file to the dossier."""
    return navigue.post(f"{RACINE}pieces/", {"fichier": fichier(), **champs})


class TestAPieceOfADossier:
    """Kept where nobody is led, and asked of the site each time."""

    def test_is_given_to_her_coop_and_to_nobody_else(self, elle: Client, seau: int) -> None:
        assert joindre(elle).status_code == 302
        piece = PieceDeDossier.objects.get()
        assert piece.fichier.name in cles(seau)

        adresse = f"{RACINE}pieces/{piece.pk}/"
        rendue = elle.get(adresse)
        assert octets(rendue) == PDF
        assert rendue["Content-Length"] == str(len(PDF))

        autre = navigateur(membre(CooperativeFactory.create(slug="coop-b"), Role.REFERENT))
        assert autre.get(adresse).status_code in {403, 404}
        assert Client().get(adresse).status_code == 302

    def test_has_no_address_of_the_bucket(self, elle: Client, seau: int) -> None:
        joindre(elle)
        nom = PieceDeDossier.objects.get().fichier.name
        assert default_storage.url(nom) == f"/media/{nom}"
        for detour in (nom, f"images/../{nom}", f"images//../../{nom}", f"images/./../{nom}"):
            assert Client().get(f"/media/{detour}").status_code == 404

    def test_goes_with_its_row_and_not_before(
        self, elle: Client, seau: int, django_capture_on_commit_callbacks: Any
    ) -> None:
        joindre(elle)
        piece = PieceDeDossier.objects.get()
        with django_capture_on_commit_callbacks() as apres:
            elle.post(f"{RACINE}pieces/{piece.pk}/retirer/")
        assert piece.fichier.name in cles(seau)
        for geste in apres:
            geste()
        assert cles(seau) == []


def test_what_nothing_names_goes_after_a_day(elle: Client, seau: int) -> None:
    joindre(elle)
    nomme = str(PieceDeDossier.objects.get().fichier.name)
    for nom, heures in (("perdu", 25), ("arrive", 23)):
        default_storage.save(f"documents/dossiers/{nom}", ContentFile(b"x"))
        vieillir(seau, f"documents/dossiers/{nom}", heures)
    vieillir(seau, nomme, 1000)

    call_command("purger_fichiers_orphelins", stdout=io.StringIO())

    assert cles(seau) == sorted([nomme, "documents/dossiers/arrive"])


def test_what_the_other_machine_has_just_swept_is_nobody_s_fault(
    elle: Client, seau: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    default_storage.save("documents/dossiers/perdu", ContentFile(b"x"))

    def listes(dossier: str) -> tuple[list[str], list[str]]:
        lu: tuple[list[str], list[str]] = lister(dossier)
        client(seau).delete_object(Bucket=SEAU, Key="documents/dossiers/perdu")
        return lu

    stockage: Any = default_storage
    lister = stockage.listdir
    monkeypatch.setattr(stockage._wrapped, "listdir", listes)
    assert orphelins() == []


class TestADocument:
    """Of the site, or of a private collection."""

    def test_is_given_by_the_site_as_a_download(self, partage: Route) -> None:
        document = SiteDocument(title="Guide")
        document.file.save("guide.txt", ContentFile(b"Un guide."))
        lu = Client().get(document.url)
        assert (lu.status_code, octets(lu)) == (200, b"Un guide.")
        assert lu["Content-Disposition"].startswith("attachment")
        assert "guide.txt" in lu["Content-Disposition"]

    def test_that_the_bucket_has_lost_is_a_404(self, partage: Route, seau: int) -> None:
        document = SiteDocument(title="Guide")
        document.file.save("guide.txt", ContentFile(b"Un guide."))
        client(seau).delete_object(Bucket=SEAU, Key=document.file.name)
        assert Client().get(document.url).status_code == 404


class TestAPicture:
    """Of a page: under our own address, at each of its sizes."""

    def test_is_shown_under_our_own_address(self, partage: Route) -> None:
        rendue = image().get_rendition("width-32|format-webp")
        assert rendue.url.startswith("/media/images/")
        lue = Client().get(rendue.url)
        assert lue.status_code == 200
        assert Image.open(io.BytesIO(lue.content)).size == (32, 24)
        assert lue["Cache-Control"] == "public, max-age=604800"
        assert lue["Content-Security-Policy"] == "default-src 'none'"
        assert lue["X-Content-Type-Options"] == "nosniff"

    def test_that_does_not_exist_is_a_404(self, partage: Route) -> None:
        assert Client().get("/media/images/rien.png").status_code == 404

    def test_of_a_disk_is_none_of_the_site_s_business(self, client: Client) -> None:
        assert client.get(image().file.url).status_code == 404


def test_two_files_sent_at_once_under_one_name_are_two_files(partage: Route, seau: int) -> None:
    route_lente = 0.1  # seconds: both ask whether the name is free before either has taken it
    partage.retard = route_lente
    with ThreadPoolExecutor(2) as deux:
        noms = list(deux.map(lambda mot: default_storage.save("images/a.txt", ContentFile(mot)), (b"un", b"deux")))

    partage.retablir()
    assert len(set(noms)) == 2
    lus = set()
    for nom in noms:
        with default_storage.open(nom) as garde:
            lus.add(garde.read())
    assert lus == {b"un", b"deux"}
