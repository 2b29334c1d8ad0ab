"""A library, two coops with their people, the Federation's own."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from bonnes_pratiques.models import BibliothequePage
from registre.models import Cooperative, Membre, Role
from socle.models import User
from tests.bonnes_pratiques.factories import poser_bibliotheque
from tests.registre.factories import CooperativeFactory
from tests.rigueur.base import Sites
from tests.rigueur.html import StrictClient
from tests.socle.conftest import charger_groupes
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


# Who is in the world, by the name tests give them: an address, None for a visitor.
GENS = {
    "visiteur": None,
    "sans coop": "sans-coop@example.org",
    "contributrice A": "contributrice@a.example.org",
    "référent A": "referent@a.example.org",
    "contributeur B": "contributeur@b.example.org",
    "référente B": "referente@b.example.org",
    "édition": "edition@federation.example.org",
    "publication": "publication@federation.example.org",
    "administration": "administration@federation.example.org",
    "comité": "comite@federation.example.org",
    "superuser": "superuser@federation.example.org",
}


def charger_monde() -> None:
    """Write the groups, the library, two coops and everybody."""
    charger_groupes()
    poser_bibliotheque()
    a, b = CooperativeFactory.create(slug="coop-a"), CooperativeFactory.create(slug="coop-b")

    UserFactory.create(email=GENS["sans coop"])
    membre(a, email=GENS["contributrice A"])
    membre(a, Role.REFERENT, email=GENS["référent A"])
    membre(b, email=GENS["contributeur B"])
    membre(b, Role.REFERENT, email=GENS["référente B"])

    for role, trait in {"édition": "edition", "publication": "publication", "administration": "administration"}.items():
        UserFactory.create(email=GENS[role], **{trait: True})
    UserFactory.create(email=GENS["superuser"], superuser=True)
    # Who would only judge candidatures: a seat on the committee gives nothing on sheets.
    juge = Permission.objects.filter(codename__in=("decider_label", "instruire_candidature"))
    UserFactory.create(email=GENS["comité"]).user_permissions.set(juge)


@pytest.fixture(scope="class")
def monde_pose(sites: Sites, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), sites.visit("monde", charger_monde):
        yield


@pytest.fixture
def monde(monde_pose: None, db: None) -> Monde:
    """Everybody, as the database has them."""
    gens = {qui: email and User.objects.get(email=email) for qui, email in GENS.items()}
    return Monde(Cooperative.objects.get(slug="coop-a"), Cooperative.objects.get(slug="coop-b"), gens)


@pytest.fixture
def bibliotheque(monde_pose: None, db: None) -> BibliothequePage:
    """The library of this world."""
    return BibliothequePage.objects.get()


def recit(**champs: Any) -> dict[str, Any]:
    """What one types to tell a whole sheet; a test changes what it is about."""
    from raison_detre.models import Engagement

    complet: dict[str, Any] = {
        "title": "Diviser les charges par deux",
        "introduction": "En deux ans.",
        "stade": "aboutie",
        "engagement_principal": str(Engagement.objects.get(numero=1).pk),
        "national": "on",
        "point_de_depart": "Des charges trop lourdes.\n\n- pour les familles\n- pour les retraités",
        "etapes-nombre": "1",
        "etapes-0-quand": "mars 2024",
        "etapes-0-titre": "Un audit",
        "etapes-0-texte": "",
        "resultats-nombre": "1",
        "resultats-0-libelle": "charges par logement",
        "resultats-0-avant": "1 234,5 €",
        "resultats-0-apres": "600",
        "resultats-0-releve_le": "14/03/2024",
        "n_a_pas_marche": "Le premier devis.",
        "etiquettes": ["Énergie"],
        "preuve": "declaree",
    }
    return {nom: v for nom, v in (complet | champs).items() if v is not None}


LE_JOUR = datetime.date(2026, 11, 24)
