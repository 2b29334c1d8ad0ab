"""Production: strict. It refuses to start while a variable is missing or unsafe, and names all that are."""

from config import environment
from config.settings.base import *  # noqa: F403
from config.settings.base import from_environment
from config.settings.fautes import raconter_les_fautes
from config.settings.journaux import logging_settings
from config.settings.partage import fichiers_partages
from config.settings.securite import CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY_ADMIN, TLS

DEBUG = False
_environment = environment.read(strict=True)
globals().update(from_environment(_environment) | TLS)

LOGGING_CONFIG = "logging.config.dictConfig"
LOGGING = logging_settings(_environment.log_level)
STORAGES = {
    "default": {"BACKEND": "socle.medias.stockage.StockageEntier"},
    # Names that change with the content, so that browsers keep each file for a year; compressed once, when collected.
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
if _environment.s3_bucket:
    STORAGES["default"] = fichiers_partages(_environment)
CSRF_TRUSTED_ORIGINS = [_environment.site_url]
for _directives in (CONTENT_SECURITY_POLICY["DIRECTIVES"], CONTENT_SECURITY_POLICY_ADMIN):
    _directives["upgrade-insecure-requests"] = True
if _environment.proxy_count:
    # The first proxy ends TLS and overwrites this header (deploy/nginx.conf). Without a proxy anyone could write it.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
if _environment.sentry_dsn:
    raconter_les_fautes(_environment.sentry_dsn)
