"""A connection to a server that is measured."""

import http.client
import time

ENTETES = {"Host": "localhost", "X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.1"}


class Lien:
    """A connection that is kept, as a browser keeps it."""

    def __init__(self, port: int, ou: str = "127.0.0.1") -> None:
        self.lien = http.client.HTTPConnection(ou, port, timeout=60)

    def demander(self, adresse: str, **entetes: str) -> tuple[float, http.client.HTTPResponse, bytes]:
        """Return the seconds of one request, its answer, its body: on a new connection when the server closed an idle
        one."""
        try:
            return self._demander(adresse, entetes)
        except ConnectionError:
            self.lien.close()
            return self._demander(adresse, entetes)

    def _demander(self, adresse: str, entetes: dict[str, str]) -> tuple[float, http.client.HTTPResponse, bytes]:
        debut = time.perf_counter()
        self.lien.request("GET", adresse, headers=ENTETES | entetes)
        reponse = self.lien.getresponse()
        corps = reponse.read()
        return time.perf_counter() - debut, reponse, corps
