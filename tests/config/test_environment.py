"""A start that cannot be safe is refused in words, all of them at once."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from config.environment import BASE_DIR, IncorrectEnvironment, read
from outils.verifier import EXAMPLE_ENVIRONMENT, example_environment

pytestmark = pytest.mark.lent

REQUIRED = [
    "ALLOWED_HOSTS",
    "CACHE_URL",
    "DATABASE_URL",
    "DEFAULT_FROM_EMAIL",
    "EMAIL_URL",
    "MEDIA_ROOT",
    "SECRET_KEY",
    "SECURITY_CONTACT",
    "SITE_URL",
    "STATIC_ROOT",
]


def manage(*arguments: str, settings: str = "production", **variables: str) -> subprocess.CompletedProcess[str]:
    """Run manage.py in an environment that holds these variables and nothing else of the site's."""
    return subprocess.run(  # noqa: S603
        [sys.executable, "manage.py", *arguments],
        cwd=BASE_DIR,
        env={"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": f"config.settings.{settings}", **variables},
        capture_output=True,
        text=True,
        check=False,
    )


def named(message: str) -> list[str]:
    """Return the variables the message has a line for."""
    return [line.split(" : ")[0].strip() for line in message.splitlines() if line.startswith("  ")]


@pytest.mark.parametrize("command", ["check", "runserver", "migrate"])
def test_production_with_nothing_set_names_every_variable_in_one_message(command: str) -> None:
    done = manage(command)
    assert done.returncode == 1
    assert "à renseigner ou à corriger" in done.stderr
    assert named(done.stderr) == REQUIRED
    assert "Traceback" not in done.stderr + done.stdout


def test_the_whole_story_is_told_to_who_asks_for_it() -> None:
    assert "Traceback" in manage("check", "--traceback").stderr


def test_the_server_refuses_too() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import config.wsgi"],
        cwd=BASE_DIR,
        env={"PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert named(done.stderr[done.stderr.index("Variables") :]) == REQUIRED


def test_the_example_environment_is_complete_and_deployable() -> None:
    done = manage("check", "--deploy", "--fail-level", "WARNING", **example_environment())
    assert done.returncode == 0, done.stderr


UNSAFE = {
    "SECRET_KEY": [
        "courte",
        "a" * 60,
        "django-insecure-" + "zyxwvutsrqponmlkjihgfedcba9876543210",
        "",
        # a key worn as it stands in our example, or in another's
        *(re.findall("^SECRET_KEY=(.+)$", EXAMPLE_ENVIRONMENT.read_text(), re.MULTILINE)),
        "zK3-une-clef-a-REMPLACER-qR7_vT9wXyB2nM4pL6jH8gF5dS1aQ0",
    ],
    "ALLOWED_HOSTS": ["*", "", "www.exemple.fr,*"],
    "SITE_URL": ["http://www.exemple.fr", "https://www.exemple.fr/", "www.exemple.fr"],
    "DATABASE_URL": ["", "nimporte"],
    "CACHE_URL": ["nimporte"],
    "EMAIL_URL": ["smtp+tls://compte:secret@hote:587", "nimporte"],
    "DEFAULT_FROM_EMAIL": ["site", ""],
    "SECURITY_CONTACT": ["securite@exemple.fr"],
    "MEDIA_ROOT": ["media", ""],
    "KEYS_ROOT": ["cles", ""],
    "KEYS_PASSPHRASE": [
        "courte",
        "",
        *re.findall("^KEYS_PASSPHRASE=(.+)$", EXAMPLE_ENVIRONMENT.read_text(), re.MULTILINE),
    ],
    "PROXY_COUNT": ["-1", "un"],
    "CACHE_PURGE_URL": ["127.0.0.1:8081", "https://127.0.0.1:8081", "http://127.0.0.1:8081/"],
    "MFA_REQUIRED": ["oui"],
    "LOG_LEVEL": ["tout"],
}


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in UNSAFE.items() for value in values])
def test_an_unsafe_value_is_refused_alone_and_in_french(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    for variable, correct in example_environment().items():
        monkeypatch.setenv(variable, correct)
    monkeypatch.setenv(name, value)
    with pytest.raises(IncorrectEnvironment) as refusal:
        read(strict=True)
    assert named(str(refusal.value)) == [name]
    assert not any(english in str(refusal.value) for english in ("Not a valid", "not set", "unexpected"))


BUCKET = {
    "S3_BUCKET": "coophlm",
    "S3_ENDPOINT": "https://s3.exemple.fr",
    "S3_REGION": "fr-par",
    "S3_ACCESS_KEY": "cle",
    "S3_SECRET_KEY": "secret",
}


ADDRESS_OF_A_FILE = "from django.core.files.storage import default_storage; print(default_storage.url('a'))"


class TestABucket:
    """Five variables, all or none."""

    @pytest.mark.parametrize("seule", BUCKET)
    def test_half_told_is_refused_naming_all_that_lacks(self, monkeypatch: pytest.MonkeyPatch, seule: str) -> None:
        for variable, correct in example_environment().items():
            monkeypatch.setenv(variable, correct)
        monkeypatch.setenv(seule, BUCKET[seule])
        with pytest.raises(IncorrectEnvironment) as refusal:
            read(strict=True)
        assert named(str(refusal.value)) == sorted(BUCKET.keys() - {seule})

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("S3_BUCKET", "https://s3.exemple.fr/coophlm"),
            ("S3_ENDPOINT", "s3.exemple.fr"),
            ("S3_ENDPOINT", "http://s3.exemple.fr"),
            ("S3_ENDPOINT", "http://203.0.114.7:9000"),
            ("S3_ENDPOINT", "https://s3.exemple.fr/"),
            ("S3_ENDPOINT", "https://cle:secret@s3.exemple.fr"),
        ],
    )
    def test_at_an_unsafe_address_is_refused(self, monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
        for variable, correct in (example_environment() | BUCKET).items():
            monkeypatch.setenv(variable, correct)
        monkeypatch.setenv(name, value)
        with pytest.raises(IncorrectEnvironment) as refusal:
            read(strict=True)
        assert named(str(refusal.value)) == [name]

    @pytest.mark.parametrize("address", ["https://s3.exemple.fr:9000", "http://10.0.0.3:9000"])
    def test_is_where_files_are(self, address: str) -> None:
        done = manage(
            *("shell", "--no-imports", "-c", ADDRESS_OF_A_FILE),
            **example_environment() | BUCKET | {"S3_ENDPOINT": address},
        )
        assert done.stdout == "/media/a\n", done.stderr

    def test_asks_that_what_machines_share_be_shared(self) -> None:
        alone = {"DATABASE_URL": "sqlite:////srv/coophlm/base.sqlite3", "CACHE_URL": "locmem://"}
        done = manage("check", "--deploy", "--fail-level", "WARNING", **example_environment() | BUCKET | alone)
        assert done.returncode == 1
        assert "socle.W003" in done.stderr
        assert "socle.W004" in done.stderr

    def test_is_told_what_stays_on_each_machine(self) -> None:
        done = manage("check", "--deploy", "--fail-level", "WARNING", **example_environment() | BUCKET)
        assert done.returncode == 0, done.stderr
        assert "KEYS_ROOT" in done.stderr
        assert "DRAWINGS_ROOT" in done.stderr


def test_production_runs_without_any_signing_key(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable, correct in example_environment().items():
        monkeypatch.setenv(variable, correct)
    monkeypatch.delenv("KEYS_ROOT")
    monkeypatch.delenv("KEYS_PASSPHRASE")
    assert read(strict=True).keys_root is None


def test_a_machine_of_development_needs_no_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in example_environment():
        monkeypatch.delenv(variable, raising=False)
    assert read(strict=False).mfa_required is False


def test_a_database_that_does_not_answer_is_said_in_a_sentence_without_its_password() -> None:
    done = manage("migrate", settings="dev", DATABASE_URL="postgres://compte:mot-secret@127.0.0.1:9/coophlm")
    assert done.returncode == 1
    assert done.stderr.startswith("La base de données ne répond pas (127.0.0.1:9, base coophlm) : ")
    assert "corrigez DATABASE_URL" in done.stderr
    assert "mot-secret" not in done.stderr
    assert "Traceback" not in done.stderr


def test_a_database_file_that_cannot_be_made_is_said_too(tmp_path: Path) -> None:
    done = manage("migrate", settings="dev", DATABASE_URL=f"sqlite:///{tmp_path}/absent/base.sqlite3")
    assert done.returncode == 1
    assert done.stderr.startswith("La base de données ne répond pas (")


def test_a_fault_of_ours_keeps_its_traceback(tmp_path: Path) -> None:
    done = manage("creer_administrateur", settings="dev", DATABASE_URL=f"sqlite:///{tmp_path}/vide.sqlite3")
    assert done.returncode != 0
    assert "no such table" in done.stderr
    assert "Traceback" in done.stderr
