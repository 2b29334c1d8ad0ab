"""Asking for a translation touches nothing that is already translated, and loses nothing that was saved."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation, TranslationSource

from raison_detre.models import AccueilPage, Axe, Engagement, PageEditoriale
from socle.langues.traduction import traduire
from tests.socle.admin import adresse, messages
from tests.socle.conftest import accueil, anglais, axe_public  # noqa: F401 - the site's home page, its second language

pytestmark = [pytest.mark.django_db, pytest.mark.lent]

CORPS = '[{"id": "11111111-1111-1111-1111-111111111111", "type": "texte", "value": "%s"}]'


@pytest.fixture
def engagement(axe_public: Axe, anglais: Locale) -> Engagement:  # noqa: F811
    """A public engagement, whose axis is public in English."""
    traduire(axe_public, "en", {"titre": "Purpose"})
    engagement = Engagement.objects.create(axe=axe_public, numero=1, cle="un", intitule="Rendre des comptes")
    engagement.save_revision().publish()
    engagement.refresh_from_db()
    return engagement


@pytest.fixture
def page_qui_cite(accueil: AccueilPage, engagement: Engagement) -> PageEditoriale:  # noqa: F811
    """A public page that cites the engagement, under a home page already in English."""
    traduire(accueil, "en", {"title": "Home", "slug": "home"})
    page = accueil.add_child(instance=PageEditoriale(title="Bilan", slug="bilan"))
    page.corps = [("engagement", {"engagement": engagement})]
    page.save_revision().publish()
    return page


def demander(client: Client, objet: Any, **autres: str) -> Any:
    """Ask for the English in the admin."""
    meta = objet._meta
    nature, arguments = ("page", [objet.pk])
    if not isinstance(objet, Page):
        nature, arguments = "snippet", [meta.app_label, meta.model_name, objet.pk]
    lieu = reverse(f"wagtail_localize:submit_{nature}_translation", args=arguments)
    return client.post(lieu, {"locales": [Locale.objects.get(language_code="en").pk], **autres})


def test_a_cited_snippet_keeps_its_public_english(
    admin_client: Client, page_qui_cite: PageEditoriale, engagement: Engagement
) -> None:
    anglaise = traduire(engagement, "en", {"intitule": "Account for what we do"})
    demander(admin_client, page_qui_cite)
    anglaise.refresh_from_db()
    assert (anglaise.live, anglaise.intitule) == (True, "Account for what we do")
    assert not page_qui_cite.get_translation(anglaise.locale).live


def test_a_cited_snippet_keeps_the_english_typed_by_hand(
    admin_client: Client, page_qui_cite: PageEditoriale, engagement: Engagement
) -> None:
    anglaise = traduire(engagement, "en", {"intitule": "Machine words"})
    suivie = Translation.objects.get(source__object_id=engagement.translation_key)
    admin_client.post(reverse("wagtail_localize:stop_translation", args=[suivie.pk]))
    anglaise.intitule = "Words of a person"
    anglaise.save_revision().publish()
    demander(admin_client, page_qui_cite)
    anglaise.refresh_from_db()

    assert (anglaise.live, anglaise.intitule) == (True, "Words of a person")

    suivie.refresh_from_db()
    assert not suivie.enabled


def test_a_cited_snippet_without_english_gets_a_draft(
    admin_client: Client, page_qui_cite: PageEditoriale, engagement: Engagement
) -> None:
    demander(admin_client, page_qui_cite)
    assert not engagement.get_translation(Locale.objects.get(language_code="en")).live


def test_a_whole_branch_leaves_its_translated_pages_alone(
    admin_client: Client,
    page_qui_cite: PageEditoriale,
    anglais: Locale,  # noqa: F811
) -> None:
    dessous = page_qui_cite.add_child(instance=PageEditoriale(title="Dessous", slug="dessous"))

    dessous.save_revision().publish()
    neuve = page_qui_cite.add_child(instance=PageEditoriale(title="Neuve", slug="neuve"))
    page_qui_cite.copy_for_translation(anglais, alias=True)
    anglaise = traduire(dessous, "en", {"title": "Below", "slug": "below"})
    PageEditoriale.objects.filter(pk=anglaise.pk).update(title="Typed by hand")
    demander(admin_client, page_qui_cite, include_subtree="on")
    anglaise.refresh_from_db()

    assert (anglaise.live, anglaise.title) == (True, "Typed by hand")
    assert neuve.has_translation(anglais)


def test_a_draft_is_translated_as_it_was_last_saved(admin_client: Client, engagement: Engagement) -> None:
    neuf = Engagement.objects.create(axe=engagement.axe, numero=2, cle="deux", intitule="Premier jet", live=False)
    neuf.save_revision()
    neuf.intitule = "Deuxième jet"
    neuf.save_revision()
    demander(admin_client, Engagement.objects.get(pk=neuf.pk))
    source = TranslationSource.objects.get(object_id=neuf.translation_key)

    assert [segment.string.data for segment in source.stringsegment_set.all()] == ["Deuxième jet"]

    neuf.intitule = "Troisième jet"
    neuf.save_revision()
    admin_client.post(reverse("wagtail_localize:update_translations", args=[source.pk]))
    assert [segment.string.data for segment in source.stringsegment_set.all()] == ["Troisième jet"]


def test_a_public_text_is_translated_and_its_draft_announced(admin_client: Client, engagement: Engagement) -> None:
    engagement.intitule = "Brouillon"
    engagement.save_revision()
    reponse = demander(admin_client, Engagement.objects.get(pk=engagement.pk))
    assert "part du texte public" in messages(reponse)
    source = TranslationSource.objects.get(object_id=engagement.translation_key)
    assert "Brouillon" not in source.content_json


class TestReprise:
    """A translation stopped, changed by hand, then kept in step again."""

    def retoucher(self, admin_client: Client, anglaise: Any, **champs: Any) -> Translation:
        suivie = Translation.objects.get(source__object_id=anglaise.translation_key)
        admin_client.post(reverse("wagtail_localize:stop_translation", args=[suivie.pk]))
        for nom, valeur in champs.items():
            setattr(anglaise, nom, valeur)
        anglaise.save_revision()
        admin_client.post(adresse(anglaise, "edit"), {"localize-restart-translation": "1"})
        suivie.refresh_from_db()
        return suivie

    def test_what_was_typed_by_hand_is_what_is_published_next(
        self,
        admin_client: Client,
        axe_public: Axe,  # noqa: F811
        anglais: Locale,  # noqa: F811
    ) -> None:
        anglaise = traduire(axe_public, "en", {"titre": "Purpose", "texte": "Before"})
        suivie = self.retoucher(admin_client, anglaise, titre="Our purpose")
        assert suivie.enabled
        lue = suivie.source.get_ephemeral_translated_instance(anglais, fallback=True)
        assert (lue.titre, lue.texte, lue.titre_manifeste) == ("Our purpose", "Before", "Notre mission")

    def test_blocks_keep_their_words(
        self,
        admin_client: Client,
        accueil: AccueilPage,  # noqa: F811
        anglais: Locale,  # noqa: F811
    ) -> None:
        traduire(accueil, "en", {"title": "Home", "slug": "home"})
        page = accueil.add_child(instance=PageEditoriale(title="Sobre", slug="sobre", corps=CORPS % "<p>Un mot.</p>"))
        page.save_revision().publish()
        anglaise = traduire(page, "en", {"title": "Light", "slug": "light", "corps": CORPS % "<p>A word.</p>"})
        suivie = self.retoucher(admin_client, anglaise, corps=CORPS % "<p>One word.</p>")
        lue = suivie.source.get_ephemeral_translated_instance(anglais, fallback=True)

        assert str(lue.corps[0].value) == "<p>One word.</p>"

        suivie = self.retoucher(admin_client, anglaise, corps=CORPS % "<p>One word.</p><p>And more.</p>")
        assert not suivie.enabled
