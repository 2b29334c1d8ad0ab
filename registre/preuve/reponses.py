"""What the raw addresses of this room answer when they have no file to give: a sentence, and nothing else."""

from django.http import HttpResponse


def en_clair(phrase: str, status: int) -> HttpResponse:
    """Return this sentence as plain text."""
    return HttpResponse(f"{phrase}\n", status=status, content_type="text/plain; charset=utf-8")
