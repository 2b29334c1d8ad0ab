"""Open data: what the files say on a day, their form, and what they cost."""

import csv
import datetime
import io
import json
from pathlib import Path

import pytest
import time_machine
from django.test import Client
from frictionless import Package

from registre.etats import Statut
from registre.models import PeriodeDeStatut
from tests.registre import decisions
from tests.registre.factories import CooperativeFactory, admissible, choix, deposee, labellisee

D = datetime.date
COLONNES = [
    "siren",
    "nom",
    "sigle",
    "forme_juridique",
    "commune",
    "code_departement",
    "code_region",
    "statut",
    "statut_au",
    "numero_label",
    "cycle",
    "admissible_le",
    "octroye_le",
    "valide_du",
    "valide_jusqu_au",
    "suspendu_le",
    "suspension_levee_le",
    "retire_le",
    "edition_referentiel",
    "engagements",
    "url",
    "demonstration",
    "mis_a_jour_le",
    "connu_le",
    "siren_actuel",
    "membre_jusqu_au",
]
COLONNES_LABELS = [
    "numero_label",
    "siren",
    "nom",
    "cycle",
    "edition_referentiel",
    "octroye_le",
    "valide_du",
    "valide_jusqu_au",
    "suspendu_le",
    "suspension_levee_le",
    "retire_le",
    "statut",
    "statut_au",
    "engagements",
    "url",
    "demonstration",
    "connu_le",
    "siren_actuel",
    "clos_le",
    "absorbee_par_siren",
    "repris_sous_numero",
]
pytestmark = pytest.mark.django_db


def lire(client: Client, fichier: str, **parametres: str) -> list[dict[str, str]]:
    """Return the rows of a file, fetched as anybody would."""
    reponse = client.get(f"/registre/donnees/{fichier}", parametres)
    assert reponse.status_code == 200, reponse.content
    return list(csv.DictReader(io.StringIO(reponse.getvalue().decode())))


def test_the_columns_are_those_of_the_contract_in_their_order(client: Client) -> None:
    labellisee(D(2024, 3, 1))
    for fichier, colonnes in (("registre.csv", COLONNES), ("labels.csv", COLONNES_LABELS)):
        texte = client.get(f"/registre/donnees/{fichier}").getvalue().decode()
        assert texte.split("\r\n")[0] == ",".join(colonnes)
        assert texte.endswith("\r\n")


def test_a_row_says_what_was_true_on_the_day(client: Client) -> None:
    label = labellisee(D(2024, 3, 1))
    decisions.suspendre(label.pk, le=D(2024, 9, 1), motif="Motif.")
    decisions.lever_suspension(label.pk, le=D(2024, 11, 1))
    avant = lire(client, "registre.csv", au="2024-02-29")[0]

    assert (avant["statut"], avant["numero_label"], avant["cycle"]) == ("engagee", "", "1")

    pendant = lire(client, "registre.csv", au="2024-09-01")[0]
    assert (pendant["statut"], pendant["numero_label"]) == ("suspendue", "QC-2024-0001")
    assert (pendant["suspendu_le"], pendant["suspension_levee_le"]) == ("2024-09-01", "2024-11-01")
    assert pendant["engagements"] == "1|2|3|5|6|8|9|10"
    assert pendant["statut_au"] == "2024-09-01"
    assert lire(client, "registre.csv", au="2024-08-31")[0]["suspendu_le"] == ""
    assert lire(client, "labels.csv", au="2024-02-29") == []
    assert lire(client, "labels.csv", au="2027-03-01")[0]["statut"] == "echue"


def test_what_is_not_public_is_in_no_file(client: Client) -> None:
    deposee(D(2024, 1, 1))
    refusee = deposee(D(2024, 1, 1))
    decisions.declarer_complete(refusee.pk, le=D(2024, 2, 1))
    decisions.refuser(refusee.pk, le=D(2024, 3, 1), motif="Hors sujet.")
    CooperativeFactory.create()
    assert lire(client, "registre.csv") == []
    assert client.get("/registre/donnees/registre.json").getvalue().decode().endswith('"count": 0, "items": []}')


def test_json_has_the_same_rows_as_csv(client: Client) -> None:
    labellisee(D(2024, 3, 1))
    admissible(D(2025, 1, 1))
    lignes = lire(client, "registre.csv", au="2025-02-01")
    contenu = json.loads(client.get("/registre/donnees/registre.json", {"au": "2025-02-01"}).getvalue())

    assert (contenu["au"], contenu["count"]) == ("2025-02-01", 2)

    for ligne, item in zip(lignes, contenu["items"], strict=True):
        assert list(item) == COLONNES
        assert item["engagements"] == [int(n) for n in ligne["engagements"].split("|")]
        assert item["demonstration"] is True
        assert {nom: ligne[nom] or None for nom in ("siren", "numero_label", "valide_du")} == {
            nom: item[nom] for nom in ("siren", "numero_label", "valide_du")
        }


def test_the_file_is_exactly_what_the_page_lists(client: Client) -> None:
    labellisee(D(2024, 3, 1), CooperativeFactory.create(code_departement="2A", commune="Ajaccio"))
    labellisee(D(2024, 3, 1))
    assert [ligne["code_departement"] for ligne in lire(client, "registre.csv", departement="2A")] == ["2A"]
    assert len(lire(client, "registre.csv", q="ajacc")) == 1
    assert lire(client, "registre.csv", statut="engagee") == []


def test_a_renewal_shows_its_own_cycle_and_the_label_that_lapsed(client: Client) -> None:
    label = labellisee(D(2020, 3, 1))
    suite = decisions.deposer_renouvellement(
        label.cooperative_id, choix=choix(1, 2, 3, 4, 5, 6, 8, 9), le=D(2023, 1, 1)
    )
    decisions.declarer_complete(suite.pk, le=D(2023, 2, 1))
    decisions.declarer_admissible(suite.pk, le=D(2023, 2, 1))
    ligne = lire(client, "registre.csv", au="2023-03-01")[0]
    assert (ligne["statut"], ligne["cycle"], ligne["numero_label"]) == ("en_renouvellement", "2", label.numero)
    assert (ligne["engagements"], ligne["admissible_le"]) == ("1|2|3|4|5|6|8|9", "2023-02-01")
    assert lire(client, "registre.csv", au="2023-02-28")[0]["cycle"] == "1"


@pytest.mark.parametrize("fichier", ["registre.csv", "labels.csv", "registre.json"])
@pytest.mark.parametrize("au", ["2023-02-30", "demain", "20230101", "99999-01-01", "%00"])
def test_a_day_that_means_nothing_is_said_so(client: Client, fichier: str, au: str) -> None:
    assert client.get(f"/registre/donnees/{fichier}", {"au": au}).status_code == 400


@pytest.mark.lent
def test_the_package_describes_files_that_are_valid(client: Client, tmp_path: Path) -> None:
    label = labellisee(
        D(2024, 3, 1), CooperativeFactory.create(nom="Coop, « fictive » de l'Œuvre", code_departement="971")
    )
    decisions.retirer(label.pk, le=D(2025, 1, 1), motif="Motif.")
    admissible(D(2025, 1, 1))
    for fichier in ("registre.csv", "labels.csv", "datapackage.json"):
        (tmp_path / fichier).write_bytes(client.get(f"/registre/donnees/{fichier}").getvalue())
    rapport = Package(str(tmp_path / "datapackage.json")).validate()
    assert rapport.valid, rapport.flatten(["rowNumber", "fieldName", "note"])
    assert client.get("/registre/donnees/schema.json").json()["primaryKey"] == ["siren"]


def test_files_carry_a_validator_that_changes_with_the_facts_and_the_day(client: Client) -> None:
    label = labellisee(D(2024, 3, 1))
    adresse = "/registre/donnees/registre.csv"
    with time_machine.travel(datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.UTC)):
        marque = client.get(adresse).headers["ETag"]
        assert client.get(adresse, headers={"If-None-Match": marque}).status_code == 304
        decisions.suspendre(label.pk, le=D(2026, 3, 1), motif="Motif.")
        assert client.get(adresse, headers={"If-None-Match": marque}).status_code == 200
        marque = client.get(adresse).headers["ETag"]
    with time_machine.travel(datetime.datetime(2026, 3, 2, 12, tzinfo=datetime.UTC)):
        assert client.get(adresse, headers={"If-None-Match": marque}).status_code == 200


def test_files_change_at_midnight_in_paris_with_nothing_run(client: Client) -> None:
    labellisee(D(2024, 3, 1))
    with time_machine.travel(datetime.datetime(2027, 2, 28, 22, 59, 59, tzinfo=datetime.UTC)):
        reponse = client.get("/registre/donnees/registre.csv")
        assert "labellisee" in reponse.getvalue().decode()
        assert "s-maxage=1" in reponse.headers["Cache-Control"]
    with time_machine.travel(datetime.datetime(2027, 2, 28, 23, 0, 0, tzinfo=datetime.UTC)):
        assert "echue" in client.get("/registre/donnees/registre.csv").getvalue().decode()
        assert "arrivé à échéance" in client.get("/registre/flux.atom").content.decode()


@pytest.mark.lent
def test_files_ask_the_same_queries_for_two_rows_and_for_many(client: Client, django_assert_num_queries) -> None:
    for _n in range(2):
        labellisee(D(2024, 3, 1))
    for fichier, nombre in (("registre.csv", 5), ("labels.csv", 5)):
        with django_assert_num_queries(nombre):
            client.get(f"/registre/donnees/{fichier}").getvalue()
    for _n in range(6):
        labellisee(D(2024, 3, 1))
    for fichier, nombre in (("registre.csv", 5), ("labels.csv", 5)):
        with django_assert_num_queries(nombre):
            client.get(f"/registre/donnees/{fichier}").getvalue()


def test_the_page_of_the_files_and_that_of_the_api_answer(client: Client) -> None:
    for adresse in ("/registre/donnees/", "/en/registre/donnees/", "/api/v1/docs"):
        assert client.get(adresse).status_code == 200


def test_the_feed_tells_each_public_fact_once_and_no_private_one(client: Client) -> None:
    label = labellisee(D(2024, 3, 1))
    decisions.suspendre(label.pk, le=D(2024, 9, 1), motif="Motif.")
    deposee(D(2024, 1, 1))
    flux = client.get("/registre/flux.atom").content.decode()
    assert flux.count("<entry>") == 2
    assert "label accordé" in flux
    assert "label suspendu" in flux


def test_any_site_may_read_the_files_and_no_cookie_is_set(client: Client) -> None:
    reponse = client.get("/registre/donnees/registre.csv", headers={"Origin": "https://ailleurs.example"})
    assert reponse.headers["Access-Control-Allow-Origin"] == "*"
    assert not reponse.cookies
    assert "Cookie" not in reponse.headers.get("Vary", "")
    ailleurs = client.get("/registre/", headers={"Origin": "https://ailleurs.example"})
    assert "Access-Control-Allow-Origin" not in ailleurs.headers


def test_every_status_is_one_the_schema_declares(client: Client) -> None:
    declare = client.get("/registre/donnees/schema.json").json()["fields"][7]["constraints"]["enum"]
    assert declare == Statut.values
    assert set(PeriodeDeStatut.objects.values_list("statut", flat=True)) <= {"", *declare}
