"""A bucket on this machine, and a road to it that can be slow, silent or cut."""

import contextlib
import logging
import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import boto3
from moto.server import ThreadedMotoServer

SEAU, REGION, CLE, SECRET = "coophlm", "fr-par", "cle-d-essai", "secret-d-essai"
BLOC = 64 * 1024


class Route:
    """What stands between the site and the bucket: it passes on, each time `retard` seconds later; cut, it hangs up."""

    def __init__(self, vers: int) -> None:
        self.vers, self.retard, self.coupee = vers, 0.0, False
        self.fini = threading.Event()
        self.ecoute = socket.create_server(("127.0.0.1", 0))
        self.port = int(self.ecoute.getsockname()[1])
        self.demandes = 0
        threading.Thread(target=self._accueillir, daemon=True).start()

    @property
    def adresse(self) -> str:
        """What the site is told of the bucket."""
        return f"http://127.0.0.1:{self.port}"

    def retablir(self) -> None:
        """Pass on at once, as at the beginning."""
        self.retard, self.coupee = 0.0, False

    def fermer(self) -> None:
        """Listen no more, and hang up."""
        self.fini.set()
        self.coupee = True
        self.ecoute.close()

    def _accueillir(self) -> None:
        while True:
            try:
                venu, _adresse = self.ecoute.accept()
            except OSError:
                return
            if self.coupee:
                venu.close()
                continue
            parti = socket.create_connection(("127.0.0.1", self.vers))
            for depuis, jusqu_a in ((venu, parti), (parti, venu)):
                threading.Thread(target=self._passer, args=(depuis, jusqu_a), daemon=True).start()

    def _passer(self, depuis: socket.socket, jusqu_a: socket.socket) -> None:
        """Carry what comes until one side ends, or the road is cut."""
        with contextlib.suppress(OSError), depuis, jusqu_a:
            while octets := depuis.recv(BLOC):
                self.demandes += 1
                self.fini.wait(self.retard)
                if self.coupee:
                    break
                jusqu_a.sendall(octets)
            for bout in (depuis, jusqu_a):
                bout.shutdown(socket.SHUT_RDWR)


@contextlib.contextmanager
def seau_ouvert() -> Iterator[int]:
    """Serve an empty bucket; give its port."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    serveur = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    serveur.start()
    try:
        _adresse, port = serveur.get_host_and_port()
        yield port
    finally:
        serveur.stop()


def client(port: int) -> Any:
    """Return the operator's own client of the bucket."""
    return boto3.client(
        "s3",
        endpoint_url=f"http://127.0.0.1:{port}",
        region_name=REGION,
        aws_access_key_id=CLE,
        aws_secret_access_key=SECRET,
    )


def vider(port: int) -> None:
    """Have the bucket, with nothing in it."""
    boto = client(port)
    if SEAU in {connu["Name"] for connu in boto.list_buckets()["Buckets"]}:
        for cle in cles(port):
            boto.delete_object(Bucket=SEAU, Key=cle)
    else:
        boto.create_bucket(Bucket=SEAU, CreateBucketConfiguration={"LocationConstraint": REGION})


def cles(port: int) -> list[str]:
    """Return the names of what the bucket holds."""
    contenu = client(port).list_objects_v2(Bucket=SEAU).get("Contents", ())
    return sorted(objet["Key"] for objet in contenu)


def vieillir(port: int, cle: str, heures: int) -> None:
    """Have an object be so old: moto keeps the moment in the object itself."""
    import datetime

    from moto.s3.models import s3_backends

    for compte in s3_backends.values():
        objet = compte["aws"].buckets[SEAU].keys[cle]
        objet.last_modified -= datetime.timedelta(hours=heures)


def duree(depuis: float) -> float:
    """Return the seconds since this moment (`time.monotonic`)."""
    return time.monotonic() - depuis
