"""Which tests run which lines of our code and which tags of our templates."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import coverage
from django.template.base import Node

from outils.rougir.sabotages import ROOT, TEMPLATES, Place, sources

Runners = dict[Place, set[str]]


@contextmanager
def reading(found: Runners) -> Iterator[Callable[[str], None]]:
    """Give a function to call with each test's name before it runs; `found` is filled at the end."""
    cover = coverage.Coverage(data_file=None, config_file=False, include=[f"{ROOT}/*"], omit=[f"{ROOT}/.venv/*"])
    rendered: dict[Place, set[str]] = defaultdict(set)
    now = ""
    as_written = Node.render_annotated

    def render_annotated(node: Node, context: Any) -> Any:
        origin, token = getattr(node, "origin", None), getattr(node, "token", None)
        if origin is not None and str(origin.name).startswith(str(TEMPLATES)):
            rendered[Place(str(origin.name), token.lineno if token else 0)].add(now)
            rendered[Place(str(origin.name), 0)].add(now)
        return as_written(node, context)

    def turn_to(test: str) -> None:
        nonlocal now
        now = test
        cover.switch_context(test)

    Node.render_annotated = render_annotated  # type: ignore[method-assign, assignment]
    cover.start()
    yield turn_to
    cover.stop()
    Node.render_annotated = as_written  # type: ignore[method-assign]
    found.update(rendered)
    found.update(lines_read(cover.get_data(), sources()))


def lines_read(data: coverage.CoverageData, paths: list[Path]) -> Runners:
    """Return the tests that ran each line, as coverage noted them."""
    return {
        Place(str(path), line): {test for test in tests if test}
        for path in paths
        for line, tests in data.contexts_by_lineno(str(path)).items()
    }
