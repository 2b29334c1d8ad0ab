"""What a reader who is lost is offered."""

import pytest
from bs4 import BeautifulSoup
from django.http import Http404, HttpResponse
from django.test import RequestFactory

from socle.cadre.page_introuvable import PageIntrouvableMiddleware

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("chemin", "adresse"), [("/rien/", "/registre/verifier/"), ("/en/rien/", "/en/registre/verifier/")]
)
def test_a_page_that_does_not_exist_offers_to_look_for_a_coop_in_the_same_language(client, chemin, adresse):
    reponse = client.get(chemin)
    assert reponse.status_code == 404
    formulaire = BeautifulSoup(reponse.content, "lxml").select_one(".erreur form.question")
    assert formulaire["action"] == adresse
    assert client.get(adresse, {"q": "rien"}).status_code == 200


def test_a_developers_machine_answers_with_the_sites_own_page_and_leaves_real_errors_to_django(
    rf: RequestFactory,
) -> None:
    intergiciel = PageIntrouvableMiddleware(lambda request: HttpResponse())
    reponse = intergiciel.process_exception(rf.get("/rien/"), Http404("rien"))
    assert reponse is not None
    assert reponse.status_code == 404
    assert BeautifulSoup(reponse.content, "lxml").select_one(".entete ~ main .erreur form.question")
    assert intergiciel.process_exception(rf.get("/rien/"), ValueError()) is None
