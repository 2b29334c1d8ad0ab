"""Questions beside the fields: members among themselves, then the coop and the Federation; who reads what, and when."""

import uuid
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.core.management import call_command
from django.test import Client

from registre import operations
from registre.dossier.models import CommentaireDeDossier, DossierDeCandidature, FilDeCommentaires, Version
from registre.models import Candidature, Cooperative, Role
from tests.registre.dossier.monde import (
    INDICATEUR,
    RACINE,
    commencer,
    coop_a,
    deposer,
    garder,
    referente,
    remplir,
)
from tests.registre.factories import CooperativeFactory
from tests.registre.lecture import lire, mots
from tests.registre.promotion.monde import membre, navigateur
from tests.registre.test_administration import connecte
from tests.socle.factories import UserFactory

pytestmark = pytest.mark.django_db

ICI = f"{RACINE}commentaires/"


@pytest.fixture
def coop() -> Cooperative:
    return coop_a()


@pytest.fixture
def elle(coop: Cooperative) -> Client:
    """The browser of a référente of the coop, the dossier complete."""
    client = referente(coop)
    commencer(client)
    remplir(client)
    return client


@pytest.fixture
def lui(coop: Cooperative) -> Client:
    """The browser of another member of the coop."""
    return navigateur(membre(coop, Role.CONTRIBUTEUR))


@pytest.fixture
def instruit() -> Client:
    """The browser of who instructs."""
    call_command("synchroniser_groupes", verbosity=0)
    return connecte("publication")


def poser(client: Client, texte: str, *, etape: str = "concertation", champ: str = "salaries", ou: str = ICI) -> Any:
    """Ask something at this place of the dossier."""
    return client.post(ou, {"etape": etape, "champ": champ, "texte": texte, "formulaire": str(uuid.uuid4())})


def repondre(client: Client, texte: str, ou: str = ICI) -> Any:
    """Answer in the last thread."""
    fil = FilDeCommentaires.objects.order_by("-pk")[0]
    return client.post(ou, {"fil": str(fil.pk), "texte": texte, "formulaire": str(uuid.uuid4())})


def regler(client: Client, ou: str = ICI) -> Any:
    """Say that the last thread is settled."""
    fil = FilDeCommentaires.objects.order_by("-pk")[0]
    return client.post(ou, {"fil": str(fil.pk), "texte": "", "geste": "regler"})


def etat() -> str:
    """The state of the only thread."""
    return FilDeCommentaires.objects.get().etat


def dans_l_admin() -> str:
    """The address where the Federation asks its questions."""
    return f"/admin/registre/dossiers/{DossierDeCandidature.objects.get().pk}/commentaires/"


class TestAmongMembers:
    """While the dossier is prepared."""

    def test_a_question_is_asked_answered_settled_and_says_so_at_its_field_and_on_the_home(
        self, elle: Client, lui: Client
    ) -> None:
        poser(elle, "Qui les a réunis ?")
        assert "1 question, 1 sans réponse" in mots(lire(lui, f"{RACINE}concertation/").main)
        assert "posée, entre membres de la coopérative" in mots(lire(lui, RACINE).main)

        repondre(lui, "Le comité d’entreprise.")
        assert etat() == "repondue"
        assert "Le comité d’entreprise." in mots(lire(elle, ICI).main)
        repondre(elle, "Et quand ?")
        assert etat() == "posee"
        regler(lui)
        assert "réglée, entre membres" in mots(lire(elle, RACINE).main)
        assert repondre(elle, "Trop tard.").status_code == 400

    def test_the_button_beside_a_label_keeps_what_is_typed_then_leads_there(self, elle: Client) -> None:
        reponse = garder(elle, "concertation", 1, salaries="En cours d’écriture", action="commenter:salaries")
        assert reponse.headers["Location"] == f"{ICI}?etape=concertation&champ=salaries"
        assert "En cours d’écriture" in elle.get(f"{RACINE}concertation/").content.decode()
        assert "Information et consultation des salariés" in mots(lire(elle, reponse.headers["Location"]).main)

    def test_the_other_members_are_told_by_mail_and_not_whoever_wrote(
        self, elle: Client, lui: Client, django_capture_on_commit_callbacks: Any
    ) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            poser(elle, "Qui les a réunis ?")
        [lettre] = mail.outbox
        assert "Qui les a réunis ?" in lettre.body
        assert ICI in lettre.body
        assert lettre.to != [self.adresse(elle)]

    @staticmethod
    def adresse(client: Client) -> str:
        from tests.registre.dossier.monde import membre_de

        return str(membre_de(client).user.email)

    def test_nothing_typed_is_lost_when_it_is_refused_nor_when_the_session_expired(self, elle: Client) -> None:
        trop = poser(elle, "a" * 4_001)
        assert trop.status_code == 400
        assert "a" * 4_001 in trop.content.decode()
        assert "4000 caractères au plus" in mots(BeautifulSoup(trop.content, "lxml"))
        assert poser(elle, "  ").status_code == 400

        page = lire(elle, f"{ICI}?etape=concertation&champ=salaries")
        passe = page.select_one("input[name=passe]")["value"]
        personne = navigateur(None)
        personne.post(ICI, {"passe": passe, "etape": "concertation", "champ": "salaries", "texte": "Gardé ?"})
        assert "Gardé ?" in elle.get(ICI).content.decode()
        assert not CommentaireDeDossier.objects.exists()

    def test_the_same_form_sent_twice_is_one_question_and_other_words_are_not_lost(self, elle: Client) -> None:
        envoi = {"etape": "lettre", "champ": "lettre", "texte": "Signée ?", "formulaire": str(uuid.uuid4())}
        for _fois in range(2):
            elle.post(ICI, envoi)
        assert CommentaireDeDossier.objects.count() == 1
        autre = elle.post(ICI, envoi | {"texte": "Par qui ?"})
        assert autre.status_code == 400
        assert "Par qui ?" in autre.content.decode()

    def test_what_is_said_of_a_row_follows_it_when_another_is_taken_out(self, elle: Client) -> None:
        deux = INDICATEUR | {cle.replace("-0-", "-1-"): valeur for cle, valeur in INDICATEUR.items() if "-0-" in cle}
        champs: dict[str, Any] = deux | {"pourquoi": "Parce que.", "indicateurs-nombre": "2"}
        etape = "engagements/cle-1"
        garder(elle, etape, 1, **champs)
        for rang in range(2):
            poser(elle, f"Ligne {rang} ?", etape=etape, champ=f"indicateurs-{rang}")
        garder(elle, etape, 2, **champs | {"action": "retirer:indicateurs:0"})
        assert dict(FilDeCommentaires.objects.values_list("commentaires__texte", "champ")) == {
            "Ligne 0 ?": "",
            "Ligne 1 ?": "indicateurs-0",
        }
        assert "n’y est plus" in mots(lire(elle, ICI).main)

    def test_a_place_that_the_dossier_does_not_have_is_refused_with_the_words_kept(self, elle: Client) -> None:
        reponse = poser(elle, "Où ?", champ="ailleurs")
        assert reponse.status_code == 400
        assert "Où ?" in reponse.content.decode()


class TestWithTheFederation:
    """Once the dossier is filed: the two sides, and what neither may do."""

    def test_it_asks_on_the_filed_version_and_the_coop_answers_at_the_same_place(
        self, elle: Client, instruit: Client, django_capture_on_commit_callbacks: Any
    ) -> None:
        deposer(elle)
        version = Version.objects.get()
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            poser(
                instruit, "D’où vient ce chiffre ?", etape="engagements/cle-1", champ="indicateurs-0", ou=dans_l_admin()
            )
        assert [lettre.to for lettre in mail.outbox] == [[TestAmongMembers.adresse(elle)]]
        assert "1 question, 1 sans réponse" in mots(lire(elle, f"{RACINE}versions/1/").main)
        assert "D’où vient ce chiffre ?" in mots(lire(elle, ICI).main)
        assert regler(elle).status_code == 400

        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            repondre(elle, "De l’enquête de mars.")
        assert len(mail.outbox) == 1
        assert etat() == "repondue"
        assert "De l’enquête de mars." in instruit.get(dans_l_admin()).content.decode()
        page = instruit.get(f"/admin/registre/versions/{version.pk}/").content.decode()
        assert "champ=indicateurs-0" in page
        regler(instruit, dans_l_admin())
        assert etat() == "reglee"

    def test_it_never_reads_what_members_said_among_themselves(self, elle: Client, instruit: Client) -> None:
        poser(elle, "Entre nous, c’est faible.")
        assert instruit.get(dans_l_admin()).status_code == 404
        deposer(elle)
        assert "c’est faible" not in instruit.get(dans_l_admin()).content.decode()
        assert repondre(instruit, "Ah ?", dans_l_admin()).status_code == 404
        assert instruit.get(f"/admin/registre/versions/{Version.objects.get().pk}/").status_code == 200

    def test_a_dossier_in_preparation_is_told_to_nobody_of_the_federation(
        self, elle: Client, instruit: Client, django_capture_on_commit_callbacks: Any
    ) -> None:
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            poser(elle, "Personne d’autre ?")
        assert mail.outbox == []

    def test_neither_the_version_nor_its_pdf_holds_a_comment(self, elle: Client, instruit: Client) -> None:
        deposer(elle)
        avant = Version.objects.get()
        poser(instruit, "Hors du dossier.", ou=dans_l_admin())
        apres = Version.objects.get()
        assert (apres.contenu, apres.empreinte) == (avant.contenu, avant.empreinte)
        from django.template.loader import render_to_string

        from registre.dossier.contenu import de_json

        contexte = {"coop": apres.cooperative, "version": apres, "contenu": de_json(apres.contenu), "fichiers": "/"}
        assert "ommenter" not in render_to_string("registre/pdf/dossier.html", contexte)

    def test_once_the_candidature_is_closed_it_is_read_and_nothing_is_added(
        self, elle: Client, instruit: Client
    ) -> None:
        deposer(elle)
        poser(instruit, "Et les salariés ?", ou=dans_l_admin())
        candidature = Candidature.objects.get()
        operations.abandonner(candidature.pk, par=None, le=candidature.deposee_le, motif="Demande de la coop.")
        assert "Et les salariés ?" in mots(lire(elle, ICI).main)
        assert repondre(elle, "Trop tard.").status_code == 400


def test_another_coop_and_who_does_not_instruct_are_refused(elle: Client, instruit: Client) -> None:
    autre = navigateur(membre(CooperativeFactory.create(slug="coop-b"), Role.REFERENT))
    poser(elle, "À nous.")
    assert autre.get(ICI).status_code == 404
    assert repondre(autre, "À vous.").status_code == 404
    assert autre.post("/espace/coop-b/candidature/commentaires/", {"fil": "1"}).status_code == 302
    deposer(elle)
    redactrice = connecte("edition")
    assert redactrice.get(dans_l_admin()).status_code == 302
    assert redactrice.post(dans_l_admin(), {"texte": "x"}).status_code == 302
    assert instruit.get(dans_l_admin()).status_code == 200
    assert navigateur(UserFactory.create()).get(ICI).status_code == 404


def test_a_page_asks_as_many_queries_for_two_threads_as_for_forty(elle: Client) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def requetes(adresse: str) -> int:
        with CaptureQueriesContext(connection) as lues:
            elle.get(adresse)
        return len(lues)

    adresses = (RACINE, ICI, f"{RACINE}concertation/")
    for _fois in range(2):
        poser(elle, "Deux ?")
    deux = [requetes(adresse) for adresse in adresses]
    for _fois in range(20):
        poser(elle, "Beaucoup ?")
    assert [requetes(adresse) for adresse in adresses] == deux
