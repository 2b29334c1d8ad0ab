"""Which editions the register judges by: those may no longer change."""

import uuid

from registre.models import Candidature


def sert(edition: uuid.UUID) -> bool:
    """Tell whether a candidature was filed under the edition of this translation key, be its filing annulled since."""
    return Candidature.tous.filter(referentiel__translation_key=edition).exists()
