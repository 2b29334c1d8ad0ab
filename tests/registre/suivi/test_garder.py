"""A point is kept while one types, as a step of the dossier is: the same script asks, the same answers come."""

from typing import Any

import pytest
from django.test import Client

from registre.models import Candidature, Cooperative
from registre.suivi.models import PointDeCooperative
from tests.registre.dossier.monde import coop_a, referente
from tests.registre.factories import CooperativeFactory, admissible
from tests.registre.lecture import lire
from tests.registre.promotion.monde import membre, navigateur
from tests.registre.suivi.monde import il_y_a, saisie

pytestmark = pytest.mark.django_db


@pytest.fixture
def coop() -> Cooperative:
    return coop_a()


@pytest.fixture
def candidature(coop: Cooperative) -> Candidature:
    return admissible(il_y_a(7), coop)


@pytest.fixture
def elle(coop: Cooperative) -> Client:
    """The browser of a référente of the coop."""
    return referente(coop)


def ici(candidature: Candidature) -> str:
    """The page of its point at six months."""
    return f"/espace/coop-a/suivi/{candidature.rang}/6/"


def garder(client: Client, candidature: Candidature, **champs: Any) -> Any:
    """Send what the page's script sends."""
    return client.post(f"{ici(candidature)}garder/", saisie(**champs))


def test_what_is_typed_is_kept_with_its_version_and_its_hour(elle: Client, candidature: Candidature) -> None:
    page = lire(elle, ici(candidature))
    assert page.select_one("form[data-garder]")["data-garder"] == f"{ici(candidature)}garder/"
    assert page.select_one("[data-etat]") is not None
    assert "socle/garder" in str(page.head)

    premier = garder(elle, candidature, difficultes="Une équipe réduite.").json()
    assert premier["message"].startswith("Gardé à")
    suivant = garder(elle, candidature, difficultes="Deux équipes.", version=premier["version"]).json()
    assert suivant["version"] == premier["version"] + 1
    assert lire(elle, ici(candidature)).find(id="id_difficultes").text.strip() == "Deux équipes."


def test_what_somebody_else_wrote_is_not_written_over(
    elle: Client, coop: Cooperative, candidature: Candidature
) -> None:
    garder(elle, candidature, difficultes="À elle.")
    ailleurs = garder(navigateur(membre(coop)), candidature, difficultes="À lui.")
    assert ailleurs.status_code == 409
    assert "écrit ailleurs" in ailleurs.json()["message"]
    assert PointDeCooperative.objects.get().donnees["difficultes"] == ["À elle."]


def test_an_expired_session_loses_nothing(elle: Client, candidature: Candidature) -> None:
    passe = lire(elle, ici(candidature)).select_one("input[name=passe]")["value"]
    reponse = garder(navigateur(None), candidature, difficultes="Sans session.", passe=passe)
    assert (reponse.status_code, reponse.json()) == (401, {"session": False, "garde": True})
    assert lire(elle, ici(candidature)).find(id="id_difficultes").text.strip() == "Sans session."


def test_a_point_that_is_sent_is_kept_no_more_and_another_coop_has_none(elle: Client, candidature: Candidature) -> None:
    version = garder(elle, candidature).json()["version"]
    assert elle.post(ici(candidature), saisie(version=version, action="envoyer")).status_code == 302
    trop_tard = garder(elle, candidature, difficultes="Encore.", version=version)
    assert trop_tard.status_code == 409
    assert "déjà envoyé" in trop_tard.json()["message"]
    autre = navigateur(membre(CooperativeFactory.create(slug="coop-b")))
    assert garder(autre, candidature).status_code == 404
