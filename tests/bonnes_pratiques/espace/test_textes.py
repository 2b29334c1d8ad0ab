"""A form gives back what was typed: from the text to the HTML of a sheet, and back."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bonnes_pratiques.espace.textes import en_html, en_texte, garder_ou_convertir, propre, une_ligne

LIGNES = st.tuples(
    st.sampled_from(["", "", "- ", "-  ", "• ", "1. ", "2. ", "3. ", "20. ", "1) ", "<p>", "&amp; "]),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
).map("".join)
TEXTES = st.lists(LIGNES, max_size=9).map("\n".join)


@given(TEXTES)
@example("1. un\n\n2. deux\n\n3. trois")
@example("20. novembre")
@example("Intro :\n- un\n- deux\nSuite\n\n\n- trois\n\n\n\nFin")
@example("1. un\n1. autre\n\n1. encore\n2. suite\n\n- puce\n1. un")
def test_what_is_typed_comes_back(texte: str) -> None:
    assert en_texte(en_html(texte)) == propre(texte)
    assert propre(propre(texte)) == propre(texte)


@given(st.text(st.characters(exclude_categories=()), max_size=80))
def test_whatever_is_pasted_comes_back_clean(texte: str) -> None:
    assert en_texte(en_html(texte)) == propre(texte)
    assert garder_ou_convertir(texte, en_html(texte)) == en_html(texte)
    assert une_ligne(une_ligne(texte)) == une_ligne(texte)


@pytest.mark.parametrize(
    ("tape", "html"),
    [
        ("1. un\n\n2. deux\n\n3. trois", "<ol><li>un<br/></li><li>deux<br/></li><li>trois</li></ol>"),
        ("20. novembre\n21. décembre", "<p>20. novembre<br/>21. décembre</p>"),
        ("Intro.\n\n- un\n• deux\n\nFin.", "<p>Intro.</p><ul><li>un</li><li>deux</li></ul><p>Fin.</p>"),
        ("Une\x0bdeux\u2028trois", "<p>Une<br/>deux<br/>trois</p>"),
        ("con\u00adduite <b>", "<p>conduite &lt;b&gt;</p>"),
    ],
)
def test_lists_are_lists_and_dates_are_not(tape: str, html: str) -> None:
    assert en_html(tape) == html


@pytest.mark.parametrize(
    ("html", "texte"),
    [
        (
            "<p>Un <b>gras</b></p>\n<ol><li><p>un</p></li><li>deux<ul><li>dessous</li></ul></li><li>trois</li></ol>",
            "Un gras\n\n1. un\n2. deux\n\n- dessous\n\n3. trois",
        ),
        ("Sans balise", "Sans balise"),
        ("<p>un</p><p></p><p><br/></p><p>deux</p>", "un\n\ndeux"),
    ],
)
def test_what_an_editor_wrote_reads_as_text(html: str, texte: str) -> None:
    assert en_texte(html) == texte
