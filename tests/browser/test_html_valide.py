"""The validator of the W3C finds no error in the HTML that is served."""

import json
import subprocess
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from config.environment import BASE_DIR

VNU = BASE_DIR / "tests/outils/node_modules/vnu-jar/build/dist/vnu.jar"

pytestmark = pytest.mark.rendu


def download(address: str) -> bytes:
    """Return the page as served, an error page like any other."""
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:  # noqa: S310 - our own address
            return bytes(answer.read())
    except urllib.error.HTTPError as error:
        return error.read()


def test_the_validator_finds_no_error(site: str, addresses: list[str], tmp_path: Path) -> None:
    for number, path in enumerate(addresses):
        (tmp_path / f"{number}.html").write_bytes(download(site + path))
    done = subprocess.run(  # noqa: S603
        ["java", "-jar", str(VNU), "--format", "json", "--errors-only", str(tmp_path)],  # noqa: S607
        check=False,
        capture_output=True,
        text=True,
    )
    messages = json.loads(done.stderr)["messages"]
    found = {
        f"{addresses[int(Path(message['url']).stem)]}: {message['message']} {message.get('extract', '')}"
        for message in messages
    }
    assert found == set()
