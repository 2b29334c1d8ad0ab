"""What a text may hold, wherever it comes from: signs that mean nothing leave it, signs that break it break it.

Nothing here shortens what somebody wrote: a sign that parts two words leaves a space or a line break between them.
"""

import json
import re
import uuid
from typing import Any

from wagtail.rich_text import get_text_for_indexing

# A line ends: U+000B is what Word puts for a forced line break, U+0085 and U+2028 what other programs do.
FIN_DE_LIGNE = "\r\n|[\r\n\x0b\x0c\x1c-\x1e\x85\u2028]"
FIN_DE_PARAGRAPHE = "\u2029"
ENTRE_DEUX_MOTS = "\x1f"
# Never part of a text: control signs, halves of a pair, marks that write backwards what follows, what is no character.
SANS_PLACE = "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufeff\ufdd0-\ufdef" + "".join(
    f"{chr(plan << 16 | 0xFFFE)}{chr(plan << 16 | 0xFFFF)}" for plan in range(17)
)

CHIFFRES_D_UNE_CLE = 18  # what a database's integer always holds

ESPACES_ORDINAIRES = re.compile(r"[ \t\r\n\f\v\x1c-\x1f\x85\u2028\u2029]+")
_SANS_PLACE = re.compile(f"[{SANS_PLACE}]")
_LIGNE = re.compile(FIN_DE_LIGNE)
_BLANCS = re.compile(rf"[ \t]*(?:{FIN_DE_LIGNE}|[\t{ENTRE_DEUX_MOTS}{FIN_DE_PARAGRAPHE}])[\s{ENTRE_DEUX_MOTS}]*")
_A_REVOIR = re.compile(f"[\r\x0b\x0c\x1c-\x1f\x85\u2028\u2029{SANS_PLACE}]")


def est_propre(texte: str) -> bool:
    """Whether a text of several lines holds nothing that `propre` would change."""
    return _A_REVOIR.search(texte) is None


def propre(texte: str) -> str:
    """Return a text of several lines without the signs that mean nothing; its lines end in `\\n` alone."""
    if est_propre(texte):
        return texte
    sans = _SANS_PLACE.sub("", texte)
    return _LIGNE.sub("\n", sans).replace(FIN_DE_PARAGRAPHE, "\n\n").replace(ENTRE_DEUX_MOTS, " ")


def une_ligne(texte: str) -> str:
    """Return a text on one line: the same, a space in place of each line break and tab."""
    if texte.isprintable():
        return texte
    sans = _SANS_PLACE.sub("", texte)
    return _BLANCS.sub(" ", sans).strip() if _BLANCS.search(sans) else sans


def entier_ou_rien(texte: str, chiffres: int = CHIFFRES_D_UNE_CLE) -> int | None:
    """Return the whole number that a text writes in so many digits at most; None for any other text.

    Python refuses to read thousands of digits, and a database those of a number too large for its column.
    """
    return int(texte) if texte.isascii() and texte.isdecimal() and len(texte) <= chiffres else None


def valeur_propre(valeur: Any) -> Any:
    """Return a value as JSON holds it, every text of it clean, names of its keys included."""
    if isinstance(valeur, str):
        return propre(valeur)
    if isinstance(valeur, dict):
        return {valeur_propre(cle): valeur_propre(sienne) for cle, sienne in valeur.items()}
    if isinstance(valeur, list | tuple):
        return [valeur_propre(sienne) for sienne in valeur]
    return valeur


def saisie_propre(texte: str) -> str:
    """Return what a form or an address carries, clean; one that carries JSON as it stands, its strings not ours to cut.

    Whoever reads the JSON cleans its texts: a line separator is allowed in it, and a line break is not.
    """
    return texte if est_propre(texte) or _est_json(texte) else propre(texte)


def _est_json(texte: str) -> bool:
    try:
        return texte.lstrip()[:1] in {"{", "[", '"'} and json.loads(texte) is not None
    except (ValueError, RecursionError):  # not JSON, or deeper than any reader goes
        return False


def mots_du_html(html: str) -> str:
    """Return the words of a rich text, on one line: no tag, each entity the sign it stands for. To be escaped again.

    A no-break space typed in it stays one: whoever quotes these words keeps them together too.
    """
    return en_une_ligne(get_text_for_indexing(html))


def en_une_ligne(texte: str) -> str:
    """Return a text without its line breaks nor the spaces that only part its lines; no-break spaces stay."""
    return ESPACES_ORDINAIRES.sub(" ", texte).strip()


def identifiant_ou_nouveau(texte: str) -> uuid.UUID:
    """Return the identifier that a form sends, so that sent twice it is one; a new one when it sends none."""
    try:
        return uuid.UUID(texte)
    except ValueError:
        return uuid.uuid4()
