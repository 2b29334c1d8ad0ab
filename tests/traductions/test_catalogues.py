"""Every string of the interface: its own words in French, a translation in English, compiled catalogues in step."""

from contextlib import chdir

import polib
import pytest
from django.core.management import call_command
from django.test import override_settings
from django.utils import translation

from config.environment import BASE_DIR
from socle.templatetags.typographie import typo

CATALOGUES = BASE_DIR / "site" / "socle" / "locale"
IGNORED = ["tests", "outils", "var", "node_modules", "locale"]

type_of_key = tuple[str | None, str, str]


def key(entry: polib.POEntry) -> type_of_key:
    return entry.msgctxt, entry.msgid, entry.msgid_plural


def catalogue(language: str) -> polib.POFile:
    return polib.pofile(str(CATALOGUES / language / "LC_MESSAGES" / "django.po"))


@pytest.fixture(scope="module")
def strings_of_the_code(tmp_path_factory: pytest.TempPathFactory) -> set[type_of_key]:
    """The strings to translate, collected afresh, away from the repository's catalogues."""
    folder = tmp_path_factory.mktemp("locale")
    with override_settings(LOCALE_PATHS=[folder]), chdir(BASE_DIR):
        call_command("makemessages", locale=["en"], ignore_patterns=IGNORED, verbosity=0)
    return {key(entry) for entry in polib.pofile(str(folder / "en" / "LC_MESSAGES" / "django.po"))}


@pytest.mark.lent
@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_catalogue_has_every_string_of_the_code_and_no_other(
    language: str, strings_of_the_code: set[type_of_key]
) -> None:
    assert {key(entry) for entry in catalogue(language) if not entry.obsolete} == strings_of_the_code


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_string_is_translated_and_none_is_in_doubt(language: str) -> None:
    entries = catalogue(language)
    assert [entry.msgid for entry in [*entries.untranslated_entries(), *entries.fuzzy_entries()]] == []


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_compiled_catalogue_is_in_step_with_its_source(language: str) -> None:
    compiled = polib.mofile(str(CATALOGUES / language / "LC_MESSAGES" / "django.mo"))
    of_the_source = {key(entry): (entry.msgstr, entry.msgstr_plural) for entry in catalogue(language)}
    assert {key(entry): (entry.msgstr, entry.msgstr_plural) for entry in compiled} == of_the_source


def test_french_strings_are_shown_as_they_were_written_with_french_spacing() -> None:
    with translation.override("fr"):
        singular = [entry for entry in catalogue("fr") if not entry.msgid_plural]
        shown = {
            typo(entry.msgid): translation.pgettext(entry.msgctxt, entry.msgid)
            if entry.msgctxt
            else translation.gettext(entry.msgid)
            for entry in singular
        }
    assert {written: seen for written, seen in shown.items() if written != seen} == {}
