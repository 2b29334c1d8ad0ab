"""Status lists: what each bit says today, drawn places, one address in two forms."""

import base64
import datetime
import gzip
import json
import secrets
import threading
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.utils import timezone

from registre.etats import Operation
from registre.lecture.label_du_jour import label_du_jour
from registre.models import Label
from registre.preuve.justificatifs import justificatif_de, places
from registre.preuve.models import JustificatifEmis
from registre.preuve.models.justificatif import PLACES
from tests.registre import decisions
from tests.registre.factories import labellisee, retiree, suspendue
from tests.registre.journaux import dernier
from tests.registre.preuve.falsifications import charge_du_jwt

D = datetime.date
pytestmark = pytest.mark.django_db


def liste(objet: str, numero: int = 1) -> dict[str, Any]:
    """Return a list, as JSON."""
    reponse = Client().get(f"/registre/statuts/{numero}/{objet}/", headers={"accept": "application/json"})
    assert reponse.status_code == 200, reponse.content.decode()
    lue: dict[str, Any] = json.loads(reponse.content)
    return lue


def marques(objet: str, numero: int = 1) -> set[int]:
    """Return the places whose bit is set, read as the standard says."""
    codee = liste(objet, numero)["credentialSubject"]["encodedList"]
    bits = gzip.decompress(base64.urlsafe_b64decode(codee[1:] + "=" * (-len(codee[1:]) % 4)))
    assert codee.startswith("u")
    assert len(bits) * 8 >= 131_072
    return {place for place in range(len(bits) * 8) if bits[place // 8] & 0x80 >> place % 8}


def place(label: Label) -> int:
    """Return the place of a label's credential, issuing it if it was not."""
    lu = label_du_jour(label.numero, timezone.localdate())
    assert lu is not None
    donne = justificatif_de(lu)
    assert donne is not None
    return int(donne.document["credentialStatus"][0]["statusListIndex"])


def test_a_label_that_holds_is_marked_nowhere(cles: Path) -> None:
    place(labellisee(D(2026, 3, 1)))
    assert (marques("revocation"), marques("suspension")) == (set(), set())


def test_each_list_has_one_purpose_in_plain_words(cles: Path) -> None:
    place(labellisee(D(2026, 3, 1)))
    assert [liste(objet)["credentialSubject"]["statusPurpose"] for objet in ("revocation", "suspension")] == [
        "revocation",
        "suspension",
    ]


def test_a_suspended_label_is_marked_from_that_day_until_it_is_lifted(cles: Path) -> None:
    label = labellisee(D(2026, 3, 1))
    la = place(label)
    suspendue(label, D(2026, 6, 1))
    assert (marques("revocation"), marques("suspension")) == (set(), {la})

    decisions.lever_suspension(label.pk, le=D(2026, 9, 1))
    assert marques("suspension") == set()


def test_a_withdrawn_label_is_revoked_and_stays_so(cles: Path) -> None:
    label = labellisee(D(2026, 3, 1))
    la = place(label)
    retiree(label, D(2026, 6, 1))
    assert (marques("revocation"), marques("suspension")) == ({la}, set())


def test_a_number_annulled_revokes_what_was_signed_of_it(cles: Path) -> None:
    label = labellisee(D(2023, 3, 1))
    la = place(label)
    decisions.annuler(dernier(Operation.ACCORDER_LABEL, label.cooperative).pk, motif="Numéro donné par erreur.")
    assert marques("revocation") == {la}


def test_a_corrected_fact_revokes_what_said_the_other_and_is_signed_at_another_place(cles: Path) -> None:
    """A copy that gives a wrong last day must not outlive the correction."""
    label = labellisee(D(2026, 3, 1))
    la = place(label)
    octroi = dernier(Operation.ACCORDER_LABEL, label.cooperative)
    decisions.corriger(octroi.pk, le=D(2026, 2, 1), motif="Le comité avait décidé un mois plus tôt.")

    label.refresh_from_db()
    ailleurs = place(label)

    assert ailleurs != la
    assert marques("revocation") == {la}


def test_a_bit_follows_the_day_with_nothing_having_run(cles: Path) -> None:
    """At midnight in Paris; and the list of the day before, replayed, holds no more."""
    label = labellisee(D(2026, 3, 1))
    la = place(label)
    suspendue(label, D(2026, 6, 2))
    minuit = datetime.datetime(2026, 6, 1, 22, 0, tzinfo=datetime.UTC)  # 2 June in Paris

    with time_machine.travel(minuit - datetime.timedelta(seconds=1), tick=False):
        assert marques("suspension") == set()
        assert liste("suspension")["validUntil"] == "2026-06-01T21:59:59Z"
    with time_machine.travel(minuit, tick=False):
        assert marques("suspension") == {la}
        assert liste("suspension")["validFrom"] == "2026-06-01T22:00:00Z"


def test_no_cache_keeps_a_list_beyond_midnight(cles: Path) -> None:
    place(labellisee(D(2026, 3, 1)))
    with time_machine.travel(datetime.datetime(2026, 6, 1, 21, 59, 50, tzinfo=datetime.UTC), tick=False):
        reponse = Client().get("/registre/statuts/1/suspension/")
    assert reponse.headers["Cache-Control"] == "public, max-age=0, s-maxage=10"


FORMES = {
    "application/ld+json, application/json": "application/ld+json",
    "application/vc": "application/ld+json",
    "text/html,application/xhtml+xml,*/*;q=0.8": "application/ld+json",
    "text/html": "application/ld+json",
    "application/vc+jwt": "application/vc+jwt",
    "application/json;q=0.1, application/vc+jwt": "application/vc+jwt",
    "*/*": "application/ld+json",
}


@pytest.mark.parametrize(("demande", "forme"), FORMES.items())
def test_one_address_gives_the_form_that_is_asked(cles: Path, demande: str, forme: str) -> None:
    place(labellisee(D(2026, 3, 1)))
    reponse = Client().get("/registre/statuts/1/revocation/", headers={"accept": demande})
    assert reponse.headers["Content-Type"] == forme
    assert "Accept" in reponse.headers["Vary"]


def test_who_asks_no_form_is_given_the_jwt_and_the_same_list(cles: Path) -> None:
    place(labellisee(D(2026, 3, 1)))
    reponse = Client().get("/registre/statuts/1/revocation/")
    assert reponse.headers["Content-Type"] == "application/vc+jwt"
    charge = charge_du_jwt(reponse.content.decode())
    assert charge["credentialSubject"] == liste("revocation")["credentialSubject"]


def test_a_list_unchanged_costs_a_304_and_its_two_forms_have_two_marks(cles: Path) -> None:
    place(labellisee(D(2026, 3, 1)))
    jwt = Client().get("/registre/statuts/1/revocation/")
    encore = Client().get("/registre/statuts/1/revocation/", headers={"if-none-match": jwt.headers["ETag"]})
    json_ = Client().get("/registre/statuts/1/revocation/", headers={"accept": "application/json"})
    assert encore.status_code == 304
    assert json_.headers["ETag"] != jwt.headers["ETag"]


@pytest.mark.parametrize("adresse", ["9/revocation", "1/autre", "0/suspension", f"{10**30}/revocation"])
def test_a_list_that_does_not_exist_is_a_404(cles: Path, adresse: str) -> None:
    place(labellisee(D(2026, 3, 1)))
    assert Client().get(f"/registre/statuts/{adresse}/").status_code == 404


def test_any_site_may_read_what_verifies_a_credential(cles: Path) -> None:
    label = labellisee(D(2026, 3, 1))
    place(label)
    adresses = [
        "/.well-known/did.json",
        "/registre/statuts/1/revocation/",
        f"/registre/labels/{label.numero}/credential.json",
        f"/registre/labels/{label.numero}/credential.jwt",
    ]
    for adresse in adresses:
        reponse = Client().get(adresse, headers={"origin": "https://verificateur.example"})
        assert reponse.headers["Access-Control-Allow-Origin"] == "*", adresse


@pytest.mark.lent
def test_places_are_drawn_over_the_whole_list(cles: Path) -> None:
    """Neither in order nor close to each other: the chance that twelve fall in one half is one in two thousand."""
    places_ = [place(labellisee(D(2026, 3, 1))) for _ in range(12)]
    assert places_ != sorted(places_)
    assert len(set(places_)) == 12
    assert {place * 2 // PLACES for place in places_} == {0, 1}


def test_a_place_already_taken_is_drawn_again(cles: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tirees = iter([7, 7, 7, 8])
    monkeypatch.setattr(secrets, "randbelow", lambda _n: next(tirees))
    assert [place(labellisee(D(2026, 3, 1))) for _ in range(2)] == [7, 8]


def test_a_list_that_has_given_its_places_is_followed_by_another(cles: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "PLACES_DONNEES", 2)
    labels = [labellisee(D(2026, 3, 1)) for _ in range(3)]
    for label in labels:
        place(label)
    retiree(labels[2], D(2026, 6, 1))

    assert list(JustificatifEmis.objects.order_by("pk").values_list("liste", flat=True)) == [1, 1, 2]
    assert (marques("revocation", 1), marques("revocation", 2)) == (set(), {place(labels[2])})


@pytest.mark.django_db(transaction=True)
@pytest.mark.lent
def test_two_that_ask_at_once_are_given_the_same_place(cles: Path) -> None:
    label = labellisee(D(2026, 3, 1))
    reponses: list[bytes] = []

    def demander() -> None:
        reponses.append(Client().get(f"/registre/labels/{label.numero}/credential.json").content)
        connection.close()

    fils = [threading.Thread(target=demander) for _ in range(4)]
    for fil in fils:
        fil.start()
    for fil in fils:
        fil.join()

    assert len(set(reponses)) == 1, reponses
    assert JustificatifEmis.objects.count() == 1
