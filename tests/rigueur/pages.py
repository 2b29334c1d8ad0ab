"""Which tests ask the site for a page: told from the names they use, and held to it while they run.

`make test-fast` leaves them to `make test`, but one journey through each public door.
"""

from collections.abc import Iterator
from types import CodeType, FunctionType
from typing import Any

import pytest

BROWSERS = {"Client", "StrictClient", "client", "admin_client"}
OURS = "tests."


def asks_a_page(item: pytest.Item) -> bool:
    """Tell whether this test, a fixture it takes or a function of ours that they call names a browser."""
    info = getattr(item, "_fixtureinfo", None)
    if info is None:
        return False

    fixtures = [definition.func for found in info.name2fixturedefs.values() for definition in found]
    functions = [function for function in (getattr(item, "function", None), *fixtures) if function is not None]
    return not BROWSERS.isdisjoint(info.names_closure) or any(names_a_browser(function) for function in functions)


def refuse(*_arguments: Any, **_page: Any) -> None:
    """Stand for a browser in a test not known to ask for a page. Raises `AssertionError`."""
    raise AssertionError("This test asks for a page unsaid, in the working loop too: mark it `page`.")


def names_a_browser(function: Any) -> bool:
    """Tell whether this function names a browser, or calls one of ours that does."""
    return any(not BROWSERS.isdisjoint(_names(reached.__code__)) for reached in _reached(function))


def _reached(function: Any) -> Iterator[FunctionType]:
    """Yield this function, and each one of ours that it names, and so on."""
    waiting, seen = [function], set()
    while waiting:
        reached = waiting.pop()
        if not isinstance(reached, FunctionType) or not reached.__module__.startswith(OURS) or reached in seen:
            continue
        seen.add(reached)
        yield reached
        waiting += [reached.__globals__.get(name) for name in _names(reached.__code__)]


def _names(code: CodeType) -> set[str]:
    """The names that some code and what is written inside it use: global ones, attributes, arguments."""
    inside = [constant for constant in code.co_consts if isinstance(constant, CodeType)]
    return {*code.co_names, *code.co_varnames}.union(*map(_names, inside))
