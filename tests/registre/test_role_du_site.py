"""On PostgreSQL, the site's own role decides and cannot rewrite: `deploy/role_du_site.sql`, tried as that role."""

import datetime
from collections.abc import Iterator

import pytest
from django.db import DatabaseError, connection, transaction

from config.environment import BASE_DIR
from registre.ecriture.chaine import parcourir
from registre.journal.integrite import verifier
from registre.models import Evenement, Label
from tests.registre import decisions
from tests.registre.factories import labellisee

D = datetime.date
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no roles"),
]


@pytest.fixture
def du_site() -> Iterator[None]:
    """Be the site's role until the end of the test, which forgets it."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE coophlm_site")
        cursor.execute((BASE_DIR / "deploy" / "role_du_site.sql").read_text())
        cursor.execute("SET LOCAL ROLE coophlm_site")
        yield
        cursor.execute("RESET ROLE")


@pytest.fixture
def label(du_site: None) -> Label:
    """A label granted as the site's role."""
    return labellisee(D(2024, 3, 1))


def test_every_kind_of_write_goes_on(label: Label) -> None:
    decisions.suspendre(label.pk, le=D(2024, 5, 1), motif="Point d'étape non tenu.")
    suspension = Evenement.objects.latest("pk")
    decisions.corriger(suspension.pk, le=D(2024, 5, 2), motif="Un jour plus tard.")
    decisions.annuler(suspension.pk, motif="Par erreur.")
    decisions.renommer(label.cooperative_id, nom="Autre nom", le=D(2024, 6, 1))
    assert verifier(complet=True).rupture == ""


@pytest.mark.parametrize(
    "ordre",
    [
        "UPDATE registre_evenement SET motif = 'Réécrit.'",
        "DELETE FROM registre_evenement",
        "TRUNCATE registre_evenement CASCADE",
        "ALTER TABLE registre_evenement DISABLE TRIGGER ALL",
        "DELETE FROM registre_label",
        "TRUNCATE registre_suspension",
        "DELETE FROM registre_versionduregistre",
    ],
)
def test_what_would_rewrite_the_register_is_refused_by_its_rights_alone(label: Label, ordre: str) -> None:
    refus = pytest.raises(DatabaseError, match=r"permission denied|must be owner")
    with refus, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(ordre)
    assert parcourir().rupture == ""
