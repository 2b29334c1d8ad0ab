"""Nobody gives or takes a right they do not hold, by any form, button or list action of accounts and groups."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from socle.models import User
from tests.socle.admin import connecte, messages
from tests.socle.factories import UserFactory

pytestmark = pytest.mark.rendu

IDENTITE = {"email": "neuf@example.org", "first_name": "Un", "last_name": "Compte"}


@pytest.fixture
def superieur(groupes: None) -> Group:
    """A group that may do what Administration may not."""
    groupe = Group.objects.create(name="Direction")
    groupe.permissions.add(Permission.objects.get(codename="change_locale"))
    return groupe


@pytest.fixture
def directeur(superieur: Group) -> User:
    compte = UserFactory.create(email="directeur@example.org")
    compte.groups.add(superieur)
    return compte


def ajouter(par: User, **champs: Any) -> Any:
    return connecte(par).post(reverse("wagtailusers_users:add"), IDENTITE | champs)


def modifier(par: User, compte: User, **champs: Any) -> Any:
    identite = IDENTITE | {"email": compte.email, "is_active": "on"}
    return connecte(par).post(reverse("wagtailusers_users:edit", args=[compte.pk]), identite | champs)


def grouper(par: User, action: str, *comptes: User, **champs: Any) -> Any:
    adresse = reverse("wagtail_bulk_action", args=["socle", "user", action])
    choix = "&".join(f"id={compte.pk}" for compte in comptes)
    return connecte(par).post(f"{adresse}?{choix}", champs)


def etat(compte: User) -> tuple[Any, ...]:
    """What a door may have changed in an account."""
    lu = User.objects.get(pk=compte.pk)
    groupes = sorted(lu.groups.values_list("name", flat=True))
    return lu.email, lu.password, lu.is_active, lu.is_superuser, groupes


def test_a_new_account_is_not_made_superuser_by_an_administrator(personnes: dict[str, Any]) -> None:
    ajouter(personnes["administration"], is_superuser="on")
    assert User.objects.get(email="neuf@example.org").is_superuser is False


def test_an_account_is_not_made_superuser_by_an_administrator(personnes: dict[str, Any]) -> None:
    reponse = modifier(personnes["administration"], personnes["édition"], is_superuser="on", first_name="Changé")
    assert reponse.status_code == 302
    compte = User.objects.get(pk=personnes["édition"].pk)
    assert (compte.first_name, compte.is_superuser) == ("Changé", False)


def test_an_administrator_does_not_make_themselves_superuser(personnes: dict[str, Any]) -> None:
    moi = personnes["administration"]
    modifier(moi, moi, is_superuser="on")
    assert not User.objects.get(pk=moi.pk).is_superuser


def test_a_superuser_makes_another_and_takes_it_back(personnes: dict[str, Any]) -> None:
    ajouter(personnes["superuser"], is_superuser="on")
    neuf = User.objects.get(email="neuf@example.org")
    assert neuf.is_superuser
    modifier(personnes["superuser"], neuf)
    assert not User.objects.get(pk=neuf.pk).is_superuser


@pytest.mark.parametrize("deja", [False, True])
def test_a_group_with_more_rights_than_ones_own_is_refused_on_the_field(
    personnes: dict[str, Any], superieur: Group, deja: bool
) -> None:
    par, compte = personnes["administration"], personnes["édition"]
    avant = etat(compte)
    reponse = modifier(par, compte, groups=superieur.pk) if deja else ajouter(par, groups=superieur.pk)

    assert reponse.status_code == 200
    assert reponse.context["form"].has_error("groups")
    assert "des droits que vous n’avez pas" in reponse.content.decode()
    assert "neuf@example.org" in reponse.content.decode() or deja
    assert etat(compte) == avant
    assert not superieur.user_set.exists()


def test_an_administrator_puts_people_in_the_groups_it_covers(personnes: dict[str, Any]) -> None:
    publication = Group.objects.get(name="Publication")
    ajouter(personnes["administration"], groups=publication.pk)
    neuf = User.objects.get(email="neuf@example.org")
    assert list(neuf.groups.all()) == [publication]
    grouper(personnes["administration"], "set_active_state", neuf, mark_as_active="False")
    grouper(personnes["administration"], "assign_role", neuf, role=Group.objects.get(name="Édition").pk)
    assert etat(neuf)[2:] == (False, False, ["Publication", "Édition"])
    grouper(personnes["administration"], "delete", neuf)
    assert not User.objects.filter(pk=neuf.pk).exists()


@pytest.mark.parametrize("suspendu", [False, True])
@pytest.mark.parametrize("porte", ["edit", "delete", "set_active_state", "assign_role", "bulk delete"])
def test_the_account_of_who_may_do_more_is_out_of_reach(
    personnes: dict[str, Any], directeur: User, porte: str, suspendu: bool
) -> None:
    for compte in (directeur, personnes["superuser"]):
        User.objects.filter(pk=compte.pk).update(is_active=not suspendu)
        avant = etat(compte)
        _pousser(personnes["administration"], porte, compte, suspendu)
        assert etat(compte) == avant


def _pousser(par: User, porte: str, compte: User, suspendu: bool) -> None:
    """Try this door on this account."""
    secret = "cinq pommiers en fleur"
    if porte == "edit":
        modifier(par, compte, email="pris@example.org", password1=secret, password2=secret)
    elif porte == "delete":
        connecte(par).post(reverse("wagtailusers_users:delete", args=[compte.pk]))
    elif porte == "set_active_state":
        grouper(par, porte, compte, mark_as_active=str(suspendu))
    elif porte == "assign_role":
        grouper(par, porte, compte, role=Group.objects.get(name="Édition").pk)
    else:
        grouper(par, "delete", compte)


def test_one_account_out_of_reach_stops_the_whole_action_and_says_which(
    personnes: dict[str, Any], directeur: User
) -> None:
    avant = etat(personnes["édition"])
    reponse = grouper(
        personnes["administration"], "set_active_state", personnes["édition"], directeur, mark_as_active="False"
    )
    assert str(directeur) in messages(reponse)
    assert etat(personnes["édition"]) == avant


def test_the_action_on_all_accounts_spares_none(personnes: dict[str, Any]) -> None:
    adresse = reverse("wagtail_bulk_action", args=["socle", "user", "set_active_state"])
    connecte(personnes["administration"]).post(f"{adresse}?id=all", {"mark_as_active": "False"})
    assert not User.objects.filter(is_active=False).exists()


def test_the_list_action_does_not_give_a_group_with_more_rights(personnes: dict[str, Any], superieur: Group) -> None:
    reponse = grouper(personnes["administration"], "assign_role", personnes["édition"], role=superieur.pk)
    assert "des droits que vous n’avez pas" in messages(reponse)
    assert not superieur.user_set.exists()


@pytest.mark.parametrize("porte", ["add", "edit", "delete"])
def test_only_superusers_change_what_a_group_may_do(personnes: dict[str, Any], superieur: Group, porte: str) -> None:
    par = personnes["administration"]
    par.user_permissions.set(Permission.objects.filter(content_type__app_label="auth", codename__endswith="_group"))
    cible = Group.objects.get(name="Administration")
    adresse = reverse(f"wagtailusers_groups:{porte}", args=[] if porte == "add" else [cible.pk])
    tous = list(Permission.objects.values_list("pk", flat=True))
    avant = set(cible.permissions.all())
    assert connecte(par).post(adresse, {"name": "Tout", "permissions": tous}).status_code == 302
    assert set(Group.objects.get(pk=cible.pk).permissions.all()) == avant
    assert not Group.objects.filter(name="Tout").exists()


def test_an_account_is_not_copied_with_its_rights(personnes: dict[str, Any]) -> None:
    adresse = f"/admin/users/copy/{personnes['superuser'].pk}/"
    assert connecte(personnes["superuser"]).post(adresse, IDENTITE | {"is_superuser": "on"}).status_code == 404
    assert not User.objects.filter(email="neuf@example.org").exists()
