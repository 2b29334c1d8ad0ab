"""The site used for long while its parts fall, one every two minutes: what was lost, what was wrong, what was up.

    .venv/bin/python -m tests.benchmarks.endurance [MINUTES [SECONDS]]

Thirty minutes unless said otherwise, a fault every SECONDS (120). Everything is started here, on this machine's own
address and free ports, and stopped at the end: PostgreSQL, Redis, a mail server, gunicorn, the nginx of deploy/.
The load is half of what the machine was measured to take, readers of public pages and writers of decisions together.
"""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from tests.benchmarks.bases import ROOT
from tests.pannes.charge import Charge
from tests.pannes.constat import exiger_chaque_lettre_une_fois, perdus
from tests.pannes.grappe import PROPRIETAIRE, Grappe, milieu
from tests.pannes.monde import Monde, monde
from tests.pannes.pannes import PANNES

MINUTES, PERIODE = 30, 120
COOPS, LECTEURS, ECRIVAINS, PROCESSUS = 24, 4, 2, 3
A_MESURER = 20  # seconds
DISPONIBILITE = 0.999


def remplir(grappe: Grappe) -> None:
    """Lay the register and the labels to decide on, in a process of its own."""
    variables = milieu() | {
        "DATABASE_URL": grappe.adresse(PROPRIETAIRE),
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
    }
    commande = [sys.executable, "-m", "tests.pannes.contenu", str(COOPS)]
    subprocess.run(commande, cwd=ROOT, env=variables | {"PYTHONPATH": f"{ROOT}:{ROOT / 'site'}"}, check=True)
    grappe.donner_les_droits()


def capacite(ici: Monde) -> tuple[float, float]:
    """Return how many pages and decisions a second this machine takes at most, both at once."""
    with Charge(ici, LECTEURS, ECRIVAINS, lecture=0, ecriture=0) as charge:
        time.sleep(A_MESURER)
        lues, decidees = charge.lues.total(), charge.issues.total()
    return lues / A_MESURER, decidees / A_MESURER


@contextmanager
def a_moitie(ici: Monde) -> Iterator[Charge]:
    """Load the site at half of what it takes."""
    pages, decisions = capacite(ici)
    print(f"At most {pages:.0f} pages and {decisions:.1f} decisions a second, together; half of it now.", flush=True)
    with Charge(ici, LECTEURS, ECRIVAINS, 2 * LECTEURS / pages, 2 * ECRIVAINS / decisions) as charge:
        yield charge


def faire_tomber(ici: Monde, charge: Charge, nom: str, panne: Callable[[Monde], None]) -> None:
    """Cause a fault, and print what was read during it, and in how long decisions are taken again."""
    avant, ratees, fausses = charge.lues.total(), len(charge.ratees), len(charge.fausses)
    debut = time.monotonic()
    panne(ici)
    fin = time.monotonic()
    with suppress(TimeoutError):
        charge.attendre(1, 120)

    reprise, lues = time.monotonic() - fin, charge.lues.total() - avant
    donnees = 100 * (1 - (len(charge.ratees) - ratees) / max(1, lues))
    dit = f"{fin - debut:5.1f} s, {donnees:6.2f} % of {lues} pages, a decision {reprise:.1f} s after"
    print(f"  {nom:28} {dit}, {len(charge.fausses) - fausses} wrong", flush=True)


def durer(ici: Monde, charge: Charge, minutes: float, periode: float) -> None:
    """Cause one fault after the other, until the time is over."""
    debut = time.monotonic()
    rang = 0
    while time.monotonic() + periode / 2 < debut + minutes * 60:
        time.sleep(max(0, debut + periode * (rang + 0.5) - time.monotonic()))
        nom, panne = list(PANNES.items())[rang % len(PANNES)]
        faire_tomber(ici, charge, nom, panne)
        rang += 1
    time.sleep(max(0, debut + minutes * 60 - time.monotonic()))


def conclure(ici: Monde, charge: Charge) -> bool:
    """Print what was asked and what was found; return whether they agree."""
    ici.service.commander("verifier_journal", "--complet")
    exiger_chaque_lettre_une_fois(ici, charge)
    manquent = perdus(ici, charge)
    lues, donnees = charge.lues.total(), charge.disponibilite

    print(f"confirmed decisions lost: {len(manquent)} of {len(charge.confirmes)} (asked: 0)")
    print(f"wrong statuses read: {len(charge.fausses)} (asked: 0)", *charge.fausses[:5], sep="\n  ")
    print(f"public pages given: {100 * donnees:.3f} % of {lues} (asked: {100 * DISPONIBILITE} %)", charge.lues)
    print(
        f"longest answer: {charge.plus_longue:.1f} s; decisions: {dict(charge.issues)}", *charge.ratees[-5:], sep="\n  "
    )
    return not manquent and not charge.fausses and donnees >= DISPONIBILITE


def main(arguments: list[str]) -> int:
    """Return 1 when something asked does not hold."""
    minutes = float(arguments[0]) if arguments else MINUTES
    periode = float(arguments[1]) if len(arguments) > 1 else PERIODE
    with monde(remplir, PROCESSUS) as ici:
        with a_moitie(ici) as charge:
            durer(ici, charge, minutes, periode)
        return int(not conclure(ici, charge))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
