"""Production's logs, as a real process writes them: one line of JSON, the request's id, nobody's data."""

import json
import os
import subprocess
import sys
import uuid
from typing import Any

import pytest

from config.environment import BASE_DIR
from outils.verifier import example_environment

pytestmark = pytest.mark.lent

ID = "0123456789abcdef0123456789abcdef"
ASK = f"""
import django
django.setup()
from django.test import Client
client = Client(headers={{"host": "localhost", "x-forwarded-proto": "https", "x-forwarded-for": "203.0.113.9"}})
for given in ("{ID}", "ignore\\tmoi"):
    answer = client.post("/sante/vivant?courriel=quelquun@example.org", headers={{"x-request-id": given}})
    print(answer.status_code, answer.headers["X-Request-ID"])
answer = Client(headers={{"host": "localhost"}}).get("/robots.txt")
print(answer.status_code, answer.headers["Location"])
answer = client.get("/sante/vivant", secure=True)
print(answer.status_code, answer.headers["Strict-Transport-Security"])
print(answer.headers["Content-Security-Policy"])
"""


@pytest.fixture(scope="module")
def process() -> subprocess.CompletedProcess[str]:
    """A process of production that answered a few requests."""
    return subprocess.run(  # noqa: S603
        [sys.executable, "-W", "ignore::UserWarning", "-c", ASK],  # no static folder on this machine
        cwd=BASE_DIR,
        env={"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "config.settings.production"}
        | example_environment(),
        capture_output=True,
        text=True,
        check=True,
    )


@pytest.fixture(scope="module")
def events(process: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    """Its log, line by line."""
    return [json.loads(line) for line in process.stderr.splitlines()]


def refusals(events: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [event for event in events if event["logger"] == "django.request"]


def test_each_event_is_said_once_with_its_level_time_and_request(events: list[dict[str, Any]]) -> None:
    first, _second = refusals(events)
    assert first["message"] == "Method Not Allowed (POST): /sante/vivant"
    assert (first["level"], first["status_code"]) == ("WARNING", 405)
    assert first["time"].startswith("20")
    assert first["correlation_id"] == ID


def test_the_answer_carries_the_id_it_has_in_the_log(
    process: subprocess.CompletedProcess[str], events: list[dict[str, Any]]
) -> None:
    answers = [line.split() for line in process.stdout.splitlines()[:2]]
    assert [event["correlation_id"] for event in refusals(events)] == [identity for _status, identity in answers]


def test_an_id_that_is_none_is_replaced(process: subprocess.CompletedProcess[str]) -> None:
    _status, identity = process.stdout.splitlines()[1].split()
    assert str(uuid.UUID(identity)).replace("-", "") == identity


def test_nothing_of_the_visitor_reaches_the_log(process: subprocess.CompletedProcess[str]) -> None:
    assert "quelquun" not in process.stderr
    assert "203.0.113.9" not in process.stderr


def test_production_sends_everything_to_tls_and_says_to_remember_it(process: subprocess.CompletedProcess[str]) -> None:
    *_, redirection, hsts, policy = process.stdout.splitlines()
    assert redirection == "301 https://localhost/robots.txt"
    assert hsts == "200 max-age=63072000; includeSubDomains; preload"
    assert "upgrade-insecure-requests" in policy
