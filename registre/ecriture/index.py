"""The index that the admin's choosers look into: rows written many at once send no signal, and would not be found."""

from collections.abc import Sequence

from wagtail.search.backends import get_search_backends_with_name

from registre.models import Cooperative


def indexer(cooperatives: Sequence[Cooperative]) -> None:
    """Have these coops found by what they are called now."""
    for _nom, backend in get_search_backends_with_name(with_auto_update=True):
        backend.add_bulk(Cooperative, cooperatives)
