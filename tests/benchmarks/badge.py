"""What a badge costs: its 304 against its 200 (through nginx: `tests.benchmarks.facade`).

    .venv/bin/python -m tests.benchmarks.badge

The site runs as production does (`tests.benchmarks.affluence`); the 304 is measured on each database that answers.
Ratios are medians of rounds, one of each in turn.
"""

import re
import statistics
import sys

from tests.benchmarks.affluence import site
from tests.benchmarks.bases import base, moteurs
from tests.benchmarks.lien import Lien

COOPERATIVES = 60
DEMANDE_304 = 2.5


def adresse_d_un_badge(lien: Lien) -> str:
    """The address of the badge of a label, read in the open data. Raises `LookupError`."""
    trouve = re.search(rb"QC-\d{4}-\d{4,6}", lien.demander("/registre/donnees/labels.csv")[2])
    if trouve is None:
        raise LookupError("No label in the open data.")
    return f"/registre/labels/{trouve[0].decode()}/badge.svg"


def comparer_le_304(port: int) -> bool:
    """Print how many times as long the 200 takes as the 304."""
    lien = Lien(port)
    adresse = adresse_d_un_badge(lien)
    for _echauffement in range(30):
        etag = lien.demander(adresse)[1].headers["ETag"]

    rapports, durees = [], []
    for _tour in range(300):
        pleine, reponse, _corps = lien.demander(adresse)
        vide, inchangee, _rien = lien.demander(adresse, **{"If-None-Match": etag})
        if (reponse.status, inchangee.status) != (200, 304):
            raise RuntimeError(f"{adresse}: {reponse.status}, {inchangee.status}")
        rapports.append(pleine / vide)
        durees.append((pleine, vide))

    fois = statistics.median(rapports)
    pleine, vide = (1000 * statistics.median(valeurs) for valeurs in zip(*durees, strict=True))
    _dire("200 against 304", fois, DEMANDE_304, f"{pleine:.1f} ms against {vide:.1f} here")
    return fois >= DEMANDE_304


def _dire(quoi: str, fois: float, demande: float, reste: str) -> None:
    print(f"  {quoi:34} x {fois:.2f}   {demande:g} or more: {'yes' if fois >= demande else 'NO'}   {reste}", flush=True)


def main() -> int:
    """Return 1 when a figure is not reached."""
    tenus = []

    for moteur in moteurs():
        print(moteur, flush=True)
        with site(base(moteur, COOPERATIVES), ("/registre/",)) as port:
            tenus.append(comparer_le_304(port))

    return int(not all(tenus))


if __name__ == "__main__":
    sys.exit(main())
