"""Encrypted archives, and the keys of the site, which are never in the same one."""

import stat
from collections.abc import Callable
from pathlib import Path

import pyrage
import pytest
from django.core.management import CommandError
from pytest_django import Settings

from socle.sauvegarde.chiffrement import chiffrant
from tests.registre.sauvegarde.archives import noms
from tests.registre.sauvegarde.conftest import dire, tables

pytestmark = [pytest.mark.usefixtures("base_lue"), pytest.mark.rendu]
PHRASE = "une phrase assez longue"


@pytest.fixture
def identite(tmp_path: Path) -> Path:
    """Who may restore: the file of a secret key."""
    fichier = tmp_path / "identite.txt"
    fichier.write_text(f"# clé de l’essai\n{pyrage.x25519.Identity.generate()}\n")
    return fichier


@pytest.fixture
def publique(identite: Path) -> str:
    """The public key of the same."""
    return str(pyrage.x25519.Identity.from_str(identite.read_text().splitlines()[1]).to_public())


@pytest.fixture
def chiffree(publique: str, medias: Path, tmp_path: Path) -> Path:
    """A backup that this key alone opens."""
    dire("sauvegarder", tmp_path / "site.tar.age", "--chiffrer-pour", publique)
    return tmp_path / "site.tar.age"


@pytest.fixture
def cles(settings: Settings, tmp_path: Path) -> Path:
    """The signing keys of this machine."""
    settings.KEYS_ROOT, settings.KEYS_PASSPHRASE = tmp_path / "cles", "de-quoi-ouvrir-les-cles"
    dire("creer_cle")
    return tmp_path / "cles"


class TestAnEncryptedBackup:
    """Only who holds the identity reads it."""

    def test_shows_nothing_of_the_site(self, chiffree: Path) -> None:
        octets = chiffree.read_bytes()
        assert octets.startswith(b"age-encryption.org/v1")
        assert b"une lettre" not in octets
        assert b"manifeste" not in octets

    def test_comes_back_with_its_identity(self, chiffree: Path, identite: Path, ailleurs: Callable[[], Path]) -> None:
        la_bas = ailleurs()
        assert "Identique" in dire("restaurer", chiffree, "--identite", identite)
        assert (la_bas / "dossiers/lettre.pdf").read_bytes() == b"%PDF-1.7 une lettre"

    def test_says_that_it_needs_one(self, chiffree: Path) -> None:
        with pytest.raises(CommandError, match="est chiffrée : donnez le fichier de l’identité"):
            dire("restaurer", chiffree)

    def test_does_not_open_with_another(self, chiffree: Path, tmp_path: Path) -> None:
        (tmp_path / "autre.txt").write_text(str(pyrage.x25519.Identity.generate()))
        with pytest.raises(CommandError, match="n’a pas été chiffrée pour cette identité"):
            dire("restaurer", chiffree, "--identite", tmp_path / "autre.txt")

    @pytest.mark.parametrize("place", [0.2, 0.5, 0.999])
    def test_one_byte_altered_is_seen_and_nothing_is_written(
        self, chiffree: Path, identite: Path, ailleurs: Callable[[], Path], place: float
    ) -> None:
        octets = bytearray(chiffree.read_bytes())
        octets[int(len(octets) * place)] ^= 0xFF
        chiffree.write_bytes(octets)
        ailleurs()

        with pytest.raises(CommandError, match=r"tronquée|son début est abîmé"):
            dire("restaurer", chiffree, "--identite", identite)
        assert tables() == []

    def test_cut_of_its_last_bytes_is_seen_too(self, chiffree: Path, identite: Path) -> None:
        chiffree.write_bytes(chiffree.read_bytes()[:-1])
        with pytest.raises(CommandError, match="tronquée"):
            dire("restaurer", chiffree, "--identite", identite, "--simulation", "--remplacer")

    def test_a_key_that_is_none_is_refused_before_anything(self, medias: Path, tmp_path: Path) -> None:
        with pytest.raises(CommandError, match="« age1faux » n’est pas une clé publique"):
            dire("sauvegarder", tmp_path / "site.tar.age", "--chiffrer-pour", "age1faux")
        assert not (tmp_path / "site.tar.age").exists()

    def test_a_full_disk_is_what_the_command_is_told(self, publique: str) -> None:
        pour = [pyrage.x25519.Recipient.from_str(publique)]
        with Path("/dev/full").open("wb", buffering=0) as plein, pytest.raises(OSError, match="No space"):  # noqa: SIM117
            with chiffrant(plein, pour) as flux:
                flux.write(b"x" * 1_000_000)


class TestAnIdentityWithAPassphrase:
    """The passphrase is read in a file, never on the command line."""

    @pytest.fixture
    def fermee(self, identite: Path, tmp_path: Path) -> Path:
        """The identity, encrypted as `age -p` does."""
        (tmp_path / "identite.age").write_bytes(pyrage.passphrase.encrypt(identite.read_bytes(), PHRASE))
        (tmp_path / "phrase.txt").write_text(f"{PHRASE}\n")
        (tmp_path / "fausse.txt").write_text("une autre\n")
        return tmp_path / "identite.age"

    @pytest.mark.lent  # a passphrase is made slow to try
    def test_opens_with_the_right_one_only(self, chiffree: Path, fermee: Path, ailleurs: Callable[[], Path]) -> None:
        ailleurs()
        dossier = fermee.parent

        with pytest.raises(CommandError, match="--phrase"):
            dire("restaurer", chiffree, "--identite", fermee)
        with pytest.raises(CommandError, match="La phrase n’ouvre pas"):
            dire("restaurer", chiffree, "--identite", fermee, "--phrase", dossier / "fausse.txt")
        assert tables() == []
        assert "Identique" in dire("restaurer", chiffree, "--identite", fermee, "--phrase", dossier / "phrase.txt")


class TestTheSigningKeys:
    """With the database, they would sign in the site's name: they go apart, and always encrypted."""

    def test_are_never_in_the_backup_of_the_site(self, cles: Path, medias: Path, tmp_path: Path) -> None:
        dire("sauvegarder", tmp_path / "site.tar")
        assert {nom.split("/")[0] for nom in noms(tmp_path / "site.tar")} == {"base", "media", "manifeste.json"}

    def test_are_not_written_in_the_clear(self, cles: Path, medias: Path, tmp_path: Path) -> None:
        with pytest.raises(CommandError, match="que chiffrées"):
            dire("sauvegarder", tmp_path / "site.tar", "--cles", tmp_path / "cles.tar.age")
        assert not list(tmp_path.glob("*.tar*"))

    @pytest.mark.usefixtures("medias")
    def test_come_back_as_they_were_for_this_account_alone(
        self, cles: Path, publique: str, identite: Path, settings: Settings
    ) -> None:
        tmp_path = cles.parent
        but = tmp_path / "cles.tar.age"
        dire("sauvegarder", tmp_path / "site.tar.age", "--cles", but, "--chiffrer-pour", publique)
        settings.KEYS_ROOT = tmp_path / "cles d’ailleurs"

        assert "Identique" in dire("restaurer", but, "--identite", identite)
        revenues = {c.name: c.read_bytes() for c in settings.KEYS_ROOT.iterdir() if c.is_file()}
        assert revenues == {c.name: c.read_bytes() for c in cles.iterdir() if c.is_file()}
        assert {stat.S_IMODE(c.stat().st_mode) for c in settings.KEYS_ROOT.iterdir() if c.is_file()} == {0o600}

        with pytest.raises(CommandError, match="déjà ici des clés"):
            dire("restaurer", but, "--identite", identite)

    def test_a_machine_without_any_says_so(
        self, medias: Path, tmp_path: Path, publique: str, settings: Settings
    ) -> None:
        settings.KEYS_ROOT = None
        with pytest.raises(CommandError, match="pas de clé à sauvegarder"):
            dire("sauvegarder", tmp_path / "s.tar", "--cles", tmp_path / "c.age", "--chiffrer-pour", publique)
