"""The permanent page of one granted period."""

import datetime

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from raison_detre.models import Engagement
from registre.ecriture import enregistre_a
from registre.etats import Operation, SortDuLabel
from registre.models import Label
from tests.registre import decisions
from tests.registre.factories import (
    CooperativeFactory,
    absorbee,
    labellisee,
    renouvelee,
    retiree,
    suspendue,
)
from tests.registre.journaux import dernier
from tests.registre.lecture import lire, mots

D = datetime.date
REQUETES_PERMISES = 12
pytestmark = pytest.mark.django_db


def statut(client: Client, label: Label, au: str = "") -> str:
    """Return the status of this label on a day, in words."""
    page = lire(client, f"/registre/labels/{label.numero}/", **({"au": au} if au else {}))
    return mots(page.select_one(".bande__statut"))


def test_a_label_has_its_own_status_on_each_day_whatever_the_coop_became(client: Client) -> None:
    premier = labellisee(D(2023, 3, 1))
    decisions.suspendre(premier.pk, le=D(2024, 1, 10), motif="Motif publié.")
    decisions.lever_suspension(premier.pk, le=D(2024, 2, 10))
    second = renouvelee(premier, D(2026, 1, 15))
    attendus = {
        "2023-02-28": "Pas encore octroyé au 28 février 2023",
        "2023-03-01": "En vigueur jusqu’au 28 février 2026",
        "2024-01-10": "Suspendu depuis le 10 janvier 2024",
        "2024-02-10": "En vigueur jusqu’au 28 février 2026",
        "2026-02-28": "En vigueur jusqu’au 28 février 2026",
        "2026-03-01": "Échu, dernier jour le 28 février 2026",
    }

    assert {au: statut(client, premier, au) for au in attendus} == attendus
    assert statut(client, second, "2026-02-28") == "Octroyé, valable à partir du 1er mars 2026"
    assert statut(client, second, "2026-03-01") == "En vigueur jusqu’au 28 février 2029"

    page = mots(lire(client, f"/registre/labels/{premier.numero}/").main)

    assert second.numero in page
    assert "Motif publié." in page


def test_a_label_never_disappears_and_says_why_it_was_withdrawn(client: Client) -> None:
    label = labellisee(D(2024, 3, 1))
    decisions.retirer(label.pk, le=D(2025, 5, 2), motif="Gouvernance abandonnée.")
    assert statut(client, label) == "Retiré le 2 mai 2025"
    assert statut(client, label, "2025-05-01") == "En vigueur jusqu’au 28 février 2027"
    ancien = lire(client, f"/registre/labels/{label.numero}/", au="2024-06-01")
    assert "Aujourd’hui : Retiré le 2 mai 2025" in mots(ancien.select_one(".bande"))
    assert "statut--labellisee" in ancien.select_one(".bande .statut")["class"]
    assert "Gouvernance abandonnée." in mots(ancien.main)
    assert statut(client, label, "2199-01-01") == "Retiré le 2 mai 2025"


def test_engagements_stay_as_granted_when_the_edition_rewords_them(client: Client) -> None:
    label = labellisee(D(2024, 3, 1))
    Engagement._base_manager.filter(numero=1).update(intitule="Rédigé autrement depuis")  # around the lock
    lignes = [mots(ligne) for ligne in lire(client, f"/registre/labels/{label.numero}/").select(".sommaire__ligne")]
    assert lignes == [f"{n} Engagement {n}" for n in (1, 2, 3, 5, 6, 8, 9, 10)]


def test_a_number_in_lower_case_leads_to_its_page_and_keeps_the_day(client: Client) -> None:
    label = labellisee(D(2024, 3, 1))
    reponse = client.get(f"/registre/labels/{label.numero.lower()}/?au=2025-01-01")
    assert (reponse.status_code, reponse["Location"]) == (301, f"/registre/labels/{label.numero}/?au=2025-01-01")


@pytest.mark.parametrize("numero", ["QC-2024-9999", "NIMPORTE", "🏠"])
def test_a_number_never_given_is_a_404_that_offers_to_verify_it(client: Client, numero: str) -> None:
    page = lire(client, f"/registre/labels/{numero.upper()}/", 404)
    assert page.select_one("form.question input[name=q]")["value"] == numero.upper()


def test_the_page_changes_at_midnight_in_paris(client: Client) -> None:
    label = labellisee(D(2024, 3, 1), CooperativeFactory.create())
    with time_machine.travel(datetime.datetime(2027, 2, 28, 22, 59, 59, tzinfo=datetime.UTC), tick=False):
        assert statut(client, label).startswith("En vigueur")
    with time_machine.travel(datetime.datetime(2027, 2, 28, 23, 0, tzinfo=datetime.UTC), tick=False):
        assert statut(client, label).startswith("Échu")


def test_a_withdrawn_label_has_a_bar_that_stops_and_nothing_left(client: Client) -> None:
    label = labellisee(D(2024, 3, 1))
    retiree(label, D(2025, 5, 2))
    adresse = f"/registre/labels/{label.numero}/"
    bande = lire(client, adresse, au="2025-05-01").select_one(".bande")
    assert "Il reste 668 jours de validité du label." in mots(bande)
    for au in ("2025-05-02", "2026-01-01", "2030-01-01"):
        bande = lire(client, adresse, au=au).select_one(".bande")
        assert mots(bande.select_one(".barre__reste")) == "La validité s’est arrêtée au retrait, le 2 mai 2025."
        assert bande.select_one(".barre__jour")["x"] == "39.0%"
        assert "Il reste" not in mots(bande)


@time_machine.travel(datetime.datetime(2026, 12, 1, 10, tzinfo=datetime.UTC), tick=False)
def test_a_renewal_withdrawn_before_it_begins_is_withdrawn_at_once_and_never_to_come(client: Client) -> None:
    premier = labellisee(D(2024, 3, 1))
    label = renouvelee(premier, D(2026, 9, 1))

    retiree(label, D(2026, 10, 1))
    attendus = {
        "2026-09-30": "Octroyé, valable à partir du 1er mars 2027",
        "2026-10-01": "Retiré le 1er octobre 2026",
        "2027-03-01": "Retiré le 1er octobre 2026",
        "2030-03-01": "Retiré le 1er octobre 2026",
    }

    assert {au: statut(client, label, au) for au in attendus} == attendus
    assert lire(client, f"/registre/labels/{label.numero}/").select_one(".barre") is None
    assert label.numero not in mots(lire(client, f"/registre/labels/{premier.numero}/").main)


@time_machine.travel(datetime.datetime(2026, 6, 15, 10, tzinfo=datetime.UTC), tick=False)
def test_a_label_closed_by_an_absorption_leads_to_the_one_that_took_over(client: Client) -> None:
    petite, grande = CooperativeFactory.create(nom="Petite"), CooperativeFactory.create(nom="Grande")
    ancien = labellisee(D(2025, 3, 1), petite)
    absorbee(petite, grande, D(2026, 1, 1), sort=SortDuLabel.TRANSFERE)
    nouveau = grande.labels.get()

    assert statut(client, ancien) == "Clos par absorption le 1er janvier 2026"
    assert statut(client, ancien, "2025-12-31") == "En vigueur jusqu’au 29 février 2028"

    page = lire(client, f"/registre/labels/{ancien.numero}/")
    assert mots(page.select_one(".barre__reste")) == "La validité s’est arrêtée à l’absorption, le 1er janvier 2026."
    assert f"absorbée le 1er janvier 2026 par Grande, qui a repris ce label sous le numéro {nouveau.numero}" in mots(
        page.select_one(".bande")
    )
    page = lire(client, f"/registre/labels/{nouveau.numero}/")
    assert f"Repris du label {ancien.numero} de Petite, coopérative absorbée" in mots(page.select_one(".bande"))


@time_machine.travel(datetime.datetime(2026, 6, 15, 10, tzinfo=datetime.UTC), tick=False)
def test_an_annulled_number_keeps_its_page_which_says_so(client: Client) -> None:
    with enregistre_a(datetime.datetime(2025, 3, 2, 10, tzinfo=datetime.UTC)):
        label = labellisee(D(2025, 3, 1), CooperativeFactory.create(nom="Maison"))
    decisions.annuler(dernier(Operation.ACCORDER_LABEL).pk, motif="Autre dossier.")
    page = lire(client, f"/registre/labels/{label.numero}/")
    texte = mots(page.main)

    assert "Donné par erreur le 1er mars 2025, annulé le 15 juin 2026" in texte
    assert "Motif publié : Autre dossier." in texte
    assert "un numéro n’est jamais redonné" in texte
    assert "Maison" in texte
    assert page.select_one("meta[name=robots]")["content"].startswith("noindex")
    assert page.find("script", type="application/ld+json") is None or "Certification" not in str(page)

    avant = {"au": "2026-01-01", "connu_le": "2026-06-14"}
    assert statut_connu(client, label, avant) == "En vigueur jusqu’au 29 février 2028"
    assert statut_connu(client, label, {"au": "2025-03-01", "connu_le": "2025-03-02"}).startswith("En vigueur")


def statut_connu(client: Client, label: Label, jours: dict[str, str]) -> str:
    """Return the status of this label on a day as known on another, in words."""
    return mots(lire(client, f"/registre/labels/{label.numero}/", **jours).select_one(".bande__statut"))


@time_machine.travel(datetime.datetime(2026, 6, 15, 10, tzinfo=datetime.UTC), tick=False)
def test_what_was_put_right_of_a_label_is_on_its_page(client: Client) -> None:
    label = suspendue(labellisee(D(2025, 3, 1)), D(2025, 9, 15))
    decisions.corriger(dernier(Operation.ACCORDER_LABEL).pk, le=D(2025, 3, 4), motif="Séance du 4.")
    decisions.annuler(dernier(Operation.SUSPENDRE).pk, motif="Point tenu.")
    texte = mots(lire(client, f"/registre/labels/{label.numero}/").main)
    assert "4 mars 2025 Corrigé le 15 juin 2026 (auparavant : le 1er mars 2025), motif : Séance du 4." in texte
    assert "Ni suspension, ni retrait. Consigné par erreur 15 septembre 2025 Suspension du label" in texte


def test_a_label_s_page_asks_the_same_queries_whatever_its_course(client: Client) -> None:
    court = labellisee(D(2024, 3, 1))
    long = renouvelee(labellisee(D(2021, 3, 1)), D(2024, 1, 15))
    suspendue(long, D(2024, 5, 1))
    nombres = []
    for label in (court, long):
        with CaptureQueriesContext(connection) as requetes:
            lire(client, f"/registre/labels/{label.numero}/")
        nombres.append(len(requetes))
    assert max(nombres) <= REQUETES_PERMISES, nombres
