"""What rooms write about a coop by mail: kept, sent once, later when the server is down, to who may still read it."""

import datetime
import io
import smtplib
import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.mail import EmailMessage
from django.core.management import call_command
from django.db import connections, transaction
from django.urls import reverse
from django.utils import timezone

from registre.comite import tenue
from registre.courriers.envoi import envoyer
from registre.courriers.inscription import annoncer
from registre.courriers.models import PLACE_DU_SUJET, Courrier
from registre.models import Cooperative, Membre
from registre.suivi.models import DemandeDeVisite
from socle.file_de_courriels import PANNES, EtatDEnvoi
from socle.models import User
from tests.registre.comite.monde import UN_JOUR, complete, point_de, seance
from tests.registre.comite.monde import membre as siege
from tests.registre.dossier.monde import coop_a, referente
from tests.registre.factories import admissible
from tests.registre.promotion.monde import membre
from tests.registre.suivi.monde import il_y_a
from tests.registre.test_administration import connecte
from tests.registre.test_concurrence import FILS, postgres

LISTE = "/admin/snippets/courriers/courrier/"
D_UNE_VISITE = "registre/courriels/visite_demandee.txt"


@pytest.fixture
def coop() -> Cooperative:
    return coop_a()


@pytest.fixture
def lui(coop: Cooperative) -> User:
    """A member of the coop."""
    return membre(coop)


@pytest.fixture
def demande(coop: Cooperative) -> DemandeDeVisite:
    """A visit that the coop asked for."""
    return DemandeDeVisite.objects.create(
        candidature=admissible(il_y_a(7), coop), quand="En mai.", raison="Le chantier finit en juin."
    )


def tomber(erreur: BaseException) -> Callable[..., Any]:
    """A sending that fails so."""

    def envoyer_un(_message: EmailMessage, **_options: Any) -> int:
        raise erreur

    return envoyer_un


def ecrire_a(*gens: User, demande: DemandeDeVisite, a_instruire: bool = False) -> None:
    """Write to these people that this visit is asked for, in a transaction of its own."""
    contexte = {"demande": demande, "quoi": "arrive", "adresse": "/"}
    coop = demande.candidature.cooperative
    with transaction.atomic():
        annoncer(D_UNE_VISITE, contexte, gens, au_sujet_de=coop, a_instruire=a_instruire)


def lancer(*options: str, dans: int = 0) -> str:
    """Run the command in so many minutes; return what it says."""
    dit = io.StringIO()
    with time_machine.travel(timezone.now() + datetime.timedelta(minutes=dans), tick=False):
        call_command("envoyer_courriers", *options, stdout=dit)
    return dit.getvalue()


@pytest.mark.django_db(transaction=True)
class TestAServer:
    """That is down, that refuses, that comes back."""

    def test_that_is_down_undoes_nothing_and_takes_the_letter_once_when_it_is_up(
        self, coop: Cooperative, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        call_command("synchroniser_groupes", verbosity=0)
        connecte("publication")
        elle, candidature = referente(coop), admissible(il_y_a(7), coop)
        with monkeypatch.context() as panne:
            panne.setattr(EmailMessage, "send", tomber(ConnectionRefusedError("down")))
            ici = f"/espace/coop-a/suivi/{candidature.rang}/visite/"
            assert elle.post(ici, {"quand": "En mai.", "raison": "Le chantier."}).status_code == 302
        assert DemandeDeVisite.objects.count() == 1
        assert (Courrier.objects.get().etat, mail.outbox) == (EtatDEnvoi.A_ENVOYER, [])

        assert lancer() == ""  # not yet: it waits a quarter of an hour
        assert "1" in lancer("--simulation", dans=20)
        assert mail.outbox == []
        lancer(dans=20)
        lancer(dans=40)
        [lettre] = mail.outbox
        assert "Le chantier." in lettre.body
        assert (Courrier.objects.get().etat, Courrier.objects.get().corps) == (EtatDEnvoi.ENVOYE, "")

    def test_that_is_down_when_an_agenda_is_sent_takes_it_when_it_is_up(self, monkeypatch: pytest.MonkeyPatch) -> None:
        la_seance, reste, parti = seance(timezone.localdate() + 30 * UN_JOUR), siege(), siege()
        point_de(la_seance, complete())
        with monkeypatch.context() as panne:
            panne.setattr(EmailMessage, "send", tomber(ConnectionRefusedError("down")))
            assert tenue.envoyer(la_seance.pk, par=None) == 2
        assert parti.user is not None
        parti.user.user_permissions.clear()
        lancer(dans=20)

        [lettre] = mail.outbox
        assert reste.user is not None
        assert lettre.to == [reste.user.email]
        assert "ordre du jour" in lettre.subject
        assert sorted(Courrier.objects.values_list("etat", flat=True)) == [EtatDEnvoi.ENVOYE, EtatDEnvoi.SANS_OBJET]

    def test_that_stays_down_makes_one_message_of_all_that_was_to_be_said(
        self, lui: User, demande: DemandeDeVisite, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with monkeypatch.context() as panne:
            panne.setattr(EmailMessage, "send", tomber(ConnectionRefusedError("down")))
            for rang in range(4):
                demande.quand = f"Semaine {rang}."
                ecrire_a(lui, demande=demande)
        lancer(dans=2000)

        [lettre] = mail.outbox
        assert lettre.subject == f"[Coop’HLM] {demande.candidature.cooperative} : plusieurs messages"
        assert [lettre.body.count(f"Semaine {rang}.") for rang in range(4)] == [1, 1, 1, 1]
        assert lettre.body.count("visite demandée : à répondre") == 4

    def test_that_is_down_is_not_asked_for_everyone(
        self, coop: Cooperative, demande: DemandeDeVisite, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(EmailMessage, "send", tomber(TimeoutError("slow")))
        ecrire_a(*(membre(coop) for _rang in range(PANNES + 2)), demande=demande)

        assert Counter(Courrier.objects.values_list("essais", flat=True)) == {1: PANNES, 0: 2}

    def test_that_refuses_an_address_for_good_is_asked_again_by_a_person_only(
        self, lui: User, demande: DemandeDeVisite, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        call_command("synchroniser_groupes", verbosity=0)
        federation = connecte("publication")
        with monkeypatch.context() as panne:
            refus = smtplib.SMTPRecipientsRefused({lui.email: (550, b"no such user")})
            panne.setattr(EmailMessage, "send", tomber(refus))
            ecrire_a(lui, demande=demande)
        lancer(dans=2000)
        assert (Courrier.objects.get().etat, mail.outbox) == (EtatDEnvoi.REFUSE, [])

        fiche = reverse("wagtailsnippets_courriers_courrier:inspect", args=[Courrier.objects.get().pk])
        geste = reverse("registre_renvoyer_courrier", args=[Courrier.objects.get().pk])
        assert fiche in federation.get("/admin/").content.decode()
        assert "550 no such user" in federation.get(LISTE).content.decode()
        assert geste in federation.get(fiche).content.decode()
        assert lui.email in federation.get(geste).content.decode()
        federation.post(geste)
        federation.post(geste)
        lancer(dans=1)
        assert len(mail.outbox) == 1

    def test_killed_between_leaves_it_to_a_person_and_what_was_not_taken_leaves(
        self, coop: Cooperative, lui: User, demande: DemandeDeVisite, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        autre = membre(coop)
        with monkeypatch.context() as mort:
            mort.setattr(EmailMessage, "send", tomber(KeyboardInterrupt()))
            with pytest.raises(KeyboardInterrupt):
                ecrire_a(lui, autre, demande=demande)
        lancer(dans=20)
        lancer(dans=40)

        assert [lettre.to for lettre in mail.outbox] == [[autre.email]]
        assert Courrier.objects.get(destinataire=lui).etat == EtatDEnvoi.INCERTAIN


@pytest.mark.django_db(transaction=True)
class TestWhoReadsIt:
    """At the moment it leaves."""

    def test_not_who_left_the_coop_meanwhile_nor_whose_account_is_closed(
        self, coop: Cooperative, lui: User, demande: DemandeDeVisite, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        close, reste = membre(coop), membre(coop)
        with monkeypatch.context() as panne:
            panne.setattr(EmailMessage, "send", tomber(ConnectionRefusedError("down")))
            ecrire_a(lui, close, reste, demande=demande)
        Membre.objects.filter(user=lui).delete()
        User.objects.filter(pk=close.pk).update(is_active=False)
        lancer(dans=20)

        assert [lettre.to for lettre in mail.outbox] == [[reste.email]]
        assert set(Courrier.objects.exclude(destinataire=reste).values_list("etat", "corps")) == {("sans_objet", "")}

    def test_not_who_instructs_no_more(self, lui: User, demande: DemandeDeVisite) -> None:
        ecrire_a(lui, demande=demande, a_instruire=True)
        assert (mail.outbox, Courrier.objects.get().etat) == ([], EtatDEnvoi.SANS_OBJET)

    def test_the_federation_sees_what_became_of_it_and_never_its_text(
        self, lui: User, demande: DemandeDeVisite, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        call_command("synchroniser_groupes", verbosity=0)
        federation = connecte("publication")
        monkeypatch.setattr(EmailMessage, "send", tomber(ConnectionRefusedError("down")))
        ecrire_a(lui, demande=demande)

        for adresse in (LISTE, f"{LISTE}?export=csv", f"{LISTE}inspect/{Courrier.objects.get().pk}/"):
            page: bytes = b"".join(federation.get(adresse))
            assert lui.email in page.decode()
            assert "Le chantier finit" not in page.decode()


@pytest.mark.django_db
def test_nobody_is_told_of_what_did_not_happen(lui: User, demande: DemandeDeVisite) -> None:
    with transaction.atomic():
        ecrire_a(lui, demande=demande)
        transaction.set_rollback(True)
    assert mail.outbox == []
    assert not Courrier.objects.exists()


@pytest.mark.django_db
def test_a_subject_longer_than_its_place_is_cut(lui: User, demande: DemandeDeVisite) -> None:
    demande.candidature.cooperative.nom = "C" * 400
    ecrire_a(lui, demande=demande)
    assert len(Courrier.objects.get().sujet) == PLACE_DU_SUJET


@pytest.mark.django_db(transaction=True)
@pytest.mark.lent
@postgres
def test_many_senders_at_once_send_each_letter_once(coop: Cooperative, demande: DemandeDeVisite) -> None:
    gens = [membre(coop) for _rang in range(10)]
    coop_lue, candidature = demande.candidature.cooperative, demande.candidature
    Courrier.objects.bulk_create(
        Courrier(destinataire=lui, cooperative=coop_lue, sujet=str(candidature)[:50], corps="Un mot.") for lui in gens
    )
    depart = threading.Barrier(FILS)

    def faire(_rang: int) -> None:
        try:
            depart.wait(20)
            envoyer()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(FILS) as fils:
        list(fils.map(faire, range(FILS)))
    assert Counter(lettre.to[0] for lettre in mail.outbox) == {lui.email: 1 for lui in gens}
    assert set(Courrier.objects.values_list("etat", flat=True)) == {EtatDEnvoi.ENVOYE}
