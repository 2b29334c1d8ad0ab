"""Translating from code: as an editor would, and never over what an editor did."""

from typing import Any

import pytest
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation

from raison_detre.models import AccueilPage, PageEditoriale
from socle.langues.traduction import TraductionDecaleeError, traduire

CORPS = '[{"id": "11111111-1111-1111-1111-111111111111", "type": "texte", "value": "%s"}]'


@pytest.fixture
def page(accueil: AccueilPage) -> PageEditoriale:
    """A published page of one paragraph, whose home page is already in English."""
    Locale.objects.create(language_code="en")
    traduire(accueil, "en", {"title": "Home", "slug": "home-en"})
    page = accueil.add_child(
        instance=PageEditoriale(title="Sobre", slug="sobre", corps=CORPS % "<p>Un <b>mot</b>.</p>")
    )
    page.save_revision().publish()
    return page


def anglais(page: PageEditoriale, **textes: Any) -> Any:
    """Translate the page into English, with these fields instead of the usual ones."""
    usuels = {"title": "Light", "slug": "light", "corps": CORPS % "<p>A <b>word</b>.</p>"}
    return traduire(page, "en", usuels | textes)


def test_the_translation_is_published_with_the_words_given_and_the_markup_of_the_source(page: PageEditoriale) -> None:
    traduite = anglais(page)
    assert traduite.live
    assert (traduite.title, traduite.slug, traduite.locale.language_code) == ("Light", "light", "en")
    assert str(traduite.corps[0].value) == "<p>A <b>word</b>.</p>"


def test_a_translation_may_stay_a_draft(page: PageEditoriale) -> None:
    assert not traduire(page, "en", {"title": "Light", "slug": "light"}, publier=False).live


def test_what_is_left_out_stays_in_french(page: PageEditoriale) -> None:
    assert str(traduire(page, "en", {"title": "Light"}).corps[0].value) == "<p>Un <b>mot</b>.</p>"


def test_an_editors_translation_is_kept(page: PageEditoriale) -> None:
    anglais(page)
    StringTranslation.objects.filter(data="Light").update(data="Sober")
    assert anglais(page).title == "Sober"


def test_a_source_that_changed_is_translated_again(page: PageEditoriale) -> None:
    anglais(page)
    page.title = "Très sobre"
    page.save_revision().publish()
    assert anglais(page, title="Very light").title == "Very light"


@pytest.mark.parametrize("decale", ["<p>A word.</p><p>Another.</p>", ""])
def test_a_text_of_another_shape_is_refused(page: PageEditoriale, decale: str) -> None:
    with pytest.raises(TraductionDecaleeError, match=r"corps\.11111111"):
        anglais(page, corps=CORPS % decale)
    assert not page.has_translation(Locale.objects.get(language_code="en"))
