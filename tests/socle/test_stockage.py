"""An uploaded file is in its place whole, or is not there."""

import errno
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.base import ContentFile, File

from socle.medias.orphelins import BROUILLONS, dossiers
from socle.medias.stockage import StockageEntier
from socle.sauvegarde.fichiers import fichiers_de


class Coupe(File):
    """What fills the disk, once half of it is written."""

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        yield b"la moitie"
        raise OSError(errno.ENOSPC, "No space left on device")


@pytest.fixture
def stockage(tmp_path: Path) -> StockageEntier:
    return StockageEntier(location=tmp_path)


def fichiers(dossier: Path) -> set[str]:
    """The files of this folder, drafts included."""
    return {str(chemin.relative_to(dossier)) for chemin in dossier.rglob("*") if chemin.is_file()}


def test_nothing_is_left_of_what_the_disk_had_no_room_for(stockage: StockageEntier, tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No space left"):
        stockage.save("documents/un.txt", Coupe(None))
    assert fichiers(tmp_path) == set()


def test_a_file_is_read_by_the_server_in_front_and_keeps_its_content(stockage: StockageEntier, tmp_path: Path) -> None:
    nom = stockage.save("documents/un.txt", ContentFile("Un."))
    chemin = tmp_path / nom
    assert (nom, chemin.read_text(), oct(chemin.stat().st_mode)[-3:]) == ("documents/un.txt", "Un.", "644")
    assert fichiers(tmp_path) == {nom}


def test_of_two_files_of_one_name_neither_takes_the_place_of_the_other(
    stockage: StockageEntier, monkeypatch: pytest.MonkeyPatch
) -> None:
    premier = stockage.save("un.txt", ContentFile("Premier."))
    libres = iter([premier, "un_autre.txt"])  # the first was free when it was asked
    monkeypatch.setattr(stockage, "get_available_name", lambda _nom, max_length=None: next(libres))
    second = stockage.save("un.txt", ContentFile("Second."))
    assert second != premier
    assert [Path(stockage.path(nom)).read_text() for nom in (premier, second)] == ["Premier.", "Second."]


def test_what_a_killed_process_left_is_swept_and_never_backed_up(stockage: StockageEntier, tmp_path: Path) -> None:
    brouillon = stockage._brouillon(ContentFile("Un."))
    assert (brouillon.parent, BROUILLONS in dossiers()) == (tmp_path / BROUILLONS, True)
    assert list(fichiers_de(tmp_path)) == []
