"""Many writers at once, and writers killed: nothing lost, nothing by half, nobody waiting in a circle.

SECONDES bounds the struggle of threads (PostgreSQL alone), MORTS says how many processes are killed:

    SECONDES=60 MORTS=20 DATABASE_URL=postgres://… .venv/bin/pytest -n 0 -s tests/registre/test_concurrence.py
"""

import datetime
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import connection, connections

from config.environment import BASE_DIR
from registre import coherence, operations
from registre.ecriture import lot
from registre.ecriture.chaine import parcourir
from registre.etats import Statut
from registre.journal import connu, reconstruction
from registre.models import Cooperative, Evenement, Label, Operation, RangEngagement
from registre.models.cooperative import IdentiteHorsOperation
from registre.operations import LabelHistorique, OperationRefusee
from registre.suites import signaux
from tests.registre import decisions
from tests.registre.factories import (
    CHOIX_VALIDE,
    CooperativeFactory,
    choix,
    edition,
    labellisee,
    prete,
    renouvelee,
    retiree,
)
from tests.registre.faits_ecrits import attendus, ecrits
from tests.registre.journaux import dernier, statut
from tests.registre.test_histoires import comparer_les_jours

D = datetime.date
FILS = 20
SECONDES = float(os.environ.get("SECONDES", "5"))
MORTS = int(os.environ.get("MORTS", "6"))
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.lent]
postgres = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one write at a time")


def a_part(geste: Callable[[], Any]) -> threading.Thread:
    """Start this in a thread, with a connection of its own."""

    def faire() -> None:
        try:
            geste()
        finally:
            connections.close_all()

    fil = threading.Thread(target=faire)
    fil.start()
    return fil


def exiger_un_registre_entier(ids: list[int]) -> None:
    """The chain holds, and every row is what the journal comes to."""
    assert parcourir().rupture == ""
    assert reconstruction.ecarts(ids) == []
    lus = ecrits(ids)
    for pk, histoire in connu.histoires(ids).items():
        assert coherence.fautes(histoire) == []
        assert lus[pk] == attendus(histoire)
    comparer_les_jours(ids)


@postgres
class TestARebuildBesideAWithdrawal:
    """Issue 8, case 3: whoever reads first, the withdrawal stays."""

    def test_makes_it_wait(self) -> None:
        label = labellisee(D(2024, 3, 1))
        with lot() as ecriture:  # a rebuild that has read, and not written yet
            ecriture.flux(label.cooperative_id).a_projeter = True
            retrait = a_part(lambda: retiree(label, D(2025, 1, 1)))
            retrait.join(0.3)
            assert retrait.is_alive()
        retrait.join(10)
        assert statut(label.cooperative, D(2025, 1, 1)) == Statut.RETIREE
        exiger_un_registre_entier([label.cooperative_id])

    def test_keeps_it_when_a_coop_is_saved_outside_a_transaction(self, monkeypatch: pytest.MonkeyPatch) -> None:
        label = labellisee(D(2024, 3, 1))
        coop = Cooperative.objects.get(pk=label.cooperative_id)

        @contextmanager
        def lot_apres_le_retrait() -> Iterator[Any]:
            monkeypatch.undo()
            a_part(lambda: retiree(label, D(2025, 1, 1))).join(10)
            with lot() as ecriture:
                yield ecriture

        monkeypatch.setattr(signaux, "lot", lot_apres_le_retrait)
        coop.site_web = "https://exemple.org"
        coop.save()
        assert statut(coop, D(2025, 1, 1)) == Statut.RETIREE
        exiger_un_registre_entier([coop.pk])

    def test_keeps_a_name_given_while_a_coop_is_saved(self, monkeypatch: pytest.MonkeyPatch) -> None:
        coop = CooperativeFactory.create()
        vieille = Cooperative.objects.get(pk=coop.pk)
        ecrire = Cooperative._save_table

        def ecrire_apres_le_nom(self: Cooperative, *args: Any, **options: Any) -> bool:
            monkeypatch.undo()
            a_part(lambda: decisions.renommer(coop.pk, nom="Nouveau", le=D(2025, 1, 1))).join(10)
            return ecrire(self, *args, **options)

        monkeypatch.setattr(Cooperative, "_save_table", ecrire_apres_le_nom)
        vieille.site_web = "https://exemple.org"
        vieille.save()
        coop.refresh_from_db()
        assert (coop.nom, coop.site_web) == ("Nouveau", "https://exemple.org")
        exiger_un_registre_entier([coop.pk])

    def test_of_two_saves_at_once_the_register_has_what_the_row_has(self, monkeypatch: pytest.MonkeyPatch) -> None:
        coop = CooperativeFactory.create(metiers=["syndic"])
        autre = Cooperative.objects.get(pk=coop.pk)

        @contextmanager
        def lot_apres_l_autre() -> Iterator[Any]:
            monkeypatch.undo()
            autre.metiers = ["brs"]
            a_part(autre.save).join(10)
            with lot() as ecriture:
                yield ecriture

        monkeypatch.setattr(signaux, "lot", lot_apres_l_autre)
        coop.metiers = ["locatif"]
        coop.save()
        coop.refresh_from_db()
        assert coop.metiers == ["brs"]
        assert reconstruction.ecarts([coop.pk]) == []


@postgres
def test_ten_coops_admitted_at_once_on_engagements_never_seen_before() -> None:
    l_edition = edition("neuve")
    ids = [coop.pk for coop in CooperativeFactory.create_batch(10)]
    depart = threading.Barrier(len(ids))

    def admettre(pk: int) -> None:
        try:
            depart.wait(10)
            candidature = decisions.deposer(pk, referentiel=l_edition, le=D(2024, 1, 1))
            for juger in (operations.declarer_complete, operations.declarer_admissible):
                juger(candidature.pk, par=None, le=D(2024, 2, 1))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(ids)) as fils:
        list(fils.map(admettre, ids))
    assert {statut(coop, D(2024, 2, 1)) for coop in Cooperative.objects.filter(pk__in=ids)} == {Statut.ENGAGEE}
    assert sorted(RangEngagement.objects.values_list("rang", flat=True)) == list(range(len(CHOIX_VALIDE)))
    exiger_un_registre_entier(ids)


class Lutte:
    """What threads do to the same few coops until the time is over. `attendus` counts events by the word they bear."""

    # Refused by a rule, overtaken by another thread: both are answers.
    REPONSES = (OperationRefusee, ObjectDoesNotExist, IdentiteHorsOperation)

    def __init__(self, ids: list[int], fin: float) -> None:
        self.ids, self.fin = ids, fin
        self.attendus: Counter[str] = Counter()
        self.verrou = threading.Lock()
        self.edition = edition()
        self.repris = 0

    def mener(self, graine: int) -> Counter[str]:
        """Do one thing after the other; return how often each was done, refused ones under their own name."""
        hasard, faits = random.Random(graine), Counter[str]()  # noqa: S311 - a story, not a secret
        gestes: list[Callable[[random.Random, int, str], int]] = [self.avancer, self.avancer, self.corriger]

        gestes += [self.annuler, self.reprendre, self.nommer, self.enregistrer, self.reconstruire]
        try:
            while time.monotonic() < self.fin:
                geste, pk, mot = hasard.choice(gestes), hasard.choice(self.ids), f"{graine}-{faits.total()}"
                try:
                    evenements = geste(hasard, pk, mot)
                except self.REPONSES:
                    evenements = 0
                    faits[f"{geste.__name__} refusé"] += 1
                else:
                    faits[geste.__name__] += 1
                with self.verrou:
                    self.attendus[mot] = evenements
        finally:
            connections.close_all()

        return faits

    def avancer(self, hasard: random.Random, pk: int, mot: str) -> int:
        """The next step of a coop's course, or any decision on its label."""
        cooperative = Cooperative.objects.get(pk=pk)
        ouverte = cooperative.candidatures.filter(etat__in=["deposee", "complete", "admissible"]).first()
        label = cooperative.labels.order_by("-valide_du", "-cycle").first()
        le = D(2024, 1, 1) + datetime.timedelta(days=hasard.randint(0, 600))

        commun: dict[str, Any] = {"par": None, "le": le, "motif": mot}
        if ouverte is not None:
            verbe: Callable[..., Any] = {
                "deposee": operations.declarer_complete,
                "complete": operations.declarer_admissible,
                "admissible": operations.renouveler if ouverte.renouvelle_id else operations.accorder_label,
            }[ouverte.etat]
            if ouverte.admissible_le is not None and le >= ouverte.admissible_le:
                prete(ouverte, le)
            verbe(ouverte.pk, **commun)
        elif label is not None and hasard.random() < 0.6:
            hasard.choice((operations.suspendre, operations.lever_suspension, operations.retirer))(label.pk, **commun)
        else:
            verbe = operations.deposer_renouvellement if label and not label.retire_le else operations.deposer
            verbe(pk, referentiel=self.edition, choix=choix(), **commun)

        return 1

    def corriger(self, hasard: random.Random, pk: int, mot: str) -> int:
        """Move some event by some days."""
        vise = hasard.choice(list(Evenement.objects.filter(cooperative=pk).order_by("pk")))
        le = vise.decide_le + datetime.timedelta(days=hasard.choice((-3, -1, 1, 3)))
        decisions.corriger(vise.pk, le=le, motif=mot)
        return 1

    def annuler(self, hasard: random.Random, pk: int, mot: str) -> int:
        """Annul one of the last events."""
        vise = hasard.choice(list(Evenement.objects.filter(cooperative=pk).order_by("-pk")[:3]))
        decisions.annuler(vise.pk, motif=mot)
        return 1

    def reprendre(self, hasard: random.Random, pk: int, mot: str) -> int:
        """Take over a label of the old files: five decisions, all or none."""
        with self.verrou:
            self.repris += 1
            numero = f"QC-2019-{1000 + self.repris}"

        historique = LabelHistorique(
            numero,
            D(2018, 1, 1),
            D(2018, 2, 1),
            D(2019, 3, 1),
            D(2019, 3, 1),
            D(2022, 2, 28),
            CHOIX_VALIDE,
            retire_le=D(2020, 1, 1),
            motif_retrait=mot,
        )
        decisions.reprendre(pk, historique, referentiel=self.edition)

        assert Label.tous.filter(numero=numero).exists()

        return 1  # the withdrawal bears the word

    def nommer(self, hasard: random.Random, pk: int, mot: str) -> int:
        decisions.renommer(pk, nom=f"Nom {mot}", le=D(2024, 6, 1), motif=mot)
        return 1

    def enregistrer(self, hasard: random.Random, pk: int, mot: str) -> int:
        """Save the row, outside any transaction."""
        cooperative = Cooperative.objects.get(pk=pk)
        cooperative.metiers = hasard.sample(["accession", "locatif", "syndic", "brs"], 2)
        cooperative.save()
        return 0

    def reconstruire(self, hasard: random.Random, pk: int, mot: str) -> int:
        reconstruction.reconstruire(hasard.sample(self.ids, len(self.ids)))
        return 0


@postgres
def test_twenty_threads_on_the_same_few_coops_lose_nothing() -> None:
    ids = [coop.pk for coop in CooperativeFactory.create_batch(4)]
    lutte = Lutte(ids, time.monotonic() + SECONDES)
    with ThreadPoolExecutor(FILS) as fils:
        faits = sum(fils.map(lutte.mener, range(FILS)), Counter[str]())
    print(dict(faits))  # noqa: T201 - shown by `pytest -s`

    ecrits_par_mot = Counter(Evenement.objects.exclude(motif="").values_list("motif", flat=True))
    assert {mot: ecrits_par_mot[mot] for mot in lutte.attendus} == dict(lutte.attendus)
    exiger_un_registre_entier(ids)


def adresse_de_la_base() -> str:
    """The DATABASE_URL of the database that this test writes in."""
    reglages = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{reglages['NAME']}"
    qui = reglages["USER"] + (f":{reglages['PASSWORD']}" if reglages["PASSWORD"] else "")
    return f"postgres://{qui}@{reglages['HOST']}:{reglages['PORT'] or 5432}/{reglages['NAME']}"


@pytest.fixture
def victime() -> Iterator[subprocess.Popen[str]]:
    """The process whose children are to be killed, ready."""
    milieu = os.environ | {
        "DATABASE_URL": adresse_de_la_base(),
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "PYTHONPATH": f"{BASE_DIR}:{BASE_DIR / 'site'}",
    }
    ordre = [sys.executable, "-m", "tests.registre.victime"]

    tubes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(ordre, env=milieu, cwd=BASE_DIR, **tubes) as processus:  # noqa: S603 - our own
        assert processus.stdout is not None
        assert processus.stdout.readline() == "prêt\n"
        yield processus
        assert processus.stdin is not None
        processus.stdin.close()
        processus.wait(10)


def test_a_process_killed_in_mid_correction_leaves_all_of_it_or_nothing(victime: subprocess.Popen[str]) -> None:
    label = labellisee(D(2023, 3, 1))
    renouvelee(label, D(2025, 9, 1))
    ids, hasard = [label.cooperative_id], random.Random(7)  # noqa: S311
    connection.close()

    assert victime.stdin is not None
    assert victime.stdout is not None

    for _mort in range(MORTS):
        victime.stdin.write(f"{ids[0]}\n")
        victime.stdin.flush()
        enfant = int(victime.stdout.readline())
        assert victime.stdout.readline() == "corrigé\n"
        time.sleep(hasard.uniform(0, 0.2))
        os.kill(enfant, signal.SIGKILL)
        while (dit := victime.stdout.readline()) == "corrigé\n":
            pass
        assert dit == "mort\n"
        exiger_un_registre_entier(ids)
    print(Counter(Evenement.objects.values_list("operation", flat=True)))  # noqa: T201 - shown by `pytest -s`

    assert Evenement.objects.filter(operation=Operation.CORRIGER).count() >= MORTS
    decisions.corriger(dernier(Operation.RENOUVELER).pk, le=D(2025, 9, 2), motif="On écrit toujours.")
