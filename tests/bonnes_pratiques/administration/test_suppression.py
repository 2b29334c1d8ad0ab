"""Deleting what something rests on: the admin says what, deletes nothing, and never breaks."""

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.models import Page

from bonnes_pratiques.models import BibliothequePage, FichePratique, OutilDeFiche
from raison_detre.models import AccueilPage, Axe
from socle.administration.suppression import ce_qui_empeche, phrase
from socle.models import SiteDocument, User
from tests.bonnes_pratiques.factories import ReprisePubliqueFactory, fiche, theme
from tests.socle.admin import adresse, connecte, messages
from tests.socle.factories import UserFactory

pytestmark = pytest.mark.django_db

DIT = "Rien n’a été supprimé"
ACCUEIL = "C’est la page d’accueil du site"  # said first of a home page, whatever stands below it
CONFIRMER = {"next": "/admin/", "confirm_site_name": "Coop'HLM", "confirm": "Coop'HLM"}


@pytest.fixture
def superuser() -> User:
    return UserFactory(superuser=True)


@pytest.fixture
def reprise_une_fois(rayons: BibliothequePage) -> FichePratique:
    """A sheet that a coop took up."""
    une = fiche("Diviser les charges")
    ReprisePubliqueFactory.create(fiche=une)
    return une


def groupee(app: str, modele: str, *objets: Any) -> str:
    lieu = reverse("wagtail_bulk_action", args=[app, modele, "delete"])
    return f"{lieu}?{'&'.join(f'id={objet.pk}' for objet in objets)}"


def refusee(reponse: Any) -> str:
    """What was said of a deletion refused; it must lead back to a screen."""
    assert reponse.status_code == 302
    dit = messages(reponse)
    assert DIT in dit
    return dit


@pytest.mark.parametrize("lieu", ["la fiche", "la bibliothèque", "l’accueil"])
def test_a_page_above_a_sheet_taken_up(superuser: User, reprise_une_fois: FichePratique, lieu: str) -> None:
    pages: dict[str, Any] = {
        "la fiche": reprise_une_fois,
        "la bibliothèque": reprise_une_fois.get_parent(),
        "l’accueil": AccueilPage.objects.get(locale__language_code="fr"),
    }
    page, combien = pages[lieu], Page.objects.count()

    for demande in (adresse(page, "delete"), groupee("wagtailcore", "page", page)):
        dit = refusee(connecte(superuser).post(demande, CONFIRMER))
        assert ACCUEIL in dit if lieu == "l’accueil" else "1 reprise" in dit
        assert Page.objects.count() == combien

    assert lieu == "l’accueil" or "Diviser les charges" in dit


def test_the_form_that_asks_says_so_already(superuser: User, reprise_une_fois: FichePratique) -> None:
    demande = connecte(superuser).get(adresse(reprise_une_fois.get_parent(), "delete"))

    assert "1 reprise" in refusee(demande)


def test_what_nothing_rests_on_is_deleted(superuser: User, rayons: BibliothequePage) -> None:
    une, autre = fiche("Diviser les charges"), fiche("Isoler les combles")
    connecte(superuser).post(adresse(une, "delete"), CONFIRMER)
    connecte(superuser).post(groupee("wagtailcore", "page", autre), CONFIRMER)
    assert not FichePratique.objects.exists()


def test_names_are_told_to_whoever_may_open_them(rayons: BibliothequePage, reprise_une_fois: FichePratique) -> None:
    sans_les_reprises = UserFactory()
    dit = phrase(ce_qui_empeche([reprise_une_fois]), sans_les_reprises)
    assert "1 reprise" in dit
    assert "Diviser" not in dit


def test_snippets_one_by_one_and_from_a_list(superuser: User, rayons: BibliothequePage) -> None:
    parent = theme("energie", "Énergie")
    theme("chauffage", "Chauffage", parent=parent)
    axe = Axe.objects.sources().first()

    assert axe is not None

    for objet in (parent, axe):
        meta = objet._meta
        for demande in (adresse(objet, "delete"), groupee(meta.app_label, meta.model_name or "", objet)):
            reponse = connecte(superuser).post(demande, CONFIRMER)
            assert reponse.status_code == 302
            assert messages(reponse)
            assert type(objet).objects.filter(pk=objet.pk).exists()


def test_a_document_that_a_sheet_offers(superuser: User, reprise_une_fois: FichePratique) -> None:
    document = SiteDocument.objects.create(title="Cahier des charges", file=ContentFile(b"%PDF-1.4", "cahier.pdf"))
    OutilDeFiche.objects.create(
        fiche=reprise_une_fois, document=document, libelle="Cahier", locale=reprise_une_fois.locale
    )
    assert "1 outil" in refusee(connecte(superuser).post(groupee("socle", "sitedocument", document), CONFIRMER))
    seule = reverse("wagtaildocs:delete", args=[document.pk])
    assert connecte(superuser).post(seule).status_code == 302
    assert 'class="button serious"' not in connecte(superuser).get(seule).content.decode()
    assert SiteDocument.objects.filter(pk=document.pk).exists()


def test_a_door_without_a_hook_is_answered_too(
    superuser: User, reprise_une_fois: FichePratique, monkeypatch: Any
) -> None:
    monkeypatch.setattr("socle.administration.suppression._refuser", lambda *_: None)
    refusee(connecte(superuser).post(adresse(reprise_une_fois.get_parent(), "delete"), CONFIRMER))
    assert FichePratique.objects.exists()
