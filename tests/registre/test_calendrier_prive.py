"""A private calendar: one address a person, shown once, that gives what they may see that day and nothing else."""

import datetime
import re
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from registre import operations
from registre.models import Cooperative, Membre
from socle.models import AdresseDeCalendrier, User
from tests.formats import ical
from tests.registre.comite.monde import membre as siege
from tests.registre.comite.monde import seance
from tests.registre.factories import CooperativeFactory, admissible, deposee, labellisee
from tests.socle.admin import connecte
from tests.socle.factories import UserFactory

D = datetime.date
pytestmark = pytest.mark.django_db
PAGE = "/compte/mon-calendrier/"


@pytest.fixture(autouse=True)
def le_10_juin() -> Any:
    """The day these tests are lived on."""
    call_command("synchroniser_groupes", verbosity=0)
    with time_machine.travel(datetime.datetime(2025, 6, 10, 12, tzinfo=datetime.UTC), tick=False) as voyage:
        yield voyage


def de_la_coop(cooperative: Cooperative) -> User:
    """A member of this coop."""
    user = UserFactory.create()
    Membre.objects.create(user=user, cooperative=cooperative, role="contributeur", depuis=D(2024, 1, 1))
    return user


def adresse_neuve(user: User) -> str:
    """Ask for an address as this person does; return its path."""
    page = connecte(user).post(PAGE, {"geste": "donner"}).content.decode()
    trouvee = re.search(r"https?://[^/<]+(/calendrier/[\w-]{43}\.ics)", page)
    assert trouvee
    assert trouvee[1] not in connecte(user).get(PAGE).content.decode()  # shown once
    return trouvee[1]


def lus(adresse: str) -> list[str]:
    """What a program reads at this address, by title; sound for a strict reader, and kept by nobody."""
    reponse = Client().get(adresse)
    assert reponse.status_code == 200
    assert ical.fautes(reponse.content) == []
    assert reponse.headers["Cache-Control"] == "private, no-store"
    assert reponse.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert not reponse.cookies
    lu: Any = Calendar.from_ical(reponse.content)
    return [str(evenement["SUMMARY"]) for evenement in lu.walk("VEVENT")]


def test_each_reads_what_they_may_see_and_nothing_of_a_candidature_that_is_not_admissible() -> None:
    la_notre, autre, cachee = (CooperativeFactory.create(nom=f"Coop {nom}") for nom in ("A", "B", "C"))
    admissible(D(2024, 12, 20), la_notre)
    labellisee(D(2022, 8, 1), autre)
    deposee(D(2025, 5, 3), cachee)
    seance(D(2025, 7, 3))

    comite = "Comité de validation Quali’Coop"
    de_tous = lus(adresse_neuve(UserFactory.create(publication=True)))
    assert {titre.partition("\N{NO-BREAK SPACE}: ")[0] for titre in de_tous} == {"Coop A", "Coop B", comite}

    des_notres = lus(adresse_neuve(de_la_coop(la_notre)))
    assert {titre.partition("\N{NO-BREAK SPACE}: ")[0] for titre in des_notres} == {"Coop A", comite}
    assert len(des_notres) == 4  # the points at 6 and 12 months, the visit, the session

    du_comite = siege().user
    assert du_comite
    assert lus(adresse_neuve(du_comite)) == [comite]
    assert connecte(UserFactory.create(edition=True)).get(PAGE).status_code == 404
    assert Client().get(PAGE).status_code == 302


def test_rights_are_asked_at_each_reading(le_10_juin: Any) -> None:
    user = de_la_coop(coop := CooperativeFactory.create())
    candidature = admissible(D(2024, 12, 9), coop)
    adresse = adresse_neuve(user)
    avant = len(lus(adresse))
    operations.consigner_point_etape(candidature.pk, par=None, le=D(2025, 6, 1), mois=6, motif="Tenu.")
    assert len(lus(adresse)) == avant - 1

    le_10_juin.shift(datetime.timedelta(days=3))
    lus(adresse)
    assert AdresseDeCalendrier.objects.get().lue_le == D(2025, 6, 13)
    assert "13\N{NO-BREAK SPACE}juin 2025" in connecte(user).get(PAGE).content.decode()

    Membre.objects.all().delete()
    assert Client().get(adresse).status_code == 404


@pytest.mark.parametrize("comment", ["nouvelle", "révoquée", "compte fermé", "compte effacé"])
def test_an_address_dies_for_good(comment: str) -> None:
    user = de_la_coop(CooperativeFactory.create())
    adresse = adresse_neuve(user)
    if comment == "nouvelle":
        assert lus(adresse_neuve(user)) == []
    elif comment == "révoquée":
        assert connecte(user).post(PAGE, {"geste": "revoquer"}).status_code == 302
    elif comment == "compte fermé":
        User.objects.update(is_active=False)
    else:
        user.delete()
    assert Client().get(adresse).status_code == 404
    assert Client().post(adresse).status_code == 405
    assert Client().get("/calendrier/inconnue.ics").status_code == 404


def test_an_address_that_nothing_reads_is_forgotten_and_the_secret_is_never_kept(le_10_juin: Any) -> None:
    user = de_la_coop(CooperativeFactory.create())
    adresse = adresse_neuve(user)
    [gardee] = AdresseDeCalendrier.objects.values_list("empreinte", flat=True)
    assert gardee not in adresse
    assert gardee not in connecte(user).get("/compte/mes-donnees/").content.decode()

    le_10_juin.move_to(datetime.datetime(2026, 6, 10, 12, tzinfo=datetime.UTC))
    call_command("appliquer_conservation", verbosity=0)
    assert AdresseDeCalendrier.objects.count() == 1  # the last day is included
    le_10_juin.move_to(datetime.datetime(2026, 6, 11, 12, tzinfo=datetime.UTC))
    call_command("appliquer_conservation", verbosity=0)
    assert AdresseDeCalendrier.objects.count() == 0


def test_who_needs_a_second_factor_in_the_admin_needs_it_here(settings: Any) -> None:
    settings.MFA_REQUIRED = True
    reponse = connecte(UserFactory.create(publication=True)).post(PAGE, {"geste": "donner"})
    assert reponse.status_code == 302
    assert not AdresseDeCalendrier.objects.exists()
    adresse_neuve(de_la_coop(CooperativeFactory.create()))


def test_it_costs_the_same_for_two_coops_and_for_twenty() -> None:
    adresse = adresse_neuve(UserFactory.create(administration=True))

    def requetes() -> int:
        with CaptureQueriesContext(connection) as capture:
            lus(adresse)
        return len(capture)

    admissible(D(2024, 12, 20), CooperativeFactory.create())
    labellisee(D(2022, 8, 1), CooperativeFactory.create())
    lus(adresse)
    avant = requetes()
    for _rang in range(9):
        admissible(D(2024, 12, 20), CooperativeFactory.create())
        labellisee(D(2022, 8, 1), CooperativeFactory.create())
    assert requetes() == avant <= 9
