"""What a form of the admin sends once its session expired is given back to whoever typed it, and to nobody else."""

import uuid
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from registre.comite.models import DecisionDeSeance
from registre.dossier.models import DossierDeCandidature, FilDeCommentaires
from registre.suivi.models import PointDeCooperative
from registre.visites.models import CompteRenduDeVisite
from socle.models import SaisieDeposee, User
from tests.registre.comite.monde import (
    aujourdhui,
    complete,
    consigner,
    decision,
    membre,
    navigateur,
    point_de,
    secretaire,
    tenue_avec,
)
from tests.registre.factories import CooperativeFactory, admissible
from tests.registre.lecture import mots
from tests.registre.suivi.monde import il_y_a, point_envoye
from tests.registre.visites.monde import a_visiter, adresse, deposee_sur_le_site, saisie

pytestmark = pytest.mark.django_db
RENDUE = "Votre session avait expiré"
TEXTE = "Trois engagements se voient dès l’entrée."


@pytest.fixture
def elle() -> User:
    """Who prepares sessions and instructs."""
    return secretaire()


def corps(client: Client, page: str) -> Any:
    """A page of the admin, read."""
    return BeautifulSoup(client.get(page).content, "lxml")


def sans_session(client: Client, page: str, **champs: Any) -> Any:
    """Send a form that this browser opened, once its session has expired."""
    passe = corps(client, page).select_one("input[name=passe]")["value"]
    return navigateur(None).post(page, champs | {"passe": passe})


def test_a_visit_told_in_the_field_is_given_back_then_sent_once(elle: User) -> None:
    candidature = a_visiter(CooperativeFactory.create())
    page, formulaire = adresse(candidature), uuid.uuid4()
    client = navigateur(elle)
    lui = navigateur(secretaire())

    reponse = sans_session(client, page, **saisie(formulaire, remarques=TEXTE, **{"vu-cle-1": "en_partie"}))
    assert reponse.headers["Location"] == f"/compte/login/?next={page}"
    assert "no-store" in reponse.headers["Cache-Control"]
    assert not CompteRenduDeVisite.objects.exists()

    assert RENDUE not in mots(corps(lui, page))
    rendue = corps(client, page)
    assert RENDUE in mots(rendue)
    assert rendue.find(id="id_remarques").text.strip() == TEXTE
    assert rendue.select_one("input[name='vu-cle-1'][value=en_partie]").has_attr("checked")
    assert rendue.select_one("input[name=formulaire]")["value"] == str(formulaire)

    assert client.post(page, saisie(formulaire, remarques=TEXTE)).status_code == 302
    assert RENDUE not in mots(corps(client, page))
    assert CompteRenduDeVisite.objects.get().remarques == TEXTE


def test_what_is_wrong_in_it_is_said_and_nothing_of_it_is_lost(elle: User) -> None:
    page, client = adresse(a_visiter(CooperativeFactory.create())), navigateur(elle)
    sans_session(client, page, **saisie(presents="", remarques=TEXTE))

    rendue = corps(client, page)
    assert "Dites qui était présent." in mots(rendue)
    assert rendue.find(id="id_remarques").text.strip() == TEXTE


def test_the_reason_for_which_a_point_is_sent_back(elle: User) -> None:
    point = point_envoye(admissible(il_y_a(7)))
    page, client = f"/admin/registre/points/{point.pk}/renvoyer/", navigateur(elle)
    sans_session(client, page, motif=TEXTE)

    assert PointDeCooperative.objects.get().etat == "envoye"
    rendue = corps(client, page)
    assert RENDUE in mots(rendue)
    assert rendue.find(id="id_motif").text.strip() == TEXTE
    client.post(page, {"motif": TEXTE})
    assert not SaisieDeposee.objects.exists()


def test_what_the_committee_said_and_what_can_be_decided_no_more_is_there_to_copy(elle: User) -> None:
    point = point_de(tenue_avec(membre()), complete())
    page, client = f"/admin/registre/points/{point.pk}/decider/", navigateur(elle)
    sans_session(client, page, **decision(deliberation=TEXTE, pour="1"))

    assert not DecisionDeSeance.objects.exists()
    assert corps(client, page).find(id="id_deliberation").text.strip() == TEXTE
    consigner(navigateur(secretaire()), point, pour="1")
    trop_tard = mots(corps(client, page))
    assert "Ce point est décidé" in trop_tard
    assert TEXTE in trop_tard


def test_a_question_to_a_coop(elle: User) -> None:
    version = deposee_sur_le_site(admissible(il_y_a(1)))
    dossier = DossierDeCandidature.objects.get(pk=version.dossier_id)
    page, client = f"/admin/registre/dossiers/{dossier.pk}/commentaires/", navigateur(elle)
    passe = corps(client, f"{page}?etape=concertation&champ=objectifs").select_one("input[name=passe]")["value"]
    navigateur(None).post(page, {"etape": "concertation", "champ": "objectifs", "texte": TEXTE, "passe": passe})

    assert not FilDeCommentaires.objects.exists()
    rendue = mots(corps(client, page))
    assert RENDUE in rendue
    assert TEXTE in rendue


@pytest.mark.parametrize("passe", ["", "abc"])
def test_without_a_pass_of_the_site_nothing_is_kept(elle: User, passe: str) -> None:
    page = adresse(a_visiter(CooperativeFactory.create()))
    reponse = navigateur(None).post(page, saisie(remarques=TEXTE) | {"passe": passe})
    assert reponse.status_code == 302
    assert not SaisieDeposee.objects.exists()


def test_the_reason_of_a_decision_taken_out_of_session(elle: User) -> None:
    page = reverse("registre_geste", args=["candidature", complete().pk, "refuser"])
    client = navigateur(elle)
    sans_session(client, page, le=f"{aujourdhui():%d/%m/%Y}", motif=TEXTE)

    rendue = corps(client, page)
    assert RENDUE in mots(rendue)
    assert rendue.find(id="id_motif").text.strip() == TEXTE
    client.post(page, {"le": f"{aujourdhui():%d/%m/%Y}", "motif": TEXTE})
    assert not SaisieDeposee.objects.exists()
