"""A library, two coops with their people, the Federation's own."""

import datetime
from dataclasses import dataclass
from io import StringIO
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.models import Page, Site

from bonnes_pratiques.models import BibliothequePage
from raison_detre.models import AccueilPage
from registre.models import Cooperative, Membre, Role
from socle.models import User
from tests.registre.factories import CooperativeFactory, edition
from tests.rigueur.html import StrictClient
from tests.socle.factories import UserFactory


@dataclass
class Monde:
    """Two coops, their people, the Federation's people, under a library."""

    a: Cooperative
    b: Cooperative
    gens: dict[str, Any]

    def __getitem__(self, qui: str) -> User:
        return self.gens[qui]

    def client(self, qui: str) -> Client:
        """A browser in which this person is logged in; none for a visitor."""
        navigateur = StrictClient()
        if self.gens[qui] is not None:
            navigateur.force_login(self.gens[qui])
        return navigateur


def membre(cooperative: Cooperative, role: Role = Role.CONTRIBUTEUR, **compte: Any) -> User:
    """An account that is a member of this coop."""
    user = UserFactory.create(**compte)
    Membre.objects.create(user=user, cooperative=cooperative, role=role, depuis=timezone.localdate())
    return user


@pytest.fixture(autouse=True)
def courriels_partis(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let mail leave at once: a test never commits."""
    monkeypatch.setattr("socle.courriels.transaction", SimpleNamespace(on_commit=lambda envoyer: envoyer()))


@pytest.fixture
def bibliotheque(db: None) -> BibliothequePage:
    """A published library under a published home page."""
    edition()
    accueil = Page.get_first_root_node().add_child(instance=AccueilPage(title="Accueil", slug="accueil-fr"))
    accueil.save_revision().publish()
    Site.objects.update(root_page=accueil)
    page = accueil.add_child(instance=BibliothequePage(title="Bonnes pratiques", slug="bonnes-pratiques"))
    page.save_revision().publish()
    return page


@pytest.fixture
def monde(bibliotheque: BibliothequePage) -> Monde:
    """Everybody."""
    call_command("synchroniser_groupes", stdout=StringIO())
    a, b = CooperativeFactory.create(slug="coop-a"), CooperativeFactory.create(slug="coop-b")
    gens = {
        "visiteur": None,
        "sans coop": UserFactory.create(),
        "contributrice A": membre(a, email="contributrice@a.example.org"),
        "référent A": membre(a, Role.REFERENT, email="referent@a.example.org"),
        "contributeur B": membre(b, email="contributeur@b.example.org"),
        "référente B": membre(b, Role.REFERENT, email="referente@b.example.org"),
        "édition": UserFactory.create(edition=True, email="edition@federation.example.org"),
        "publication": UserFactory.create(publication=True, email="publication@federation.example.org"),
        "administration": UserFactory.create(administration=True, email="administration@federation.example.org"),
        "superuser": UserFactory.create(superuser=True, email="superuser@federation.example.org"),
    }
    return Monde(a, b, gens)


def recit(**champs: Any) -> dict[str, Any]:
    """What one types to tell a whole sheet; a test changes what it is about."""
    from raison_detre.models import Engagement

    complet: dict[str, Any] = {
        "title": "Diviser les charges par deux", "introduction": "En deux ans.", "stade": "aboutie",
        "engagement_principal": str(Engagement.objects.get(numero=1).pk), "national": "on",
        "point_de_depart": "Des charges trop lourdes.\n\n- pour les familles\n- pour les retraités",
        "etapes-nombre": "1", "etapes-0-quand": "mars 2024", "etapes-0-titre": "Un audit", "etapes-0-texte": "",
        "resultats-nombre": "1", "resultats-0-libelle": "charges par logement", "resultats-0-avant": "1 234,5 €",
        "resultats-0-apres": "600", "resultats-0-releve_le": "14/03/2024",
        "n_a_pas_marche": "Le premier devis.", "etiquettes": ["Énergie"], "preuve": "declaree",
    }  # fmt: skip
    return {nom: v for nom, v in (complet | champs).items() if v is not None}


LE_JOUR = datetime.date(2026, 11, 24)
