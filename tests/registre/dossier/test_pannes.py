"""Processes killed while they keep, receive, file and grant; many threads that file the same dossier.

MORTS says how many are killed at each: `MORTS=50 DATABASE_URL=… .venv/bin/pytest -n 0 -s <this file>`.
"""

import hashlib
import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections
from django.test import override_settings

from config.environment import BASE_DIR
from registre.comite.models import DecisionDeSeance, NatureDePoint, PointALOrdreDuJour
from registre.dossier import ecriture
from registre.dossier.avis import envoyer
from registre.dossier.depot import deposer, empreinte_de
from registre.dossier.lecture import lire
from registre.dossier.models import AvisDeDepot, DossierDeCandidature, EtapeDuDossier, PieceDeDossier, Version
from registre.models import Candidature, Evenement, Label, Membre, Role
from registre.operations import OperationRefusee
from socle.medias.orphelins import orphelins
from socle.models import User
from tests.registre.comite.monde import membre as siege
from tests.registre.comite.monde import point_de, prete, secretaire, tenue_avec
from tests.registre.dossier.monde import coop_a, remplir_le
from tests.registre.factories import CooperativeFactory, edition
from tests.registre.promotion.monde import membre
from tests.registre.test_concurrence import FILS, MORTS, adresse_de_la_base, exiger_un_registre_entier, postgres

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.lent]


class Victime:
    """The process whose children are killed, and what they were heard to say."""

    def __init__(self, processus: subprocess.Popen[str]) -> None:
        self.processus = processus
        self.hasard = random.Random(7)  # noqa: S311 - when to kill, not a secret

    def tuer(self, geste: str, objet: int, lui: Membre | User, *, sous: float, apres: int = 0) -> list[str]:
        """Have a child do this, kill it less than `sous` seconds after it said `apres` things; return what it said."""
        assert self.processus.stdin is not None
        assert self.processus.stdout is not None
        self.processus.stdin.write(f"{geste} {objet} {lui.pk}\n")
        self.processus.stdin.flush()

        enfant = 0
        dits: list[str] = []
        while not enfant or len(dits) < apres:
            ligne = self.processus.stdout.readline().strip()
            enfant, dits = (int(ligne), dits) if ligne.isdigit() else (enfant, [*dits, ligne])
        time.sleep(self.hasard.uniform(0, sous))
        with suppress(ProcessLookupError):  # it may have ended by itself
            os.kill(enfant, signal.SIGKILL)
        while "mort" not in dits:
            dits.append(self.processus.stdout.readline().strip())

        assert not [dit for dit in dits if "Traceback" in dit]
        return [dit for dit in dits if dit != "mort"]


@pytest.fixture
def courriels(tmp_path: Path) -> Path:
    """The folder where the mail of the killed processes is written."""
    dossier = tmp_path / "courriels"
    dossier.mkdir()
    return dossier


@pytest.fixture
def victime(courriels: Path, settings: Any) -> Iterator[Victime]:
    """The process whose children are to be killed, ready."""
    milieu = os.environ | {
        "DATABASE_URL": adresse_de_la_base(),
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "PYTHONPATH": f"{BASE_DIR}:{BASE_DIR / 'site'}",
        "COURRIELS": str(courriels),
        "MEDIAS": str(settings.MEDIA_ROOT),
    }
    ordre = [sys.executable, "-m", "tests.registre.dossier.victime"]

    tubes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(ordre, env=milieu, cwd=BASE_DIR, **tubes) as processus:  # noqa: S603 - our own
        assert processus.stdout is not None
        assert processus.stdout.readline() == "prêt\n"
        yield Victime(processus)
        assert processus.stdin is not None
        processus.stdin.close()
        processus.wait(10)


def complet(rang: int = 0) -> tuple[DossierDeCandidature, Membre]:
    """A dossier with nothing missing, of a coop of its own, and a référente of it."""
    edition()
    coop = CooperativeFactory.create(slug=f"coop-{rang}") if rang else coop_a()
    user = membre(coop, Role.REFERENT)
    lui = Membre.objects.select_related("user", "cooperative").get(user=user)
    dossier = ecriture.commencer(lui)
    remplir_le(dossier, user)
    return dossier, lui


def test_what_was_said_to_be_kept_is_kept_however_often_the_process_dies(victime: Victime) -> None:
    dossier, lui = complet()
    connection.close()
    for _mort in range(MORTS):
        dits = victime.tuer("garder", dossier.pk, lui, sous=0.1, apres=2)
        annoncee = max(int(dit.split()[1]) for dit in dits)
        gardee = EtapeDuDossier.objects.get(dossier=dossier, nom="concertation")
        assert gardee.version in {annoncee, annoncee + 1}  # one may be kept and not said yet, none said and not kept
        assert gardee.donnees["salaries"] == [f"Texte {gardee.version}. " * 200]


def test_a_file_said_to_be_received_is_whole_and_a_row_never_lacks_its_file(victime: Victime) -> None:
    dossier, lui = complet()
    connection.close()
    recus: set[int] = set()
    for _mort in range(MORTS):
        dits = victime.tuer("envoyer", dossier.pk, lui, sous=0.1, apres=1)
        recus |= {int(dit.split()[1]) for dit in dits}
        PieceDeDossier.objects.filter(dossier=dossier).update(taille=1)  # room for the next

    assert recus <= set(PieceDeDossier.objects.values_list("pk", flat=True))
    for piece in PieceDeDossier.objects.all():
        with piece.fichier.open("rb") as ouvert:
            assert hashlib.sha256(ouvert.read()).hexdigest() == piece.empreinte
    assert orphelins() == []  # what the last one left is too young: it is swept a day later


def test_a_process_killed_while_it_files_leaves_a_dossier_filed_or_not_and_no_mail_twice(
    victime: Victime, courriels: Path
) -> None:
    paires = [complet(rang) for rang in range(1, MORTS + 1)]
    connection.close()
    dits = {dossier.pk: victime.tuer("deposer", dossier.pk, lui, sous=0.5, apres=1) for dossier, lui in paires}
    etats = Counter(_exiger_entier(dossier, dits[dossier.pk]) for dossier, _lui in paires)
    print(dict(etats))  # noqa: T201 - shown by `pytest -s`

    reglages = {
        "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
        "EMAIL_FILE_PATH": str(courriels),
    }
    with override_settings(**reglages):
        for _fois in range(2):
            envoyer()
    recus = Counter(
        adresse for lettre in courriels.iterdir() for adresse in re.findall(r"^To: (.+)$", lettre.read_text(), re.M)
    )
    assert set(recus.values()) <= {1}
    sans_doute = AvisDeDepot.objects.filter(etat="envoye").values_list("destinataire__email", flat=True)
    assert set(sans_doute) <= set(recus)
    exiger_un_registre_entier([dossier.cooperative_id for dossier, _lui in paires])


def test_a_process_killed_while_it_grants_leaves_a_label_and_its_decision_or_neither(victime: Victime) -> None:
    elle, la_seance = secretaire(), tenue_avec(siege())
    points = [point_de(la_seance, prete(), NatureDePoint.OCTROI) for _rang in range(MORTS)]
    connection.close()
    dits = {point.pk: victime.tuer("decider", point.pk, elle, sous=0.15, apres=1) for point in points}
    decides = Counter(_exiger_une_decision_entiere(point, dits[point.pk]) for point in points)
    print(dict(decides))  # noqa: T201 - shown by `pytest -s`

    numeros = [*Label.objects.values_list("numero", flat=True)]
    assert len({*numeros}) == len(numeros) == decides[True]
    exiger_un_registre_entier([point.cooperative_id for point in points if point.cooperative_id])


def _exiger_une_decision_entiere(point: PointALOrdreDuJour, dits: list[str]) -> bool:
    """Refuse a label without its decision, or the other way round; return whether it was decided."""
    prise = DecisionDeSeance.objects.filter(point=point).first()
    octrois = Evenement.objects.filter(cooperative=point.cooperative_id, operation="accorder_label")

    assert prise is not None or "décidé" not in dits
    assert [octroi.rang for octroi in octrois] == ([] if prise is None else [prise.rang])
    assert Label.objects.filter(cooperative=point.cooperative_id).count() == len(octrois)
    return prise is not None


def _exiger_entier(dossier: DossierDeCandidature, dits: list[str]) -> str:
    """Refuse what is half filed, and what was said to be and is not; return the dossier's state."""
    apres = DossierDeCandidature.objects.get(pk=dossier.pk)
    depose = apres.etat == "depose"
    coop = dossier.cooperative_id

    assert not [dit for dit in dits if dit.startswith("déposé")] or depose
    assert Candidature.tous.filter(cooperative=coop).count() == depose
    assert Evenement.objects.filter(cooperative=coop, operation="deposer").count() == depose
    assert [*Version.objects.filter(cooperative=coop).values_list("numero", flat=True)] == ([1] if depose else [])
    assert AvisDeDepot.objects.filter(version__cooperative=coop).exists() == depose
    return str(apres.etat)


@postgres
def test_twenty_threads_that_file_one_dossier_make_one_version() -> None:
    dossier, lui = complet()
    vue = empreinte_de(lire(DossierDeCandidature.objects.select_related("edition").get(pk=dossier.pk)))
    depart = threading.Barrier(FILS)

    def faire(_rang: int) -> str:
        try:
            depart.wait(20)
            return f"version {deposer(dossier.pk, membre=lui, lue=vue).numero}"
        except OperationRefusee as refus:
            return " ".join(refus.messages)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(FILS) as fils:
        dits = Counter(fils.map(faire, range(FILS)))
    assert dits["version 1"] == 1
    assert dits.total() == FILS
    assert len(dits) == 2
    assert (Version.objects.count(), Candidature.tous.count()) == (1, 1)
    destinataires = [*AvisDeDepot.objects.values_list("destinataire", "a_instruire")]
    assert len(destinataires) == len(set(destinataires))
    exiger_un_registre_entier([dossier.cooperative_id])
