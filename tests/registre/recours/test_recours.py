"""A decision is read with how to contest it; an appeal is filed, heard in another session, decided, and then named."""

import datetime
import uuid
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from registre import operations
from registre.models import Cooperative, Evenement, Membre, Role, SeanceComite
from registre.recours.models import PieceDeRecours, RecoursDeCooperative, ReglagesDesRecours
from tests.registre.dossier.monde import fichier, octets
from tests.registre.factories import CooperativeFactory, admissible, labellisee, retiree, suspendue
from tests.registre.lecture import lire, mots
from tests.registre.promotion.monde import membre, navigateur
from tests.registre.test_administration import connecte
from tests.socle.factories import UserFactory

pytestmark = pytest.mark.django_db

ICI = "/espace/coop-a/decisions/"
ADMIN = "/admin/registre/recours/"
LISTE = "/admin/snippets/recours/recoursdecooperative/"
MOYENS = "Le point d’étape a bien été tenu, le 3 mars."


@pytest.fixture
def coop() -> Cooperative:
    return CooperativeFactory.create(slug="coop-a")


@pytest.fixture
def suspension(coop: Cooperative) -> Evenement:
    """The suspension of its label, today."""
    suspendue(labellisee(timezone.localdate() - datetime.timedelta(days=90), coop), timezone.localdate())
    return Evenement.objects.get(operation="suspendre")


@pytest.fixture
def elle(coop: Cooperative) -> Client:
    """The browser of a référente of the coop."""
    return navigateur(membre(coop, Role.REFERENT))


@pytest.fixture
def comite() -> Client:
    """The browser of who decides."""
    call_command("synchroniser_groupes", verbosity=0)
    return connecte("administration")


def contester(client: Client, rang: int, moyens: str = MOYENS, *fichiers: Any, **champs: Any) -> Any:
    """Send the form of an appeal."""
    envoi = {"moyens": moyens, "fichiers": [*fichiers], "formulaire": str(uuid.uuid4())} | champs
    return client.post(f"{ICI}{rang}/contester/", envoi)


def seance(dans: int) -> SeanceComite:
    """A session of the committee, in so many days."""
    return SeanceComite.objects.create(le=timezone.localdate() + datetime.timedelta(days=dans))


def page(reponse: Any) -> str:
    """The words of an answer, one space between them."""
    return mots(BeautifulSoup(reponse.content, "lxml"))


class TestADecision:
    """Read by the coop in its space."""

    def test_it_says_its_reasons_its_effect_and_until_when_it_is_contested(
        self, elle: Client, suspension: Evenement
    ) -> None:
        dit = mots(lire(elle, ICI).main)
        assert "Suspension du label" in dit
        assert "Point d'étape non tenu." in dit
        assert "tant que la suspension dure" in dit
        dernier = timezone.localdate() + datetime.timedelta(days=60)
        assert f'datetime="{dernier.isoformat()}"' in elle.get(ICI).content.decode()

    def test_the_delay_is_the_federations_own_and_its_last_day_is_included(
        self, elle: Client, coop: Cooperative
    ) -> None:
        ReglagesDesRecours.objects.create(delai_jours=15)
        suspendue(labellisee(timezone.localdate() - datetime.timedelta(days=90), coop), timezone.localdate())
        decision = Evenement.objects.get(operation="suspendre")
        jours = {15: 302, 16: 200}
        import time_machine

        for ecart, statut in reversed(jours.items()):
            with time_machine.travel(timezone.now() + datetime.timedelta(days=ecart), tick=False):
                elle.force_login(Membre.objects.get(cooperative=coop).user)
                assert contester(elle, decision.rang).status_code in {statut, 400}
                assert RecoursDeCooperative.objects.exists() == (statut == 302)

    @pytest.mark.parametrize("quoi", ["refus", "retrait", "non-renouvellement"])
    def test_a_refusal_a_withdrawal_and_a_non_renewal_are_each_told(
        self, elle: Client, coop: Cooperative, quoi: str
    ) -> None:
        le = timezone.localdate()
        if quoi == "refus":
            operations.refuser(admissible(le, coop).pk, par=None, le=le, motif="Trop peu.")
            attendu = "Refus de la candidature"
        elif quoi == "retrait":
            retiree(labellisee(le - datetime.timedelta(days=90), coop), le)
            attendu = "Retrait du label"
        else:
            label = labellisee(le - datetime.timedelta(days=1000), coop)
            from tests.registre.factories import choix, edition

            demande = operations.deposer_renouvellement(
                coop.pk, referentiel=edition(), choix=choix(), par=None, le=le, motif=""
            )
            operations.declarer_complete(demande.pk, par=None, le=le)
            operations.refuser(demande.pk, par=None, le=le, motif="Bilan absent.")
            attendu = "Non-renouvellement du label"
            assert label
        assert attendu in mots(lire(elle, ICI).main)

    def test_one_that_was_annulled_is_no_longer_there(self, elle: Client, suspension: Evenement) -> None:
        operations.annuler(suspension.pk, par=None, motif="Par erreur.")
        assert "Rien de tel n’a été décidé" in mots(lire(elle, ICI).main)
        assert elle.get(f"{ICI}{suspension.rang}/contester/").status_code == 404


class TestFiling:
    """By a référent, once, nothing typed lost."""

    def test_it_is_kept_with_its_files_acknowledged_and_told_to_who_instructs(
        self, elle: Client, comite: Client, suspension: Evenement, django_capture_on_commit_callbacks: Any
    ) -> None:
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            reponse = contester(elle, suspension.rang, MOYENS, fichier("cr.pdf"), fichier("mail.pdf"))
        assert reponse.headers["Location"] == ICI
        recours = RecoursDeCooperative.objects.get()
        assert (recours.decision, recours.moyens) == (suspension, MOYENS)
        assert [piece.nom for piece in PieceDeRecours.objects.order_by("pk")] == ["cr.pdf", "mail.pdf"]
        assert len([lettre for lettre in mail.outbox if MOYENS in lettre.body]) == 1
        assert len([lettre for lettre in mail.outbox if "à inscrire" in lettre.subject]) >= 1
        dit = mots(lire(elle, ICI).main)
        assert f"Votre recours {recours.reference}" in dit
        assert "Vous n’avez rien à faire" in dit
        [piece, _autre] = PieceDeRecours.objects.order_by("pk")
        assert octets(elle.get(f"{ICI}pieces/{piece.pk}/")).startswith(b"%PDF")

    def test_what_is_refused_keeps_what_was_typed_and_leaves_no_file(
        self, elle: Client, suspension: Evenement, settings: Any, tmp_path: Any
    ) -> None:
        settings.MEDIA_ROOT = tmp_path
        faux = contester(elle, suspension.rang, MOYENS, fichier(), fichier("virus.pdf", b"MZ\x90\x00" + bytes(200)))
        assert faux.status_code == 400
        assert MOYENS in faux.content.decode()
        assert "d’une autre nature" in page(faux)
        assert page(contester(elle, suspension.rang, " ")).count("Dites pourquoi vous contestez") >= 1
        assert "5 fichiers au plus" in page(contester(elle, suspension.rang, MOYENS, *[fichier() for _ in range(6)]))
        assert not RecoursDeCooperative.objects.exists()
        assert not [chemin for chemin in tmp_path.rglob("*") if chemin.is_file()]

    def test_what_an_expired_session_sent_is_given_back(self, elle: Client, suspension: Evenement) -> None:
        adresse = f"{ICI}{suspension.rang}/contester/"
        passe = lire(elle, adresse).select_one("input[name=passe]")["value"]
        navigateur(None).post(adresse, {"moyens": MOYENS, "passe": passe})
        assert MOYENS in elle.get(adresse).content.decode()

    def test_it_is_filed_once_however_often_it_is_sent(self, elle: Client, suspension: Evenement) -> None:
        formulaire = str(uuid.uuid4())
        for _fois in range(2):
            assert contester(elle, suspension.rang, formulaire=formulaire).status_code == 302
        assert "a déjà un recours" in page(contester(elle, suspension.rang, "Encore."))
        assert RecoursDeCooperative.objects.count() == 1

    def test_a_contributor_reads_and_does_not_file_and_another_coop_has_nothing_there(
        self, coop: Cooperative, elle: Client, suspension: Evenement
    ) -> None:
        contester(elle, suspension.rang, MOYENS, fichier())
        piece = PieceDeRecours.objects.get()
        lui = navigateur(membre(coop, Role.CONTRIBUTEUR))
        assert "Votre recours" in mots(lire(lui, ICI).main)
        assert lui.get(f"{ICI}{suspension.rang}/contester/").status_code == 403
        autre = navigateur(membre(CooperativeFactory.create(slug="coop-b"), Role.REFERENT))
        assert autre.get(ICI).status_code == 404
        assert autre.get(f"/espace/coop-b/decisions/pieces/{piece.pk}/").status_code == 404
        assert autre.get(f"/espace/coop-b/decisions/{suspension.rang}/contester/").status_code == 404


class TestItsCourse:
    """Heard in another session, decided by who decides."""

    @pytest.fixture
    def recours(self, elle: Client, suspension: Evenement) -> RecoursDeCooperative:
        contester(elle, suspension.rang)
        return RecoursDeCooperative.objects.get()

    def trancher(self, client: Client, recours: RecoursDeCooperative, **champs: Any) -> Any:
        """Send what the committee answered."""
        defauts = {"issue": "annulee", "le": f"{timezone.localdate():%d/%m/%Y}", "reponse": "Le point a été tenu."}
        return client.post(f"{ADMIN}{recours.pk}/reponse/", defauts | champs)

    def test_the_session_that_decided_does_not_hear_it(self, comite: Client, recours: RecoursDeCooperative) -> None:
        celle_la = SeanceComite.objects.create(le=recours.decision.decide_le)
        refus = comite.post(f"{ADMIN}{recours.pk}/seance/", {"seance": celle_la.pk})
        assert "est celle qui a pris la décision" in page(refus)
        avant = seance(-10)
        assert "avant le dépôt du recours" in page(comite.post(f"{ADMIN}{recours.pk}/seance/", {"seance": avant.pk}))
        recours.refresh_from_db()
        assert recours.etat == "depose"

    def test_it_is_heard_then_answered_and_the_coop_reads_why(
        self, comite: Client, elle: Client, recours: RecoursDeCooperative, django_capture_on_commit_callbacks: Any
    ) -> None:
        import time_machine

        le_jour = seance(20)
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            comite.post(f"{ADMIN}{recours.pk}/seance/", {"seance": le_jour.pk})
        assert ["entendu le" in lettre.subject for lettre in mail.outbox] == [True]
        assert "Le jour va de celui de la séance" in page(self.trancher(comite, recours))
        recours.refresh_from_db()
        assert recours.etat == "a_entendre"  # the session is to come

        with time_machine.travel(timezone.now() + datetime.timedelta(days=21), tick=False):
            comite.force_login(UserFactory.create(superuser=True))
            with django_capture_on_commit_callbacks(execute=True):
                assert self.trancher(comite, recours).status_code == 302
            elle.force_login(Membre.objects.get().user)
            dit = mots(lire(elle, ICI).main)
        assert "décision annulée" in dit
        assert "Le point a été tenu." in dit
        assert "met le registre en accord" in dit
        assert "Le point a été tenu." in mail.outbox[-1].body

    def test_annulled_it_leads_to_the_registers_own_gesture_then_names_what_was_recorded(
        self, comite: Client, elle: Client, recours: RecoursDeCooperative
    ) -> None:
        RecoursDeCooperative.objects.update(
            etat="annulee", seance=seance(0), tranche_le=timezone.localdate(), reponse="Tenu."
        )
        fiche = f"{LISTE}inspect/{recours.pk}/"
        geste = f"/admin/registre/evenement/{recours.decision_id}/annuler/"
        assert geste in comite.get(fiche).content.decode()
        assert comite.get(geste).status_code == 200
        assert Evenement.objects.count() == Evenement.objects.exclude(operation="annuler").count()

        operations.annuler(recours.decision_id, par=None, motif=f"Recours {recours.reference}.")
        apres = comite.get(fiche).content.decode()
        assert geste not in apres
        assert "Au registre depuis" in apres

    def test_nobody_judges_their_own_coop(self, coop: Cooperative, recours: RecoursDeCooperative) -> None:
        juge = UserFactory.create(superuser=True)
        Membre.objects.create(user=juge, cooperative=coop, role=Role.CONTRIBUTEUR, depuis=timezone.localdate())
        refus = navigateur(juge).post(f"{ADMIN}{recours.pk}/seance/", {"seance": seance(5).pk})
        assert "Vous êtes membre de cette coopérative" in page(refus)
        assert RecoursDeCooperative.objects.get().seance is None

    def test_rights_of_each_role(self, comite: Client, elle: Client, recours: RecoursDeCooperative) -> None:
        redaction, publication = connecte("edition"), connecte("publication")
        le_jour = seance(5)
        assert redaction.get(LISTE).status_code == 302
        assert publication.get(f"{LISTE}inspect/{recours.pk}/").status_code == 200
        assert redaction.post(f"{ADMIN}{recours.pk}/seance/", {"seance": le_jour.pk}).status_code == 302
        assert RecoursDeCooperative.objects.get().seance is None
        publication.post(f"{ADMIN}{recours.pk}/seance/", {"seance": le_jour.pk})
        assert RecoursDeCooperative.objects.get().seance == le_jour
        self.trancher(publication, recours)
        assert RecoursDeCooperative.objects.get().etat == "a_entendre"
        assert elle.get(f"{ADMIN}{recours.pk}/seance/").status_code == 403

    def test_it_is_listed_filtered_exported_and_waits_on_the_home(
        self, comite: Client, recours: RecoursDeCooperative
    ) -> None:
        assert recours.reference in comite.get(f"{LISTE}?etat=depose").content.decode()
        assert recours.reference not in comite.get(f"{LISTE}?etat=annulee").content.decode()
        assert recours.reference in octets(comite.get(f"{LISTE}?export=csv")).decode()
        assert recours.reference in comite.get("/admin/").content.decode()
        assert comite.get(f"{LISTE}add/").status_code in {302, 403, 404}

    def test_nothing_of_it_is_public(self, coop: Cooperative, recours: RecoursDeCooperative) -> None:
        visiteur = navigateur(None)
        for adresse in (f"/registre/{coop.slug}/", "/registre/journal/", "/registre/"):
            assert recours.reference not in visiteur.get(adresse).content.decode()
        assert visiteur.get(ICI).status_code == 302


def test_the_list_asks_as_many_queries_for_two_appeals_as_for_twenty(comite: Client) -> None:
    def requetes() -> int:
        with CaptureQueriesContext(connection) as lues:
            comite.get(LISTE)
        return len(lues)

    def deposer(combien: int) -> None:
        for _fois in range(combien):
            coop = CooperativeFactory.create()
            suspendue(labellisee(datetime.date(2025, 1, 1), coop), datetime.date(2025, 6, 1))
            decision = Evenement.objects.get(cooperative=coop, operation="suspendre")
            RecoursDeCooperative.objects.create(cooperative=coop, decision=decision, moyens="Non.")

    deposer(2)
    requetes()
    deux = requetes()
    deposer(10)
    assert requetes() == deux


class TestTakenBack:
    """By a référent, before it is decided; the decision may be contested again within the delay."""

    @pytest.fixture
    def recours(self, elle: Client, suspension: Evenement) -> RecoursDeCooperative:
        contester(elle, suspension.rang, MOYENS, fichier())
        return RecoursDeCooperative.objects.get()

    def ici(self, recours: RecoursDeCooperative) -> str:
        """Where it is asked for."""
        return f"{ICI}recours/{recours.pk}/retirer/"

    def test_it_is_dated_kept_told_and_out_of_its_session(
        self, elle: Client, comite: Client, recours: RecoursDeCooperative, django_capture_on_commit_callbacks: Any
    ) -> None:
        comite.post(f"{ADMIN}{recours.pk}/seance/", {"seance": seance(20).pk})
        assert self.ici(recours) in elle.get(ICI).content.decode()
        assert "Vous pourrez en déposer un autre" in mots(lire(elle, self.ici(recours)).main)
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            assert elle.post(self.ici(recours)).headers["Location"] == ICI

        recours.refresh_from_db()
        assert (recours.etat, recours.seance, recours.moyens) == ("retire", None, MOYENS)
        assert recours.retire_le is not None
        assert recours.retire_par == recours.depose_par
        assert PieceDeRecours.objects.count() == 1
        assert len(mail.outbox) >= 2
        assert all(lettre.subject.endswith("retiré") for lettre in mail.outbox)
        assert any("prévenez-en le comité" in lettre.body for lettre in mail.outbox)
        assert f"Recours {recours.reference}, déposé" in mots(lire(elle, ICI).main)
        assert "retiré par la coopérative" in page(comite.get(LISTE))
        assert recours.reference not in page(comite.get("/admin/"))

    def test_another_is_filed_within_the_delay_and_not_after(
        self, elle: Client, coop: Cooperative, recours: RecoursDeCooperative, suspension: Evenement
    ) -> None:
        import time_machine

        elle.post(self.ici(recours))
        with time_machine.travel(timezone.now() + datetime.timedelta(days=61), tick=False):
            elle.force_login(Membre.objects.get(cooperative=coop).user)
            assert "Le délai pour contester est passé" in page(contester(elle, suspension.rang, "Autrement."))
        elle.force_login(Membre.objects.get(cooperative=coop).user)
        assert contester(elle, suspension.rang, "Autrement.").status_code == 302
        assert sorted(RecoursDeCooperative.objects.values_list("etat", flat=True)) == ["depose", "retire"]
        assert "a déjà un recours" in page(contester(elle, suspension.rang, "Encore."))

    def test_the_form_it_came_from_files_nothing_by_itself(self, elle: Client, suspension: Evenement) -> None:
        formulaire = str(uuid.uuid4())
        contester(elle, suspension.rang, formulaire=formulaire)
        elle.post(self.ici(RecoursDeCooperative.objects.get()))

        encore = contester(elle, suspension.rang, formulaire=formulaire)
        assert "que vous avez retiré" in page(encore)
        assert MOYENS in encore.content.decode()
        assert RecoursDeCooperative.objects.count() == 1

    def test_neither_twice_nor_once_it_is_decided(
        self, elle: Client, comite: Client, recours: RecoursDeCooperative
    ) -> None:
        RecoursDeCooperative.objects.filter(pk=recours.pk).update(
            etat="maintenue", seance=seance(0), tranche_le=timezone.localdate(), reponse="Non."
        )
        assert "Le comité a répondu" in page(elle.post(self.ici(recours)))
        assert self.ici(recours) not in elle.get(ICI).content.decode()

        RecoursDeCooperative.objects.filter(pk=recours.pk).update(etat="depose", seance=None, tranche_le=None)
        elle.post(self.ici(recours))
        le = RecoursDeCooperative.objects.get().retire_le
        assert "déjà retiré" in page(elle.post(self.ici(recours)))
        assert RecoursDeCooperative.objects.get().retire_le == le

    def test_the_committee_neither_hears_nor_answers_it_any_more(
        self, elle: Client, comite: Client, recours: RecoursDeCooperative
    ) -> None:
        le_jour = seance(0)
        comite.post(f"{ADMIN}{recours.pk}/seance/", {"seance": le_jour.pk})
        elle.post(self.ici(recours))

        reponse = {"issue": "annulee", "le": f"{timezone.localdate():%d/%m/%Y}", "reponse": "Oui."}
        assert "a retiré ce recours" in page(comite.post(f"{ADMIN}{recours.pk}/reponse/", reponse))
        assert "a retiré ce recours" in page(comite.post(f"{ADMIN}{recours.pk}/seance/", {"seance": le_jour.pk}))
        fiche = comite.get(f"{LISTE}inspect/{recours.pk}/").content.decode()
        assert f"{ADMIN}{recours.pk}/seance/" not in fiche
        assert f"{ADMIN}{recours.pk}/reponse/" not in fiche

    def test_by_nobody_else(self, coop: Cooperative, recours: RecoursDeCooperative) -> None:
        assert navigateur(membre(coop, Role.CONTRIBUTEUR)).post(self.ici(recours)).status_code == 403
        autre = CooperativeFactory.create(slug="coop-b")
        ailleurs = f"/espace/coop-b/decisions/recours/{recours.pk}/retirer/"
        assert navigateur(membre(autre, Role.REFERENT)).post(ailleurs).status_code == 404
        recours.refresh_from_db()
        assert recours.etat == "depose"
