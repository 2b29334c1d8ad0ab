"""The keys that sign: made by a command, replaced with overlap, kept encrypted, missed without harm."""

import logging
import stat
from io import StringIO
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import Settings

from registre.preuve.cles import Usage, cles_publiques, signataire
from registre.preuve.cles.rappel import cles_en_attente
from socle.administration.attente import Attente
from socle.models import User


def creer_cle(*options: str) -> str:
    """Run the command and return what it says."""
    dit = StringIO()
    call_command("creer_cle", *options, stdout=dit)
    return dit.getvalue()


def dites() -> str:
    """Return what `/sante/pret` says of the keys."""
    return str(Client().get("/sante/pret").json()["clés"])


@pytest.mark.django_db
def test_a_machine_without_keys_runs_and_says_so(settings: Settings, tmp_path: Path) -> None:
    settings.KEYS_ROOT = tmp_path / "nulle part"
    assert signataire(Usage.JUSTIFICATIF) is None
    assert cles_publiques(Usage.JOURNAL) == []
    assert dites() == "clé «\u00a0justificatif\u00a0» absente ; clé «\u00a0journal\u00a0» absente"


@pytest.mark.django_db
def test_each_use_has_a_key_of_its_own_whose_signatures_verify(cles: Path) -> None:
    for usage in Usage:
        qui = signataire(usage)
        assert qui is not None
        (publique,) = cles_publiques(usage)
        assert qui.identifiant == publique.identifiant
        Ed25519PublicKey.from_public_bytes(publique.octets).verify(qui.signer(b"un texte"), b"un texte")

    assert dites() == "en place"


def test_the_private_half_is_encrypted_and_readable_by_its_account_alone(cles: Path) -> None:
    privees = list(cles.glob("*.pem"))
    assert len(privees) == len(Usage)
    for fichier in privees:
        assert fichier.read_text().startswith("-----BEGIN ENCRYPTED PRIVATE KEY-----")
        assert stat.S_IMODE(fichier.stat().st_mode) == 0o600
    assert stat.S_IMODE(cles.stat().st_mode) == 0o700


def test_a_second_key_is_made_only_when_asked_to_replace(cles: Path) -> None:
    with pytest.raises(CommandError, match="déjà sa clé"):
        creer_cle("justificatif")
    assert creer_cle("--si-absente") == ""
    assert len(cles_publiques(Usage.JUSTIFICATIF)) == 1


def test_a_replaced_key_signs_no_more_and_still_verifies(cles: Path) -> None:
    avant = signataire(Usage.JUSTIFICATIF)
    creer_cle("justificatif", "--remplacer")
    apres = signataire(Usage.JUSTIFICATIF)

    assert avant is not None
    assert apres is not None
    assert avant.identifiant != apres.identifiant
    ancienne, nouvelle = cles_publiques(Usage.JUSTIFICATIF)
    assert (ancienne.identifiant, nouvelle.identifiant) == (avant.identifiant, apres.identifiant)
    assert ancienne.jusqu_a == nouvelle.depuis
    assert not (cles / f"{avant.identifiant}.pem").exists()


def test_a_leaked_key_verifies_no_more(cles: Path) -> None:
    avant = signataire(Usage.JUSTIFICATIF)
    creer_cle("justificatif", "--remplacer", "--compromise")
    assert avant is not None
    assert avant.identifiant not in [cle.identifiant for cle in cles_publiques(Usage.JUSTIFICATIF)]


@pytest.mark.django_db
@pytest.mark.parametrize(("superuser", "dit"), [(True, True), (False, False)])
def test_the_administrator_is_told_on_the_admin_s_home_and_nobody_else(
    settings: Settings, tmp_path: Path, superuser: bool, dit: bool
) -> None:
    settings.KEYS_ROOT = tmp_path
    compte = User(is_superuser=superuser)
    lignes = [ligne.titre for partie in cles_en_attente(Attente(compte)) for ligne in partie.lignes]
    assert lignes == (["clé «\u00a0justificatif\u00a0» absente", "clé «\u00a0journal\u00a0» absente"] if dit else [])


@pytest.mark.django_db
def test_another_passphrase_opens_nothing_and_is_said(
    cles: Path, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.KEYS_PASSPHRASE = "une tout autre phrase"
    with caplog.at_level(logging.ERROR):
        assert signataire(Usage.JUSTIFICATIF) is None
    assert "cannot be opened" in caplog.text
    assert dites() == "clé «\u00a0justificatif\u00a0» illisible ; clé «\u00a0journal\u00a0» illisible"
    assert len(cles_publiques(Usage.JUSTIFICATIF)) == 1


@pytest.mark.parametrize(
    ("options", "dit"),
    [
        (["autre"], "Usage inconnu"),
        (["--compromise"], "va avec --remplacer"),
        (["--remplacer"], "pas de clé à remplacer"),
    ],
)
def test_what_the_command_refuses_it_refuses_in_words(
    settings: Settings, tmp_path: Path, options: list[str], dit: str
) -> None:
    settings.KEYS_ROOT = tmp_path
    with pytest.raises(CommandError, match=dit):
        creer_cle(*options)


def test_without_a_folder_the_command_names_the_variables(settings: Settings) -> None:
    settings.KEYS_ROOT = None
    with pytest.raises(CommandError, match="KEYS_ROOT et KEYS_PASSPHRASE"):
        creer_cle()
