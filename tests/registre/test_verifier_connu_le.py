"""Checking a coop as it was known on a past day: one question, a list, a number given by mistake."""

import csv
import datetime
import io
from collections.abc import Iterator

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.test import Client

from registre.ecriture import enregistre_a
from registre.etats import Operation
from registre.models import Cooperative, Label
from tests.registre import decisions
from tests.registre.factories import CooperativeFactory, absorbee, admissible, labellisee, retiree, siren_fictif
from tests.registre.journaux import annuler, dernier
from tests.registre.lecture import lire, mots

D = datetime.date
ADRESSE = "/registre/verifier/"
pytestmark = pytest.mark.django_db


def le(annee: int, mois: int, jour: int) -> datetime.datetime:
    """Noon of a day, in Paris or nearly."""
    return datetime.datetime(annee, mois, jour, 11, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def le_jour() -> Iterator[None]:
    """It is 15 June 2026."""
    with time_machine.travel(le(2026, 6, 15), tick=False):
        yield


@pytest.fixture
def coop() -> Cooperative:
    """Entered on 5 January 2024."""
    with enregistre_a(le(2024, 1, 5)):
        return CooperativeFactory.create(nom="Maison des Essais", nom_usuel="", siren=siren_fictif(73_001))


@pytest.fixture
def label(coop: Cooperative) -> Label:
    """Granted and recorded on 1 March 2026."""
    with enregistre_a(le(2026, 3, 1)):
        return labellisee(D(2026, 3, 1), coop)


@pytest.fixture
def corrige(label: Label) -> Label:
    """Corrected on 20 April: it was granted on the 10th."""
    with enregistre_a(le(2026, 4, 20)):
        decisions.corriger(dernier(Operation.ACCORDER_LABEL).pk, le=D(2026, 3, 10), motif="Relu.")
    return label


@pytest.fixture
def annule(label: Label) -> Label:
    """Annulled on 20 April, the annulment annulled on 20 May."""
    with enregistre_a(le(2026, 4, 20)):
        annuler(dernier(Operation.ACCORDER_LABEL))
    with enregistre_a(le(2026, 5, 20)):
        annuler(dernier(Operation.ANNULER))
    return label


def reponse(client: Client, q: str, **jours: str) -> str:
    """Return the answer to a question, in words."""
    return mots(lire(client, ADRESSE, q=q, **jours).select_one(".reponse"))


def test_the_answer_says_both_days_and_why_it_reads_otherwise_now(client: Client, corrige: Label) -> None:
    dit = reponse(client, corrige.cooperative.siren, au="2026-03-05", connu_le="2026-04-15")
    assert "Au 5 mars 2026, tel que connu le 15 avril 2026, Maison des Essais" in dit
    assert f"Labellisée jusqu’au 28 février 2029 {corrige.numero}" in dit
    assert "Connu maintenant : Engagée depuis le 1er septembre 2024" in dit
    assert "Corrigé le 20 avril 2026" in dit
    assert "Relu." in dit


def test_an_answer_that_still_holds_says_nothing_more(client: Client, corrige: Label) -> None:
    dit = reponse(client, corrige.cooperative.siren, au="2026-05-01", connu_le="2026-05-02")
    assert "Connu maintenant" not in dit


def test_a_label_asked_by_its_number_says_how_it_reads_now(client: Client, corrige: Label) -> None:
    dit = reponse(client, corrige.numero, au="2026-03-05", connu_le="2026-04-15")
    assert f"Label {corrige.numero} : En vigueur jusqu’au 28 février 2029" in dit
    assert "Connu maintenant : Pas encore octroyé au 5 mars 2026" in dit


def test_a_name_or_a_town_changed_since_is_said(client: Client, coop: Cooperative) -> None:
    with enregistre_a(le(2026, 5, 1)):
        decisions.renommer(coop.pk, nom="Maison nouvelle", le=D(2026, 1, 1))
        decisions.demenager(coop.pk, commune="Sète", code_departement="34", le=D(2026, 1, 1))
    dit = reponse(client, coop.siren, au="2026-03-01", connu_le="2026-04-30")
    assert "Maison des Essais" in dit
    assert "Connu maintenant : Pas de label connu ; Maison nouvelle ; Sète, Hérault" in dit


def test_a_list_names_both_days_and_how_each_line_reads_now(client: Client, corrige: Label) -> None:
    donnees = {"sirens": corrige.cooperative.siren, "au": "2026-03-05", "connu_le": "2026-04-15"}
    page = BeautifulSoup(client.post(ADRESSE, donnees).content, "lxml")
    assert (
        mots(page.select_one(".verification__compte"))
        == "1 SIREN vérifié, au 5 mars 2026, tel que connu le 15 avril 2026"
    )
    assert "Connu maintenant : Engagée depuis le 1er septembre 2024." in mots(page.tbody)
    assert "Corrigé le 20 avril 2026 (auparavant : le 1er mars 2026), motif : Relu." in mots(page.tbody)

    fichier = client.post(ADRESSE, donnees | {"format": "csv"})
    assert 'filename="verification-2026-03-05-connu-2026-04-15.csv"' in fichier["Content-Disposition"]
    [ligne] = csv.DictReader(io.StringIO(fichier.content.decode()))
    assert (ligne["resultat"], ligne["connu_le"]) == ("labellisee", "2026-04-15")
    assert "Engagée depuis le 1er\u00a0septembre 2024." in ligne["precisions"]


def test_a_number_annulled_by_mistake_is_annulled_as_known_between(client: Client, annule: Label) -> None:
    pendant, depuis = {"connu_le": "2026-04-30"}, {"connu_le": "2026-05-31"}
    assert "a été donné par erreur, et annulé le" in reponse(client, annule.numero, **pendant)
    assert "En vigueur jusqu’au" in reponse(client, annule.numero, **depuis)

    adresse = f"/registre/labels/{annule.numero}/"
    assert "Donné par erreur le 1er mars 2026" in mots(lire(client, adresse, **pendant).main)
    assert "En vigueur jusqu’au" in mots(lire(client, adresse, **depuis).main)


def test_the_api_says_of_a_number_annulled_that_it_is_gone_for_ever(client: Client, annule: Label) -> None:
    adresse = f"/api/v1/labels/{annule.numero}"
    assert client.get(adresse, {"connu_le": "2026-05-31"}).status_code == 200
    partie = client.get(adresse, {"connu_le": "2026-04-30"})
    assert partie.status_code == 410
    corps = partie.json()
    assert (corps["annule_le"], corps["motif"]) == ("2026-04-20", "Consigné par erreur.")
    assert "n’est jamais redonné" in corps["detail"]


def test_a_label_annulled_since_is_said_to_be(client: Client, label: Label) -> None:
    with enregistre_a(le(2026, 4, 20)):
        annuler(dernier(Operation.ACCORDER_LABEL))
    dit = reponse(client, label.numero, au="2026-04-01", connu_le="2026-04-15")
    assert f"Connu maintenant : Le numéro {label.numero} a été donné par erreur" in dit


def test_an_absorbed_coop_is_said_absorbed_never_without_a_label(client: Client, label: Label) -> None:
    autre = CooperativeFactory.create(nom="Grande Maison", nom_usuel="", siren=siren_fictif(73_002))
    absorbee(label.cooperative, autre, D(2026, 5, 4), sort="clos")
    dit = reponse(client, label.cooperative.siren)
    assert "Absorbée le 4 mai 2026" in dit
    assert "Grande Maison" in dit
    page = BeautifulSoup(client.post(ADRESSE, {"sirens": label.cooperative.siren}).content, "lxml")
    assert "Absorbée le 4 mai 2026 par Grande Maison" in mots(page.tbody)


def test_a_coop_engaged_again_bears_no_number_beside_its_status(client: Client, label: Label) -> None:
    retiree(label, D(2026, 4, 2))
    admissible(D(2026, 6, 1), label.cooperative)
    dit = reponse(client, label.cooperative.siren)
    assert "Engagée depuis le 1er juin 2026 Son label précédent" in dit
    assert f"Son label précédent, {label.numero}, a été retiré le 2 avril 2026." in dit


def test_a_day_before_the_register_has_a_page_that_says_so(client: Client, coop: Cooperative) -> None:
    page = lire(client, ADRESSE, 400, q=coop.siren, connu_le="2023-12-31")
    assert mots(page.h1) == "Le registre n’existait pas encore ce jour-là"
    assert "Le registre n’existait pas encore le 31 décembre 2023" in mots(page.main)


def test_the_register_link_of_a_long_answer_keeps_both_days(client: Client) -> None:
    with enregistre_a(le(2024, 1, 5)):
        for _rang in range(11):
            CooperativeFactory.create(nom="Maison pareille")
    page = lire(client, ADRESSE, q="pareille", au="2026-03-05", connu_le="2026-04-15")
    adresse = page.select(".reponse a")[-1]["href"]
    assert len(lire(client, str(adresse)).select(".coop")) == 11
    assert "au=2026-03-05&connu_le=2026-04-15" in str(adresse)
