"""One chooses only from what one may list: every registered chooser, at each of its addresses, for each role."""

from typing import Any

import pytest
from django.template import Engine
from django.test import Client
from django.urls import get_resolver, reverse
from wagtail.permissions import policy_registry
from wagtail.snippets.models import get_snippet_models

from registre.models import Invitation, Membre
from tests.registre.factories import CooperativeFactory
from tests.socle.admin import connecte
from tests.socle.adresses import adresses
from tests.socle.factories import UserFactory

pytestmark = [pytest.mark.lent, pytest.mark.rendu]

ROLES = ("édition", "publication", "administration", "superuser")
LISTER = ("view", "add", "change", "delete")
SECRET = "tres-secrete@example.org"


@pytest.fixture(autouse=True)
def wagtails_templates_as_in_production(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wagtail's own templates read variables it did not set."""
    monkeypatch.setattr(Engine.get_default(), "string_if_invalid", "")


@pytest.fixture
def invitation(groupes: None) -> Invitation:
    """An invitation and a member, whose addresses are nobody's business in a chooser."""
    cooperative = CooperativeFactory.create()
    Membre.objects.create(user=UserFactory.create(email=SECRET), cooperative=cooperative, depuis="2026-01-01")
    return Invitation.objects.create(
        cooperative=cooperative, courriel=SECRET, envoyee_le="2026-01-01T00:00Z", expire_le="2026-02-01T00:00Z"
    )


def choix_de(modele: Any) -> list[str]:
    """Every address at which one chooses a snippet of this model, that of wagtail-localize's editor included."""
    espace = modele.snippet_viewset.chooser_viewset.url_namespace
    objet = modele._default_manager.order_by("pk").first()
    pk = objet.pk if objet else 1
    localize = [modele._meta.app_label, modele._meta.model_name]

    return [
        *(reverse(f"{espace}:{nom}") for nom in ("choose", "choose_results", "create")),
        reverse(f"{espace}:chosen", args=[pk]),
        f"{reverse(f'{espace}:chosen_multiple')}?id={pk}",
        reverse("wagtail_localize:snippets_api_listing", args=localize),
        reverse("wagtail_localize:snippets_api_detail", args=[*localize, pk]),
    ]


def ouvre(client: Client, adresse: str) -> bool:
    """Whether this address answers something other than a refusal; one that has nothing to show is no refusal."""
    reponse = client.get(adresse, headers={"X-Requested-With": "XMLHttpRequest", "Accept": "application/json"})
    assert reponse.status_code < 500, adresse
    return reponse.status_code not in {302, 403}


@pytest.mark.parametrize("role", ROLES)
def test_a_chooser_obeys_the_rights_of_the_list(personnes: dict[str, Any], invitation: Invitation, role: str) -> None:
    client = connecte(personnes[role])
    for modele in get_snippet_models():
        liste = ouvre(client, reverse(modele.snippet_viewset.get_url_name("list")))
        assert liste is policy_registry.get_by_type(modele).user_has_any_permission(personnes[role], LISTER)
        choix = {adresse: ouvre(client, adresse) for adresse in choix_de(modele) if "create" not in adresse}
        assert choix == dict.fromkeys(choix, liste)
        assert liste or not any(ouvre(client, adresse) for adresse in choix_de(modele))


def test_no_chooser_of_the_whole_admin_tells_an_editor_the_address_of_a_member(
    personnes: dict[str, Any], invitation: Invitation
) -> None:
    client = connecte(personnes["édition"])
    lues = 0

    for liste in {
        (route.route, route.remplie(objet.pk, objet))
        for objet in (invitation, Membre.objects.get())
        for route in adresses(get_resolver().url_patterns)
        if any(mot in route.route for mot in ("choose", "chosen", "localize/api"))
    }:
        page = client.get(liste[1], headers={"X-Requested-With": "XMLHttpRequest"})
        lues += page.status_code == 200
        assert SECRET not in page.content.decode(), liste

    assert lues > 10


@pytest.mark.parametrize("nom", ["task_chooser", "task_chooser_results", "task_chooser_create"])
def test_steps_of_workflows_are_chosen_by_who_manages_them(personnes: dict[str, Any], nom: str) -> None:
    adresse = reverse(f"wagtailadmin_workflows:{nom}")
    assert not ouvre(connecte(personnes["administration"]), adresse)
    assert ouvre(connecte(personnes["superuser"]), adresse)


@pytest.mark.parametrize(("role", "entre"), [("publication", False), ("administration", True)])
def test_what_visitors_searched_is_chosen_by_who_promotes_results(
    personnes: dict[str, Any], role: str, entre: bool
) -> None:
    for nom in ("chooser", "chooserresults"):
        assert ouvre(connecte(personnes[role]), reverse(f"wagtailsearchpromotions:{nom}")) is entre


@pytest.mark.parametrize("media", ["images", "documents"])
def test_pictures_and_documents_stay_open_to_editors(personnes: dict[str, Any], media: str) -> None:
    espace = {"images": "wagtailimages_chooser", "documents": "wagtaildocs_chooser"}[media]
    for nom in ("choose", "choose_results"):
        assert ouvre(connecte(personnes["édition"]), reverse(f"{espace}:{nom}"))
