"""Pages read the same facts from the rows and from the journal, and tell corrections of any history."""

import datetime

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.db import transaction
from django.test import Client

from registre.cycle import bornes
from registre.models import Candidature, Cooperative, Evenement
from registre.public.connaissance.faits_ecrits import faits_ecrits
from registre.public.connaissance.faits_rejoues import faits_rejoues
from registre.public.connaissance.pages import connaissance_de
from tests.registre.lecture import lire, mots
from tests.registre.marches import Marche, jours_connus

pytestmark = [pytest.mark.django_db, pytest.mark.lent]


def differences(cooperative: int, au: datetime.date) -> list[str]:
    """Tell where rows say something else of a coop on a day than its journal, candidature by candidature."""
    connaissance = connaissance_de(cooperative, None)
    assert connaissance is not None
    candidatures: list[Candidature | None] = list(Candidature.objects.filter(cooperative=cooperative).order_by("rang"))

    trouvees = []
    for candidature in candidatures or [None]:
        rang = candidature.rang if candidature else None
        if faits_ecrits(cooperative, au, candidature) != faits_rejoues(connaissance.histoire, au, rang):
            trouvees.append(f"coop {cooperative}, candidature {rang}, on {au}")
    return trouvees


def corrections_mal_dites(cooperative: int, connu_le: datetime.date, au: datetime.date) -> list[str]:
    """Tell which steps put right since a day do not say what was done, or say it was done by that day."""
    connaissance = connaissance_de(cooperative, connu_le)
    if connaissance is None:
        return []

    jours = [*bornes(connaissance.histoire.faits)[-3:], au]
    etapes = [etape for jour in jours for etape in connaissance.ecarts(jour, connaissance.montres(jour))]
    return [
        f"coop {cooperative}, known on {connu_le}: {etape}"
        for etape in etapes
        if not etape.traces or any(trace.le <= connu_le for trace in etape.traces)
    ]


def test_rows_and_journal_tell_any_history_alike_and_its_corrections_on_any_two_days() -> None:
    with transaction.atomic():
        marche = Marche(11, 10)
        ids = marche.raconter()
        ecarts = [ecart for pk in ids for ecart in differences(pk, marche.au)]
        mal_dites = [corrections_mal_dites(pk, connu_le, marche.au) for pk in ids for connu_le in jours_connus(ids)]
        transaction.set_rollback(True)

    assert ecarts == []
    assert [dites for dites in mal_dites if dites] == []


def sans_ce_qui_dit_les_deux_jours(page: BeautifulSoup) -> str:
    """Return the words of a coop's page, but for its banner, its form, what is read only of today, and its links."""
    de_ce_jour = "[aria-labelledby=pratiques], [aria-labelledby=deploiement]"  # neither has a journal to be read from
    for autre in page.select(f".autre-jour, .disait, .pas-imprime, .citer, {de_ce_jour}"):
        autre.decompose()
    return mots(page.main)


@pytest.mark.usefixtures("registre_charge")
class TestDemonstration:
    """Forty coops, their corrections, absorptions and changes of name."""

    def test_every_coop_has_the_same_facts_from_rows_and_from_its_journal(self, registre_charge: datetime.date) -> None:
        cles = Cooperative.objects.order_by("pk").values_list("pk", flat=True)

        assert [ecart for pk in cles for ecart in differences(pk, registre_charge)] == []

    def test_the_page_known_yesterday_is_today_s_when_nothing_came_since(
        self, client: Client, registre_charge: datetime.date
    ) -> None:
        au = {"au": str(registre_charge)}
        repris = Evenement.objects.filter(operation__in=("corriger", "annuler", "etre_absorbee", "renommer"))
        coops = Cooperative.objects.filter(evenements__in=repris).distinct().order_by("pk")

        with time_machine.travel(datetime.datetime(2026, 6, 16, 10, tzinfo=datetime.UTC), tick=False):
            for slug in coops.values_list("slug", flat=True)[::2]:
                replayed = lire(client, f"/registre/{slug}/", **au, connu_le=str(registre_charge))
                assert "Depuis, rien n’a été corrigé ni ajouté." in mots(replayed.select_one(".autre-jour"))
                written = lire(client, f"/registre/{slug}/", **au)
                assert sans_ce_qui_dit_les_deux_jours(replayed) == sans_ce_qui_dit_les_deux_jours(written)
