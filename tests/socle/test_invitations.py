"""Accounts by invitation: nobody types another's password, and a link opens one account, once, for fourteen days."""

import datetime
import re
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core import mail
from django.test import Client
from django.urls import reverse

from socle.models import User
from tests.socle.admin import connecte
from tests.socle.factories import UserFactory

pytestmark = pytest.mark.django_db
MOT_DE_PASSE = "quatre chevaux pommiers lents"
CHOIX = {"password1": MOT_DE_PASSE, "password2": MOT_DE_PASSE}
NEUF = {"email": "neuf@example.org", "first_name": "Un", "last_name": "Compte"}
AJOUTER = "wagtailusers_users:add"


@pytest.fixture(autouse=True)
def courriels_partis(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let mail leave at once: a test never commits."""
    monkeypatch.setattr("socle.courriels.transaction", SimpleNamespace(on_commit=lambda envoyer: envoyer()))


def dernier_lien() -> str:
    """The address of the last mail sent."""
    trouve = re.search(r"/compte/invitation/\S+", str(mail.outbox[-1].body))
    assert trouve
    return trouve[0]


def inviter(par: User) -> str:
    """Add an account in the admin as this person does; return the link that its owner receives."""
    assert connecte(par).post(reverse(AJOUTER), NEUF).status_code == 302
    return dernier_lien()


def renvoyer(par: User, compte: User) -> Any:
    return connecte(par).post(reverse("renvoyer_une_invitation", args=[compte.pk]))


def test_an_account_added_is_opened_by_its_owner_from_the_link_and_by_nobody_else(
    personnes: dict[str, Any], client: Client
) -> None:
    assert "Une invitation part à cette adresse" in connecte(personnes["administration"]).get(reverse(AJOUTER)).text
    lien = inviter(personnes["administration"])
    compte = User.objects.get(email="neuf@example.org")
    assert mail.outbox[-1].to == ["neuf@example.org"]
    assert not compte.has_usable_password()

    page = client.get(lien)
    assert (page.status_code, page.headers["X-Robots-Tag"]) == (200, "noindex, nofollow")
    refusee = client.post(lien, {"password1": "court", "password2": "court"})
    assert refusee.status_code == 400
    assert client.post(lien, CHOIX).headers["Location"] == reverse("account_login")
    compte.refresh_from_db()
    assert compte.check_password(MOT_DE_PASSE)

    encore = client.post(lien, {"password1": "un autre mot bien long", "password2": "un autre mot bien long"})
    assert encore.status_code == 410
    assert "a déjà servi" in encore.content.decode()
    assert User.objects.get(pk=compte.pk).check_password(MOT_DE_PASSE)
    renvoyer(personnes["administration"], compte)
    assert len(mail.outbox) == 1  # opened, it is invited no more


def test_no_form_of_the_admin_asks_a_password_nor_takes_one(personnes: dict[str, Any]) -> None:
    chef, autre = personnes["superuser"], personnes["édition"]
    for adresse in (reverse(AJOUTER), reverse("wagtailusers_users:edit", args=[autre.pk])):
        page = BeautifulSoup(connecte(chef).get(adresse).content, "lxml")
        assert not page.find_all("input", type="password")

    avant = autre.password
    connecte(chef).post(
        reverse("wagtailusers_users:edit", args=[autre.pk]), NEUF | CHOIX | {"email": autre.email, "is_active": "on"}
    )
    assert User.objects.get(pk=autre.pk).password == avant


def test_a_link_dies_after_fourteen_days_or_when_another_is_sent(personnes: dict[str, Any], client: Client) -> None:
    debut = datetime.datetime(2026, 6, 1, 12, tzinfo=datetime.UTC)
    with time_machine.travel(debut, tick=False) as voyage:
        premier = inviter(personnes["administration"])
        assert "15 juin 2026" in str(mail.outbox[-1].body).replace("\u00a0", " ")
        compte = User.objects.get(email="neuf@example.org")
        assert "Renvoyer l’invitation" in _liste(personnes["administration"])

        assert renvoyer(personnes["administration"], compte).status_code == 302
        assert "le dernier reçu" in client.get(premier).content.decode()
        voyage.shift(datetime.timedelta(days=14))
        assert client.get(dernier_lien()).status_code == 200
        voyage.shift(datetime.timedelta(seconds=2))
        assert client.post(dernier_lien(), CHOIX).status_code == 410
    assert not User.objects.get(pk=compte.pk).has_usable_password()


def _liste(par: User) -> str:
    return str(connecte(par).get(reverse("wagtailusers_users:index")).content.decode())


def test_a_link_is_sent_again_by_who_may_manage_that_account_only(personnes: dict[str, Any], client: Client) -> None:
    compte, chef = UserFactory.create(edition=True), UserFactory.create(superuser=True)
    for ferme in (compte, chef):
        ferme.set_unusable_password()
        ferme.save()
    renvoyer(personnes["publication"], compte)
    renvoyer(personnes["administration"], chef)
    assert not mail.outbox
    renvoyer(personnes["administration"], compte)
    assert [courriel.to for courriel in mail.outbox] == [[compte.email]]

    User.objects.filter(pk=compte.pk).update(is_active=False)
    assert client.get(dernier_lien()).status_code == 404
    assert client.get("/compte/invitation/forgee/").status_code == 404
