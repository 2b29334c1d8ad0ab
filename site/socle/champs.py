"""A StreamField whose blocks stay out of migrations.

Block definitions change weekly and never the column: kept in migrations they fill them with thousands of lines. The
price: a data migration sees the raw JSON, not blocks (docs/decisions/0003).
"""

from typing import Any

from wagtail.fields import StreamField


class FluxField(StreamField):
    """A StreamField that tells migrations only that it is one."""

    def __init__(self, block_types: Any = (), **kwargs: Any) -> None:
        super().__init__(block_types or [], **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [[]], kwargs
