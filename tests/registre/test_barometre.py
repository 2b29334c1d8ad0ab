"""The barometer: how many active coops are engaged or labelled, on a day, counted one by one to be sure."""

import csv
import datetime
import io

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from registre.cycle import statut
from registre.etats import AVEC_LABEL, DANS_LA_DEMARCHE
from registre.journal.connu import histoires
from registre.models import Cooperative
from registre.public.barometre.mesures import trimestres
from registre.territoires import REGIONS
from tests.registre.factories import CooperativeFactory, admissible, deposee, edition, labellisee
from tests.registre.lecture import lire, mots

D = datetime.date
ADRESSE = "/registre/barometre/"
pytestmark = pytest.mark.django_db


def serie(client: Client, nom: str, **parametres: str) -> list[dict[str, str]]:
    """Return a chart's file, line by line."""
    reponse = client.get(f"{ADRESSE}{nom}.csv", parametres)
    assert reponse.status_code == 200
    return list(csv.DictReader(io.StringIO(reponse.content.decode())))


def phrase(client: Client, au: str) -> str:
    """Return the big sentence of a day."""
    return mots(lire(client, ADRESSE, au=au).select_one(".barometre__phrase"))


def compter(au: datetime.date, parmi: frozenset) -> int:
    """Count by the facts, coop by coop, the active ones of these statuses on a day."""
    connues = histoires(Cooperative.objects.order_by("pk").values_list("pk", flat=True))
    return sum(connue.membre(au) and statut(connue.faits, au) in parmi for connue in connues.values())


def membres(au: datetime.date) -> int:
    """Count the members of a day from the journal."""
    connues = histoires(Cooperative.objects.order_by("pk").values_list("pk", flat=True))
    return sum(connue.membre(au) for connue in connues.values())


def test_the_sentence_counts_members_of_the_day_and_no_one_else(client: Client) -> None:
    labellisee(D(2024, 3, 1))
    admissible(D(2024, 5, 1))
    deposee(D(2024, 5, 1))
    CooperativeFactory.create(membre_depuis=D(2025, 1, 1))
    partie = CooperativeFactory.create(membre_jusqu_au=D(2024, 12, 31))
    labellisee(D(2024, 6, 1), partie)
    assert phrase(client, "2024-12-31") == (
        "Au 31 décembre 2024, 3 coopératives actives sur 4 sont engagées ou labellisées, soit 75 %. L’objectif : 80 %."
    )
    assert "2 coopératives actives sur 4 sont engagées ou labellisées, soit 50 %" in phrase(client, "2025-01-01")


def test_one_alone_is_said_in_the_singular_and_none_without_a_share(client: Client) -> None:
    assert phrase(client, "2024-06-01") == "Aucune coopérative active connue au 1er juin 2024."
    labellisee(D(2024, 3, 1))
    assert "1 coopérative active sur 1 est engagée ou labellisée, soit 100 %" in phrase(client, "2024-06-01")


def test_the_goal_is_that_of_the_edition(client: Client) -> None:
    edition(objectif_adhesion_pourcent=65)
    labellisee(D(2024, 3, 1))
    assert phrase(client, "2024-06-01").endswith("L’objectif : 65 %.")
    assert "objectif 65 %" in mots(lire(client, ADRESSE, au="2024-06-01").select_one(".courbe__but"))


def test_the_figure_changes_at_midnight_in_paris(client: Client) -> None:
    labellisee(D(2024, 3, 1))
    minuit = datetime.datetime(2027, 2, 28, 23, tzinfo=datetime.UTC)
    for moment, nombre in ((minuit - datetime.timedelta(seconds=1), "1"), (minuit, "0")):
        with time_machine.travel(moment, tick=False):
            assert serie(client, "regions")[0]["engagees_ou_labellisees"] == nombre


def test_quarters_end_with_the_day_asked() -> None:
    assert trimestres(D(2022, 6, 29)) == []
    assert trimestres(D(2022, 6, 30)) == [D(2022, 6, 30)]
    assert trimestres(D(2022, 9, 30)) == [D(2022, 6, 30), D(2022, 9, 30)]
    assert trimestres(D(2023, 1, 1)) == [D(2022, 6, 30), D(2022, 9, 30), D(2022, 12, 31), D(2023, 1, 1)]


@pytest.mark.parametrize("au", ["2021-01-01", "2022-06-30", "2199-12-31"])
def test_any_day_is_answered_and_the_curve_never_goes_beyond_today(client: Client, au: str) -> None:
    labellisee(D(2024, 3, 1))
    lire(client, ADRESSE, au=au)
    with time_machine.travel(D(2026, 6, 15), tick=False):
        assert all(point["le"] <= "2026-06-15" for point in serie(client, "evolution", au=au))


def test_a_chart_that_does_not_exist_is_a_404_and_a_bad_day_a_400(client: Client) -> None:
    assert client.get(f"{ADRESSE}tout.csv").status_code == 404
    assert client.get(f"{ADRESSE}axes.csv?au=demain").status_code == 400


def test_the_curve_follows_those_who_join_and_those_who_leave(client: Client) -> None:
    labellisee(D(2024, 3, 1), CooperativeFactory.create(membre_jusqu_au=D(2025, 3, 30)))
    labellisee(D(2024, 3, 1), CooperativeFactory.create(membre_depuis=D(2025, 3, 31)))
    admissible(D(2023, 5, 1))

    with time_machine.travel(D(2026, 6, 15), tick=False):
        points = serie(client, "evolution", au="2026-06-15")
    for point in points:
        le = D.fromisoformat(point["le"])
        assert int(point["cooperatives_actives"]) == membres(le)
        assert int(point["engagees_ou_labellisees"]) == compter(le, DANS_LA_DEMARCHE)
        assert int(point["labellisees"]) == compter(le, AVEC_LABEL)

    assert len(points) > 12


@pytest.mark.lent
@pytest.mark.usefixtures("registre_charge")
class TestRegistreCharge:
    """Forty coops on 15 June 2026."""

    def test_every_point_of_the_curve_is_what_the_facts_say(self, client: Client) -> None:
        points = serie(client, "evolution")
        assert points[0]["le"] == "2022-06-30"
        assert points[-1]["le"] == "2026-06-15"
        for point in points[::4] + points[-1:]:
            le = D.fromisoformat(point["le"])
            assert int(point["cooperatives_actives"]) == membres(le)
            assert int(point["engagees_ou_labellisees"]) == compter(le, DANS_LA_DEMARCHE)
            assert int(point["labellisees"]) == compter(le, AVEC_LABEL)

    def test_regions_add_up_to_the_sentence_and_the_page_to_its_files(self, client: Client) -> None:
        regions = serie(client, "regions")
        engagees = sum(int(r["engagees_ou_labellisees"]) for r in regions)
        actives = sum(int(r["cooperatives_actives"]) for r in regions)
        page = lire(client, ADRESSE)
        assert f"{engagees} coopératives actives sur {actives}" in mots(page.select_one(".barometre__phrase"))
        assert {r["region"] for r in regions} <= set(REGIONS.values())
        lignes = page.select("#regions ~ .defile tbody tr")
        assert [mots(ligne.th) for ligne in lignes] == [r["region"] for r in regions]
        dits = [f"{r['engagees_ou_labellisees']} sur {r['cooperatives_actives']}" for r in regions]
        assert [mots(ligne.td) for ligne in lignes] == dits

    def test_every_point_of_the_curve_is_told_a_quarter_a_cell(self, client: Client) -> None:
        cellules = [mots(td) for td in lire(client, ADRESSE).select(".table--trimestres td")]
        dites = [cellule for cellule in cellules if cellule != "–"]
        points = serie(client, "evolution")
        assert len(dites) == len(points)
        dernier = points[-1]
        assert dites[-1].startswith("Au 15 juin 2026 :")
        nombres = f"{dernier['engagees_ou_labellisees']} sur {dernier['cooperatives_actives']}"
        assert f"{nombres}, dont {dernier['labellisees']} avec label" in dites[-1]

    def test_each_engagement_counts_the_coops_the_register_lists(self, client: Client) -> None:
        for ligne in serie(client, "engagements"):
            question = {"engagement": ligne["engagement"], "statut": sorted(DANS_LA_DEMARCHE)}
            reponse = client.get("/registre/donnees/registre.csv", question)
            trouvees = list(csv.DictReader(io.StringIO(reponse.getvalue().decode())))
            membres_du_jour = [t for t in trouvees if not t["membre_jusqu_au"]]
            choisies = [t for t in membres_du_jour if ligne["engagement"] in t["engagements"].split("|")]
            assert int(ligne["cooperatives"]) == len([t for t in choisies if t["statut"] in DANS_LA_DEMARCHE])

    def test_axes_share_all_the_engagements_taken(self, client: Client) -> None:
        axes = serie(client, "axes")
        assert sum(int(axe["engagements_pris"]) for axe in axes) == int(axes[0]["engagements_pris_en_tout"])
        pris = sum(int(ligne["cooperatives"]) for ligne in serie(client, "engagements"))
        assert pris == int(axes[0]["engagements_pris_en_tout"])

    def test_the_page_asks_few_queries_says_the_coops_are_fictional_and_sets_no_cookie(self, client: Client) -> None:
        client.get(ADRESSE)  # Wagtail keeps the roots of the sites in the cache for an hour
        with CaptureQueriesContext(connection) as requetes:
            reponse = client.get(ADRESSE)
        assert len(requetes) <= 12
        assert "Set-Cookie" not in reponse
        assert "Données de démonstration" in reponse.content.decode()
