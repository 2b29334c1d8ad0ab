"""What is signed is all that is said: a word that no context defines is refused before anything is signed."""

import datetime
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from registre.preuve.cles import Usage, signataire
from registre.preuve.justificatifs.sceau import DocumentIllisible, sceller
from tests.registre.factories import labellisee

pytestmark = [pytest.mark.django_db, pytest.mark.rendu]
D = datetime.date


def sceller_de_nouveau(adresse: str, change: Callable[[dict[str, Any]], None]) -> dict[str, Any]:
    """Sign what the site gives at this address, changed, as the site signs."""
    document = json.loads(Client().get(adresse, headers={"accept": "application/json"}).content)
    del document["proof"]
    change(document)
    qui = signataire(Usage.JUSTIFICATIF)
    assert qui is not None
    return sceller(document, qui, timezone.now())


@pytest.fixture
def adresses(cles: Path) -> list[str]:
    """A credential and the two lists that tell its status: each kind of document that is signed."""
    numero = labellisee(D(2026, 3, 1)).numero
    credential = f"/registre/labels/{numero}/credential.json"
    assert Client().get(credential).status_code == 200
    return [credential, "/registre/statuts/1/revocation/", "/registre/statuts/1/suspension/"]


def test_what_the_site_signs_is_signed_whole(adresses: list[str]) -> None:
    for adresse in adresses:
        assert sceller_de_nouveau(adresse, lambda _document: None)["proof"]["proofValue"]


@pytest.mark.parametrize(
    "change",
    [
        lambda d: d.update(inconnu="x"),
        lambda d: d["credentialSubject"].update(inconnu="x"),
        lambda d: d["credentialSubject"].update(inconnu={"id": "https://example.org/x", "name": "x"}),
        lambda d: d.update(type=[*d["type"], "Inconnu"]),
    ],
    ids=["a word", "a word within", "a part within", "a type"],
)
def test_a_word_that_no_context_defines_is_not_signed(
    adresses: list[str], change: Callable[[dict[str, Any]], None]
) -> None:
    for adresse in adresses:
        with pytest.raises(DocumentIllisible):
            sceller_de_nouveau(adresse, change)
