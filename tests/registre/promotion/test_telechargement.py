"""The badge to keep carries the label's credential, and is the same drawing as the live one."""

import datetime
from collections.abc import Iterator
from io import BytesIO

import pytest
import time_machine
from django.test import Client
from PIL import Image

from registre.etats import Operation
from tests.registre import decisions
from tests.registre.factories import labellisee
from tests.registre.journaux import dernier
from tests.registre.preuve.conftest import cles  # noqa: F401 - a machine with its keys
from tests.registre.promotion.lecture import badge_lu, demander_le_badge, mots_du_badge

D = datetime.date
CREDENTIAL = "{https://purl.imsglobal.org/spec/ob/v3p0}credential"
pytestmark = [
    pytest.mark.rendu,
    pytest.mark.django_db,
    pytest.mark.usefixtures("jour"),
]


@pytest.fixture
def jour() -> Iterator[None]:
    with time_machine.travel(datetime.datetime(2026, 11, 28, 9, tzinfo=datetime.UTC), tick=False):
        yield


@pytest.mark.usefixtures("cles")
def test_the_file_saved_holds_the_credential_that_its_address_gives(client: Client) -> None:
    numero = labellisee(D(2025, 3, 1)).numero
    attendu = client.get(f"/registre/labels/{numero}/credential.json").content.decode()

    svg = demander_le_badge(client, numero, 200, "badge-a-telecharger.svg", forme="rond")
    png = demander_le_badge(client, numero, 200, "badge-a-telecharger.png", forme="rond")

    assert badge_lu(svg.content).findtext(CREDENTIAL) == attendu
    assert mots_du_badge(svg.content) == mots_du_badge(demander_le_badge(client, numero, forme="rond").content)
    image = Image.open(BytesIO(png.content))
    image.load()
    assert image.info["openbadgecredential"] == attendu
    assert png.headers["Content-Disposition"] == f'attachment; filename="qualicoop-{numero}-rond-fr.png"'
    assert svg.headers["Cache-Control"] == "public, max-age=0, s-maxage=60"


@pytest.mark.usefixtures("cles")
def test_the_live_badge_holds_no_credential(client: Client) -> None:
    numero = labellisee(D(2025, 3, 1)).numero
    assert badge_lu(demander_le_badge(client, numero).content).find(CREDENTIAL) is None


def test_without_a_key_or_for_an_annulled_number_the_file_is_the_drawing_alone(client: Client) -> None:
    label = labellisee(D(2025, 3, 1))
    sans_cle = demander_le_badge(client, label.numero, 200, "badge-a-telecharger.svg").content
    assert sans_cle == demander_le_badge(client, label.numero).content

    decisions.annuler(dernier(Operation.ACCORDER_LABEL, label.cooperative).pk, motif="Donné par erreur.")
    annule = demander_le_badge(client, label.numero, 200, "badge-a-telecharger.svg").content
    assert badge_lu(annule).find(CREDENTIAL) is None
    assert "Annulé" in mots_du_badge(annule)


def test_what_means_nothing_is_refused_and_a_lower_case_number_is_led_on(client: Client) -> None:
    numero = labellisee(D(2025, 3, 1)).numero
    demander_le_badge(client, numero, 400, "badge-a-telecharger.svg", forme="carre")
    reponse = demander_le_badge(client, numero.lower(), 301, "badge-a-telecharger.png", largeur="80")
    assert reponse.headers["Location"] == f"/registre/labels/{numero}/badge-a-telecharger.png?largeur=80"
