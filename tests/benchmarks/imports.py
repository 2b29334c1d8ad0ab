"""What an import of labels costs on this build, and on one before it: ratios within one run, on SQLite.

    python -m tests.benchmarks.imports                            this build alone
    BUILD_AVANT=3f90232 python -m tests.benchmarks.imports        against this commit, in a temporary worktree
    BUILD_AVANT=/its/checkout python -m tests.benchmarks.imports  against the build that stands there
    LIGNES=1000                                                   fewer rows than 10,000 (the older build takes minutes)

Each build makes its own database, coops imported by its own command, and imports the same file of labels on a copy of
it: the file whole, then the file with a fault on its last line, which must be refused and write nothing.
"""

import csv
import datetime
import io
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from dateutil.relativedelta import relativedelta
from stdnum import luhn

ROOT = Path(__file__).resolve().parents[2]
LIGNES = int(os.environ.get("LIGNES", "10000"))
AVANT = os.environ.get("BUILD_AVANT", "")
DEMANDE = 0.25
REFERENTIEL = "raison_detre/donnees/raison_detre_2021.yaml"
CHOIX = "1|2|3|5|6|8|9|10"
COLONNES = (
    "numero_label",
    "siren",
    "edition_referentiel",
    "engagements",
    "deposee_le",
    "admissible_le",
    "octroye_le",
    "valide_du",
    "valide_jusqu_au",
    "suspendu_le",
    "suspension_levee_le",
    "motif_suspension",
    "retire_le",
    "motif_retrait",
)
UN_JOUR = datetime.timedelta(days=1)


def siren(rang: int) -> str:
    """Return a well-formed SIREN for the coop of this rank."""
    base = f"000{rang or 99_999:05d}"  # nine zeros are no number
    return base + luhn.calc_check_digit(base)


def ecrire_les_fichiers(dossier: Path, lignes: int) -> None:
    """Write the coops, their labels (two each, in the order they were granted), and the same with a last fault."""
    nombre = (lignes + 1) // 2
    with (dossier / "cooperatives.csv").open("w", newline="", encoding="utf-8") as fichier:
        sortie = csv.writer(fichier)
        sortie.writerow(["siren", "nom", "forme_juridique", "commune", "code_departement", "membre_depuis"])
        for rang in range(nombre):
            sortie.writerow([siren(rang), f"Coopérative mesurée {rang}", "SCP", "Béziers", "34", "2001-01-01"])

    labels = sorted((label for rang in range(nombre) for label in _labels(rang)), key=lambda label: label["octroye_le"])

    comptes: dict[int, int] = {}
    for label in labels[:lignes]:
        annee = int(str(label["octroye_le"])[:4])
        comptes[annee] = comptes.get(annee, 0) + 1
        label["numero_label"] = f"QC-{annee}-{comptes[annee]:04d}"
    _ecrire_les_labels(dossier / "labels.csv", labels[:lignes])
    fautive = labels[lignes - 1] | {"retire_le": "", "motif_retrait": "Sans date."}
    _ecrire_les_labels(dossier / "fautif.csv", [*labels[: lignes - 1], fautive])


def _ecrire_les_labels(chemin: Path, labels: list[dict[str, Any]]) -> None:
    with chemin.open("w", newline="", encoding="utf-8") as fichier:
        sortie = csv.DictWriter(fichier, COLONNES, restval="")
        sortie.writeheader()
        sortie.writerows(labels)


def _labels(rang: int) -> Iterator[dict[str, Any]]:
    """A first label, one in ten suspended for a while, then its renewal, one in ten withdrawn."""
    octroye = datetime.date(2019, 6, 1) + datetime.timedelta(days=rang % 280)
    fin = octroye + relativedelta(years=3) - UN_JOUR
    commun: dict[str, Any] = {"siren": siren(rang), "edition_referentiel": "2021", "engagements": CHOIX}
    depot: dict[str, Any] = {
        "deposee_le": octroye - relativedelta(months=15),
        "admissible_le": octroye - relativedelta(months=13),
    }
    premier = commun | depot | {"octroye_le": octroye, "valide_du": octroye, "valide_jusqu_au": fin}

    if rang % 10 == 3:
        premier |= {"suspendu_le": octroye + relativedelta(months=6), "motif_suspension": "Point non tenu."}
        premier |= {"suspension_levee_le": octroye + relativedelta(months=8)}

    yield premier

    second: dict[str, Any] = {
        "deposee_le": fin - relativedelta(months=6),
        "admissible_le": fin - relativedelta(months=4),
    }
    second |= {"octroye_le": fin - relativedelta(months=1), "valide_du": fin + UN_JOUR}
    second |= {"valide_jusqu_au": fin + relativedelta(years=3)}
    if rang % 10 == 7:
        second |= {"retire_le": fin + relativedelta(months=12), "motif_retrait": "Engagements abandonnés."}
    yield commun | second


def manage(build: Path, base: Path, *commande: str) -> str:
    """Run a command of a build on a database, and return what it says."""
    return _lancer(build, base, "manage.py", *commande)


def secondes(build: Path, base: Path, fichier: Path) -> float:
    """Return the processor time of an import on a copy of the database, the process's own start left aside.

    Processor time, since minutes of another job's load would weigh on one build and not on the other.
    """
    copie = base.with_name(f"{build.name}-copie.sqlite3")
    shutil.copyfile(base, copie)
    # -P: the folder of this script holds another `registre`.
    return float(_lancer(build, copie, "-P", str(Path(__file__).resolve()), str(fichier)).splitlines()[-1])


def _lancer(build: Path, base: Path, *commande: str) -> str:
    chemins = os.pathsep.join([str(build), str(build / "site")])
    environnement = os.environ | {"DATABASE_URL": f"sqlite:///{base}", "PYTHONPATH": chemins}
    environnement["DJANGO_SETTINGS_MODULE"] = "config.settings.dev"
    return subprocess.run(
        [sys.executable, *commande], cwd=build, env=environnement, check=True, stdout=subprocess.PIPE, text=True
    ).stdout


def mesurer(fichier: str) -> None:
    """In a process of its own: import a file of labels, refused or not, and print the seconds of processor it took."""
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import CommandError, call_command

    from registre.models import Label

    settings.DEBUG = False
    debut = time.process_time()
    try:
        call_command("importer_labels", fichier, stdout=io.StringIO())
        assert Label.objects.exists()
    except CommandError:
        assert not Label.objects.exists()
    print(time.process_time() - debut)


@contextmanager
def build_d_avant(dossier: Path) -> Iterator[Path]:
    """Yield where the older build stands: a directory, or a commit checked out for the time of the run."""
    if Path(AVANT).is_dir():
        yield Path(AVANT).resolve()
        return
    build = dossier / "avant"
    subprocess.run(["git", "worktree", "add", "--detach", "--quiet", str(build), AVANT], cwd=ROOT, check=True)
    try:
        yield build
    finally:
        subprocess.run(["git", "worktree", "remove", "--force", str(build)], cwd=ROOT, check=True)


def preparer(build: Path, dossier: Path, nom: str) -> Path:
    """Return a new database of this build, with the edition and the coops."""
    base = dossier / f"{nom}.sqlite3"
    manage(build, base, "migrate", "--verbosity=0")
    manage(build, base, "charger_referentiel", REFERENTIEL)
    manage(build, base, "importer_cooperatives", str(dossier / "cooperatives.csv"))
    return base


def main() -> None:
    with tempfile.TemporaryDirectory() as temporaire:
        dossier = Path(temporaire)

        ecrire_les_fichiers(dossier, LIGNES)
        base = preparer(ROOT, dossier, "maintenant")

        print(f"SQLite: an import of {LIGNES} labels", flush=True)
        if not AVANT:
            for fichier in ("labels", "fautif"):
                print(f"  {fichier:8} {secondes(ROOT, base, dossier / f'{fichier}.csv'):8.1f} s", flush=True)
            return

        with build_d_avant(dossier) as build:
            autre = preparer(build, dossier, "avant")
            for fichier in ("labels", "fautif"):
                ici = secondes(ROOT, base, dossier / f"{fichier}.csv")
                avant = secondes(build, autre, dossier / f"{fichier}.csv")
                verdict = "yes" if ici <= DEMANDE * avant else "NO"
                print(
                    f"  {fichier:8} {ici:8.1f} s, {avant:.1f} s before: x {ici / avant:.3f}   "
                    f"{DEMANDE:g} or less: {verdict}",
                    flush=True,
                )


if __name__ == "__main__":
    mesurer(sys.argv[1]) if len(sys.argv) > 1 else main()
