"""The admin's home says what waits for me, and nothing that waits for others."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import Settings
from wagtail.models import Locale, Page
from wagtail_localize.operations import translate_object

from raison_detre.models import AccueilPage, PageEditoriale
from socle.administration.accueil import CeQuiMAttendPanel
from tests.socle.admin import agir, connecte, envoyer, etape_en_cours, soumettre
from tests.socle.test_relecture import apres

pytestmark = [pytest.mark.lent, pytest.mark.rendu]

RIEN = "Rien ne vous attend\u00a0: aucun texte à relire, à reprendre, à soumettre ou à traduire."


@pytest.fixture(autouse=True)
def cles(settings: Settings, tmp_path: Path) -> None:
    """A machine that has its keys: otherwise the administrator is told, which is asked by the tests of keys."""
    settings.KEYS_ROOT = tmp_path / "cles"
    call_command("creer_cle", stdout=StringIO())


def panneau(personne: Any) -> BeautifulSoup:
    """Return the panel as this person sees it."""
    page = BeautifulSoup(connecte(personne).get(reverse("wagtailadmin_home")).content, "lxml")
    return page.find("section", id="ce-qui-m-attend-section")


def parties(personne: Any) -> dict[str, list[str]]:
    """Return the titles listed under each heading of the panel."""
    return {
        titre.get_text(strip=True): [
            ligne.get_text(" ", strip=True) for ligne in titre.find_next("table").select(".title-wrapper")
        ]
        for titre in panneau(personne).find_all("h3")
    }


@pytest.mark.parametrize("role", ["édition", "publication", "administration", "superuser"])
def test_when_nothing_waits_the_home_says_so(personnes: dict[str, Any], role: str) -> None:
    assert RIEN in panneau(personnes[role]).get_text()


def test_a_draft_waits_for_who_wrote_it_only(personnes: dict[str, Any], texte: Any) -> None:
    envoyer(personnes["édition"], texte, "action-save", **apres(texte))
    assert list(parties(personnes["édition"])) == ["Mes brouillons, pas encore soumis (1)"]
    assert parties(personnes["publication"]) == {}


def test_a_submitted_text_waits_for_reviewers_who_had_no_hand_in_it(personnes: dict[str, Any], texte: Any) -> None:
    soumettre(personnes["publication"], texte, **apres(texte))
    assert list(parties(personnes["publication"])) == ["Mes textes en cours de relecture (1)"]
    assert list(parties(personnes["seconde publication"])) == ["À relire (1)"]
    assert list(parties(personnes["administration"])) == ["À relire (1)"]
    assert parties(personnes["édition"]) == {}


def test_the_buttons_of_the_home_approve(personnes: dict[str, Any], texte: Any) -> None:
    soumettre(personnes["édition"], texte, **apres(texte))
    [approuver, _renvoyer] = panneau(personnes["publication"]).find_all("a", attrs={"data-workflow-action-url": True})
    connecte(personnes["publication"]).post(approuver["data-workflow-action-url"])
    assert getattr(type(texte).objects.get(pk=texte.pk), next(iter(apres(texte)))) == "Après"


def test_a_text_sent_back_waits_with_its_reason(personnes: dict[str, Any], texte: Any) -> None:
    soumettre(personnes["édition"], texte, **apres(texte))
    agir(personnes["publication"], texte, "reject", etape_en_cours(texte), comment="La date est fausse.")
    assert list(parties(personnes["édition"])) == ["Renvoyés, à reprendre (1)"]
    assert "Motif\u00a0: La date est fausse." in panneau(personnes["édition"]).get_text()
    assert parties(personnes["publication"]) == {}


def test_a_translation_waits_once_its_french_changed(personnes: dict[str, Any], texte: Any, anglais: Locale) -> None:
    if isinstance(texte, Page):
        translate_object(texte.get_parent().specific, [anglais])
    translate_object(texte, [anglais])
    assert parties(personnes["édition"]) == {}
    envoyer(personnes["superuser"], texte, "action-publish", **apres(texte))
    assert list(parties(personnes["édition"])) == ["Traductions à mettre à jour (1)"]


def attentes(accueil: AccueilPage, personnes: dict[str, Any], nombre: int) -> None:
    """Make this many drafts of the reviewer, and as many texts to review."""
    for role, bouton in (("publication", "action-save"), ("édition", "action-submit")):
        for rang in range(nombre):
            slug = f"{bouton}-{nombre}-{rang}"
            page = accueil.add_child(instance=PageEditoriale(title=slug, slug=slug, introduction="Avant"))
            page.save_revision().publish()
            envoyer(personnes[role], page, bouton, introduction="Après", title=slug, slug=slug)


def requetes(personne: Any) -> int:
    """Return what the panel costs this person, whatever else the home shows."""
    with CaptureQueriesContext(connection) as capture:
        requete = RequestFactory().get(reverse("wagtailadmin_home"))
        requete.user = type(personne).objects.get(pk=personne.pk)
        CeQuiMAttendPanel().render_html({"request": requete})
    return len(capture)


def test_the_home_asks_the_same_number_of_queries_for_one_line_and_for_six(
    personnes: dict[str, Any], accueil: AccueilPage
) -> None:
    attentes(accueil, personnes, 1)
    avant = requetes(personnes["publication"])
    attentes(accueil, personnes, 5)
    assert list(parties(personnes["publication"])) == ["À relire (6)", "Mes brouillons, pas encore soumis (6)"]
    assert requetes(personnes["publication"]) == avant
