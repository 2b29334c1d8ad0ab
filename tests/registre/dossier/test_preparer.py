"""A coop prepares its dossier: steps in any order, kept as typed, and a panel that says what is missing."""

import pytest
from bs4 import BeautifulSoup
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from registre.dossier.models import DossierDeCandidature, EtapeDuDossier
from registre.models import Candidature, Cooperative, Evenement, Role
from tests.registre.dossier.monde import (
    CONCERTATION,
    INDICATEUR,
    LETTRE,
    PDF,
    RACINE,
    choisir,
    commencer,
    coop_a,
    fichier,
    garder,
    octets,
    referente,
    remplir,
)
from tests.registre.factories import CHOIX_VALIDE, CooperativeFactory, edition
from tests.registre.lecture import lire, mots
from tests.registre.promotion.monde import membre, navigateur

pytestmark = [pytest.mark.django_db, pytest.mark.rendu]
UN = f"{RACINE}engagements/cle-1/"


@pytest.fixture
def coop() -> Cooperative:
    return coop_a()


@pytest.fixture
def elle(coop: Cooperative) -> Client:
    """The browser of a référente of the coop, the dossier begun."""
    client = referente(coop)
    commencer(client)
    return client


def corps(client: Client, adresse: str = RACINE) -> BeautifulSoup:
    """The page below its menu."""
    return lire(client, adresse).main


def test_a_coop_begins_one_dossier_and_coming_back_finds_it(elle: Client, coop: Cooperative) -> None:
    choisir(elle, 1, 2)
    commencer(elle)
    commencer(navigateur(membre(coop, Role.CONTRIBUTEUR)))
    assert DossierDeCandidature.objects.count() == 1
    assert "1. Engagement 1" in mots(corps(elle))
    with pytest.raises(IntegrityError), transaction.atomic():
        DossierDeCandidature.objects.create(cooperative=coop, edition=edition())


def test_nothing_of_a_dossier_is_a_fact_before_it_is_filed(elle: Client) -> None:
    avant = Evenement.objects.count()
    remplir(elle)
    assert not Candidature.tous.exists()
    assert Evenement.objects.count() == avant


def test_steps_are_filled_in_any_order_and_the_panel_follows(elle: Client) -> None:
    assert "1 étape sur 4 complète" in mots(corps(elle))
    garder(elle, "lettre", **LETTRE)
    garder(elle, "concertation", **CONCERTATION)
    assert "3 étapes sur 4 complètes" in mots(corps(elle))
    remplir(elle)
    assert "Le dossier est complet" in mots(corps(elle))


def test_each_lack_leads_to_the_field_that_mends_it(elle: Client) -> None:
    choisir(elle, 1)
    garder(elle, "engagements/cle-1", **INDICATEUR | {"indicateurs-0-cible": ""})
    liens = {a["href"]: mots(a) for a in corps(elle).select(".espace__taches ul a")}
    assert f"{UN}#id_indicateurs-0-cible" in liens
    for adresse in liens:
        page, ancre = adresse.split("#")
        assert corps(elle, page).find(id=ancre), adresse


@pytest.mark.parametrize(
    ("numeros", "dit"),
    [
        ((1, 2, 3, 5, 6, 8, 9), "7 engagements choisis"),
        ((1, 2, 3, 4, 5, 8, 9, 10), "Axe 2 : 1 engagement choisi"),
    ],
)
def test_the_choice_is_judged_by_the_rule_of_the_filing(elle: Client, numeros: tuple[int, ...], dit: str) -> None:
    choisir(elle, *numeros)
    assert dit in mots(corps(elle))
    assert dit in mots(corps(elle, f"{RACINE}engagements/"))


@pytest.mark.parametrize(
    ("champs", "dit"),
    [
        ({"indicateurs-0-valeur": "douze"}, "« douze » n’est pas un nombre"),
        ({"indicateurs-0-depart_le": "hier"}, "Écrivez une date qui existe"),
        ({"indicateurs-0-depart_le": "31/12/2090"}, "ce jour est à venir"),
        ({"indicateurs-0-cible_le": "31/12/2024"}, "la cible vient après la valeur actuelle"),
        ({"indicateurs-0-cible_le": "31/12/9999"}, "n’est pas possible"),
        ({"indicateurs-0-cible": "20 logements"}, "une seule unité par indicateur"),
        ({"indicateurs-0-nom": "=1+1"}, "formule"),
        ({"indicateurs-0-actions": "Bientôt, former"}, "Ligne 1"),
    ],
)
def test_what_cannot_be_read_is_kept_as_typed_and_said_on_its_field(
    elle: Client, champs: dict[str, str], dit: str
) -> None:
    choisir(elle, 1)
    assert garder(elle, "engagements/cle-1", pourquoi="Parce que.", **INDICATEUR | champs).status_code == 302
    page = corps(elle, UN)
    [(nom, tape)] = champs.items()
    champ = page.find(attrs={"name": nom})
    assert tape == (champ.get("value") or champ.text.strip())
    assert dit in mots(page.select_one(".fautes"))
    assert dit in mots(page.find(id=f"id_{nom}_error"))
    assert dit in mots(corps(elle))


def test_a_figure_is_typed_as_people_write_it(elle: Client) -> None:
    choisir(elle, 1)
    garder(elle, "engagements/cle-1", pourquoi="Parce que.", **INDICATEUR)
    page = mots(corps(elle, f"{RACINE}verifier/"))
    assert "Aujourd’hui : 12,5 % (31 décembre 2025)" in page
    assert "Cible : 20 % (31 décembre 2027)" in page


def test_an_indicator_without_target_is_kept_and_said(elle: Client) -> None:
    choisir(elle, 1)
    garder(elle, "engagements/cle-1", **INDICATEUR | {"indicateurs-0-cible": "", "indicateurs-0-cible_le": ""})
    assert "Fixez une cible à « Part des coopérateurs venus à l’assemblée »." in mots(corps(elle))


def test_a_row_more_or_less_loses_nothing_of_what_is_typed(elle: Client) -> None:
    choisir(elle, 1)
    reponse = garder(elle, "engagements/cle-1", pourquoi="Parce que.", **INDICATEUR | {"action": "ajouter:indicateurs"})
    assert reponse.headers["Location"] == f"{UN}#indicateurs"
    page = corps(elle, UN)
    assert page.find(id="id_indicateurs-1-nom")
    assert page.find(id="id_pourquoi").text.strip() == "Parce que."
    garder(elle, "engagements/cle-1", 1, pourquoi="Parce que.", **INDICATEUR | {"action": "retirer:indicateurs:0"})
    assert EtapeDuDossier.objects.get(nom="engagements/cle-1").donnees["pourquoi"] == ["Parce que."]
    assert not corps(elle, UN).find(id="id_indicateurs-0-nom").get("value")


def test_what_was_said_of_an_engagement_given_up_comes_back_with_it(elle: Client) -> None:
    choisir(elle, 1)
    garder(elle, "engagements/cle-1", pourquoi="Parce que.", **INDICATEUR)
    choisir(elle, 2, version=1)
    assert "Parce que." not in mots(corps(elle, f"{RACINE}verifier/"))
    choisir(elle, 1, version=2)
    assert "Parce que." in mots(corps(elle, f"{RACINE}verifier/"))


def test_whoever_writes_second_sees_both_texts_and_loses_neither(elle: Client, coop: Cooperative) -> None:
    lui = navigateur(membre(coop))
    garder(elle, "concertation", **CONCERTATION)
    reponse = garder(lui, "concertation", **CONCERTATION | {"objectifs": "Autre chose."})
    assert reponse.status_code == 409
    page = BeautifulSoup(reponse.content, "lxml").main
    assert mots(page.select_one(".conflit__champ h3")) == "Ce que la coopérative attend du label"
    assert "Tenir parole." in mots(page.select_one(".conflit"))
    assert page.find(id="id_objectifs").text.strip() == "Autre chose."
    assert EtapeDuDossier.objects.get(nom="concertation").donnees["objectifs"] == ["Tenir parole."]
    assert garder(lui, "concertation", 1, **CONCERTATION | {"objectifs": "Autre chose."}).status_code == 302
    assert EtapeDuDossier.objects.get(nom="concertation").donnees["objectifs"] == ["Autre chose."]


def test_two_choices_are_compared_in_words(elle: Client, coop: Cooperative) -> None:
    lui = navigateur(membre(coop))
    choisir(elle, 1, 2)
    page = BeautifulSoup(choisir(lui, 1, 3).content, "lxml").main
    assert "2. Engagement 2" in mots(page.select_one(".conflit"))
    assert "3. Engagement 3" in mots(page.select_one(".conflit"))


def test_a_dossier_withdrawn_is_kept_and_another_may_be_begun(elle: Client, coop: Cooperative) -> None:
    remplir(elle)
    elle.post(f"{RACINE}retirer/")
    assert "Dossiers retirés" in mots(corps(elle))
    assert EtapeDuDossier.objects.count() == len(CHOIX_VALIDE) + 3
    neuf = commencer(elle)
    assert DossierDeCandidature.objects.count() == 2
    assert not neuf.etapes.exists()


def test_a_contributor_writes_and_does_not_withdraw(coop: Cooperative, elle: Client) -> None:
    lui = navigateur(membre(coop, Role.CONTRIBUTEUR))
    garder(lui, "concertation", **CONCERTATION)
    lui.post(f"{RACINE}retirer/")
    assert DossierDeCandidature.objects.get().etat == "preparation"
    assert EtapeDuDossier.objects.get().donnees["objectifs"] == ["Tenir parole."]


def test_an_edition_that_replaces_the_first_is_said_and_engagements_keep_their_keys(elle: Client) -> None:
    choisir(elle, 1, 2)
    nouvelle = edition("2026", en_vigueur_du=timezone.localdate())
    assert "Une nouvelle édition est en vigueur" in mots(corps(elle))
    elle.post(f"{RACINE}edition/")
    assert DossierDeCandidature.objects.get().edition == nouvelle
    assert "1. Engagement 1" in mots(corps(elle))


def test_files_are_checked_kept_apart_and_given_to_save(elle: Client, coop: Cooperative) -> None:
    refuse = elle.post(f"{RACINE}pieces/", {"libelle": "PV", "fichier": fichier("pv.pdf", b"MZ\x90\x00" + bytes(200))})
    assert refuse.status_code == 400
    page = BeautifulSoup(refuse.content, "lxml").main
    assert "son contenu est d’une autre nature" in mots(page)
    assert page.find(id="id_libelle")["value"] == "PV"

    elle.post(f"{RACINE}pieces/", {"libelle": "PV", "fichier": fichier()})
    piece = DossierDeCandidature.objects.get().pieces.get()
    reponse = elle.get(f"{RACINE}pieces/{piece.pk}/")
    assert reponse.headers["Content-Disposition"] == 'attachment; filename="pv.pdf"'
    assert reponse.headers["X-Content-Type-Options"] == "nosniff"
    assert octets(reponse) == PDF
    stockee = str(piece.fichier.name)
    assert stockee.startswith("documents/dossiers/")
    assert "pv" not in stockee

    for autre in (navigateur(None), navigateur(membre(CooperativeFactory.create()))):
        assert autre.get(f"{RACINE}pieces/{piece.pk}/").status_code in {302, 404}

    elle.post(f"{RACINE}pieces/{piece.pk}/retirer/")
    assert not DossierDeCandidature.objects.get().pieces.exists()


@pytest.mark.parametrize(
    ("nom", "taille", "dit"),
    [
        ("pv.exe", 10, "pas d’un format accepté"),
        ("pv.pdf", 0, "est vide"),
        ("pv.pdf", 21 * 1024 * 1024, "20 Mo au plus"),
    ],
)
def test_a_file_too_big_empty_or_of_no_use_is_refused_in_words(elle: Client, nom: str, taille: int, dit: str) -> None:
    reponse = elle.post(f"{RACINE}pieces/", {"fichier": fichier(nom, b"%PDF-1.7"[:taille] + bytes(max(taille - 8, 0)))})
    assert dit in mots(BeautifulSoup(reponse.content, "lxml").main)


def test_the_letter_may_be_a_file_and_the_last_one_counts(elle: Client) -> None:
    elle.post(f"{RACINE}lettre/", {"version": "0", "lettre": "", "fichier": fichier("un.pdf")})
    elle.post(f"{RACINE}lettre/", {"version": "1", "lettre": "", "fichier": fichier("deux.pdf")})
    assert [piece.nom for piece in DossierDeCandidature.objects.get().pieces.all()] == ["deux.pdf"]
    assert "2 étapes sur 4 complètes" in mots(corps(elle))


def test_nobody_else_has_anything_there(elle: Client, coop: Cooperative) -> None:
    remplir(elle)
    adresses = ["", "engagements/", "engagements/cle-1/", "concertation/", "lettre/", "pieces/", "verifier/"]
    autre, visiteur = navigateur(membre(CooperativeFactory.create(), Role.REFERENT)), navigateur(None)
    for adresse in adresses:
        assert autre.get(f"{RACINE}{adresse}").status_code == 404
        assert autre.post(f"{RACINE}{adresse}", {"version": "1"}).status_code == 404
        assert "/compte/" in visiteur.get(f"{RACINE}{adresse}").headers["Location"]


def test_a_step_is_kept_while_one_types_and_says_when(elle: Client, coop: Cooperative) -> None:
    reponse = garder(elle, "concertation/garder", objectifs="Tenir")
    assert reponse.json()["version"] == 1
    assert "Gardé à" in reponse.json()["message"]
    assert garder(elle, "concertation/garder", 1, objectifs="Tenir parole").json()["version"] == 2
    ailleurs = garder(navigateur(membre(coop)), "concertation/garder", 1, objectifs="Autre chose")
    assert ailleurs.status_code == 409
    assert "écrite ailleurs" in ailleurs.json()["message"]
    assert EtapeDuDossier.objects.get().donnees["objectifs"] == ["Tenir parole"]


def test_what_an_expired_session_sent_is_given_back_to_whoever_typed_it(elle: Client, coop: Cooperative) -> None:
    adresse = f"{RACINE}concertation/"
    passe = corps(elle, adresse).find(attrs={"name": "passe"})["value"]
    sans_session = navigateur(None)
    reponse = garder(sans_session, "concertation", passe=passe, **CONCERTATION)
    assert reponse.headers["Location"] == f"/compte/login/?next={adresse}"
    assert not EtapeDuDossier.objects.exists()
    assert "Tenir parole." not in mots(corps(navigateur(membre(coop)), adresse))
    page = corps(elle, adresse)
    assert "Votre session avait expiré" in mots(page)
    assert page.find(id="id_objectifs").text.strip() == "Tenir parole."
    assert EtapeDuDossier.objects.get().donnees["objectifs"] == ["Tenir parole."]


def test_a_form_without_a_pass_is_not_kept_without_a_session(elle: Client) -> None:
    for passe in ("", "abc"):
        reponse = garder(navigateur(None), "concertation/garder", passe=passe, **CONCERTATION)
        assert (reponse.status_code, reponse.json()["garde"]) == (401, False)


def test_somebody_wrote_while_the_session_was_expired_and_neither_text_is_lost(elle: Client, coop: Cooperative) -> None:
    adresse = f"{RACINE}concertation/"
    passe = corps(elle, adresse).find(attrs={"name": "passe"})["value"]
    garder(navigateur(None), "concertation", passe=passe, **CONCERTATION)
    garder(navigateur(membre(coop)), "concertation", **CONCERTATION | {"objectifs": "Autre chose."})
    page = corps(elle, adresse)
    assert "Autre chose." in mots(page.select_one(".conflit"))
    assert page.find(id="id_objectifs").text.strip() == "Tenir parole."
    garder(elle, "concertation", 1, **CONCERTATION)
    assert "session avait expiré" not in mots(corps(elle, adresse))
