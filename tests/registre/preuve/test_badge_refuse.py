"""What is no badge, or no longer ours, brought to the page that verifies one: told in words, never a failure."""

import base64
import datetime
import io
import json
import struct
import zlib
from collections.abc import Callable
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from registre.models import Label
from registre.preuve.cles import Signataire, Usage, signataire
from registre.preuve.justificatifs.sceau import en_jwt, sceller
from tests.registre.factories import labellisee
from tests.registre.lecture import mots
from tests.registre.preuve.falsifications import change, charge_du_jwt, feuilles, jwt_change

D = datetime.date
ADRESSE = "/registre/verifier-un-badge/"
ESPACE = "https://purl.imsglobal.org/spec/ob/v3p0"
pytestmark = [pytest.mark.django_db, pytest.mark.rendu]
VISITEURS = count(1)
MODIFIE = "Ce badge a été modifié"
AUTRE_CLE = "Ce badge n’est pas signé par la Fédération"


@pytest.fixture
def label(cles: Path) -> Label:
    """A label in force, on a machine that signs."""
    return labellisee(D(2026, 3, 1))


def telecharger(label: Label, forme: str) -> bytes:
    """Return a file of the label as the site gives it."""
    return Client().get(f"/registre/labels/{label.numero}/{forme}").content


def envoyer(octets: bytes) -> tuple[int, str]:
    """Send a file; return the status, and the verdict or what is said on the field."""
    visiteur = f"2001:db8:0:{next(VISITEURS):x}::1"  # each has so many a minute
    reponse = Client().post(ADRESSE, {"fichier": SimpleUploadedFile("badge.svg", octets)}, REMOTE_ADDR=visiteur)
    page = BeautifulSoup(reponse.content, "lxml")
    return reponse.status_code, mots(page.select_one("#verdict") or page.select_one("#id_fichier_error"))


def document_de(label: Label) -> dict[str, Any]:
    """Return the JSON credential of a label."""
    document: dict[str, Any] = json.loads(telecharger(label, "credential.json"))
    return document


def en_json(document: dict[str, Any]) -> bytes:
    """Return a document as a file."""
    return json.dumps(document, ensure_ascii=False).encode()


def etranger() -> Signataire:
    """Return somebody who signs under the name of our key, with another."""
    notre = signataire(Usage.JUSTIFICATIF)
    assert notre is not None
    privee = Ed25519PrivateKey.generate()
    return Signataire(notre.identifiant, privee.public_key().public_bytes_raw(), privee)


def resigner(document: dict[str, Any], qui: Signataire) -> bytes:
    """Sign a document anew, as the site would."""
    sans = {nom: valeur for nom, valeur in document.items() if nom != "proof"}
    return en_json(sceller(sans, qui, datetime.datetime(2026, 3, 1, tzinfo=datetime.UTC)))


@pytest.mark.lent
def test_one_character_changed_in_any_field_of_either_form_is_seen(label: Label) -> None:
    document, jwt = document_de(label), telecharger(label, "credential.jwt").decode()
    faux = {f"json {chemin}": en_json(change(document, chemin)) for chemin in feuilles(document)}
    faux |= {
        f"jwt {chemin}": jwt_change(jwt, chemin).encode()
        for chemin in feuilles(charge_du_jwt(jwt))
        if chemin not in {("nbf",), ("exp",)}
    }

    dits = {quoi: envoyer(octets) for quoi, octets in faux.items()}

    jamais = {"Ce badge dit vrai aujourd’hui", "Ce badge dit vrai, d’une coopérative fictive"}
    assert [quoi for quoi, (_statut, dit) in dits.items() if dit in jamais] == []
    assert {statut for statut, _dit in dits.values()} <= {200, 400}
    assert sum(dit == MODIFIE for _statut, dit in dits.values()) > 50


def test_a_letter_changed_in_the_picture_itself_is_seen(label: Label) -> None:
    svg = telecharger(label, "badge-a-telecharger.svg")
    avant, credential, apres = svg.partition(b"openbadges:credential ")
    assert envoyer(avant + credential + apres.replace(b"Engagement 9", b"Engagement 7")) == (200, MODIFIE)


def test_another_key_under_the_name_of_ours_is_a_wrong_signature(label: Label) -> None:
    document, qui = document_de(label), etranger()
    jwt = en_jwt({nom: valeur for nom, valeur in document.items() if nom != "proof"}, qui, {})
    for faux in (resigner(document, qui), jwt.encode()):
        assert envoyer(faux) == (200, MODIFIE)


def test_a_key_that_is_not_ours_is_told(label: Label) -> None:
    faux = resigner(document_de(label), replace(etranger(), identifiant="justificatif-000000000000"))
    assert envoyer(faux) == (200, AUTRE_CLE)


def test_of_another_issuer_nothing_is_said(label: Label) -> None:
    document = document_de(label)
    document["issuer"]["id"] = "did:web:ailleurs.example.org"
    assert envoyer(resigner(document, etranger())) == (200, "Cette page ne peut rien dire de ce badge")


def test_nothing_of_a_file_that_is_not_right_is_repeated(label: Label) -> None:
    document = document_de(label)
    document["credentialSubject"]["name"] = "Un nom que personne ne porte"
    reponse = Client().post(ADRESSE, {"fichier": SimpleUploadedFile("x", en_json(document))})
    assert "Un nom que personne" not in reponse.content.decode()
    assert label.numero in reponse.content.decode()


def test_a_status_list_signed_by_us_is_no_badge(label: Label) -> None:
    telecharger(label, "credential.json")
    liste = Client().get("/registre/statuts/1/revocation/", headers={"accept": "application/json"}).content
    assert envoyer(liste)[0] == 400


@pytest.mark.parametrize(
    "ajout",
    [
        {"@graph": []},
        {"@context": ["https://example.org/contexte.jsonld"]},
        {"@context": {"@vocab": "https://example.org/"}},
        {"inconnu": "un mot"},
        {"evidence": [{"type": ["Evidence"]} for _rang in range(40)]},
        {"evidence": [{"id": "_:b0", "type": ["Evidence"]}]},
        {"evidence": [{"id": 5, "type": {"a": "b"}}]},
        {"proof": [1]},
        {"proof": {"type": "DataIntegrityProof"}},
        {"issuer": {"id": ["did:web:localhost%3A8000"]}},
        {"credentialSubject": [[[]]]},
    ],
    ids=str,
)
def test_a_document_that_is_not_of_our_form_is_never_true(label: Label, ajout: dict[str, Any]) -> None:
    statut, dit = envoyer(en_json(document_de(label) | ajout))
    assert statut == 200
    assert dit in {MODIFIE, "Cette page ne peut rien dire de ce badge"}


def png(*morceaux: tuple[bytes, bytes]) -> bytes:
    """Return a PNG with these chunks before its end."""
    sortie = io.BytesIO()
    Image.new("RGB", (9, 9), "white").save(sortie, "PNG")
    corps = sortie.getvalue()
    ajoutes = b"".join(
        struct.pack(">I", len(contenu)) + sorte + contenu + struct.pack(">I", zlib.crc32(sorte + contenu))
        for sorte, contenu in morceaux
    )
    return corps[:-12] + ajoutes + corps[-12:]


def itxt(texte: bytes, compression: bytes = b"\x00\x00") -> tuple[bytes, bytes]:
    """Return a chunk of international text under the keyword of badges."""
    return b"iTXt", b"openbadgecredential\x00" + compression + b"\x00\x00" + texte


def test_a_credential_compressed_in_a_png_is_read(label: Label) -> None:
    texte = zlib.compress(telecharger(label, "credential.json"))
    assert envoyer(png(itxt(texte, b"\x01\x00")))[1].startswith("Ce badge dit vrai")


def test_a_jwt_in_a_picture_is_read(label: Label) -> None:
    jwt = telecharger(label, "credential.jwt")
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:ob="%s"><ob:credential verify="%s"/></svg>'
    for image in (png(itxt(jwt)), svg % (ESPACE.encode(), jwt)):
        assert envoyer(image)[1].startswith("Ce badge dit vrai")


SVG = f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:ob="{ESPACE}">%s</svg>'
BIEN_LOURD = b'{"type":["OpenBadgeCredential"],"a":"' + b"a" * 200_000 + b'"}'
SANS_BADGE = "Cette image ne porte pas de justificatif."


@pytest.mark.parametrize(
    ("octets", "dit"),
    [
        (b"", "Ce fichier est vide"),
        (b"\x00" * 10, "Ce n’est pas un justificatif"),
        (b"\xff\xd8\xff\xe0 une photo", "format JPEG"),
        (b"%PDF-1.7", "format PDF"),
        (b"a" * 2_000_001, "trop lourd"),
        (png(), SANS_BADGE),
        (png()[:-20], "abîmée ou incomplète"),
        (png().replace(b"IHDR", b"IHDQ"), "abîmée ou incomplète"),
        (b"\x89PNG\r\n\x1a\n", "abîmée ou incomplète"),
        (b"\x89PNG\r\n\x1a\n" + b"\xff" * 40, "abîmée ou incomplète"),
        (png((b"iTXt", b"openbadgecredential\x00")), "abîmée ou incomplète"),
        (png(itxt(b"pas du zlib", b"\x01\x00")), "abîmée ou incomplète"),
        (png(itxt(zlib.compress(BIEN_LOURD), b"\x01\x00")), "bien trop long"),
        (png(itxt(b"{}"), itxt(b"{}")), "plusieurs justificatifs"),
        (SVG.encode() % b"", SANS_BADGE),
        (SVG.encode() % b"<ob:credential/>", "Ce n’est pas un justificatif"),
        (SVG.encode() % b"<ob:credential>{}</ob:credential>" * 1, "OpenBadgeCredential"),
        (SVG.encode() % (b"<ob:credential/>" * 2), "plusieurs justificatifs"),
        (b"<svg", "mal formé"),
        (b"<svg>&inconnue;</svg>", "mal formé"),
        (b'<?xml version="1.0" encoding="utf-99"?><svg/>', "mal formé"),
        (b'<!DOCTYPE svg [<!ENTITY a "b">]><svg>&a;</svg>', "déclare un type de document"),
        (b"<!doctype html><title>Une page</title>", "mal formé"),
        (b"{}", "OpenBadgeCredential"),
        (b"[]", "OpenBadgeCredential"),
        (b"{", "Ce n’est pas un justificatif"),
        (b'{"a": 1, "a": 2}', "Ce n’est pas un justificatif"),
        (b'{"a": NaN}', "Ce n’est pas un justificatif"),
        (b'{"a": "\\ud800"}', "Ce n’est pas un justificatif"),
        (b'{"a": "\xe9"}', "Ce n’est pas un justificatif"),
        (b"[" * 90_000, "Ce n’est pas un justificatif"),
        (b'{"a":' * 15_000 + b"1" + b"}" * 15_000, "Ce n’est pas un justificatif"),
        (b"9" * 90_000, "Ce n’est pas un justificatif"),
        (BIEN_LOURD, "bien trop long"),
        (b"a.b.c", "Ce n’est pas un justificatif"),
        (b"QC-2026-0001", "Ce n’est pas un justificatif"),
    ],
    ids=lambda valeur: repr(valeur[:24]) if isinstance(valeur, bytes) else "",
)
def test_what_is_no_badge_is_refused_on_the_field_with_what_to_do(octets: bytes, dit: str) -> None:
    statut, lu = envoyer(octets)
    assert statut == 400
    assert dit in lu


def test_two_badges_or_none_are_refused_and_the_text_stays() -> None:
    for donnees, dit in (({}, "Choisissez le fichier"), ({"texte": "x.y.z"}, "Ce n’est pas un justificatif")):
        reponse = Client().post(ADRESSE, donnees)
        assert reponse.status_code == 400
        assert dit in reponse.content.decode()
    assert ">\nx.y.z</textarea>" in reponse.content.decode()


def test_a_file_and_a_text_at_once_are_refused(label: Label) -> None:
    jwt = telecharger(label, "credential.jwt")
    reponse = Client().post(ADRESSE, {"fichier": SimpleUploadedFile("x", jwt), "texte": jwt.decode()})
    assert reponse.status_code == 400
    assert "pas les deux" in reponse.content.decode()


def test_five_megabytes_are_refused_before_they_are_read() -> None:
    for donnees in ({"texte": "1" * 5_000_000}, {"fichier": SimpleUploadedFile("x", b"1" * 5_000_000)}):
        reponse = Client().post(ADRESSE, donnees)
        assert reponse.status_code == 400
        assert "trop lourd" in reponse.content.decode()


def entete_refaite(jwt: bytes, refaire: Callable[[dict[str, Any]], Any]) -> bytes:
    """Return a JWT under another header."""
    entete, contenu, signature = jwt.split(b".")
    lue = json.loads(base64.urlsafe_b64decode(entete + b"=="))
    nouvelle = base64.urlsafe_b64encode(json.dumps(refaire(lue)).encode()).rstrip(b"=")
    return b".".join((nouvelle, contenu, signature))


@pytest.mark.parametrize(
    "refaire",
    [
        lambda entete: entete | {"alg": "none"},
        lambda entete: entete | {"alg": "HS256"},
        lambda entete: entete | {"typ": "autre"},
        lambda _entete: [],
        lambda _entete: {},
        lambda entete: entete | {"kid": ["a"]},
    ],
)
def test_a_jwt_under_another_header_is_never_true(label: Label, refaire: Callable[[dict[str, Any]], Any]) -> None:
    assert envoyer(entete_refaite(telecharger(label, "credential.jwt"), refaire)) == (200, MODIFIE)


def test_one_visitor_verifies_so_many_badges_a_minute() -> None:
    statuts = [Client().post(ADRESSE, {"texte": "x.y.z"}).status_code for _fois in range(21)]
    assert statuts == [400] * 20 + [429]


def test_the_folder_of_keys_is_not_asked_of_whoever_only_reads(cles: Path, client: Client) -> None:
    for fichier in cles.glob("*.pem"):
        fichier.unlink()
    assert client.get(ADRESSE).status_code == 200
