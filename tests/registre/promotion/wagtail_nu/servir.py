"""Serves the bare site: `servir.py ADDRESS RECIPE`, the address that an editor pastes and the setting of our recipe.

Prints its own address once it answers, then serves until it is ended. Its database is in memory.
"""

import ast
import sys
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, make_server

import django
from django.conf import settings
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application

RACINE = Path(__file__).resolve().parents[1]
APPLICATIONS = [
    "wagtail_nu",
    *("wagtail.embeds", "wagtail.sites", "wagtail.users", "wagtail.images", "wagtail.documents"),
    *("wagtail.search", "wagtail.admin"),
    *("wagtail", "modelcluster", "taggit", "django.contrib.auth", "django.contrib.contenttypes"),
]
# Their tables are made as they are now, without the history of how they came to be: seconds are spared.
SANS_MIGRATION = [
    *("wagtailcore", "wagtailembeds", "wagtailsites", "wagtailusers", "wagtailimages", "wagtaildocs", "wagtailsearch"),
    *("wagtailadmin", "taggit", "auth", "contenttypes"),
]


class Muet(WSGIRequestHandler):
    """Says nothing of each request."""

    def log_message(self, format: str, *args: object) -> None:
        pass


def regler(recette: str) -> None:
    """Set the site up as any Wagtail site is, and with the recipe, word for word."""
    nom, _egal, valeur = recette.partition(" = ")

    settings.configure(
        SECRET_KEY="nue",
        ALLOWED_HOSTS=["localhost"],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "file:nue?mode=memory&cache=shared"}},
        INSTALLED_APPS=APPLICATIONS,
        MIGRATION_MODULES=dict.fromkeys(SANS_MIGRATION),
        ROOT_URLCONF="wagtail.urls",
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}],
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        LANGUAGE_CODE="fr",
        USE_TZ=True,
        STATIC_URL="/static/",
        WAGTAIL_SITE_NAME="Nue",
        WAGTAILADMIN_BASE_URL="http://localhost",
        **{nom: ast.literal_eval(valeur)},
    )

    django.setup()


def publier(adresse: str, port: int) -> None:
    """Write the tables and the page in which the address was pasted."""
    from wagtail.models import Locale, Page, Site
    from wagtail_nu.models import PageNue  # type: ignore[import-not-found] # of that site's path alone

    call_command("migrate", run_syncdb=True, verbosity=0)
    Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)
    racine = Page.add_root(instance=Page(title="Racine", slug="racine"))
    page = racine.add_child(instance=PageNue(title="Notre coopérative", slug="accueil", corps=[("contenu", adresse)]))
    Site.objects.create(hostname="localhost", port=port, root_page=page, is_default_site=True)


def main() -> None:
    """Serve the page in which the address was pasted, until ended."""
    adresse, recette = sys.argv[1:]
    sys.path.insert(0, str(RACINE))
    regler(recette)
    with make_server("127.0.0.1", 0, get_wsgi_application(), handler_class=Muet) as serveur:
        publier(adresse, serveur.server_port)
        print(f"http://localhost:{serveur.server_port}/", flush=True)  # noqa: T201 - what the test waits for
        serveur.serve_forever()


if __name__ == "__main__":
    main()
