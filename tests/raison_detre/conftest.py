"""What the tests of the Raison d'être share."""

from collections.abc import Iterator

import pytest
import yaml
from django.core.management import call_command
from django.db import transaction
from pytest_django import DjangoDbBlocker

from config.environment import BASE_DIR
from raison_detre.models import Axe, Engagement, Referentiel

REFERENTIEL = BASE_DIR / "raison_detre" / "donnees" / "raison_detre_2021.yaml"


def charger_referentiel() -> None:
    source = yaml.safe_load(REFERENTIEL.read_text(encoding="utf-8"))
    entete = source["referentiel"]
    edition = Referentiel.objects.create(
        code=entete["code"],
        nom=entete["nom"],
        titre=entete["titre"],
        adopte_le=entete["adopte_le"],
        en_vigueur_du=entete["adopte_le"],
        **source["regles"],
    )
    for lu in source["axes"]:
        axe = Axe(
            referentiel=edition,
            numero=lu["numero"],
            cle=lu["slug"],
            titre=lu["titre"],
            titre_manifeste=lu["titre_manifeste"],
            sous_titre=lu["sous_titre"],
            texte="\n\n".join(lu["texte"]),
        )
        axe.save()
        for engagement in lu["engagements"]:
            Engagement(axe=axe, cle=f"e{engagement['numero']}", **engagement).save()


@pytest.fixture
def referentiel_charge(db: None) -> None:
    """The 2021 edition and nothing else: a site before its first content."""
    charger_referentiel()


@pytest.fixture(scope="class")
def site_charge(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The whole first site, loaded once for a class: every test starts from it and undoes its own changes."""
    with django_db_blocker.unblock(), transaction.atomic():
        charger_referentiel()
        call_command("charger_contenu", verbosity=0)
        yield
        transaction.set_rollback(True)
