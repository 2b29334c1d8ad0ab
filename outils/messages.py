"""Collect the strings to translate and compile the catalogues (`make messages`; needs gettext).

French is the source language, and has a catalogue all the same, each string translated by itself, French spacing added.
Without it, "image" or "document", which Wagtail translates from English, would come back in Wagtail's own words.
"""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "site")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")

import django  # noqa: E402 - the path above comes first
import polib  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.utils import translation  # noqa: E402

from socle.templatetags.typographie import typo  # noqa: E402

CATALOGUES = ROOT / "site" / "socle" / "locale"
NOT_SHOWN_TO_ANYONE = ["tests", "outils", "var", "node_modules"]


def echo_french() -> None:
    """Translate each French string by itself, its ordinary spaces made non-breaking where French wants it."""
    path = CATALOGUES / "fr" / "LC_MESSAGES" / "django.po"
    catalogue = polib.pofile(str(path))

    for entry in catalogue:
        with translation.override("fr"):
            if entry.msgid_plural:
                entry.msgstr_plural = {0: typo(entry.msgid), 1: typo(entry.msgid_plural)}
            else:
                entry.msgstr = typo(entry.msgid)
        entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]

    catalogue.metadata["Plural-Forms"] = "nplurals=2; plural=(n > 1);"
    catalogue.save()


def main() -> int:
    """Collect, echo the French, compile; return 1 while an English translation is missing or doubtful."""
    os.chdir(ROOT)
    CATALOGUES.mkdir(exist_ok=True)
    django.setup()
    call_command(
        "makemessages", locale=["en", "fr"], ignore_patterns=NOT_SHOWN_TO_ANYONE, no_obsolete=True, add_location="file"
    )
    echo_french()
    call_command("compilemessages", locale=["en", "fr"], ignore_patterns=[".*", *NOT_SHOWN_TO_ANYONE])
    english = polib.pofile(str(CATALOGUES / "en" / "LC_MESSAGES" / "django.po"))

    missing = [*english.untranslated_entries(), *english.fuzzy_entries()]
    for entry in missing:
        print(f"À traduire : {entry.msgid}")

    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
