"""Structured data for search engines (schema.org), written safely inside a page."""

import json
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

# Inside <script> an editor's "</script>" or "<!--" would end or change the block: these three become JSON escapes.
ECHAPPEMENTS = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def balise_json_ld(donnees: dict[str, Any]) -> SafeString:
    """Return the `<script type="application/ld+json">` that holds this object."""
    texte = json.dumps({"@context": "https://schema.org", **donnees}, ensure_ascii=False).translate(ECHAPPEMENTS)
    return format_html('<script type="application/ld+json">{}</script>', SafeString(texte))
