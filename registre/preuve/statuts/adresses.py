"""Where the two lists of a number are published, and what an entry of a credential says of its place there."""

from enum import StrEnum

from registre.adresses import adresse_absolue


class Objet(StrEnum):
    """What a list is about. One purpose each: the foreign clients read no list that has two."""

    REVOCATION = "revocation"
    SUSPENSION = "suspension"


def adresse_de_liste(numero: int, objet: Objet) -> str:
    """Return the permanent address of a list, which is its identifier."""
    return adresse_absolue(f"statuts/{numero}/{objet}")


def entree(numero: int, objet: Objet, place: int) -> dict[str, str]:
    """Return the entry by which a credential names its place in a list."""
    adresse = adresse_de_liste(numero, objet)

    return {
        "id": f"{adresse}#{place}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": str(objet),
        "statusListIndex": str(place),
        "statusListCredential": adresse,
    }
