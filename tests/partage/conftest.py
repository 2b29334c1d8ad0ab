"""A site whose files are in a bucket, at the end of a road that may be cut."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from botocore.config import Config
from django.core.files.storage import default_storage
from pytest_django import Settings

from socle.medias.stockage_partage import REPIT
from tests.partage.seau import CLE, REGION, SEAU, SECRET, Route, seau_ouvert, vider

PATIENCE, IMPATIENCE = 10.0, 0.4  # seconds: whatever the machine does meanwhile, and where silence is what is tried


def patience(secondes: float) -> Config:
    """Return the settings of the bucket's library, of this patience."""
    return Config(
        connect_timeout=secondes,
        read_timeout=secondes,
        retries={"mode": "standard", "total_max_attempts": 1},
        s3={"addressing_style": "path"},
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )


def presser() -> None:
    """Have the site wait for the bucket less than a second from now on."""
    stockage: Any = default_storage
    stockage.client_config = patience(IMPATIENCE)
    stockage._connections, stockage._bucket = threading.local(), None


@pytest.fixture(scope="session")
def moto() -> Iterator[int]:
    """The port of the server of buckets."""
    with seau_ouvert() as port:
        yield port


@pytest.fixture
def seau(moto: int) -> int:
    """The same, its bucket empty."""
    vider(moto)
    return moto


@pytest.fixture
def route(seau: int) -> Iterator[Route]:
    """The road to the bucket."""
    route = Route(seau)
    yield route
    route.fermer()


@pytest.fixture
def partage(route: Route, settings: Settings) -> Iterator[Route]:
    """The site's files are in the bucket; gives the road."""
    options = {
        "bucket_name": SEAU,
        "endpoint_url": route.adresse,
        "region_name": REGION,
        "access_key": CLE,
        "secret_key": SECRET,
        "file_overwrite": False,
        "client_config": patience(PATIENCE),
        "secondes": 2.0,
    }
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "socle.medias.stockage_partage.StockagePartage", "OPTIONS": options}
    }

    REPIT.finir()
    yield route

    REPIT.finir()
