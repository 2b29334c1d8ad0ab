"""Two programs that we did not write say of every label of the demonstration what the register says of it.

They read the site over TLS on this machine's loopback, their clocks set to the day of the register they are shown.
"""

import datetime
import json
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client, override_settings
from django.utils import timezone
from openbadgeslib.ob3.verifier import OB3Verifier
from pytest_django import DjangoDbBlocker

from registre.lecture.label_du_jour import LabelDuJour, labels_du_jour
from registre.models import Label
from registre.preuve.cles import Signataire, Usage, signataire
from registre.preuve.did import did
from registre.preuve.justificatifs.jours import premiere_seconde
from registre.preuve.justificatifs.sceau import en_jwt, sceller
from tests.registre.preuve.clients import Cas, digital_bazaar, openbadgeslib
from tests.registre.preuve.falsifications import change, charge_du_jwt, feuilles, jwt_change
from tests.registre.preuve.site_de_marbre import SiteDeMarbre, servi

pytestmark = [pytest.mark.lent, pytest.mark.rendu]
LISTES = ["/registre/statuts/1/revocation/", "/registre/statuts/1/suspension/"]


@dataclass(frozen=True)
class Demonstration:
    """The labels of the demonstration as the register reads them today, their credentials, and the site served."""

    site: SiteDeMarbre
    emetteur: str
    labels: list[LabelDuJour]
    documents: dict[str, str]
    jwts: dict[str, str]

    def un(self) -> str:
        """The number of a label that holds."""
        return next(lu.numero for lu in self.labels if lu.en_vigueur)


@pytest.fixture(scope="class")
def demonstration(
    registre_charge: datetime.date, tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker
) -> Iterator[Demonstration]:
    """The demonstration, its keys made by the command, its answers collected as users get them."""
    dossier = tmp_path_factory.mktemp("preuve")
    with (
        django_db_blocker.unblock(),
        servi(dossier) as site,
        override_settings(KEYS_ROOT=dossier / "cles", WAGTAILADMIN_BASE_URL=site.origine),
    ):
        call_command("creer_cle", stdout=StringIO())
        labels = list(labels_du_jour(Label.objects.values_list("pk", flat=True), registre_charge).values())
        documents = {lu.numero: pris(lu.numero, "json") for lu in labels}
        jwts = {lu.numero: pris(lu.numero, "jwt") for lu in labels}
        site.recueillir("/.well-known/did.json", *LISTES)
        yield Demonstration(site, did(), labels, documents, jwts)


def pris(numero: str, forme: str) -> str:
    """Return a credential of this label, as the site gives it."""
    reponse = Client().get(f"/registre/labels/{numero}/credential.{forme}")
    assert reponse.status_code == 200, reponse.content.decode()
    return reponse.content.decode()


def lue(adresse: str, **entetes: str) -> str:
    """Return what an address answers."""
    return Client().get(adresse, headers=entetes).content.decode()


def contenu(reponse: Any) -> bytes:
    """Return the bytes of an answer, streamed or not."""
    assert reponse.status_code == 200, reponse
    return reponse.getvalue() if reponse.streaming else reponse.content


def juges(d: Demonstration, cas: list[Cas]) -> dict[str, list[tuple[Cas, dict[str, Any]]]]:
    """Return what each client says of each case, in order. Digital Bazaar's reads no JWT."""
    en_json = [c for c in cas if c.texte.startswith("{")]
    return {
        "digital bazaar": list(zip(en_json, digital_bazaar(d.site, en_json), strict=True)),
        "openbadgeslib": list(zip(cas, openbadgeslib(d.site, cas, d.emetteur), strict=True)),
    }


def acceptes(d: Demonstration, cas: list[Cas]) -> list[tuple[str, str]]:
    """Return the cases that a client accepts."""
    return [(client, c.nom) for client, dits in juges(d, cas).items() for c, dit in dits if dit["accepte"]]


class TestDemonstration:
    def test_both_clients_accept_the_labels_that_hold_and_no_other(self, demonstration: Demonstration) -> None:
        cas = [
            Cas(lu.numero, formes[lu.numero])
            for formes in (demonstration.documents, demonstration.jwts)
            for lu in demonstration.labels
        ]
        tiennent = {lu.numero: lu.en_vigueur for lu in demonstration.labels}
        etats = Counter(lu.etat for lu in demonstration.labels)
        assert {"labellisee", "suspendue", "retiree", "echue"} <= set(etats), etats

        faux = [
            (client, c.nom, dit["pourquoi"])
            for client, dits in juges(demonstration, cas).items()
            for c, dit in dits
            if dit["accepte"] != tiennent[c.nom]
        ]

        assert faux == []

    @pytest.mark.parametrize("image", ["svg", "png"])
    def test_both_clients_accept_what_is_inside_the_badge_that_a_user_saves(
        self, demonstration: Demonstration, image: str
    ) -> None:
        """As the browser saved it: each way of reading an image is openbadgeslib's own."""
        lire = {"svg": OB3Verifier.extract_token_from_svg, "png": OB3Verifier.extract_token_from_png}[image]
        tiennent = [lu.numero for lu in demonstration.labels if lu.en_vigueur]
        badges = {n: Client().get(f"/registre/labels/{n}/badge-a-telecharger.{image}") for n in tiennent}
        cas = [Cas(numero, lire(contenu(badge))) for numero, badge in badges.items()]

        refuses = [
            (client, c.nom, dit["pourquoi"])
            for client, dits in juges(demonstration, cas).items()
            for c, dit in dits
            if not dit["accepte"]
        ]

        assert len(cas) >= 5
        assert refuses == []

    def test_every_term_means_something_to_a_processor_in_safe_mode(self, demonstration: Demonstration) -> None:
        listes = [demonstration.site.reponses[adresse, "json"][1].decode() for adresse in LISTES]
        cas = [Cas(texte[:60], texte) for texte in [*demonstration.documents.values(), *listes]]
        assert {dit["sur"] for dit in digital_bazaar(demonstration.site, cas)} == {True}

    def test_one_byte_changed_in_any_field_is_refused_by_both(self, demonstration: Demonstration) -> None:
        numero = demonstration.un()
        document, jwt = json.loads(demonstration.documents[numero]), demonstration.jwts[numero]
        cas = [
            Cas(f"json {chemin}", json.dumps(change(document, chemin), ensure_ascii=False))
            for chemin in feuilles(document)
        ]
        cas += [
            Cas(f"jwt {chemin}", jwt_change(jwt, chemin))
            for chemin, valeur in _textes(charge_du_jwt(jwt))
            if isinstance(valeur, str)
        ]

        assert len(cas) > 150
        assert acceptes(demonstration, cas) == []

    def test_a_field_of_each_label_changed_is_refused_by_both(self, demonstration: Demonstration) -> None:
        cas = []
        for rang, (numero, texte) in enumerate(demonstration.documents.items()):
            document = json.loads(texte)
            chemins = list(feuilles(document))
            chemin = chemins[rang * 7 % len(chemins)]
            cas.append(Cas(f"{numero} {chemin}", json.dumps(change(document, chemin), ensure_ascii=False)))
        assert acceptes(demonstration, cas) == []

    @pytest.mark.parametrize(("options", "acceptes_alors"), [([], True), (["--compromise"], False)])
    def test_a_replaced_key_still_verifies_and_a_leaked_one_no_more(
        self, demonstration: Demonstration, tmp_path: Path, options: list[str], acceptes_alors: bool
    ) -> None:
        """What was downloaded before, read with the keys and the lists of after."""
        numero = demonstration.un()
        shutil.copytree(settings.KEYS_ROOT, tmp_path / "cles")
        with override_settings(KEYS_ROOT=tmp_path / "cles"):
            call_command("creer_cle", "justificatif", "--remplacer", *options, stdout=StringIO())
            formes = [{"accept": "application/json"}, {}]
            en_json, en_jwt_ = ({a: lue(a, **forme) for a in ("/.well-known/did.json", *LISTES)} for forme in formes)

        origine = demonstration.site.origine
        cas = [
            Cas("json", demonstration.documents[numero], {f"{origine}{a}": texte for a, texte in en_json.items()}),
            Cas("jwt", demonstration.jwts[numero], {f"{origine}{a}": texte for a, texte in en_jwt_.items()}),
        ]
        dits = digital_bazaar(demonstration.site, cas[:1])
        dits += openbadgeslib(demonstration.site, cas[1:], demonstration.emetteur)
        assert [dit["accepte"] for dit in dits] == [acceptes_alors, acceptes_alors], dits

    def test_a_credential_signed_by_another_key_is_refused_by_both(
        self, demonstration: Demonstration, tmp_path: Path
    ) -> None:
        document = json.loads(demonstration.documents[demonstration.un()])
        del document["proof"]
        vrai = signataire(Usage.JUSTIFICATIF)
        assert vrai is not None
        autre = _autre_signataire(tmp_path)
        sous_son_nom = Signataire(vrai.identifiant, autre.publique, autre._privee)
        declarations = _declarations(demonstration.jwts[demonstration.un()])

        cas = []
        for nom, qui in (("under its own name", autre), ("under the name of ours", sous_son_nom)):
            texte = json.dumps(sceller(document, qui, timezone.now()))
            cas += [Cas(f"json {nom}", texte), Cas(f"jwt {nom}", en_jwt(document, qui, declarations))]
        assert acceptes(demonstration, cas) == []

    def test_a_credential_of_another_issuer_is_not_ours(self, demonstration: Demonstration, tmp_path: Path) -> None:
        """Another `did:web` signs well, under its own name, or lends its key to ours."""
        document = json.loads(demonstration.documents[demonstration.un()])
        del document["proof"]
        ailleurs = "https://localhost:1"
        with override_settings(WAGTAILADMIN_BASE_URL=ailleurs):
            prete = sceller(document, _autre_signataire(tmp_path), timezone.now())
            chez_lui = document | {"issuer": document["issuer"] | {"id": did()}}
            sien = sceller(chez_lui, _autre_signataire(tmp_path), timezone.now())
            did_json = Client().get("/.well-known/did.json").content.decode()

        a_la_place = {"https://localhost:1/.well-known/did.json": did_json}
        cas = [Cas(nom, json.dumps(signe), a_la_place) for nom, signe in (("lent", prete), ("its own", sien))]
        assert acceptes(demonstration, cas) == []

    @pytest.mark.parametrize("sous_un_autre_nom", [False, True])
    def test_a_status_list_of_another_issuer_is_refused_by_both(
        self, demonstration: Demonstration, tmp_path: Path, sous_un_autre_nom: bool
    ) -> None:
        """The site is made to answer with a list that somebody else signed, under our name or under their own."""
        adresse, numero = f"{demonstration.site.origine}{LISTES[0]}", demonstration.un()
        liste = json.loads(demonstration.site.reponses[LISTES[0], "json"][1])
        del liste["proof"]
        charge = _declarations(demonstration.site.reponses[LISTES[0], "rien"][1].decode())
        ailleurs = "https://localhost:1" if sous_un_autre_nom else demonstration.site.origine
        autre, le = _autre_signataire(tmp_path), premiere_seconde(timezone.localdate())

        with override_settings(WAGTAILADMIN_BASE_URL=ailleurs, KEYS_ROOT=tmp_path / "ailleurs"):
            liste["issuer"] = did()
            signee, jeton = json.dumps(sceller(liste, autre, le)), en_jwt(liste, autre, charge | {"iss": did()})
            chez_lui = {f"{ailleurs}/.well-known/did.json": Client().get("/.well-known/did.json").content.decode()}
        a_la_place = chez_lui if sous_un_autre_nom else {}

        cas_json = Cas("json", demonstration.documents[numero], {adresse: signee} | a_la_place)
        cas_jwt = Cas("jwt", demonstration.jwts[numero], {adresse: jeton} | a_la_place)
        assert acceptes(demonstration, [cas_json, cas_jwt]) == []


def _textes(document: dict[str, Any]) -> Iterator[tuple[Any, Any]]:
    for chemin in feuilles(document):
        valeur: Any = document
        for pas in chemin:
            valeur = valeur[pas]
        yield chemin, valeur


def _declarations(jwt: str) -> dict[str, Any]:
    """The registered claims of a JWT."""
    return {nom: valeur for nom, valeur in charge_du_jwt(jwt).items() if nom in {"iss", "sub", "jti", "nbf", "exp"}}


def _autre_signataire(dossier: Path) -> Signataire:
    """A key made elsewhere, by the same command."""
    with override_settings(KEYS_ROOT=dossier / "ailleurs"):
        call_command("creer_cle", "--si-absente", stdout=StringIO())
        autre = signataire(Usage.JUSTIFICATIF)
    assert autre is not None
    return autre
