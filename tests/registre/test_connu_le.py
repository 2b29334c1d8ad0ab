"""What did the register say of day X, as it was known on day Y? Asked of the list and of the barometer."""

import datetime

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from registre.ecriture import enregistre_a
from registre.models import Cooperative, Evenement, Label
from tests.registre import decisions
from tests.registre.factories import CooperativeFactory, admissible, labellisee
from tests.registre.lecture import lire, mots

D = datetime.date
LE_JOUR = datetime.datetime(2026, 6, 15, 10, tzinfo=datetime.UTC)
pytestmark = pytest.mark.django_db


def le(annee: int, mois: int, jour: int) -> datetime.datetime:
    """Noon of a day, in Paris or nearly."""
    return datetime.datetime(annee, mois, jour, 11, tzinfo=datetime.UTC)


@pytest.fixture
def corrigee() -> Label:
    """Granted and recorded on 1 March 2026; corrected on 20 April: it was granted on the 10th."""
    with enregistre_a(le(2024, 1, 5)):
        coop = CooperativeFactory.create(nom="Maison des Essais", demonstration=False)
    with enregistre_a(le(2026, 3, 1)):
        label = labellisee(D(2026, 3, 1), coop)
    octroi = Evenement.objects.get(operation="accorder_label")
    with enregistre_a(le(2026, 4, 20)):
        decisions.corriger(octroi.pk, le=D(2026, 3, 10), motif="Procès-verbal relu.")
    return label


@time_machine.travel(LE_JOUR, tick=False)
def test_the_list_says_what_was_known_then_in_words_and_what_was_put_right_since(
    corrigee: Label, client: Client
) -> None:
    page = lire(client, "/registre/", au="2026-03-05", connu_le="2026-04-15")
    texte = mots(page.main)

    assert "Le registre au 5 mars 2026, tel que connu le 15 avril 2026" in texte
    assert "1 coopérative au 5 mars 2026, tel que connu le 15 avril 2026" in texte

    [ligne] = page.select(".coop")
    assert "Labellisée jusqu’au 28 février 2029" in mots(ligne)
    assert "Connu maintenant : Engagée depuis le" in mots(ligne)
    assert "Corrigé le 20 avril 2026" in mots(ligne)
    assert "Procès-verbal relu." in mots(ligne)
    maintenant = page.select_one(".autre-jour a")
    assert maintenant is not None
    assert maintenant["href"] == "/registre/?au=2026-03-05"


@time_machine.travel(LE_JOUR, tick=False)
def test_a_row_that_still_reads_the_same_says_nothing_more(corrigee: Label, client: Client) -> None:
    page = lire(client, "/registre/", au="2026-05-01", connu_le="2026-05-02")
    assert "Labellisée jusqu’au 28 février 2029" in mots(page.select_one(".coop"))
    assert "Connu maintenant" not in mots(page.main)
    assert "Depuis, rien n’a changé dans les lignes montrées ici." in mots(page.main)


@time_machine.travel(LE_JOUR, tick=False)
def test_every_link_of_the_list_keeps_the_day_of_knowledge(corrigee: Label, client: Client) -> None:
    page = lire(client, "/registre/", au="2026-03-05", connu_le="2026-04-15", tri="fin")
    question = [str(a["href"]) for a in page.select("#resultat a[href*='?']")]
    assert question
    assert all("connu_le=2026-04-15" in adresse for adresse in question)
    champ = page.select_one("#filtres [name=connu_le]")
    assert champ is not None
    assert champ["value"] == "2026-04-15"


@pytest.mark.parametrize("adresse", ["/registre/", "/registre/barometre/", "/registre/barometre/regions.csv"])
@pytest.mark.parametrize(
    ("connu_le", "phrase"),
    [
        ("2020-01-01", "n’existait pas encore"),
        ("2026-06-16", "indiquez un jour passé"),
        ("2026-02-30", "n’existe pas dans le calendrier"),
        ("hier", "s’écrit AAAA-MM-JJ"),
    ],
)
@time_machine.travel(LE_JOUR, tick=False)
def test_a_day_before_the_register_or_to_come_is_answered_in_words(
    corrigee: Label, client: Client, adresse: str, connu_le: str, phrase: str
) -> None:
    assert phrase in mots(lire(client, adresse, 400, connu_le=connu_le).main)


@time_machine.travel(LE_JOUR, tick=False)
def test_today_is_what_is_known_now(corrigee: Label, client: Client) -> None:
    assert "tel que connu" not in mots(lire(client, "/registre/", connu_le="2026-06-15").main)


@time_machine.travel(LE_JOUR, tick=False)
def test_the_list_shows_the_name_and_the_town_of_the_day(corrigee: Label, client: Client) -> None:
    coop = corrigee.cooperative_id
    decisions.renommer(coop, nom="Maison Nouvelle", le=D(2026, 5, 1))
    decisions.demenager(coop, commune="Sète", code_departement="34", le=D(2026, 5, 1))
    assert "Maison des Essais" in mots(lire(client, "/registre/", au="2026-04-30").select_one(".coop"))
    apres = mots(lire(client, "/registre/", au="2026-05-01").select_one(".coop"))
    assert "Maison Nouvelle" in apres
    assert "Sète, Hérault" in apres
    assert "Maison Nouvelle" in mots(lire(client, "/registre/", q="essais").select_one(".coop"))


@time_machine.travel(LE_JOUR, tick=False)
def test_a_coop_engaged_again_names_the_label_it_lost_and_one_that_left_says_so(client: Client) -> None:
    label = labellisee(D(2023, 3, 1))
    decisions.retirer(label.pk, le=D(2024, 5, 2), motif="Motif.")
    admissible(D(2025, 1, 10), label.cooperative)
    decisions.quitter(label.cooperative_id, le=D(2026, 1, 31))
    decisions.renommer(label.cooperative_id, nom="Autrement", le=D(2026, 3, 1))
    for vue in ("liste", "tableau"):
        texte = mots(lire(client, "/registre/", vue=vue).select_one("#resultat-corps"))
        assert "Engagée depuis le 10 janvier 2025" in texte
        assert f"Label {label.numero} retiré le 2 mai 2024" in texte
        assert "N’est plus membre de la Fédération depuis le 1er février 2026" in texte


@time_machine.travel(LE_JOUR, tick=False)
def test_the_barometer_counts_members_of_each_day_as_known_then(corrigee: Label, client: Client) -> None:
    coop = corrigee.cooperative_id
    with enregistre_a(le(2026, 5, 2)):
        decisions.quitter(coop, le=D(2026, 4, 30))
    with enregistre_a(le(2026, 6, 2)):
        decisions.revenir(coop, le=D(2026, 6, 1))
    sues = {
        au: mots(lire(client, "/registre/barometre/", au=au).main) for au in ("2026-04-30", "2026-05-15", "2026-06-01")
    }

    assert "1 coopérative active sur 1" in sues["2026-04-30"]
    assert "Aucune coopérative active" in sues["2026-05-15"]
    assert "1 coopérative active sur 1" in sues["2026-06-01"]

    alors = mots(lire(client, "/registre/barometre/", au="2026-05-15", connu_le="2026-04-30").main)
    assert "tel que connu le 30 avril 2026" in alors
    assert "1 coopérative active sur 1" in alors


@time_machine.travel(LE_JOUR, tick=False)
def test_the_list_asks_no_more_for_twenty_rows_put_right_than_for_two(client: Client) -> None:
    def requetes() -> int:
        with CaptureQueriesContext(connection) as vues:
            lire(client, "/registre/", au="2026-03-05", connu_le="2026-04-15")
        return len(vues)

    def corriger(nombre: int) -> None:
        for _fois in range(nombre):
            with enregistre_a(le(2026, 3, 1)):
                label = labellisee(D(2026, 3, 1))
            octroi = Evenement.objects.get(operation="accorder_label", label=label)
            with enregistre_a(le(2026, 4, 20)):
                decisions.corriger(octroi.pk, le=D(2026, 3, 10), motif="Relu.")

    corriger(2)
    lire(client, "/registre/")
    deux = requetes()
    corriger(8)
    assert Cooperative.objects.count() == 10
    assert requetes() == deux


@pytest.mark.lent
@time_machine.travel(LE_JOUR, tick=False)
@pytest.mark.parametrize("vue", ["liste", "tableau"])
def test_a_page_whose_every_row_was_put_right_stays_light(client: Client, vue: str) -> None:
    for _rang in range(35):
        with enregistre_a(le(2026, 3, 1)):
            label = labellisee(D(2026, 3, 1))
        octroi = Evenement.objects.get(operation="accorder_label", label=label)
        with enregistre_a(le(2026, 4, 20)):
            decisions.corriger(octroi.pk, le=D(2026, 3, 10), motif="Relu.")
    page = lire(client, "/registre/", au="2026-03-05", connu_le="2026-04-15", par_page="35", vue=vue)
    assert mots(page.main).count("Connu maintenant") == (25 if vue == "tableau" else 35)
    assert len(page.find_all(True)) <= 800
