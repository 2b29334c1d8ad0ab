"""`make run` stopped by the machine says what is wrong and how to cure it, in one sentence and without a traceback."""

import os
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from config.environment import BASE_DIR
from outils import preparer


def run(*command: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603
        [sys.executable, *command],
        cwd=BASE_DIR,
        env={**os.environ, **variables},
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_a_busy_port_is_named_with_another_to_try() -> None:
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        done = run("outils/preparer.py", "serve", "--port", str(port))
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.startswith(f"Le port {port} n'est pas libre")
    assert "make run PORT=8001" in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("version", [(3, 6), (3, 10)])
def test_an_old_python_is_refused_with_the_version_to_install(version: tuple[int, int]) -> None:
    with pytest.raises(preparer.ObstacleError, match=r"trop ancien : il faut Python 3\.11"):
        preparer.check_python(version)


def test_every_python_from_the_one_to_install_is_accepted() -> None:
    def accepted(version: tuple[int, int]) -> bool:
        try:
            preparer.check_python(version)
        except preparer.ObstacleError:
            return False
        return True

    assert [minor for minor in range(9, 15) if accepted((3, minor))] == [11, 12, 13, 14]
    assert accepted((4, 0))


def test_a_folder_that_cannot_be_written_to_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setattr(preparer, "ROOT", tmp_path / "file")
    monkeypatch.setattr(preparer, "VAR", tmp_path / "file" / "var")
    with pytest.raises(preparer.ObstacleError, match="Impossible d'écrire dans"):
        preparer.check_writable()


@pytest.mark.lent
def test_a_package_index_out_of_reach_is_told_from_another_failure(tmp_path: Path) -> None:
    out_of_reach = ("--index-url", "http://127.0.0.1:9/simple", "--retries", "0", "--no-deps", "-d", str(tmp_path))
    with pytest.raises(preparer.ObstacleError, match="vérifiez la connexion au réseau"):
        preparer.run_installer(sys.executable, "-m", "pip", "download", *out_of_reach, "absent-package")
    with pytest.raises(preparer.ObstacleError, match="L'installation a échoué"):
        preparer.run_installer(sys.executable, "-c", "raise SystemExit('disk full')")


def test_a_second_preparation_waits_for_the_first_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(preparer, "VAR", tmp_path)
    entered = threading.Event()

    def second() -> None:
        with preparer.one_at_a_time():
            entered.set()

    waiting = threading.Thread(target=second)
    with preparer.one_at_a_time():
        waiting.start()
        assert not entered.wait(timeout=0.5)
    assert entered.wait(timeout=10)
    waiting.join()
    assert "Une autre préparation est en cours" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("asked", "given"), [(None, "http://127.0.0.1:8140"), ("https://a.example", "https://a.example")]
)
def test_the_port_served_is_the_one_of_addresses_unless_the_machine_says_another(
    asked: str | None, given: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preparer, "VAR", tmp_path)
    monkeypatch.setattr(preparer, "check_port", lambda port: None)
    monkeypatch.setattr(preparer, "install", lambda: None)
    monkeypatch.setattr(preparer, "load", lambda: False)
    monkeypatch.setenv("SITE_URL", asked or "")

    if asked is None:
        monkeypatch.delenv("SITE_URL")

    assert preparer.serve(8140) == 1
    assert os.environ["SITE_URL"] == given


@pytest.mark.lent
@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("postgres://nobody@127.0.0.1:1/absent", "La base de données ne répond pas (127.0.0.1:1, base absent)"),
        ("sqlite:////nowhere/at/all.sqlite3", "La base de données ne répond pas (/nowhere/at/all.sqlite3)"),
        ("not an address", "Une variable d'environnement est à corriger"),
    ],
)
def test_a_database_that_does_not_answer_is_named_without_a_traceback(url: str, sentence: str) -> None:
    done = run("outils/charger.py", DATABASE_URL=url, DJANGO_SETTINGS_MODULE="config.settings.dev")
    assert done.returncode == 1
    assert done.stderr.startswith(sentence)
    assert "DATABASE_URL" in done.stderr
    assert "Traceback" not in done.stderr
