"""A binder of sheets is dear to make: it is made in turn, counted by its sheets, and given again at no cost."""

from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bonnes_pratiques.models import FichePratique
from socle.dessins import atelier
from socle.dessins import guichet_des_dessins as dessins
from tests.affluence import guichet_plein
from tests.bonnes_pratiques.factories import fiche
from tests.rigueur.html import StrictClient

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rayons", "en_html")]

PERMISES = 4  # queries: one for the sheets asked, those of the site's address
Demander = Callable[..., HttpResponse]


@pytest.fixture
def en_html(monkeypatch: pytest.MonkeyPatch) -> None:
    """Answer with the document instead of its drawing, which takes a second."""

    def sans_dessin(html: str, **_autres: Any) -> bytes:
        return html.encode()

    monkeypatch.setattr(atelier, "dessiner", sans_dessin)


@pytest.fixture
def demander(client: StrictClient) -> Demander:
    """Ask for the binder of these sheets."""

    def _demander(*fiches: FichePratique, **entetes: str) -> HttpResponse:
        question = {"fiches": [gardee.pk for gardee in fiches]}
        return client.get("/bonnes-pratiques/classeur.pdf", question, headers=entetes)  # type: ignore[return-value]

    return _demander


def test_a_binder_made_a_moment_ago_is_given_when_there_is_no_room(demander: Demander) -> None:
    une, deux = fiche("Une"), fiche("Deux")
    premier = demander(une, deux)
    with guichet_plein(dessins.DESSINS):
        with CaptureQueriesContext(connection) as requetes:
            assert demander(une, deux).content == premier.content
        assert len(requetes) <= PERMISES
        assert demander(une, deux, **{"if-none-match": premier["ETag"]}).status_code == 304
        refus = demander(deux, une)
    assert (refus.status_code, int(refus.headers["Retry-After"]) > 0) == (429, True)
    assert demander(deux, une).status_code == 200


def test_a_binder_counts_as_many_drawings_as_it_has_sheets(demander: Demander, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dessins, "PAR_MINUTE", 5)
    une, deux, trois = fiche("Une"), fiche("Deux"), fiche("Trois")

    with time_machine.travel(timezone.now(), tick=False):  # a busy machine would let the minute pass
        assert [demander(une, deux, trois).status_code for _ in range(3)] == [200, 200, 200]
        assert [demander(*ordre).status_code for ordre in [(deux, une), (une, deux)]] == [200, 429]


def test_a_sheet_published_again_or_withdrawn_shows_at_once(demander: Demander) -> None:
    une, deux = fiche("Une"), fiche("Deux")
    premier = demander(une, deux)
    une.title = "Une autre"
    une.save_revision().publish()
    second = demander(une, deux)
    assert (b"Une autre" in premier.content, b"Une autre" in second.content) == (False, True)
    deux.unpublish()
    assert b"Deux" not in demander(une, deux).content
