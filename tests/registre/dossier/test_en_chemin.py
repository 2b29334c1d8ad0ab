"""What changes under a coop while it prepares its dossier: each time, the right answer in words, and nothing lost."""

import datetime
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from raison_detre.models import Engagement
from raison_detre.verrou import EditionVerrouillee
from registre.dossier.models import DossierDeCandidature, Version
from registre.models import Candidature, Cooperative
from tests.registre.dossier.monde import RACINE, commencer, coop_a, deposer, garder, referente, remplir
from tests.registre.factories import CooperativeFactory, absorbee, edition
from tests.registre.lecture import lire, mots

pytestmark = pytest.mark.django_db


@pytest.fixture
def coop() -> Cooperative:
    return coop_a()


@pytest.fixture
def elle(coop: Cooperative) -> Client:
    """The browser of a référente of the coop, the dossier complete."""
    client = referente(coop)
    commencer(client)
    remplir(client)
    return client


def lue(client: Client) -> str:
    """The digest of what the page shows, which its button sends."""
    page = client.get(f"{RACINE}verifier/").content.decode()
    return page.partition('name="lue" value="')[2].partition('"')[0]


def dit(reponse: Any) -> str:
    """What the page says, in words, all of it."""
    return mots(BeautifulSoup(reponse.content, "lxml"))


def test_a_wording_changed_between_reading_and_filing_is_read_again_then_filed_in_its_new_words(elle: Client) -> None:
    avant = lue(elle)
    Engagement.objects.filter(numero=1).update(intitule="Engagement récrit")
    assert "a changé depuis que vous l’avez relu" in dit(elle.post(f"{RACINE}verifier/", {"lue": avant}))
    assert not Version.objects.exists()
    assert "Engagement récrit" in mots(lire(elle, f"{RACINE}verifier/").main)
    deposer(elle)
    assert "Engagement récrit" in str(Version.objects.get().contenu)
    with pytest.raises(EditionVerrouillee):
        Engagement.objects.filter(numero=1).update(intitule="Encore récrit")
    assert "Engagement récrit" in mots(lire(elle, f"{RACINE}versions/1/").main)


def test_an_edition_replaced_between_reading_and_filing_is_said_and_what_was_typed_stays(elle: Client) -> None:
    avant = lue(elle)
    edition("2026", en_vigueur_du=datetime.date(2026, 1, 1))
    reponse = elle.post(f"{RACINE}verifier/", {"lue": avant})
    assert reponse.status_code == 400
    assert "Une nouvelle édition de la Raison d’être est en vigueur" in dit(reponse)
    elle.post(f"{RACINE}edition/")
    assert "Parce que." in elle.get(f"{RACINE}engagements/cle-1/").content.decode()
    assert deposer(elle).headers["Location"] == f"{RACINE}versions/1/"


def test_a_coop_absorbed_while_it_prepares_files_nothing_and_reads_why(elle: Client, coop: Cooperative) -> None:
    absorbee(coop, CooperativeFactory.create(nom="La Grande"), datetime.date(2026, 3, 1))
    reponse = deposer(elle)
    assert reponse.status_code == 400
    assert "absorbée" in dit(reponse)
    assert not Candidature.tous.exists()
    assert DossierDeCandidature.objects.get().etat == "preparation"
    assert "Parce que." in elle.get(f"{RACINE}engagements/cle-1/").content.decode()


def test_the_form_of_a_step_sent_after_filing_says_that_it_is_filed_and_changes_nothing(elle: Client) -> None:
    avant = lue(elle)
    deposer(elle)
    encore = elle.post(f"{RACINE}verifier/", {"lue": avant}, follow=True)
    assert "Ce dossier est déposé" in dit(encore)
    tard = garder(elle, "concertation", 1, objectifs="Trop tard.")
    assert tard.headers["Location"] == RACINE
    assert "Trop tard." not in str(Version.objects.get().contenu)
    assert Version.objects.count() == 1
