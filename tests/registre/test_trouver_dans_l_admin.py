"""A coop is found in every list of the register by its name as it is written, accents, hyphens and spaces included."""

import datetime

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from tests.registre.factories import CooperativeFactory, labellisee
from tests.socle.factories import UserFactory

pytestmark = pytest.mark.django_db

NOM = "Foyer fictif de Préclos-sur-Lune"
LISTES = ("cooperative", "candidature", "label", "evenement")
TAPES = (NOM, "préclos-sur", "PRECLOS SUR LUNE", "Lune", "732 829 320")


@pytest.fixture
def navigateur() -> Client:
    """An administrator's browser, before a register of two labelled coops."""
    call_command("synchroniser_groupes", verbosity=0)
    labellisee(datetime.date(2024, 3, 1), CooperativeFactory.create(nom=NOM, siren="732829320"))
    labellisee(datetime.date(2024, 3, 1), CooperativeFactory.create(nom="Tout autre nom"))
    navigateur = Client()
    navigateur.force_login(UserFactory.create(administration=True))
    return navigateur


@pytest.mark.parametrize("liste", LISTES)
def test_by_its_name_as_it_is_written(navigateur: Client, liste: str) -> None:
    adresse = reverse(f"wagtailsnippets_registre_{liste}:list")
    for tape in TAPES:
        page = navigateur.get(adresse, {"q": tape}).content.decode()
        assert (NOM in page, "Tout autre nom" in page) == (True, False), tape


def test_signs_alone_find_nothing(navigateur: Client) -> None:
    page = navigateur.get(reverse("wagtailsnippets_registre_cooperative:list"), {"q": "–"}).content.decode()
    assert (NOM in page, "Tout autre nom" in page) == (False, False)


@pytest.mark.parametrize("tape", TAPES)
def test_and_chosen_by_it_in_a_form(navigateur: Client, tape: str) -> None:
    adresse = reverse("wagtailsnippetchoosers_registre_cooperative:choose_results")
    page = navigateur.get(adresse, {"q": tape}).content.decode()
    assert (NOM in page, "Tout autre nom" in page) == (True, False)
