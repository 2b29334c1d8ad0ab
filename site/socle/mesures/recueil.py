"""What rooms have to say, read when it is asked: a room declares a reader, which yields families of gauges.

A reader asks the same number of queries whatever there is. One that fails is told to be, and hides none of the others.
"""

import logging
from collections.abc import Callable, Iterable, Iterator

from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

logger = logging.getLogger(__name__)

Lire = Callable[[], Iterable[Metric]]

LECTEURS: dict[str, Lire] = {}


def declarer(nom: str, lire: Lire) -> None:
    """Add what a room measures, under this name, or replace it."""
    LECTEURS[nom] = lire


def mesure(nom: str, aide: str, valeur: float) -> Metric:
    """Return a gauge of one value."""
    return GaugeMetricFamily(f"coophlm_{nom}", aide, value=valeur)


class Recueil(Collector):
    """All that rooms declared, as the library collects it."""

    def collect(self) -> Iterator[Metric]:
        """Yield every family, then which readers failed."""
        muets = GaugeMetricFamily("coophlm_mesure_illisible", "1 si cette mesure ne peut être lue.", labels=["mesure"])
        for nom, lire in LECTEURS.items():
            try:
                yield from list(lire())
            except Exception:
                logger.exception("Metrics: %s cannot be read", nom)
                muets.add_metric([nom], 1)
            else:
                muets.add_metric([nom], 0)
        yield muets
