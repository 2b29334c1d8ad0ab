"""Logs: one line of JSON per event in production, with the request's id and without personal data."""

from typing import Any

from pythonjsonlogger.core import RESERVED_ATTRS

DJANGO_GUID = {
    "GUID_HEADER_NAME": "X-Request-ID",
    "VALIDATE_GUID": True,  # what is not a UUID is replaced: a visitor does not write in our logs
    "RETURN_HEADER": True,
    "EXPOSE_HEADER": False,
    "UUID_LENGTH": 32,
}

# `request`, which Django attaches to some records, would print the query string: names, addresses, tokens.
NEVER_LOGGED = ["request"]


def logging_settings(level: int) -> dict[str, Any]:
    """Return production's LOGGING at this level."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"request_id": {"()": "django_guid.log_filters.CorrelationId"}},
        "formatters": {
            "json": {
                "()": "pythonjsonlogger.json.JsonFormatter",
                "format": "%(asctime)s %(levelname)s %(name)s %(message)s %(correlation_id)s",
                "rename_fields": {"asctime": "time", "levelname": "level", "name": "logger"},
                "datefmt": "%Y-%m-%dT%H:%M:%S%z",
                "reserved_attrs": [*RESERVED_ATTRS, *NEVER_LOGGED],
                "json_ensure_ascii": False,
            }
        },
        "handlers": {"stdout": {"class": "logging.StreamHandler", "formatter": "json", "filters": ["request_id"]}},
        "root": {"handlers": ["stdout"], "level": level},
        # Django attaches its own handlers to this logger; without them its records reach ours once.
        "loggers": {
            "django": {"handlers": [], "level": level, "propagate": True},
            "django_guid": {"level": "WARNING"},  # it announces every request
        },
    }
