"""A site whose files are in a bucket is backed up, and comes back, in it or on a disk."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError
from pytest_django import DjangoDbBlocker, Settings

from socle.medias.stockage_partage import REPIT, StockagePartage
from tests.partage.seau import SEAU, Route, cles, client
from tests.registre.sauvegarde.conftest import FICHIERS, autre_machine, deposer, dire

pytestmark = [pytest.mark.lent, pytest.mark.rendu]
APART = ".restauration/"


@pytest.fixture(autouse=True)
def base_lue(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The database of the tests, which nothing here writes in."""
    with django_db_blocker.unblock():
        yield


@pytest.fixture
def archive(partage: Route, tmp_path: Path) -> Path:
    """An archive of a site whose files are in the bucket."""
    for nom, octets in FICHIERS.items():
        default_storage.save(nom, ContentFile(octets))
    dit = dire("sauvegarder", tmp_path / "site.tar")
    assert "fichiers : 2" in dit
    return tmp_path / "site.tar"


def contenus(port: int) -> dict[str, bytes]:
    """What the bucket holds, byte for byte."""
    boto = client(port)
    return {cle: boto.get_object(Bucket=SEAU, Key=cle)["Body"].read() for cle in cles(port)}


def test_it_says_what_it_would_hold(partage: Route) -> None:
    default_storage.save("images/a.txt", ContentFile(b"dix octets"))
    assert "fichiers : 1, octets des fichiers : 10" in dire("sauvegarder", "rien.tar", "--simulation")


def test_it_comes_back_in_a_bucket_and_what_was_there_is_gone(archive: Path, seau: int, tmp_path: Path) -> None:
    default_storage.save("images/autre.txt", ContentFile(b"d'une autre vie"))
    default_storage.save(f"{APART}vieux", ContentFile(b"d'une restauration coupee"))
    with autre_machine(tmp_path):
        with pytest.raises(CommandError, match="fichiers : 3"):
            dire("restaurer", archive)
        assert "Identique" in dire("restaurer", archive, "--remplacer")
    assert contenus(seau) == FICHIERS


def test_it_comes_back_on_a_disk(archive: Path, settings: Settings, tmp_path: Path) -> None:
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": "django.core.files.storage.FileSystemStorage"}}
    settings.MEDIA_ROOT = tmp_path / "media"
    with autre_machine(tmp_path):
        assert "Identique" in dire("restaurer", archive)
    assert {nom: (tmp_path / "media" / nom).read_bytes() for nom in FICHIERS} == FICHIERS


def test_a_site_moves_from_a_disk_to_a_bucket(
    seau: int, route: Route, settings: Settings, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    deposer(settings.MEDIA_ROOT)
    dire("sauvegarder", tmp_path / "site.tar")

    request.getfixturevalue("partage")
    with autre_machine(tmp_path):
        assert "Identique" in dire("restaurer", tmp_path / "site.tar", "--remplacer")
    assert contenus(seau) == FICHIERS


class TestABucketThatFails:
    """What it says is true: nothing is changed, or what was and how to go on."""

    def test_leaves_no_archive(self, archive: Path, partage: Route, tmp_path: Path) -> None:
        partage.coupee = True
        with pytest.raises(CommandError, match=r"le dépôt des fichiers .* ne répond pas"):
            dire("sauvegarder", tmp_path / "autre.tar")
        assert not (tmp_path / "autre.tar").exists()

    def test_before_the_database_changes_nothing(
        self, archive: Path, partage: Route, seau: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def couper(self: StockagePartage, name: str, content: ContentFile) -> str:
            partage.coupee = True
            return str(garder(self, name, content))

        garder = StockagePartage._save
        monkeypatch.setattr(StockagePartage, "_save", couper)
        with autre_machine(tmp_path), pytest.raises(CommandError, match="Rien n’est restauré"):
            dire("restaurer", archive, "--remplacer")
        assert contenus(seau) == FICHIERS

    def test_after_it_says_to_begin_again_which_ends_well(
        self, archive: Path, partage: Route, seau: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def couper(self: StockagePartage, avant: str, apres: str) -> None:
            partage.coupee = apres.startswith("images/")
            deplacer(self, avant, apres)

        deplacer = StockagePartage.deplacer
        with autre_machine(tmp_path):
            with monkeypatch.context() as pendant:
                pendant.setattr(StockagePartage, "deplacer", couper)
                with pytest.raises(CommandError, match=r"La base est restaurée.*--remplacer"):
                    dire("restaurer", archive, "--remplacer")
            partage.retablir()
            REPIT.finir()
            assert "Identique" in dire("restaurer", archive, "--remplacer")
        assert contenus(seau) == FICHIERS
