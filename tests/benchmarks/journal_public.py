"""What a decision and a proof cost on a public log of 100,000: medians in milliseconds here, and the memory they take.

    .venv/bin/python tests/benchmarks/journal_public.py                          on SQLite
    DATABASE_URL=postgres://… .venv/bin/python tests/benchmarks/journal_public.py

The leaves are laid by the very code that adds them, so many at once; each append measured is then a real suspension or
its lifting, by the operation, of which the log's own part is timed. The database is a test database, destroyed.
"""

import datetime
import os
import random
import statistics
import sys
import time
import tracemalloc
from pathlib import Path
from typing import Any
from unittest import mock

ROOT = Path(__file__).resolve().parents[2]
FEUILLES, PAR_LOT, TOURS = 100_000, 10_000, 60
DEMANDE = {"append": 10.0, "proof": 5.0}  # milliseconds
MEMOIRE_DEMANDEE = 2.0  # MB, whatever the size


def remplir(label: Any) -> None:
    """Lay a log of so many leaves about one label, one event each."""
    from django.utils import timezone

    from registre.models import Evenement
    from registre.preuve.journal_public import ajout, arbre
    from registre.preuve.journal_public.tuiles_gardees import taille
    from registre.preuve.models import FeuilleDuJournal

    jour, rang = datetime.date(2024, 1, 1), 1_000
    commun = {"cooperative": label.cooperative, "operation": "lever_suspension", "decide_le": jour}
    commun |= {
        "prend_effet_le": jour,
        "enregistre_le": timezone.now(),
        "charge": {"version": 1, "numero": label.numero},
    }

    while (depuis := taille()) < FEUILLES:
        indices = range(depuis, min(FEUILLES, depuis + PAR_LOT))
        evenements = [Evenement(rang=rang + i, empreinte=f"{i:064}", **commun) for i in indices]
        Evenement.objects.bulk_create(evenements, batch_size=1000)
        feuilles = []
        for indice, evenement in zip(indices, evenements, strict=True):
            contenu = f'{{"evenement":"{evenement.empreinte}","operation":"lever_suspension"}}'
            hachage = arbre.hachage_de_feuille(contenu.encode())
            feuilles.append(FeuilleDuJournal(indice=indice, evenement=evenement, contenu=contenu, hachage=hachage))
        FeuilleDuJournal.objects.bulk_create(feuilles, batch_size=1000)
        ajout._ecrire_les_tuiles(depuis, indices.stop)


def mesurer_l_ajout(label: Any) -> list[float]:
    """Suspend and lift, so many times; return the milliseconds that the log took of each."""
    from registre import operations
    from registre.preuve import signaux
    from registre.preuve.journal_public.ajout import ajouter_au_journal_public

    temps: list[float] = []

    def chronometre(*arguments: Any) -> int:
        debut = time.perf_counter()
        ajoutees = ajouter_au_journal_public(*arguments)
        temps.append(1000 * (time.perf_counter() - debut))
        return ajoutees

    with mock.patch.object(signaux, "ajouter_au_journal_public", chronometre):
        for tour in range(TOURS // 2):
            jour = datetime.date(2024, 6, 1) + datetime.timedelta(days=2 * tour)
            operations.suspendre(label.pk, par=None, le=jour, motif="Banc d'essai.")
            operations.lever_suspension(label.pk, par=None, le=jour + datetime.timedelta(days=1), motif="Fin.")
    return temps


def mesurer_la_preuve() -> list[float]:
    """Prove leaves taken at random, each from nothing read; return the milliseconds of each."""
    from registre.preuve.journal_public.preuves import Lecture
    from registre.preuve.models import FeuilleDuJournal

    hasard, temps = random.Random(1), []  # noqa: S311 - a benchmark, not a secret

    for _tour in range(TOURS):
        feuille = FeuilleDuJournal.objects.get(indice=hasard.randrange(FEUILLES))
        debut = time.perf_counter()
        Lecture().inclusion(feuille)
        temps.append(1000 * (time.perf_counter() - debut))
    return temps


def mesurer_la_memoire(label: Any) -> float:
    """Return the most megabytes that proofs hold at once."""
    tracemalloc.start()
    mesurer_la_preuve()
    _reste, sommet = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return sommet / 1e6


def principal() -> int:
    """Make the database, measure, tell. Returns 1 when something asked is not held."""
    sys.path[:0] = [str(ROOT), str(ROOT / "site")]
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
    import django

    django.setup()
    from django.db import connection
    from django.test.utils import setup_databases, teardown_databases

    from tests.registre.factories import labellisee

    bases = setup_databases(verbosity=0, interactive=False)
    try:
        petit = labellisee(datetime.date(2024, 1, 1))
        avant = statistics.median(mesurer_la_preuve_de_peu())
        remplir(labellisee(datetime.date(2024, 1, 1)))
        with connection.cursor() as curseur:
            curseur.execute("ANALYZE")
        releves = {"append": mesurer_l_ajout(petit), "proof": mesurer_la_preuve()}
        memoire = mesurer_la_memoire(petit)
    finally:
        teardown_databases(bases, verbosity=0)

    tenus = [memoire <= MEMOIRE_DEMANDEE]
    sys.stdout.write(f"{connection.vendor}, {FEUILLES} leaves (a proof among a few: {avant:.2f} ms)\n")
    for nom, temps in releves.items():
        mediane, pire = statistics.median(temps), sorted(temps)[-1]
        tenus.append(mediane <= DEMANDE[nom])
        sys.stdout.write(f"{nom}: median {mediane:.2f} ms, worst {pire:.2f} ms (asked: {DEMANDE[nom]} ms)\n")
    sys.stdout.write(f"memory of a proof: {memoire:.2f} MB at most (asked: {MEMOIRE_DEMANDEE} MB)\n")
    return 0 if all(tenus) else 1


def mesurer_la_preuve_de_peu() -> list[float]:
    """Prove the first leaf of a log that has few; return the milliseconds of each."""
    from registre.preuve.journal_public.preuves import Lecture
    from registre.preuve.models import FeuilleDuJournal

    temps = []
    for _tour in range(TOURS):
        feuille = FeuilleDuJournal.objects.earliest("indice")
        debut = time.perf_counter()
        Lecture().inclusion(feuille)
        temps.append(1000 * (time.perf_counter() - debut))
    return temps


if __name__ == "__main__":
    sys.exit(principal())
