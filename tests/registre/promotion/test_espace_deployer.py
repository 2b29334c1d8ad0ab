"""A coop says what it did of the four acts, corrects it, withdraws it; its own word, and nobody else's."""

import datetime
from typing import Any

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from wagtail.models import Collection

from raison_detre.deploiement.actes import ActeDeDeploiement
from registre.models import Cooperative, Role
from registre.operations import OperationRefusee
from registre.promotion.deploiement.declaration import Declaration, declarer
from registre.promotion.models import ChangementDeDeploiement, Deploiement
from socle.models import SiteDocument, User
from tests.registre.factories import CooperativeFactory, edition
from tests.registre.lecture import lire, mots
from tests.registre.promotion.monde import faite, fichier, membre, navigateur
from tests.socle.conftest import charger_groupes
from tests.socle.factories import UserFactory

SUIVI = "/espace/coop-a/deployer/"
ACTE = f"{SUIVI}statuts/"
RETIRER = f"{ACTE}retirer/"
D = datetime.date
pytestmark = pytest.mark.django_db


@pytest.fixture
def coop() -> Cooperative:
    return CooperativeFactory.create(slug="coop-a")


@pytest.fixture
def elle(coop: Cooperative) -> Client:
    """The browser of a member of the coop."""
    return navigateur(membre(coop))


def saisie(**champs: object) -> dict[str, object]:
    return {"revision": "0", "fait_le": "14/03/2024"} | champs


def test_before_anything_is_declared_the_four_acts_wait(elle: Client) -> None:
    page = lire(elle, SUIVI)
    assert "Aucun acte n’est encore déclaré." in mots(page.main)
    assert mots(page.main).count("Pas encore déclaré.") == 4


def test_a_member_declares_an_act_and_sees_it(elle: Client, coop: Cooperative) -> None:
    reponse = elle.post(ACTE, saisie(adresse="https://www.example.org/statuts", affichage_consenti="on"))
    assert reponse.headers["Location"] == SUIVI
    ligne = Deploiement.objects.get(cooperative=coop)
    assert (ligne.acte, ligne.fait_le, ligne.adresse) == ("statuts", D(2024, 3, 14), "https://www.example.org/statuts")
    assert (ligne.affichage_consenti, ligne.preuve_montree, ligne.revision) == (True, False, 1)
    page = mots(lire(elle, SUIVI).main)
    assert "Fait le 14 mars 2024. Montré au public." in page
    assert "1 acte sur 4 déclaré." in page


def test_it_is_corrected_then_withdrawn_and_the_history_remains(elle: Client, coop: Cooperative) -> None:
    elle.post(ACTE, saisie())
    elle.post(ACTE, saisie(revision="1", fait_le="15/03/2024"))
    assert Deploiement.objects.get().fait_le == D(2024, 3, 15)
    elle.post(RETIRER, {"revision": "2"})
    assert not Deploiement.objects.exists()
    dits = list(ChangementDeDeploiement.objects.order_by("pk").values_list("sorte", "fait_le"))
    assert dits == [("declare", D(2024, 3, 14)), ("corrige", D(2024, 3, 15)), ("retire", D(2024, 3, 15))]


@pytest.mark.parametrize(
    ("champs", "faute"),
    [
        ({"fait_le": ""}, "Dites quel jour l’acte a été fait."),
        ({"fait_le": "29/02/2023"}, "Écrivez une date qui existe"),
        ({"fait_le": "14/03/24"}, "Écrivez une date qui existe"),
        ({"fait_le": "hier"}, "Écrivez une date qui existe"),
        ({"fait_le": "16/06/2026"}, "Cette date est à venir"),
        ({"fait_le": "08/09/2021"}, "a été adoptée le 9 septembre 2021"),
        ({"adresse": "http://www.example.org/"}, "Une adresse commence par https://"),
        ({"adresse": "javascript:alert(1)"}, "Écrivez une adresse complète"),
        ({"preuve_montree": "on"}, "La preuve ne se montre qu’avec l’acte"),
    ],
)
def test_a_mistake_is_said_on_its_field_and_nothing_is_written(
    elle: Client, champs: dict[str, str], faute: str
) -> None:
    edition()
    with time_machine.travel(datetime.datetime(2026, 6, 15, 10, tzinfo=datetime.UTC), tick=False):
        reponse = elle.post(ACTE, saisie(**champs))
    assert reponse.status_code == 400
    assert faute in mots(corps(reponse))
    assert not Deploiement.objects.exists()
    assert not SiteDocument.objects.exists()


def corps(reponse: Any) -> Any:
    """The page that was answered, below its menu."""
    return BeautifulSoup(reponse.content, "lxml").main


def test_the_29th_of_february_and_the_day_itself_are_days_like_others(elle: Client) -> None:
    with time_machine.travel(datetime.datetime(2024, 2, 28, 23, 30, tzinfo=datetime.UTC), tick=False):  # 29th in Paris
        assert elle.post(ACTE, saisie(fait_le="29/02/2024")).status_code == 302
    assert Deploiement.objects.get().fait_le == D(2024, 2, 29)


def test_what_was_typed_comes_back_with_the_mistake(elle: Client) -> None:
    page = corps(elle.post(ACTE, saisie(fait_le="hier", adresse="https://www.example.org/a")))
    assert page.select_one("#id_fait_le")["value"] == "hier"
    assert page.select_one("#id_adresse")["value"] == "https://www.example.org/a"


def test_who_writes_second_is_told_and_writes_over_nothing(elle: Client, coop: Cooperative) -> None:
    autre = navigateur(membre(coop))
    elle.post(ACTE, saisie(fait_le="14/03/2024"))
    reponse = autre.post(ACTE, saisie(fait_le="20/03/2024"))
    assert reponse.status_code == 409
    page = corps(reponse)
    assert "Enregistré : fait le 14 mars 2024" in mots(page)
    assert page.select_one("#id_fait_le")["value"] == "20/03/2024"
    assert Deploiement.objects.get().fait_le == D(2024, 3, 14)
    assert autre.post(ACTE, saisie(revision="1", fait_le="20/03/2024")).status_code == 302


def test_a_withdrawal_read_before_a_correction_does_nothing(elle: Client) -> None:
    elle.post(ACTE, saisie())
    elle.post(ACTE, saisie(revision="1", fait_le="15/03/2024"))
    for revision in ("1", "", "x", "9" * 50):
        elle.post(RETIRER, {"revision": revision})
    assert Deploiement.objects.count() == 1


def test_a_proof_is_checked_replaced_and_thrown_away_with_its_act(elle: Client) -> None:
    refuse = elle.post(ACTE, saisie(fichier=fichier("statuts.pdf", b"MZ\x90\x00" + bytes(200))))
    assert refuse.status_code == 400
    assert "son contenu est d’une autre nature" in mots(corps(refuse))
    elle.post(ACTE, saisie(fichier=fichier("un.pdf")))
    elle.post(ACTE, saisie(revision="1", fichier=fichier("deux.pdf")))
    assert [document.title for document in SiteDocument.objects.all()] == ["deux.pdf"]
    elle.post(ACTE, saisie(revision="2", sans_document="on"))
    assert not SiteDocument.objects.exists()
    elle.post(ACTE, saisie(revision="3", fichier=fichier("trois.pdf")))
    elle.post(RETIRER, {"revision": "4"})
    assert not SiteDocument.objects.exists()


def test_a_member_of_another_coop_and_a_visitor_have_nothing_there(coop: Cooperative) -> None:
    ligne = faite(coop)
    autre = membre(CooperativeFactory.create())
    for adresse in (SUIVI, ACTE):
        assert navigateur(autre).get(adresse).status_code == 404
        assert navigateur(None).get(adresse).status_code == 302
    for adresse, donnees in ((ACTE, saisie(revision="1")), (RETIRER, {"revision": "1"})):
        assert navigateur(autre).post(adresse, donnees).status_code == 404
        assert navigateur(None).post(adresse, donnees).status_code == 302
    ligne.refresh_from_db()
    assert ligne.revision == 1


@pytest.mark.parametrize("role", [Role.REFERENT, Role.CONTRIBUTEUR])
def test_both_roles_of_a_coop_may(coop: Cooperative, role: Role) -> None:
    assert navigateur(membre(coop, role)).post(ACTE, saisie()).status_code == 302


def test_what_is_no_act_is_a_404(elle: Client) -> None:
    assert elle.get(f"{SUIVI}autre/").status_code == 404
    assert elle.post(f"{SUIVI}autre/retirer/", {"revision": "1"}).status_code == 404


def test_the_operation_refuses_by_itself_and_the_database_after_it(coop: Cooperative) -> None:
    demain = datetime.date(2199, 1, 1)
    with pytest.raises(OperationRefusee, match="à venir"):
        declarer(coop.pk, ActeDeDeploiement.STATUTS, Declaration(demain), revision=0, par=None)
    faite(coop)
    for champs in ({}, {"acte": "autre"}, {"acte": "site", "preuve_montree": True}):
        with pytest.raises(IntegrityError), transaction.atomic():
            faite(coop, **champs)


class TestPreuve:
    """Who may open the file."""

    @pytest.fixture
    def adresse(self, elle: Client) -> str:
        elle.post(ACTE, saisie(fichier=fichier()))
        return str(SiteDocument.objects.get().url)

    def lecteurs(self, coop: Cooperative) -> dict[str, User | None]:
        federation = UserFactory.create()
        federation.user_permissions.add(Permission.objects.get(codename="access_admin"))
        autre = membre(CooperativeFactory.create())
        return {"membre": membre(coop), "fédération": federation, "autre coop": autre, "visiteur": None}

    def qui_lit(self, coop: Cooperative, adresse: str) -> set[str]:
        lisent = set()
        for qui, compte in self.lecteurs(coop).items():
            reponse = navigateur(compte).get(adresse)
            if reponse.status_code == 200:
                lisent.add(qui)
                assert reponse.getvalue().startswith(b"%PDF")
        return lisent

    def test_it_is_the_coop_s_and_the_federation_s_until_shown(self, coop: Cooperative, adresse: str) -> None:
        assert self.qui_lit(coop, adresse) == {"membre", "fédération"}
        Deploiement.objects.update(affichage_consenti=True)
        assert self.qui_lit(coop, adresse) == {"membre", "fédération"}
        Deploiement.objects.update(preuve_montree=True)
        assert self.qui_lit(coop, adresse) == {"membre", "fédération", "autre coop", "visiteur"}

    def test_one_that_stands_for_nothing_any_more_is_the_federation_s(self, coop: Cooperative, adresse: str) -> None:
        Deploiement.objects.update(document=None)
        assert self.qui_lit(coop, adresse) == {"fédération"}

    def test_what_is_refused_leaves_no_file(self, elle: Client, coop: Cooperative) -> None:
        faite(coop)
        assert elle.post(ACTE, saisie(fichier=fichier("refus.pdf"))).status_code == 409
        assert not SiteDocument.objects.exists()
        assert not [nom for nom in default_storage.listdir("documents")[1] if nom.startswith("refus")]

    @pytest.mark.parametrize("role", ["edition", "publication", "administration"])
    def test_no_editor_rewrites_it_nor_takes_it_away(self, adresse: str, role: str) -> None:
        charger_groupes()
        preuve = SiteDocument.objects.get()
        avant = preuve.file.name
        editeur = Client()
        editeur.force_login(UserFactory.create(**{role: True}))
        donnees = {"title": "Autre", "file": fichier("autre.pdf"), "collection": preuve.collection_id, "tags": ""}

        for porte, envoye in (("edit", donnees), ("delete", {}), ("delete_multiple", {})):
            editeur.post(reverse(f"wagtaildocs:{porte}", args=[preuve.pk]), envoye)
        for action in ("delete", "add_tags", "add_to_collection"):
            groupee = reverse("wagtail_bulk_action", args=["socle", "sitedocument", action])
            racine = Collection.get_first_root_node()
            editeur.post(f"{groupee}?id={preuve.pk}", {"tags": "Vu", "collection": racine.pk})

        relue = SiteDocument.objects.get()
        assert (relue.title, relue.file.name, relue.collection_id) == (preuve.title, avant, preuve.collection_id)
        assert not relue.tags.exists()
