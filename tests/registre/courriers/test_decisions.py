"""What is decided of a coop is written to its people, once, with the reason and the page that says more."""

import datetime

import pytest
from django.core import mail
from django.utils import timezone

from registre.models import Cooperative
from tests.registre import decisions
from tests.registre.dossier.monde import coop_a
from tests.registre.factories import admissible, deposee, labellisee
from tests.registre.promotion.monde import membre

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def coop() -> Cooperative:
    return coop_a()


def il_y_a(jours: int) -> datetime.date:
    return timezone.localdate() - datetime.timedelta(days=jours)


def test_each_member_is_told_of_a_complement_what_is_asked_and_where_it_is_filed(coop: Cooperative) -> None:
    candidature = deposee(il_y_a(10), coop)
    gens = sorted(membre(coop).email for _fois in range(2))
    decisions.demander_complement(candidature.pk, le=il_y_a(1), motif="La lettre n’est pas signée.")
    assert sorted(courriel.to[0] for courriel in mail.outbox) == gens
    assert mail.outbox[0].subject.endswith("un complément est demandé")
    assert "La lettre n’est pas signée." in mail.outbox[0].body
    assert f"/espace/{coop.slug}/candidature/" in mail.outbox[0].body


def test_a_decision_that_may_be_contested_leads_to_where_it_is(coop: Cooperative) -> None:
    label = labellisee(il_y_a(400), coop)
    membre(coop)
    decisions.suspendre(label.pk, le=il_y_a(1), motif="Le point n’a pas été tenu.")
    assert "contester" in mail.outbox[0].body
    assert f"/espace/{coop.slug}/decisions/" in mail.outbox[0].body


def test_nobody_is_told_of_a_history_taken_over_nor_of_another_coop(coop: Cooperative) -> None:
    membre(coop)
    labellisee(il_y_a(400), coop)
    autre = deposee(il_y_a(10))
    decisions.declarer_complete(autre.pk, le=il_y_a(1))
    assert mail.outbox == []


def test_what_is_not_a_decision_is_not_told(coop: Cooperative) -> None:
    candidature = admissible(il_y_a(200), coop)
    membre(coop)
    decisions.consigner_point_etape(candidature.pk, mois=6, le=il_y_a(1))
    assert mail.outbox == []
