"""What is asked of the register, read from the address: nothing absurd breaks it, and one question has one address."""

import datetime
from typing import Any
from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup
from django.http import QueryDict
from django.utils.http import urlencode
from hypothesis import given
from hypothesis import strategies as st

from registre.engagements.en_vigueur import EngagementDeLEdition, EngagementsDeLEdition
from registre.models import Metier
from registre.public.liste.filtres import STATUTS, TAILLES, TOUTES, TRIS, VUES, Filtres
from registre.territoires import DEPARTEMENTS, REGIONS
from tests.rigueur.html import StrictClient

pytestmark = pytest.mark.lent

EDITION = EngagementsDeLEdition(
    tuple(EngagementDeLEdition(n, f"Engagement {n}", 1 + n // 5, "Axe", 1 << (n * 7 % 12)) for n in range(1, 13))
)

ABSURDES = [
    ("au=2023-02-30", "au"),
    ("au=demain", "au"),
    ("au=20230101", "au"),
    ("au=0202-05-01", "au"),
    ("au=9999-12-31", "au"),
    ("au=%D9%A2%D9%A0%D9%A2%D9%A3-01-01", "au"),
    ("au=2025-01-01&au=2024-01-01", "au"),
    ("page=-1", "page"),
    ("page=0", "page"),
    ("page=deux", "page"),
    ("page=99999999999999999999", "page"),
    ("page=%C2%B2", "page"),
    ("page=7", "page"),
    ("par_page=26", "par_page"),
    ("par_page=1000000", "par_page"),
    ("engagement=99", "engagement"),
    ("engagement=3&engagement=x", "engagement"),
    ("axe=4", "axe"),
    (f"axe={'1' * 5000}", "axe"),
    ("annee=1e3", "annee"),
    ("annee=0", "annee"),
    ("annee=20250", "annee"),
    ("statut=refusee", "statut"),
    ("statut=labellisee&statut=%27%20OR%201%3D1", "statut"),
    ("region=99", "region"),
    ("departement=20", "departement"),
    ("metier=banque", "metier"),
    ("tri=siren%3B+drop", "tri"),
    ("vue=3d", "vue"),
    (f"q={'a' * 5000}", "q"),
    ("q=a&q=b", "q"),
]
INTROUVABLES = [
    '"',
    "*",
    "%",
    "_",
    "NEAR(a b)",
    "x AND y OR NOT z",
    "'; DROP TABLE registre_cooperative; --",
    "😀",
    "مرحبا بالعالم",
    "שלום",
    "\u202eabc",
    "a" * 200,
    "\\",
    "<script>alert(1)</script>",
]


def texte(reponse: Any) -> str:
    return " ".join(BeautifulSoup(reponse.content, "lxml").main.get_text(" ").split())


class TestAdresses:
    """Against the demonstration's register, loaded once."""

    @pytest.mark.parametrize(("question", "parametre"), ABSURDES)
    def test_an_absurd_value_is_refused_by_a_page_that_names_the_parameter(
        self, client: StrictClient, registre_charge: datetime.date, question: str, parametre: str
    ) -> None:
        for adresse in ("/registre/", "/en/registre/"):
            reponse = client.get(f"{adresse}?{question}")
            assert reponse.status_code == 400
            assert BeautifulSoup(reponse.content, "lxml").strong.get_text() == parametre

    @pytest.mark.parametrize("recherche", INTROUVABLES)
    def test_a_search_for_anything_at_all_is_answered(
        self, client: StrictClient, registre_charge: datetime.date, recherche: str
    ) -> None:
        reponse = client.get(f"/registre/?q={quote(recherche)}")
        assert reponse.status_code == 200
        assert "Aucune coopérative trouvée" in texte(reponse)

    def test_an_unknown_parameter_and_an_empty_one_ask_nothing(
        self, client: StrictClient, registre_charge: datetime.date
    ) -> None:
        nue = texte(client.get("/registre/"))
        chargee = texte(client.get("/registre/?utm_source=lettre&q=%00&au=&region=&statut=&page=&engagement="))
        assert " coopératives au 15 juin 2026" in nue
        assert chargee == nue

    def test_a_sign_that_no_text_holds_is_not_read(self, client: StrictClient, registre_charge: datetime.date) -> None:
        for sale, propre in (("departement=2A%00", "departement=2A"), ("au=2026-01-31%00", "au=2026-01-31")):
            assert texte(client.get(f"/registre/?{sale}")) == texte(client.get(f"/registre/?{propre}"))

    def test_a_code_written_in_small_letters_is_understood(
        self, client: StrictClient, registre_charge: datetime.date
    ) -> None:
        assert client.get("/registre/?departement=2a&statut=LABELLISEE").status_code == 200

    def test_every_link_of_the_page_writes_its_parameters_in_the_one_order(
        self, client: StrictClient, registre_charge: datetime.date
    ) -> None:
        reponse = client.get("/registre/?par_page=35&annee=2025&engagement=9&engagement=2&statut=labellisee&q=fictive")
        liens = BeautifulSoup(reponse.content, "lxml").main.select("a[href^='/registre/?']")
        assert len(liens) > 8
        for lien in liens:
            noms = list(QueryDict(str(lien["href"]).partition("?")[2]))
            assert noms == sorted(noms, key=Filtres.ORDRE.index)

    def test_each_filter_in_use_can_be_removed_alone(
        self, client: StrictClient, registre_charge: datetime.date
    ) -> None:
        reponse = client.get("/registre/?q=fictive&region=76&engagement=2&engagement=9&page=1")
        puces = BeautifulSoup(reponse.content, "lxml").select("a.puce")
        assert [str(puce["href"]) for puce in puces] == [
            "/registre/?region=76&engagement=2&engagement=9",
            "/registre/?q=fictive&engagement=2&engagement=9",
            "/registre/?q=fictive&region=76&engagement=9",
            "/registre/?q=fictive&region=76&engagement=2",
        ]


@st.composite
def questions(draw: st.DrawFn) -> list[tuple[str, str]]:
    """Parameters a reader may ask, in any order."""
    seuls = {
        "q": st.text("éa ’-1œ", max_size=9),
        "au": st.dates(datetime.date(1900, 1, 1), datetime.date(2199, 12, 31)).map(str),
        "region": st.sampled_from(sorted(REGIONS)),
        "departement": st.sampled_from(sorted(DEPARTEMENTS)),
        "axe": st.sampled_from(["1", "2", "3"]),
        "metier": st.sampled_from(Metier.values),
        "annee": st.integers(1900, 2199).map(str),
        "tri": st.sampled_from(TRIS),
        "vue": st.sampled_from(VUES),
        "par_page": st.sampled_from(TAILLES).map(str),
        "page": st.integers(1, 99).map(str),
    }
    paires = [(nom, draw(strategie)) for nom, strategie in seuls.items() if draw(st.booleans())]
    paires += [("statut", s) for s in draw(st.lists(st.sampled_from([*STATUTS, TOUTES]), max_size=3))]
    paires += [("engagement", str(n)) for n in draw(st.lists(st.integers(1, 12), max_size=3))]

    return draw(st.permutations(paires))


@given(questions())
def test_a_question_has_one_address_which_asks_the_same(paires: list[tuple[str, str]]) -> None:
    filtres = Filtres.lire(QueryDict(urlencode(paires)), EDITION)
    assert Filtres.lire(QueryDict(filtres.adresse[1:]), EDITION) == filtres
    noms = [nom for nom, _valeur in filtres.parametres]
    assert noms == sorted(noms, key=Filtres.ORDRE.index)


@given(questions())
def test_changing_a_filter_goes_back_to_the_first_page(paires: list[tuple[str, str]]) -> None:
    filtres = Filtres.lire(QueryDict(urlencode(paires)), EDITION)
    assert filtres.avec(region="76").page == 1
    assert filtres.avec(page=4).page == 4
    for nom in filtres.actifs:
        assert nom not in filtres.sans(nom).actifs
