"""What the documents promise: links that lead somewhere, a list of decisions that is whole, a drawing that is true."""

import re
from pathlib import Path

from config.environment import BASE_DIR
from registre.cycle import TRANSITIONS
from registre.etats import DEPOTS, Etat
from tests.rigueur.fichiers import tracked_files

LINK = re.compile(r"\]\((?!https?:|mailto:)([^)\s]+)\)")
TITLE = re.compile(r"^#+ (.+)$", re.MULTILINE)


def test_links_lead_somewhere() -> None:
    documents = [path for path in tracked_files() if path.suffix == ".md"]

    broken = {
        f"{document.relative_to(BASE_DIR)}: {link}"
        for document in documents
        for link in LINK.findall(document.read_text())
        if not leads_somewhere(link, document)
    }

    assert broken == set()


def test_every_decision_is_listed_under_its_title() -> None:
    listed = (BASE_DIR / "docs/README.md").read_text()
    decisions = sorted((BASE_DIR / "docs/decisions").glob("*.md"))

    lines = [f"[{titles(path)[0]}](decisions/{path.name})" for path in decisions]

    assert [line for line in lines if line not in listed] == []


def test_a_decision_has_a_number_of_its_own() -> None:
    numbers = [path.name[:4] for path in (BASE_DIR / "docs/decisions").glob("*.md")]

    assert sorted(numbers) == sorted(set(numbers))


def test_the_drawing_of_the_course_shows_every_transition_and_no_other() -> None:
    drawing = (BASE_DIR / "docs/rooms.md").read_text()
    states = "|".join(Etat.values)

    drawn = re.findall(rf"^ +({states}|\[\*\]) --> ({states}) : (\w+)$", drawing, re.MULTILINE)

    filings = {("[*]", Etat.DEPOSEE, operation) for operation in DEPOTS}
    decisions = {(start, step.vers, step.nom) for step in TRANSITIONS for start in step.depuis}
    assert sorted(drawn) == sorted(filings | decisions)


def titles(document: Path) -> list[str]:
    return TITLE.findall(document.read_text())


def leads_somewhere(link: str, document: Path) -> bool:
    """Tell whether a relative link leads to a file or folder, and to a title of it when it names one."""
    place, _, anchor = link.partition("#")
    target = (document.parent / place).resolve() if place else document

    if not target.exists():
        return False
    return not anchor or anchor in [as_github_writes_it(title) for title in titles(target)]


def as_github_writes_it(title: str) -> str:
    """Return the anchor GitHub gives to a title."""
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")
