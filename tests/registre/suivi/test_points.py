"""The points that a coop tells after admissibility, and what becomes of them at the Federation."""

import datetime
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from dateutil.relativedelta import relativedelta
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from registre import operations
from registre.models import Candidature, Cooperative, Evenement, Membre, PointEtape, Releve, Role
from registre.rappels.dus import dus
from registre.suivi.models import PieceDePoint, PointDeCooperative
from tests.registre.dossier.monde import coop_a, fichier, octets, referente
from tests.registre.factories import CooperativeFactory, admissible, labellisee
from tests.registre.lecture import lire, mots
from tests.registre.promotion.monde import membre, navigateur
from tests.registre.suivi.monde import brouillon_de, il_y_a, piece_de, point_envoye, saisie
from tests.registre.test_administration import connecte
from tests.socle.factories import UserFactory

pytestmark = pytest.mark.django_db
LISTE = "/admin/snippets/suivi/pointdecooperative/"


@pytest.fixture
def coop() -> Cooperative:
    return coop_a()


@pytest.fixture(autouse=True)
def fichiers(settings: Any, tmp_path: Any) -> Path:
    """The folder where files are stored."""
    settings.MEDIA_ROOT = tmp_path
    return Path(tmp_path)


@pytest.fixture
def elle(coop: Cooperative) -> Client:
    """The browser of a référente of the coop."""
    return referente(coop)


@pytest.fixture
def candidature(coop: Cooperative) -> Candidature:
    """Admissible seven months ago: its point at six months is late."""
    return admissible(il_y_a(7), coop)


@pytest.fixture
def federation() -> Client:
    """The browser of who instructs."""
    call_command("synchroniser_groupes", verbosity=0)
    return connecte("publication")


def adresse(candidature: Candidature, mois: int = 6) -> str:
    return f"/espace/coop-a/suivi/{candidature.rang}/{mois}/"


def page(reponse: Any) -> str:
    """The words of an answer, one space between them."""
    return mots(BeautifulSoup(reponse.content, "lxml"))


def deja_saisi(client: Client, geste: str) -> dict[str, str]:
    """What the form of a gesture holds before anybody types."""
    formulaire = BeautifulSoup(client.get(geste).content, "lxml").select_one("main form[method=post]")
    champs = {champ["name"]: champ.get("value", "") for champ in formulaire.select("input[name]")}
    champs |= {champ["name"]: champ.text.strip() for champ in formulaire.select("textarea")}

    for liste in formulaire.select("select"):
        choisi = liste.select_one("option[selected]") or liste.option
        champs[liste["name"]] = choisi["value"]
    return champs


class TestTelling:
    """As one types, then once."""

    def test_a_draft_is_its_coops_own_then_it_is_sent_read_and_told_to_both(
        self,
        elle: Client,
        candidature: Candidature,
        federation: Client,
        django_capture_on_commit_callbacks: Any,
    ) -> None:
        ici = adresse(candidature)
        accueil = lire(elle, "/espace/coop-a/").main
        assert ici in {lien["href"] for lien in accueil.select("a")}
        assert "Préparer le point" in mots(accueil)

        elle.post(ici, saisie("12,5 %", action="garder", fichiers=[fichier("tableau.pdf")]))
        brouillon = PointDeCooperative.objects.get()
        assert federation.get(f"{LISTE}inspect/{brouillon.pk}/").status_code == 404
        assert "brouillon gardé" in mots(lire(elle, "/espace/coop-a/").main)

        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            assert elle.post(ici, saisie("12,5 %", action="envoyer", version="1")).status_code == 302
        assert sorted(lettre.subject.rpartition(" : ")[2] for lettre in mail.outbox) == ["envoyé", "à consigner"]
        dit = mots(lire(elle, ici).main)
        assert "12,5 %" in dit
        assert "tableau.pdf" in dit
        assert not Releve.objects.exists()
        assert "12,5" not in navigateur(None).get("/registre/coop-a/").content.decode()

        point = PointDeCooperative.objects.get()
        fiche = federation.get(f"{LISTE}inspect/{point.pk}/").content.decode()
        geste = f"/admin/registre/candidature/{candidature.pk}/consigner_point_etape/"
        assert geste in fiche
        [piece] = PieceDePoint.objects.all()
        assert octets(federation.get(f"/admin/registre/points/pieces/{piece.pk}/")).startswith(b"%PDF")

    def test_the_gesture_comes_filled_and_the_register_takes_each_value_with_its_source(
        self, elle: Client, candidature: Candidature, federation: Client
    ) -> None:
        ici, geste = adresse(candidature), f"/admin/registre/candidature/{candidature.pk}/consigner_point_etape/"
        elle.post(ici, saisie("12,5 %", action="envoyer"))
        point = PointDeCooperative.objects.get()

        champs = deja_saisi(federation, geste)
        assert "Trop peu de temps." in champs["motif"]
        montre = federation.post(geste, champs)
        assert not PointEtape.objects.exists()
        vu = BeautifulSoup(montre.content, "lxml").select_one("input[name=vu]")["value"]
        federation.post(geste, champs | {"vu": vu, "confirmer": "1"})

        releves = Releve.objects.all()
        assert {str(releve.valeur) for releve in releves} == {"12.50"}
        assert {releve.source.partition(" (")[0] for releve in releves} == {"Tableau de suivi."}
        assert "Au registre, tenu le" in mots(lire(elle, ici).main)
        assert "consigné" in federation.get(LISTE).content.decode()
        assert geste not in federation.get(f"{LISTE}inspect/{point.pk}/").content.decode()

    def test_what_lacks_or_cannot_be_read_is_said_on_its_field_and_kept(
        self, elle: Client, candidature: Candidature, fichiers: Path
    ) -> None:
        ici, demain = adresse(candidature), timezone.localdate() + datetime.timedelta(days=1)
        mauvaise = {
            "cle-1-0-valeur": "beaucoup",
            "cle-2-0-releve_le": f"{demain:%d/%m/%Y}",
            "cle-3-0-valeur": "12 logements",
            "cle-5-0-valeur": "",
            "cle-5-0-releve_le": "",
            "cle-5-0-preuve": "",
        }
        refus = elle.post(ici, saisie(**mauvaise, action="envoyer"))
        assert refus.status_code == 400
        dit = page(refus)
        for faute in ("n’est pas un nombre", "ce jour est à venir", "se compte en %", "pourquoi il n’y en a pas"):
            assert faute in dit
        soupe = lire(elle, ici)
        assert soupe.select_one("#id_cle-1-0-valeur")["value"] == "beaucoup"
        assert soupe.select_one("#id_difficultes").text.strip() == "Trop peu de temps."
        assert PointDeCooperative.objects.get().etat == "preparation"

        faux = fichier("virus.pdf", b"MZ\x90\x00" + bytes(200))
        refus = elle.post(ici, saisie(aide="Un contact.", version="1", action="garder", fichiers=[fichier(), faux]))
        assert refus.status_code == 400
        assert "d’une autre nature" in page(refus)
        assert "Un contact." in page(refus)
        assert not [chemin for chemin in fichiers.rglob("*") if chemin.is_file()]

    def test_an_indicator_without_a_value_says_why(self, elle: Client, candidature: Candidature) -> None:
        sans = {f"cle-1-0-{champ}": "" for champ in ("valeur", "releve_le")} | {"cle-1-0-preuve": "Enquête en mars."}
        assert elle.post(adresse(candidature), saisie(**sans, action="envoyer")).status_code == 302
        assert "Enquête en mars." in mots(lire(elle, adresse(candidature)).main)

    def test_two_people_at_once_are_told_and_lose_nothing(
        self, coop: Cooperative, elle: Client, candidature: Candidature
    ) -> None:
        lui, ici = navigateur(membre(coop)), adresse(candidature)
        elle.post(ici, saisie(aide="De sa main.", action="garder"))
        autre = lui.post(ici, saisie(aide="De la sienne.", action="garder"))
        assert autre.status_code == 409
        assert "Deux textes de ce point" in page(autre)
        assert "De la sienne." in page(autre)
        assert "De sa main." in page(autre)

        elle.post(ici, saisie(aide="De sa main.", action="envoyer", version="1"))
        trop_tard = lui.post(ici, saisie(aide="Encore la sienne.", action="garder", version="1"))
        assert trop_tard.status_code == 409
        assert "Ce point est déjà envoyé" in page(trop_tard)
        assert "Encore la sienne." in page(trop_tard)
        assert PointDeCooperative.objects.get().contenu["aide"] == "De sa main."

    def test_what_an_expired_session_sent_is_given_back(self, elle: Client, candidature: Candidature) -> None:
        ici = adresse(candidature)
        passe = lire(elle, ici).select_one("input[name=passe]")["value"]
        navigateur(None).post(ici, saisie(aide="Un contact.", passe=passe))
        assert "Un contact." in elle.get(ici).content.decode()
        assert PointDeCooperative.objects.get().donnees["aide"] == ["Un contact."]

    def test_a_contributor_prepares_a_referent_sends_another_coop_has_nothing_there(
        self, coop: Cooperative, elle: Client, candidature: Candidature
    ) -> None:
        lui, ici = navigateur(membre(coop)), adresse(candidature)
        assert lui.post(ici, saisie(action="garder")).status_code == 302
        assert "Un référent de votre coopérative l’envoie" in mots(lire(lui, ici).main)
        assert lui.post(ici, saisie(action="envoyer", version="1")).status_code == 400
        assert PointDeCooperative.objects.get().etat == "preparation"

        piece = piece_de(PointDeCooperative.objects.get())
        b = navigateur(membre(CooperativeFactory.create(slug="coop-b"), Role.REFERENT))
        assert b.get(ici).status_code == 404
        assert b.get(f"/espace/coop-b/suivi/{candidature.rang}/6/").status_code == 404
        assert b.get(f"/espace/coop-b/suivi/pieces/{piece.pk}/").status_code == 404
        assert elle.get(adresse(candidature, 7)).status_code == 404

    def test_the_mid_term_point_of_a_label_is_told_too(self, coop: Cooperative, elle: Client) -> None:
        label = labellisee(il_y_a(17), coop)
        ici = adresse(label.candidature, 18)
        assert ici in elle.get("/espace/coop-a/").content.decode()
        assert elle.post(ici, saisie(action="envoyer")).status_code == 302
        assert PointDeCooperative.objects.get().nature == "mi_parcours"


class TestAtTheFederation:
    """Recorded by the register's own gesture, or sent back."""

    def test_sent_back_it_is_told_anew_from_what_was_written(
        self, elle: Client, candidature: Candidature, federation: Client
    ) -> None:
        ici = adresse(candidature)
        elle.post(ici, saisie(action="envoyer", fichiers=[fichier("tableau.pdf")]))
        premier = PointDeCooperative.objects.get()
        renvoi = f"/admin/registre/points/{premier.pk}/renvoyer/"
        assert "Écrivez pourquoi" in page(federation.post(renvoi, {"motif": " "}))
        assert federation.post(renvoi, {"motif": "L’unité du premier ?"}).status_code == 302
        assert "n’attend plus" in page(federation.post(renvoi, {"motif": "Encore."}))

        relu = lire(elle, ici).main
        assert "L’unité du premier ?" in mots(relu)
        assert relu.select_one("#id_cle-1-0-valeur")["value"] == "12,5 %"
        [ancienne] = PieceDePoint.objects.all()
        elle.post(ici, saisie("13 %", action="garder"))
        assert PieceDePoint.objects.count() == 2
        elle.post(ici, saisie("13 %", action=f"oter:{ancienne.empreinte}", version="1"))
        assert PieceDePoint.objects.get() == ancienne
        assert octets(federation.get(f"/admin/registre/points/pieces/{ancienne.pk}/")).startswith(b"%PDF")

        elle.post(ici, saisie("13 %", action="envoyer", version="1"))
        premier.refresh_from_db()
        assert premier.contenu["releves"][0]["valeur"] == "12.5"
        assert PointDeCooperative.objects.get(etat="envoye").contenu["releves"][0]["valeur"] == "13.0"

    def test_nobody_sends_back_their_own_coops_point_and_what_was_sent_never_changes(
        self, coop: Cooperative, candidature: Candidature
    ) -> None:
        point = point_envoye(candidature)
        juge = UserFactory.create(superuser=True)
        Membre.objects.create(user=juge, cooperative=coop, role=Role.CONTRIBUTEUR, depuis=timezone.localdate())
        refus = navigateur(juge).post(f"/admin/registre/points/{point.pk}/renvoyer/", {"motif": "Non."})
        assert "Vous êtes membre de cette coopérative" in page(refus)
        point.contenu = {}
        with pytest.raises(ValueError, match="does not change"):
            point.save()

    def test_it_is_listed_filtered_exported_and_waits_on_the_home(
        self, candidature: Candidature, federation: Client
    ) -> None:
        point_envoye(candidature)
        nom = str(candidature.cooperative)
        assert nom in page(federation.get(f"{LISTE}?a_consigner=true"))
        assert nom in octets(federation.get(f"{LISTE}?export=csv")).decode()
        assert "Points à consigner" in federation.get("/admin/").content.decode()
        assert federation.get(f"{LISTE}add/").status_code in {302, 403, 404}

        operations.consigner_point_etape(candidature.pk, mois=6, par=None, le=timezone.localdate())
        assert nom not in page(federation.get(f"{LISTE}?a_consigner=true"))
        annulable = Evenement.objects.get(operation="consigner_point_etape")
        operations.annuler(annulable.pk, par=None, motif="Par erreur.")
        assert nom in page(federation.get(f"{LISTE}?a_consigner=true"))

    def test_one_that_came_is_no_longer_reminded_of_and_the_home_leads_to_it(
        self, candidature: Candidature, federation: Client
    ) -> None:
        assert candidature.admissible_le
        du = candidature.admissible_le + relativedelta(months=6)
        assert [lu.mois for lu in dus(du)] == [6]
        point = point_envoye(candidature)
        assert dus(du) == []
        fiche = f"{LISTE}inspect/{point.pk}/"
        panneau = BeautifulSoup(federation.get("/admin/").content, "lxml").find("main")
        assert "envoyé par la coopérative" in mots(panneau)
        assert [lien["href"] for lien in panneau.select("a")].count(fiche) == 2

    def test_a_draft_that_nobody_touches_is_forgotten_with_its_files_what_was_sent_stays(
        self, candidature: Candidature, fichiers: Path, django_capture_on_commit_callbacks: Any
    ) -> None:
        vieux = timezone.now() - datetime.timedelta(days=400)
        piece_de(point_envoye(candidature, 6, modifiee_le=vieux))
        piece_de(brouillon_de(candidature, 12, modifiee_le=vieux))
        with django_capture_on_commit_callbacks(execute=True):
            call_command("appliquer_conservation", verbosity=0)
        assert PointDeCooperative.objects.get().mois == 6
        assert len([chemin for chemin in fichiers.rglob("*") if chemin.is_file()]) == 1
