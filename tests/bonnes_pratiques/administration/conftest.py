"""A library to look after: the groups, the edition, a published library page, one whole published sheet."""

import datetime
from collections.abc import Iterator
from typing import Any

import pytest
from pytest_django import DjangoDbBlocker

from bonnes_pratiques.models import BibliothequePage, FichePratique
from raison_detre.models import Engagement
from tests.bonnes_pratiques.factories import poser_bibliotheque
from tests.registre.factories import CooperativeFactory
from tests.rigueur.base import Sites
from tests.socle.conftest import charger_groupes
from tests.socle.factories import UserFactory


def charger_rayon() -> None:
    """Write the groups and the library."""
    charger_groupes()
    poser_bibliotheque()


@pytest.fixture(scope="class")
def rayon_pose(sites: Sites, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The groups and the library, written once."""
    with django_db_blocker.unblock(), sites.visit("rayon", charger_rayon):
        yield


@pytest.fixture
def editeurs(rayon_pose: None, db: None) -> dict[str, Any]:
    """One person of each group, by the group's name."""
    return {role: UserFactory(**{role: True}) for role in ("edition", "publication", "administration")}


@pytest.fixture
def bibliotheque(rayon_pose: None, db: None) -> BibliothequePage:
    return BibliothequePage.objects.get()


def poser_fiche(bibliotheque: BibliothequePage, titre: str = "Diviser les charges", **champs: Any) -> FichePratique:
    """Return a published sheet that lacks nothing but what the test changes."""
    complets: dict[str, Any] = {
        "title": titre,
        "introduction": "En deux ans.",
        "national": True,
        "stade": "aboutie",
        "point_de_depart": "<p>Des charges trop lourdes.</p>",
        "n_a_pas_marche": "<p>Le premier devis.</p>",
        "deroulement": [("etape", {"quand": "mars 2024", "titre": "Un audit", "texte": ""})],
        "engagement_principal": Engagement.objects.get(numero=1, referentiel__code="2021"),
        "relue_le": datetime.date(2026, 1, 15),
    }
    etiquettes = champs.pop("etiquettes", ())
    themes = champs.pop("themes", ())
    complets["cooperative"] = champs.pop("cooperative", None) or CooperativeFactory.create()
    fiche = FichePratique(**(complets | champs))

    fiche.etiquettes.add(*etiquettes)
    fiche.themes.set(themes)
    bibliotheque.add_child(instance=fiche)
    fiche.save_revision().publish()
    fiche.refresh_from_db()

    return fiche
