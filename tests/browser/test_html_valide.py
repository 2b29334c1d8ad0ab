"""The validator of the W3C finds no error in the HTML that is served."""

import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tests.rigueur.rendu import faults_for_the_validator

pytestmark = pytest.mark.rendu


def download(address: str) -> bytes:
    """Return the page as served, an error page like any other."""
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:  # noqa: S310 - our own address
            return bytes(answer.read())
    except urllib.error.HTTPError as error:
        return error.read()


def test_the_validator_finds_no_error(site: str, addresses: list[str], tmp_path: Path) -> None:
    assert faults_for_the_validator({path: download(site + path) for path in addresses}, tmp_path) == set()
