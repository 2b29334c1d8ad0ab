"""The first administrator: created once, its password shown once, replaced on demand."""

import io
import re

import pytest
from django.core.management import call_command

from socle.models import User

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> str:
    output = io.StringIO()
    call_command("creer_administrateur", *arguments, stdout=output)
    return output.getvalue()


def password_shown(output: str) -> str:
    found = re.search(r"Mot de passe .*: (\S+)$", output, re.MULTILINE)
    assert found, output
    return found[1]


def test_the_first_run_creates_an_administrator_whose_password_works() -> None:
    password = password_shown(run())
    account = User.objects.get()
    assert account.email == "admin@example.org"
    assert account.is_staff
    assert account.is_superuser
    assert account.check_password(password)
    assert len(password) >= 20


def test_a_second_run_changes_and_shows_nothing() -> None:
    run()
    before = User.objects.get().password
    assert run() == ""
    assert User.objects.get().password == before


def test_another_administrator_is_enough() -> None:
    User.objects.create_superuser("chef@example.org", "un mot de passe")
    assert run() == ""
    assert User.objects.count() == 1


def test_a_new_password_replaces_the_old_one() -> None:
    old = password_shown(run())
    new = password_shown(run("--nouveau-mot-de-passe"))
    account = User.objects.get()
    assert old != new
    assert account.check_password(new)


def test_the_address_can_be_chosen_whatever_its_case() -> None:
    User.objects.create_user("lea@example.org")
    password = password_shown(run("--email", "Lea@Example.org", "--nouveau-mot-de-passe"))
    assert User.objects.get().check_password(password)
    assert User.objects.get().is_superuser
