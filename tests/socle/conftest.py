"""What the tests of the admin start from."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from wagtail.models import Page, Site

from raison_detre.models import AccueilPage, PageEditoriale
from tests.socle.factories import UserFactory


@pytest.fixture
def groupes(db: None) -> None:
    """The three groups and the review, made by the real command."""
    call_command("synchroniser_groupes", stdout=StringIO())


@pytest.fixture
def accueil(db: None) -> AccueilPage:
    """A published home page, root of the default site."""
    page = Page.get_first_root_node().add_child(instance=AccueilPage(title="Accueil", slug="accueil-fr"))
    page.save_revision().publish()
    Site.objects.update(root_page=page)
    return page


@pytest.fixture
def page_publique(accueil: AccueilPage) -> PageEditoriale:
    """A published page, for an editor to change."""
    page = accueil.add_child(instance=PageEditoriale(title="Mentions", slug="mentions", introduction="Avant"))
    page.save_revision().publish()
    return page


@pytest.fixture
def personnes(groupes: None) -> dict[str, Any]:
    """One account per role; `publication_2` is a second reviewer."""
    return {
        "edition": UserFactory(edition=True),
        "publication": UserFactory(publication=True),
        "publication_2": UserFactory(publication=True),
        "administration": UserFactory(administration=True),
        "superuser": UserFactory(superuser=True),
        "sans_droit": UserFactory(),
    }
