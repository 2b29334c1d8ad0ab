"""The credential of a label at its two addresses: what it says, since when, until when, and when there is none."""

import base64
import datetime
import json
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from pytest_django import Settings

from registre.etats import Operation
from registre.lecture.label_du_jour import label_du_jour
from registre.preuve.justificatifs import justificatif_de
from registre.preuve.models import FeuilleDuJournal, JustificatifEmis
from tests.registre import decisions
from tests.registre.factories import CooperativeFactory, labellisee, retiree, suspendue
from tests.registre.journaux import dernier
from tests.registre.preuve.falsifications import charge_du_jwt

D = datetime.date
pytestmark = [pytest.mark.django_db, pytest.mark.rendu]


def demander(numero: str, forme: str = "json", **entetes: str) -> Any:
    """Ask an address of a credential."""
    return Client().get(f"/registre/labels/{numero}/credential.{forme}", headers=entetes)


def credential(numero: str) -> dict[str, Any]:
    """Return the JSON credential of a label, as the site gives it."""
    reponse = demander(numero)
    assert reponse.status_code == 200, reponse.content.decode()
    lu: dict[str, Any] = json.loads(reponse.content)
    return lu


def test_it_says_the_label_as_granted_to_its_bearer(cles: Path) -> None:
    label = labellisee(D(2026, 3, 1), CooperativeFactory.create(nom="Coop'Alpha", siren="000000018"))

    lu = credential(label.numero)

    sujet = lu["credentialSubject"]
    assert sujet["otherIdentifier"][0]["identifier"] == "000000018"
    assert sujet["name"].endswith("Coop'Alpha")
    assert sujet["achievement"]["id"] == f"http://localhost:8000/registre/labels/{label.numero}/"
    assert [e["targetCode"] for e in sujet["achievement"]["alignment"]] == [*"1235689", "10"]


def test_it_gives_as_evidence_where_its_grant_stands_in_the_public_log(cles: Path) -> None:
    label = labellisee(D(2026, 3, 1))
    octroi = FeuilleDuJournal.objects.get(evenement=dernier(Operation.ACCORDER_LABEL, label.cooperative))

    (preuve,) = credential(label.numero)["evidence"]

    assert preuve["id"] == f"http://localhost:8000/registre/labels/{label.numero}/preuve.json"
    empreinte = base64.b64encode(bytes(octroi.hachage)).decode()
    assert preuve["narrative"].endswith(f"journal public, feuille {octroi.indice}, empreinte {empreinte}.")


def test_its_last_second_is_that_of_the_last_day_in_paris(cles: Path) -> None:
    """The last day is included: from 1 March at midnight in Paris, to the last second of 28 February."""
    label = labellisee(D(2023, 3, 1))
    lu, jeton = credential(label.numero), charge_du_jwt(demander(label.numero, "jwt").content.decode())

    assert (lu["validFrom"], lu["validUntil"]) == ("2023-02-28T23:00:00Z", "2026-02-28T22:59:59Z")
    fin = datetime.datetime.fromtimestamp(jeton["exp"], datetime.UTC)
    assert fin == datetime.datetime(2026, 2, 28, 22, 59, 59, tzinfo=datetime.UTC)


def test_both_forms_say_the_same(cles: Path) -> None:
    numero = labellisee(D(2026, 3, 1)).numero
    document, charge = credential(numero), charge_du_jwt(demander(numero, "jwt").content.decode())
    del document["proof"]
    assert {nom: charge[nom] for nom in document} == document
    assert set(charge) - set(document) == {"iss", "sub", "jti", "nbf", "exp"}


def test_asked_again_it_is_the_same_to_the_byte_and_costs_a_304(cles: Path) -> None:
    numero = labellisee(D(2026, 3, 1)).numero
    premiere, seconde = demander(numero), demander(numero)
    assert premiere.content == seconde.content
    assert demander(numero, **{"if-none-match": premiere.headers["ETag"]}).status_code == 304


@pytest.mark.parametrize("forme", ["json", "jwt"])
def test_a_fiction_says_so_in_every_form(cles: Path, forme: str) -> None:
    lu = label_du_jour(labellisee(D(2026, 3, 1)).numero, D(2026, 11, 28))
    assert lu is not None
    donne = justificatif_de(lu)
    assert donne is not None
    dit = donne.document if forme == "json" else charge_du_jwt(donne.jwt)
    label = dit["credentialSubject"]["achievement"]
    textes = [dit["name"], dit["description"], dit["credentialSubject"]["name"], label["name"], label["description"]]
    assert [texte for texte in textes if "DÉMONSTRATION, coopérative fictive" not in texte] == []


def test_production_signs_no_fiction(cles: Path, settings: Settings) -> None:
    settings.DEMONSTRATION_PERMISE = False
    assert demander(labellisee(D(2026, 3, 1)).numero).status_code == 404
    assert not JustificatifEmis.objects.exists()


def test_production_signs_a_real_label_and_calls_it_no_fiction(cles: Path, settings: Settings) -> None:
    settings.DEMONSTRATION_PERMISE = False
    numero = labellisee(D(2026, 3, 1), CooperativeFactory.create(demonstration=False)).numero
    assert "DÉMONSTRATION" not in demander(numero).content.decode()


@pytest.mark.parametrize("faire", [suspendue, retiree])
def test_a_label_suspended_or_withdrawn_keeps_its_credential(cles: Path, faire: Any) -> None:
    label = faire(labellisee(D(2026, 3, 1)), D(2026, 6, 1))
    assert credential(label.numero)["credentialStatus"][0]["statusPurpose"] == "revocation"


def test_a_number_given_by_mistake_has_no_credential_any_more(cles: Path) -> None:
    label = labellisee(D(2023, 3, 1))
    decisions.annuler(dernier(Operation.ACCORDER_LABEL, label.cooperative).pk, motif="Numéro donné par erreur.")
    reponse = demander(label.numero)
    assert reponse.status_code == 410
    assert "donné par erreur, puis annulé" in reponse.content.decode()


@pytest.mark.parametrize("forme", ["json", "jwt"])
def test_a_number_that_nobody_had_is_a_404_in_words(cles: Path, forme: str) -> None:
    reponse = demander("QC-2031-0001", forme)
    assert reponse.status_code == 404
    assert "n’a jamais porté le numéro\u00a0QC-2031-0001" in reponse.content.decode()


def test_a_number_in_lower_case_leads_to_its_address(cles: Path) -> None:
    numero = labellisee(D(2026, 3, 1)).numero
    reponse = demander(numero.lower())
    assert (reponse.status_code, reponse.headers["Location"]) == (301, f"/registre/labels/{numero}/credential.json")


def test_a_machine_without_keys_says_that_the_page_is_the_reference() -> None:
    reponse = demander(labellisee(D(2026, 3, 1)).numero)
    assert reponse.status_code == 404
    assert "sa page du registre fait foi" in reponse.content.decode()
    assert Client().get("/.well-known/did.json").status_code == 404


def test_what_was_signed_is_still_given_when_the_key_no_longer_opens(cles: Path, settings: Settings) -> None:
    numero = labellisee(D(2026, 3, 1)).numero
    signe = demander(numero).content
    settings.KEYS_PASSPHRASE = "une tout autre phrase"
    assert demander(numero).content == signe


def test_a_new_key_signs_the_same_credential_at_the_same_place(cles: Path) -> None:
    numero = labellisee(D(2026, 3, 1)).numero
    avant = credential(numero)
    call_command("creer_cle", "justificatif", "--remplacer")
    apres = credential(numero)

    assert avant["proof"]["verificationMethod"] != apres["proof"]["verificationMethod"]
    del avant["proof"], apres["proof"]
    assert avant == apres


HORS_DE_L_ORDINAIRE = {
    "long": "A" * 200,  # the longest that the register takes
    "markup": 'Coop <b>&</b> "Fils" \'',
    "right to left": "تعاونية الإسكان",
    "line breaks": "Coop\u2028Alpha\u00a0!",
}


@pytest.mark.parametrize("nom", HORS_DE_L_ORDINAIRE.values(), ids=HORS_DE_L_ORDINAIRE.keys())
def test_a_name_out_of_the_ordinary_is_signed_as_it_is(cles: Path, nom: str) -> None:
    numero = labellisee(D(2026, 3, 1), CooperativeFactory.create(nom=nom)).numero
    assert credential(numero)["credentialSubject"]["name"].endswith(nom)


def test_a_clock_put_back_changes_nothing_of_what_was_signed(cles: Path) -> None:
    numero = labellisee(D(2026, 3, 1)).numero
    signe = demander(numero).content
    with time_machine.travel(datetime.datetime(2026, 3, 2, tzinfo=datetime.UTC)):
        assert demander(numero).content == signe


def test_the_label_s_page_leads_to_both_forms_and_says_that_a_signature_is_not_enough(cles: Path) -> None:
    numero = labellisee(D(2026, 3, 1)).numero
    page = Client().get(f"/registre/labels/{numero}/").content.decode()
    assert f'href="/registre/labels/{numero}/credential.json"' in page
    assert f'href="/registre/labels/{numero}/credential.jwt"' in page
    assert "lisez aussi le statut" in page


def test_the_label_s_page_offers_no_credential_when_there_is_none() -> None:
    numero = labellisee(D(2026, 3, 1)).numero
    assert "credential.json" not in Client().get(f"/registre/labels/{numero}/").content.decode()
