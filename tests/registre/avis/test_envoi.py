"""Messages to an expert: each once, with a link of its own, whatever the mail server does; reminders until they say."""

import datetime
import smtplib
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.mail import EmailMessage
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from registre.avis.models import CourrielAExpert, DemandeDAvis
from registre.avis.paliers import RAPPELS, palier
from registre.dossier.models import Version
from socle.file_de_courriels import EtatDEnvoi
from tests.registre.avis.monde import adresse, candidature_de, demande_de, lien_recu, saisie, version_de
from tests.registre.comite.monde import UN_JOUR, aujourdhui, navigateur, secretaire
from tests.registre.lecture import lire, mots
from tests.rigueur.html import StrictClient

pytestmark = pytest.mark.django_db
CINQ = 5 * UN_JOUR
LOIN = datetime.datetime(2100, 1, 1, tzinfo=datetime.UTC)


@pytest.fixture
def version() -> Version:
    return version_de(candidature_de())


def passer(au: datetime.date, *options: str, heure: int = 9) -> str:
    """Run the command on a day, at this hour of Paris, and return what it says."""
    dit = StringIO()
    moment = timezone.make_aware(datetime.datetime.combine(au, datetime.time(heure)))
    with time_machine.travel(moment, tick=False):
        call_command("envoyer_rappels", *options, stdout=dit)
    return dit.getvalue()


def tomber(erreur: BaseException) -> Callable[..., Any]:
    """A sending that fails so."""

    def envoyer_un(_message: EmailMessage, **_options: Any) -> int:
        raise erreur

    return envoyer_un


def demander(version: Version, capture: Any, **champs: Any) -> DemandeDAvis:
    """Ask, through the page, and let what waits for the transaction leave."""
    with capture(execute=True):
        navigateur(secretaire()).post(f"{adresse(version)}avis/", saisie(version, **champs))
    return DemandeDAvis.objects.latest("pk")


class TestPalier:
    @given(st.integers(-400, 60), st.integers(0, 400))
    def test_is_the_last_step_reached_after_the_request_and_never_after_the_day(self, ecart: int, avance: int) -> None:
        echeance = datetime.date(2028, 2, 29)
        pas = palier(echeance, echeance + ecart * UN_JOUR, echeance - avance * UN_JOUR)
        if pas is None:
            assert ecart < RAPPELS[0] or ecart > 0 or avance <= 7
        else:
            assert pas <= ecart <= 0
            assert avance > -pas
            assert not any(pas < autre <= ecart for autre in RAPPELS)


class TestAReminder:
    def test_leaves_seven_days_and_one_day_before_each_once_and_every_link_opens(
        self, version: Version, django_capture_on_commit_callbacks: Any
    ) -> None:
        demande = demander(version, django_capture_on_commit_callbacks)
        for jours in (-8, -7, -7, -6, -2, -1, -1, 0, 1):
            passer(demande.echeance + jours * UN_JOUR)

        assert len(mail.outbox) == 3
        assert ["Rappel" in courriel.subject for courriel in mail.outbox] == [False, True, True]
        assert sorted(CourrielAExpert.objects.values_list("palier", flat=True)) == [-7, -1, 0]
        liens = [lien_recu(rang) for rang in range(3)]
        assert len(set(liens)) == 3
        for lien in liens:
            with time_machine.travel(timezone.now() + datetime.timedelta(days=20), tick=False):
                assert StrictClient().get(lien).status_code == 200

    def test_of_a_week_missed_is_said_once_with_today_s_step(self, version: Version) -> None:
        demande = demande_de(version)
        assert "avis sur" in passer(demande.echeance)
        assert "avis sur" not in passer(demande.echeance, heure=10)  # said once
        assert list(CourrielAExpert.objects.exclude(palier=0).values_list("palier", flat=True)) == [-1]
        assert len(mail.outbox) == 1

    @pytest.mark.parametrize(
        "champs",
        [
            {"texte": "Oui.", "donne_le": timezone.now()},
            {"revoquee_le": timezone.now()},
            {"courriel": ""},  # erased
        ],
    )
    def test_is_not_for_who_answered_nor_for_a_closed_request(self, version: Version, champs: dict[str, Any]) -> None:
        demande = demande_de(version, **champs)
        assert "avis sur" not in passer(demande.echeance - UN_JOUR)
        assert mail.outbox == []

    def test_does_not_follow_a_request_of_the_same_day_nor_one_that_never_arrived(self, version: Version) -> None:
        courte = demande_de(version, "court", echeance=aujourdhui() + CINQ)
        perdue = demande_de(version, "perdu", courriel="faux@example.org")
        perdue.courriels.update(etat=EtatDEnvoi.REFUSE)
        passer(aujourdhui() + UN_JOUR)
        passer(perdue.echeance - UN_JOUR)
        assert [courriel.to for courriel in mail.outbox] == []
        passer(courte.echeance - UN_JOUR)
        assert len(mail.outbox) == 1

    def test_that_waited_is_dropped_once_the_opinion_is_given_or_another_step_has_come(
        self, version: Version, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        demande = demande_de(version, "un")
        demande_de(version, "deux", courriel="autre@example.org")
        with monkeypatch.context() as panne:
            panne.setattr(EmailMessage, "send", tomber(ConnectionRefusedError("down")))
            passer(demande.echeance - 7 * UN_JOUR)
            StrictClient().post("/avis/un/", {"texte": "Oui."})
        assert CourrielAExpert.objects.filter(palier=-7, etat=EtatDEnvoi.A_ENVOYER).count() == 2

        CourrielAExpert.objects.filter(demande__courriel="autre@example.org").update(prochain_essai_le=LOIN)
        passer(demande.echeance - 6 * UN_JOUR)
        assert CourrielAExpert.objects.get(demande=demande, palier=-7).etat == EtatDEnvoi.SANS_OBJET
        CourrielAExpert.objects.filter(demande__courriel="autre@example.org").update(prochain_essai_le=timezone.now())
        passer(demande.echeance - UN_JOUR)
        assert [courriel.to for courriel in mail.outbox] == [["autre@example.org"]]
        assert not CourrielAExpert.objects.filter(etat=EtatDEnvoi.A_ENVOYER).exists()

    def test_is_only_told_by_a_simulation(self, version: Version) -> None:
        demande = demande_de(version)
        assert "experte@example.org : avis sur Coop expertisée" in passer(demande.echeance - UN_JOUR, "--simulation")
        assert mail.outbox == []
        assert CourrielAExpert.objects.count() == 1


class TestALink:
    def test_is_kept_by_its_digest_alone_wherever_one_looks(
        self, version: Version, django_capture_on_commit_callbacks: Any
    ) -> None:
        demander(version, django_capture_on_commit_callbacks)
        jeton = lien_recu().split("/")[2]
        assert len(jeton) >= 43  # 256 bits
        with connection.cursor() as curseur:
            for table in connection.introspection.table_names():
                curseur.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - a name that the database gave
                assert jeton not in str(curseur.fetchall()), table

    def test_is_known_before_the_server_is_asked(
        self, version: Version, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
    ) -> None:
        """A process that dies while it sends leaves a link that works, if anybody received it."""

        def mourir(message: EmailMessage, **_options: Any) -> int:
            mail.outbox.append(message)
            raise SystemExit

        with monkeypatch.context() as mort:
            mort.setattr(EmailMessage, "send", mourir)
            with pytest.raises(SystemExit):
                demander(version, django_capture_on_commit_callbacks)
        assert StrictClient().get(lien_recu()).status_code == 200


class TestAServer:
    def test_that_is_down_takes_the_request_once_when_it_is_up(
        self, version: Version, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
    ) -> None:
        with monkeypatch.context() as panne:
            panne.setattr(EmailMessage, "send", tomber(ConnectionRefusedError("down")))
            demander(version, django_capture_on_commit_callbacks)
        assert CourrielAExpert.objects.get().etat == EtatDEnvoi.A_ENVOYER
        for _fois in range(2):
            passer(aujourdhui() + UN_JOUR)
        assert len(mail.outbox) == 1
        assert StrictClient().get(lien_recu()).status_code == 200

    def test_that_refuses_is_said_on_the_home_and_on_the_dossier_and_asked_again(
        self, version: Version, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
    ) -> None:
        with monkeypatch.context() as refus:
            refus.setattr(EmailMessage, "send", tomber(smtplib.SMTPResponseException(550, b"No such person")))
            demander(version, django_capture_on_commit_callbacks)
        courriel = CourrielAExpert.objects.get()
        elle = navigateur(secretaire())
        accueil = lire(elle, "/admin/")
        assert "Courriels aux experts qui ne sont pas partis" in mots(accueil.main)
        assert f"/admin/registre/avis/courriels/{courriel.pk}/" in str(accueil.main)
        assert "experte@example.org" in mots(accueil.main)
        assert "No such person" in mots(lire(elle, adresse(version)).main)

        renvoyer = f"/admin/registre/avis/courriels/{courriel.pk}/renvoyer/"
        assert renvoyer in elle.get(adresse(version)).content.decode()
        assert "experte@example.org" in mots(lire(elle, renvoyer).main)
        suite = elle.post(renvoyer, follow=True)
        assert suite.redirect_chain[-1][0] == f"{adresse(version)}#avis"
        passer(aujourdhui() + UN_JOUR)
        assert len(mail.outbox) == 1
        assert StrictClient().get(lien_recu()).status_code == 200
