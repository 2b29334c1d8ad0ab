"""What a database forgives: rows in no order, a moment where a day is meant, and on SQLite a text without room."""

import datetime
from typing import Any

from django.db import DataError, models
from django.db.models.expressions import OrderBy
from django.db.models.functions import Random
from django.db.models.sql.compiler import SQLCompiler

PROJECT_APPS = frozenset({"socle", "raison_detre", "registre", "bonnes_pratiques"})

order_as_written = SQLCompiler.get_order_by
value_as_given = models.DateField.get_prep_value
value_to_store = models.Field.get_db_prep_save


def order_or_shuffle(compiler: SQLCompiler) -> list[Any]:
    """Shuffle the rows of our models when the query gives no order, where shuffling cannot change what is found."""
    order = order_as_written(compiler)
    query = compiler.query
    ours = query.model is not None and query.model._meta.app_label in PROJECT_APPS
    shaped = query.distinct or query.combinator or query.group_by is not None or query.subquery
    cleared = not query.default_ordering  # `.order_by()`: no order on purpose, as the parts of a union must be
    if order or shaped or cleared or not ours:
        return order
    shuffle = OrderBy(Random())
    return [(shuffle, (*compiler.compile(shuffle), False))]


def day_only(field: models.DateField, value: Any) -> Any:
    """Refuse a datetime in a DateField: Django would cut it in UTC, which is not the day in Paris."""
    if isinstance(value, datetime.datetime) and not isinstance(field, models.DateTimeField):
        raise TypeError(f"{field}: a date is expected, not the datetime {value!r}. Use timezone.localdate().")
    return value_as_given(field, value)


def text_with_room(field: models.Field[Any, Any], value: Any, connection: Any) -> Any:
    """Refuse a text longer than its column, as PostgreSQL does: SQLite keeps it whole."""
    stored = value_to_store(field, value, connection)
    room = field.max_length if isinstance(field, models.CharField | models.FileField) else None
    if room is not None and isinstance(stored, str) and len(stored) > room:
        raise DataError(f"{field}: {len(stored)} characters, for {room} at most.")
    return stored
