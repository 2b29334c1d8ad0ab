"""Bytes as text, in the base that keys and proofs use: base58 of Bitcoin, announced by a `z` (multibase)."""

ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
LONGUEUR_LUE = 200  # characters; a signature has about ninety


def multibase(octets: bytes) -> str:
    """Return these bytes in base58btc, with its prefix."""
    reste, chiffres = int.from_bytes(octets), ""
    while reste:
        reste, chiffre = divmod(reste, len(ALPHABET))
        chiffres = ALPHABET[chiffre] + chiffres

    zeros = len(octets) - len(octets.lstrip(b"\x00"))
    return "z" + ALPHABET[0] * zeros + chiffres


def depuis_multibase(texte: str) -> bytes:
    """Return the bytes of a text that `multibase` wrote. Raises `ValueError` for any other."""
    prefixe, chiffres = texte[:1], texte[1:]
    if prefixe != "z" or len(chiffres) > LONGUEUR_LUE:
        raise ValueError("not base58btc, or too long")

    valeur = 0
    for chiffre in chiffres:
        valeur = valeur * len(ALPHABET) + ALPHABET.index(chiffre)
    zeros = len(chiffres) - len(chiffres.lstrip(ALPHABET[0]))
    return b"\x00" * zeros + valeur.to_bytes((valeur.bit_length() + 7) // 8)
