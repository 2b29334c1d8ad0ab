"""The permanent page of one granted period."""

import datetime

import pytest
import time_machine
from django.test import Client

from raison_detre.models import Engagement
from registre import operations
from registre.models import Candidature, Label
from tests.registre.factories import CooperativeFactory, choix, edition, labellisee
from tests.registre.lecture import lire, mots

D = datetime.date
pytestmark = pytest.mark.django_db


def statut(client: Client, label: Label, au: str = "") -> str:
    """Return the status of this label on a day, in words."""
    page = lire(client, f"/registre/labels/{label.numero}/", **({"au": au} if au else {}))
    return mots(page.select_one(".bande__statut"))


def renouvele(label: Label, le: datetime.date) -> Label:
    """Return the label that follows this one, granted on `le`."""
    candidature: Candidature = operations.deposer_renouvellement(
        label.cooperative_id, referentiel=edition(), choix=choix(), par=None, le=D(le.year - 1, 6, 1)
    )
    operations.declarer_complete(candidature.pk, par=None, le=D(le.year - 1, 7, 1))
    operations.declarer_admissible(candidature.pk, par=None, le=D(le.year - 1, 8, 1))
    return operations.renouveler(candidature.pk, par=None, le=le)


def test_a_label_has_its_own_status_on_each_day_whatever_the_coop_became(client: Client) -> None:
    premier = labellisee(D(2023, 3, 1))
    operations.suspendre(premier.pk, par=None, le=D(2024, 1, 10), motif="Motif publié.")
    operations.lever_suspension(premier.pk, par=None, le=D(2024, 2, 10))
    second = renouvele(premier, D(2026, 1, 15))
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
    operations.retirer(label.pk, par=None, le=D(2025, 5, 2), motif="Gouvernance abandonnée.")
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
