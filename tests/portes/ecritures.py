"""What a request wrote in the database, told by the tables it wrote in: no form is known, no model is listed."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

ECRITURE = re.compile(r'^\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"(\w+)"', re.IGNORECASE)
# Being there writes these: a session, who edits at the same time, one's own preferences, where one failed to log in;
# what was typed and came without a session, kept for the account whose signed pass the form carries.
D_ETRE_LA = re.compile(
    r"django_session|axes_|wagtailadmin_editingsession|wagtailusers_userprofile|account_|usersessions"
    r"|bonnes_pratiques_saisiedeposee"
)


@contextmanager
def ecritures() -> Iterator[set[str]]:
    """Give the set of the tables that are written in meanwhile."""
    tables: set[str] = set()

    def noter(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if (lue := ECRITURE.match(sql)) and not D_ETRE_LA.match(lue[1]):
            tables.add(lue[1])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(noter):
        yield tables
