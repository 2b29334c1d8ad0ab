"""Mail leaves once what it says is sure: to each address, once; a server that fails undoes nothing."""

import smtplib
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.db import transaction
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from socle.courriels import annoncer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def gabarit(settings: Settings, tmp_path: Path) -> None:
    """A template whose subject spans two lines."""
    (tmp_path / "essai.txt").write_text("Une fiche\nde {{ qui }}\n\nBonjour,\n\n{{ base }}/ici\n")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]


def test_each_address_gets_its_own_message_once(
    settings: Settings, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    settings.WAGTAILADMIN_BASE_URL = "https://coop.example"
    with django_capture_on_commit_callbacks(execute=True):
        annoncer("essai.txt", {"qui": "Léa"}, ["b@exemple.fr", "A@exemple.fr ", "a@exemple.fr", ""])
        assert mail.outbox == []

    assert [message.to for message in mail.outbox] == [["a@exemple.fr"], ["b@exemple.fr"]]

    [premier, _second] = mail.outbox
    assert premier.subject == "Une fiche de Léa"
    assert premier.body == "Bonjour,\n\nhttps://coop.example/ici\n"
    assert premier.extra_headers == {"Auto-Submitted": "auto-generated"}


def test_nobody_is_told_of_what_was_undone(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        annoncer("essai.txt", {"qui": "Léa"}, ["a@exemple.fr"])
        transaction.set_rollback(True)
    assert mail.outbox == []


def test_nothing_is_prepared_for_nobody(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True) as prevus:
        annoncer("essai.txt", {"qui": "Léa"}, ["", ""])
    assert prevus == []


def test_a_server_that_fails_is_written_to_the_log_and_undoes_nothing(
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    def echouer(_message: Any) -> None:
        raise smtplib.SMTPServerDisconnected("fermé")

    monkeypatch.setattr("django.core.mail.EmailMessage.send", echouer)
    with django_capture_on_commit_callbacks(execute=True):
        annoncer("essai.txt", {"qui": "Léa"}, ["a@exemple.fr"])
    assert "« Une fiche de Léa » not sent" in caplog.text
