"""The pytest plugin: collect once, then run tests in forked processes, each with one sabotage."""

import json
import os
import pickle
import signal
import sys
import time
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import zip_longest
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

import pytest

from outils.rougir import code, gabarits
from outils.rougir.a_la_main import try_by_hand
from outils.rougir.passages import Runners, reading
from outils.rougir.sabotages import ROOT, Sabotage, import_sources, sources

T = TypeVar("T")
NOTES = ROOT / "var" / "tests" / "rouges.json"
SECONDS_PER_TEST = 30  # an inverted condition may loop for ever: the tests after the first are then left alone
TESTS_AT_ONCE = 8
EVERY_TEST = "*"
GOES_ON = 3  # a sabotage that one test in three notices is shown to others at once
TRIES = 150
SECONDS_BETWEEN_NEWS = 30


@dataclass
class Verdicts:
    """What was seen: for each test that turned red, the sabotage, and whether the test itself said so."""

    red: dict[str, tuple[str, bool]] = field(default_factory=dict)
    tests: list[str] = field(default_factory=list)
    failing: set[str] = field(default_factory=set)

    def note(self, test: str, what: str, by_assertion: bool) -> None:
        """Write down what was seen, at once: a run cut short can be taken up again."""
        self.red[test] = (what, by_assertion)
        NOTES.write_text(json.dumps(self.red, ensure_ascii=False, indent=1, sort_keys=True))

    def recall(self) -> None:
        """Take up what an earlier run saw."""
        if NOTES.exists():
            self.red = {test: (what, said) for test, (what, said) in json.loads(NOTES.read_text()).items()}

    def never(self) -> list[str]:
        """The tests nothing turned red."""
        return [test for test in self.tests if test not in self.red]


class Saboteur:
    """Takes the place of pytest's own run of the tests."""

    def __init__(self, verdicts: Verdicts) -> None:
        self.verdicts = verdicts

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Find who runs what, then break things until every test has failed or nothing is left to break."""
        items = {item.nodeid: item for item in session.items}
        self.verdicts.tests = list(items)

        say(f"{len(items)} essais collectés.")
        say("Sabotages à la main…")

        for test, what, by_assertion in try_by_hand(self.verdicts.never()):
            self.verdicts.note(test, what, by_assertion)

        import_sources()
        left = [items[test] for test in self.verdicts.never()]
        runners, failing = read_all(session, left)  # in this process: those forked from it then find all of Django warm
        self.verdicts.failing = set(failing)
        say(f"Lu qui passe par où : {len(runners)} lignes ; {len(failing)} essais échouent sans sabotage.")
        plan = RunPlan(runners, [test for test in self.verdicts.never() if test not in failing])
        for sabotage, tests in plan.rounds(self.verdicts.red):
            reds = in_a_fork(partial(try_out, session, sabotage, [items[name] for name in tests])) or {}
            for test, by_assertion in reds.items():
                self.verdicts.note(test, str(sabotage), by_assertion)
        return True


class RunPlan:
    """Who is shown what: the sabotages few tests run come first, being about what these tests are about."""

    def __init__(self, runners: Runners, tests: Iterable[str]) -> None:
        self.sabotages = [s for s in all_sabotages() if runners.get(s.place)]
        self.runners = runners
        self.waiting: dict[str, list[Sabotage]] = {test: [] for test in tests}
        order = sorted(self.sabotages, key=lambda s: (s.rank, len(runners[s.place])))
        for sabotage in order:
            for test in self.waiting:
                if self.shows(sabotage, test):
                    self.waiting[test].append(sabotage)

    def rounds(self, red: dict[str, tuple[str, bool]]) -> Iterator[tuple[Sabotage, list[str]]]:
        """Yield a sabotage and the tests to run with it, until every test is in `red`, which the caller fills."""
        tried: set[tuple[int, str]] = set()
        tries = dict.fromkeys(self.waiting, 0)
        start, said = time.monotonic(), 0.0

        again: Sabotage | None = None
        while left := [test for test in self.waiting if test not in red and self.waiting[test] and tries[test] < TRIES]:
            if time.monotonic() - said > SECONDS_BETWEEN_NEWS:
                said = time.monotonic()
                say(f"{int(said - start)} s : {len(red)} vus rouges, {len(left)} à essayer encore.")
            sabotage = again or self.waiting[min(left, key=lambda name: tries[name])].pop(0)
            untried = [name for name in left if self.shows(sabotage, name) and (id(sabotage), name) not in tried]
            chosen = sorted(untried, key=lambda name: tries[name])[:TESTS_AT_ONCE]
            for name in chosen:
                tried.add((id(sabotage), name))
                tries[name] += 1
            if chosen:
                yield sabotage, chosen
            again = sabotage if chosen and sum(name in red for name in chosen) * GOES_ON >= len(chosen) else None

    def shows(self, sabotage: Sabotage, test: str) -> bool:
        """Tell whether this test runs what this sabotage breaks, and is one to judge by."""
        return test in self.runners[sabotage.place] and sabotage.concerns(test)


def all_sabotages() -> list[Sabotage]:
    """Return every sabotage we know how to do."""
    return [*(sabotage for path in sources() for sabotage in code.of_file(path)), *gabarits.of_templates()]


def read_all(session: pytest.Session, items: list[pytest.Item]) -> tuple[Runners, dict[str, bool]]:
    """Run every test once, unbroken, and return who ran what, and who failed."""
    found: Runners = {}
    with reading(found) as turn_to:
        shared = SharedSetups(turn_to)
        session.config.pluginmanager.register(shared)
        failed = run(session, items, before=shared.turn_to, seconds=0)
        session.config.pluginmanager.unregister(shared)

    names = [item.nodeid for item in items]

    for readers in found.values():
        for whole in [reader for reader in readers if reader.endswith(EVERY_TEST)]:
            readers.remove(whole)
            readers.update(name for name in names if name.startswith(whole.removesuffix(EVERY_TEST)))
    return found, failed


class SharedSetups:
    """Gives what a fixture of a class or a module runs to all its tests, and not only to the first."""

    def __init__(self, turn_to: Callable[[str], None]) -> None:
        self.turn_to_test = turn_to
        self.test = ""

    def turn_to(self, test: str) -> None:
        """Note what follows under this test."""
        self.test = test
        self.turn_to_test(test)

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(
        self, fixturedef: pytest.FixtureDef[object], request: pytest.FixtureRequest
    ) -> Generator[None, object, object]:
        """Note what a shared fixture runs under the name of all those who share it."""
        if fixturedef.scope in {"class", "module"}:
            self.turn_to_test(f"{request.node.nodeid}::{EVERY_TEST}")
        try:
            return (yield)
        finally:
            self.turn_to_test(self.test)


def try_out(session: pytest.Session, sabotage: Sabotage, items: list[pytest.Item]) -> dict[str, bool]:
    """Commit the sabotage, run these tests and return those that failed: True when an assertion of theirs did."""
    sabotage.commit()
    return run(session, items)


class TooLong(BaseException):
    """A test ran past its time; not an `Exception`, which the code under test might catch."""


def stop_test(_signal: int, _frame: object) -> None:
    """End the test now running. Raises `TooLong`."""
    raise TooLong


class Notes:
    """Notes the tests that fail in their own body: True by an assertion, False by a crash."""

    def __init__(self) -> None:
        self.failed: dict[str, bool] = {}
        self.too_long = False

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Look at the failure itself, which the report has only in words."""
        report = yield
        if call.excinfo and call.excinfo.errisinstance(TooLong):
            self.too_long = True
        elif report.when == "call" and call.excinfo and report.failed:
            self.failed[item.nodeid] = call.excinfo.errisinstance((AssertionError, pytest.fail.Exception))
        return report


def run(
    session: pytest.Session,
    items: list[pytest.Item],
    *,
    before: Callable[[str], None] = lambda _test: None,
    seconds: int = SECONDS_PER_TEST,
) -> dict[str, bool]:
    """Run tests, each within these seconds (0: no limit), and return those that failed, as `Notes` tells."""
    notes = Notes()
    reporter = session.config.pluginmanager.unregister(name="terminalreporter")

    signal.signal(signal.SIGALRM, stop_test)
    session.config.pluginmanager.register(notes)

    for item, following in zip_longest(items, items[1:]):
        before(item.nodeid)
        signal.alarm(seconds)
        session.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        if notes.too_long:
            break

    signal.alarm(0)
    session.config.pluginmanager.unregister(notes)
    if reporter is not None:
        session.config.pluginmanager.register(reporter, "terminalreporter")
    return notes.failed


def in_a_fork(work: Callable[[], T]) -> T | None:
    """Do the work in a process of its own and return what it returns, None if it was cut short."""
    with TemporaryDirectory() as folder:
        answer = Path(folder, "answer")
        child = os.fork()

        if child == 0:
            try:
                answer.write_bytes(pickle.dumps(work()))
            except BaseException as error:  # noqa: BLE001 - said, then counted as nothing seen
                say(f"{type(error).__name__}: {error}")
            finally:
                os._exit(0)

        os.waitpid(child, 0)
        return pickle.loads(answer.read_bytes()) if answer.exists() else None  # noqa: S301 - our own child wrote it


def say(message: str) -> None:
    """Show where we are, past pytest's capture."""
    print(f"· {message}", file=sys.__stderr__, flush=True)
