"""The program that verifies the log, run on its files as a stranger would; and every byte of them changed in turn."""

import datetime
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings as reglages
from django.core.management import CommandError, call_command
from django.test import Client

from registre.preuve import verificateur_du_journal as verificateur
from registre.preuve.cles import Usage, signataire
from registre.preuve.journal_public.chemins import places
from registre.preuve.journal_public.point_de_controle import cles_du_journal
from tests.registre.factories import labellisee, suspendue

pytestmark = [pytest.mark.django_db, pytest.mark.rendu]
D = datetime.date


def telecharger(client: Client, dossier: Path, taille: int) -> Path:
    """Save the log as static files, as a mirror would."""
    for suite in ("checkpoint", *(f"tile/{place}" for place in places(taille))):
        fichier = dossier / suite
        fichier.parent.mkdir(parents=True, exist_ok=True)
        fichier.write_bytes(client.get(f"/registre/journal/{suite}").content)
    return dossier


@pytest.fixture
def journal(client: Client, cles: Path, tmp_path: Path) -> Path:
    """The files of a log of five leaves."""
    for mois in range(1, 5):
        label = labellisee(D(2024, mois, 1))
    suspendue(label, D(2024, 9, 1))
    return telecharger(client, tmp_path / "journal", 5)


def cle() -> str:
    return str(cles_du_journal()[0])


def lancer(journal: Path, *suite: str) -> subprocess.CompletedProcess[str]:
    """Run the program alone, in a Python that knows nothing of the project."""
    programme = Path(verificateur.__file__)
    ordre = [sys.executable, "-I", str(programme), str(journal), "--cle", cle(), *suite]
    return subprocess.run(ordre, capture_output=True, text=True, check=False, cwd="/")  # noqa: S603


class TestALogThatIsTrue:
    def test_is_told_so_by_the_program_alone(self, journal: Path) -> None:
        fini = lancer(journal)
        assert (fini.returncode, fini.stderr) == (0, "")
        assert fini.stdout.startswith("Vrai : 5 feuilles")

    def test_is_told_so_by_the_command_which_remembers(self, journal: Path, client: Client, tmp_path: Path) -> None:
        memoire = tmp_path / "point.txt"
        call_command("verifier_journal_public", str(journal), cle=[cle()], memoire=memoire)
        assert memoire.read_bytes() == (journal / "checkpoint").read_bytes()

        labellisee(D(2024, 11, 1))
        telecharger(client, journal, 6)
        assert "Les 5 du point gardé" in lancer(journal, "--memoire", str(memoire)).stdout

    def test_is_told_so_after_its_key_was_replaced(self, journal: Path, client: Client, tmp_path: Path) -> None:
        memoire = tmp_path / "point.txt"
        memoire.write_bytes((journal / "checkpoint").read_bytes())
        call_command("creer_cle", "journal", remplacer=True)
        telecharger(client, journal, 5)

        assert lancer(journal, "--memoire", str(memoire)).returncode == 1
        ancienne = str(cles_du_journal()[1])
        assert "Vrai" in lancer(journal, "--cle", ancienne, "--memoire", str(memoire)).stdout

    def test_of_nothing_is_true(self, client: Client, cles: Path, tmp_path: Path) -> None:
        assert "Vrai : 0 feuilles" in lancer(telecharger(client, tmp_path / "vide", 0)).stdout


class TestALogThatLies:
    def test_is_found_whatever_byte_is_changed(self, journal: Path) -> None:
        fichiers = [f for f in sorted(journal.rglob("*")) if f.is_file()]
        assert len(fichiers) == 3
        for fichier, octets, place in _places(fichiers):
            fichier.write_bytes(octets[:place] + bytes([octets[place] ^ 1]) + octets[place + 1 :])
            with pytest.raises(verificateur.JournalFaux):
                verificateur.executer(str(journal), [cle()], None, [])
            fichier.write_bytes(octets)
        assert "Vrai" in verificateur.executer(str(journal), [cle()], None, [])

    def test_is_found_when_it_was_cut_short(self, journal: Path, client: Client, tmp_path: Path) -> None:
        memoire = tmp_path / "point.txt"
        memoire.write_bytes((journal / "checkpoint").read_bytes())
        (journal / "checkpoint").write_bytes(client.get("/registre/journal/points/4").content)

        fini = lancer(journal, "--memoire", str(memoire))
        assert fini.returncode == 1
        assert "raccourci" in fini.stderr

    def test_is_found_when_it_was_rewritten_and_signed_again(self, journal: Path, tmp_path: Path) -> None:
        """Whoever holds the key can rewrite the log, save for whoever kept a checkpoint."""
        memoire = tmp_path / "point.txt"
        memoire.write_bytes((journal / "checkpoint").read_bytes())
        _reecrire(journal)

        assert "Vrai" in verificateur.executer(str(journal), [cle()], None, [])
        with pytest.raises(CommandError, match="réécrit"):
            call_command("verifier_journal_public", str(journal), cle=[cle()], memoire=memoire)

    def test_is_found_with_another_key_or_another_log(self, journal: Path) -> None:
        autre = verificateur.lire_cle(cle())
        with pytest.raises(verificateur.JournalFaux, match="du journal"):
            verificateur.exiger_la_signature(
                verificateur.lire_point((journal / "checkpoint").read_bytes(), "x"),
                [verificateur.Cle("autre.example/journal", autre.identifiant, 1, autre.octets)],
                "Le point",
            )
        with pytest.raises(verificateur.JournalFaux, match="clé"):
            verificateur.lire_cle(cle()[:-4] + "AAA=")

    def test_is_found_when_it_does_not_answer(self, journal: Path) -> None:
        (journal / "tile/entries/000.p/5").unlink()
        fini = lancer(journal)
        assert fini.returncode == 1
        assert "ne se lit pas" in fini.stderr
        assert "Traceback" not in fini.stderr


def _places(fichiers: list[Path]) -> Iterator[tuple[Path, bytes, int]]:
    """Every third byte of each file: those of each field, without reading the log a thousand times."""
    for fichier in fichiers:
        octets = fichier.read_bytes()
        for place in range(0, len(octets), 3):
            yield fichier, octets, place


def _reecrire(journal: Path) -> None:
    """Change an entry, make the tile and the root anew, and sign them with the log's own key."""
    from registre.preuve.journal_public.arbre import hachage_de_feuille, racine_de
    from registre.preuve.journal_public.note import Signature, texte_de_point
    from registre.preuve.journal_public.point_de_controle import cle_de_note, origine

    entrees = journal / "tile/entries/000.p/5"
    entrees.write_bytes(entrees.read_bytes().replace(b'"2024-09-01"', b'"2024-09-02"'))
    lire = verificateur.lecteur(str(journal))
    hachages = [hachage_de_feuille(entree) for entree in verificateur.entrees(lire, 5)]
    (journal / "tile/0/000.p/5").write_bytes(b"".join(hachages))

    signe = signataire(Usage.JOURNAL)
    assert signe is not None
    assert reglages.KEYS_ROOT
    texte, nom = texte_de_point(origine(), 5, racine_de(hachages)), cle_de_note(signe.publique)
    signature = Signature(nom.nom, nom.identifiant, signe.signer(texte.encode()))
    (journal / "checkpoint").write_text(f"{texte}\n{signature}")
