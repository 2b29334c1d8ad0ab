"""Every way Wagtail offers to publish, tried by who may not take it: refused, and nothing changes."""

from typing import Any

import pytest
from django.urls import reverse
from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, Translation, TranslationSource
from wagtail_localize.operations import translate_object

from raison_detre.models import AccueilPage, Axe, PageEditoriale
from tests.socle.admin import VIDE, adresse, connecte, envoyer, publier_la_traduction
from tests.socle.test_relecture import apres, public, revisions

pytestmark = [pytest.mark.lent, pytest.mark.rendu]

TOUS = ["sans droit", "édition", "publication", "administration"]


def refus(role: str) -> int:
    """How a refusal is said: whoever has no place in the admin is told so, an editor is led back to the home."""
    return 403 if role == "sans droit" else 302


@pytest.mark.parametrize("role", TOUS)
def test_the_publish_button_of_the_form(personnes: dict[str, Any], texte: Any, role: str) -> None:
    avant = revisions(texte)
    reponse = envoyer(personnes[role], texte, "action-publish", lecteur=personnes["superuser"], **apres(texte))
    assert reponse.status_code == refus(role)
    assert public(texte) == "Avant"
    assert revisions(texte) == avant


@pytest.mark.parametrize("role", TOUS)
def test_the_publish_button_of_the_form_and_that_of_the_translation_editor_at_once(
    personnes: dict[str, Any], texte: Any, role: str
) -> None:
    avant = revisions(texte)
    envoyer(personnes[role], texte, "action-publish", lecteur=personnes["superuser"], action="publish", **apres(texte))
    assert public(texte) == "Avant"
    assert revisions(texte) == avant


def test_a_superuser_publishes_directly_as_an_emergency_exit(personnes: dict[str, Any], texte: Any) -> None:
    envoyer(personnes["superuser"], texte, "action-publish", **apres(texte))
    assert public(texte) == "Après"
    assert texte.revisions.order_by("-pk").first().user == personnes["superuser"]


@pytest.mark.parametrize("role", TOUS)
def test_the_form_of_an_earlier_version(personnes: dict[str, Any], texte: Any, role: str) -> None:
    ancienne = texte.revisions.first()
    envoyer(personnes["superuser"], texte, "action-publish", **apres(texte))
    avant = revisions(texte)
    page = "revisions_revert"
    donnees = {"title": "Mentions", "slug": "mentions", "introduction": "Avant", "action-publish": "1", **VIDE}
    assert connecte(personnes[role]).post(adresse(texte, page, ancienne.pk), donnees).status_code == refus(role)
    assert public(texte) == "Après"
    assert revisions(texte) == avant


@pytest.mark.parametrize("role", TOUS)
def test_a_new_page_public_at_once(personnes: dict[str, Any], accueil: AccueilPage, role: str) -> None:
    adresse_d_ajout = reverse("wagtailadmin_pages:add", args=["raison_detre", "pageeditoriale", accueil.pk])
    donnees = {"title": "Neuve", "slug": "neuve", "introduction": "", "action-publish": "1", **VIDE}
    assert connecte(personnes[role]).post(adresse_d_ajout, donnees).status_code == refus(role)
    assert not PageEditoriale.objects.exists()


@pytest.mark.parametrize("role", TOUS)
def test_a_new_snippet_public_at_once(personnes: dict[str, Any], axe_public: Axe, role: str) -> None:
    donnees = {"referentiel": axe_public.referentiel_id, "numero": 2, "cle": "deux", "titre": "Deux"}
    donnees |= {"titre_manifeste": "Deux", "texte": "Deux", "action-publish": "1"}
    adresse_d_ajout = reverse(axe_public.snippet_viewset.get_url_name("add"))
    assert connecte(personnes[role]).post(adresse_d_ajout, donnees).status_code == refus(role)
    assert Axe.objects.count() == 1


@pytest.mark.parametrize("role", TOUS)
def test_a_copy_public_at_once(personnes: dict[str, Any], page_publique: Page, role: str) -> None:
    donnees = {"new_title": "Copie", "new_slug": "copie", "new_parent_page": page_publique.get_parent().pk}
    connecte(personnes[role]).post(adresse(page_publique, "copy"), donnees | {"publish_copies": "on"})
    assert not Page.objects.filter(slug="copie").exists()


@pytest.mark.parametrize("role", TOUS)
def test_the_publish_action_of_a_list(personnes: dict[str, Any], page_publique: Page, role: str) -> None:
    envoyer(personnes["édition"], page_publique, "action-save", **apres(page_publique))
    adresse_groupee = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    connecte(personnes[role]).post(f"{adresse_groupee}?id={page_publique.pk}", {"next": "/admin/"})
    assert public(page_publique) == "Avant"


@pytest.mark.parametrize(("role", "en_ligne"), [("sans droit", True), ("édition", True), ("publication", False)])
def test_only_publication_takes_a_text_offline(
    personnes: dict[str, Any], texte: Any, role: str, en_ligne: bool
) -> None:
    connecte(personnes[role]).post(adresse(texte, "unpublish"))
    assert type(texte).objects.get(pk=texte.pk).live is en_ligne


@pytest.fixture
def traduction(axe_public: Axe, anglais: Locale) -> Axe:
    """The English draft of the axis, kept in step with the French by wagtail-localize."""
    translate_object(axe_public, [anglais])
    return axe_public.get_translation(anglais)


def traduire(personne: Any, traduction: Axe) -> None:
    """Translate the text of the axis in the translation editor."""
    segment = StringSegment.objects.get(string__data="Avant")
    [cible] = Translation.objects.all()
    champ = reverse("wagtail_localize:edit_string_translation", args=[cible.pk, segment.pk])
    reponse = connecte(personne).put(champ, data="value=Before", content_type="application/x-www-form-urlencoded")
    assert reponse.status_code == 201


@pytest.mark.parametrize(
    ("traducteur", "editeur", "publie"),
    [
        ("édition", "sans droit", False),
        ("édition", "édition", False),
        ("publication", "publication", False),
        ("publication", "édition", False),
        ("publication", "seconde publication", True),
        ("édition", "publication", True),
    ],
)
def test_a_translation_is_published_by_someone_who_did_not_translate(
    personnes: dict[str, Any], traduction: Axe, traducteur: str, editeur: str, publie: bool
) -> None:
    traduire(personnes[traducteur], traduction)
    publier_la_traduction(personnes[editeur], traduction)
    traduction.refresh_from_db()
    assert (traduction.live and traduction.texte == "Before") is publie


@pytest.mark.parametrize("role", ["édition", "publication", "administration"])
def test_asking_for_a_translation_makes_a_draft(
    personnes: dict[str, Any], texte: Any, anglais: Locale, role: str
) -> None:
    accueil = PageEditoriale.objects.get().get_parent().specific if isinstance(texte, Page) else None
    if accueil:
        translate_object(accueil, [anglais])
    nature = "page" if isinstance(texte, Page) else "snippet"
    arguments = [texte.pk] if nature == "page" else ["raison_detre", "axe", texte.pk]
    demande = reverse(f"wagtail_localize:submit_{nature}_translation", args=arguments)
    connecte(personnes[role]).post(demande, {"locales": [anglais.pk]})
    assert not texte.get_translation(anglais).live


@pytest.mark.parametrize("role", TOUS)
def test_bringing_translations_in_step_does_not_publish_them(
    personnes: dict[str, Any], traduction: Axe, role: str
) -> None:
    source = TranslationSource.objects.get()
    adresse_de_mise_a_jour = reverse("wagtail_localize:update_translations", args=[source.pk])
    connecte(personnes[role]).post(adresse_de_mise_a_jour, {"publish_translations": "on"})
    traduction.refresh_from_db()
    assert not traduction.live


@pytest.mark.parametrize("role", TOUS)
def test_turning_a_translation_back_into_a_mirror_of_its_source(
    personnes: dict[str, Any], page_publique: Page, anglais: Locale, role: str
) -> None:
    translate_object(page_publique, [anglais])
    traduite = page_publique.get_translation(anglais)
    connecte(personnes[role]).post(reverse("wagtail_localize:convert_to_alias", args=[traduite.pk]))
    traduite.refresh_from_db()
    assert traduite.alias_of is None
    assert Translation.objects.exists()
