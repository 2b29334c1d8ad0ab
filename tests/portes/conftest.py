"""A site with something behind each door."""

from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.management import call_command
from django.template import Engine
from pytest_django import DjangoDbBlocker

from registre.models import Cooperative, Role
from tests.bonnes_pratiques.actualites.factories import actualite, rendez_vous
from tests.bonnes_pratiques.espace.conftest import membre
from tests.bonnes_pratiques.factories import fiche, theme
from tests.config.conftest import de_tout, registre_charge  # noqa: F401 - fixtures here
from tests.raison_detre.conftest import le_site
from tests.rigueur.base import Sites
from tests.socle.conftest import charger_groupes
from tests.socle.factories import UserFactory

REFERENTE, ADMINISTRATRICE = "referente@portes.example.org", "administratrice@portes.example.org"


def charger_portes() -> None:
    """Load the rooms by their commands upon the site, then one of each thing that the commands do not make."""
    for commande in ("preparer_registre", "preparer_bibliotheque", "preparer_actualites"):
        call_command(commande, stdout=StringIO())

    call_command("charger_demonstration", "--cooperatives=12", stdout=StringIO())
    charger_groupes()
    coop = Cooperative.objects.order_by("pk")[0]
    membre(coop, Role.REFERENT, email=REFERENTE)
    UserFactory.create(email=ADMINISTRATRICE, superuser=True)
    fiche(cooperative=coop, themes=[theme("energie")], etiquettes=["Charges"])
    actualite(etiquettes=("Réseau",))
    rendez_vous()


@pytest.fixture(scope="class")
def portes(sites: Sites, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A site with something behind each door, laid once."""
    with django_db_blocker.unblock(), sites.visit("portes", charger_portes, le_site):
        yield


@pytest.fixture(autouse=True)
def wagtails_templates_as_in_production(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wagtail's inline panels rely on `default` applying to a missing variable; the strict templates prevent it."""
    monkeypatch.setattr(Engine.get_default(), "string_if_invalid", "")
