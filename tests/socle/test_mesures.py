"""What a supervisor counts: read by the parser of Prometheus's own library, by who bears the token and nobody else."""

import datetime
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families
from pytest_django import Settings

from config.environment import BASE_DIR
from registre.courriers.models import Courrier
from registre.models import Cooperative, VersionDuRegistre
from socle.file_de_courriels import EtatDEnvoi
from socle.mesures import recueil
from tests.registre.factories import CooperativeFactory, labellisee
from tests.socle.factories import UserFactory

pytestmark = pytest.mark.django_db
JETON = "un-jeton-des-essais"
Releve = dict[tuple[str, tuple[str, ...]], float]


@pytest.fixture(autouse=True)
def jeton(settings: Settings) -> None:
    """This machine has a token."""
    settings.METRICS_TOKEN = JETON


def demander(jeton: str = JETON) -> str:
    """The text, asked with this token."""
    reponse = Client().get("/sante/mesures", headers={"authorization": f"Bearer {jeton}"})
    assert reponse.status_code == 200
    return reponse.content.decode()


def relever() -> Releve:
    """Every sample, by name and values of labels in the order of their names."""
    familles = text_string_to_metric_families(demander())
    lus = [sample for famille in familles for sample in famille.samples]
    return {(lu.name, tuple(lu.labels[nom] for nom in sorted(lu.labels))): lu.value for lu in lus}


def ecrire(nombre: int, etat: str, retard: datetime.timedelta = datetime.timedelta()) -> None:
    """Leave so many letters in this state, due for so long."""
    a, de = UserFactory.create(), CooperativeFactory.create()
    prochain = timezone.now() - retard
    for _rang in range(nombre):
        Courrier.objects.create(destinataire=a, cooperative=de, sujet="Sujet", etat=etat, prochain_essai_le=prochain)


class TestWhoReadsIt:
    """A supervisor of this machine, by its token."""

    def test_not_who_bears_none_or_another(self) -> None:
        for en_tete in ({}, {"authorization": "Bearer autre"}, {"authorization": JETON}):
            reponse = Client().get("/sante/mesures", headers=en_tete)
            assert (reponse.status_code, reponse.content) == (401, b"")
            assert reponse.headers["WWW-Authenticate"] == "Bearer"

    def test_nobody_on_a_machine_without_token(self, settings: Settings) -> None:
        settings.METRICS_TOKEN = ""
        for en_tete in ({}, {"authorization": "Bearer "}, {"authorization": "Bearer"}):
            assert Client().get("/sante/mesures", headers=en_tete).status_code == 404

    def test_it_is_kept_nowhere_and_only_read(self) -> None:
        en_tetes = {"authorization": f"Bearer {JETON}"}
        reponse = Client().get("/sante/mesures", headers=en_tetes)
        assert reponse.headers["Content-Type"].startswith("text/plain")
        assert "no-store" in reponse.headers["Cache-Control"]
        assert Client().post("/sante/mesures", headers=en_tetes).status_code == 405


class TestWhatItSays:
    """Requests, cache, mail, journal; nothing of a person."""

    def test_requests_by_door_method_and_status(self) -> None:
        compte = ("coophlm_requetes_total", ("200", "GET", "sante"))
        avant = relever().get(compte, 0)
        Client().get("/sante/vivant")
        apres = relever()
        assert apres[compte] == avant + 2  # /sante/vivant, and the reading before
        assert apres["coophlm_requete_duree_seconds_count", ("sante",)] >= 2

    def test_addresses_never_make_a_measure_of_their_own(self) -> None:
        Client().get("/personne-de-la-coop/?courriel=quelquun@example.org")
        Client().generic("INVENTE", "/en/registre/absent/")
        dit = demander()
        assert "personne" not in dit
        assert "INVENTE" not in dit
        assert relever()["coophlm_requetes_total", ("405", "autre", "registre")] >= 1

    def test_mail_that_waits_or_failed_by_kind_and_for_how_long(self) -> None:
        ecrire(3, EtatDEnvoi.A_ENVOYER, datetime.timedelta(hours=2))
        ecrire(2, EtatDEnvoi.REFUSE)
        ecrire(5, EtatDEnvoi.ENVOYE)
        lu = relever()
        assert lu["coophlm_courriels", ("a_envoyer", "courriers.courrier")] == 3
        assert lu["coophlm_courriels", ("refuse", "courriers.courrier")] == 2
        assert lu["coophlm_courriels", ("refuse", "rappels.rappel")] == 0
        assert lu["coophlm_courriel_retard_seconds", ("courriers.courrier",)] == pytest.approx(7200, abs=60)
        assert ("coophlm_courriels", ("envoye", "courriers.courrier")) not in lu

    def test_where_the_journal_ends_and_when_the_register_changed(self) -> None:
        labellisee(datetime.date(2024, 3, 1))
        version, lu = VersionDuRegistre.objects.get(), relever()
        assert lu["coophlm_journal_evenements", ()] == version.evenements
        assert lu["coophlm_journal_tete_info", (version.tete,)] == 1
        assert lu["coophlm_registre_modifie_timestamp_seconds", ()] == pytest.approx(timezone.now().timestamp(), abs=60)
        assert lu["coophlm_journal_public_feuilles", ()] == 1

    def test_a_cache_that_forgets_is_told_and_hides_nothing_else(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(cache, "get", lambda *_: None)
        lu = relever()
        assert lu["coophlm_mesure_illisible", ("cache",)] == 1
        assert lu["coophlm_mesure_illisible", ("courriels",)] == 0
        assert ("coophlm_cache_aller_retour_seconds", ()) not in lu

    def test_a_room_adds_its_own(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(recueil, "LECTEURS", {})
        recueil.declarer("marée", lambda: [recueil.mesure("maree_metres", "Hauteur.", 4.2)])
        assert relever()["coophlm_maree_metres", ()] == 4.2

    def test_as_many_queries_for_one_row_as_for_many(self) -> None:
        ecrire(1, EtatDEnvoi.A_ENVOYER)
        with CaptureQueriesContext(connection) as pour_une:
            demander()
        ecrire(20, EtatDEnvoi.A_ENVOYER)
        ecrire(20, EtatDEnvoi.REFUSE)
        labellisee(datetime.date(2024, 3, 1))
        with CaptureQueriesContext(connection) as pour_beaucoup:
            demander()
        assert len(pour_beaucoup) == len(pour_une) == 4
        assert Cooperative.objects.count() > 1


COMPTER = """
import django, sys
django.setup()
from django.test import Client
for _ in range(int(sys.argv[1])):
    Client(headers={"host": "localhost"}).get("/sante/vivant")
from socle.mesures.requetes import compteurs
from prometheus_client import generate_latest
print(generate_latest(compteurs()).decode())
"""


@pytest.mark.lent
def test_processes_that_share_a_folder_are_counted_together(tmp_path: Path) -> None:
    def compter(nombre: int, **milieu: str) -> str:
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-c", COMPTER, str(nombre)],
            cwd=BASE_DIR,
            env={**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings.test", "PYTHONPATH": "site:.", **milieu},
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout

    compter(2, PROMETHEUS_MULTIPROC_DIR=str(tmp_path))
    ensemble = compter(3, PROMETHEUS_MULTIPROC_DIR=str(tmp_path))

    [nombre] = [ligne for ligne in ensemble.splitlines() if ligne.startswith("coophlm_requetes_total{")]
    assert nombre.endswith(" 5.0")
