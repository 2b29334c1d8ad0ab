"""Every environment variable the site reads, parsed once into one typed object.

Nothing else in the project reads `os.environ`. `docs/variables.md` lists the same fields; a test keeps them equal.
"""

import logging
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from environs import Env, EnvValidationError

from config import valeurs

BASE_DIR = Path(__file__).resolve().parents[2]
VAR_DIR = BASE_DIR / "var"

S3 = ("S3_BUCKET", "S3_ENDPOINT", "S3_REGION", "S3_ACCESS_KEY", "S3_SECRET_KEY")

# What the parser says in English, and what it means to whoever installs the site.
PARSER_MESSAGES = {
    "Environment variable not set.": "absente",
    "Not a valid integer.": "un nombre entier est attendu",
    "Not a valid boolean.": "« true » ou « false » est attendu",
    "Not a valid log level.": "DEBUG, INFO, WARNING ou ERROR est attendu",
    "Not a valid database URL.": "une adresse comme postgres://compte:secret@hote:5432/base est attendue",
    'Unknown backend: ""': "une adresse comme redis://hote:6379/0 est attendue",
}


class IncorrectEnvironment(ImproperlyConfigured):
    """Variables are missing or wrong; the message, in French, names them all and says what each should be."""


@dataclass(frozen=True)
class Environment:
    """What the machine says of this installation. One field per variable, same name in upper case."""

    secret_key: str
    allowed_hosts: list[str]
    site_url: str
    database_url: dict[str, Any]
    cache_url: dict[str, Any]
    email_url: dict[str, Any]
    default_from_email: str
    security_contact: str
    media_root: Path
    static_root: Path
    drawings_root: Path
    keys_root: Path | None
    keys_passphrase: str
    log_witnesses: list[str]
    mfa_required: bool
    proxy_count: int
    log_level: int
    indexable: bool
    cache_purge_url: str
    metrics_token: str
    sentry_dsn: str
    s3_bucket: str
    s3_endpoint: str
    s3_region: str
    s3_access_key: str
    s3_secret_key: str


def given(name: str) -> bool:
    """Tell whether the machine names this variable, whatever its value."""
    return name in os.environ


def read(*, strict: bool) -> Environment:
    """Return the parsed environment.

    `strict` is production: the variables that have no safe default must be set, and set to something safe. Raises
    `IncorrectEnvironment` naming every missing or wrong variable at once: one start tells all there is to fix.
    """
    env = Env(eager=False)
    parsed = _parse(env, strict=strict)

    try:
        env.seal()
    except EnvValidationError as error:
        raise IncorrectEnvironment(in_french(error.error_messages)) from None

    return parsed


@dataclass(frozen=True)
class _Options:
    """The parser's options of one variable: a default in development only, checks in production only."""

    strict: bool
    keyless: bool
    bucketless: bool

    def field(self, default: object, *checks: valeurs.Check) -> dict[str, Any]:
        """Of a variable parsed as it is."""
        return {"validate": [valeurs.filled, *checks]} if self.strict else {"default": default}

    def url(self, default: str) -> dict[str, Any]:
        """Of what is parsed from an address, which checks itself."""
        return {} if self.strict else {"default": default}

    def keys(self, default: object, check: valeurs.Check) -> dict[str, Any]:
        """Of the two that go together: a site without keys runs, one with half is told what lacks."""
        return {"default": None} if self.strict and self.keyless else self.field(default, check)

    def bucket(self, *checks: valeurs.Check) -> dict[str, Any]:
        """Of the five that go together: none of them, and files are on this machine's disk."""
        return {"default": ""} if self.bucketless else self.field("", *checks)


def _parse(env: Env, *, strict: bool) -> Environment:
    """Read every variable; what is missing or wrong is kept by `env`, which says it all at once when sealed."""
    options = _Options(
        strict=strict,
        keyless=not (env.str("KEYS_ROOT", default="") or env.str("KEYS_PASSPHRASE", default="")),
        bucketless=not any(env.str(name, default="") for name in S3),
    )
    field, url, keys = options.field, options.url, options.keys

    if strict:
        env.str("EMAIL_URL", default="", validate=valeurs.known_mail_scheme)

    return Environment(
        secret_key=env.str("SECRET_KEY", **field("development-only-not-a-secret", valeurs.hard_to_guess)),
        allowed_hosts=env.list("ALLOWED_HOSTS", **field(["localhost", "127.0.0.1", "[::1]"], valeurs.named_hosts)),
        site_url=env.str("SITE_URL", **field("http://localhost:8000", valeurs.https_origin)),
        database_url=env.dj_db_url("DATABASE_URL", **url(f"sqlite:///{VAR_DIR / 'coophlm.sqlite3'}")),
        cache_url=env.dj_cache_url("CACHE_URL", **url("locmem://")),
        email_url=env.dj_email_url("EMAIL_URL", **url("console:")),
        default_from_email=env.str("DEFAULT_FROM_EMAIL", **field("site@example.org", valeurs.mail_address)),
        security_contact=env.str("SECURITY_CONTACT", **field("mailto:securite@example.org", valeurs.contact)),
        media_root=env.path("MEDIA_ROOT", **field(VAR_DIR / "media", valeurs.absolute)),
        static_root=env.path("STATIC_ROOT", **field(VAR_DIR / "static", valeurs.absolute)),
        drawings_root=env.path("DRAWINGS_ROOT", default=VAR_DIR / "dessins", validate=valeurs.absolute),
        keys_root=env.path("KEYS_ROOT", **keys(VAR_DIR / "cles", valeurs.absolute)),
        keys_passphrase=env.str("KEYS_PASSPHRASE", **keys("development-only-not-a-secret", valeurs.hard_to_guess))
        or "",
        log_witnesses=env.list("LOG_WITNESSES", default=[], validate=valeurs.witness_keys),
        mfa_required=env.bool("MFA_REQUIRED", default=strict),
        proxy_count=env.int("PROXY_COUNT", default=1 if strict else 0, validate=valeurs.not_negative),
        log_level=env.log_level("LOG_LEVEL", default=logging.INFO),
        indexable=env.bool("INDEXABLE", default=True),
        cache_purge_url=env.str("CACHE_PURGE_URL", default="", validate=valeurs.purge_address),
        metrics_token=env.str("METRICS_TOKEN", default="", validate=valeurs.token),
        sentry_dsn=env.str("SENTRY_DSN", default="", validate=valeurs.fault_address),
        **_parse_bucket(env, options),
    )


def _parse_bucket(env: Env, options: _Options) -> dict[str, str]:
    checks: dict[str, valeurs.Check] = {"S3_BUCKET": valeurs.bucket_name, "S3_ENDPOINT": valeurs.bucket_address}
    return {name.lower(): env.str(name, **options.bucket(*filter(None, [checks.get(name)]))) for name in S3}


def in_french(errors: Any) -> str:
    """One line per variable: its name, and what is wrong with it."""
    lines = [
        f"  {name} : {', '.join(PARSER_MESSAGES.get(message, message) for message in messages)}"
        for name, messages in sorted(errors.items())
    ]
    return "\n".join(
        ["Variables d’environnement à renseigner ou à corriger (chacune est décrite dans docs/variables.md) :", *lines]
    )
