"""Keys of this test alone, made by the real command."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django import Settings


@pytest.fixture
def cles(settings: Settings, tmp_path: Path) -> Path:
    """A machine with its two keys. Returns their folder."""
    settings.KEYS_ROOT = tmp_path / "cles"
    call_command("creer_cle", stdout=StringIO())
    return tmp_path / "cles"
