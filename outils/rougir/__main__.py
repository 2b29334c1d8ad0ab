"""Command line: `python -m outils.rougir [--reste] [files or folders of tests]`."""

import argparse
import json
import os
import sys
import time

import pytest

from outils.rougir.course import NOTES, Notes, Saboteur, Verdicts
from outils.rougir.sabotages import ROOT

FOLDERS = [
    "tests/raison_detre",
    "tests/socle",
    "tests/config",
    "tests/outils",
    "tests/traductions",
    "tests/test_documents.py",
    "tests/test_maison.py",
    "tests/test_rigueur.py",
]
QUIET = ["-q", "--tb=no", "--assert=plain", "--no-header", "-p", "no:cacheprovider", "-p", "no:xdist", "-p", "no:cov"]


def main() -> int:
    """Break, tell, keep what was seen; return 1 when a test never turned red."""
    parser = argparse.ArgumentParser(prog="make rougir", description="Casse le code ; nomme les essais jamais rouges.")

    parser.add_argument(
        "--reste", action="store_true", help="seulement les essais que la dernière fois a laissés verts"
    )
    parser.add_argument("--sur-place", action="store_true", help="lance les essais et dit, en JSON, ceux qui échouent")
    parser.add_argument("tests", nargs="*", default=FOLDERS)
    asked = parser.parse_args()
    os.chdir(ROOT)
    if asked.sur_place:
        notes = Notes()
        pytest.main([*QUIET, *asked.tests], plugins=[notes])
        print(f"\n{json.dumps(notes.failed)}")
        return 0

    start = time.monotonic()
    verdicts = Verdicts()
    if asked.reste:
        verdicts.recall()
    code = pytest.main([*QUIET, *asked.tests], plugins=[Saboteur(verdicts)])
    if not verdicts.tests or code == pytest.ExitCode.INTERNAL_ERROR:
        return int(code) or 1

    return tell(verdicts, time.monotonic() - start)


def tell(verdicts: Verdicts, seconds: float) -> int:
    """Print the count and the tests never seen red; return 1 if there are any."""
    never = verdicts.never()
    by_assertion = sum(said for test, (_, said) in verdicts.red.items() if test in verdicts.tests)
    for test in never:
        print(f"  {'échoue sans sabotage' if test in verdicts.failing else 'jamais rouge'} : {test}")
    print(
        f"{len(verdicts.tests) - len(never)} essais vus rouges sur {len(verdicts.tests)}, dont {by_assertion} par une "
        f"assertion ; {len(never)} jamais ({seconds:.0f} s). Détail : {NOTES.relative_to(ROOT)}"
    )
    return 1 if never else 0


if __name__ == "__main__":
    sys.exit(main())
