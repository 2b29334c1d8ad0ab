"""The permanent addresses of the register, for what is read outside its pages: files, feeds, structured data."""

from django.conf import settings


def adresse_absolue(suite: str) -> str:
    """Return the permanent address of a page of the register, in French whatever the reader's language."""
    return f"{settings.WAGTAILADMIN_BASE_URL}/registre/{suite}/"
