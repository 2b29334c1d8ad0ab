"""French spacing, dates and titles, through templates."""

import datetime

import pytest
from django.template import Context, Template
from django.utils import translation
from django.utils.safestring import mark_safe


def rendre(gabarit: str, **contexte: object) -> str:
    return Template("{% load typographie %}" + gabarit).render(Context(contexte))


@pytest.mark.parametrize(
    ("ecrit", "compose"),
    [
        ("Notre ambition : offrir", "Notre ambition\u00a0: offrir"),
        ("PACTE ; Notat", "PACTE\u202f; Notat"),
        ("Prêt ? Oui !", "Prêt\u202f? Oui\u202f!"),
        ("« un mot »", "«\u00a0un mot\u00a0»"),
        ("80 % et 10 €", "80\u00a0% et 10\u00a0€"),
        ("n° 7", "n°\u00a07"),
        ("12 000 logements", "12\u202f000 logements"),
        ("https://exemple.fr/?a=1;b", "https://exemple.fr/?a=1;b"),
        ("à 10:30, l'accès", "à 10:30, l'accès"),
    ],
)
def test_only_the_spaces_of_a_sign_become_non_breaking(ecrit, compose):
    assert rendre("{% autoescape off %}{{ t|typo }}{% endautoescape %}", t=ecrit) == compose


def test_a_number_has_its_thousands_apart_and_a_month_its_first_day():
    assert rendre("{{ n|nombre }}, {{ n|nombre }}", n=5206) == "5\u00a0206, 5\u00a0206"
    assert rendre("{{ d|en_toutes_lettres }}", d=datetime.date(2025, 10, 1)) == "1er\u00a0octobre 2025"
    with translation.override("en"):
        assert rendre("{{ n|nombre }}", n=5206) == "5,206"


def test_english_text_is_left_as_typed():
    with translation.override("en"):
        assert rendre("{{ t|typo }}", t="80 % : why ?") == "80 % : why ?"


def test_what_an_editor_types_is_still_escaped():
    assert rendre("{{ t|typo }}", t="<b> : & ?") == "&lt;b&gt;\u00a0: &amp;\u202f?"


def test_the_tags_of_rich_text_are_left_alone():
    riche = mark_safe('<a href="/x" title="a : b">Pourquoi ?</a>')
    assert rendre("{{ t|typo }}", t=riche) == '<a href="/x" title="a : b">Pourquoi\u202f?</a>'


@pytest.mark.parametrize(
    ("langue", "date", "lu"),
    [
        ("fr", datetime.date(2021, 9, 9), "9\u00a0septembre 2021"),
        ("fr", datetime.date(2021, 9, 1), "1er\u00a0septembre 2021"),
        ("en", datetime.date(2021, 9, 1), "1\u00a0September 2021"),
    ],
)
def test_a_date_is_written_in_full_and_readable_by_machines(langue, date, lu):
    with translation.override(langue):
        assert rendre("{% jour d %}", d=date) == f'<time datetime="{date.isoformat()}">{lu}</time>'


@pytest.mark.parametrize(
    ("titre", "niveaux"),
    [
        ("Les coopératives d'hlm : L'invention : sociale", "Les coopératives d'hlm :|L'invention : sociale"),
        ("Housing: for all", "Housing:|for all"),
        ("Sans annonce", "|Sans annonce"),
        ("Rien après :", "|Rien après :"),
    ],
)
def test_a_title_is_cut_at_its_first_colon_and_loses_nothing(titre, niveaux):
    gabarit = "{% autoescape off %}{% with n=t|deux_niveaux %}{{ n.0 }}|{{ n.1 }}{% endwith %}{% endautoescape %}"
    assert rendre(gabarit, t=titre) == niveaux


@pytest.mark.parametrize(("mois", "annees"), [(36, 3), (12, 1), (30, 0)])
def test_months_make_years_only_when_they_fall_right(mois, annees):
    assert rendre("{{ m|en_annees }}", m=mois) == str(annees)
