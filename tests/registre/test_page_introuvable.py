"""What a reader who is lost is offered."""

import pytest
from bs4 import BeautifulSoup

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
