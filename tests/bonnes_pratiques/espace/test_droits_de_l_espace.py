"""Every address of the space as every role, read and written to: one table. Nothing leaks."""

import datetime
import secrets
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.template import Engine
from django.test import Client
from django.utils import timezone

from bonnes_pratiques.models import FichePratique, OutilDeFiche, Reprise, Televersement
from registre import membres
from registre.models import Invitation, Membre
from socle.models import SiteDocument
from tests.bonnes_pratiques.espace.conftest import Monde
from tests.bonnes_pratiques.espace.test_raconter import raconter

ROLES = (
    *("visiteur", "sans coop", "contributrice A", "référent A", "contributeur B", "édition", "publication"),
    *("administration", "superuser"),
)
# What each role gets, in the order of ROLES. `c`: to the login; 4: 404; `i`: 403; 2: 200; 3: done, then elsewhere;
# b: 400, read and refused; m: 405, not that verb.
LECTURES = {
    "/espace/": "c23332222",
    "/espace/coop-a/": "c42244444",
    "/espace/coop-a/membres/": "c42244444",
    "/espace/coop-a/fiches/nouvelle/": "c42244444",
    "/espace/coop-a/fiches/{fiche}/": "c42244444",
    "/espace/coop-a/fiches/{fiche}/apercu/": "c42244444",
    "/espace/coop-b/fiches/{fiche}/": "c44444444",
    "/espace/coop-b/fiches/{fiche}/apercu/": "c44444444",
    "/espace/coop-a/reprises/": "c42244444",
    "/espace/coop-a/reprises/{reprise}/": "c42244444",
    "/espace/coop-b/reprises/{reprise}/": "c44444444",
    "/espace/inconnue/": "c44444444",
    "/espace/inconnue/fiches/{fiche}/": "c44444444",
    "/espace/invitation/n-importe-quoi/": "444444444",
    "/documents/{document}": "442242222",
    "/bonnes-pratiques/{slug}/": "444444444",
    "/admin/": "ciiii2222",
    "/admin/pages/{fiche}/edit/": "ciiii2222",
    "/admin/pages/{fiche}/view_draft/": "ciiii2222",
    "/admin/images/chooser/": "ciiii2222",
    "/admin/documents/chooser/": "ciiii2222",
    "/admin/choose-page/": "ciiii2222",
    "/admin/snippets/registre/membre/": "ciiii3222",
    "/admin/snippets/registre/invitation/add/": "ciiii3222",
}
ECRITURES = {
    "/espace/coop-a/fiches/nouvelle/": "c4bb44444",
    "/espace/coop-a/fiches/{fiche}/": "c4bb44444",
    "/espace/coop-a/fiches/{fiche}/garder/": "u42244444",
    "/espace/coop-a/fiches/{fiche}/abandonner/": "c43344444",
    "/espace/coop-a/fiches/{fiche}/reprendre/": "c43344444",
    "/espace/coop-a/fiches/{fiche}/repondre/": "c43344444",
    "/espace/coop-b/fiches/{fiche}/repondre/": "c44444444",
    "/espace/coop-b/fiches/{fiche}/garder/": "u44444444",
    "/espace/coop-a/membres/inviter/": "c4ib44444",
    "/espace/coop-a/membres/{membre}/role/": "c4i344444",
    "/espace/coop-b/membres/{membre}/retirer/": "c44444444",
    "/espace/coop-b/membres/{membre}/role/": "c444i4444",
    "/espace/coop-a/invitations/{invitation}/annuler/": "c4i344444",
    "/espace/coop-b/invitations/{invitation}/annuler/": "c444i4444",
    "/espace/coop-a/reprises/{reprise}/": "c4bb44444",
    "/espace/coop-b/reprises/{reprise}/": "c44444444",
    "/espace/coop-a/": "c4mm44444",
}
CODES = {"2": 200, "3": 302, "4": 404, "i": 403, "b": 400, "m": 405, "u": 401}


@pytest.fixture
def objets(monde: Monde) -> dict[str, Any]:
    """A draft of A with its document, a take-up, a member and an invitation of A."""
    raconter(monde.client("contributrice A"), resultats=None)
    fiche = FichePratique.objects.get()
    document = SiteDocument(title="Secret")
    document.file.save(f"{secrets.token_hex(8)}.txt", ContentFile("Secret."))
    Televersement.objects.create(cooperative=monde.a, par=monde["contributrice A"], document=document)
    return {
        "fiche": fiche.pk,
        "slug": fiche.slug,
        "document": f"{document.pk}/{document.filename}",
        "document_id": document.pk,
        "membre": Membre.objects.get(user=monde["contributrice A"]).pk,
        "invitation": membres.inviter(
            monde.a.pk, courriel="nouvelle@a.example.org", role="contributeur", par=monde["référent A"]
        ).pk,
        "reprise": Reprise.objects.create(
            fiche=fiche, cooperative=monde.a, reprise_le=datetime.date(2024, 1, 1), adaptation="Un peu."
        ).pk,
    }


def fermer(reponse: Any) -> None:
    """Close the file an answer reads, without what closing the answer does to the test's database."""
    for fin in reponse._resource_closers:
        fin()


def navigateur(user: Any) -> Client:
    """A plain browser: what is looked at is the status, of Wagtail's pages too."""
    client = Client()
    if user is not None:
        client.force_login(user)
    return client


@pytest.mark.lent
@pytest.mark.parametrize(("verbe", "table"), [("get", LECTURES), ("post", ECRITURES)])
def test_every_address_answers_each_role_as_the_table_says(
    monde: Monde, objets: dict[str, Any], verbe: str, table: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Engine.get_default(), "string_if_invalid", "")  # Wagtail's form of rows needs it
    clients = {role: navigateur(monde[role]) for role in ROLES}
    obtenus = {}
    for adresse, attendu in table.items():
        for role, code in zip(ROLES, attendu, strict=True):
            if verbe == "post" and code in "3":
                continue  # what is done once is tried in the tests of what it does
            reponse = getattr(clients[role], verbe)(adresse.format(**objets))
            fermer(reponse)
            vers_la_connexion = reponse.status_code == 302 and "/compte/login/" in reponse.headers["Location"]
            trouve = "c" if vers_la_connexion else reponse.status_code
            voulu = "c" if code == "c" else CODES[code]
            if trouve != voulu:
                obtenus[adresse, role] = (trouve, voulu)
    assert obtenus == {}


@pytest.mark.parametrize("role", [role for role in ROLES if role not in {"visiteur", "contributrice A", "référent A"}])
def test_a_sheet_that_exists_and_one_that_does_not_look_the_same(
    monde: Monde, objets: dict[str, Any], role: str
) -> None:
    client = monde.client(role)
    pages = [client.get(f"/espace/coop-a/fiches/{pk}/").content.decode() for pk in (objets["fiche"], 999_999)]
    assert pages[0].replace(f"fiches/{objets['fiche']}/", "fiches/999999/") == pages[1]


@pytest.mark.lent
def test_every_answer_of_the_space_is_personal_and_out_of_search_engines(monde: Monde, objets: dict[str, Any]) -> None:
    client = monde.client("référent A")
    for adresse in LECTURES:
        if adresse.startswith("/espace/") and "invitation" not in adresse:
            reponse = client.get(adresse.format(**objets))
            if reponse.status_code == 200:
                assert reponse.headers["Cache-Control"] == "private, no-store", adresse
                assert "noindex" in reponse.headers["X-Robots-Tag"], adresse
    assert "Disallow: /espace/" in client.get("/robots.txt").content.decode()


def _code(adresse: str) -> int:
    """What a visitor gets."""
    reponse = Client().get(adresse)
    fermer(reponse)
    return reponse.status_code


def test_a_document_becomes_public_with_its_sheet_and_only_then(monde: Monde, objets: dict[str, Any]) -> None:
    adresse = "/documents/{document}".format(**objets)
    fiche = FichePratique.objects.get()
    brouillon = fiche.get_latest_revision_as_object()
    brouillon.outils.add(OutilDeFiche(document_id=objets["document_id"], libelle="Le secret"))
    revision = brouillon.save_revision()
    codes = [_code(adresse)]
    revision.publish()
    codes.append(_code(adresse))
    FichePratique.objects.get().unpublish()
    assert [*codes, _code(adresse)] == [404, 200, 404]


def test_a_member_who_left_enters_no_more(monde: Monde, objets: dict[str, Any]) -> None:
    client = monde.client("contributrice A")
    Membre.objects.get(user=monde["contributrice A"]).delete()
    assert client.get("/espace/coop-a/fiches/{fiche}/".format(**objets)).status_code == 404
    assert client.get("/documents/{document}".format(**objets)).status_code == 404


def test_a_contributor_has_nothing_of_the_admin(monde: Monde) -> None:
    for qui in ("contributrice A", "référent A"):
        assert not monde[qui].is_staff
        assert not monde[qui].get_all_permissions()


def test_an_invitation_still_waits(monde: Monde, objets: dict[str, Any]) -> None:
    assert Invitation.objects.get().expire_le > timezone.now()
