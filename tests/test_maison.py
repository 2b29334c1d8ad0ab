"""What holds for the whole repository: its layout, its sizes, its names, its lists."""

import ast
import dataclasses
import re
import site
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models
from wagtail.models import DraftStateMixin, RevisionMixin

import config
from config.environment import BASE_DIR, Environment
from tests.rigueur.fichiers import tracked_files

PROJECT_APPS = ["socle", "raison_detre", "registre", "bonnes_pratiques"]
LEGAL_MODELS = [
    "raison_detre.Referentiel",
    *(f"registre.{name}" for name in ("Cooperative", "Candidature", "Label", "Suspension", "Evenement")),
]
LONGEST_FILE = 500
LONGEST_MODULE = 300  # of the site and its tools; a test file may tell all of one subject
# What a stranger takes away alone, to check the public log without the rest of the site.
LONGER_MODULES = {"registre/preuve/verificateur_du_journal.py"}
LONGEST_FUNCTION = 40
# Scenes and makers of tests, read from top to bottom as one thing: the list only gets shorter.
LONGER_FUNCTIONS = {
    "tests/bonnes_pratiques/factories.py:fiche",
    "tests/bonnes_pratiques/test_fiche.py:test_a_sheet_reads_like_a_recipe",
    "tests/config/conftest.py:de_tout",
    "tests/registre/factories.py:edition",
    "tests/registre/strategies.py:histoires",
}
ROOMS = {"site", *PROJECT_APPS}
# Names that Django and Wagtail look for in many places.
NAMES_OF_OTHERS = {"Meta", "Media", "Command", "BoundPanel", "Migration"}
LONGEST_HOOKS = 60
LONGEST_CONFTEST = 200
MOST_LOOSE_MODULES = 20  # side by side in a folder of the code, before it needs folders of its own
LONGEST_TEMPLATE_LINE = 160
# Lines of templates whose next break would add a space that readers see, or that printed documents hold: only fewer.
LONGER_TEMPLATE_LINES = 75
NOT_WRITTEN_BY_HAND = {"uv.lock", "package-lock.json"}
SOURCE_SUFFIXES = {".py", ".html", ".css", ".js", ".toml", ".sh", ".conf", ""}


def project_models() -> list[type[models.Model]]:
    return [model for app in PROJECT_APPS for model in apps.get_app_config(app).get_models()]


def found_in_code(pattern: str) -> set[str]:
    """Return the lines of the modules written by hand that match; migrations are made by a command."""
    modules = [path for path in tracked_files() if path.suffix == ".py" and "migrations" not in path.parts]
    return {
        f"{path.relative_to(BASE_DIR)}:{number}: {line.strip()}"
        for path in modules
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if re.search(pattern, line)
    }


def lines(path: Path) -> int:
    return len(path.read_text().splitlines())


def test_site_is_the_standard_library_and_config_is_ours() -> None:
    assert not Path(str(site.__file__)).is_relative_to(BASE_DIR)
    assert Path(str(config.__file__)).parent == BASE_DIR / "site" / "config"
    assert not list((BASE_DIR / "site").glob("*.py"))


def test_files_stay_short_enough_to_read_at_once() -> None:
    sources = [path for path in tracked_files() if path.suffix in SOURCE_SUFFIXES]
    written = [path for path in sources if path.name not in NOT_WRITTEN_BY_HAND and "migrations" not in path.parts]
    assert {str(path): lines(path) for path in written if lines(path) > LONGEST_FILE} == {}
    modules = [path for path in written if path.suffix == ".py" and "tests" not in path.relative_to(BASE_DIR).parts]
    longer = {str(path.relative_to(BASE_DIR)) for path in modules if lines(path) > LONGEST_MODULE}
    assert longer == LONGER_MODULES
    hooks = [path for path in written if path.name == "wagtail_hooks.py"]
    assert {str(path): lines(path) for path in hooks if lines(path) > LONGEST_HOOKS} == {}
    assert lines(BASE_DIR / "tests/conftest.py") <= LONGEST_CONFTEST


@cache
def written_by_hand() -> list[tuple[str, ast.Module]]:
    """Each module that is not a migration: its path from the root, its syntax. A thousand of them: parsed once."""
    modules = [path for path in tracked_files() if path.suffix == ".py" and "migrations" not in path.parts]
    return [(str(path.relative_to(BASE_DIR)), ast.parse(path.read_text())) for path in modules]


def test_a_folder_holds_few_enough_modules_to_find_one() -> None:
    modules = [path for path in tracked_files() if path.suffix == ".py" and "tests" not in path.parts]
    folders = Counter(str(path.parent.relative_to(BASE_DIR)) for path in modules)

    assert {folder: n for folder, n in folders.items() if n > MOST_LOOSE_MODULES} == {}


def test_lines_of_templates_hold_one_thing() -> None:
    templates = [path for path in tracked_files() if path.suffix == ".html" and "templates" in path.parts]
    long = [
        f"{path.relative_to(BASE_DIR)}:{number}"
        for path in templates
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if len(line) > LONGEST_TEMPLATE_LINE
    ]

    assert len(long) == LONGER_TEMPLATE_LINES, long


@pytest.mark.lent
def test_functions_stay_short_enough_to_read_at_once() -> None:
    longer = {
        f"{path}:{node.name}"
        for path, tree in written_by_hand()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION
    }
    assert longer == LONGER_FUNCTIONS


@pytest.mark.lent
def test_a_name_of_a_class_means_one_thing() -> None:
    """What a data migration reads stays as it was then, under the names of then: `migrations_donnees` is left aside."""
    places: dict[str, list[str]] = {}
    for path, tree in written_by_hand():
        for node in tree.body if path.split("/")[0] in ROOMS and "migrations_donnees" not in path else ():
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                places.setdefault(node.name, []).append(path)
    shared = {name: paths for name, paths in places.items() if len(paths) > 1 and name not in NAMES_OF_OTHERS}
    assert shared == {}


def test_no_module_is_a_drawer_for_everything() -> None:
    drawers = {"utils.py", "helpers.py", "common.py", "misc.py", "csp.py", "site.py"}
    assert [path for path in tracked_files() if path.name in drawers] == []


def test_a_loop_says_what_it_goes_through() -> None:
    assert found_in_code(r"\bfor (?:\w+, )*une?\b[\w, ]* in\b") == set()


def test_a_docstring_says_something_or_is_not_there() -> None:
    up_to_four_words = r'^\s*"""(?:\S+ ){0,3}\S+"""$'

    assert found_in_code(up_to_four_words) == set()


@pytest.mark.lent
def test_a_long_function_has_paragraphs() -> None:
    """Fifteen lines in one block are read twice. What is one thing only (a chain of refusals) is named here."""
    of_one_thing = {"_exiger_texte"}
    without = {f"{path}: {name}" for path, tree in written_by_hand() for name in blocks(path, tree) - of_one_thing}

    assert without == set()


def blocks(path: str, tree: ast.Module) -> set[str]:
    """Return the functions whose body, fifteen lines of several statements or more, has no blank line."""
    lines_of_file = (BASE_DIR / path).read_text().splitlines()

    found = set()
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            body = function.body[1:] if ast.get_docstring(function) else function.body
            long = bool(body) and len(body) > 2 and (function.end_lineno or 0) - body[0].lineno >= 14
            if long and all(line.strip() for line in lines_of_file[body[0].lineno - 1 : function.end_lineno]):
                found.add(function.name)

    return found


def test_no_shape_is_kept_from_the_formatter() -> None:
    assert found_in_code(r"# fmt: (skip|off)") == set()


@pytest.mark.parametrize("label", LEGAL_MODELS)
def test_no_legal_model_has_revisions_that_could_rewrite_it(label: str) -> None:
    assert not issubclass(apps.get_model(label), RevisionMixin | DraftStateMixin)


def test_names_shown_to_editors_are_in_lower_case() -> None:
    names = {
        f"{model._meta.label}.{field.name}": str(field.verbose_name)
        for model in project_models()
        for field in model._meta.local_fields
        if not from_elsewhere(model, field.name)
    }
    names |= {model._meta.label: str(model._meta.verbose_name) for model in project_models()}
    acronyms = re.compile(r"^[A-Z]{2,}")
    wrong = {place: name for place, name in names.items() if name[:1].isupper() and not acronyms.match(name)}
    assert wrong == {}


def from_elsewhere(model: type[models.Model], field: str) -> bool:
    """Tell whether this field was written, and named, by Django or Wagtail."""
    others = [base for base in model.__mro__ if base.__module__.split(".")[0] not in PROJECT_APPS]
    return any(field in {known.name for known in base._meta.get_fields()} for base in others if hasattr(base, "_meta"))


def test_docs_list_exactly_the_variables_that_are_read() -> None:
    listed = re.findall(r"^\| `([A-Z0-9_]+)`", (BASE_DIR / "docs/variables.md").read_text(), re.MULTILINE)
    assert sorted(listed) == sorted(field.name.upper() for field in dataclasses.fields(Environment))


def test_only_the_environment_module_reads_the_environment() -> None:
    readers = [
        path
        for path in tracked_files()
        if path.suffix == ".py" and re.search(r"\bos\.(environ\b(?!\.setdefault)|getenv)", path.read_text())
    ]
    outside = [path for path in readers if path.relative_to(BASE_DIR).parts[0] not in {"outils", "tests"}]
    assert outside == [BASE_DIR / "site/config/environment.py"]


def test_every_dependency_has_a_lower_bound() -> None:
    project = tomllib.loads((BASE_DIR / "pyproject.toml").read_text())
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    assert [requirement for requirement in wanted if ">=" not in requirement] == []


def test_every_dependency_says_why_it_is_there() -> None:
    requirements = re.findall(r"^ {4}(\"[^\"]+>=.*)$", (BASE_DIR / "pyproject.toml").read_text(), re.MULTILINE)

    assert requirements
    assert [line for line in requirements if not re.search(r'", *# \S', line)] == []


@pytest.mark.lent
def test_every_template_is_used() -> None:
    templates = BASE_DIR / "templates"
    sources = "\n".join(
        path.read_text() for path in tracked_files() if path.suffix in {".py", ".html", ".txt", ".toml", ".md"}
    )
    found_by_name = {"404.html", "403.html", "500.html", "403_csrf.html", "wagtaillocales/index.html"}
    unused = [
        name
        for path in templates.rglob("*.*")
        if (name := str(path.relative_to(templates))) not in found_by_name and not used(name, sources)
    ]

    assert unused == []


def used(name: str, sources: str) -> bool:
    """Tell whether a template is named, or found by Wagtail and allauth from the model or view it belongs to."""
    by_model = {f"{model._meta.app_label}/{snake(model.__name__)}.html" for model in project_models()}
    return (
        name in sources
        or name in by_model
        or name.split("/", maxsplit=1)[0] in {"account", "allauth", "mfa", "wagtailadmin"}
    )


def snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()
