"""An archive is read to its end before anything is written, and what is wrong with it has a name."""

import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError
from django.db import connection
from pytest_django import DjangoDbBlocker, Settings

from tests.registre.sauvegarde.archives import (
    alterer,
    avec_un_manifeste_change,
    avec_un_membre_de_plus,
)
from tests.registre.sauvegarde.conftest import autre_machine, dire, tables


@pytest.fixture(scope="module")
def machine_vide(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """Another machine, with nothing on it: one for all, since none of these tests may leave anything there."""
    dossier = tmp_path_factory.mktemp("machine")
    with django_db_blocker.unblock(), autre_machine(dossier):
        yield dossier


@pytest.fixture(autouse=True)
def vide(machine_vide: Path, settings: Settings) -> Iterator[None]:
    """Be there, and find nothing written in the end."""
    settings.MEDIA_ROOT = machine_vide / "media"
    yield
    assert tables() == []
    assert not settings.MEDIA_ROOT.exists()


@pytest.mark.parametrize("nom", ["base/000001", "media/dossiers/lettre.pdf", "media/images/façade.png"])
def test_one_byte_altered_in_a_member_is_named(archive: Path, nom: str) -> None:
    alterer(archive, nom)
    with pytest.raises(CommandError, match=f"« {nom} » est abîmé"):
        dire("restaurer", archive)


def test_one_byte_altered_in_the_manifest_is_seen(archive: Path) -> None:
    alterer(archive, "manifeste.json")
    with pytest.raises(CommandError, match=r"manifeste.json|est abîmé|manque|en trop"):
        dire("restaurer", archive)


@pytest.mark.parametrize("part", [0.001, 0.3, 0.7, 0.9])
def test_an_archive_cut_short_is_said_to_be(archive: Path, part: float) -> None:
    octets = archive.read_bytes()
    archive.write_bytes(octets[: int(len(octets) * part)])
    with pytest.raises(CommandError, match="tronquée"):
        dire("restaurer", archive)


def test_a_file_that_is_no_archive_is_said_to_be_none(tmp_path: Path) -> None:
    (tmp_path / "lettre.txt").write_text("Bonjour" * 1000)
    with pytest.raises(CommandError, match="tronquée ou abîmée"):
        dire("restaurer", tmp_path / "lettre.txt")


def test_a_file_that_is_not_there_is_said_not_to_read(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"absente.tar ne se lit pas"):
        dire("restaurer", tmp_path / "absente.tar")


class TestAMemberThatWouldLeadElsewhere:
    """Names come from the archive: none may write out of the folders of the site."""

    @pytest.mark.parametrize(
        "nom", ["media/../../dehors.txt", "/media/dehors.txt", "media//dehors.txt", "dehors.txt", "media\\dehors"]
    )
    def test_is_refused_by_its_name(self, archive: Path, nom: str) -> None:
        avec_un_membre_de_plus(archive, tarfile.TarInfo(nom))
        with pytest.raises(CommandError, match="sortirait des dossiers"):
            dire("restaurer", archive)
        assert list(archive.parent.parent.rglob("dehors*")) == []

    @pytest.mark.parametrize("genre", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.DIRTYPE, tarfile.FIFOTYPE])
    def test_is_refused_when_it_is_no_plain_file(self, archive: Path, genre: bytes) -> None:
        info = tarfile.TarInfo("media/lien")
        info.type, info.linkname = genre, "/etc/hostname"
        avec_un_membre_de_plus(archive, info)
        with pytest.raises(CommandError, match="n’est pas un fichier ordinaire"):
            dire("restaurer", archive)

    def test_is_refused_when_it_comes_twice(self, archive: Path) -> None:
        avec_un_membre_de_plus(archive, tarfile.TarInfo("media/dossiers/lettre.pdf"))
        with pytest.raises(CommandError, match="deux fois"):
            dire("restaurer", archive)

    def test_is_refused_when_the_manifest_does_not_know_it(self, archive: Path) -> None:
        avec_un_membre_de_plus(archive, tarfile.TarInfo("media/inconnu"))
        with pytest.raises(CommandError, match="« media/inconnu » est en trop"):
            dire("restaurer", archive)


class TestAnArchiveFromElsewhere:
    """It was made by another engine, or by another code."""

    def test_of_the_other_engine_is_refused_in_words(self, archive: Path) -> None:
        autre = "postgresql" if connection.vendor == "sqlite" else "sqlite"
        avec_un_manifeste_change(archive, lambda dit: dit.update(moteur=autre))
        with pytest.raises(CommandError, match="se restaure sur le moteur dont elle vient"):
            dire("restaurer", archive)

    @pytest.mark.parametrize("app", ["registre", "piece_a_venir"])
    def test_of_a_later_code_is_refused_by_the_migration_it_has_more(self, archive: Path, app: str) -> None:
        def avancer(dit: dict[str, Any]) -> None:
            dit["base"]["migrations"].setdefault(app, []).append("9999_demain")

        avec_un_manifeste_change(archive, avancer)
        with pytest.raises(CommandError, match=f"plus récente du site .{app}.9999_demain"):
            dire("restaurer", archive)

    def test_of_a_later_format_is_refused(self, archive: Path) -> None:
        avec_un_manifeste_change(archive, lambda dit: dit.update(format=99))
        with pytest.raises(CommandError, match="plus récente"):
            dire("restaurer", archive)
