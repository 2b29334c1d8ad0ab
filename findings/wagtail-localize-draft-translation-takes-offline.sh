#!/usr/bin/env bash
# Finding: asking wagtail-localize for a *draft* of a translation takes the published translation offline.
#
# Expected: `create_or_update_translation(locale, publish=False)` writes a draft beside the published row, which stays as
#           it is until the draft is published: that is what a draft is.
# Happens:  for a snippet with DraftStateMixin, the row itself is saved with `live` set to False, so the translation that
#           was public is not any more, and the new words are in the row at once.
# Version:  wagtail 8.0.1, wagtail-localize 1.14.5, Django 5.2.19.
# Source:   wagtail_localize/models.py, TranslationSource.create_or_update_translation.
# Seen:     before: live True, Hello
#           after asking for a draft: live False
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check \
  "Django==5.2.19" "wagtail==8.0.1" "wagtail-localize==1.14.5"
mkdir "$folder/notes"
touch "$folder/notes/__init__.py"
cat > "$folder/notes/models.py" <<'PYTHON'
from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.models import DraftStateMixin, RevisionMixin, TranslatableMixin
from wagtail.snippets.models import register_snippet
from wagtail_localize.fields import TranslatableField


@register_snippet
class Note(DraftStateMixin, RevisionMixin, TranslatableMixin, models.Model):
    text = models.CharField(max_length=50)
    panels = [FieldPanel("text")]
    translatable_fields = [TranslatableField("text")]

    class Meta(TranslatableMixin.Meta):
        pass
PYTHON
cat > "$folder/show.py" <<'PYTHON'
import django
from django.conf import settings

LANGUAGES = [("en", "English"), ("fr", "French")]
settings.configure(
    INSTALLED_APPS=[
        *("notes", "wagtail_localize", "wagtail_localize.locales", "wagtail.snippets", "wagtail.documents"),
        *("wagtail.images", "wagtail.search", "wagtail.users", "wagtail.admin", "wagtail", "modelcluster", "taggit"),
        *("django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions", "django.contrib.messages"),
    ],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
    LANGUAGE_CODE="fr", LANGUAGES=LANGUAGES, WAGTAIL_CONTENT_LANGUAGES=LANGUAGES, WAGTAIL_I18N_ENABLED=True,
    USE_I18N=True, USE_TZ=True, WAGTAIL_SITE_NAME="notes", WAGTAILADMIN_BASE_URL="http://localhost", STATIC_URL="/static/",
    SECRET_KEY="only for this run", ROOT_URLCONF="notes",
)
django.setup()

from django.core.management import call_command

call_command("migrate", run_syncdb=True, verbosity=0)

from notes.models import Note
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, StringSegment, TranslationContext, Translation, TranslationSource

french, _ = Locale.objects.get_or_create(language_code="fr")
english, _ = Locale.objects.get_or_create(language_code="en")
note = Note.objects.create(text="Bonjour", locale=french)
source, _ = TranslationSource.get_or_create_from_instance(note)
translation = Translation.objects.create(source=source, target_locale=english)
segment = StringSegment.objects.get(source=source)
words = {"translation_of": segment.string, "locale": english, "context": segment.context}
StringTranslation.objects.create(**words, data="Hello")
translation.save_target(publish=True)
public = Note.objects.get(locale=english)
print(f"before: live {public.live}, {public.text}")

source.create_or_update_translation(english, publish=False)
public.refresh_from_db()
print(f"after asking for a draft: live {public.live}")
PYTHON
cd "$folder"
"$folder/venv/bin/python" show.py > "$folder/seen"
cat "$folder/seen"
diff "$folder/seen" - <<'EXPECTED'
before: live True, Hello
after asking for a draft: live False
EXPECTED
