"""The steps of a dossier: the end of the address of each, which is also the name it is kept under. PURE."""

ENGAGEMENTS = "engagements"
CONCERTATION = "concertation"
LETTRE = "lettre"
PIECES = "pieces"
VERIFIER = "verifier"

D_UN_ENGAGEMENT = f"{ENGAGEMENTS}/"


def etape_d_engagement(cle: str) -> str:
    """Return the step of the engagement of this stable key."""
    return f"{D_UN_ENGAGEMENT}{cle}"


def cle_d_etape(nom: str) -> str:
    """Return the key of the engagement that a step is about, empty for any other step."""
    return nom.removeprefix(D_UN_ENGAGEMENT) if nom.startswith(D_UN_ENGAGEMENT) else ""
