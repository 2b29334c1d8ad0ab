"""Sabotages told by hand, in `a_la_main.toml`: each is made in a copy of the tree, where its tests are run afresh."""

import json
import shutil
import subprocess
import sysconfig
import tomllib
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from outils.rougir.sabotages import ROOT

LIST = Path(__file__).with_name("a_la_main.toml")
SCHEMAS = Path("var/tests")


@dataclass(frozen=True)
class ByHand:
    """Replace `old` by `new` in a file, or add `new` at its end; these tests, named by their start, must then fail."""

    path: str
    new: str
    tests: list[str]
    old: str = ""
    times: int = 1

    def __str__(self) -> str:
        return f"{self.path} « {' '.join((self.old or self.new).split())[:50]} » {'changed' if self.new else 'dropped'}"

    def concerns(self, test: str) -> bool:
        """Tell whether it is about this test."""
        return test.startswith(tuple(self.tests))

    @contextmanager
    def committed(self, tree: Path) -> Iterator[None]:
        """Make it in this copy of the tree for a while. Raises `ValueError` when the file no longer reads so."""
        target = tree / self.path
        before = target.read_bytes() if target.exists() else None

        if self.old:
            text = (before or b"").decode()
            if self.old not in text:
                raise ValueError(f"{LIST.name} : « {self.old} » n’est plus dans {self.path}.")
            target.write_text(text.replace(self.old, self.new))
        else:
            target.write_bytes((before or b"") + self.new.encode() * self.times)

        yield
        if before is None:
            target.unlink()
        else:
            target.write_bytes(before)


def all_by_hand() -> list[ByHand]:
    """Return the list, in its order."""
    return [ByHand(**told) for told in tomllib.loads(LIST.read_text())["sabotage"]]


def try_by_hand(tests: list[str]) -> Iterator[tuple[str, str, bool]]:
    """Commit what concerns these tests; yield each that failed, by what, and whether an assertion said so."""
    left = set(tests)
    with TemporaryDirectory() as folder:
        tree = copied(Path(folder, "tree"))
        for sabotage in all_by_hand():
            concerned = sorted(filter(sabotage.concerns, left))
            if concerned:
                with sabotage.committed(tree):
                    for test, by_assertion in failures(tree, concerned).items():
                        left.discard(test)
                        yield test, str(sabotage), by_assertion


def copied(tree: Path) -> Path:
    """Copy what git follows, as a repository of its own."""
    listing = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    names = subprocess.run(listing, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split("\0")

    for name in filter(None, names):
        if (ROOT / name).is_file():
            (tree / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, tree / name)

    (ROOT / SCHEMAS).mkdir(parents=True, exist_ok=True)  # empty before the first test
    shutil.copytree(ROOT / SCHEMAS, tree / SCHEMAS, ignore=shutil.ignore_patterns("*.building*", "*.lock"))
    environment_of(tree)
    for command in (["git", "init", "--quiet"], ["git", "add", "--all"]):
        subprocess.run(command, cwd=tree, check=True)
    return tree


def environment_of(tree: Path) -> None:
    """Make an environment where our packages are the copy's, in the processes its tests start too, the others ours."""
    venv.create(tree / ".venv", symlinks=True)
    ours = sysconfig.get_path("purelib")
    theirs = sysconfig.get_path("purelib", vars={"base": str(tree / ".venv"), "platbase": str(tree / ".venv")})
    Path(theirs, "copie.pth").write_text(f"{tree}\n{tree / 'site'}\n{ours}\n")


def failures(tree: Path, tests: list[str]) -> dict[str, bool]:
    """Run these tests in the copy and return those that failed."""
    command = [str(tree / ".venv" / "bin" / "python"), "-m", "outils.rougir", "--sur-place", *tests]
    done = subprocess.run(command, cwd=tree, check=False, capture_output=True, text=True)
    answer = done.stdout.strip().splitlines()[-1:]
    return json.loads(answer[0]) if answer and answer[0].startswith("{") else {}
