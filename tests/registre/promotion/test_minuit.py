"""At midnight in Paris the badge, the card, the page and the API change together, through a cache too."""

import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.test import Client

from registre.ecriture import enregistre_a
from registre.etats import SortDuLabel, StatutDeLabel
from registre.lecture.label_du_jour import label_du_jour
from registre.promotion.badge.contenu import ETATS
from tests.registre import decisions
from tests.registre.factories import CooperativeFactory, absorbee, labellisee, renouvelee, retiree, suspendue
from tests.registre.lecture import mots
from tests.registre.promotion.cache_partage import CachePartage
from tests.registre.promotion.lecture import mots_du_badge

D = datetime.date
PARIS = ZoneInfo("Europe/Paris")
AVANT, APRES = datetime.timedelta(seconds=-1), datetime.timedelta(seconds=0)
pytestmark = [pytest.mark.django_db, pytest.mark.lent, pytest.mark.rendu]


@pytest.fixture
def histoires() -> list[tuple[str, list[datetime.date]]]:
    """The numbers of labels, each with the days on which its state changes, or does not though it well might."""
    with enregistre_a(datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)):
        suivi = labellisee(D(2023, 3, 1))
        suspendue(suivi, D(2024, 3, 31))
        decisions.lever_suspension(suivi.pk, le=D(2024, 10, 27))
        suivant = renouvelee(suivi, D(2026, 1, 15))
        retire = retiree(labellisee(D(2024, 2, 29)), D(2025, 5, 2))
        absorbe = labellisee(D(2025, 3, 1))
        absorbee(absorbe.cooperative, CooperativeFactory.create(), D(2026, 1, 1), sort=SortDuLabel.CLOS)
        echu = labellisee(D(2022, 3, 15))

    return [
        # In force, the two changes of hour, suspended and back, the last day, the day after.
        (suivi.numero, [D(2023, 3, 26), D(2024, 3, 31), D(2024, 10, 27), D(2026, 2, 28), D(2026, 3, 1)]),
        (suivant.numero, [D(2026, 1, 16), D(2026, 3, 1)]),
        (retire.numero, [D(2024, 3, 1), D(2025, 5, 2), D(2025, 5, 3)]),
        (absorbe.numero, [D(2025, 12, 31), D(2026, 1, 1)]),
        (echu.numero, [D(2025, 3, 14), D(2025, 3, 15)]),
    ]


def test_badge_card_page_and_api_agree_around_fourteen_midnights(
    client: Client, histoires: list[tuple[str, list[datetime.date]]]
) -> None:
    cache, differences, minuits = CachePartage(client), [], 0
    for numero, jours in histoires:
        for jour in jours:
            minuits += 1
            minuit = datetime.datetime.combine(jour, datetime.time.min, tzinfo=PARIS).astimezone(datetime.UTC)
            for instant in (minuit - datetime.timedelta(seconds=30), minuit + AVANT, minuit + APRES):
                with time_machine.travel(instant, tick=False):
                    differences += desaccords(cache, client, numero)

    assert minuits == 14
    assert differences == []
    assert cache.servies  # what the cache kept was read


def desaccords(cache: CachePartage, site: Client, numero: str) -> list[str]:
    """Return where what is read through the cache says another state than the site asked directly."""
    aujourdhui = datetime.datetime.now(PARIS).date()
    lu = label_du_jour(numero, aujourdhui)
    assert lu is not None
    adresse = f"/registre/labels/{numero}"
    etat, phrase = lu.etat, lu.phrase

    def dite(suite: str) -> str:
        return mots(BeautifulSoup(cache.get(f"{adresse}{suite}").content, "lxml").select_one(".statut"))

    def dessine(suite: str) -> str:
        return mots_du_badge(cache.get(f"{adresse}{suite}").content)

    faux = [suite for suite in ("/badge.svg", "/badge.svg?forme=rond") if str(ETATS[etat]) not in dessine(suite)]
    faux += [suite for suite in ("/carte/", "/") if dite(suite) != " ".join(phrase.split())]
    api = site.get(f"/api/v1/labels/{numero}")
    if api.status_code == 200 and api.json()["statut"] != etat:
        faux.append("api")
    if api.status_code == 404 and etat != StatutDeLabel.A_VENIR:
        faux.append("api (404)")
    return [f"{numero} {datetime.datetime.now(PARIS)} {etat}: {nom}" for nom in faux]
