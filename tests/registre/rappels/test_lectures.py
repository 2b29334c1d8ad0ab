"""Members of the committee are told what they have not opened of a session: once a step, only what they may open."""

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
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from registre.comite import conflits, tenue
from registre.comite.models import AccesAuDossier, MembreDuComite, PointALOrdreDuJour, Reunion
from registre.dossier.models import Version
from registre.models import Membre, SeanceComite
from registre.rappels.models import RappelDeLecture
from registre.rappels.paliers import LECTURES, palier_de_lecture
from socle.file_de_courriels import EtatDEnvoi
from socle.models import User
from tests.registre.avis.monde import candidature_de, version_de
from tests.registre.comite.monde import (
    UN_JOUR,
    aujourdhui,
    avec_droits,
    membre,
    navigateur,
    page_de,
    point_de,
    seance,
    secretaire,
)
from tests.registre.lecture import lire, mots
from tests.registre.rappels.test_rappels import lu
from tests.socle.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.lent]


@pytest.fixture
def siege() -> MembreDuComite:
    """A seat, of somebody who has opened nothing."""
    return membre()


@pytest.fixture
def convoquee(siege: MembreDuComite) -> SeanceComite:
    """A session in twenty days, two filed dossiers on its agenda, sent."""
    la_seance = seance(aujourdhui() + 20 * UN_JOUR)
    for nom in ("Coop une", "Coop deux"):
        candidature = candidature_de(nom)
        version_de(candidature)
        point_de(la_seance, candidature)
    convoquer(la_seance)
    return la_seance


def convoquer(la_seance: SeanceComite) -> None:
    """Send its agenda; that mail is not what is tried here."""
    tenue.envoyer(la_seance.pk, par=None)
    mail.outbox.clear()


def avant(la_seance: SeanceComite, jours: int, *options: str) -> str:
    """Run the command so many days before the session; return what it says."""
    dit = StringIO()
    moment = datetime.datetime.combine(la_seance.le - jours * UN_JOUR, datetime.time(9))
    with time_machine.travel(timezone.make_aware(moment), tick=False):
        call_command("envoyer_rappels", *options, stdout=dit)
    return dit.getvalue()


def version(nom: str) -> Version:
    return Version.objects.get(cooperative__nom=nom)


def ouvrir(siege: MembreDuComite, nom: str) -> None:
    """Open a dossier, through its page."""
    assert siege.user is not None
    assert navigateur(siege.user).get(f"/admin/registre/versions/{version(nom).pk}/").status_code == 200


def tomber(erreur: BaseException) -> Callable[..., Any]:
    """A sending that fails so."""

    def envoyer_un(_message: EmailMessage, **_options: Any) -> int:
        raise erreur

    return envoyer_un


@given(st.integers(-60, 30), st.integers(-60, 5))
def test_a_step_is_the_last_one_reached_since_the_agenda_was_sent(ecart: int, envoi: int) -> None:
    le = datetime.date(2028, 3, 1)
    pas = palier_de_lecture(le, le + ecart * UN_JOUR, le + envoi * UN_JOUR)
    if pas is None:
        assert ecart < LECTURES[0] or ecart >= 0 or envoi >= LECTURES[0]
    else:
        assert pas <= ecart < 0
        assert envoi < pas
        assert not any(pas < autre <= ecart for autre in LECTURES)


def test_nobody_is_reminded_on_the_day_itself() -> None:
    le = datetime.date(2028, 3, 1)
    assert palier_de_lecture(le, le - UN_JOUR, le - 20 * UN_JOUR) == -2
    assert palier_de_lecture(le, le, le - 20 * UN_JOUR) is None


class TestAMember:
    def test_is_told_seven_and_two_days_before_each_once_of_what_they_have_not_opened(
        self, convoquee: SeanceComite, siege: MembreDuComite
    ) -> None:
        dits = ["à lire avant" in avant(convoquee, jours) for jours in (8, 7, 7, 6, 3)]
        assert dits == [False, True, False, False, False]
        [courriel] = mail.outbox
        assert siege.user is not None
        assert courriel.to == [siege.user.email]
        assert "- Coop une" in lu(courriel)
        assert "- Coop deux" in lu(courriel)
        assert page_de(convoquee) in courriel.body

        ouvrir(siege, "Coop une")
        for jours in (2, 1, 0, -1):
            avant(convoquee, jours)
        [_premier, second] = mail.outbox
        assert "Coop une" not in lu(second)
        assert "- Coop deux" in lu(second)
        gardes = RappelDeLecture.objects.order_by("pk").values_list("palier", "etat", "sujet")
        assert list(gardes) == [
            (-7, EtatDEnvoi.ENVOYE, mail.outbox[0].subject),
            (-2, EtatDEnvoi.ENVOYE, mail.outbox[1].subject),
        ]

    def test_who_has_opened_everything_is_told_nothing_until_a_new_version_comes(
        self, convoquee: SeanceComite, siege: MembreDuComite
    ) -> None:
        for nom in ("Coop une", "Coop deux"):
            ouvrir(siege, nom)
        avant(convoquee, 7)
        assert not RappelDeLecture.objects.exists()

        premiere = version("Coop une")
        champs = {"contenu": premiere.contenu, "empreinte": "1" * 64, "deposee_le": timezone.now(), "numero": 2}
        Version.objects.create(dossier=premiere.dossier, cooperative=premiere.cooperative, sorte="complement", **champs)
        avant(convoquee, 6)
        [courriel] = mail.outbox
        assert "- Coop une" in lu(courriel)
        assert "Coop deux" not in lu(courriel)

    def test_is_never_told_of_a_dossier_in_which_they_have_an_interest(
        self, convoquee: SeanceComite, siege: MembreDuComite
    ) -> None:
        une, deux = (PointALOrdreDuJour.objects.get(cooperative__nom=nom) for nom in ("Coop une", "Coop deux"))
        assert siege.user is not None
        conflits.declarer(une.pk, par=siege.user)
        avant(convoquee, 7)
        assert "Coop une" not in lu(mail.outbox[0])

        assert deux.cooperative is not None
        Membre.objects.create(user=siege.user, cooperative=deux.cooperative, depuis=aujourdhui())
        avant(convoquee, 2)
        assert len(mail.outbox) == 1  # nothing is left to open

    def test_who_prepares_too_is_not_told_of_a_dossier_in_which_they_have_an_interest(
        self, convoquee: SeanceComite, siege: MembreDuComite
    ) -> None:
        siege.delete()
        double = membre(version("Coop une").cooperative, user=avec_droits("sieger", "instruire_candidature"))
        avant(convoquee, 7)
        [courriel] = mail.outbox
        assert double.user is not None
        assert courriel.to == [double.user.email]
        assert "Coop une" not in lu(courriel)

    @pytest.mark.parametrize("champs", [{"is_active": False}, {"email": ""}])
    def test_whose_account_is_closed_or_has_no_address_is_told_nothing(
        self, convoquee: SeanceComite, siege: MembreDuComite, champs: dict[str, Any]
    ) -> None:
        assert siege.user is not None
        User.objects.filter(pk=siege.user.pk).update(**champs)
        avant(convoquee, 7)
        assert not RappelDeLecture.objects.exists()

    def test_whose_seat_ends_before_the_session_is_told_nothing(
        self, convoquee: SeanceComite, siege: MembreDuComite
    ) -> None:
        siege.jusqu_au = convoquee.le - UN_JOUR
        siege.save()
        avant(convoquee, 7)
        assert not RappelDeLecture.objects.exists()


class TestASession:
    def test_whose_agenda_is_not_sent_or_came_since_the_step_reminds_nobody(self, siege: MembreDuComite) -> None:
        la_seance = seance(aujourdhui() + 5 * UN_JOUR)
        candidature = candidature_de("Coop une")
        version_de(candidature)
        point_de(la_seance, candidature)
        for jours in (4, 1):
            avant(la_seance, jours)
        Reunion.objects.create(seance=la_seance, envoye_le=timezone.now() - 20 * UN_JOUR)  # prepared anew
        avant(la_seance, 1)
        assert not RappelDeLecture.objects.exists()

        convoquer(la_seance)  # today: five days before, after the first step
        avant(la_seance, 4)
        assert not RappelDeLecture.objects.exists()
        avant(la_seance, 2)
        assert len(mail.outbox) == 1

    def test_that_is_moved_waits_for_its_agenda_then_is_another_deadline(self, convoquee: SeanceComite) -> None:
        avant(convoquee, 7)
        convoquee.le += 30 * UN_JOUR
        convoquee.save()
        avant(convoquee, 7)
        assert len(mail.outbox) == 1
        convoquer(convoquee)
        avant(convoquee, 7)
        assert len(mail.outbox) == 1
        assert RappelDeLecture.objects.filter(palier=-7).count() == 2

    def test_is_only_told_by_a_simulation(self, convoquee: SeanceComite, siege: MembreDuComite) -> None:
        assert siege.user is not None
        dit = avant(convoquee, 7, "--simulation")
        assert f"{siege.user.email} : à lire avant le" in dit
        assert not RappelDeLecture.objects.exists()
        assert mail.outbox == []


class TestAServer:
    def test_that_is_down_takes_it_later_in_the_words_of_then(
        self, convoquee: SeanceComite, siege: MembreDuComite, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with monkeypatch.context() as panne:
            panne.setattr(EmailMessage, "send", tomber(ConnectionRefusedError("down")))
            avant(convoquee, 7)
        assert RappelDeLecture.objects.get().etat == EtatDEnvoi.A_ENVOYER
        ouvrir(siege, "Coop une")
        avant(convoquee, 6)
        [courriel] = mail.outbox
        assert "Coop une" not in lu(courriel)

    def test_that_never_comes_back_leaves_one_message_the_last_step_s(
        self, convoquee: SeanceComite, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with monkeypatch.context() as panne:
            panne.setattr(EmailMessage, "send", tomber(ConnectionRefusedError("down")))
            avant(convoquee, 7)
        avant(convoquee, 2)
        assert len(mail.outbox) == 1
        assert RappelDeLecture.objects.get(palier=-7).etat == EtatDEnvoi.SANS_OBJET

    def test_that_refuses_is_said_on_the_home_and_on_the_session_and_asked_again(
        self, convoquee: SeanceComite, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with monkeypatch.context() as refus:
            refus.setattr(EmailMessage, "send", tomber(smtplib.SMTPResponseException(550, b"No such person")))
            avant(convoquee, 7)
        rappel = RappelDeLecture.objects.get()
        elle = navigateur(UserFactory.create(superuser=True))
        accueil = lire(elle, "/admin/")
        assert "Rappels de lecture qui ne sont pas partis" in mots(accueil.main)
        ici = f"/admin/registre/seances/rappels/{rappel.pk}/"
        assert ici in str(accueil.main)
        assert elle.get(ici).headers["Location"] == f"{page_de(convoquee)}#rappels-de-lecture"
        page = lire(elle, page_de(convoquee))
        assert "No such person" in mots(page.main)
        assert f"{ici}renvoyer/" in str(page.main)

        elle.post(f"{ici}renvoyer/")
        avant(convoquee, 6)
        assert len(mail.outbox) == 1


def test_the_reminders_of_a_session_are_shown_to_who_prepares_it_alone(
    convoquee: SeanceComite, siege: MembreDuComite
) -> None:
    avant(convoquee, 7)
    assert siege.user is not None
    assert "Rappels de lecture" not in mots(lire(navigateur(siege.user), page_de(convoquee)).main)
    assert "Rappels de lecture" in mots(lire(navigateur(secretaire()), page_de(convoquee)).main)
    assert not AccesAuDossier.objects.exists()  # being told is not reading
