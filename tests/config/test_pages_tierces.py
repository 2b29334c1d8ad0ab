"""Every page of the admin and of the accounts, ours and those of libraries, opens for who may: none is a 500."""

import time
from typing import Any

import pytest
from django.apps import apps
from django.template import Engine
from django.test import Client
from django.urls import get_resolver

from tests.socle.admin import connecte
from tests.socle.adresses import Adresse, adresses

pytestmark = [pytest.mark.lent, pytest.mark.rendu]

OUVERTES = {200, 302, 405}  # 405: a button, which has no page

# Nothing to show here, and why the page says so (404, or 400 for a picture's format that does not exist).
SANS_OBJET = {
    "workflow_action": "no review waits",
    "collect_workflow_action_data": "no review waits",
    "workflow_history_detail": "no review was",
    "convert_alias": "not a mirror",
    "convert_to_alias": "the page was not made from one",
    "wagtail_bulk_action": "no such action",
    "relecture_faite": "no review was",
    "relecture_repondre": "no review waits",
    "registre_geste": "opened by the tests of the register",
    "add_task": "a type of step, which a page is not",
    "wagtailadmin_block_preview": "no block of this name",
    "preview": "no such format of picture",
    "preview_translation": "no such mode",
    "submit_snippet_translation": "a page is not a snippet",
    "snippets_api_listing": "a page is not a snippet",
    "snippets_api_detail": "a page is not a snippet",
    "preview_on_edit": "settings that have no preview",
    "url_generator": "addresses of pictures are not given away",
    "url_generator_output": "the same",
    "wagtailadmin_password_reset": "passwords are changed in /compte/",
    "wagtailadmin_password_reset_done": "the same",
    "wagtailadmin_password_reset_confirm": "the same",
    "wagtailadmin_password_reset_complete": "the same",
    "wagtaildocs_authenticate_with_password": "no document has a password",
    "mfa_deactivate_totp": "no application to deactivate",
    "mfa_view_recovery_codes": "no codes yet",
    "mfa_download_recovery_codes": "no codes yet",
    "renvoyer_une_invitation": "nobody was invited",
    "invitation_de_compte": "the same",
    "None": "the same as the next, which bears the name",
}
SIRENE_D_ESSAI = "admin/failwhale/"  # Wagtail fails there on purpose
SORTIES = ("logout", "login", "compte/")  # a session may end there


@pytest.fixture(autouse=True)
def wagtails_templates_as_in_production(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wagtail's own templates read variables it did not set."""
    monkeypatch.setattr(Engine.get_default(), "string_if_invalid", "")


def entree(de_tout: dict[str, Any]) -> Client:
    """A browser in which this superuser gave their password a moment ago."""
    client = connecte(de_tout["moi"])
    client.raise_request_exception = False
    session = client.session
    session["account_authentication_methods"] = [
        {"method": "password", "at": time.time(), "email": de_tout["moi"].email}
    ]
    session.save()
    return client


def remplie(une: Adresse, de_tout: dict[str, Any]) -> str:
    """Return the address filled with the first row of what its view is about."""
    modele = getattr(une.vue, "view_initkwargs", {}).get("model")
    if isinstance(modele, str):
        modele = apps.get_model(modele)
    objet = modele._default_manager.order_by("pk").first() if modele else None
    a_part = de_tout["espaces"]
    valeurs = {**de_tout, **a_part.get(une.nom.partition(":")[0], {}), **a_part.get(une.nom, {})}
    if objet and (revision := getattr(objet, "latest_revision_id", None)):
        valeurs["revision_id"] = revision
    return une.remplie(objet.pk if objet else de_tout["page"].pk, objet or de_tout["page"], **valeurs)


@pytest.mark.filterwarnings("ignore:Pagination may yield inconsistent results")  # wagtail-localize's own report
@pytest.mark.filterwarnings("ignore:Unclosed file:ResourceWarning")  # Wagtail's own rendition
@pytest.mark.parametrize("debut", ["admin/", "compte/", "documents/"])
def test_every_page_opens(de_tout: dict[str, Any], debut: str) -> None:
    toutes = [adresse for adresse in adresses(get_resolver().url_patterns) if adresse.route.startswith(debut)]
    client, fautes, ouvertes = entree(de_tout), {}, 0

    for adresse in toutes:
        if adresse.route == SIRENE_D_ESSAI:
            continue
        code = client.get(remplie(adresse, de_tout)).status_code
        ouvertes += code == 200
        if code not in OUVERTES and not (code in {400, 404} and adresse.nom.rpartition(":")[2] in SANS_OBJET):
            fautes[adresse.route] = (code, adresse.nom)
        if any(mot in adresse.route for mot in SORTIES):
            client = entree(de_tout)

    assert fautes == {}
    assert ouvertes > len(toutes) / 3 or debut == "documents/"
