"""What tells a person from a program, without asking anybody else: a signed mark of when the form was given.

Each form carries a number of its own, so that one sent twice is one report. Nothing of the visitor is in it.
"""

import time
import uuid
from dataclasses import dataclass

from django.core import signing

SEL = "registre.public.signaler"
AU_MOINS = 3  # seconds: nobody reads the form and writes in it faster
AU_PLUS = 24 * 3600  # seconds: beyond, the page was left open, or its mark is passed from hand to hand


@dataclass(frozen=True)
class FormulaireDonne:
    """A form as it was given: its number, how many seconds ago."""

    numero: uuid.UUID
    age: float

    @property
    def trop_tot(self) -> bool:
        """Whether it comes back faster than anybody writes."""
        return self.age < AU_MOINS

    @property
    def trop_tard(self) -> bool:
        """Whether it was given too long ago to be believed."""
        return self.age > AU_PLUS


def donner() -> str:
    """Return the mark of a form given now."""
    return signing.dumps([uuid.uuid4().hex, int(time.time())], salt=SEL)


def reprendre(jeton: str) -> FormulaireDonne | None:
    """Read the mark that a form brings back; None for one that we never gave."""
    try:
        numero, donne_a = signing.loads(jeton, salt=SEL)
    except signing.BadSignature:
        return None
    return FormulaireDonne(uuid.UUID(numero), time.time() - donne_a)
