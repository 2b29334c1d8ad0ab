"""What the API's description promises: every status that can come, values that mean something, a limit one can keep."""

import datetime
import json
import re
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from registre.etats import Operation
from tests.registre import decisions
from tests.registre.factories import labellisee
from tests.registre.journaux import dernier
from tests.registre.test_flux import a_midi

D = datetime.date
LE_JOUR = datetime.datetime(2026, 6, 15, 10, tzinfo=datetime.UTC)
LECTURES = ("cooperatives", "cooperatives/{siren}", "labels/{numero}", "engagements", "statuts")
pytestmark = [pytest.mark.django_db, pytest.mark.rendu]


@pytest.fixture(autouse=True)
def le_jour() -> Iterator[None]:
    """It is 15 June 2026."""
    with time_machine.travel(LE_JOUR, tick=False):
        yield


@pytest.fixture
def description(client: Client) -> dict[str, Any]:
    lue: dict[str, Any] = client.get("/api/v1/openapi.json").json()
    return lue


@pytest.fixture
def annule() -> str:
    """The number of a label given by mistake, then annulled."""
    with a_midi(D(2026, 3, 1)):
        label = labellisee(D(2026, 3, 1))
    with a_midi(D(2026, 4, 2)):
        decisions.annuler(dernier(Operation.ACCORDER_LABEL).pk, motif="Autre coopérative.")
    return label.numero


def operation(description: dict[str, Any], adresse: str, methode: str = "get") -> dict[str, Any]:
    lue: dict[str, Any] = description["paths"][f"/api/v1/{adresse}"][methode]
    return lue


def verifier(reponse: Any, decrite: dict[str, Any]) -> None:
    """Check an answer against its description: status, type, members, headers."""
    promise = decrite["responses"][str(reponse.status_code)]
    [(nature, contenu)] = promise["content"].items()
    assert reponse.headers["Content-Type"].partition(";")[0] == nature
    corps, schema = reponse.json(), contenu["schema"]
    if reponse.status_code != HTTPStatus.OK:
        assert set(schema["required"]) <= set(corps) | FACULTATIFS, corps
        assert corps["status"] == reponse.status_code
    for nom in promise.get("headers", {}):
        assert reponse.headers[nom]


FACULTATIFS = {"parametre"}  # an unreadable body has none


@pytest.mark.parametrize("adresse", LECTURES)
def test_every_address_says_what_it_answers_to_a_wrong_method_shape_or_pace(
    description: dict[str, Any], adresse: str
) -> None:
    assert {"200", "400", "405", "422", "429"} <= set(operation(description, adresse)["responses"])


@pytest.mark.usefixtures("annule")
@pytest.mark.parametrize(
    ("adresse", "question", "statut"),
    [
        ("cooperatives", "", 200),
        ("cooperatives", "?au=2026-02-30", 400),
        ("cooperatives", "?engagement=99", 400),
        ("cooperatives", "?au=1950-01-01&engagement=1", 404),
        ("cooperatives", "?au=1950-01-01&axe=1", 404),
        ("cooperatives", "?connu_le=2026-06-16", 404),
        ("cooperatives", "?connu_le=1999-01-01", 404),
        ("cooperatives", "?au=00000000000", 422),
        ("cooperatives/{siren}", "", 404),
        ("cooperatives/{siren}", "?au=hier", 400),
        ("engagements", "?au=hier", 400),
        ("engagements", "?au=00000000000", 422),
        ("labels/{numero}", "", 404),
        ("statuts", "", 422),
        ("statuts", "?siren=000000018&connu_le=2026-06-16", 404),
    ],
)
def test_every_answer_is_the_one_described(
    client: Client, description: dict[str, Any], adresse: str, question: str, statut: int
) -> None:
    reponse = client.get(f"/api/v1/{adresse.format(siren='000000000', numero='QC-1999-0001')}{question}")
    assert reponse.status_code == statut
    verifier(reponse, operation(description, adresse))


def test_an_annulled_number_is_gone_and_said_never_to_be_given_again(
    client: Client, description: dict[str, Any], annule: str
) -> None:
    reponse = client.get(f"/api/v1/labels/{annule}")
    assert reponse.status_code == 410
    verifier(reponse, operation(description, "labels/{numero}"))
    corps = reponse.json()
    assert (corps["annule_le"], corps["motif"]) == ("2026-04-02", "Autre coopérative.")
    assert "Ce numéro ne sera jamais redonné." in corps["detail"]


@pytest.mark.usefixtures("annule")
@pytest.mark.parametrize(
    ("corps", "statut", "mot"),
    [
        ("{", 400, "n’est pas du JSON"),
        ('{"siren": ["1"], "connu_le": "2026-06-16"}', 404, "Nul ne sait"),
        (json.dumps({"siren": ["1"], "x": "a" * 3_000_000}), 413, "mille SIREN au plus"),
        ('{"siren": []}', 422, "1 valeur au moins"),
        ("[]", 422, "siren"),
        ('{"siren": "1"}', 422, "Une liste est attendue"),
    ],
    ids=["broken", "to come", "heavy", "empty", "list", "text"],
)
def test_a_body_that_is_refused_is_refused_as_described(
    client: Client, description: dict[str, Any], corps: str, statut: int, mot: str
) -> None:
    reponse = client.post("/api/v1/statuts", corps, content_type="application/json")
    assert (reponse.status_code, mot in reponse.content.decode()) == (statut, True), reponse.content
    verifier(reponse, operation(description, "statuts", "post"))


def test_an_address_bears_two_hundred_numbers_a_body_a_thousand(client: Client, description: dict[str, Any]) -> None:
    assert client.get("/api/v1/statuts", {"siren": ["000000018"] * 200}).status_code == 200
    trop = client.get("/api/v1/statuts", {"siren": ["000000018"] * 201})
    assert (trop.status_code, "200 valeurs au plus" in trop.content.decode()) == (422, True)
    assert "414" in operation(description, "statuts")["responses"]
    corps = {"siren": ["000000018"] * 1000}
    assert client.post("/api/v1/statuts", corps, content_type="application/json").json()["count"] == 1000


@pytest.mark.parametrize("signe", ["\0", "\ud800", "\u202e", "٣"])
def test_a_number_of_any_signs_is_answered(client: Client, signe: str) -> None:
    reponse = client.post("/api/v1/statuts", json.dumps({"siren": [signe]}), content_type="application/json")
    assert (reponse.status_code, reponse.json()["items"][0]["siren_valide"]) == (200, False)
    assert client.get("/api/v1/statuts?siren=%00").status_code == 200


@pytest.mark.parametrize("adresse", LECTURES)
@pytest.mark.parametrize("methode", ["PUT", "PATCH", "DELETE", "TRACE"])
def test_a_refused_method_is_a_problem_that_names_those_allowed(
    client: Client, description: dict[str, Any], adresse: str, methode: str
) -> None:
    reponse = client.generic(methode, f"/api/v1/{adresse.format(siren='1', numero='1')}")
    assert reponse.headers["Allow"] == ("GET, HEAD, POST" if adresse == "statuts" else "GET, HEAD")
    verifier(reponse, operation(description, adresse))


@pytest.mark.parametrize("adresse", ["cooperatives", "engagements", "statuts?siren=1", "openapi.json", "labels/x"])
def test_head_answers_as_get_does(client: Client, adresse: str) -> None:
    lue, tete = client.get(f"/api/v1/{adresse}"), client.head(f"/api/v1/{adresse}")
    assert (tete.status_code, tete.content) == (lue.status_code, b"")
    assert tete.headers["Content-Type"] == lue.headers["Content-Type"]


def test_the_days_described_are_those_of_the_calendar(description: dict[str, Any]) -> None:
    [decrit] = [p for p in operation(description, "engagements")["parameters"] if p["name"] == "au"]
    motif = re.compile(decrit["schema"]["pattern"])
    jours = {
        f"{an}-{mois:02}-{jour:02}"
        for an in (1899, 1900, 2000, 2023, 2024, 2100, 2199, 2200)
        for mois in range(14)
        for jour in range(33)
    }
    assert {jour for jour in jours if motif.search(jour)} == {jour for jour in jours if existe(jour)}
    assert motif.search("")


def existe(jour: str) -> bool:
    """Whether the register answers for this day."""
    try:
        return 1900 <= D.fromisoformat(jour).year <= 2199
    except ValueError:
        return False


def test_the_numbers_described_are_those_of_the_editions(client: Client, annule: str) -> None:
    parametres = operation(client.get("/api/v1/openapi.json").json(), "cooperatives")["parameters"]
    schemas = {p["name"]: p["schema"] for p in parametres}
    assert schemas["engagement"]["items"]["enum"] == ["", *map(str, range(1, 13))]
    assert schemas["axe"]["enum"] == ["", "1", "2", "3"]


def tous_les(pas: float, nombre: int, ecarts: tuple[float, ...] = (0,)) -> list[int]:
    """Ask this many times, one every `pas` seconds give or take the network's own delays; return the statuses."""
    statuts = []
    for rang in range(nombre):
        moment = LE_JOUR + datetime.timedelta(seconds=1 + rang * pas + ecarts[rang % len(ecarts)])
        with time_machine.travel(moment, tick=False):
            statuts.append(Client().get("/api/v1/engagements").status_code)
    return statuts


@pytest.mark.lent
def test_who_keeps_to_the_pace_is_never_refused() -> None:
    cache.clear()
    assert set(tous_les(0.5, 250, (0.4, 0, 0.2))) == {200}


@pytest.mark.lent
def test_who_waits_as_told_is_served(settings: Settings, description: dict[str, Any]) -> None:
    cache.clear()
    assert tous_les(0.01, 121).count(429) == 1
    with time_machine.travel(LE_JOUR + datetime.timedelta(seconds=20), tick=False):
        refus = Client().get("/api/v1/engagements", headers={"origin": "https://ailleurs.example"})
    verifier(refus, operation(description, "engagements"))
    assert "Retry-After" in refus.headers["Access-Control-Expose-Headers"]
    attente = int(refus.headers["Retry-After"])
    with time_machine.travel(LE_JOUR + datetime.timedelta(seconds=20 + attente), tick=False):
        assert Client().get("/api/v1/engagements").status_code == 200
