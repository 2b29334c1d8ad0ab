"""Coop and label pages on one day, as known on another: in words, with what was put right or recorded since."""

import datetime
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from registre.ecriture import enregistre_a
from registre.etats import Operation
from registre.models import Cooperative, Label
from tests.registre import decisions
from tests.registre.factories import CooperativeFactory, admissible, deposee, labellisee, siren_fictif, suspendue
from tests.registre.journaux import dernier
from tests.registre.lecture import lire, mots

D = datetime.date
REQUETES_PERMISES = 12
RIEN = "Depuis, rien n’a été corrigé ni ajouté."
pytestmark = pytest.mark.django_db


def a_midi(jour: datetime.date) -> Any:
    """Record as on this day."""
    return enregistre_a(datetime.datetime.combine(jour, datetime.time(11), tzinfo=datetime.UTC))


@pytest.fixture(autouse=True)
def le_jour() -> Iterator[None]:
    """It is 15 June 2026."""
    with time_machine.travel(datetime.datetime(2026, 6, 15, 10, tzinfo=datetime.UTC), tick=False):
        yield


@pytest.fixture
def coop() -> Cooperative:
    """Entered on 5 January 2024."""
    with a_midi(D(2024, 1, 5)):
        return CooperativeFactory.create(nom="Maison", siren=siren_fictif(72_001))


@pytest.fixture
def label(coop: Cooperative) -> Label:
    """Granted and recorded on 1 March 2026, corrected on 20 April: it was granted on the 10th."""
    with a_midi(D(2026, 3, 1)):
        label = labellisee(D(2026, 3, 1), coop)
    with a_midi(D(2026, 4, 20)):
        decisions.corriger(dernier(Operation.ACCORDER_LABEL).pk, le=D(2026, 3, 10), motif="Relu.")
    return label


def fiche(client: Client, coop: Cooperative, au: str, connu_le: str) -> BeautifulSoup:
    """Return the coop's page on a day, as known on another."""
    return lire(client, f"/registre/{coop.slug}/", au=au, connu_le=connu_le)


def encadre(page: BeautifulSoup) -> str:
    """Return the words of the banner."""
    return mots(page.select_one(".autre-jour"))


def test_the_page_says_what_it_shows_why_it_differs_and_leads_to_now(
    client: Client, coop: Cooperative, label: Label
) -> None:
    page = fiche(client, coop, "2026-03-05", "2026-04-15")
    assert mots(page.select_one(".bande__statut")) == "Labellisée jusqu’au 28 février 2029"
    assert encadre(page).startswith("Le registre au 5 mars 2026, tel que connu le 15 avril 2026 Depuis, le registre a")
    assert f"10 mars 2026 Octroi du label {label.numero} Corrigé le 20 avril 2026 (auparavant : le 1er mars" in encadre(
        page
    )
    assert "motif : Relu." in encadre(page)
    maintenant = lire(client, page.select(".autre-jour a")[-1]["href"])
    assert mots(maintenant.select_one(".bande__statut")).startswith("Engagée depuis")
    assert "Corrigé" not in mots(page.select_one("[aria-labelledby=historique]"))

    champs = {champ["name"]: champ["value"] for champ in page.select(".disait input")}
    assert champs == {"au": "2026-03-05", "connu_le": "2026-04-15"}


def test_the_day_of_a_record_counts_whole_in_paris(client: Client, coop: Cooperative, label: Label) -> None:
    avant, apres = (fiche(client, coop, "2026-03-05", jour) for jour in ("2026-04-19", "2026-04-20"))
    assert mots(avant.select_one(".bande__statut")).startswith("Labellisée")
    assert mots(apres.select_one(".bande__statut")).startswith("Engagée")
    assert RIEN in encadre(apres)


def test_the_label_s_page_answers_the_same_two_days(client: Client, label: Label) -> None:
    page = lire(client, f"/registre/labels/{label.numero}/", au="2026-03-05", connu_le="2026-04-15")
    assert mots(page.select_one(".bande__statut")) == "En vigueur jusqu’au 28 février 2029"
    assert "Corrigé le 20 avril 2026" in encadre(page)
    page = lire(client, f"/registre/labels/{label.numero}/", au="2026-03-05")
    assert mots(page.select_one(".bande__statut")) == "Pas encore octroyé au 5 mars 2026"
    page = lire(client, f"/registre/labels/{label.numero}/", au="2026-03-05", connu_le="2026-02-28")
    assert f"Le label {label.numero} n’était pas encore au registre le 28 février 2026." in mots(page.main)


def test_what_was_recorded_late_is_said_to_have_been(client: Client, coop: Cooperative, label: Label) -> None:
    with a_midi(D(2026, 6, 2)):
        suspendue(label, D(2026, 5, 4), "Point non tenu.")
    page = fiche(client, coop, "2026-05-10", "2026-05-31")
    assert mots(page.select_one(".bande__statut")).startswith("Labellisée")
    attendue = f"4 mai 2026 Suspension du label {label.numero} Point non tenu. Consigné le 2 juin 2026"
    assert attendue in encadre(page)
    assert RIEN in encadre(fiche(client, coop, "2026-05-03", "2026-05-31"))


def test_a_private_decision_changes_what_is_said_without_being_told(client: Client, coop: Cooperative) -> None:
    with a_midi(D(2026, 1, 10)):
        candidature = admissible(D(2026, 1, 10), coop)
    with a_midi(D(2026, 6, 1)):
        decisions.refuser(candidature.pk, le=D(2026, 5, 20), motif="Secret.")
    page = fiche(client, coop, "2026-05-25", "2026-05-30")
    assert mots(page.select_one(".bande__statut")).startswith("Engagée")
    assert "Depuis, ce que le registre dit de ce jour a changé." in encadre(page)
    assert "refus" not in mots(page.main).lower()
    assert "Secret" not in str(page)


def test_what_is_private_is_not_told_on_any_two_days(client: Client, coop: Cooperative) -> None:
    with a_midi(D(2026, 1, 10)):
        candidature = deposee(D(2026, 1, 10), coop)
    with a_midi(D(2026, 2, 10)):
        decisions.corriger(dernier(Operation.DEPOSER).pk, le=D(2026, 1, 12), motif="Secret un.")
        decisions.declarer_complete(candidature.pk, le=D(2026, 2, 10), motif="Secret deux.")
    page = fiche(client, coop, "2026-01-20", "2026-01-31")
    assert RIEN in encadre(page)
    assert "Secret" not in str(page)


def test_the_name_known_then_is_the_name_shown(client: Client, coop: Cooperative) -> None:
    with a_midi(D(2026, 5, 1)):
        decisions.renommer(coop.pk, nom="Maison nouvelle", le=D(2026, 1, 1))
    page = fiche(client, coop, "2026-03-01", "2026-04-30")
    assert mots(page.h1) == "Maison"
    assert "1er janvier 2026 Changement de nom Consigné le 1er mai 2026" in encadre(page)
    assert mots(fiche(client, coop, "2026-03-01", "2026-05-01").h1) == "Maison nouvelle"


def test_a_coop_not_on_the_register_yet_is_said_not_to_be(client: Client, coop: Cooperative) -> None:
    with a_midi(D(2020, 1, 1)):
        CooperativeFactory.create()
    page = fiche(client, coop, "2024-03-01", "2024-01-04")
    assert "Maison n’était pas encore au registre le 4 janvier 2024." in mots(page.main)
    assert page.select_one("meta[name=robots]")["content"].startswith("noindex")
    assert mots(fiche(client, coop, "2024-03-01", "2024-01-05").h1) == "Maison"
    reponse = client.get("/registre/jamais-vue/?connu_le=2024-03-01")
    assert reponse.status_code == 404


@pytest.mark.parametrize(
    ("connu_le", "phrase"),
    [
        ("2026-06-16", "Nul ne sait ce que le registre saura"),
        ("2023-12-31", "Le registre n’existait pas encore le 31 décembre 2023"),
        ("demain", "Une date s’écrit AAAA-MM-JJ"),
    ],
)
def test_a_day_of_knowledge_that_means_nothing_is_named(
    client: Client, label: Label, connu_le: str, phrase: str
) -> None:
    adresses = [f"/registre/{label.cooperative.slug}/", f"/registre/labels/{label.numero}/"]
    for adresse in [*adresses, f"/registre/attestation/{label.cooperative.siren}.pdf"]:
        assert phrase in mots(lire(client, adresse, 400, connu_le=connu_le).main)


def test_today_or_nothing_is_what_is_known_now(client: Client, coop: Cooperative) -> None:
    for connu_le in ("", "2026-06-15"):
        page = lire(client, f"/registre/{coop.slug}/", connu_le=connu_le)
        assert page.select_one(".autre-jour") is None


def test_a_page_of_the_past_asks_few_queries_whatever_was_put_right(
    client: Client, coop: Cooperative, label: Label
) -> None:
    def compter() -> int:
        with CaptureQueriesContext(connection) as requetes:
            fiche(client, coop, "2026-03-05", "2026-04-15")
        return len(requetes)

    compter()
    une = compter()
    for jour in (11, 12, 13):
        decisions.corriger(dernier(Operation.ACCORDER_LABEL).pk, le=D(2026, 3, jour), motif="Encore.")
    suspendue(label, D(2026, 5, 4))
    assert compter() == une
    assert une <= REQUETES_PERMISES
