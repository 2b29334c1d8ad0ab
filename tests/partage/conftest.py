"""A site whose files are in a bucket, at the end of a road that may be cut; and two machines that share one."""

import datetime
import io
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from botocore.config import Config
from dateutil.relativedelta import relativedelta
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from pytest_django import DjangoDbBlocker, Settings
from wagtail.models import Site

from registre.models import Membre, Role
from socle.medias.stockage_partage import REPIT
from tests.config.devant import NOM
from tests.partage.deux import MOT_DE_PASSE, Commun, LesDeux, Machine, RedisDesDeux, nginx_devant
from tests.partage.seau import CLE, REGION, SEAU, SECRET, Route, seau_ouvert, vider
from tests.raison_detre.conftest import le_site
from tests.registre.factories import CooperativeFactory, labellisee, siren_fictif
from tests.rigueur import base
from tests.rigueur.site_servi import free_port
from tests.socle.conftest import charger_groupes
from tests.socle.factories import UserFactory

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


def charger() -> None:
    """What the site holds: its pages, a coop with a label, its référente, an administrator, deadlines and letters."""
    Site.objects.update(hostname=NOM, port=443)
    call_command("preparer_registre", stdout=io.StringIO())
    charger_groupes()
    hacheur = PBKDF2PasswordHasher()
    secret = hacheur.encode(MOT_DE_PASSE, hacheur.salt(), 1000)
    UserFactory.create(superuser=True, email="admin@example.org", password=secret)
    for rang, slug in enumerate(("coop-a", "coop-c", "coop-b")):
        coop = CooperativeFactory.create(slug=slug, nom=slug, siren=siren_fictif(91_000 + rang))
        referente = UserFactory.create(email=f"{slug}@example.org", password=secret)
        Membre.objects.create(user=referente, cooperative=coop, role=Role.REFERENT, depuis=datetime.date(2020, 1, 1))
    labellisee(timezone.localdate() - relativedelta(months=3), coop)


@pytest.fixture(scope="module")
def base_des_deux(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The database that they share, in which these tests write too."""
    copie = base.base_of_process(tmp_path_factory.mktemp("base"), base.loaded("deux", charger, le_site))
    avant = connection.settings_dict["NAME"]
    with django_db_blocker.unblock():
        copie.prepare()
        copie.open()
        yield copie.url()
        base.point_to(avant)
        copie.drop()


@pytest.fixture(scope="module")
def deux(base_des_deux: str, moto: int, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LesDeux]:
    """The two machines, started, and nginx in front."""
    dossier = tmp_path_factory.mktemp("deux")
    vider(moto)
    redis = RedisDesDeux(dossier)
    redis.demarrer()
    commun, purge, voisine = Commun(dossier, base_des_deux, redis.port, moto), free_port(), free_port()
    une, autre = Machine("une", commun, purge), Machine("autre", commun, voisine)
    nginx = nginx_devant(dossier, une, autre, purge, voisine)

    try:
        for machine in (une, autre):
            machine.lancer()
        nginx.demarrer()
        for machine in (une, autre):
            machine.attendre()

        yield LesDeux(commun, une, autre, nginx)
        nginx.arreter()
    finally:
        une.tuer()
        autre.tuer()
        redis.arreter()
