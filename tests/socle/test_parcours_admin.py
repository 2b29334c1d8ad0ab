"""Who enters where in the admin: one line an address, one column a role."""

from typing import Any

import pytest
from django.template import Engine
from django.urls import reverse

from raison_detre.models import AccueilPage, Axe, PageEditoriale
from tests.socle.admin import adresse, connecte

pytestmark = [pytest.mark.lent, pytest.mark.rendu]

ROLES = ("visiteur", "sans droit", "édition", "publication", "administration", "superuser")
# "." enters, "x" is sent away.
TABLEAU = {
    "accueil": "x x . . . .",
    "page: modifier": "x x . . . .",
    "page: historique": "x x . . . .",
    "page: ajouter": "x x . . . .",
    "page: supprimer": "x x x . . .",
    "page: dépublier": "x x x . . .",
    "axes": "x x . . . .",
    "axe: modifier": "x x . . . .",
    "axe: historique": "x x . . . .",
    "axe: ajouter": "x x x x . .",
    "axe: supprimer": "x x x x . .",
    "axe: dépublier": "x x x . . .",
    "engagements": "x x . . . .",
    "référentiels": "x x . . . .",
    "référentiel: modifier": "x x x x . .",
    "images": "x x . . . .",
    "documents": "x x . . . .",
    "navigation": "x x x . . .",
    "redirections": "x x x . . .",
    "comptes": "x x x x . .",
    "groupes": "x x x x x .",
    "circuits": "x x x x x .",
    "langues": "x x x x x .",
    "sites": "x x x x x .",
    "rapport: historique": "x x . . . .",
    "rapport: relectures": "x x . . . .",
    "rapport: traductions": "x x . . . .",
}


@pytest.fixture(autouse=True)
def wagtails_templates_as_in_production(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wagtail's inline panels rely on `default` applying to a missing variable; the strict templates prevent it."""
    monkeypatch.setattr(Engine.get_default(), "string_if_invalid", "")


@pytest.fixture
def adresses(accueil: AccueilPage, page_publique: PageEditoriale, axe_public: Axe) -> dict[str, str]:
    """The address of each line."""
    snippets = "wagtailsnippets_raison_detre_"

    return {
        "accueil": reverse("wagtailadmin_home"),
        "page: modifier": adresse(page_publique, "edit"),
        "page: historique": adresse(page_publique, "history"),
        "page: ajouter": reverse("wagtailadmin_pages:add", args=["raison_detre", "pageeditoriale", page_publique.pk]),
        "page: supprimer": adresse(page_publique, "delete"),
        "page: dépublier": adresse(page_publique, "unpublish"),
        "axes": reverse(f"{snippets}axe:list"),
        "axe: modifier": adresse(axe_public, "edit"),
        "axe: historique": adresse(axe_public, "history"),
        "axe: ajouter": reverse(f"{snippets}axe:add"),
        "axe: supprimer": adresse(axe_public, "delete"),
        "axe: dépublier": adresse(axe_public, "unpublish"),
        "engagements": reverse(f"{snippets}engagement:list"),
        "référentiels": reverse(f"{snippets}referentiel:list"),
        "référentiel: modifier": reverse(f"{snippets}referentiel:edit", args=[axe_public.referentiel_id]),
        "images": reverse("wagtailimages:index"),
        "documents": reverse("wagtaildocs:index"),
        "navigation": reverse("wagtailsettings:edit", args=["socle", "navigation", accueil.get_site().pk]),
        "redirections": reverse("wagtailredirects:index"),
        "comptes": reverse("wagtailusers_users:index"),
        "groupes": reverse("wagtailusers_groups:index"),
        "circuits": reverse("wagtailadmin_workflows:index"),
        "langues": reverse("wagtaillocales:index"),
        "sites": reverse("wagtailsites:index"),
        "rapport: historique": reverse("wagtailadmin_reports:site_history"),
        "rapport: relectures": reverse("wagtailadmin_reports:workflow"),
        "rapport: traductions": reverse("wagtail_localize:translations_report"),
    }


@pytest.mark.filterwarnings("ignore:Pagination may yield inconsistent results")  # wagtail-localize's own report
@pytest.mark.parametrize("role", ROLES)
def test_each_role_enters_exactly_where_it_may(personnes: dict[str, Any], adresses: dict[str, str], role: str) -> None:
    navigateur = connecte(personnes[role])
    entree = {
        nom: "." if navigateur.get(url, follow=False).status_code == 200 else "x" for nom, url in adresses.items()
    }
    assert entree == {nom: ligne.split()[ROLES.index(role)] for nom, ligne in TABLEAU.items()}


def test_an_administrator_does_not_touch_a_superusers_account(personnes: dict[str, Any]) -> None:
    superuser = personnes["superuser"]
    compte = reverse("wagtailusers_users:edit", args=[superuser.pk])
    avant = superuser.password
    donnees = {
        "email": "pris@example.org",
        "first_name": "",
        "last_name": "",
        "password1": "x" * 14,
        "password2": "x" * 14,
    }

    assert connecte(personnes["administration"]).post(compte, donnees).status_code == 302

    superuser.refresh_from_db()
    assert (superuser.email, superuser.password) != ("pris@example.org", None)
    assert superuser.password == avant
