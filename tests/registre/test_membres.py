"""Members of a coop's space: invited by a link that serves once, removed by who may, never without a référent."""

import datetime
import re
from io import StringIO
from types import SimpleNamespace
from typing import Any
from urllib.parse import unquote

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from registre.comptes import cadence, membres
from registre.models import Cooperative, Invitation, Membre, Role
from registre.operations import OperationRefusee
from socle.models import User
from tests.registre import decisions
from tests.registre.factories import CooperativeFactory
from tests.socle.factories import UserFactory

pytestmark = pytest.mark.django_db
MOT_DE_PASSE = "quatre chevaux pommiers lents"
COMPTE = {"prenom": "Prénom", "nom": "Nom", "mot_de_passe": MOT_DE_PASSE, "confirmation": MOT_DE_PASSE}


@pytest.fixture(autouse=True)
def courriels_partis(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let mail leave at once: a test never commits."""
    monkeypatch.setattr("socle.courriels.transaction", SimpleNamespace(on_commit=lambda envoyer: envoyer()))


@pytest.fixture
def coop() -> Cooperative:
    return CooperativeFactory.create(slug="coop-a")


@pytest.fixture
def referente(coop: Cooperative) -> User:
    user = UserFactory.create(email="referente@a.example.org")
    Membre.objects.create(user=user, cooperative=coop, role=Role.REFERENT, depuis=timezone.localdate())
    return user


def inviter(coop: Cooperative, par: User, courriel: str = "Nouvelle@Example.org", role: str = "contributeur") -> str:
    """Invite someone; return the address of the link in the mail."""
    membres.inviter(coop.pk, courriel=courriel, role=role, par=par)
    lien = re.search(r"/espace/invitation/\S+", str(mail.outbox[-1].body))
    assert lien
    return lien[0]


def connecte(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_an_invitee_opens_an_account_through_the_link_and_enters(
    client: Client, coop: Cooperative, referente: User
) -> None:
    lien = inviter(coop, referente)

    assert mail.outbox[-1].to == ["nouvelle@example.org"]
    assert client.get(lien).status_code == 200

    reponse = client.post(lien, COMPTE)
    assert reponse.headers["Location"] == "/espace/coop-a/"
    assert client.get("/espace/coop-a/").status_code == 200
    user = User.objects.get(email="nouvelle@example.org")
    assert (user.is_staff, user.has_usable_password()) == (False, True)
    assert EmailAddress.objects.get(user=user).verified
    assert Invitation.objects.get().utilisee_par == user


@pytest.mark.parametrize("mauvais", ["court", "nouvelle@example.org"])
def test_a_weak_password_is_refused_in_words(client: Client, coop: Cooperative, referente: User, mauvais: str) -> None:
    reponse = client.post(inviter(coop, referente), COMPTE | {"mot_de_passe": mauvais, "confirmation": mauvais})
    assert reponse.status_code == 400
    assert 'class="fautes"' in reponse.content.decode()
    assert not User.objects.filter(email="nouvelle@example.org").exists()


def test_a_link_serves_once(client: Client, coop: Cooperative, referente: User) -> None:
    lien = inviter(coop, referente)
    client.post(lien, COMPTE)
    for navigateur in (client, Client()):
        reponse = navigateur.get(lien)
        assert reponse.status_code == 410
        assert "a déjà servi" in reponse.content.decode()
    assert Client().post(lien, COMPTE).status_code == 410
    assert Membre.objects.count() == 2


def test_a_link_expires_after_fourteen_days(client: Client, coop: Cooperative, referente: User) -> None:
    lien = inviter(coop, referente)
    dans_14_jours = timezone.now() + datetime.timedelta(days=14)
    with time_machine.travel(dans_14_jours - datetime.timedelta(minutes=1)):
        assert client.get(lien).status_code == 200
    with time_machine.travel(dans_14_jours + datetime.timedelta(minutes=1)):
        reponse = client.post(lien, COMPTE)
    assert reponse.status_code == 410
    assert "a expiré" in reponse.content.decode()


def test_a_link_does_not_serve_another_account(coop: Cooperative, referente: User) -> None:
    lien = inviter(coop, referente)
    autre = UserFactory.create()
    reponse = connecte(autre).post(lien)
    assert reponse.status_code == 403
    assert "une autre personne" in reponse.content.decode()
    assert "nouvelle@example.org" not in reponse.content.decode()
    with pytest.raises(OperationRefusee, match="une autre personne"):
        membres.accepter(Invitation.objects.get().pk, user=autre)


def test_whoever_has_an_account_logs_in_then_joins(client: Client, coop: Cooperative, referente: User) -> None:
    lien = inviter(coop, referente)
    invitee = UserFactory.create(email="nouvelle@example.org")
    assert f"/compte/login/?next={lien}" in unquote(client.get(lien).content.decode())
    assert client.post(lien, COMPTE).status_code == 200
    assert connecte(invitee).post(lien).headers["Location"] == "/espace/coop-a/"


@pytest.mark.parametrize("lien", ["/espace/invitation/abc/", "/espace/invitation/WzEsImEiXQ:1abc:abc/"])
def test_a_link_that_nobody_made_leads_nowhere(client: Client, lien: str) -> None:
    assert client.get(lien).status_code == 404
    assert client.post(lien, COMPTE).status_code == 404


def test_inviting_again_voids_the_first_link(client: Client, coop: Cooperative, referente: User) -> None:
    premier = inviter(coop, referente)
    second = inviter(coop, referente)
    assert client.get(premier).status_code == 404
    assert client.get(second).status_code == 200


def test_sign_up_stays_closed_without_a_link(client: Client) -> None:
    client.post("/compte/signup/", {"email": "a@example.org", "password1": MOT_DE_PASSE, "password2": MOT_DE_PASSE})
    assert not User.objects.filter(email="a@example.org").exists()


def test_the_last_referent_does_not_leave_nor_step_down(coop: Cooperative, referente: User) -> None:
    seule = Membre.objects.get(user=referente)
    for geste in (
        lambda: membres.retirer(seule.pk, par=referente),
        lambda: membres.changer_de_role(seule.pk, role="contributeur", par=referente),
    ):
        with pytest.raises(OperationRefusee, match="n’aurait plus de référent"):
            geste()

    assert (
        "n’aurait plus de référent"
        in connecte(referente).post(f"/espace/coop-a/membres/{seule.pk}/retirer/", follow=True).content.decode()
    )


def test_a_contributor_leaves_but_removes_nobody(coop: Cooperative, referente: User) -> None:
    user = UserFactory.create()
    membre = Membre.objects.create(user=user, cooperative=coop, depuis=timezone.localdate())
    with pytest.raises(OperationRefusee, match="Seuls le référent"):
        membres.retirer(Membre.objects.get(user=referente).pk, par=user)
    membres.retirer(membre.pk, par=user)
    assert not Membre.objects.filter(user=user).exists()


def test_the_federation_replaces_even_the_last_referent(coop: Cooperative, referente: User) -> None:
    call_command("synchroniser_groupes", stdout=StringIO())
    membres.retirer(Membre.objects.get(user=referente).pk, par=UserFactory.create(administration=True))
    assert not Membre.objects.exists()
    assert mail.outbox[-1].to == ["referente@a.example.org"]


def test_a_coop_that_left_invites_nobody(coop: Cooperative, referente: User) -> None:
    decisions.quitter(coop.pk, le=timezone.localdate() - datetime.timedelta(days=1))
    with pytest.raises(OperationRefusee, match="n’est plus membre"):
        membres.inviter(coop.pk, courriel="a@example.org", role="contributeur", par=referente)


def test_the_federation_invites_from_the_admin(coop: Cooperative) -> None:
    call_command("synchroniser_groupes", stdout=StringIO())
    admin = connecte(UserFactory.create(publication=True))
    champs: dict[str, Any] = {"cooperative": coop.pk, "courriel": "Premiere@Example.org", "role": "referent"}
    for _fois in range(2):
        admin.post("/admin/snippets/registre/invitation/add/", champs)
    assert Invitation.objects.get().courriel == "premiere@example.org"
    assert len(mail.outbox) == 2


def test_logging_in_leads_a_member_to_their_space(client: Client, coop: Cooperative, referente: User) -> None:
    referente.set_password(MOT_DE_PASSE)
    referente.save()
    reponse = client.post("/compte/login/", {"login": referente.email, "password": MOT_DE_PASSE})
    assert reponse.headers["Location"] == "/espace/"
    assert client.get("/espace/").headers["Location"] == "/espace/coop-a/"


def test_the_referent_invites_and_cancels_from_the_space(coop: Cooperative, referente: User) -> None:
    client = connecte(referente)
    client.post("/espace/coop-a/membres/inviter/", {"courriel": "a@example.org", "role": "contributeur"})
    invitation = Invitation.objects.get()
    assert "a@example.org" in client.get("/espace/coop-a/membres/").content.decode()
    client.post(f"/espace/coop-a/invitations/{invitation.pk}/annuler/")
    assert not Invitation.objects.exists()


def test_the_same_address_is_not_written_to_over_and_over_even_when_invitations_are_cancelled(
    coop: Cooperative, referente: User
) -> None:
    client = connecte(referente)
    for _fois in range(5):
        page = client.post("/espace/coop-a/membres/inviter/", {"courriel": "Elle@example.org", "role": "contributeur"})
        Invitation.objects.all().delete()
    assert len(mail.outbox) == cadence.PAR_ADRESSE
    assert "a déjà reçu 3 invitations aujourd’hui" in page.content.decode()
    assert 'value="Elle@example.org"' in page.content.decode()


def test_a_coop_sends_so_many_invitations_a_day_and_goes_on_the_next(coop: Cooperative, referente: User) -> None:
    for numero in range(cadence.PAR_COOPERATIVE):
        inviter(coop, referente, f"personne{numero}@example.org")
    with pytest.raises(OperationRefusee, match="continuez demain"):
        inviter(coop, referente, "une-de-plus@example.org")
    assert not Invitation.objects.filter(courriel="une-de-plus@example.org").exists()
    with time_machine.travel(timezone.now() + datetime.timedelta(days=1)):
        inviter(coop, referente, "une-de-plus@example.org")


def test_an_account_of_the_federation_sends_so_many_invitations_a_day(
    monkeypatch: pytest.MonkeyPatch, coop: Cooperative
) -> None:
    monkeypatch.setattr(cadence, "PAR_COMPTE", 2)
    federation = UserFactory.create(superuser=True)
    autre = CooperativeFactory.create(slug="coop-b")
    for numero, invitante in enumerate((coop, autre)):
        inviter(invitante, federation, f"personne{numero}@example.org")
    with pytest.raises(OperationRefusee, match="déjà envoyé 2 invitations"):
        inviter(coop, federation, "une-de-plus@example.org")
