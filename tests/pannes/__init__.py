"""The site as it stands in production, on machinery of its own, whose parts are made to fall while it is used."""

import pytest

pytest.register_assert_rewrite("tests.pannes.constat")  # what is asked after every fault says what it found
