"""An address as a drawing that a telephone reads."""

import segno
from django.utils.safestring import SafeString


def qr(adresse: str, titre: str) -> SafeString:
    """Return the QR of an address as SVG, without a margin: the page has its own. `titre` says it in words."""
    dessin = segno.make_qr(adresse, error="m")
    return SafeString(dessin.svg_inline(border=0, omitsize=True, dark="#1d2129", title=titre))
