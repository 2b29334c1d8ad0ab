"""Every address of the admin that writes, with data that a superuser's own form holds, sent by every role.

What somebody wrote is seen in the database, whatever the answer said. Addresses and forms are read from the site: one
added tomorrow is nobody's but a superuser's until `QUI_PEUT` says whose it is.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.db import transaction
from django.test import Client
from django.urls import get_resolver, reverse
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.models import Page

from registre.models import Cooperative, Role
from socle.models import SiteDocument, SiteImage, User
from tests.bonnes_pratiques.espace.conftest import membre
from tests.config.test_pages_tierces import entree, remplie
from tests.portes.adresses import decisions
from tests.portes.ecritures import ecritures
from tests.portes.formulaires import formulaires
from tests.socle.adresses import adresses
from tests.socle.factories import UserFactory

pytestmark = pytest.mark.django_db

# They end the session or fail on purpose, are one's own account, or only list, show and choose.
A_PART = re.compile(
    r"logout|login|failwhale|sprite|editing-sessions|/account/|results/|history/$|usage|preview|reports/|compare|/api/"
    r"|inspect|chooser/$|chosen|/choose-|jsi18n|generate_url|autocomplete|help|styleguide"
)
Porte = tuple[str, str, dict[str, Any]]

PUBLICATION = {"publication", "administration"}
EDITION = PUBLICATION | {"édition"}
# Whose each address is, by its name; of those that none of these says, a superuser's alone.
QUI_PEUT = {
    r"(pages|axe|engagement|theme|presentationcooperative):(add|edit|revisions_revert)": EDITION,
    r"(docs|images|etiquette):edit|(siteimage|sitedocument): add|localize:stop": EDITION,
    r"page: delete": EDITION,  # that one was never public; a public one is deleted by who may unpublish
    r"presentationcooperative:delete|searchpromotions:|users:add": {"administration"},
    r"(pages|axe|engagement|theme|presentationcooperative):(delete|unpublish|(un)?lock|revisions_unsch)": PUBLICATION,
    r"pages:set_page_position": PUBLICATION,
    r"(docs|images|etiquette|synonyme|membre|invitation|redirects):|(siteimage|sitedocument): delete": PUBLICATION,
    r"(reprise|signaturemanifeste|seancecomite):(add|edit)": PUBLICATION,
    r"cooperative: ": PUBLICATION | {"comité"},
}


def roles() -> dict[str, User | None]:
    """One account per role. `comité`: decides of labels, and is in none of the three groups."""
    coop = Cooperative.objects.order_by("pk")[0]
    comite = UserFactory.create()
    droits = Permission.objects.filter(codename__in=("access_admin", "instruire_candidature", "decider_label"))
    comite.user_permissions.set(droits)
    return {
        "visiteur": None,
        "référent": membre(coop, Role.REFERENT),
        "contributeur": membre(coop, Role.CONTRIBUTEUR),
        "édition": UserFactory.create(edition=True),
        "publication": UserFactory.create(publication=True),
        "administration": UserFactory.create(administration=True),
        "comité": comite,
    }


def portes(client: Client, de_tout: dict[str, Any]) -> Iterator[Porte]:
    """Yield what writes when a superuser sends it: its name, its address, its data."""
    vues = set()
    for nom, adresse in cibles(de_tout):
        with transaction.atomic():
            page = client.get(adresse)
            transaction.set_rollback(True)
        html = page.status_code == 200 and page.headers.get("Content-Type", "").startswith("text/html")
        envois = [(f.adresse, f.remplie()) for f in formulaires(page.content.decode(), adresse)] if html else []
        for ou, donnees in envois or [(adresse, {})]:
            if ou.startswith("/admin/") and (ou, *donnees) not in vues and not A_PART.search(ou):
                vues.add((ou, *donnees))
                if ecrit(client, ou, donnees):
                    yield nom, ou, donnees


def cibles(de_tout: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield each address of the admin, the decisions of the register, the actions of the lists."""
    for une in adresses(get_resolver().url_patterns):
        if une.route.startswith("admin/") and not A_PART.search(une.route):
            yield une.nom, remplie(une, de_tout)
    yield from decisions().items()
    for modele in (Page, SiteImage, SiteDocument, User):
        cle = modele._meta.app_label, modele._meta.model_name
        objet = modele.objects.order_by("-pk")[0]
        for action in bulk_action_registry.get_bulk_actions_for_model(*cle):
            nom = action.action_type
            yield f"{cle[1]}: {nom}", f"{reverse('wagtail_bulk_action', args=[*cle, nom])}?id={objet.pk}"


def ecrit(client: Client, adresse: str, donnees: dict[str, Any]) -> set[str]:
    """Send it, undo what it did; return the tables it wrote in."""
    with transaction.atomic(), ecritures() as tables:
        client.post(adresse, donnees)
        transaction.set_rollback(True)
    return tables


@pytest.mark.lent
@pytest.mark.rendu
def test_nobody_writes_but_who_may(de_tout: dict[str, Any]) -> None:
    comptes = roles()
    navigateurs = {role: Client(raise_request_exception=False) for role in comptes}
    for role, compte in comptes.items():
        if compte:
            navigateurs[role].force_login(compte)

    ecrivent = {
        (nom, adresse): {role for role, client in navigateurs.items() if ecrit(client, adresse, donnees)}
        for nom, adresse, donnees in portes(entree(de_tout), de_tout)
    }

    assert {porte: qui for porte, qui in ecrivent.items() if qui != attendus(porte[0])} == {}
    assert len(ecrivent) > 60  # the doors were found


def attendus(nom: str) -> set[str]:
    """Who may write at an address of this name."""
    return next((qui for motif, qui in QUI_PEUT.items() if re.search(motif, nom)), set())
