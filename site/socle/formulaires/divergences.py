"""Two texts of one form: what differs, field by field."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from socle.formulaires.saisie import Donnees, Saisie


@dataclass(frozen=True)
class Divergence:
    """A field, as typed here and as kept elsewhere."""

    libelle: str
    ici: str
    ailleurs: str


def divergences(
    ici: Saisie, ailleurs: Donnees, libelles: Mapping[str, str], *, sauf: Collection[str] = ()
) -> list[Divergence]:
    """Return the fields that differ, in the order of `libelles`, then those that only the other text has.

    `libelles` names the fields; `sauf` are the ends of names that hold no words. Line ends and edges do not count.
    """
    noms = [nom for nom in dict.fromkeys([*libelles, *ailleurs]) if not nom.endswith(tuple(sauf))]

    return [
        Divergence(libelles.get(nom, nom), texte_de(ici.donnees.get(nom)), texte_de(ailleurs.get(nom)))
        for nom in noms
        if texte_de(ici.donnees.get(nom)) != texte_de(ailleurs.get(nom))
    ]


def texte_de(valeurs: list[str] | None) -> str:
    """Return the values of a field as one text."""
    return "\n".join(v.replace("\r\n", "\n").strip() for v in valeurs or () if v.strip())
