"""What `deploy/` promises, read in its files."""

import re

import pytest

from config.environment import BASE_DIR

NGINX = (BASE_DIR / "deploy" / "nginx.conf").read_text()


def serveurs() -> list[str]:
    """The `server` blocks, comments left out."""
    sans_commentaires = re.sub(r"#.*", "", NGINX)
    return re.split(r"^server \{", sans_commentaires, flags=re.MULTILINE)[1:]


def ecoutes(bloc: str) -> list[str]:
    return re.findall(r"listen ([^;]+);", bloc)


@pytest.mark.parametrize("porte", ["80", "[::]:80", "443", "[::]:443"])
def test_a_name_that_is_not_the_sites_gets_no_answer_from_nginx(porte: str) -> None:
    [par_defaut] = [
        bloc
        for bloc in serveurs()
        if any(ecoute.split()[0] == porte and "default_server" in ecoute.split() for ecoute in ecoutes(bloc))
    ]
    assert "server_name _;" in par_defaut
    assert "return 444;" in par_defaut
    assert "proxy_pass" not in par_defaut
    assert "443" not in porte or "ssl_reject_handshake on;" in par_defaut


def test_every_other_server_answers_to_the_sites_name_only() -> None:
    nommes = [bloc for bloc in serveurs() if "default_server" not in bloc]
    assert [re.findall(r"server_name ([^;]+);", bloc) for bloc in nommes] == [["www.exemple-coophlm.fr"]] * len(nommes)


def test_the_nightly_backup_is_encrypted_in_the_one_folder_it_may_write_and_does_not_pile_up() -> None:
    unite = (BASE_DIR / "deploy" / "coophlm-sauvegarde.service").read_text()
    [dossier] = re.findall(r"^ReadWritePaths=(\S+)$", unite, re.MULTILINE)

    assert f"manage.py sauvegarder {dossier} --chiffrer-pour ${{CLE_PUBLIQUE}}" in unite
    assert re.search(rf"^ExecStartPost=\S+find {dossier} .*-mtime \+35 -delete$", unite, re.MULTILINE)
    assert "--cles" not in unite


def test_port_80_answers_lets_encrypt_so_that_the_certificate_is_renewed_and_leads_elsewhere_to_tls() -> None:
    [en_clair] = [bloc for bloc in serveurs() if ecoutes(bloc) == ["80", "[::]:80"]]
    assert dict(re.findall(r"location (\S+) \{ ([^}]+); \}", en_clair)) == {
        "/.well-known/acme-challenge/": "root /var/www/html",
        "/": "return 301 https://$host$request_uri",
    }
