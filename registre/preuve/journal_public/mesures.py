"""What a supervisor follows of the public log: its size, which only grows."""

from collections.abc import Iterator

from prometheus_client.core import Metric

from registre.preuve.journal_public.tuiles_gardees import taille
from socle.mesures.recueil import mesure


def mesures_du_journal_public() -> Iterator[Metric]:
    """Yield how many leaves there are. One query."""
    yield mesure("journal_public_feuilles", "Feuilles du journal public.", taille())
