"""How the register grows from a small one to a large one: medians of ratios within this run, beside what is asked.

    make bench                       200 against 10,000 coops, on SQLite, and on PostgreSQL when it answers
    make bench COOPERATIVES=100000   (writing them takes about a quarter of an hour on each, once)
    make bench BUILD_AVANT=/its/checkout   today's pages against another build, installed there, on its own SQLite base

A small and a large register are asked in turn, round after round, so that whatever else the machine does slows both.
"""

import json
import os
import statistics
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.benchmarks.bases import DOSSIER, OUVRIER, ROOT, base, moteurs
from tests.benchmarks.ouvrier import PAGE_NUE

REEL, PETIT = 60, 200
TOURS = int(os.environ.get("TOURS", "31"))
REGISTRE, DONNEES = "/registre/", "/registre/donnees/"
FILTRES = f"{REGISTRE}?statut=labellisee&region=76&engagement=1"
# What the design asks of the large register against the small one; None where nothing is asked.
PAGES: dict[str, tuple[str, float | None]] = {
    "three filters, today": (FILTRES, 2),
    "three filters, past date": (f"{FILTRES}&au=2025-06-30", 6),
    "unfiltered, today": (REGISTRE, 4),
    "unfiltered, past date": (f"{REGISTRE}?au=2025-06-30", None),
    "search": (f"{REGISTRE}?q=chene", None),
    "map": (f"{REGISTRE}?vue=carte", None),
    "barometer": (f"{REGISTRE}barometre/", None),
}
# The same question of a past day, as known on another: against the day alone.
CONNUES = {
    "three filters, au and connu_le": (FILTRES, "2025-06-30", "2026-01-31"),
    "unfiltered, au and connu_le": (REGISTRE, "2025-06-30", "2026-01-31"),
    "barometer, au and connu_le": (f"{REGISTRE}barometre/", "2025-06-30", "2026-01-31"),
}
CONTRE_LE_JOUR_SEUL, CONTRE_LE_BUILD_AVANT = 1.5, 1.1
AVANT = os.environ.get("BUILD_AVANT", "")
FICHIERS = ("registre.csv", "labels.csv", "registre.json")
REQUETES_PERMISES, MEGAOCTETS_PERMIS, CONTRE_UNE_PAGE_NUE = 12, 50, 2


@dataclass
class Ouvrier:
    """A process that answers for one database, of this build or of the one that stands in `build`."""

    adresse: str
    build: Path = ROOT

    def __enter__(self) -> Self:
        environnement = os.environ | {"DATABASE_URL": self.adresse, "DJANGO_SETTINGS_MODULE": "config.settings.dev"}
        python = sys.executable if self.build == ROOT else str(self.build / ".venv/bin/python")
        commande = [python, str(self.build / OUVRIER.relative_to(ROOT))]
        self.processus = subprocess.Popen(
            commande, cwd=self.build, env=environnement, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        return self

    def __exit__(self, _type: type | None, _erreur: BaseException | None, _trace: TracebackType | None) -> None:
        self.processus.communicate()

    def mesurer(self, quoi: str, adresse: str) -> float:
        """Return a figure (see `ouvrier`). Raises `RuntimeError` when the process fell."""
        assert self.processus.stdin
        assert self.processus.stdout
        self.processus.stdin.write(json.dumps([quoi, adresse]) + "\n")
        self.processus.stdin.flush()
        reponse = self.processus.stdout.readline()
        if not reponse:
            raise RuntimeError(f"{adresse}: nothing answered.")
        return float(reponse)


def rapport(grand: Ouvrier, adresse: str, petit: Ouvrier, autre: str, quoi: str = "secondes") -> tuple[float, float]:
    """Return the median, over rounds, of what the first address costs against the second; and its milliseconds."""
    for _echauffement in range(2):
        grand.mesurer(quoi, adresse), petit.mesurer(quoi, autre)
    couples = [(grand.mesurer(quoi, adresse), petit.mesurer(quoi, autre)) for _tour in range(TOURS)]
    return statistics.median(a / b for a, b in couples), 1000 * statistics.median(a for a, _b in couples)


def ligne(nom: str, valeur: str, mesure: float, demande: float | None, reste: str = "") -> None:
    """Print one line of the table: what, the figure, what is asked, whether it holds."""
    verdict = "" if demande is None else f"{demande:g} or less: {'yes' if mesure <= demande else 'NO'}"
    print(f"  {nom:34} {valeur:>8}   {verdict:16} {reste}".rstrip(), flush=True)


def comparer_au_build_avant(nombre: int) -> None:
    """Print what today's pages cost against another build, each on the base that it made itself."""
    sienne = Path(AVANT) / DOSSIER.relative_to(ROOT) / f"{nombre}.sqlite3"
    with Ouvrier(base("SQLite", nombre)) as nouveau, Ouvrier(f"sqlite:///{sienne}", Path(AVANT)) as ancien:
        for nom, (adresse, _demande) in PAGES.items():
            fois, ms = rapport(nouveau, adresse, ancien, adresse)
            demande = CONTRE_LE_BUILD_AVANT if adresse == FILTRES else None
            ligne(f"build before, {nom}", f"x {fois:.2f}", fois, demande, f"{ms:.0f} ms here")


def comparer(moteur: str, nombre: int) -> None:
    """Print how the pages of a large register compare with those of a small one, and what its files cost."""
    print(f"{moteur}: {nombre} coops against {PETIT}, medians of {TOURS} rounds")

    with Ouvrier(base(moteur, nombre)) as grand, Ouvrier(base(moteur, PETIT)) as petit:
        for nom, (adresse, demande) in PAGES.items():
            fois, ms = rapport(grand, adresse, petit, adresse)
            ligne(nom, f"x {fois:.2f}", fois, demande, f"{ms:.0f} ms here")

    with Ouvrier(base(moteur, nombre)) as grand:
        for nom, (adresse, au, connu_le) in CONNUES.items():
            jour = f"{adresse}{'&' if '?' in adresse else '?'}au={au}"
            fois, ms = rapport(grand, f"{jour}&connu_le={connu_le}", grand, jour)
            ligne(nom, f"x {fois:.2f}", fois, CONTRE_LE_JOUR_SEUL, f"{ms:.0f} ms here")

    if AVANT and moteur == "SQLite":
        comparer_au_build_avant(nombre)

    with Ouvrier(base(moteur, nombre)) as grand, Ouvrier(base(moteur, REEL)) as reel:
        for nom, (adresse, _demande) in PAGES.items():
            requetes = [ouvrier.mesurer("requetes", adresse) for ouvrier in (grand, reel) for _fois in range(2)]
            memes = "as many" if requetes[1] == requetes[3] else f"{requetes[3]:.0f}"
            ligne(f"queries, {nom}", f"{requetes[1]:.0f}", requetes[1], REQUETES_PERMISES, f"{memes} for {REEL}")
        fois, ms = rapport(reel, REGISTRE, reel, f"/{PAGE_NUE}/")
        ligne(f"{REEL} coops, bare page", f"x {fois:.2f}", fois, CONTRE_UNE_PAGE_NUE, f"{ms:.0f} ms here")
    for fichier in FICHIERS:
        with Ouvrier(base(moteur, nombre)) as grand:
            grand.mesurer("secondes", REGISTRE)  # what any process loads with its first page is not the file's doing
            megas = grand.mesurer("megaoctets", f"{DONNEES}{fichier}")
            ligne(f"memory, {fichier}", f"+ {megas:.0f} MB", megas, MEGAOCTETS_PERMIS)


if __name__ == "__main__":
    for _moteur in moteurs():
        comparer(_moteur, int(os.environ.get("COOPERATIVES", "10000")))
