"""Coops are told of their deadlines by mail: each thing once, to the right person, whatever the server does."""

import datetime
import re
import smtplib
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
import time_machine
from dateutil.relativedelta import relativedelta
from django.core import mail
from django.core.mail import EmailMessage
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from registre import operations
from registre.models import Cooperative, Membre, Role
from registre.rappels.models import ObjetDuRappel, Rappel
from registre.rappels.paliers import PALIERS, palier
from socle.file_de_courriels import PANNES, EtatDEnvoi
from tests.registre.factories import CooperativeFactory, admissible, labellisee, retiree
from tests.rigueur.html import StrictClient
from tests.socle.factories import UserFactory

D = datetime.date
JOUR = datetime.timedelta(days=1)


def passer(au: datetime.date, heure: int = 9, *options: str) -> str:
    """Run the command on a day, at this hour of Paris, and return what it says."""
    dit = StringIO()
    moment = timezone.make_aware(datetime.datetime.combine(au, datetime.time(heure)))
    with time_machine.travel(moment, tick=False):
        call_command("envoyer_rappels", *options, stdout=dit)
    return dit.getvalue()


def membre(coop: Cooperative, courriel: str, role: Role = Role.REFERENT) -> Membre:
    """A person who acts for the coop."""
    compte = UserFactory.create(email=courriel)
    return Membre.objects.create(user=compte, cooperative=coop, role=role, depuis=D(2020, 1, 1))


def lu(courriel: EmailMessage) -> str:
    """The words of a message, its no-break spaces as plain ones."""
    return str(courriel.body).replace("\u00a0", " ").replace("\u202f", " ")


@pytest.fixture
def coop() -> Cooperative:
    """A coop admissible on 1 January 2025: a point due on 1 July 2025, another on 1 January 2026, a visit after."""
    coop = CooperativeFactory.create(nom="Coop du Rappel", slug="coop-du-rappel")
    admissible(D(2025, 1, 1), coop)
    membre(coop, "referente@example.org")
    return coop


class TestPalier:
    @given(st.dates(D(2020, 1, 1), D(2035, 12, 31)), st.integers(-90, 90))
    def test_is_the_last_step_reached(self, le: datetime.date, ecart: int) -> None:
        pas = palier(le, le + ecart * JOUR)

        if pas is None:
            assert ecart < PALIERS[0] or ecart > 59
        else:
            assert pas <= ecart
            assert not any(pas < autre <= ecart for autre in PALIERS)

    def test_a_deadline_on_29_february_has_its_own_days(self) -> None:
        le = D(2028, 2, 29)

        assert [palier(le, D(2027, 12, 30)), palier(le, D(2027, 12, 31))] == [None, -60]
        assert [palier(le, le), palier(le, D(2028, 3, 1))] == [-7, 1]


@pytest.mark.django_db
class TestADeadline:
    def test_is_told_at_each_step_once(self, coop: Cooperative) -> None:
        le = D(2025, 7, 1)
        for jour in (-61, *(pas + ecart for pas in PALIERS for ecart in (0, 1, 6)), 60):
            passer(le + jour * JOUR)

        dits = ObjetDuRappel.objects.filter(le=le).values_list("palier", flat=True)
        assert sorted(dits) == list(PALIERS)
        assert len(mail.outbox) == len(PALIERS)

    def test_is_told_in_words_with_its_day_and_where_to_go(self, coop: Cooperative) -> None:
        passer(D(2025, 6, 1))

        (courriel,) = mail.outbox
        assert courriel.to == ["referente@example.org"]
        assert courriel.subject == "Quali’Coop : ce qui vient pour votre coopérative"
        assert "Coop du Rappel" in courriel.body
        assert "Point d’étape à 6 mois : à faire d’ici le 1er juillet 2025, dans 30 jours." in lu(courriel)
        assert "/espace/coop-du-rappel/" in courriel.body

    def test_of_a_point_leads_to_the_page_where_its_coop_tells_it(self, coop: Cooperative) -> None:
        passer(D(2025, 6, 1))

        [ici] = re.findall(r"Le remplir : https?://[^/]+(/espace/\S+)", lu(mail.outbox[0]))
        elle = StrictClient()
        with time_machine.travel(D(2025, 6, 1), tick=False):
            elle.force_login(coop.membres.get().user)
            reponse = elle.get(ici)
        assert "oint d’étape à 6 mois" in reponse.content.decode().replace("\u00a0", " ")
        assert 'name="difficultes"' in reponse.content.decode()

    def test_of_a_mid_term_leads_there_and_of_an_end_to_the_space_alone(self) -> None:
        coop = CooperativeFactory.create(slug="coop-labellisee")
        membre(coop, "elue@example.org")
        rang = labellisee(D(2023, 1, 10), coop).candidature.rang

        passer(D(2024, 6, 10))
        assert f"/espace/coop-labellisee/suivi/{rang}/18/" in mail.outbox[-1].body
        passer(D(2025, 12, 15))
        assert "/suivi/" not in mail.outbox[-1].body
        assert "/espace/coop-labellisee/" in mail.outbox[-1].body

    def test_passed_is_told_as_passed(self, coop: Cooperative) -> None:
        passer(D(2025, 7, 2))

        (courriel,) = mail.outbox
        assert courriel.subject == "Quali’Coop : une échéance est passée"
        assert "attendu le 1er juillet 2025, il y a 1 jour." in lu(courriel)

    def test_late_by_three_days_is_told_once_and_as_it_stands(self, coop: Cooperative) -> None:
        passer(D(2025, 6, 4))
        passer(D(2025, 6, 4), 15)

        (courriel,) = mail.outbox
        assert "dans 27 jours" in courriel.body

    def test_is_told_once_when_the_hour_changes(self, coop: Cooperative) -> None:
        for heure in (0, 1, 2, 3, 4, 23):
            passer(D(2025, 10, 26), heure)  # the night with an hour more; the point of 1 July is long past

        assert ObjetDuRappel.objects.filter(le=D(2026, 1, 1)).count() == 0
        passer(D(2025, 11, 2))
        assert ObjetDuRappel.objects.filter(le=D(2026, 1, 1)).count() == 1

    def test_that_was_held_is_told_to_nobody(self, coop: Cooperative) -> None:
        (candidature,) = coop.candidatures.all()
        operations.consigner_point_etape(candidature.pk, mois=6, le=D(2025, 5, 20), par=None)

        passer(D(2025, 6, 1))

        assert mail.outbox == []

    def test_of_a_label_is_its_mid_term_then_its_end(self) -> None:
        label = labellisee(D(2025, 3, 1))
        membre(label.cooperative, "labellisee@example.org")

        passer(D(2025, 3, 1) + relativedelta(months=18) - 30 * JOUR)
        passer(label.valide_jusqu_au - 60 * JOUR)
        passer(label.valide_jusqu_au + 1 * JOUR)

        assert ["mi-parcours" in courriel.body for courriel in mail.outbox] == [True, False, False]
        assert ["renouvellement" in courriel.body for courriel in mail.outbox] == [False, True, True]

    def test_of_a_label_that_fell_is_told_to_nobody(self) -> None:
        label = labellisee(D(2025, 3, 1))
        membre(label.cooperative, "retiree@example.org")
        retiree(label, D(2026, 1, 10))

        passer(label.valide_jusqu_au - 30 * JOUR)

        assert mail.outbox == []

    def test_of_a_coop_that_left_is_told_to_nobody(self, coop: Cooperative) -> None:
        operations.quitter(coop.pk, le=D(2025, 4, 1), par=None)

        passer(D(2025, 6, 1))

        assert mail.outbox == []


@pytest.mark.django_db
class TestWhoIsTold:
    def test_the_referents_and_only_they(self, coop: Cooperative) -> None:
        membre(coop, "contributeur@example.org", Role.CONTRIBUTEUR)
        parti = membre(coop, "parti@example.org").user
        parti.is_active = False
        parti.save()

        passer(D(2025, 6, 1))

        assert [courriel.to for courriel in mail.outbox] == [["referente@example.org"]]

    def test_everyone_when_there_is_no_referent(self, coop: Cooperative) -> None:
        Membre.objects.all().delete()
        membre(coop, "a@example.org", Role.CONTRIBUTEUR)
        membre(coop, "b@example.org", Role.CONTRIBUTEUR)

        passer(D(2025, 6, 1))

        assert sorted(courriel.to[0] for courriel in mail.outbox) == ["a@example.org", "b@example.org"]

    def test_a_coop_of_which_nobody_can_be_told_is_named(self, coop: Cooperative) -> None:
        Membre.objects.all().delete()

        assert "Coop du Rappel\u00a0: personne à prévenir" in passer(D(2025, 6, 1))

    def test_one_person_of_two_coops_reads_one_message(self, coop: Cooperative) -> None:
        autre = CooperativeFactory.create(nom="Autre coop")
        admissible(D(2025, 1, 1), autre)
        compte = Membre.objects.get().user
        Membre.objects.create(user=compte, cooperative=autre, role=Role.REFERENT, depuis=D(2020, 1, 1))

        passer(D(2025, 6, 1))

        (courriel,) = mail.outbox
        assert "Coop du Rappel" in courriel.body
        assert "Autre coop" in courriel.body

    def test_a_simulation_names_them_and_writes_nothing(self, coop: Cooperative) -> None:
        dit = passer(D(2025, 6, 1), 9, "--simulation")

        assert "referente@example.org : Coop du Rappel – point d’étape à 6 mois (01/07/2025)" in dit
        assert not Rappel.objects.exists()
        assert mail.outbox == []


def tomber(erreur: BaseException) -> Callable[..., Any]:
    """A sending that fails so."""

    def envoyer(_message: EmailMessage, **_options: Any) -> int:
        raise erreur

    return envoyer


@pytest.mark.django_db
class TestAMailServer:
    def test_that_is_down_delays_and_makes_one_message(
        self, coop: Cooperative, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with monkeypatch.context() as panne:
            panne.setattr(EmailMessage, "send", tomber(ConnectionRefusedError("down")))
            for jour in range(-31, -5):
                passer(D(2025, 7, 1) + jour * JOUR)

        passer(D(2025, 6, 27))

        (courriel,) = mail.outbox
        assert courriel.body.count("Point d’étape") == 1
        assert "dans 4 jours" in courriel.body
        assert Rappel.objects.get().etat == EtatDEnvoi.ENVOYE

    def test_that_is_down_is_not_asked_by_everyone(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for rang in range(PANNES + 2):
            voisine = CooperativeFactory.create()
            admissible(D(2025, 1, 1), voisine)
            membre(voisine, f"voisine{rang}@example.org")
        monkeypatch.setattr(EmailMessage, "send", tomber(TimeoutError("slow")))

        passer(D(2025, 6, 1))

        assert Rappel.objects.filter(essais=1).count() == PANNES
        assert Rappel.objects.filter(essais=0).count() == 2

    def test_that_refuses_an_address_for_good_is_asked_no_more(
        self, coop: Cooperative, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        refus = smtplib.SMTPRecipientsRefused({"referente@example.org": (550, b"no such user")})
        with monkeypatch.context() as panne:
            panne.setattr(EmailMessage, "send", tomber(refus))
            passer(D(2025, 6, 1))

        passer(D(2025, 6, 2))

        rappel = Rappel.objects.get()
        assert (rappel.etat, rappel.erreur) == (EtatDEnvoi.REFUSE, "550 no such user")
        assert mail.outbox == []

    def test_killed_in_the_middle_is_left_to_a_person(self, coop: Cooperative, monkeypatch: pytest.MonkeyPatch) -> None:
        with monkeypatch.context() as mort:
            mort.setattr(EmailMessage, "send", tomber(KeyboardInterrupt()))
            with pytest.raises(KeyboardInterrupt):
                passer(D(2025, 6, 1))

        passer(D(2025, 6, 2))

        assert Rappel.objects.get().etat == EtatDEnvoi.INCERTAIN
        assert mail.outbox == []

    def test_late_tells_nothing_of_what_was_done_meanwhile(
        self, coop: Cooperative, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with monkeypatch.context() as panne:
            panne.setattr(EmailMessage, "send", tomber(ConnectionRefusedError("down")))
            passer(D(2025, 6, 1))
        (candidature,) = coop.candidatures.all()
        operations.consigner_point_etape(candidature.pk, mois=6, le=D(2025, 6, 1), par=None)

        passer(D(2025, 6, 2))

        assert mail.outbox == []
        assert Rappel.objects.get().etat == EtatDEnvoi.SANS_OBJET


@pytest.mark.django_db
def test_as_many_queries_for_two_coops_and_for_eight(coop: Cooperative) -> None:
    def requetes() -> int:
        with CaptureQueriesContext(connection) as captees:
            passer(D(2025, 6, 1), 9, "--simulation")
        return len(captees)

    def peupler(nombre: int) -> None:
        for _rang in range(nombre):
            membre(labellisee(D(2022, 7, 1)).cooperative, f"coop{Cooperative.objects.count()}@example.org")

    peupler(1)
    deux = requetes()
    peupler(6)

    assert requetes() == deux
