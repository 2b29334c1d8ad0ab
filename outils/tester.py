"""The whole test suite (`make test`): on SQLite, then on PostgreSQL when it answers. Nothing is skipped in silence.

In CI (variable CI set) a database that does not answer is a failure.
"""

import getpass
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg

from outils.navigateur import CHROMIUM, PACKAGE

ROOT = Path(__file__).resolve().parent.parent
PYTHON = ROOT / ".venv" / "bin" / "python"
PYTEST = ROOT / ".venv" / "bin" / "pytest"
NODE_FOLDER = ROOT / "tests" / "outils"
LOCAL_SERVER = "127.0.0.1:5432"
SQLITE = "sqlite:///var/tests/unused.sqlite3"
# Nothing of a test outlives a power cut: no commit of PostgreSQL waits for the disk.
UNHURRIED = "-c synchronous_commit=off"
# Files of tests are compiled once, not by each process of each part: ten seconds of processor apiece.
COMPILED_ONCE = {"PYTHONDONTWRITEBYTECODE": ""}
# The free worker takes the next test: the longest walks stand in modules of few tests, which `loadscope` gives to one
# worker each, and last.
WORKERS = ["-n", "2", "--dist", "worksteal"]
# By file, as they are named: xdist would keep the whole journey, a single test and the longest, for the end.
BROWSERS = ["-n", "2", "--dist", "loadfile", "--no-loadscope-reorder", "tests/browser/parcours", "tests/browser"]
# A NUL or a number of 5,000 digits in a form or an address: PostgreSQL alone refuses it, so it alone is asked.
DOORS = "tests/portes/test_portes.py"
COVERED = ("config", "formats", "partage", "raison_detre", "socle", "traductions")
# What the lower rooms offer and the register fills: forms, what becomes of people and of what they left, the backup.
FORMS = (
    "tests/registre/dossier",
    "tests/registre/sauvegarde",
    "tests/registre/test_personnes.py",
    "tests/registre/test_conservation.py",
)

# What the tests need of the system: the command or file, the Debian package that brings it, what for.
PROGRAMS = [
    (CHROMIUM, PACKAGE, "les essais dans un navigateur"),
    ("java", "default-jre-headless", "le validateur HTML"),
    ("npm", "npm", "axe-core et le validateur HTML"),
    ("xgettext", "gettext", "le contrôle des traductions"),
    ("nginx", "nginx", "la façade du site, pour de vrai"),
    ("/usr/lib/nginx/modules/ngx_http_cache_purge_module.so", "libnginx-mod-http-cache-purge", "ce qu’elle oublie"),
    ("faketime", "faketime", "la même, le lendemain"),
    ("openssl", "openssl", "son certificat d’essai"),
    ("redis-server", "redis-server", "la mémoire que deux serveurs partagent, et ce que devient le site sans elle"),
]


class ObstacleError(Exception):
    """What prevents the tests from running, cure included."""


def present(command: str) -> bool:
    """Tell whether a program is on the path, or a file where it should be."""
    return shutil.which(command) is not None or Path(command).is_file()


def install_programs() -> None:
    """Install what the system lacks. Raises `ObstacleError` when that is not ours to do."""
    missing = [(package, purpose) for command, package, purpose in PROGRAMS if not present(command)]
    if not missing:
        return

    packages = [package for package, _ in missing]

    if os.geteuid() == 0 and shutil.which("apt-get"):
        print(f"· Installation de {', '.join(packages)}…", flush=True)
        apt = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
        for command in (["apt-get", "update", "-qq"], apt):
            subprocess.run(command, check=False, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"})
    if any(not present(command) for command, _, _ in PROGRAMS):
        purposes = ", ".join(purpose for _, purpose in missing)
        raise ObstacleError(
            f"Il manque de quoi faire {purposes} : sudo apt install {' '.join(packages)}. "
            "(Si Chromium est ailleurs, donnez son chemin dans la variable CHROMIUM.)"
        )


def install_node_packages() -> None:
    """Install axe-core and the HTML validator as locked. Raises `ObstacleError` when they cannot be fetched."""
    installed = NODE_FOLDER / "node_modules" / ".package-lock.json"
    lock = NODE_FOLDER / "package-lock.json"
    if installed.exists() and installed.stat().st_mtime >= lock.stat().st_mtime:
        return
    print("· Installation d'axe-core et du validateur HTML…", flush=True)
    command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    if subprocess.run(command, check=False, cwd=NODE_FOLDER).returncode != 0:
        raise ObstacleError("npm n'a pas pu installer les outils de test : vérifiez la connexion au réseau.")


def postgres_url() -> str | None:
    """Return the address of the PostgreSQL server to test on, None when there is none.

    DATABASE_URL if it names one, else the local server. Raises `ObstacleError` when DATABASE_URL does not answer.
    """
    wanted = os.environ.get("DATABASE_URL", "")
    if wanted.startswith(("postgres://", "postgresql://")):
        if not answers(wanted):
            raise ObstacleError("La base de DATABASE_URL ne répond pas : démarrez-la, ou retirez la variable.")
        return wanted

    users = dict.fromkeys(["postgres", getpass.getuser()])
    local = [f"postgres://{user}@{LOCAL_SERVER}/postgres" for user in users]

    return next((url for url in local if answers(url)), None)


def answers(url: str) -> bool:
    """Tell whether a PostgreSQL server answers there."""
    try:
        psycopg.connect(url, connect_timeout=3).close()
    except psycopg.OperationalError:
        return False
    return True


def environment(url: str) -> dict[str, str]:
    """Return what the tests of this database find around them."""
    return {**os.environ, **COMPILED_ONCE, "DATABASE_URL": url, "PGOPTIONS": UNHURRIED}


def lay_schemas(urls: list[str]) -> None:
    """Have every database make its schema, all at once: made within a part, it leaves a core to wait for it.

    One that cannot is found so by the tests, which say why.
    """
    print("· Préparation des bases…", flush=True)
    command = [str(PYTHON), "-m", "tests.rigueur.preparer"]
    makers = [subprocess.Popen(command, cwd=ROOT, env=environment(url), stderr=subprocess.DEVNULL) for url in urls]
    for maker in makers:
        maker.wait()


def run_tests(label: str, url: str, *arguments: str) -> bool:
    """Run part of the suite on one database and tell whether it passes."""
    print(f"\n=== {label} ===", flush=True)
    return subprocess.run([str(PYTEST), *arguments], check=False, cwd=ROOT, env=environment(url)).returncode == 0


def parts(postgres: str | None) -> Iterator[tuple[str, str, list[str]]]:
    """Yield label, database and arguments of each part: everything on each database, but the browser's, last and once.

    Coverage is asked of the two lower rooms, by their own tests: it doubles the time of what it watches. What no
    database changes is asked once, on SQLite, which costs less: tests marked `rendu` or `sans_base`, and whole
    folders; what PostgreSQL alone refuses is asked of it, when it answers. A browser's journeys are gone through once
    too, on the database of production when it answers. The worker that is free takes the next test, and copies the
    site it reads if the other had; a browser's journeys are shared out by file, a site and a browser for each worker.
    What makes the parts of a site in use fall is asked of one process, which starts them once.
    """
    of_the_house = [f"tests/{path.name}" for path in sorted((ROOT / "tests").glob("test_*.py"))]
    coverage = ["--cov", "--cov-report=term", "--cov-fail-under=95"]
    doors = [] if postgres is None else [f"--ignore={DOORS}"]

    yield "SQLite, salles du bas", SQLITE, [*WORKERS, *coverage, *(f"tests/{room}" for room in COVERED), *FORMS]

    without_forms = [f"--ignore={path}" for path in FORMS]
    above = ["tests/registre", *without_forms, "tests/bonnes_pratiques", "tests/portes", "tests/outils"]

    yield "SQLite, le reste", SQLITE, [*WORKERS, *above, *of_the_house, *doors]
    if postgres is None:
        yield "SQLite, dans un navigateur", SQLITE, BROWSERS
    else:
        rooms = ("registre", "bonnes_pratiques", "raison_detre", "socle", "partage")
        both = [DOORS, *(f"tests/{room}" for room in rooms)]  # the longest walks first: nobody waits for them
        yield "PostgreSQL", postgres, [*WORKERS, "-m", "not rendu and not sans_base", *both]
        yield "PostgreSQL, quand une partie tombe", postgres, ["tests/pannes"]
        yield "PostgreSQL, dans un navigateur", postgres, BROWSERS


def main() -> int:
    """Run each part; stop at the first that fails, so that its failures are the last thing printed."""
    try:
        install_programs()
        install_node_packages()
        postgres = postgres_url()
    except ObstacleError as obstacle:
        print(obstacle, file=sys.stderr)
        return 1

    if postgres is None:
        print(f"PostgreSQL ne répond pas sur {LOCAL_SERVER} : les tests portent sur SQLite seulement.", flush=True)
        if os.environ.get("CI"):
            return 1

    lay_schemas([SQLITE, *([postgres] if postgres else [])])
    return 0 if all(run_tests(label, url, *arguments) for label, url, arguments in parts(postgres)) else 1


if __name__ == "__main__":
    sys.exit(main())
