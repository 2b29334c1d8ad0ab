"""The image beside a shared link to a coop says its name and its status on the day it is asked for, and no other."""

import datetime
from io import BytesIO, StringIO

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from PIL import Image

from registre.models import Cooperative
from registre.operations import suspendre
from tests.raison_detre.conftest import charger_site
from tests.registre.factories import CooperativeFactory, labellisee
from tests.registre.lecture import lire

D = datetime.date
pytestmark = [pytest.mark.django_db, pytest.mark.lent, pytest.mark.rendu]


def dite(client: Client, coop: Cooperative | str, question: str = "") -> tuple[str, str]:
    """Return the path of the image that the page of a coop, or another of the register, names, and what it says."""
    page = lire(client, f"/registre/{coop.slug if isinstance(coop, Cooperative) else coop}/{question}")
    adresse, texte = (page.select_one(f'meta[property="{nom}"]')["content"] for nom in ("og:image", "og:image:alt"))
    return "/" + adresse.split("/", 3)[3], texte.replace("\u00a0", " ")


def test_it_is_true_on_its_day_and_kept_by_nobody_past_it(client: Client) -> None:
    with time_machine.travel(datetime.datetime(2026, 6, 15, 10, tzinfo=datetime.UTC), tick=False) as horloge:
        charger_site()
        call_command("preparer_registre", stdout=StringIO())
        coop = CooperativeFactory.create(nom="Coop de la Vallée", nom_usuel="")
        label = labellisee(D(2024, 3, 1), coop)
        adresse, texte = dite(client, coop)
        assert texte == "Coop de la Vallée. Labellisée jusqu’au 28 février 2027. Registre Quali’Coop, au 15 juin 2026"
        image = client.get(adresse)
        assert Image.open(BytesIO(image.content)).size == (1200, 630)
        assert image.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
        assert client.get(adresse, headers={"If-None-Match": image.headers["ETag"]}).status_code == 304

        suspendre(label.pk, par=None, le=D(2026, 6, 15), motif="Point non tenu.")
        suspendue, texte = dite(client, coop)
        assert "Label suspendu depuis le 15 juin 2026" in texte
        assert client.get(adresse).headers["Location"] == suspendue
        assert "max-age=0" in client.get(adresse).headers["Cache-Control"]

        horloge.move_to(datetime.datetime(2026, 6, 15, 22, 0, 1, tzinfo=datetime.UTC))  # past midnight in Paris
        demain, texte = dite(client, coop)
        assert texte.endswith("au 16 juin 2026")
        assert client.get(suspendue).headers["Location"] == demain
        for ailleurs in (dite(client, coop, "?au=2024-04-01"), dite(client, f"labels/{label.numero}")):
            assert client.get(ailleurs[0]).headers["Location"] == demain
        assert client.get("/registre/partage/000000000-abc.png").status_code == 404
