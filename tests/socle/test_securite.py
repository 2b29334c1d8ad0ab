"""What each answer tells browsers to refuse, and what a visitor without an account can reach."""

import datetime
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.admindocs.views import simplify_regex
from django.test import Client
from django.urls import URLResolver, get_resolver
from django.urls.resolvers import RegexPattern
from django.utils import timezone

from raison_detre.models import AccueilPage, PageEditoriale
from socle.models import User
from tests.rigueur.html import faults

pytestmark = pytest.mark.rendu

# What answers a visitor anything else than "log in first": the whole list, so that an addition is a decision.
PUBLIC = {
    ".well-known/security.txt",
    "admin/jsi18n/",
    "admin/sprite/",
    "compte/",
    "compte/confirm-email/",
    "compte/confirm-email/<key>/",
    "compte/email/",
    "compte/inactive/",
    "compte/login/",
    "compte/logout/",
    "compte/password/reset/",
    "compte/password/reset/done/",
    "compte/password/reset/key/<uidb36>-<key>/",
    "compte/password/reset/key/done/",
    "favicon.ico",
    "langues/",
    "robots.txt",
    "sante/pret",
    "sante/vivant",
    "sitemap.xml",
}
# Made to be read by anyone, each with its own tests.
PUBLIC_ROOMS = ("registre/", "recherche/", "api/", "bonnes-pratiques/", "actualites/", "agenda/")
LOGIN = re.compile(r"^/(compte|admin)/login/")


def routes(patterns: list[Any], prefix: str = "") -> Iterator[str]:
    """Every address pattern of the site."""
    for pattern in patterns:
        own = str(pattern.pattern)
        if isinstance(pattern.pattern, RegexPattern):
            own = simplify_regex(own).lstrip("/")
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, prefix + own)
        else:
            yield prefix + own


def directives(answer: Any) -> dict[str, str]:
    """The content policy of an answer, by directive."""
    parts = answer.headers["Content-Security-Policy"].split("; ")
    return {name: " ".join(values) for name, *values in (part.split() for part in parts)}


def test_what_a_visitor_reaches_without_logging_in_is_a_known_list(db: None) -> None:
    visitor, reached = Client(), set()
    for route in routes(get_resolver().url_patterns):
        answer = visitor.get("/" + re.sub(r"<[^>]*>", "1", route))
        sent_to_login = answer.status_code == 302 and LOGIN.match(answer.headers["Location"])
        if answer.status_code not in {301, 404} and not sent_to_login and not route.startswith(PUBLIC_ROOMS):
            reached.add(route)
    assert reached == PUBLIC


@pytest.mark.parametrize("address", ["/", "/mentions/", "/compte/login/", "/nulle-part/"])
def test_no_public_page_allows_anything_inline_or_from_elsewhere(
    page_publique: PageEditoriale, client: Client, address: str
) -> None:
    policy = directives(client.get(address))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == "'self'"
    assert policy["style-src"] == "'self'"
    assert policy["base-uri"] == "'none'"
    assert policy["frame-ancestors"] == "'self'"
    assert not any("unsafe" in values or "http" in values for values in policy.values())


def test_a_page_read_by_an_editor_keeps_the_public_policy(page_publique: PageEditoriale, client: Client) -> None:
    client.force_login(User.objects.create_superuser("admin@example.org"))
    assert "unsafe" not in client.get("/mentions/").headers["Content-Security-Policy"]


def test_the_preview_of_a_page_keeps_the_public_policy(page_publique: PageEditoriale, client: Client) -> None:
    client.force_login(User.objects.create_superuser("admin@example.org"))
    draft = client.get(f"/admin/pages/{page_publique.pk}/view_draft/")
    assert draft.status_code == 200
    assert "unsafe" not in draft.headers["Content-Security-Policy"]


def test_the_admin_policy_stays_at_home(db: None, client: Client) -> None:
    client.force_login(User.objects.create_superuser("admin@example.org"))
    policy = directives(client.get("/admin/"))
    assert policy["script-src"] == "'self' 'unsafe-inline'"
    assert not any("unsafe-eval" in values or "http" in values for values in policy.values())


def test_every_page_carries_the_other_refusals(accueil: AccueilPage, client: Client) -> None:
    headers = client.get("/").headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "camera=()" in headers["Permissions-Policy"]
    assert "publickey-credentials-get=(self)" in headers["Permissions-Policy"]


def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites(db: None, client: Client) -> None:
    User.objects.create_superuser("admin@example.org", "une-phrase-assez-longue")
    answer = client.post("/compte/login/", {"login": "admin@example.org", "password": "une-phrase-assez-longue"})
    cookie = answer.cookies["sessionid"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


def test_security_txt_says_whom_to_tell_and_does_not_run_out(client: Client, settings: Any) -> None:
    answer = client.get("/.well-known/security.txt")
    fields = dict(line.split(": ", 1) for line in answer.content.decode().splitlines())
    assert fields["Contact"] == settings.SECURITY_CONTACT
    assert fields["Preferred-Languages"] == "fr, en"
    assert fields["Canonical"] == f"{settings.WAGTAILADMIN_BASE_URL}/.well-known/security.txt"
    ahead = datetime.datetime.fromisoformat(fields["Expires"]) - timezone.now()
    assert datetime.timedelta(days=90) < ahead < datetime.timedelta(days=365)
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"


def test_a_form_sent_from_elsewhere_is_refused_in_words(db: None) -> None:
    answer = Client(enforce_csrf_checks=True).post("/compte/login/", {"login": "a@example.org", "password": "x"})
    assert answer.status_code == 403
    assert "Rien n’a été enregistré" in answer.content.decode()
    assert not faults(answer.content.decode())
