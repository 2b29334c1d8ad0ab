"""Every address of the space as every role, read and written to: one table. Nothing leaks."""

import datetime
import secrets
from typing import Any

import pytest
from django.contrib.messages import ERROR, get_messages
from django.core.files.base import ContentFile
from django.db import transaction
from django.template import Engine
from django.test import Client
from django.urls import resolve
from django.utils import timezone
from wagtail.models import PageViewRestriction

from bonnes_pratiques.espace import urls as urls_des_fiches
from bonnes_pratiques.models import FichePratique, OutilDeFiche, Reprise, Televersement
from registre.comptes import membres
from registre.dossier.edition import lire_edition
from registre.espace import urls as urls_de_l_espace
from registre.models import Indicateur, Invitation, Membre
from socle.models import SiteDocument
from tests.bonnes_pratiques import factories
from tests.bonnes_pratiques.espace import habiter
from tests.bonnes_pratiques.espace.conftest import Monde
from tests.bonnes_pratiques.espace.droits import CODES, ECRITURES, LECTURES, ROLES, donnees
from tests.bonnes_pratiques.espace.test_raconter import raconter
from tests.registre.dossier.monde import dossier_de
from tests.registre.recours.monde import recours_de
from tests.registre.suivi.monde import cles_d_un_point

pytestmark = pytest.mark.rendu


@pytest.fixture
def objets(monde: Monde) -> dict[str, Any]:
    """Of A: a draft with its document, a sheet in each step of the review, a take-up, a member, an invitation."""
    elle, lui = monde["contributrice A"], monde["référent A"]

    raconter(monde.client("contributrice A"), resultats=None)
    fiche = FichePratique.objects.get()
    soumise, relue = (habiter.fiche(monde.a, titre, elle) for titre in ("En relecture", "À accorder"))

    habiter.relire(relue, monde["publication"], "approve")
    document = document_de(monde.a, elle)
    invitation = membres.inviter(monde.a.pk, courriel="nouvelle@a.example.org", role="contributeur", par=lui)
    jour = datetime.date(2024, 1, 1)
    contestee = recours_de(monde.a)
    piece, version = dossier_de(Membre.objects.select_related("user").get(user=lui))
    sans_releve = Indicateur.objects.filter(engagement_pris__candidature__cooperative=monde.a).earliest("pk")

    return {
        "piece": piece.pk,
        "version": version.numero,
        "decision": contestee.recours.decision.rang,
        "piece_de_recours": contestee.pk,
        "recours": contestee.recours_id,
        **cles_d_un_point(monde.a),
        "cle": lire_edition(version.dossier.edition).engagements[0].cle,
        "indicateur": sans_releve.pk,
        "fiche": fiche.pk,
        "revision": fiche.latest_revision_id,
        "slug": fiche.slug,
        "soumise": soumise.pk,
        "relue": relue.pk,
        "revision_relue": relue.latest_revision_id,
        "publique": factories.fiche("D’ailleurs", cooperative=monde.b).pk,
        "document": f"{document.pk}/{document.filename}",
        "document_id": document.pk,
        "membre": Membre.objects.get(user=elle).pk,
        "referent": Membre.objects.get(user=lui).pk,
        "invitation": invitation.pk,
        "jeton": membres.jeton(invitation),
        "reprise": Reprise.objects.create(fiche=fiche, cooperative=monde.a, reprise_le=jour, adaptation="Un peu.").pk,
    }


def document_de(cooperative: Any, par: Any) -> SiteDocument:
    """A file that this account sent for this coop."""
    document = SiteDocument(title="Secret")
    document.file.save(f"{secrets.token_hex(8)}.txt", ContentFile("Secret."))
    Televersement.objects.create(cooperative=cooperative, par=par, document=document)
    return document


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


def obtenu(client: Client, verbe: str, adresse: str, objets: dict[str, Any]) -> int | str:
    """What this browser gets, as the table says it. Whatever it did is undone: the next finds things as they were."""
    envoi = donnees(adresse, objets) if verbe == "post" else {}
    with transaction.atomic():
        reponse = getattr(client, verbe)(adresse.format(**objets), envoi)
        transaction.set_rollback(True)

    fermer(reponse)
    if reponse.status_code != 302:
        return reponse.status_code
    if "/compte/login/" in reponse.headers["Location"]:
        return "c"

    refusee = verbe == "post" and any(dit.level >= ERROR for dit in get_messages(reponse.wsgi_request))
    return "r" if refusee else 302


@pytest.mark.lent
@pytest.mark.parametrize(("verbe", "table"), [("get", LECTURES), ("post", ECRITURES)])
def test_every_address_answers_each_role_as_the_table_says(
    monde: Monde, objets: dict[str, Any], verbe: str, table: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Engine.get_default(), "string_if_invalid", "")  # Wagtail's form of rows needs it
    autres = {}
    for adresse, attendu in table.items():
        for role, code in zip(ROLES, attendu, strict=True):
            trouve = obtenu(navigateur(monde[role]), verbe, adresse, objets)
            if trouve != CODES[code]:
                autres[adresse, role] = (trouve, CODES[code])
    assert autres == {}


@pytest.mark.parametrize("table", [LECTURES, ECRITURES])
def test_the_table_leaves_no_address_of_the_space_out(table: dict[str, str]) -> None:
    des_fiches = ("fiche", "soumise", "relue", "publique", "membre", "referent", "invitation", "reprise")
    du_label = ("cle", "piece", "version", "decision", "suivie", "piece_de_point", "indicateur")
    du_recours = ("recours", "piece_de_recours")
    un = dict.fromkeys((*des_fiches, *du_label, *du_recours), 1)
    adresses = [adresse.format(**un, jeton="1") for adresse in table if adresse.startswith("/espace/")]
    routes = {
        f"{urls.app_name}:{route.name}" for urls in (urls_de_l_espace, urls_des_fiches) for route in urls.urlpatterns
    }
    assert {resolve(adresse).view_name for adresse in adresses} == routes


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
    for adresse, attendu in LECTURES.items():
        if adresse.startswith("/espace/") and attendu[ROLES.index("référent A")] == "2":
            reponse = client.get(adresse.format(**objets))
            assert reponse.headers["Cache-Control"] == "private, no-store", adresse
            assert "noindex" in reponse.headers["X-Robots-Tag"], adresse
            fermer(reponse)
    assert "Disallow: /espace/" in client.get("/robots.txt").content.decode()


def _code(adresse: str) -> int:
    """The status code that a visitor gets, once redirections are followed."""
    reponse = Client().get(adresse)
    fermer(reponse)
    return reponse.status_code


def test_a_document_becomes_public_with_its_sheet_and_only_then(monde: Monde, objets: dict[str, Any]) -> None:
    adresse = "/documents/{document}".format(**objets)
    fiche = FichePratique.objects.get(pk=objets["fiche"])
    brouillon = fiche.get_latest_revision_as_object()
    brouillon.outils.add(OutilDeFiche(document_id=objets["document_id"], libelle="Le secret"))
    revision = brouillon.save_revision()
    codes = [_code(adresse)]
    revision.publish()
    codes.append(_code(adresse))
    FichePratique.objects.get(pk=objets["fiche"]).unpublish()
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


def test_a_sheet_kept_to_some_people_is_not_taken_up_nor_named(monde: Monde) -> None:
    fiche = factories.fiche("Titre à taire", cooperative=monde.b)
    PageViewRestriction.objects.create(page=fiche, restriction_type=PageViewRestriction.LOGIN)
    adresse = f"/espace/coop-a/reprises/nouvelle/{fiche.pk}/"
    client = navigateur(monde["contributrice A"])
    for reponse in (client.get(adresse), client.post(adresse, {"le": "01/01/2024", "adaptation": "Un peu."})):
        assert reponse.status_code == 404
        assert "Titre à taire" not in reponse.content.decode()
    assert not Reprise.objects.exists()
