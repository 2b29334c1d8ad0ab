"""A file is one snapshot: whatever is written while it is sent, it says what was true when it was asked."""

import csv
import datetime
import io
import json
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from registre.ecriture import enregistre_a
from registre.etats import Operation
from registre.models import Label
from registre.public.donnees import lignes_des_labels, lignes_du_registre
from registre.public.donnees import page as donnees
from tests.registre import decisions
from tests.registre.factories import CooperativeFactory, edition, labellisee, retiree
from tests.registre.journaux import deposer_un_renouvellement, dernier

D = datetime.date
DONNEES = "/registre/donnees/"
pytestmark = pytest.mark.django_db


def le(annee: int, mois: int, jour: int) -> datetime.datetime:
    """Noon of a day, in Paris or nearly."""
    return datetime.datetime(annee, mois, jour, 11, tzinfo=datetime.UTC)


@pytest.fixture
def par_deux(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are read two rows at a time, and each line is sent at once."""
    for module in (lignes_du_registre, lignes_des_labels):
        monkeypatch.setattr(module, "PAR_LOT", 2)
    monkeypatch.setattr(donnees, "PAQUET", 1)


def pendant(client: Client, adresse: str, ecrire: Callable[[], Any]) -> str:
    """Return a file during which something is written, once its first piece is sent."""
    reponse: Any = client.get(adresse)
    morceaux = iter(reponse.streaming_content)
    recus = [next(morceaux)]
    ecrire()
    return b"".join([*recus, *morceaux]).decode()


@pytest.fixture
def cinq() -> list[Label]:
    """Five labels, of five coops."""
    return [labellisee(D(2024, 3, 1)) for _rang in range(5)]


@pytest.mark.usefixtures("par_deux")
class TestPendantUneEcriture:
    """Something is recorded between two reads of the same file."""

    def test_the_count_is_that_of_the_items(self, client: Client, cinq: list[Label]) -> None:
        def ecrire() -> None:
            retiree(cinq[4], D(2025, 1, 1))
            labellisee(D(2024, 3, 1), CooperativeFactory.create(nom="Aaa"))
            decisions.annuler(dernier(Operation.ACCORDER_LABEL, cinq[3].cooperative).pk, motif="Erreur.")

        lu = json.loads(pendant(client, f"{DONNEES}registre.json?au=2025-06-01", ecrire))
        assert lu["count"] == len(lu["items"]) == 5
        assert {item["numero_label"] for item in lu["items"]} == {label.numero for label in cinq}
        assert {item["statut"] for item in lu["items"]} == {"labellisee"}
        apres = client.get(f"{DONNEES}registre.json?au=2025-06-01")
        assert json.loads(apres.getvalue())["count"] == 6

    @pytest.mark.parametrize("fichier", ["registre.csv", "labels.csv"])
    def test_every_row_is_of_the_same_moment(self, client: Client, cinq: list[Label], fichier: str) -> None:
        def ecrire() -> None:
            for label in cinq:
                retiree(label, D(2025, 1, 1))

        lignes = csv.DictReader(io.StringIO(pendant(client, f"{DONNEES}{fichier}?au=2025-06-01", ecrire)))
        assert [(ligne["statut"], ligne["retire_le"]) for ligne in lignes] == [("labellisee", "")] * 5


def test_a_file_says_what_was_known_on_a_day_and_which(client: Client) -> None:
    with enregistre_a(le(2026, 3, 1)):
        labellisee(D(2026, 3, 1))
    with enregistre_a(le(2026, 4, 20)):
        decisions.corriger(dernier(Operation.ACCORDER_LABEL).pk, le=D(2026, 3, 10), motif="Relu.")

    def statuts(**jours: str) -> list[tuple[str, str]]:
        with time_machine.travel(le(2026, 6, 15), tick=False):
            texte = client.get(f"{DONNEES}registre.csv", {"au": "2026-03-05"} | jours).getvalue().decode()
        return [(ligne["statut"], ligne["connu_le"]) for ligne in csv.DictReader(io.StringIO(texte))]

    assert statuts(connu_le="2026-04-15") == [("labellisee", "2026-04-15")]
    assert statuts(connu_le="2026-04-20") == [("engagee", "2026-04-20")]
    assert statuts() == [("engagee", "2026-06-15")]


def test_files_of_the_past_ask_the_same_queries_for_two_rows_and_for_many(client: Client) -> None:
    def ajouter(nombre: int) -> None:
        for _rang in range(nombre):
            with enregistre_a(le(2026, 3, 1)):
                label = labellisee(D(2026, 3, 1))
            with enregistre_a(le(2026, 4, 20)):
                decisions.renommer(label.cooperative_id, nom="Autrement", le=D(2026, 1, 1))

    def compter(fichier: str) -> int:
        with CaptureQueriesContext(connection) as requetes, time_machine.travel(le(2026, 6, 15), tick=False):
            client.get(f"{DONNEES}{fichier}?au=2026-03-05&connu_le=2026-04-15").getvalue()
        return len(requetes)

    ajouter(2)
    fichiers = ("registre.csv", "registre.json", "labels.csv")
    compter(fichiers[0])
    deux = [compter(fichier) for fichier in fichiers]
    ajouter(8)
    assert [compter(fichier) for fichier in fichiers] == deux


class TestValidateur:
    """The mark of a file, by which a cache asks whether it is still good."""

    def test_it_changes_with_the_edition_that_rows_speak_of(self, client: Client) -> None:
        labellisee(D(2024, 3, 1))
        adresse = f"{DONNEES}registre.csv"
        marque = client.get(adresse)["ETag"]
        assert client.get(adresse, headers={"if-none-match": marque}).status_code == 304
        referentiel = edition()
        referentiel.nom = "Autrement"
        referentiel.save()
        assert client.get(adresse, headers={"if-none-match": marque}).status_code == 200

    def test_it_stays_when_a_coop_files_in_secret_and_so_does_the_day_of_change(self, client: Client) -> None:
        label = labellisee(D(2020, 3, 1))
        adresse = f"{DONNEES}registre.json"
        marque, lu = client.get(adresse)["ETag"], client.get(adresse).getvalue()
        candidature = deposer_un_renouvellement(label, D(2024, 3, 1))
        decisions.declarer_complete(candidature.pk, le=D(2024, 4, 1))
        decisions.refuser(candidature.pk, le=D(2024, 5, 1), motif="Secret.")
        assert client.get(adresse, headers={"if-none-match": marque}).status_code == 304
        assert client.get(adresse).getvalue() == lu
