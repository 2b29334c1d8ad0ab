"""Where files are kept when several machines share them: a bucket, asked with patience that ends."""

from typing import Any

from django.core.exceptions import ImproperlyConfigured

from config.environment import Environment

CONNEXION, SILENCE, ESSAIS = 2, 5, 2  # seconds to connect, seconds without a byte, tries in all


def fichiers_partages(environment: Environment) -> dict[str, Any]:
    """Return the storage of this bucket. Raises `ImproperlyConfigured` when the library is not there."""
    try:
        import storages.backends.s3  # noqa: F401
        from botocore.config import Config
    except ImportError as faute:
        raise ImproperlyConfigured(
            "S3_BUCKET est renseigné, mais django-storages n’est pas installé : .venv/bin/uv sync --locked --extra s3"
        ) from faute

    patience = Config(
        connect_timeout=CONNEXION,
        read_timeout=SILENCE,
        retries={"mode": "standard", "total_max_attempts": ESSAIS},
        signature_version="s3v4",
        s3={"addressing_style": "path"},  # no name of a machine for each bucket: any endpoint knows this one
        # Endpoints other than Amazon's refuse checksums that they do not know.
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )
    return {
        "BACKEND": "socle.medias.stockage_partage.StockagePartage",
        "OPTIONS": {
            "bucket_name": environment.s3_bucket,
            "endpoint_url": environment.s3_endpoint,
            "region_name": environment.s3_region,
            "access_key": environment.s3_access_key,
            "secret_key": environment.s3_secret_key,
            "file_overwrite": False,
            "client_config": patience,
        },
    }
