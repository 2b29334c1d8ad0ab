"""Reporting an error as a visitor does: read the form, wait a little, write, send."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import time_machine
from bs4 import BeautifulSoup
from django.test import Client

from registre.models import Cooperative
from registre.signalements.models import SignalementDErreur
from tests.registre.factories import CooperativeFactory
from tests.rigueur.html import StrictClient

LE_JOUR = datetime.datetime(2026, 6, 15, 10, tzinfo=datetime.UTC)
UN_PEU = datetime.timedelta(seconds=20)


def coop(slug: str = "coop-a", **champs: Any) -> Cooperative:
    return CooperativeFactory.create(slug=slug, nom=f"Coop {slug[-1].upper()}", **champs)


def formulaire(adresse: str, client: Client | None = None) -> dict[str, str]:
    """What the form of this address sends untouched."""
    page = BeautifulSoup((client or StrictClient()).get(adresse).content, "lxml")
    return {str(champ["name"]): str(champ.get("value", "")) for champ in page.select("main form [name]")}


@contextmanager
def le_jour(quand: datetime.datetime = LE_JOUR) -> Iterator[Any]:
    """Be at this moment, as long as it takes."""
    with time_machine.travel(quand, tick=False) as voyage:
        yield voyage


def signaler(adresse: str, client: Client | None = None, *, attente: datetime.timedelta = UN_PEU, **champs: Any) -> Any:
    """Read the form, write in it for `attente`, send it; return the answer."""
    client = client or StrictClient()
    with le_jour() as voyage:
        lu = formulaire(adresse, client)
        voyage.shift(attente)
        return client.post(adresse, lu | {"faux": "Le siège n’est plus là."} | champs)


def recu(**champs: Any) -> SignalementDErreur:
    """A report in the base, received on the day of these tests unless another is said."""
    cooperative = champs.pop("cooperative", None) or CooperativeFactory.create()
    return SignalementDErreur.objects.create(
        **{"cooperative": cooperative, "faux": "Le siège n’est plus là.", "recu_le": LE_JOUR} | champs
    )


def lue(reponse: Any) -> BeautifulSoup:
    return BeautifulSoup(reponse.content, "lxml")
