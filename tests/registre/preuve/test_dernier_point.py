"""The last checkpoint signed is kept out of the database: one restored from an old backup signs no other history."""

import datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from registre import gardes
from registre.preuve.models import FeuilleDuJournal
from tests.registre.factories import labellisee

pytestmark = pytest.mark.django_db
D = datetime.date
POINT, PAGE = "/registre/journal/checkpoint", "/registre/journal/"


@pytest.fixture
def signe(cles: Path, client: Client) -> Path:
    """A log of two leaves, its checkpoint signed. Returns the folder of keys."""
    labellisee(D(2024, 3, 1))
    labellisee(D(2024, 4, 1))
    assert client.get(POINT).status_code == 200
    return cles


def restaurer() -> None:
    """The database of the day before: without the last leaf of the log."""
    gardes.lever(connection)
    FeuilleDuJournal.objects.filter(indice=1).delete()


def sante() -> str:
    return str(Client().get("/sante/pret").json()["journal public"])


class TestALogThatOnlyGrew:
    def test_is_signed_and_its_longest_checkpoint_kept(self, signe: Path, client: Client) -> None:
        assert (signe / "points/dernier.txt").read_text() == client.get(POINT).content.decode()
        assert sante() == "suit le dernier point signé,\u00a02 feuilles"

        labellisee(D(2024, 5, 1))
        client.get("/registre/journal/points/1")
        assert sante() == "suit le dernier point signé,\u00a02 feuilles"
        grandi = client.get(POINT).content.decode()
        assert (signe / "points/dernier.txt").read_text() == grandi

    def test_is_signed_where_nothing_can_be_kept_and_it_is_told(self, cles: Path, client: Client) -> None:
        (cles / "points").rmdir()
        (cles / "points").write_text("")
        labellisee(D(2024, 3, 1))
        assert client.get(POINT).status_code == 200
        assert sante() == "rien n’en a encore été signé"


class TestADatabaseRestoredFromAnOlderBackup:
    def test_signs_nothing_and_says_so_wherever_it_is_asked(self, signe: Path, client: Client) -> None:
        restaurer()

        reponse = client.get(POINT)
        assert (reponse.status_code, "raccourci" in reponse.content.decode()) == (503, True)
        assert "Ce journal ne signe plus" in client.get(PAGE).content.decode()
        assert "1 feuilles, et il en a été signé 2" in sante()
        with pytest.raises(CommandError, match="raccourci"):
            call_command("completer_journal_public")
        with pytest.raises(CommandError, match="Rien n’est archivé"):
            call_command("archiver", str(signe.parent / "archive"))

    def test_signs_no_other_history_of_the_same_length(
        self, signe: Path, client: Client, caplog: pytest.LogCaptureFixture
    ) -> None:
        restaurer()
        labellisee(D(2024, 6, 1))

        assert "The public log has 1 leaves, 2 were signed" in caplog.text
        assert client.get(POINT).status_code == 503
        assert "ne sont plus celles qui ont été signées" in sante()
        assert client.get("/registre/journal/points/1").status_code == 503

    def test_signs_again_once_an_operator_put_the_former_history_aside(self, signe: Path, client: Client) -> None:
        restaurer()
        ancien, dit = (signe / "points/dernier.txt").read_text(), StringIO()

        call_command("completer_journal_public", repartir=True, stdout=dit)

        assert "Mis de côté" in dit.getvalue()
        assert [mis.read_text() for mis in (signe / "points").glob("abandonne-*.txt")] == [ancien]
        assert client.get(POINT).status_code == 200
        assert sante() == "suit le dernier point signé,\u00a02 feuilles"

    def test_signs_nothing_when_what_was_kept_does_not_read(self, signe: Path, client: Client) -> None:
        (signe / "points/dernier.txt").write_text("rien")
        assert client.get(POINT).status_code == 503
        assert "ne se lit plus" in sante()
