"""The public API: what it answers, what it refuses and how."""

import datetime
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.registre.factories import CooperativeFactory, admissible, deposee, labellisee

D = datetime.date
pytestmark = pytest.mark.django_db


def demander(client: Client, adresse: str, **parametres: Any) -> Any:
    """Return the JSON of a successful answer."""
    reponse = client.get(f"/api/v1/{adresse}", parametres)
    assert reponse.status_code == 200, reponse.content
    return reponse.json()


def test_a_list_says_the_day_the_count_and_the_rows(client: Client) -> None:
    label = labellisee(D(2024, 3, 1))
    reponse = demander(client, "cooperatives", au="2024-03-01")
    assert (reponse["au"], reponse["count"]) == ("2024-03-01", 1)
    assert reponse["items"][0]["numero_label"] == label.numero
    assert reponse["items"][0]["engagements"] == [1, 2, 3, 5, 6, 8, 9, 10]
    assert demander(client, "cooperatives", statut="engagee", au="2024-03-01")["count"] == 0
    assert demander(client, "cooperatives", departement="34", engagement=["1", "2"])["count"] == 1


@pytest.mark.lent
def test_pages_follow_each_other_without_gap_nor_double(client: Client) -> None:
    for _n in range(27):
        admissible(D(2025, 1, 1))
    pages = [demander(client, "cooperatives", page=n, par_page=25)["items"] for n in (1, 2)]
    assert [len(page) for page in pages] == [25, 2]
    assert len({item["siren"] for page in pages for item in page}) == 27


def test_a_coop_without_status_is_answered_with_null(client: Client) -> None:
    candidature = deposee(D(2024, 1, 1))
    reponse = demander(client, f"cooperatives/{candidature.cooperative.siren}")
    assert reponse["statut"] is None
    assert reponse["admissible_le"] is None


def test_a_label_is_found_by_number_from_the_day_it_was_granted(client: Client) -> None:
    label = labellisee(D(2024, 3, 1))
    assert demander(client, f"labels/{label.numero}")["valide_jusqu_au"] == "2027-02-28"
    assert demander(client, f"labels/{label.numero.lower()}", au="2027-03-01")["statut"] == "echue"
    assert client.get(f"/api/v1/labels/{label.numero}", {"au": "2024-02-29"}).status_code == 404


def test_every_siren_asked_is_answered_in_order(client: Client) -> None:
    label = labellisee(D(2024, 3, 1))
    siren = label.cooperative.siren
    muet = CooperativeFactory.create().siren
    demandes = [f"{siren[:3]} {siren[3:6]} {siren[6:]}", "123456789", muet, siren]
    attendu = [(siren, True, "labellisee"), ("123456789", False, None), (muet, True, None), (siren, True, "labellisee")]
    par_adresse = demander(client, "statuts", siren=demandes, au="2025-01-01")
    par_corps = client.post(
        "/api/v1/statuts", {"siren": demandes, "au": "2025-01-01"}, content_type="application/json"
    ).json()

    for reponse in (par_adresse, par_corps):
        assert [(i["siren"], i["siren_valide"], i["statut"]) for i in reponse["items"]] == attendu
        assert (reponse["au"], reponse["count"]) == ("2025-01-01", 4)


@pytest.mark.parametrize(
    ("adresse", "parametres", "statut", "mot"),
    [
        ("cooperatives", {"au": "2023-02-30"}, 400, "calendrier"),
        ("cooperatives", {"au": "demain"}, 400, "AAAA-MM-JJ"),
        ("cooperatives", {"page": "-1"}, 400, "page"),
        ("cooperatives", {"engagement": "99"}, 400, "engagement"),
        ("cooperatives", {"q": "x" * 5000}, 400, "q"),
        ("cooperatives/000000000", {}, 404, "Introuvable"),
        ("cooperatives/' OR 1=1", {}, 404, "Introuvable"),
        ("labels/QC-1999-0001", {}, 404, "Introuvable"),
        ("statuts", {}, 422, "siren"),
        ("statuts", {"siren": ["1"] * 1001}, 422, "siren"),
    ],
)
def test_bad_input_is_a_problem_that_names_it(
    client: Client, adresse: str, parametres: dict[str, Any], statut: int, mot: str
) -> None:
    reponse = client.get(f"/api/v1/{adresse}", parametres)
    assert reponse.status_code == statut
    assert reponse.headers["Content-Type"] == "application/problem+json"
    assert reponse.json()["status"] == statut
    assert mot in reponse.content.decode()


def test_an_unreadable_body_is_a_problem_too(client: Client) -> None:
    reponse = client.post("/api/v1/statuts", "{", content_type="application/json")
    assert (reponse.status_code, reponse.headers["Content-Type"]) == (400, "application/problem+json")


def test_too_many_requests_are_told_when_to_come_back(client: Client) -> None:
    cache.clear()
    reponses = [client.get("/api/v1/engagements") for _n in range(121)]
    assert {r.status_code for r in reponses[:120]} == {200}
    assert reponses[120].status_code == 429
    assert 1 <= int(reponses[120].headers["Retry-After"]) <= 60


def test_nothing_can_be_written_through_the_api() -> None:
    client = Client()  # the answer is a bare sentence, not a page
    for methode in ("put", "patch", "delete"):
        assert getattr(client, methode)("/api/v1/cooperatives").status_code == 405
    assert client.post("/api/v1/cooperatives").status_code == 405


def test_the_description_is_openapi_3_1_and_has_examples(client: Client) -> None:
    description = client.get("/api/v1/openapi.json").json()
    assert description["openapi"].startswith("3.1")
    assert set(description["paths"]) == {
        "/api/v1/cooperatives",
        "/api/v1/cooperatives/{siren}",
        "/api/v1/labels/{numero}",
        "/api/v1/engagements",
        "/api/v1/statuts",
    }
    assert description["components"]["schemas"]["CooperativePubliee"]["examples"]


PARAMETRES = ("q", "au", "page", "engagement", "statut", "siren", "axe", "annee", "x")
ADRESSES = st.sampled_from(["cooperatives", "engagements", "statuts", "labels/QC-2024-0001", "cooperatives/000000018"])
TEXTES = st.one_of(
    st.text(max_size=40), st.sampled_from(["\x00", "%00", "NEAR", '"*', "١٢٣", "-0", "1e9", "2024-01-01"])
)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    ADRESSES,
    st.dictionaries(
        st.sampled_from([*["q", "au", "page", "engagement", "statut", "siren", "axe", "annee"], "x"]), TEXTES
    ),
)
def test_whatever_is_asked_never_breaks_it(client: Client, adresse: str, parametres: dict[str, str]) -> None:
    cache.clear()
    reponse = client.get(f"/api/v1/{adresse}", parametres)
    assert reponse.status_code in {200, 400, 404, 422}
