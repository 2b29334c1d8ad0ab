"""An edition has no drafts: its English is asked for by whoever may change it, and shown once it is whole."""

from typing import Any

from django.urls import reverse
from django.utils import translation
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation

from raison_detre.edition import lire_edition
from raison_detre.models import Axe, Referentiel
from tests.socle.admin import connecte


def demander(par: Any, edition: Referentiel, langue: Locale) -> int:
    adresse = reverse("wagtail_localize:submit_snippet_translation", args=["raison_detre", "referentiel", edition.pk])
    return connecte(par).post(adresse, {"locales": [langue.pk]}).status_code


def test_who_may_not_change_an_edition_does_not_have_it_translated(
    personnes: dict[str, Any], axe_public: Axe, anglais: Locale
) -> None:
    edition = axe_public.referentiel
    codes = {role: demander(personnes[role], edition, anglais) for role in ("édition", "publication")}
    assert not Referentiel.objects.filter(locale=anglais).exists()
    assert demander(personnes["administration"], edition, anglais) == 302
    assert Referentiel.objects.filter(locale=anglais).exists()
    assert set(codes.values()) == {302}


def test_an_edition_half_translated_is_read_in_french(
    personnes: dict[str, Any], axe_public: Axe, anglais: Locale
) -> None:
    edition = axe_public.referentiel

    demander(personnes["administration"], edition, anglais)
    phrases = StringSegment.objects.filter(source__object_id=edition.translation_key).order_by("pk")
    lues = []
    for phrase in phrases:
        lues.append(_langue_lue())
        StringTranslation.objects.create(
            translation_of=phrase.string, context=phrase.context, locale=anglais, data="Words"
        )

    assert lues == ["fr"] * len(phrases)
    assert _langue_lue() == "en"


def _langue_lue() -> str:
    """The language of the edition that an English page reads."""
    with translation.override("en"):
        lue = lire_edition()
    assert lue
    return str(lue.texte.locale.language_code)
