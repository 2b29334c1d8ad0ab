"""What the tests of the admin start from: the roles, a published page, a published axis."""

import datetime
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from pytest_django import DjangoDbBlocker
from wagtail.models import Locale, Page, Site

from raison_detre.models import AccueilPage, Axe, PageEditoriale, Referentiel
from socle.models import User
from tests.rigueur.base import Sites
from tests.socle.factories import UserFactory


def charger_groupes() -> None:
    """Make the three groups and the review by the real command."""
    call_command("synchroniser_groupes", stdout=StringIO())


@pytest.fixture(scope="class")
def groupes_poses(sites: Sites, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A site with its groups and its review and nothing else, made once."""
    with django_db_blocker.unblock(), sites.visit("groupes", charger_groupes):
        yield


@pytest.fixture
def groupes(groupes_poses: None, db: None) -> None:
    """The three groups and the review."""


@pytest.fixture
def personnes(groupes: None) -> dict[str, User | None]:
    """One person per role, and a second reviewer."""
    return {
        "visiteur": None,
        "sans droit": UserFactory(),
        "édition": UserFactory(edition=True, email="edition@example.org"),
        "publication": UserFactory(publication=True),
        "seconde publication": UserFactory(publication=True),
        "administration": UserFactory(administration=True),
        "superuser": UserFactory(superuser=True),
    }


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
    page.refresh_from_db()
    return page


@pytest.fixture
def axe_public(db: None) -> Axe:
    """A published axis, for an editor to change."""
    un_jour = datetime.date(2021, 9, 9)
    regles: dict[str, Any] = {
        "engagements_minimum": 1,
        "engagements_minimum_par_axe": 1,
        "indicateurs_minimum_par_engagement": 1,
        "delai_mise_en_oeuvre_mois": 18,
        "points_etape_mois": [6, 12],
        "duree_label_mois": 36,
        "point_mi_parcours_mois": 18,
        "frequence_comite": "trimestrielle",
        "objectif_adhesion_pourcent": 80,
        "objectif_adhesion_annees": 3,
    }
    edition = Referentiel.objects.create(
        code="2021", nom="Édition", titre="Titre", adopte_le=un_jour, en_vigueur_du=un_jour, **regles
    )
    axe = Axe.objects.create(
        referentiel=edition, numero=1, cle="mission", titre="Mission", titre_manifeste="Notre mission", texte="Avant"
    )

    axe.save_revision().publish()
    axe.refresh_from_db()

    return axe


@pytest.fixture(params=["page", "axe"])
def texte(request: pytest.FixtureRequest) -> Any:
    """A published text under review, as a page and as a snippet: the rules are the same."""
    return request.getfixturevalue("page_publique" if request.param == "page" else "axe_public")


@pytest.fixture
def anglais(db: None) -> Locale:
    """The second language of the site."""
    return Locale.objects.get_or_create(language_code="en")[0]
