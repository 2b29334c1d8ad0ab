"""The admin's home says what is due of the coops, to who instructs or decides, and each line leads to the act."""

import datetime
from typing import Any

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from registre import operations
from registre.models import Cooperative, SeanceComite
from tests.registre import decisions
from tests.registre.factories import CooperativeFactory, admissible, deposee, labellisee
from tests.registre.signalements.monde import recu
from tests.socle.admin import connecte
from tests.socle.factories import UserFactory

D = datetime.date
pytestmark = [pytest.mark.django_db, pytest.mark.rendu]
AUJOURDHUI = D(2025, 6, 10)


@pytest.fixture(autouse=True)
def le_10_juin() -> Any:
    """The day these tests are lived on."""
    call_command("synchroniser_groupes", verbosity=0)
    with time_machine.travel(datetime.datetime(2025, 6, 10, 12, tzinfo=datetime.UTC), tick=False):
        yield


def coop(nom: str) -> Cooperative:
    """A coop of this name."""
    return CooperativeFactory.create(nom=nom)


def panneau(compte: Any = None) -> Any:
    """The panel as this account sees it; None when it has none."""
    compte = compte or UserFactory.create(publication=True)
    page = BeautifulSoup(connecte(compte).get(reverse("wagtailadmin_home")).content, "lxml")
    return page.find("section", id="echeances-du-registre-section")


def volets(compte: Any = None) -> dict[str, list[tuple[str, str]]]:
    """The coop and the address of each line, by title of the part with its count; nothing under the empty ones."""
    lus = panneau(compte)
    assert lus is not None
    return {
        titre.get_text(strip=True): [
            (lien.get_text(strip=True), lien["href"])
            for suivant in titre.find_next_siblings()[: _jusqu_au_suivant(titre)]
            for lien in suivant.select(".title a")
        ]
        for titre in lus.find_all("h3")
    }


def _jusqu_au_suivant(titre: Any) -> int:
    suivants = [element.name for element in titre.find_next_siblings()]
    return suivants.index("h3") if "h3" in suivants else len(suivants)


def coops(titre: str) -> list[str]:
    """The coops named in the part whose title begins so."""
    return next([nom for nom, _adresse in lignes] for nom, lignes in volets().items() if nom.startswith(titre))


def test_what_is_past_its_day_is_late_however_old_and_leads_to_the_form_that_records_it() -> None:
    candidature = admissible(D(2024, 1, 1), coop("Coop en retard"))
    nom, lignes = next(iter(volets().items()))
    assert nom == "En retard (2)"  # the points at 6 and 12 months
    assert [texte for texte, _adresse in lignes] == ["Coop en retard", "Coop en retard"]
    assert lignes[0][1] == reverse("registre_geste", args=["candidature", candidature.pk, "consigner_point_etape"])
    assert connecte(UserFactory.create(publication=True)).get(lignes[0][1]).status_code == 200


@pytest.mark.parametrize(
    ("admise", "ou"),
    [
        (D(2024, 12, 9), "En retard"),  # due on 9 June, yesterday
        (D(2024, 12, 10), "À tenir ce mois-ci"),  # due today
        (D(2024, 12, 30), "À tenir ce mois-ci"),  # due on 30 June, the last day of the month
    ],
)
def test_a_deadline_is_of_this_month_until_its_day_included_then_late(admise: datetime.date, ou: str) -> None:
    admissible(admise, coop("Coop"))
    titres = ("En retard", "À tenir ce mois-ci")
    assert [titre for titre in titres if coops(titre)] == [ou]


def test_a_deadline_of_next_month_is_in_neither() -> None:
    admissible(D(2025, 1, 1), coop("Coop"))
    assert (coops("En retard"), coops("À tenir ce mois-ci")) == ([], [])


def test_a_point_held_is_due_no_more() -> None:
    candidature = admissible(D(2024, 12, 9), coop("Coop"))
    operations.consigner_point_etape(candidature.pk, par=None, le=D(2025, 6, 1), mois=6, motif="Tenu.")
    assert coops("En retard") == []


def test_a_complement_asked_for_is_awaited_and_a_filing_is_to_be_prepared() -> None:
    incomplete = deposee(D(2025, 5, 1), coop("Coop incomplète"))
    operations.demander_complement(incomplete.pk, par=None, le=D(2025, 5, 2), motif="La lettre manque.")
    deposee(D(2025, 5, 3), coop("Coop déposée"))
    assert coops("Dossiers à compléter") == ["Coop incomplète"]
    assert coops("À préparer") == ["Coop déposée"]


def test_a_renewal_is_to_be_prepared_before_the_points_that_come_after_the_session() -> None:
    label = labellisee(D(2022, 9, 1), coop("Coop renouvelée"))
    suite = decisions.deposer_renouvellement(label.cooperative_id, le=D(2025, 4, 1))
    decisions.declarer_complete(suite.pk, le=D(2025, 4, 10))
    decisions.declarer_admissible(suite.pk, le=D(2025, 5, 1))
    SeanceComite.objects.create(le=D(2025, 7, 3))
    assert coops("À préparer") == []  # the visit is awaited

    decisions.consigner_visite(suite.pk, le=D(2025, 6, 1))
    assert coops("À préparer") == ["Coop renouvelée"]


def test_the_day_of_the_next_session_is_said_or_that_none_is_planned() -> None:
    assert "Aucune séance n’est prévue" in panneau().get_text()
    SeanceComite.objects.create(le=D(2025, 7, 3))
    assert "Prochaine séance : 3 juillet 2025." in panneau().get_text().replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("octroi", "dedans"), [(D(2022, 6, 11), True), (D(2022, 12, 11), True), (D(2022, 12, 12), False)]
)
def test_a_label_ends_soon_from_today_to_the_same_day_in_six_months(octroi: datetime.date, dedans: bool) -> None:
    labellisee(octroi, coop("Coop labellisée"))
    assert bool(coops("Labels qui finissent")) is dedans


@pytest.mark.parametrize(("le", "dedans"), [(D(2024, 6, 10), True), (D(2024, 6, 11), False)])
def test_a_coop_is_silent_twelve_months_after_its_last_fact(le: datetime.date, dedans: bool) -> None:
    deposee(le, coop("Coop"))
    assert bool(coops("Sans nouvelles")) is dedans


def test_nothing_is_said_in_words() -> None:
    texte = panneau().get_text()
    assert all(not lignes for lignes in volets().values())
    for mots in (
        "Rien n’est en retard.",
        "Aucun complément n’est attendu.",
        "Aucune candidature n’attend de décision.",
    ):
        assert mots in texte


def test_each_part_leads_to_the_whole_of_it_and_nothing_else() -> None:
    admissible(D(2024, 1, 1), coop("Coop en retard"))
    deposee(D(2025, 5, 3), coop("Coop déposée"))
    labellisee(D(2022, 8, 1), coop("Coop labellisée"))
    compte = UserFactory.create(publication=True)
    for lien in panneau(compte).select("p a"):
        page = connecte(compte).get(lien["href"]).content.decode()
        attendues = {nom for titre, lignes in volets(compte).items() for nom, _a in lignes if _de(lien, titre)}
        autres = {"Coop en retard", "Coop déposée", "Coop labellisée"} - attendues
        corps = BeautifulSoup(page, "lxml").find("table", class_="listing").get_text()
        assert all(nom in corps for nom in attendues)
        assert not any(nom in corps for nom in autres)


def _de(lien: Any, titre: str) -> bool:
    return bool(lien.find_previous("h3").get_text(strip=True) == titre)


def test_who_does_not_keep_the_register_has_no_such_panel() -> None:
    assert panneau(UserFactory.create(edition=True)) is None
    assert panneau(UserFactory.create(administration=True)) is not None


def requetes(compte: Any) -> int:
    """Return what the whole home costs this account, session and rights included."""
    client = connecte(compte)
    client.get(reverse("wagtailadmin_home"))  # what one process reads once is read
    with CaptureQueriesContext(connection) as capture:
        client.get(reverse("wagtailadmin_home"))
    return len(capture)


def peupler(nombre: int) -> None:
    """Add this many coops of each situation."""
    for rang in range(nombre):
        admissible(D(2024, 1, 1), coop(f"Retard {rang}"))
        labellisee(D(2022, 8, 1), coop(f"Labellisée {rang}"))
        deposee(D(2024, 5, 3), coop(f"Déposée {rang}"))


def test_the_whole_home_costs_the_same_few_queries_for_three_coops_and_for_two_hundred() -> None:
    assert timezone.localdate() == AUJOURDHUI
    comptes = [UserFactory.create(**{role: True}) for role in ("publication", "administration", "superuser")]
    peupler(1)
    recu(cooperative=Cooperative.objects.earliest("pk"))
    avant = [requetes(compte) for compte in comptes]
    peupler(65)
    assert Cooperative.objects.count() == 198
    assert [requetes(compte) for compte in comptes] == avant
    assert max(avant) <= 25
