"""A full disk: what is sent is refused in words, nothing is kept by half, and everything else goes on."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pannes.charge import Charge
from tests.pannes.constat import exiger_que_rien_ne_soit_perdu
from tests.pannes.monde import MEGA, Monde

pytestmark = pytest.mark.lent
AJOUT = "/admin/documents/add/"
DOCUMENTS = "SELECT count(*) FROM socle_sitedocument"


@pytest.fixture
def plein(debout: Monde) -> Iterator[Path]:
    """The file that leaves no room for any other."""
    if not debout.disque_a_part:
        pytest.skip("This machine does not let us mount a small disk (mount -t tmpfs), and no other may be filled.")
    lest = debout.disque / "lest"
    yield lest
    lest.unlink(missing_ok=True)


def remplir(lest: Path) -> None:
    """Take all the room that is left."""
    lest.write_bytes(b"\0" * shutil.disk_usage(lest.parent).free)


def envoyer(debout: Monde) -> tuple[int, str]:
    """Send a document of two megabytes; return the status and the page."""
    qui = debout.secretaire()
    champs = {"title": "Un rapport", "collection": "1", "csrfmiddlewaretoken": qui.temoins["__Host-csrf"]}
    reponse = qui.deposer(AJOUT, "file", "rapport.txt", b"Un rapport. " * (MEGA // 6), **champs)
    return reponse.statut, reponse.corps


def fichiers(debout: Monde) -> set[str]:
    """The uploaded files, drafts included."""
    return {str(chemin) for chemin in (debout.disque / "media").rglob("*") if chemin.is_file()}


def test_an_upload_is_refused_whole_and_the_site_goes_on(debout: Monde, plein: Path) -> None:
    avant, documents = fichiers(debout), debout.grappe.lire(DOCUMENTS)
    remplir(plein)

    statut, page = envoyer(debout)
    assert (statut, "Le disque du site est plein" in page) == (507, True)
    assert (fichiers(debout), debout.grappe.lire(DOCUMENTS)) == (avant, documents)

    pret, dit = debout.service.est_pret()
    assert (pret, '"stockage": "en panne"' in dit) == (503, True)
    with Charge(debout) as charge:
        charge.attendre(2)
        siren = debout.grappe.lire("SELECT siren FROM registre_cooperative WHERE slug = 'panne-ce-soir'")[0][0]
        assert debout.visiteur().lire(f"/registre/attestation/{siren}.pdf").statut == 200
    assert charge.ratees == []
    exiger_que_rien_ne_soit_perdu(debout, charge)

    plein.unlink()
    assert envoyer(debout)[0] == 302
    assert len(fichiers(debout)) == len(avant) + 1
