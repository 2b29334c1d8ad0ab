"""What each role has of the search in the admin: synonyms, promoted results, searches in vain."""

import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from socle.models import RechercheSansResultat, Synonyme
from tests.socle.admin import connecte

pytestmark = pytest.mark.django_db

RAPPORT = "recherches_sans_resultat"
SYNONYMES = "wagtailsnippets_socle_synonyme:list"


@pytest.mark.parametrize(
    ("role", "permis"), [("visiteur", False), ("sans droit", False), ("édition", True), ("administration", True)]
)
def test_editors_read_what_was_searched_in_vain_of_the_last_ninety_days(personnes, role, permis):
    aujourdhui = timezone.localdate()
    RechercheSansResultat.objects.create(texte="toiture", jour=aujourdhui, nombre=3)
    RechercheSansResultat.objects.create(texte="toiture", jour=aujourdhui - datetime.timedelta(days=2), nombre=4)
    RechercheSansResultat.objects.create(texte="ancienne", jour=aujourdhui - datetime.timedelta(days=91))
    reponse = connecte(personnes[role]).get(reverse(RAPPORT))

    assert (reponse.status_code == 200) is permis

    if permis:
        texte = reponse.content.decode()
        assert "toiture" in texte
        assert "7" in texte
        assert "ancienne" not in texte
        accueil: Client = connecte(personnes[role])
        assert reverse(RAPPORT) in accueil.get(reverse("wagtailadmin_home")).content.decode()


def test_the_report_is_exported(personnes):
    RechercheSansResultat.objects.create(texte="toiture", jour=timezone.localdate(), nombre=3)
    reponse: Any = connecte(personnes["édition"]).get(reverse(RAPPORT), {"export": "csv"})
    assert "toiture,3" in b"".join(reponse.streaming_content).decode()


@pytest.mark.parametrize(("role", "permis"), [("édition", False), ("publication", True), ("administration", True)])
def test_who_publishes_keeps_the_synonyms(personnes, role, permis):
    personne = connecte(personnes[role])
    assert personne.get(reverse(SYNONYMES)).status_code == 200
    personne.post(reverse("wagtailsnippets_socle_synonyme:add"), {"expressions": "BRS\r\nBail réel solidaire"})
    assert Synonyme.objects.exists() is permis


def test_one_expression_alone_is_refused_in_words(personnes):
    reponse = connecte(personnes["publication"]).post(
        reverse("wagtailsnippets_socle_synonyme:add"), {"expressions": "BRS"}
    )
    assert "au moins deux expressions" in reponse.content.decode()
    assert not Synonyme.objects.exists()


@pytest.mark.parametrize(("role", "permis"), [("publication", False), ("administration", True)])
def test_administrators_promote_results(personnes, page_publique, role, permis):
    personne = connecte(personnes[role])

    assert (personne.get(reverse("wagtailsearchpromotions:index")).status_code == 200) is permis

    champs = {
        "query_string": "mentions",
        "editors_picks-TOTAL_FORMS": "1",
        "editors_picks-INITIAL_FORMS": "0",
        "editors_picks-MIN_NUM_FORMS": "0",
        "editors_picks-MAX_NUM_FORMS": "1000",
        "editors_picks-0-page": page_publique.pk,
        "editors_picks-0-external_link_url": "",
        "editors_picks-0-external_link_text": "",
        "editors_picks-0-description": "Le bon texte",
        "editors_picks-0-ORDER": "1",
        "editors_picks-0-DELETE": "",
    }
    personne.post(reverse("wagtailsearchpromotions:add"), champs)

    assert ("Le bon texte" in Client().get("/recherche/", {"q": "mention"}).content.decode()) is permis
