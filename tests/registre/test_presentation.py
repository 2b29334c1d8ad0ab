"""What a coop says of itself: reviewed before anyone reads it, translated, and never a fact of the register."""

import datetime
import json
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape
from wagtail.models import Locale
from wagtail.test.utils.form_data import querydict_from_html

from registre.etats import Statut
from registre.models import Cooperative, PresentationCooperative
from socle.langues.traduction import traduire
from tests.registre import decisions
from tests.registre.factories import CooperativeFactory, labellisee
from tests.registre.lecture import lire, mots
from tests.socle.admin import adresse, agir, connecte, envoyer, soumettre
from tests.socle.conftest import groupes, groupes_poses, personnes  # noqa: F401 - the people of the admin

D = datetime.date
REQUETES_PERMISES = 12
BROUILLON = json.dumps(
    {"entityMap": {}, "blocks": [{"key": "a", "type": "unstyled", "text": "Après.", "depth": 0}]}
)  # rich text as the editor's form posts it
pytestmark = pytest.mark.django_db


@pytest.fixture
def publiee() -> PresentationCooperative:
    francais = Locale.objects.get(language_code="fr")
    presentation = PresentationCooperative.objects.create(
        cooperative=CooperativeFactory.create(), locale=francais, texte="<p>Avant : fondée ici.</p>"
    )
    presentation.save_revision().publish()
    presentation.refresh_from_db()
    return presentation


def section(client: Client, cooperative: Cooperative, prefixe: str = "") -> Any:
    """Return the presentation on the coop's page, None when there is none."""
    return lire(client, f"{prefixe}/registre/{cooperative.slug}/").select_one("[aria-labelledby=presentation]")


def donnees_liees(client: Client, cooperative: Cooperative) -> dict[str, Any]:
    """Return what search engines read of the coop."""
    page = lire(client, f"/registre/{cooperative.slug}/")
    return json.loads(page.select_one('script[type="application/ld+json"]').string)


def test_a_published_presentation_is_on_the_page_and_in_its_data(
    client: Client, publiee: PresentationCooperative
) -> None:
    assert "Avant\N{NO-BREAK SPACE}: fondée ici." in section(client, publiee.cooperative).get_text()
    assert donnees_liees(client, publiee.cooperative)["description"] == "Avant : fondée ici."


def test_a_draft_shows_nowhere_and_without_a_text_nothing_is_said(client: Client) -> None:
    brouillon = PresentationCooperative.objects.create(
        cooperative=CooperativeFactory.create(),
        locale=Locale.objects.get(language_code="fr"),
        texte="<p>Secret.</p>",
        live=False,
    )
    assert section(client, brouillon.cooperative) is None
    assert "description" not in donnees_liees(client, brouillon.cooperative)


def test_an_english_reader_reads_french_said_to_be_so_until_it_is_translated(
    client: Client, publiee: PresentationCooperative
) -> None:
    Locale.objects.get_or_create(language_code="en")
    assert section(client, publiee.cooperative, "/en").select_one(".prose")["lang"] == "fr"
    traduire(publiee, "en", {"texte": "<p>Founded here.</p>"})
    anglaise = section(client, publiee.cooperative, "/en").select_one(".prose")
    assert (anglaise["lang"], mots(anglaise)) == ("en", "Founded here.")
    assert "Avant" in mots(section(client, publiee.cooperative))


def test_an_old_version_published_again_touches_no_fact(client: Client, publiee: PresentationCooperative) -> None:
    label = labellisee(D(2024, 3, 1), publiee.cooperative)
    ancienne = publiee.latest_revision
    autre = CooperativeFactory.create()

    decisions.demenager(publiee.cooperative_id, commune="Sète", code_departement="34", le=D(2025, 1, 6))
    decisions.retirer(label.pk, le=D(2025, 5, 2), motif="Fin.")
    publiee.texte = "<p>Depuis.</p>"

    publiee.save_revision().publish()
    ancienne.content["cooperative"] = autre.pk  # even a revision that says otherwise stays with its coop
    ancienne.save()
    ancienne.publish()
    publiee.refresh_from_db()
    cooperative = publiee.cooperative

    assert (publiee.texte, cooperative.pk != autre.pk, cooperative.commune) == (
        "<p>Avant : fondée ici.</p>",
        True,
        "Sète",
    )
    assert Cooperative.objects.avec_statut(D(2025, 6, 1)).get(pk=cooperative.pk).statut == Statut.RETIREE


def test_editors_write_and_someone_else_publishes(personnes: dict[str, Any], publiee: PresentationCooperative) -> None:  # noqa: F811
    etape = soumettre(personnes["édition"], publiee, texte=BROUILLON)
    agir(personnes["édition"], publiee, "approve", etape)
    publiee.refresh_from_db()
    assert "Avant" in publiee.texte
    agir(personnes["publication"], publiee, "approve", etape)
    publiee.refresh_from_db()
    assert "Après." in publiee.texte


@pytest.mark.parametrize("role", ["sans droit", "édition", "publication", "administration"])
def test_nobody_publishes_directly(personnes: dict[str, Any], publiee: PresentationCooperative, role: str) -> None:  # noqa: F811
    envoyer(personnes[role], publiee, "action-publish", lecteur=personnes["superuser"], texte=BROUILLON)
    publiee.refresh_from_db()
    assert "Avant" in publiee.texte
    ajout = reverse(PresentationCooperative.snippet_viewset.get_url_name("add"))
    neuve = {"cooperative": str(CooperativeFactory.create().pk), "texte": BROUILLON, "action-publish": "1"}
    connecte(personnes[role]).post(ajout, neuve)
    assert PresentationCooperative.objects.count() == 1


def test_the_coop_s_own_screen_leads_to_its_presentation(personnes: dict[str, Any]) -> None:  # noqa: F811
    cooperative, editeur = CooperativeFactory.create(), connecte(personnes["édition"])
    histoire = reverse("wagtailsnippets_registre_cooperative:inspect", args=[cooperative.pk])
    [lien] = BeautifulSoup(editeur.get(histoire).content, "lxml").select('a[href*="?cooperative="]')
    formulaire = editeur.get(lien["href"]).content.decode()

    assert escape(str(cooperative)) in formulaire

    donnees = querydict_from_html(formulaire).dict() | {"texte": BROUILLON}
    editeur.post(lien["href"], donnees)
    presentation = PresentationCooperative.objects.get()
    assert (presentation.cooperative, presentation.live) == (cooperative, False)
    assert adresse(presentation, "edit") in editeur.get(histoire).content.decode()
    assert "a déjà une présentation" in editeur.post(lien["href"], donnees).content.decode()
    assert PresentationCooperative.objects.count() == 1


@pytest.mark.parametrize("demandee", ["", "0", "abc", "9" * 30, "²"])
def test_an_absurd_coop_in_the_address_gives_an_empty_form(personnes: dict[str, Any], demandee: str) -> None:  # noqa: F811
    ajout = reverse(PresentationCooperative.snippet_viewset.get_url_name("add"))
    assert connecte(personnes["édition"]).get(ajout, {"cooperative": demandee}).status_code == 200


def test_the_list_is_searched_filtered_exported_and_previewed(
    personnes: dict[str, Any],  # noqa: F811
    publiee: PresentationCooperative,
) -> None:
    editeur = connecte(personnes["édition"])
    liste = reverse(PresentationCooperative.snippet_viewset.get_url_name("list"))
    for question, trouvee in (({"q": "beziers"}, True), ({"q": "ailleurs"}, False), ({"departement": "75"}, False)):
        assert (adresse(publiee, "edit") in editeur.get(liste, question).content.decode()) is trouvee
    export = b"".join(editeur.get(liste, {"export": "csv"}).streaming_content).decode()  # type: ignore[attr-defined]
    assert ",Avant : fondée ici.," in export.replace("\u00a0", " ")
    apercu = editeur.get(adresse(publiee, "revisions_view", publiee.latest_revision_id))
    assert "fondée ici" in apercu.content.decode()


def test_the_page_asks_no_more_queries_than_it_may(client: Client, publiee: PresentationCooperative) -> None:
    labellisee(D(2024, 3, 1), publiee.cooperative)
    section(client, publiee.cooperative)
    with CaptureQueriesContext(connection) as requetes:
        section(client, publiee.cooperative)
    assert len(requetes) <= REQUETES_PERMISES
