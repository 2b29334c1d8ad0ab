"""What the space's home says of the candidature, and the way in from the simulator."""

import datetime
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from registre import operations
from registre.dossier.models import DossierDeCandidature, EtapeDuDossier
from registre.models import Candidature, Cooperative, Membre, SeanceComite
from tests.registre.dossier.monde import (
    RACINE,
    choisir,
    commencer,
    coop_a,
    deposer,
    garder,
    membre_de,
    referente,
    remplir,
)
from tests.registre.factories import CooperativeFactory, admissible, labellisee
from tests.registre.lecture import lire, mots
from tests.registre.promotion.monde import navigateur

pytestmark = [pytest.mark.django_db, pytest.mark.rendu]
ENTREE = "/espace/candidature/"
ACCUEIL = "/espace/coop-a/"


@pytest.fixture
def coop() -> Cooperative:
    return coop_a()


@pytest.fixture
def elle(coop: Cooperative) -> Client:
    """The browser of a référente of the coop."""
    return referente(coop)


def suite(client: Client) -> str:
    """What the home says of the candidature."""
    return mots(lire(client, ACCUEIL).main.find(attrs={"aria-labelledby": "candidature"}))


def test_it_says_who_waits_for_whom_at_each_moment(elle: Client, coop: Cooperative) -> None:
    assert "Préparer une candidature au label" in suite(elle)
    commencer(elle)
    assert "choses y manquent encore" in suite(elle)
    remplir(elle)
    assert "Il est complet : un référent le dépose." in suite(elle)
    deposer(elle)
    assert "La Fédération le lit. Vous n’avez rien à faire." in suite(elle)

    candidature = Candidature.objects.get()
    le = candidature.deposee_le

    operations.demander_complement(candidature.pk, par=None, le=le, motif="La lettre ?")
    assert "La Fédération attend votre complément" in suite(elle)
    garder(elle, "lettre", 1, lettre="Voici.", signataire="Camille Martin", signee="on")
    deposer(elle)
    assert "Le complément est déposé" in suite(elle)

    operations.declarer_complete(candidature.pk, par=None, le=le)
    SeanceComite.objects.create(le=le + datetime.timedelta(days=10))
    assert "Prochaine séance du comité le" in suite(elle)
    operations.declarer_admissible(candidature.pk, par=None, le=le)
    assert "Voir ce qui a été déposé" in suite(elle)


def test_what_was_filed_on_paper_is_followed_too(elle: Client, coop: Cooperative) -> None:
    candidature = admissible(datetime.date(2026, 1, 15), coop)
    assert "Préparer" not in suite(elle)
    operations.refuser(candidature.pk, par=None, le=datetime.date(2026, 2, 1), motif="Non.")
    assert "Préparer une candidature" in suite(elle)


def test_a_labelled_coop_is_not_told_to_begin(elle: Client, coop: Cooperative) -> None:
    labellisee(datetime.date(2026, 1, 15), coop)
    assert "Préparer" not in suite(elle)


def test_a_choice_made_elsewhere_is_shown_then_carried_in(elle: Client) -> None:
    apporte = f"?{urlencode({'engagements': ['cle-1', 'cle-5', 'inconnue']}, doseq=True)}"
    reponse = elle.get(f"{ENTREE}{apporte}")
    assert reponse.headers["Location"].startswith(f"{RACINE}reprendre/?")
    page = lire(elle, reponse.headers["Location"]).main
    assert "1. Engagement 1" in mots(page)
    assert not DossierDeCandidature.objects.exists()
    elle.post(f"{RACINE}reprendre/", {"engagements": ["cle-1", "cle-5", "inconnue"]})
    assert EtapeDuDossier.objects.get().donnees == {"engagements": ["cle-1", "cle-5"]}


def test_a_choice_already_made_is_replaced_only_when_one_says_so(elle: Client) -> None:
    commencer(elle)
    choisir(elle, 2, 3)
    page = mots(lire(elle, f"{RACINE}reprendre/?engagements=cle-1").main)
    assert "Votre dossier a déjà un choix" in page
    assert "2. Engagement 2" in page
    assert EtapeDuDossier.objects.get().donnees == {"engagements": ["cle-2", "cle-3"]}
    elle.post(f"{RACINE}reprendre/", {"engagements": ["cle-1"]})
    assert EtapeDuDossier.objects.get().donnees == {"engagements": ["cle-1"]}


def test_a_choice_brought_to_a_filed_dossier_changes_nothing(elle: Client) -> None:
    commencer(elle)
    remplir(elle)
    deposer(elle)
    assert elle.get(f"{RACINE}reprendre/?engagements=cle-1").headers["Location"] == RACINE
    assert elle.post(f"{RACINE}reprendre/", {"engagements": ["cle-1"]}).headers["Location"] == RACINE
    assert len(EtapeDuDossier.objects.get(nom="engagements").donnees["engagements"]) == 8


def test_whoever_acts_for_several_coops_says_for_which(elle: Client, coop: Cooperative) -> None:
    elle_aussi = CooperativeFactory.create()
    Membre.objects.create(user=membre_de(elle).user, cooperative=elle_aussi, depuis=elle_aussi.membre_depuis)
    page = lire(elle, f"{ENTREE}?engagements=cle-1").main
    assert f"{RACINE}reprendre/?engagements=cle-1" in {a["href"] for a in page.select("a")}


def test_a_visitor_logs_in_and_keeps_the_choice(coop: Cooperative) -> None:
    reponse = navigateur(None).get(f"{ENTREE}?engagements=cle-1&engagements=cle-2")
    assert "next=/espace/candidature/%3Fengagements%3Dcle-1%26engagements%3Dcle-2" in reponse.headers["Location"]


def test_pages_ask_as_many_questions_for_two_engagements_as_for_twelve(elle: Client, coop: Cooperative) -> None:
    commencer(elle)
    choisir(elle, 1, 2)
    pages = ("", "engagements/", "engagements/cle-1/", "concertation/", "pieces/", "verifier/")
    deux = [questions(elle, page) for page in pages]
    choisir(elle, *range(1, 13), version=1)
    remplir(elle)
    assert [questions(elle, page) for page in pages] == deux
    assert max(deux) <= 25


def questions(client: Client, page: str) -> int:
    """How many questions a page asks of the database, its session warm."""
    client.get(f"{RACINE}{page}")
    with CaptureQueriesContext(connection) as faites:
        client.get(f"{RACINE}{page}")
    return len(faites)
