"""What the installer refuses before it touches anything, and that it forgets no file of `deploy/`.

`outils/essayer_installation.sh` runs it whole on a bare Debian, which takes minutes: by hand, outside CI.
"""

import re
import subprocess
from fnmatch import fnmatch
from pathlib import Path

import pytest

from config.environment import BASE_DIR
from outils.verifier import example_environment
from tests.config.test_environment import REQUIRED

DEPLOY = BASE_DIR / "deploy"
INSTALLATEUR = DEPLOY / "installer.sh"
READ_BY_THE_OPERATOR = {"installer.sh", "example.env", "example-installation.env"}
DE_L_INSTALLATION = ["PROPRIETAIRE", "ADMINISTRATEUR", "CERTIFICAT"]


def bon_milieu() -> dict[str, str]:
    """An environment that nothing is to be said of."""
    exemple = {nom: valeur.replace("exemple-coophlm", "essai") for nom, valeur in example_environment().items()}
    return exemple | {
        "DATABASE_URL": "postgres://coophlm_site:un%20secret@127.0.0.1:5432/coophlm",
        "EMAIL_URL": "submission://site%40essai.fr:secret@mail.essai.fr:587",
        "PROPRIETAIRE": "postgres://coophlm:autre%2Fsecret@127.0.0.1:5432/coophlm",
        "ADMINISTRATEUR": "administration@essai.fr",
        "CERTIFICAT": "essai",
    }


def verifier(dossier: Path, milieu: dict[str, str] | None) -> subprocess.CompletedProcess[str]:
    """Ask `--verifier` of these variables, shared out between the two files; None: neither file is there."""
    fichiers = dossier / "coophlm.env", dossier / "coophlm-installation.env"
    if milieu is not None:
        parts = [n for n in milieu if n not in DE_L_INSTALLATION], [n for n in milieu if n in DE_L_INSTALLATION]
        for fichier, noms in zip(fichiers, parts, strict=True):
            fichier.write_text("".join(f"{nom}={milieu[nom]}\n" for nom in noms))
    return subprocess.run(  # noqa: S603 - our own
        [str(INSTALLATEUR), "--verifier", *map(str, fichiers)],
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8", "SECRET_KEY": "du terminal"},
    )


def nommees(message: str) -> list[str]:
    return re.findall(r"^  ([A-Z_]+) : ", message, re.MULTILINE)


@pytest.mark.parametrize("script", [INSTALLATEUR, BASE_DIR / "outils" / "essayer_installation.sh"])
def test_the_script_is_one_that_bash_can_read(script: Path) -> None:
    assert subprocess.run(["bash", "-n", str(script)], check=False).returncode == 0  # noqa: S603, S607


def test_every_file_of_deploy_is_put_by_the_installer() -> None:
    nommes = re.findall(r"deploy\"?/([\w.*-]+)", INSTALLATEUR.read_text())
    a_poser = {chemin.name for chemin in DEPLOY.iterdir()} - READ_BY_THE_OPERATOR
    assert a_poser
    assert [nom for nom in sorted(a_poser) if not any(fnmatch(nom, motif) for motif in nommes)] == []


def test_without_its_files_it_names_them_and_every_variable_at_once(tmp_path: Path) -> None:
    fait = verifier(tmp_path, None)
    assert fait.returncode == 2
    assert set(nommees(fait.stderr)) == {*REQUIRED, *DE_L_INSTALLATION, "DRAWINGS_ROOT"}
    assert "coophlm.env : fichier absent" in fait.stderr
    assert "coophlm-installation.env : fichier absent" in fait.stderr
    assert "Rien n'a été touché" in fait.stderr


def test_nothing_is_said_of_a_complete_environment(tmp_path: Path) -> None:
    fait = verifier(tmp_path, bon_milieu())
    assert (fait.returncode, fait.stderr) == (0, "")
    assert "Rien ne manque" in fait.stdout


def test_keys_are_optional(tmp_path: Path) -> None:
    milieu = bon_milieu()
    del milieu["KEYS_ROOT"], milieu["KEYS_PASSPHRASE"]
    assert verifier(tmp_path, milieu).returncode == 0


@pytest.mark.parametrize(
    ("nom", "valeur"),
    [
        ("ADMINISTRATEUR", "administration"),
        ("ALLOWED_HOSTS", "www.un-autre.fr,localhost"),
        ("CERTIFICAT", "/nulle/part"),
        ("CERTIFICAT", "letsencrypt"),
        ("DATABASE_URL", "postgres://coophlm:le-proprietaire@127.0.0.1:5432/coophlm"),
        ("DATABASE_URL", "postgres://coophlm_site:secret@une-autre-machine:5432/coophlm"),
        ("EMAIL_URL", "smtps://site:secret@mail.essai.fr:465"),
        ("KEYS_ROOT", "/ailleurs"),
        ("MEDIA_ROOT", "/var/www/media"),
        ("PROPRIETAIRE", "postgres://coophlm_site:secret@127.0.0.1:5432/coophlm"),
        ("PROPRIETAIRE", "postgres://coophlm:un mot de passe@127.0.0.1:5432/coophlm"),
        ("SECRET_KEY", "trop-courte"),
        ("SITE_URL", "https://www.exemple-coophlm.fr"),
        ("SITE_URL", "https://www.essai.fr/"),
    ],
)
def test_a_value_that_cannot_do_is_named(tmp_path: Path, nom: str, valeur: str) -> None:
    fait = verifier(tmp_path, bon_milieu() | {nom: valeur})
    assert fait.returncode == 2
    assert nom in nommees(fait.stderr)


def test_half_of_the_keys_variables_is_refused(tmp_path: Path) -> None:
    milieu = bon_milieu()
    del milieu["KEYS_PASSPHRASE"]
    fait = verifier(tmp_path, milieu)
    assert fait.returncode == 2
    assert "KEYS_ROOT, KEYS_PASSPHRASE : les deux" in fait.stderr


def test_a_value_is_read_and_never_run(tmp_path: Path) -> None:
    temoin = tmp_path / "temoin"
    verifier(tmp_path, bon_milieu() | {"LOG_LEVEL": f"$(touch {temoin})", "INDEXABLE": f"`touch {temoin}`"})
    assert not temoin.exists()
