"""PURE. What is written in a table that a spreadsheet will open."""

FORMULES = ("=", "+", "-", "@", "\t", "\r")


def inoffensive(texte: str) -> str:
    """Return what someone typed so that no spreadsheet takes it for a formula."""
    return f"'{texte}" if texte.startswith(FORMULES) else texte
