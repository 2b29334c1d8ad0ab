"""What credentials cost: one issued, ten thousand issued again after a change of key, killed on the way and resumed.

    python -m tests.benchmarks.justificatifs          10,000 coops, on PostgreSQL when it answers, else on SQLite
    COOPERATIVES=1000                                 fewer of them
    MOTEUR=SQLite                                     on this engine

The base is the one of the other benchmarks, copied; the keys are made for the occasion and thrown away.
"""

import os
import resource
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import psycopg

from outils.tester import postgres_url
from tests.benchmarks.bases import ROOT, base, moteurs

COOPERATIVES = int(os.environ.get("COOPERATIVES", "10000"))
MS_PAR_JUSTIFICATIF, SECONDES_POUR_TOUS, TOUS = 30, 180, 10_000
MESURES = 300
COPIE = "coophlm_bench_justificatifs"


def copier(dossier: Path) -> str:
    """Copy the base of so many coops. Returns the address of the copy."""
    moteur = os.environ.get("MOTEUR", moteurs()[-1])
    adresse = base(moteur, COOPERATIVES)
    if moteur == "SQLite":
        copie = dossier / "copie.sqlite3"
        shutil.copyfile(adresse.removeprefix("sqlite:///"), copie)
        return f"sqlite:///{copie}"

    nom = adresse.rsplit("/", 1)[1]
    with psycopg.connect(str(postgres_url()), autocommit=True) as connexion:
        connexion.execute(f'DROP DATABASE IF EXISTS "{COPIE}"')
        connexion.execute(f'CREATE DATABASE "{COPIE}" TEMPLATE "{nom}"')
    return f"{adresse.rsplit('/', 1)[0]}/{COPIE}"


def manage(environnement: dict[str, str], *commande: str) -> subprocess.Popen[str]:
    """Start a command of the project."""
    return subprocess.Popen(
        [sys.executable, "manage.py", *commande], cwd=ROOT, env=environnement, stdout=subprocess.PIPE, text=True
    )


@dataclass(frozen=True)
class Course:
    """A command run to its end: its seconds by the wall's clock, those of the processor, the last line it said."""

    secondes: float
    processeur: float
    dit: str

    def __str__(self) -> str:
        return f"{self.secondes:.0f} s ({self.processeur:.0f} s of processor)"


def attendre(environnement: dict[str, str], *commande: str) -> Course:
    """Run a command to its end."""
    debut, avant = time.perf_counter(), _processeur()
    dit, _ = manage(environnement, *commande).communicate()
    return Course(time.perf_counter() - debut, _processeur() - avant, (dit.strip().splitlines() or [""])[-1])


def _processeur() -> float:
    """What the commands ended so far took of a processor, in seconds: what other programs take is not in it."""
    pris = resource.getrusage(resource.RUSAGE_CHILDREN)
    return pris.ru_utime + pris.ru_stime


def tuer_en_route(environnement: dict[str, str]) -> str:
    """Start the command, kill it (-9) once it has signed some lots. Returns how far it was."""
    course = manage(environnement, "reemettre_justificatifs")
    assert course.stdout is not None
    lignes = [course.stdout.readline() for _ in range(5)]
    course.send_signal(signal.SIGKILL)
    course.wait()
    return lignes[-1].strip()


def un_par_un() -> None:
    """In a process of its own: the milliseconds of one credential, signed in both forms and baked in both images."""
    import django

    django.setup()
    from django.utils import timezone

    from registre.lecture.label_du_jour import labels_du_jour
    from registre.models import Label
    from registre.preuve.incrustation import incruster_png, incruster_svg
    from registre.preuve.justificatifs import justificatif_de
    from registre.preuve.models import JustificatifEmis

    JustificatifEmis.objects.all().delete()
    png = (ROOT / "site/socle/static/socle/icone-180.png").read_bytes()
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"></svg>'
    lus = labels_du_jour(Label.objects.order_by("pk").values_list("pk", flat=True)[:MESURES], timezone.localdate())

    durees = []
    for lu in lus.values():
        debut = time.process_time()
        donne = justificatif_de(lu)
        assert donne is not None
        incruster_svg(svg, donne)
        incruster_png(png, donne)
        durees.append((time.process_time() - debut) * 1000)
    print(f"{statistics.mean(durees):.1f} {statistics.quantiles(durees, n=20)[-1]:.1f}")


def main() -> int:
    """Measure, print each figure beside what is asked, and return 1 when one is missed."""
    with tempfile.TemporaryDirectory() as nom:
        dossier = Path(nom)
        environnement = os.environ | {
            "DJANGO_SETTINGS_MODULE": "config.settings.dev",
            "DATABASE_URL": copier(dossier),
            "KEYS_ROOT": str(dossier / "cles"),
            "DRAWINGS_ROOT": str(dossier / "dessins"),
        }
        attendre(environnement, "migrate", "--verbosity=0")
        attendre(environnement, "creer_cle", "justificatif")
        moyenne, pire = map(float, _un_par_un(environnement).split())
        print(
            f"one, two forms, two images: {moyenne:.1f} ms, 95 % under {pire:.1f} ms ({MS_PAR_JUSTIFICATIF})",
            flush=True,
        )

        premiere = attendre(environnement, "reemettre_justificatifs")
        combien = int(premiere.dit.split()[0])
        pour_tous = premiere.processeur * TOUS / combien
        print(
            f"{combien} issued in {premiere}; {TOUS}: {pour_tous:.0f} s of processor ({SECONDES_POUR_TOUS})", flush=True
        )

        attendre(environnement, "creer_cle", "justificatif", "--remplacer")
        arret = tuer_en_route(environnement)
        suite = attendre(environnement, "reemettre_justificatifs")
        print(f"another key: killed at {arret}, resumed in {suite}: {suite.dit}", flush=True)

    return int(moyenne > MS_PAR_JUSTIFICATIF or pour_tous > SECONDES_POUR_TOUS)


def _un_par_un(environnement: dict[str, str]) -> str:
    commande = [sys.executable, "-m", "tests.benchmarks.justificatifs", "--un-par-un"]
    return subprocess.run(commande, cwd=ROOT, env=environnement, check=True, stdout=subprocess.PIPE, text=True).stdout


if __name__ == "__main__":
    if "--un-par-un" in sys.argv:
        un_par_un()
    else:
        sys.exit(main())
