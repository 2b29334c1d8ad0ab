"""What a question finds: the same on every database, whatever is typed."""

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from socle.models import Synonyme, Trouvable
from socle.recherche.index import ecarts, indexer, oublier_les_mots_perdus
from socle.recherche.moteur import Recherche
from tests.socle.recherche.conftest import ESSAI, Bibliotheque

pytestmark = pytest.mark.django_db

TITRES = (
    "L’accession dans l’Hérault",
    "Un logement pour chacun",
    "Des logements durables",
    "Une coopérative d’habitants",
    "Le projet coopératif",
    "Vivre l'habitat autrement",
    "Œuvre commune",
    "Le label Quali’Coop",
    "Un réseau breton",
    "Le Bail Réel Solidaire",
    "Plomberie et peinture",
)
LOGEMENTS = {"Un logement pour chacun", "Des logements durables"}
COOPERATIFS = {"Une coopérative d’habitants", "Le projet coopératif"}
QUALI = {"Le label Quali’Coop"}


@pytest.mark.parametrize(
    ("question", "attendus"),
    [
        ("herault", {"L’accession dans l’Hérault"}),
        ("HÉRAULT", {"L’accession dans l’Hérault"}),
        ("He\u0301rault", {"L’accession dans l’Hérault"}),
        ("logement", LOGEMENTS),
        ("logements", LOGEMENTS),
        ("coopérative", COOPERATIFS),
        ("coopératif", COOPERATIFS),
        ("cooperatives", COOPERATIFS),
        ("l'habitat", {"Vivre l'habitat autrement"}),
        ("l’habitat", {"Vivre l'habitat autrement"}),
        ("habitat", {"Vivre l'habitat autrement"}),
        ("oeuvre", {"Œuvre commune"}),
        ("œuvres", {"Œuvre commune"}),
        ("quali coop", QUALI),
        ("qualicoop", QUALI),
        ("quali'coop", QUALI),
        ("Quali’Coop", QUALI),
        ("quali-coop", QUALI),
        ("brton", {"Un réseau breton"}),
        ("bertonne", set()),
        ("BRS", {"Le Bail Réel Solidaire"}),
        ("bail reel solidaire", {"Le Bail Réel Solidaire"}),
        ("logement plomberie", set()),
        ("le logement des", LOGEMENTS),
        ("des", {"Des logements durables"}),
        ("", set()),
        ("   ", set()),
        ("a" * 5000, set()),
        ("logement " * 600, LOGEMENTS),
        ('"logement"', LOGEMENTS),
        ("logement*", LOGEMENTS),
        ("logement NEAR durables", set()),
        ("logement OR durables", set()),
        ("%", set()),
        ("_", set()),
        ("logement\0", LOGEMENTS),
        ("🏠", set()),
        ("🏠 logement", LOGEMENTS),
        ("\u202eسكن", set()),
        ("' OR 1=1 --", set()),
        ("\\", set()),
    ],
)
def test_each_question_finds_what_a_reader_expects(bibliotheque, titres, question, attendus):
    Synonyme.objects.create(expressions="BRS\r\nbail réel solidaire")
    bibliotheque.ajouter(*TITRES)
    assert set(titres(question)) == attendus


def test_a_word_written_in_one_piece_is_found_in_two(bibliotheque, titres):
    bibliotheque.ajouter("Qualicoop")
    assert titres("quali coop") == titres("quali'coop") == titres("qualicoop") == ["Qualicoop"]


def test_an_expression_finds_its_acronym_and_the_acronym_what_editors_add_later(bibliotheque, titres):
    bibliotheque.ajouter("Notre OFS", "Organisme de foncier solidaire")

    assert titres("ofs") == ["Notre OFS"]

    Synonyme.objects.create(expressions="OFS\norganisme de foncier solidaire")
    assert (
        set(titres("ofs"))
        == set(titres("les organismes de foncier solidaire"))
        == {
            "Notre OFS",
            "Organisme de foncier solidaire",
        }
    )


@pytest.mark.parametrize("faute", ["brton", "bretton", "brefon", "berton"])
def test_one_typo_is_corrected_and_said(bibliotheque, faute):
    bibliotheque.ajouter("Un réseau breton")
    recherche = Recherche(faute, genres=[ESSAI])
    assert len(recherche.trouves) == 1
    assert " ".join(recherche.message.split()) == f"Résultats pour « breton » (au lieu de « {faute} »)"


def test_a_word_that_exists_is_never_corrected(bibliotheque):
    bibliotheque.ajouter("Un béton", "Un réseau breton")
    recherche = Recherche("beton", genres=[ESSAI])
    assert [t.objet for t in recherche.trouves] == [1]
    assert recherche.message == ""


def test_short_words_and_numbers_are_not_taken_for_mistakes(bibliotheque, titres):
    bibliotheque.ajouter("Le 2021 du bal", "123456789")
    assert titres("2022") == titres("bac") == titres("123456788") == []


def test_the_title_counts_more_than_the_text_and_a_rare_word_more_than_a_common_one(bibliotheque, titres):
    bibliotheque.ajouter("Rien", corps="toiture isolation")
    bibliotheque.ajouter("Isolation")
    assert titres("isolation") == ["Isolation", "Rien"]


def test_what_answers_alike_comes_latest_first_then_by_key(bibliotheque):
    for rang, jour in enumerate((1, 3, 3, 2), start=1):
        bibliotheque.ajouter("Chantier")
        Trouvable.objects.filter(genre=ESSAI, objet=rang).update(date=datetime.date(2026, 1, jour))
    Trouvable.objects.filter(genre=ESSAI, objet=4).update(date=None)
    assert [t.objet for t in Recherche("chantier", genres=[ESSAI]).trouves] == [2, 3, 1, 4]


def test_an_unfinished_word_is_completed_in_titles_only_when_asked(bibliotheque, titres):
    bibliotheque.ajouter("Le Bail Réel Solidaire", "Autre chose")
    bibliotheque.ajouter("Encore", corps="un bail")
    assert titres("bail ré", completer=True) == ["Le Bail Réel Solidaire"]
    assert titres("ba", completer=True) == ["Le Bail Réel Solidaire"]
    assert titres("b", completer=True) == []


def test_results_serve_inside_another_room_s_filters(bibliotheque):
    bibliotheque.ajouter("Logement un", "Logement deux logement", "Autre")
    recherche = Recherche("logement", genres=[ESSAI])
    autres: Any = Trouvable.objects.filter(objet__in=recherche.objets(ESSAI), genre=ESSAI)
    assert set(autres.values_list("objet", flat=True)) == {1, 2} == set(recherche.scores(ESSAI))
    assert recherche.scores(ESSAI)[2] > recherche.scores(ESSAI)[1]
    assert list(Recherche("rien", genres=[ESSAI]).objets(ESSAI)) == []


def test_a_language_finds_its_own_and_what_is_in_every_language(bibliotheque):
    bibliotheque.ajouter("Home commun")
    bibliotheque.ajouter("Home français", langue="fr")
    bibliotheque.ajouter("Home anglais", langue="en")
    assert {t.objet for t in Recherche("home", genres=[ESSAI], langue="en").trouves} == {1, 3}


def test_what_leaves_the_kind_leaves_the_index_and_only_changes_are_written(bibliotheque):
    bibliotheque.ajouter("Alpha", "Deux")
    assert indexer(bibliotheque.genre) == 0
    assert ecarts(bibliotheque.genre) == []
    del bibliotheque.documents[1]
    assert ecarts(bibliotheque.genre) == ["Alpha"]
    assert indexer(bibliotheque.genre) == 1
    assert [t.objet for t in Recherche("alpha", genres=[ESSAI]).trouves] == []
    assert oublier_les_mots_perdus() >= 1


def test_the_number_of_queries_does_not_grow_with_what_is_found(bibliotheque):
    def requetes(question: str) -> int:
        with CaptureQueriesContext(connection) as lues:
            assert Recherche(question, genres=[ESSAI]).trouves
        return len(lues)

    bibliotheque.ajouter("Logement", "Logements bretons")
    peu = [requetes("logement"), requetes("logemnt brton")]
    bibliotheque.ajouter(*(f"Logement breton {n}" for n in range(200)))
    assert [requetes("logement"), requetes("logemnt brton")] == peu
    assert max(peu) <= 14


@pytest.mark.lent
@given(question=st.text(max_size=60))
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_question_ever_fails(bibliotheque: Bibliotheque, question: str):
    if not bibliotheque.documents:
        bibliotheque.ajouter(*TITRES)
    for completer in (False, True):
        assert isinstance(Recherche(question, genres=[ESSAI], completer=completer).trouves, tuple)
