"""`synchroniser_groupes`: three groups, exactly what is declared, said in French, nothing the second time."""

from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import CommandError, call_command
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page, Workflow

from raison_detre import droits as droits_du_referentiel
from raison_detre.models import Axe, Engagement
from socle.droits import CIRCUIT
from socle.models import RelectureTask
from tests.socle.admin import connecte
from tests.socle.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.lent]

COLLECTIONS = {f"{a}_collection" for a in ("add", "change", "delete")}
SALLES_SUPERIEURES = {
    "registre",
    "dossier",
    "comite",
    "courriers",
    "promotion",
    "rappels",
    "recours",
    "signalements",
    "suivi",
    "visites",
    "bonnes_pratiques",
}
MEDIAS_EDITION = {f"{a}_{m}" for a in ("add", "change", "choose") for m in ("image", "document")}
MEDIAS_TOUS = MEDIAS_EDITION | {"delete_image", "delete_document"}
COMMUNS = {
    "raison_detre.change_axe",
    "raison_detre.change_engagement",
    "raison_detre.view_axe",
    "raison_detre.view_engagement",
    "raison_detre.view_referentiel",
    "socle.view_recherchesansresultat",
    "socle.view_synonyme",
    "wagtail_localize.submit_translation",
    "wagtailadmin.access_admin",
}
PUBLIER = {
    "raison_detre.lock_axe",
    "raison_detre.lock_engagement",
    "raison_detre.publish_axe",
    "raison_detre.publish_engagement",
    "raison_detre.unlock_axe",
    "raison_detre.unlock_engagement",
    "socle.add_synonyme",
    "socle.change_navigation",
    "socle.change_synonyme",
    "socle.delete_synonyme",
    "wagtailredirects.add_redirect",
    "wagtailredirects.change_redirect",
    "wagtailredirects.delete_redirect",
}
ADMINISTRER = {
    *(f"raison_detre.{a}_{m}" for a in ("add", "delete") for m in ("axe", "engagement")),
    *(f"raison_detre.{a}_referentiel" for a in ("add", "change", "delete")),
    *(f"socle.{a}_user" for a in ("add", "change", "delete")),
    *(f"wagtailsearchpromotions.{a}_searchpromotion" for a in ("add", "change", "delete")),
}


def synchroniser(**options: Any) -> str:
    sortie = StringIO()
    call_command("synchroniser_groupes", stdout=sortie, **options)
    return sortie.getvalue()


def droits_de(nom: str) -> tuple[set[str], set[str], set[str]]:
    """What a group may do: on models, on pages, on media. The higher rooms each test the rights they declare."""
    groupe: Any = Group.objects.get(name=nom)  # Wagtail adds relations that have no types
    modeles = {f"{p.content_type.app_label}.{p.codename}" for p in groupe.permissions.select_related("content_type")}
    modeles = {nom for nom in modeles if nom.partition(".")[0] not in SALLES_SUPERIEURES}
    pages = set(groupe.page_permissions.values_list("permission__codename", flat=True))
    medias = set(groupe.collection_permissions.values_list("permission__codename", flat=True))
    return modeles, pages, medias


def etat() -> list[Any]:
    """Everything the command may write."""
    return [
        *Group.objects.order_by("pk").values_list("pk", "name"),
        *Group.permissions.through.objects.order_by("pk").values_list(),
        *GroupPagePermission.objects.order_by("pk").values_list(),
        *GroupCollectionPermission.objects.order_by("pk").values_list(),
        *Workflow.objects.order_by("pk").values_list(),
        *RelectureTask.objects.order_by("pk").values_list(),
    ]


@pytest.mark.parametrize(
    ("groupe", "modeles", "pages", "medias"),
    [
        ("Édition", COMMUNS, {"add_page", "change_page"}, MEDIAS_EDITION),
        ("Comité", {"wagtailadmin.access_admin"}, set(), set()),
        (
            "Publication",
            COMMUNS | PUBLIER,
            {"add_page", "change_page", "publish_page", "lock_page", "unlock_page"},
            MEDIAS_TOUS,
        ),
        (
            "Administration",
            COMMUNS | PUBLIER | ADMINISTRER,
            {"add_page", "change_page", "publish_page", "lock_page", "unlock_page", "bulk_delete_page"},
            MEDIAS_TOUS | COLLECTIONS,
        ),
    ],
)
def test_each_group_has_exactly_these_rights(groupe: str, modeles: set[str], pages: set[str], medias: set[str]) -> None:
    synchroniser()
    assert droits_de(groupe) == (modeles, pages, medias)


def test_the_second_run_changes_nothing_and_says_so() -> None:
    synchroniser()
    avant = etat()
    assert synchroniser() == "Groupes et circuit de relecture déjà à jour.\n"
    assert etat() == avant


def test_a_simulation_says_everything_and_changes_nothing() -> None:
    avant = etat()
    annonce = synchroniser(simulation=True)
    assert "Groupe « Édition » créé." in annonce
    assert annonce.endswith("Simulation\N{NO-BREAK SPACE}: rien n’a été changé.\n")
    assert etat() == avant
    assert annonce.startswith(synchroniser())


def test_what_is_not_declared_is_taken_away_from_our_groups_only() -> None:
    synchroniser()
    edition, autre = Group.objects.get(name="Édition"), Group.objects.create(name="Bureau")
    en_trop = Permission.objects.get(content_type__app_label="socle", codename="add_user")
    ailleurs = Page.objects.filter(depth=2).first()

    for groupe in (edition, autre):
        groupe.permissions.add(en_trop)
        GroupPagePermission.objects.create(group=groupe, page=ailleurs, permission_type="publish")

    assert synchroniser() == (
        "Édition : droit socle.add_user retiré.\nÉdition : droit wagtailcore.publish_page retiré.\n"
    )
    assert droits_de("Édition") == (COMMUNS, {"add_page", "change_page"}, MEDIAS_EDITION)
    assert droits_de("Bureau") == ({"socle.add_user"}, {"publish_page"}, set())


def test_what_was_taken_away_comes_back() -> None:
    synchroniser()
    groupe: Any = Group.objects.get(name="Publication")
    groupe.permissions.clear()
    groupe.page_permissions.all().delete()
    GroupCollectionPermission.objects.filter(group=groupe, collection=Collection.get_first_root_node()).delete()
    assert "Publication : droit wagtailcore.publish_page accordé." in synchroniser()
    assert droits_de("Publication")[0] == COMMUNS | PUBLIER


def test_wagtails_own_groups_go_when_nobody_is_in_them() -> None:
    membre = UserFactory()
    membre.groups.add(Group.objects.get(name="Editors"))
    annonce = synchroniser()
    assert "Groupe « Moderators » de Wagtail supprimé" in annonce
    assert "Groupe « Editors » conservé : des comptes en sont membres." in annonce
    assert not Group.objects.filter(name="Moderators").exists()
    assert membre.groups.exists()


def test_every_page_axis_and_engagement_goes_through_the_review(accueil: Page) -> None:
    synchroniser()
    circuits = {accueil.get_workflow(), Axe.get_default_workflow(), Engagement.get_default_workflow()}
    assert {str(circuit) for circuit in circuits} == {"Relecture fédérale"}
    etape = RelectureTask.objects.get(name=CIRCUIT)
    assert {groupe.name for groupe in etape.groups.all()} == {"Publication", "Administration"}
    assert not Workflow.objects.filter(name="Moderators approval").exists()


def test_the_review_switched_off_by_hand_comes_back(accueil: Page) -> None:
    synchroniser()
    Workflow.objects.get(name=CIRCUIT).deactivate()
    etape = RelectureTask.objects.get(name=CIRCUIT)
    etape.deactivate()
    etape.groups.clear()
    assert "Circuit « Relecture fédérale » remis en service." in synchroniser()
    assert accueil.get_workflow().tasks.get().specific.groups.count() == 2


def test_a_right_that_does_not_exist_is_named_and_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(droits_du_referentiel.DROITS, "Publication", ("raison_detre.publier_axe",))
    avant = etat()
    with pytest.raises(CommandError, match=r"« Publication » mais inconnus : raison_detre\.publier_axe"):
        synchroniser()
    assert etat() == avant


ROLES = (
    ("Administration", "administration", True),
    ("Publication", "publication", False),
    ("Édition", "edition", False),
)


def test_the_administration_makes_names_and_deletes_collections_and_nobody_else_does() -> None:
    synchroniser()
    ajouter = "/admin/collections/add/"

    for groupe, trait, permis in ROLES:
        client = connecte(UserFactory.create(**{trait: True}))
        client.post(ajouter, {"name": f"Photos de {groupe}", "parent": Collection.get_first_root_node().pk})
        assert Collection.objects.filter(name=f"Photos de {groupe}").exists() is permis

    photos = Collection.objects.get(name="Photos de Administration")
    administration = connecte(UserFactory.create(administration=True))
    racine = photos.get_parent()
    administration.post(f"/admin/collections/{photos.pk}/", {"name": "Photos du congrès", "parent": racine.pk})
    photos.refresh_from_db()
    assert photos.name == "Photos du congrès"
    administration.post(f"/admin/collections/{photos.pk}/delete/")
    assert not Collection.objects.filter(pk=photos.pk).exists()
