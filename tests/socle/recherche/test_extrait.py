"""The passage shown of what is found: the words that answer marked, everything escaped, nothing invented."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socle.recherche.extrait import extrait, surligner
from socle.textes.signes import en_une_ligne

LONG = "Avant la visite, rien. " * 30 + "Le chauffage est partagé. " + "Puis le silence. " * 30


def lu(passage: str) -> str:
    """What a reader sees of a passage."""
    return html.unescape(re.sub(r"</?mark>", "", passage))


def test_the_words_that_answer_are_marked_as_they_are_written() -> None:
    assert surligner("Un Bâtiment, des bâtiments.", {"batiment", "batiments"}) == (
        "Un <mark>Bâtiment</mark>, des <mark>bâtiments</mark>."
    )


def test_a_compound_and_its_parts_make_one_mark() -> None:
    marque = surligner("Le label Quali’Coop.", {"quali", "coop", "qualicoop"})
    assert marque == "Le label <mark>Quali’Coop</mark>."


def test_the_markup_of_a_text_is_shown_not_run() -> None:
    assert extrait("<script>loyer</script>", {"loyer"}) == "&lt;script&gt;<mark>loyer</mark>&lt;/script&gt;"


def test_what_is_quoted_keeps_its_no_break_spaces_and_loses_its_lines() -> None:
    texte = "Le\u00a01er\u00a0octobre\u202f:\n  5\u202f206 logements"
    assert extrait(texte, set()) == "Le\u00a01er\u00a0octobre\u202f: 5\u202f206 logements"


def test_a_long_text_is_cut_between_words_around_its_first_match() -> None:
    passage = extrait(LONG, {"chauffage"}, 120)
    assert passage.startswith("… ")
    assert passage.endswith(" …")
    assert "<mark>chauffage</mark> est partagé." in passage
    milieu = lu(passage).strip("… ")
    assert len(milieu) <= 120
    assert f" {milieu} " in LONG


def test_without_a_match_the_text_is_read_from_its_beginning() -> None:
    passage = extrait(LONG, {"absent"}, 60)
    assert passage.startswith("Avant la visite, rien.")
    assert passage.endswith(" …")
    assert extrait("Trois mots seulement.", {"absent"}) == "Trois mots seulement."


def test_a_match_near_the_beginning_leaves_the_beginning() -> None:
    assert extrait(f"Le chauffage. {LONG}", {"chauffage"}, 80).startswith("Le <mark>chauffage</mark>.")


@pytest.mark.parametrize("mots", [set(), {"x"}])
def test_a_word_longer_than_the_passage_is_cut(mots: set[str]) -> None:
    assert lu(extrait("a" * 500, mots, 100)) == "a" * 100 + " …"


MOTS = ["le", "label", "quali", "coop", "qualicoop", "a"]
TEXTES = st.lists(st.sampled_from(["Quali’Coop", "le", "label", "&", "<b>"]) | st.text(max_size=20)).map(" ".join)


@given(TEXTES, st.sets(st.sampled_from(MOTS)))
def test_nothing_is_shown_that_is_not_in_the_text(texte: str, mots: set[str]) -> None:
    entier = en_une_ligne(texte)
    assert lu(surligner(entier, mots)) == entier
    passage = lu(extrait(texte, mots, 40))
    assert passage.removeprefix("… ").removesuffix(" …") in entier or passage == entier
