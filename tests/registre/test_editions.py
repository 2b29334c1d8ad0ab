"""The register makes an edition serve: from the first candidature filed under it, it is locked."""

import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from raison_detre.models import Axe, Engagement, Referentiel
from raison_detre.verrou import EditionVerrouillee
from registre.models import Candidature, Evenement
from tests.registre import decisions
from tests.registre.factories import admissible, deposee, edition
from tests.registre.lecture import lire, mots

pytestmark = pytest.mark.django_db

D = datetime.date


def change_la_duree(mois: int) -> None:
    """Give the edition another rule."""
    referentiel = edition()
    referentiel.duree_label_mois = mois
    referentiel.save()


def test_an_edition_changes_until_the_first_candidature_and_no_more() -> None:
    change_la_duree(48)
    deposee(D(2024, 1, 8))
    with pytest.raises(EditionVerrouillee, match="sert déjà à des candidatures"):
        change_la_duree(36)
    assert Referentiel.objects.get().duree_label_mois == 48


def test_a_candidature_locks_its_own_edition_alone() -> None:
    deposee(D(2024, 1, 8))
    suivante = edition("2031", adopte_le=D(2031, 1, 1), en_vigueur_du=D(2031, 1, 1))
    suivante.duree_label_mois = 48
    suivante.save()
    engagement = suivante.engagements.get(numero=1)
    engagement.intitule = "Dit autrement"
    engagement.save()
    assert Engagement.objects.get(pk=engagement.pk).intitule == "Dit autrement"


def test_the_forms_say_that_it_serves_and_lists_ask_nothing(admin_client: Client) -> None:
    candidature = deposee(D(2024, 1, 8))
    vues = Referentiel.snippet_viewset
    formulaire = admin_client.get(reverse(vues.get_url_name("edit"), args=[candidature.referentiel_id]))
    assert "sert déjà à des candidatures" in formulaire.content.decode()
    for modele in (Referentiel, Axe, Engagement):
        with CaptureQueriesContext(connection) as requetes:
            admin_client.get(reverse(modele.snippet_viewset.get_url_name("list")))
        assert not [requete["sql"] for requete in requetes if "registre_candidature" in requete["sql"]]


def test_a_filing_annulled_since_still_locks_it() -> None:
    candidature = deposee(D(2024, 1, 8))
    depot = Evenement.objects.get(cooperative=candidature.cooperative, rang=candidature.rang)
    decisions.annuler(depot.pk, motif="Déposée par erreur.")
    assert not Candidature.objects.exists()
    with pytest.raises(EditionVerrouillee):
        change_la_duree(48)


def test_an_engagement_that_nobody_chose_stays_too() -> None:
    deposee(D(2024, 1, 8))
    with pytest.raises(EditionVerrouillee):
        Engagement.objects.get(numero=12).delete()


def test_taking_the_page_of_an_engagement_offline_takes_nothing_out_of_the_register(client: Client) -> None:
    admissible(D(2025, 1, 8))
    pris, jamais_pris = (Engagement.objects.get(numero=numero) for numero in (1, 12))
    for engagement in (pris, jamais_pris):
        engagement.unpublish()
    page = lire(client, "/registre/", au="2025-02-01", engagement="1")
    assert "Axe 1 : 1, 2, 3" in mots(page.select_one(".coop"))
    assert page.select_one("input[name=engagement][value='12']") is None
    [ligne] = client.get("/api/v1/cooperatives", {"au": "2025-02-01"}).json()["items"]
    assert ligne["engagements"] == [1, 2, 3, 5, 6, 8, 9, 10]
