"""What a backup takes, how it is written, and what is left when it is not."""

import errno
import json
import os
import signal
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import CommandError
from django.db import connections
from pytest_django import Settings

from socle.sauvegarde.archive import EcritureDArchive
from tests.registre.sauvegarde.archives import contenu, noms
from tests.registre.sauvegarde.conftest import dire

pytestmark = pytest.mark.usefixtures("base_lue")


class TestWhatItTakes:
    """The database, the files of the site, and what both are to be held against."""

    def test_every_file_of_the_site_but_links_and_drawings(
        self, medias: Path, tmp_path: Path, settings: Settings
    ) -> None:
        settings.DRAWINGS_ROOT = medias / "dessins"
        (medias / "dessins").mkdir()
        (medias / "dessins/carte.png").write_bytes(b"se redessine")
        (medias / "lien").symlink_to("/etc/hostname")
        (medias / ".sante-abc").write_bytes(b"passe")

        dire("sauvegarder", tmp_path / "site.tar")

        [*base, lettre, facade, manifeste] = noms(tmp_path / "site.tar")
        assert (lettre, facade) == ("media/dossiers/lettre.pdf", "media/images/façade.png")
        assert base == ["base/000001"]
        assert manifeste == "manifeste.json"

    def test_its_manifest_says_counts_heads_and_versions(self, medias: Path, tmp_path: Path) -> None:
        dire("sauvegarder", tmp_path / "site.tar")
        dit = json.loads(contenu(tmp_path / "site.tar", "manifeste.json"))

        assert dit["base"]["lignes"]["wagtailcore_locale"] > 0
        assert set(dit["base"]["temoins"]) == {"journal du registre", "journal public"}
        assert set(dit["versions"]) == {"coophlm", "django", "wagtail", "python"}
        assert "0001_initial" in dit["base"]["migrations"]["registre"]
        assert len(dit["membres"]["media/dossiers/lettre.pdf"]["sha256"]) == 64


class TestHowItIsWritten:
    """For one account, under its name once whole, over nothing."""

    def test_for_this_account_alone_named_by_the_moment_in_a_folder(self, medias: Path, tmp_path: Path) -> None:
        (tmp_path / "nuit").mkdir()
        dire("sauvegarder", tmp_path / "nuit")

        [archive] = (tmp_path / "nuit").iterdir()
        assert archive.match("coophlm-20*.tar")
        assert stat.S_IMODE(archive.stat().st_mode) == 0o600

    def test_never_over_another(self, medias: Path, tmp_path: Path) -> None:
        (tmp_path / "site.tar").write_text("celle d’hier")
        with pytest.raises(CommandError, match="existe déjà : rien n’est jamais écrasé"):
            dire("sauvegarder", tmp_path / "site.tar")
        assert (tmp_path / "site.tar").read_text() == "celle d’hier"

    def test_a_simulation_says_what_there_is_and_writes_nothing(self, medias: Path, tmp_path: Path) -> None:
        avant = sorted(tmp_path.rglob("*"))
        assert "fichiers : 2, octets des fichiers : 10019" in dire("sauvegarder", tmp_path, "--simulation")
        assert sorted(tmp_path.rglob("*")) == avant

    def test_a_full_disk_is_said_and_leaves_nothing(
        self, medias: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def plein(_descripteur: int) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr("socle.sauvegarde.provisoire.os.fsync", plein)
        with pytest.raises(CommandError, match="il n’y a plus de place sur le disque"):
            dire("sauvegarder", tmp_path / "site.tar")
        assert [chemin.name for chemin in tmp_path.iterdir() if chemin.is_file()] == []


class TestACommandThatIsKilled:
    """At the worst moment: all is written but the manifest."""

    @pytest.fixture
    def tuee(self, monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], int]:
        """Back up in a child that dies there; return the signal it died of."""

        def mourir(_archive: EcritureDArchive, _manifeste: object) -> None:
            os.kill(os.getpid(), signal.SIGKILL)

        def faire(but: Path) -> int:
            connections.close_all()
            enfant = os.fork()
            if enfant == 0:
                monkeypatch.setattr(EcritureDArchive, "clore", mourir)
                try:
                    dire("sauvegarder", but)
                finally:
                    os._exit(1)
            return os.WTERMSIG(os.waitpid(enfant, 0)[1])

        return faire

    def test_leaves_nothing_that_passes_for_a_backup_and_the_next_one_takes_it_away(
        self, medias: Path, tmp_path: Path, tuee: Callable[[Path], int]
    ) -> None:
        nuit = tmp_path / "nuit"
        nuit.mkdir()

        assert tuee(nuit / "coophlm-lundi.tar") == signal.SIGKILL
        assert [chemin.name for chemin in nuit.glob("coophlm-*")] == []
        assert len(list(nuit.iterdir())) == 1

        dire("sauvegarder", nuit / "coophlm-mardi.tar")
        assert [chemin.name for chemin in nuit.iterdir()] == ["coophlm-mardi.tar"]
