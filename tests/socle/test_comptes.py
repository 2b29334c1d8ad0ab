"""One door: by e-mail, limited in tries, with a second factor before the admin."""

import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.core import mail
from django.test import Client
from pytest_django import Settings

from raison_detre.models import AccueilPage
from socle.models import User

PASSWORD = "une-phrase-assez-longue"
EMAIL = "admin@example.org"


@pytest.fixture
def admin(db: None) -> User:
    return User.objects.create_superuser(EMAIL, PASSWORD)


@pytest.fixture
def totp_secret(admin: User) -> str:
    """The secret of a second factor the administrator has."""
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(admin, secret)
    return secret


@pytest.fixture
def second_factor(settings: Settings) -> None:
    """Ask for the second factor, as production does."""
    settings.MFA_REQUIRED = True


def log_in(client: Client, email: str = EMAIL, password: str = PASSWORD, **headers: str) -> Any:
    return client.post("/compte/login/", {"login": email, "password": password}, headers=headers or None)


def code(secret: str) -> str:
    """The six digits the person's telephone shows now."""
    return totp.format_hotp_value(totp.hotp_value(secret, next(totp.yield_hotp_counters_from_time())))


def test_logging_in_takes_an_address_whatever_its_case(admin: User, client: Client) -> None:
    assert log_in(client, "Admin@Example.org").headers["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200


@pytest.mark.parametrize("address", ["/admin/login/", "/_util/login/", "/en/_util/login/", "/compte/signup/"])
def test_every_other_door_leads_to_the_one_login(client: Client, db: None, address: str) -> None:
    credentials = {"username": EMAIL, "login": EMAIL, "email": EMAIL, "password1": PASSWORD, "password2": PASSWORD}
    assert client.get(f"{address}?next=/admin/").headers["Location"] == "/compte/login/?next=/admin/"
    assert client.post(address, credentials).headers["Location"] == "/compte/login/"
    assert not User.objects.exists()


def test_an_account_without_rights_is_told_so_instead_of_being_sent_round(db: None, client: Client) -> None:
    User.objects.create_user("lectrice@example.org", PASSWORD)
    assert log_in(client, "lectrice@example.org").status_code == 302
    answer = client.get("/admin/")
    assert answer.status_code == 403
    assert "Cette page est réservée" in answer.content.decode()


def test_the_admin_has_no_password_form_of_its_own(admin: User, client: Client) -> None:
    assert client.get("/admin/password_reset/").status_code == 404
    client.force_login(admin)
    account = client.get("/admin/account/").content.decode()
    assert 'type="password"' not in account
    assert 'type="email"' not in account


@pytest.mark.parametrize("email", [EMAIL, "inconnue@example.org"])
def test_asking_for_a_password_answers_the_same_whoever_exists(admin: User, client: Client, email: str) -> None:
    answer = client.post("/compte/password/reset/", {"email": email}, follow=True)
    assert answer.redirect_chain == [("/compte/password/reset/done/", 302)]
    assert [message.to for message in mail.outbox] == ([[EMAIL]] if email == EMAIL else [])


def test_a_new_password_is_chosen_from_the_mail_and_does_not_open_the_session(admin: User, client: Client) -> None:
    client.post("/compte/password/reset/", {"email": EMAIL})
    link = re.search(r"http://[^/]+(/compte/password/reset/key/\S+)", str(mail.outbox[0].body))
    assert link
    form = client.get(link[1], follow=True).request["PATH_INFO"]
    new = "encore-une-autre-phrase"
    client.post(form, {"password1": new, "password2": new})
    assert client.get("/admin/").status_code == 302
    assert log_in(client, password=new).headers["Location"] == "/admin/"


@pytest.mark.parametrize("host", ["localhost", "ailleurs.example.org"])
def test_the_mail_leads_to_the_sites_own_address_whatever_the_request_calls_it(
    admin: User, client: Client, settings: Settings, host: str
) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    settings.WAGTAILADMIN_BASE_URL = "https://www.coophlm.example.org"
    client.post("/compte/password/reset/", {"email": EMAIL}, headers={"host": host})
    lu = f"{mail.outbox[0].subject} {mail.outbox[0].body}"
    assert "https://www.coophlm.example.org/compte/password/reset/key/" in lu
    assert host not in lu


def test_every_mail_about_an_account_names_this_site(admin: User, client: Client, settings: Settings) -> None:
    settings.ALLOWED_HOSTS, settings.ACCOUNT_EMAIL_NOTIFICATIONS = ["*"], True
    log_in(client)
    new = {"oldpassword": PASSWORD, "password1": "encore-une-autre-phrase", "password2": "encore-une-autre-phrase"}
    client.post("/compte/password/change/", new, headers={"host": "ailleurs.example.org"}, follow=True)
    [message] = mail.outbox
    assert "ailleurs.example.org" not in f"{message.subject} {message.body}"


def test_five_failures_suspend_the_login_and_say_for_how_long(admin: User, client: Client) -> None:
    answers = [log_in(client, password="faux") for _ in range(5)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 200, 429]
    assert "15 minutes" in answers[-1].content.decode()
    assert answers[-1].headers["Retry-After"] == "900"
    assert log_in(client, EMAIL.upper()).status_code == 429  # the right password, in another case


def test_somebody_else_is_not_suspended(admin: User) -> None:
    for _ in range(5):
        log_in(Client(REMOTE_ADDR="203.0.113.9"), password="faux")
    assert log_in(Client(REMOTE_ADDR="198.51.100.7")).status_code == 302


def test_a_forged_address_does_not_give_more_tries(admin: User, settings: Settings) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    last = [
        log_in(Client(), password="faux", x_forwarded_for=f"10.0.0.{attempt}, 203.0.113.9") for attempt in range(5)
    ][-1]
    assert last.status_code == 429


def test_without_a_proxy_the_forwarded_address_is_not_read(admin: User) -> None:
    last = [log_in(Client(), password="faux", x_forwarded_for=f"10.0.0.{attempt}") for attempt in range(5)][-1]
    assert last.status_code == 429


ADMIN_ADDRESSES = ["/admin/", "/admin/pages/", "/admin/users/", "/admin/api/main/pages/", "/admin/account/"]


@pytest.mark.usefixtures("second_factor")
@pytest.mark.parametrize("address", ADMIN_ADDRESSES)
def test_without_a_second_factor_the_admin_sends_to_where_one_is_added(
    admin: User, client: Client, address: str
) -> None:
    log_in(client)
    answer = client.get(address)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/compte/2fa/")
    assert "demande un second facteur" in client.get("/compte/2fa/").content.decode()


@pytest.mark.usefixtures("second_factor")
def test_a_request_of_a_script_is_refused_outright(admin: User, client: Client) -> None:
    log_in(client)
    assert client.get("/admin/pages/", headers={"x-requested-with": "XMLHttpRequest"}).status_code == 403


@pytest.mark.usefixtures("second_factor")
def test_password_then_code_opens_the_admin(admin: User, totp_secret: str, client: Client) -> None:
    assert log_in(client).headers["Location"] == "/compte/2fa/authenticate/"
    assert client.get("/admin/").headers["Location"] == "/compte/login/?next=/admin/"
    assert client.post("/compte/2fa/authenticate/", {"code": "000000"}).status_code == 200
    assert client.post("/compte/2fa/authenticate/", {"code": code(totp_secret)}).headers["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200


@pytest.mark.usefixtures("second_factor")
def test_a_recovery_code_serves_once(admin: User, totp_secret: str) -> None:
    one = RecoveryCodes.activate(admin).get_unused_codes()[0]
    outcomes = []
    for client in (Client(), Client()):
        log_in(client)
        outcomes.append(client.post("/compte/2fa/authenticate/", {"code": one}).status_code)
    assert outcomes == [302, 200]


@pytest.mark.usefixtures("second_factor")
def test_a_session_opened_otherwise_must_show_the_factor(admin: User, totp_secret: str, client: Client) -> None:
    client.force_login(admin)
    assert client.get("/admin/pages/").headers["Location"] == "/compte/2fa/reauthenticate/?next=/admin/pages/"
    answer = client.post("/compte/2fa/reauthenticate/", {"code": code(totp_secret), "next": "/admin/pages/"})
    assert answer.headers["Location"] == "/admin/pages/"
    assert client.get("/admin/pages/").status_code == 200


@pytest.mark.usefixtures("second_factor")
def test_a_factor_taken_away_closes_the_admin_at_once(admin: User, totp_secret: str, client: Client) -> None:
    log_in(client)
    client.post("/compte/2fa/authenticate/", {"code": code(totp_secret)})
    Authenticator.objects.all().delete()
    assert client.get("/admin/").headers["Location"] == "/compte/2fa/"


def test_where_it_is_not_required_the_factor_is_offered(admin: User, client: Client, accueil: AccueilPage) -> None:
    log_in(client)
    assert client.get("/admin/").status_code == 200
    page = client.get("/compte/2fa/").content.decode()
    assert "/compte/2fa/totp/activate/" in page
    assert "/compte/2fa/webauthn/" in page
