"""Two coops and their people, for tests of what coops declare."""

import datetime
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from raison_detre.deploiement.actes import ActeDeDeploiement
from registre.models import Cooperative, Membre, Role
from registre.promotion.models import Deploiement
from socle.models import User
from tests.registre.factories import CooperativeFactory
from tests.rigueur.html import StrictClient
from tests.socle.factories import UserFactory

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def membre(cooperative: Cooperative, role: Role = Role.CONTRIBUTEUR) -> User:
    """An account that is a member of this coop."""
    user = UserFactory.create()
    Membre.objects.create(user=user, cooperative=cooperative, role=role, depuis=timezone.localdate())
    return user


def navigateur(user: User | None) -> Client:
    """A browser in which this person is logged in; none for a visitor."""
    client = StrictClient()
    if user is not None:
        client.force_login(user)
    return client


def fichier(nom: str = "statuts.pdf", contenu: bytes = PDF) -> SimpleUploadedFile:
    """A file as a form sends it."""
    return SimpleUploadedFile(nom, contenu, content_type="application/pdf")


def faite(cooperative: Cooperative | None = None, le: datetime.date = datetime.date(2024, 3, 1), **champs: Any) -> Any:
    """An act declared: the one on the statutes unless another is said."""
    coop = cooperative or CooperativeFactory.create()
    return Deploiement.objects.create(
        **{"cooperative": coop, "acte": ActeDeDeploiement.STATUTS, "fait_le": le} | champs
    )
