"""What a reader who is lost is offered."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from pytest_django import Settings

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("chemin", "adresse"), [("/rien/", "/registre/verifier/"), ("/en/rien/", "/en/registre/verifier/")]
)
def test_a_page_that_does_not_exist_offers_to_look_for_a_coop_in_the_same_language(client, chemin, adresse):
    reponse = client.get(chemin)
    assert reponse.status_code == 404
    formulaire = BeautifulSoup(reponse.content, "html.parser").select_one(".erreur form.question")
    assert formulaire["action"] == adresse
    assert client.get(adresse, {"q": "rien"}).status_code == 200


def test_it_is_the_sites_own_page_on_a_developers_machine_too(client: Client, settings: Settings) -> None:
    settings.DEBUG = True
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "socle.cadre.page_introuvable.PageIntrouvableMiddleware"]
    reponse = client.get("/rien/")
    assert reponse.status_code == 404
    assert BeautifulSoup(reponse.content, "html.parser").select_one(".entete, .erreur form.question")
