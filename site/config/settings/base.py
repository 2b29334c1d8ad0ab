"""Settings shared by every installation. What differs stands in `dev`, `test` and `production`."""

from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from config.environment import BASE_DIR, VAR_DIR, Environment
from config.settings.comptes import *  # noqa: F403
from config.settings.journaux import DJANGO_GUID  # noqa: F401
from config.settings.securite import *  # noqa: F403

INSTALLED_APPS = [
    "bonnes_pratiques",
    "registre.rappels",
    "registre.promotion",
    "registre.comite",
    "registre.signalements",
    "registre.dossier",
    "registre.recours",
    "registre.suivi",
    "registre.avis",
    "registre.visites",
    "registre.courriers",
    "registre.preuve",
    "registre",
    "raison_detre",
    "socle",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.redirects",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
    "wagtail.contrib.search_promotions",
    "wagtail.embeds",
    "wagtail.sites",
    "socle.administration.apps.ComptesConfig",  # wagtail.users, and who may give what
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "corsheaders",
    "django_tasks",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "django_guid",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",  # allauth's page of the keys of the second factor reads it
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django_guid.middleware.guid_middleware",
    "socle.mesures.requetes.MesureDesRequetesMiddleware",  # outside all that may answer
    "config.patience.AttendreLaBaseMiddleware",  # outside all that reads the database
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",  # outside the policies of pages: files have none behind nginx either
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "socle.securite.PolitiqueDeContenuMiddleware",
    "socle.cadre.version_lue_une_fois.VersionLueUneFoisMiddleware",  # outside all that reads what is remembered
    "django.middleware.http.ConditionalGetMiddleware",
    "socle.cache.durees.CachePartageMiddleware",  # outside whatever sets a cookie, inside what answers 304
    "django.contrib.sessions.middleware.SessionMiddleware",
    "socle.cache.durees.LangueDeLAdresseMiddleware",
    "socle.adresses.aiguillage.AdresseLisibleMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "socle.affluence.refus.AffluenceMiddleware",
    "socle.comptes.second_facteur.SecondFacteurMiddleware",
    "socle.comptes.choix_reserves.ChoixReservesMiddleware",
    "socle.administration.suppression.SuppressionProtegeeMiddleware",
    "socle.adresses.redirections.RedirectionsMiddleware",
    "axes.middleware.AxesMiddleware",
    "socle.textes.saisie.SaisieLisibleMiddleware",
    "socle.administration.saisie_illisible.SaisieIllisibleMiddleware",  # looks at what the one before cleaned
    "socle.administration.sans_perte.SansPerteMiddleware",  # after whatever refuses a form, as views come after it
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

AUTH_USER_MODEL = "socle.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "socle.comptes.lecture_des_droits.DroitsLusEnUneFois",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", _("français")), ("en", _("anglais"))]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = [("fr", "français")]
WAGTAIL_I18N_ENABLED = True
USE_I18N = True
# Read over the catalogues of packages, the first winning. `make messages` collects into the first alone.
LOCALE_PATHS = [
    BASE_DIR / "site" / "socle" / "locale",
    BASE_DIR / "site" / "socle" / "francais_de_wagtail",
]
FORMAT_MODULE_PATH = "socle.langues.formats"
WAGTAIL_DATE_FORMAT = "%d/%m/%Y"
WAGTAIL_DATETIME_FORMAT = "%d/%m/%Y %H:%M"
TIME_ZONE = "Europe/Paris"
USE_TZ = True

STATIC_URL = "/static/"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "socle.cadre.feuilles.FeuilleAssemblee",
]
STYLES_ASSEMBLES = VAR_DIR / "styles"
MEDIA_URL = "/media/"

# Fictional coops may be loaded where nobody could take them for real ones: not in production.
DEMONSTRATION_PERMISE = False

# `verifier_affichages` goes to public machines only, by https. A developer's and the tests' may also ask this machine.
AFFICHAGES_LOCAUX = False

# Open data is open to any site, and so is what verifies a credential or the public log; nothing else is.
CORS_URLS_REGEX = (
    r"^(/api/v1/|/\.well-known/did\.json$|/registre/journal/."
    r"|(/en)?/registre/(donnees/|statuts/|labels/[^/]+/(credential\.(json|jwt)|preuve\.(json|tlog-proof))$))"
)
CORS_ALLOW_ALL_ORIGINS = True
CORS_EXPOSE_HEADERS = ("ETag", "Retry-After")  # a page of another site must read when to come back
CORS_ALLOW_METHODS = ("GET", "HEAD", "OPTIONS", "POST")

# Pieces of pages as rendered (`socle.templatetags.morceaux`), in the memory of each process.
PIECES_CACHE = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 500}}

# A mail server that accepts a connection and says nothing: Python would wait for it without end.
EMAIL_SECONDS = 10

# A binder of twenty sheets is 250 kB, a sheet or a share image under 50 kB.
DESSINS_OCTETS = 200 * 1024 * 1024

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}

TAGGIT_CASE_INSENSITIVE = True
TAGGIT_STRIP_UNICODE_WHEN_SLUGIFYING = True  # addresses of tags are typed and copied

WAGTAIL_ALLOW_UNICODE_SLUGS = False  # addresses of pages too
WAGTAIL_SITE_NAME = "Coop'HLM"
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database", "SEARCH_CONFIG": "french"}}
WAGTAILIMAGES_IMAGE_MODEL = "socle.SiteImage"
WAGTAILDOCS_DOCUMENT_MODEL = "socle.SiteDocument"
WAGTAILDOCS_SERVE_METHOD = "serve_view"  # wherever files are: who asks is looked at each time, nobody is led elsewhere
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
WAGTAIL_FINISH_WORKFLOW_ACTION = "socle.relecture.fin_de_circuit.publier"
# A translation starts as a draft: asking for one must not put French text on an English page, unread.
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAILFRONTENDCACHE_LANGUAGES: list[str] = []  # `socle.cache.purge` gives each address in each language itself
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False


def from_environment(environment: Environment) -> dict[str, object]:
    """The settings that follow from the machine's variables, the same way in every installation."""
    return {
        "SECRET_KEY": environment.secret_key,
        "ALLOWED_HOSTS": environment.allowed_hosts,
        "DATABASES": {"default": environment.database_url | database_options(environment.database_url)},
        "CACHES": {
            "default": environment.cache_url | cache_options(environment.cache_url),
            "dessins": drawings_cache(environment.drawings_root),
            "morceaux": PIECES_CACHE,
        },
        "DRAWINGS_ROOT": environment.drawings_root,
        "KEYS_ROOT": environment.keys_root,
        "KEYS_PASSPHRASE": environment.keys_passphrase,
        "LOG_WITNESSES": environment.log_witnesses,
        "DEFAULT_FROM_EMAIL": environment.default_from_email,
        "MEDIA_ROOT": environment.media_root,
        "STATIC_ROOT": environment.static_root,
        "WAGTAILADMIN_BASE_URL": environment.site_url,
        "INDEXABLE": environment.indexable,
        "WAGTAILFRONTENDCACHE": purged_cache(environment.cache_purge_url),
        "NINJA_NUM_PROXIES": environment.proxy_count,
        "SECURITY_CONTACT": environment.security_contact,
        "MFA_REQUIRED": environment.mfa_required,
        "METRICS_TOKEN": environment.metrics_token,
        "ALLAUTH_TRUSTED_PROXY_COUNT": environment.proxy_count,
    } | email_settings(environment.email_url)


def drawings_cache(root: Path) -> dict[str, Any]:
    """Where PDFs and share images are kept: a disk is cheaper than the memory of Redis, and bounded in bytes."""
    return {
        "BACKEND": "socle.dessins.cache_sur_disque.CacheSurDisque",
        "LOCATION": root / "fichiers",
        "OPTIONS": {"OCTETS": DESSINS_OCTETS},
    }


def purged_cache(url: str) -> dict[str, dict[str, str]]:
    """The shared cache to tell of changes; empty when there is none to tell."""
    return {"default": {"BACKEND": "socle.cache.purge.CacheVoisin", "LOCATION": url}} if url else {}


def email_settings(email_url: dict[str, Any]) -> dict[str, object]:
    """The e-mail part of the environment, without the parser's own extra keys; a server that is down holds nobody."""
    lus = {name: value for name, value in email_url.items() if name.isupper()}
    if lus.get("EMAIL_BACKEND") == "django.core.mail.backends.smtp.EmailBackend":
        lus["EMAIL_BACKEND"] = "socle.serveur_de_courriel.ServeurDeCourriel"
        lus["EMAIL_TIMEOUT"] = lus.get("EMAIL_TIMEOUT") or EMAIL_SECONDS
    return lus


def database_options(database: dict[str, Any]) -> dict[str, object]:
    """Options by engine: SQLite keeps foreign keys, waits for a lock instead of failing, reads while writing.

    A connection is kept from one request to the next: SQLite too reads its whole schema each time one opens.
    """
    if database["ENGINE"] == "django.db.backends.sqlite3":
        pragmas = (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=20000; PRAGMA foreign_keys=ON;"
        )
        options = {"init_command": pragmas, "transaction_mode": "IMMEDIATE", "timeout": 20}
    else:
        options = {"connect_timeout": 5} | database.get("OPTIONS", {})
    return {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True, "OPTIONS": options}


def cache_options(cache: dict[str, Any]) -> dict[str, object]:
    """Options by backend: a Redis that does not answer makes nobody wait, and no page fails for want of it."""
    if cache["BACKEND"] == "django.core.cache.backends.redis.RedisCache":
        patience = {"socket_connect_timeout": 2, "socket_timeout": 2}
        return {"BACKEND": "socle.cache.partage.CachePartage", "OPTIONS": patience | cache.get("OPTIONS", {})}
    return {}
