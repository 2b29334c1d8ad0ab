"""How long the kit of one coop takes, whole and with nothing kept: pieces, previews and ZIP.

    .venv/bin/python -m tests.benchmarks.kit                 COOPERATIVES=5 to make more kits

On SQLite, on the register of 200 fictional coops. Fails when the middle one takes more than 5 seconds. Processor time
is given beside: on a machine that does something else, it alone tells.
"""

import os
import resource
import statistics
import sys
import time

import django

from tests.benchmarks.bases import base

COOPERATIVES = 200
PLAFOND = 5.0  # seconds


def processeur() -> float:
    """Return the processor seconds of this process and of the programs that it ran."""
    usages = [resource.getrusage(qui) for qui in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def mesurer(combien: int) -> list[tuple[str, float, float, int]]:
    """Return, for so many labelled coops, the number, the seconds, the processor's, and the bytes of the ZIP."""
    from django.utils import timezone

    from registre.etats import Statut
    from registre.models import Cooperative, PeriodeDeStatut
    from registre.promotion.kit import paquet
    from registre.promotion.kit.situation import situation_de

    au = timezone.localdate()
    periodes = PeriodeDeStatut.objects.filter(statut=Statut.LABELLISEE, du__lte=au, jusqu_au__gte=au)
    coops = Cooperative.objects.filter(pk__in=periodes.values("cooperative")).order_by("pk")[:combien]

    mesures = []
    for coop in coops:
        debut, calcul = time.perf_counter(), processeur()
        situation = situation_de(coop, au)
        paquet.empreinte(situation)
        taille = len(paquet._archive(paquet.pieces(situation), au))
        numero = situation.lu.numero if situation.lu else ""
        mesures.append((numero, time.perf_counter() - debut, processeur() - calcul, taille))
    return mesures


def main() -> int:
    """Print a line per kit; return 1 when the middle one is too slow."""
    os.environ["DATABASE_URL"] = base("SQLite", COOPERATIVES)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    django.setup()

    mesures = mesurer(int(os.environ.get("COOPERATIVES", "5")))

    for numero, secondes, calcul, taille in mesures:
        print(f"{numero}  {secondes:5.2f} s  processeur {calcul:5.2f} s  {taille / 1000:5.0f} Ko")
    milieu = statistics.median(secondes for _numero, secondes, _calcul, _taille in mesures)
    print(f"milieu {milieu:.2f} s, plafond {PLAFOND} s")
    return 1 if milieu > PLAFOND else 0


if __name__ == "__main__":
    sys.exit(main())
