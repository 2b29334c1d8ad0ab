"""Sabotages of templates: the loader is made to read another text than the file's."""

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from outils.rougir.sabotages import TEMPLATES, Place, Sabotage

PIECE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
STRUCTURE = {"load", "extends", "block", "else", "elif", "empty", "plural", "with", "comment", "verbatim"}


def of_templates() -> list[Sabotage]:
    """Return every sabotage of our templates."""
    files = (path for path in sorted(TEMPLATES.rglob("*")) if path.is_file())
    return [sabotage for path in files for sabotage in of_template(path)]


def of_template(path: Path) -> Iterator[Sabotage]:
    """Yield the sabotages of one template."""
    text = path.read_text()
    for start, end, what, line, new in pieces(text):
        changed = text[:start] + new + text[end:]
        yield Sabotage(Place(str(path), line), what, partial(read_instead, path, changed), rank=1)


def pieces(text: str) -> Iterator[tuple[int, int, str, int, str]]:
    """Yield what may be replaced: from, to, in which words, the line whose reading runs it, by what."""
    after = 0
    for piece in PIECE.finditer(text):
        if re.search(r"\w", text[after : piece.start()]):
            yield after, piece.start(), f"« {' '.join(text[after : piece.start()].split())[:30]} » dropped", 0, ""
        after = piece.end()
        new = replacement(piece[0], text)
        if new is not None:
            line = text.count("\n", 0, piece.start()) + 1
            yield piece.start(), piece.end(), f"{piece[0][:40]} {'changed' if new else 'dropped'}", line, new

    if re.search(r"\w", text[after:]):
        yield after, len(text), f"« {' '.join(text[after:].split())[:30]} » dropped", 0, ""


def replacement(tag: str, text: str) -> str | None:
    """Return what to write in the place of a tag, None when it holds the template up."""
    if tag.startswith("{{"):
        return ""
    if tag.startswith("{#"):
        return None

    name, *rest = tag[2:-2].split()
    if name == "if":
        return f"{{% if not {' '.join(rest)} %}}"
    if name == "for":
        return f'{{% for {" ".join(rest[: rest.index("in")])} in "" %}}'
    if name in STRUCTURE or name.startswith("end") or re.search(rf"\{{%\s*end{name}\b", text) or "as" in rest:
        return None

    return ""


def read_instead(path: Path, text: str) -> None:
    """Make Django read this text where it would read the file."""
    from django.template import engines
    from django.template.loaders.filesystem import Loader

    as_written = Loader.get_contents
    Loader.get_contents = lambda loader, origin: (  # type: ignore[method-assign, assignment]
        text if str(origin.name) == str(path) else as_written(loader, origin)
    )
    for engine in engines.all():
        for loader in getattr(getattr(engine, "engine", None), "template_loaders", ()):
            loader.reset()
