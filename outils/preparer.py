#!/usr/bin/env python3
"""Take a fresh clone to a running site: environment, dependencies, database, content, server.

Runs before anything is installed, so: standard library only, and a syntax that an older Python can read far enough to
be told it is too old. Each step looks first and does only what is missing. Each failure is one sentence and its cure.
"""

from __future__ import annotations

import argparse
import contextlib
import fcntl
import hashlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
VAR = ROOT / "var"
PYTHON = VENV / "bin" / "python"
UV = VENV / "bin" / "uv"
STAMP = VENV / ".dependances-installees"

OLDEST_PYTHON = (3, 11)
UV_REQUIREMENT = "uv>=0.9"
NETWORK_SIGNS = (
    "connection",
    "could not find a version",  # all pip says of an index it could not reach
    "dns error",
    "error sending request",
    "failed to fetch",
    "name resolution",
    "timed out",
)
HOST = "127.0.0.1"
OTHER_PORT = 8001
SECONDS_TO_START = 60


class ObstacleError(Exception):
    """What stops the preparation, in the words shown to the person, cure included."""


def say(message: str) -> None:
    """Show a step to the person who waits."""
    print(f"· {message}", flush=True)


def check_python(version: tuple[int, ...] = tuple(sys.version_info[:2])) -> None:
    """Raise `ObstacleError` when this Python is too old."""
    if version < OLDEST_PYTHON:
        found = ".".join(map(str, version))
        raise ObstacleError(
            f"Python {found} est trop ancien : il faut Python 3.11 ou plus récent. "
            "Sous Debian : sudo apt install python3 python3-venv."
        )


def check_writable() -> None:
    """Raise `ObstacleError` when this folder cannot be written to."""
    try:
        VAR.mkdir(exist_ok=True)

        for folder in (ROOT, VAR):
            probe = folder / f".essai-{os.getpid()}"
            probe.touch()
            probe.unlink()
    except OSError as error:
        raise ObstacleError(
            f"Impossible d'écrire dans {ROOT} ({error.strerror}) : obtenez le droit d'y écrire, "
            "ou libérez de la place sur le disque, puis relancez."
        ) from error


def check_port(port: int) -> None:
    """Raise `ObstacleError` when this port cannot be listened on."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except (OSError, OverflowError) as error:
            raise ObstacleError(
                f"Le port {port} n'est pas libre : arrêtez ce qui l'occupe (peut-être ce site, déjà lancé), "
                f"ou choisissez-en un autre, par exemple make run PORT={OTHER_PORT}."
            ) from error


@contextlib.contextmanager
def one_at_a_time() -> Iterator[None]:
    """Let one preparation run at a time: a second waits for the first, says so, then finds the work done."""
    with (VAR / "preparation.verrou").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Une autre préparation est en cours dans ce dossier : j'attends qu'elle se termine.")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def succeeds(*command: object) -> bool:
    """Tell whether this command ends well; what it prints is not shown."""
    return subprocess.run([str(part) for part in command], check=False, capture_output=True).returncode == 0


def create_environment() -> None:
    """Make `.venv` unless a working one stands. Raises `ObstacleError` when Python cannot make one."""
    if PYTHON.exists() and succeeds(PYTHON, "-c", "import pip, sys; sys.exit(sys.version_info < (3, 11))"):
        return
    say("Création de l'environnement Python (.venv)…")
    if not succeeds(sys.executable, "-m", "venv", "--clear", VENV):
        raise ObstacleError(
            "L'environnement Python n'a pas pu être créé : il manque sans doute le paquet python3-venv "
            "(sous Debian : sudo apt install python3-venv), ou de la place sur le disque."
        )


def install_dependencies() -> None:
    """Install exactly what uv.lock names. Raises `ObstacleError` when the packages cannot be fetched."""
    sources = (ROOT / "uv.lock").read_bytes() + (ROOT / "pyproject.toml").read_bytes()
    digest = hashlib.sha256(sources).hexdigest()
    if UV.exists() and STAMP.exists() and STAMP.read_text() == digest:
        return

    if not UV.exists():
        say("Installation de uv, qui installe le reste…")
        run_installer(PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", UV_REQUIREMENT)

    say("Installation des dépendances (quelques secondes si elles sont déjà sur la machine)…")
    # Compiled here, once: where Python may not keep what it compiles, each start would take two seconds more.
    run_installer(UV, "sync", "--locked", "--quiet", "--compile-bytecode", "--python", PYTHON)
    STAMP.write_text(digest)


def run_installer(*command: object) -> None:
    """Run pip or uv. Raises `ObstacleError`, telling a network out of reach from another failure."""
    environment = {**os.environ, "UV_PROJECT_ENVIRONMENT": str(VENV), "UV_PYTHON_DOWNLOADS": "never"}
    environment.pop("VIRTUAL_ENV", None)
    done = subprocess.run(
        [str(part) for part in command], check=False, cwd=ROOT, env=environment, capture_output=True, text=True
    )
    if done.returncode == 0:
        return

    detail = done.stderr.strip()
    if any(sign in detail.lower() for sign in NETWORK_SIGNS):
        raise ObstacleError(
            "Les paquets n'ont pas pu être téléchargés : vérifiez la connexion au réseau, ou l'adresse de votre dépôt "
            "de paquets (variables PIP_INDEX_URL et UV_DEFAULT_INDEX), puis relancez."
        )

    raise ObstacleError(f"L'installation a échoué :\n{detail}\nCorrigez ce qui est dit ci-dessus, puis relancez.")


def install() -> None:
    """Bring the environment up to date."""
    create_environment()
    install_dependencies()


def load() -> bool:
    """Bring database and content up to date. False when it could not be, `charger.py` having said why."""
    environment = {"PGCONNECT_TIMEOUT": "5", **os.environ}
    command = [str(PYTHON), str(ROOT / "outils" / "charger.py")]
    return subprocess.run(command, check=False, cwd=ROOT, env=environment).returncode == 0


def start(port: int) -> subprocess.Popen[bytes]:
    """Start the server and return it once it answers. Raises `ObstacleError` when it does not."""
    check_port(port)
    server = subprocess.Popen([str(PYTHON), "manage.py", "runserver", f"{HOST}:{port}", "--skip-checks"], cwd=ROOT)

    signal.signal(signal.SIGTERM, lambda *_: server.terminate())
    deadline = time.monotonic() + SECONDS_TO_START

    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise ObstacleError("Le serveur s'est arrêté au démarrage : la raison est dite ci-dessus.")
        with contextlib.suppress(OSError), socket.create_connection((HOST, port), timeout=1):
            say(f"Le site répond : http://{HOST}:{port}/ (administration : /admin/). Ctrl-C pour arrêter.")
            return server
        time.sleep(0.2)
    server.terminate()
    raise ObstacleError("Le serveur ne répond pas au bout d'une minute : relancez, et signalez-le si cela se répète.")


def serve(port: int) -> int:
    """Prepare all that is missing, then serve until interrupted. Return the server's exit code.

    Mails, feeds and canonical addresses take this port, unless the machine's own SITE_URL says where the site stands.
    """
    check_port(port)
    os.environ.setdefault("SITE_URL", f"http://{HOST}:{port}")

    with one_at_a_time():
        install()
        if not load():
            return 1
        server = start(port)

    with contextlib.suppress(KeyboardInterrupt):
        return server.wait()
    server.wait()
    return 0


def main() -> int:
    """Run the step asked for, and turn what stops it into one sentence."""
    parser = argparse.ArgumentParser(description=__doc__)

    parser.add_argument("step", choices=["install", "serve"])
    parser.add_argument("--port", type=int, default=8000)
    options = parser.parse_args()

    try:
        check_python()
        check_writable()
        if options.step == "serve":
            return serve(options.port)
        with one_at_a_time():
            install()
    except ObstacleError as obstacle:
        print(obstacle, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130

    return 0


if __name__ == "__main__":
    sys.exit(main())
