"""A part of the machine that does not answer is left alone for a while, rather than waited for by each request."""

import threading
import time


class Repit:
    """Whether a part is left alone now, said by one process to its threads. `secondes`: for how long, each time."""

    def __init__(self, secondes: float) -> None:
        self.secondes = secondes
        self.verrou = threading.Lock()
        self.en_panne = False
        self.jusqu_a = 0.0

    def dure(self) -> bool:
        """Whether to do without it. Once the time is over, one thread alone is told to try, the others go on."""
        if not self.en_panne:
            return False
        with self.verrou:
            if time.monotonic() < self.jusqu_a:
                return True
            self.jusqu_a = time.monotonic() + self.secondes
            return False

    def commencer(self) -> bool:
        """Leave it alone from now on; return whether it answered so far."""
        with self.verrou:
            avant, self.en_panne = self.en_panne, True
            self.jusqu_a = time.monotonic() + self.secondes
            return not avant

    def finir(self) -> bool:
        """It answers; return whether it did not until now."""
        if not self.en_panne:
            return False
        with self.verrou:
            avant, self.en_panne = self.en_panne, False
            return avant
