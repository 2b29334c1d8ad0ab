"""Drawings made for real, on a machine that may be doing ten other things."""

import pytest

from socle.dessins import atelier

PATIENCE = 240  # seconds on the clock; what a drawing may take of the processor and of memory stays the product's own


@pytest.fixture(autouse=True)
def une_machine_pleine(monkeypatch: pytest.MonkeyPatch) -> None:
    """A drawing yields the processor to everybody (`nice`): here it is waited for as long as it takes."""
    monkeypatch.setattr(atelier, "SECONDES", PATIENCE)
