"""Every environment variable the site reads, parsed once into one typed object.

Nothing else in the project reads `os.environ`. `docs/variables.md` lists the same fields; a test keeps them equal.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from environs import Env, EnvValidationError

BASE_DIR = Path(__file__).resolve().parents[2]
VAR_DIR = BASE_DIR / "var"


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
    mfa_required: bool
    proxy_count: int
    log_level: str


def read(*, strict: bool) -> Environment:
    """Return the parsed environment.

    `strict` is production: the variables that have no safe default must be set. Raises `ImproperlyConfigured` naming
    every missing or wrong variable at once, so that one start is enough to know what to fix.
    """
    env = Env(eager=False)

    def default(value: object) -> dict[str, object]:
        return {} if strict else {"default": value}

    parsed = Environment(
        secret_key=env.str("SECRET_KEY", **default("development-only-not-a-secret")),
        allowed_hosts=env.list("ALLOWED_HOSTS", **default(["localhost", "127.0.0.1", "[::1]"])),
        site_url=env.str("SITE_URL", **default("http://localhost:8000")),
        database_url=env.dj_db_url("DATABASE_URL", **default(f"sqlite:///{VAR_DIR / 'coophlm.sqlite3'}")),
        cache_url=env.dj_cache_url("CACHE_URL", **default("locmem://")),
        email_url=env.dj_email_url("EMAIL_URL", **default("console:")),
        default_from_email=env.str("DEFAULT_FROM_EMAIL", **default("site@example.org")),
        security_contact=env.str("SECURITY_CONTACT", **default("mailto:securite@example.org")),
        media_root=env.path("MEDIA_ROOT", **default(VAR_DIR / "media")),
        static_root=env.path("STATIC_ROOT", **default(VAR_DIR / "static")),
        mfa_required=env.bool("MFA_REQUIRED", default=strict),
        proxy_count=env.int("PROXY_COUNT", default=1 if strict else 0),
        log_level=env.log_level("LOG_LEVEL", default="INFO"),
    )
    try:
        env.seal()
    except EnvValidationError as error:
        wrong = "; ".join(f"{name}: {' '.join(messages)}" for name, messages in sorted(error.error_messages.items()))
        raise ImproperlyConfigured(f"Environment variables to set or correct (docs/variables.md): {wrong}") from error
    return parsed
