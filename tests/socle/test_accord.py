"""The admin's sentences agree with what they speak of, and the house's French stands over Wagtail's."""

import re

import polib
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from wagtail.models import get_page_models
from wagtail.snippets.models import get_snippet_models

from bonnes_pratiques.models import Theme
from config.environment import BASE_DIR
from socle.administration.francais.accord import FEMININS, MASCULINS, Nom
from socle.models import SiteDocument, SiteImage, User
from tests.socle.admin import messages

CATALOGUE = BASE_DIR / "site" / "socle" / "francais_de_wagtail" / "fr" / "LC_MESSAGES"
PLACES = re.compile(r"%\(\w+\)[sd]|\{\w*\}|%s")


def test_the_gender_of_every_name_that_editors_see_is_known() -> None:
    vus = [*get_page_models(), *get_snippet_models(), SiteImage, SiteDocument, User]
    assert sorted({Nom.de(modele).tete for modele in vus} - FEMININS - MASCULINS) == []


@pytest.mark.parametrize(
    ("mots", "attendu"),
    [
        (
            "fiche pratique",
            "une fiche pratique, la fiche pratique, cette fiche pratique, nouvelle fiche pratique, créée",
        ),
        ("étiquette", "une étiquette, l’étiquette, cette étiquette, nouvelle étiquette, créée"),
        ("axe", "un axe, l’axe, cet axe, nouvel axe, créé"),
        ("thème", "un thème, le thème, ce thème, nouveau thème, créé"),
    ],
)
def test_a_name_carries_its_articles(mots: str, attendu: str) -> None:
    nom = Nom(mots)
    assert ", ".join((nom.un, nom.le, nom.ce, nom.nouveau, nom.accorde("créé"))) == attendu


@pytest.mark.django_db
def test_what_was_created_is_said_by_its_name(admin_client: Client) -> None:
    donnees = {"nom": "Foncier", "cle": "foncier", "description": "", "parent": ""}
    reponse = admin_client.post(reverse(Theme.snippet_viewset.get_url_name("add")), donnees)
    assert "Le thème «\u00a0Foncier\u00a0» a été créé." in messages(reponse)


@pytest.mark.parametrize("domaine", ["django", "djangojs"])
def test_our_french_of_wagtail_is_compiled_and_adds_no_placeholder(domaine: str) -> None:
    source, compile_ = polib.pofile(str(CATALOGUE / f"{domaine}.po")), polib.mofile(str(CATALOGUE / f"{domaine}.mo"))
    assert {(e.msgid, e.msgstr) for e in source} == {(e.msgid, e.msgstr) for e in compile_}
    ajoutees = [
        entree.msgid
        for entree in source
        for dite in (entree.msgstr, *entree.msgstr_plural.values())
        if not set(PLACES.findall(dite)) <= set(PLACES.findall(entree.msgid + entree.msgid_plural))
    ]
    assert ajoutees == []


def test_each_string_put_right_is_still_one_that_a_package_asks_for() -> None:
    paquets = (BASE_DIR / ".venv").glob("lib/python3*/site-packages/*/**/locale/en/LC_MESSAGES/*.po")
    demandees = {entree.msgid for chemin in paquets for entree in polib.pofile(str(chemin))}
    notres = [*polib.pofile(str(CATALOGUE / "django.po")), *polib.pofile(str(CATALOGUE / "djangojs.po"))]
    assert [e.msgid for e in notres if e.msgid not in demandees and e.comment != HORS_CATALOGUE] == []


HORS_CATALOGUE = "not in its catalogue"


def test_the_french_of_the_house_wins_over_that_of_wagtail() -> None:
    with translation.override("fr"):
        assert translation.gettext("In Moderation") == "En relecture"
        assert translation.ngettext("Used %(usage_count)s time", "Used %(usage_count)s times", 2).startswith("Sert")


@pytest.mark.django_db
def test_the_colon_of_a_title_is_that_of_french(admin_client: Client) -> None:
    theme = Theme.objects.create(nom="Foncier", cle="foncier")
    page = admin_client.get(reverse(Theme.snippet_viewset.get_url_name("history"), args=[theme.pk]))
    assert "Historique\u00a0: Foncier" in page.content.decode()
