"""The archive, written as an operator would and read as a stranger would: from a disk, with `sha256sum`, `openssl`."""

import csv
import datetime
import io
import shutil
import subprocess
import sys
from io import StringIO
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from django.core.management import CommandError, call_command
from django.test import Client

from registre.models import Label
from registre.preuve.models import FeuilleDuJournal
from registre.public.archive import pages
from tests.registre.factories import CooperativeFactory, admissible, labellisee, retiree, suspendue

pytestmark = [pytest.mark.django_db, pytest.mark.lent, pytest.mark.rendu]
D = datetime.date
ETRANGE = 'Coop\' <b>Gras</b> & "Cie" بيت'


@pytest.fixture
def registre(db: None) -> Label:
    """A register with a label in force, a suspended one, one withdrawn, a coop engaged whose name is hostile."""
    label = labellisee(D(2025, 3, 1))
    suspendue(labellisee(D(2025, 4, 1)), D(2026, 1, 10))
    retiree(labellisee(D(2024, 5, 1)), D(2025, 6, 1))
    admissible(D(2026, 6, 1), CooperativeFactory(nom=ETRANGE, nom_usuel="", demonstration=True))
    return label


@pytest.fixture
def archive(registre: Label, cles: Path, tmp_path: Path) -> Path:
    """The archive of that register, signed."""
    call_command("archiver", str(tmp_path / "archive"), stdout=StringIO())
    return tmp_path / "archive"


def fichiers(dossier: Path) -> list[Path]:
    return [fichier for fichier in sorted(dossier.rglob("*")) if fichier.is_file()]


class TestTheArchive:
    def test_has_a_page_for_each_coop_and_label_all_links_leading_somewhere(self, archive: Path) -> None:
        lues = [fichier for fichier in fichiers(archive) if fichier.suffix == ".html"]
        assert {f"{numero}.html" for numero in Label.objects.values_list("numero", flat=True)} <= {p.name for p in lues}

        for page in lues:
            soupe = BeautifulSoup(page.read_text(), "lxml")
            assert len(soupe.find_all("h1")) == 1
            for lien in soupe.find_all(["a", "link", "script"]):
                adresse = str(lien.get("href") or lien.get("src"))
                assert urlsplit(adresse).scheme or (page.parent / adresse).is_file(), (page, adresse)

    def test_shows_a_hostile_name_as_text_and_a_fiction_as_such(self, archive: Path) -> None:
        index = BeautifulSoup((archive / "index.html").read_text(), "lxml")
        assert ETRANGE in index.get_text()
        assert not index.find("b")
        assert "fictifs" in index.get_text()

    def test_gives_the_open_data_of_the_site(self, archive: Path, client: Client) -> None:
        for nom in ("registre.csv", "labels.csv", "registre.json"):
            reponse = client.get(f"/registre/donnees/{nom}")
            octets = b"".join(reponse.streaming_content)  # type: ignore[attr-defined]
            assert (archive / "donnees" / nom).read_bytes() == octets
        lignes = list(csv.DictReader(io.StringIO((archive / "donnees/labels.csv").read_text())))
        assert len(lignes) == 3

    def test_is_verified_with_tools_that_are_not_ours(self, archive: Path) -> None:
        if shutil.which("openssl") is None or shutil.which("sha256sum") is None:
            pytest.skip("openssl and sha256sum are needed")
        verifier_signature = (
            "openssl pkeyutl -verify -pubin -inkey cle-publique.pem -rawin -in empreintes.sha256 "
            "-sigfile empreintes.sha256.sig"
        )
        for ordre in ("sha256sum --strict --quiet -c empreintes.sha256", verifier_signature):
            assert ordre.removeprefix("sha256sum --strict --quiet ") in (archive / "LISEZMOI.txt").read_text()
            assert _lancer(archive, ordre.split()).returncode == 0

        inscrits = {ligne.split("  ")[1] for ligne in (archive / "empreintes.sha256").read_text().splitlines()}
        presents = {fichier.relative_to(archive).as_posix() for fichier in fichiers(archive)}
        assert presents - inscrits == {"empreintes.sha256", "empreintes.sha256.sig"}

    def test_brings_the_log_and_what_verifies_it(self, archive: Path) -> None:
        cle = (archive / "journal/cles.txt").read_text().splitlines()[0]
        ordre = [sys.executable, "-I", "verificateur_du_journal.py", "journal", "--cle", cle]
        fini = _lancer(archive, ordre)
        assert fini.stdout.startswith(f"Vrai : {FeuilleDuJournal.objects.count()} feuilles"), fini.stderr

    def test_brings_the_credentials(self, archive: Path, registre: Label) -> None:
        assert (archive / f"labels/{registre.numero}.credential.json").is_file()
        assert (archive / f"labels/{registre.numero}.credential.jwt").is_file()
        assert (archive / "did.json").is_file()


class TestAnArchiveThatCannotBe:
    def test_never_writes_over_a_folder_that_holds_anything(self, registre: Label, tmp_path: Path) -> None:
        (tmp_path / "garde").write_text("à garder")
        with pytest.raises(CommandError, match="n’est pas vide"):
            call_command("archiver", str(tmp_path))
        assert [fichier.name for fichier in fichiers(tmp_path)] == ["garde"]

    def test_leaves_nothing_when_it_stops_half_way(
        self, registre: Label, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def echouer(*_arguments: object) -> bytes:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(pages, "_page", echouer)
        with pytest.raises(CommandError, match="No space left"):
            call_command("archiver", str(tmp_path / "archive"))
        assert list(tmp_path.iterdir()) == []

    def test_is_refused_when_the_register_changes_meanwhile(
        self, registre: Label, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        ecrire = pages._page

        def entre_temps(gabarit: str, contexte: dict) -> bytes:
            if gabarit == "registre/archive/index.html":
                labellisee(D(2026, 2, 1))
            return ecrire(gabarit, contexte)

        monkeypatch.setattr(pages, "_page", entre_temps)
        with pytest.raises(CommandError, match="a changé"):
            call_command("archiver", str(tmp_path / "archive"))
        assert list(tmp_path.iterdir()) == []

    def test_without_a_key_is_written_and_says_that_it_is_not_signed(self, registre: Label, tmp_path: Path) -> None:
        dit = StringIO()
        call_command("archiver", str(tmp_path / "archive"), stdout=dit)
        assert "n’est pas signée" in dit.getvalue()
        assert "non signée" in (tmp_path / "archive/index.html").read_text()
        assert not (tmp_path / "archive/journal/checkpoint").exists()


def _lancer(dossier: Path, ordre: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(ordre, cwd=dossier, capture_output=True, text=True, check=False)  # noqa: S603
