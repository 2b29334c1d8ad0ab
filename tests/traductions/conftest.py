"""The English pages are read on a whole register, the one the tests of the register ask questions to."""

from tests.registre.conftest import registre_charge

__all__ = ["registre_charge"]
