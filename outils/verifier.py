"""Everything `make check` verifies, one step after the other; all are run, then the failures are named together."""

import os
import secrets
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
EXAMPLE_ENVIRONMENT = ROOT / "deploy" / "example.env"

# The two longest first: the others are run beside them.
STEPS: list[tuple[str, list[str]]] = [
    ("types", ["mypy"]),
    ("strings: all translated", ["pytest", "-q", "tests/traductions"]),
    ("format of the code", ["ruff", "format", "--check", "--quiet", "."]),
    ("lint", ["ruff", "check", "--quiet", "."]),
    ("who may import whom", ["lint-imports", "--no-logo", "--no-cache"]),
    ("format of the templates", ["djade", "--check", *map(str, sorted((ROOT / "templates").rglob("*.html")))]),
    ("lint of the templates", ["djlint", "--lint", "--quiet", "templates"]),
    ("dependencies: all used, all declared", ["deptry", "."]),
    ("system checks", ["python", "manage.py", "check", "--settings=config.settings.test", "--fail-level", "WARNING"]),
    (
        "system checks of a deployment",
        [
            "python",
            "manage.py",
            "check",
            "--deploy",
            "--settings=config.settings.production",
            "--fail-level",
            "WARNING",
        ],
    ),
    (
        "migrations: none missing",
        ["python", "manage.py", "makemigrations", "--check", "--dry-run", "--settings=config.settings.test"],
    ),
    ("lock file in step with pyproject.toml", ["uv", "lock", "--check", "--quiet"]),
]


def example_environment() -> dict[str, str]:
    """Return the variables of deploy/example.env, with secrets: the site refuses those that stand there."""
    lines = [line.strip() for line in EXAMPLE_ENVIRONMENT.read_text().splitlines()]
    pairs = (line.split("=", 1) for line in lines if line and not line.startswith("#"))
    drawn = {name: secrets.token_urlsafe(50) for name in ("SECRET_KEY", "KEYS_PASSPHRASE")}
    return {name: value.strip("\"'") for name, value in pairs} | drawn


def passes(label: str, command: list[str]) -> bool:
    """Run one step, show its output if it fails, and tell whether it passed."""
    environment = dict(os.environ)

    if "--settings=config.settings.production" in command:
        environment |= example_environment()

    start = time.monotonic()
    done = subprocess.run(
        [str(BIN / command[0]), *command[1:]], check=False, cwd=ROOT, env=environment, capture_output=True, text=True
    )
    mark = "ok    " if done.returncode == 0 else "FAILED"
    said = "" if done.returncode == 0 else f"\n{done.stdout}{done.stderr}"
    print(f"{mark} {label} ({time.monotonic() - start:.1f} s){said}", flush=True)
    return done.returncode == 0


def main() -> int:
    """Run every step, as many at once as there are processors; return 1 and name the failures if there are any."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        passed = list(pool.map(lambda step: passes(*step), STEPS))
    failed = [label for (label, _), ok in zip(STEPS, passed, strict=True) if not ok]

    if failed:
        print(f"{len(failed)} of {len(STEPS)} failed: {', '.join(failed)}")
        return 1
    print(f"All {len(STEPS)} checks pass.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
