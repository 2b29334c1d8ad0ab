"""Two texts of one sheet: what differs, field by field, so that whoever saves second chooses knowing both."""

from dataclasses import dataclass

from bonnes_pratiques.espace.formulaire import FormulaireComplet
from bonnes_pratiques.espace.saisie import Donnees, Saisie

# Not words; and the licence, which an empty row already proposes.
PAS_DES_TEXTES = ("-id", "-nombre", "-document", "-image", "-licence")


@dataclass(frozen=True)
class ChampDivergent:
    """A field, as typed here and as kept elsewhere."""

    libelle: str
    ici: str
    ailleurs: str


@dataclass(frozen=True)
class Conflit:
    """Where the other text comes from, and what differs."""

    message: str
    differences: list[ChampDivergent]


def conflit(message: str, ici: Saisie, ailleurs: Donnees, formulaire: FormulaireComplet) -> Conflit:
    """Return what differs between what is typed here and what is kept elsewhere, in the order of the form."""
    libelles = {
        formule.add_prefix(nom): f"{getattr(formule, 'entete', '')}{champ.label or ''}"
        for formule in formulaire.formulaires
        for nom, champ in formule.fields.items()
    }
    noms = [nom for nom in dict.fromkeys([*libelles, *ailleurs]) if not nom.endswith(PAS_DES_TEXTES)]
    differences = [
        ChampDivergent(libelles.get(nom, nom), _texte(ici.donnees.get(nom)), _texte(ailleurs.get(nom)))
        for nom in noms
        if _texte(ici.donnees.get(nom)) != _texte(ailleurs.get(nom))
    ]

    return Conflit(message, differences)


def _texte(valeurs: list[str] | None) -> str:
    return "\n".join(v.replace("\r\n", "\n").strip() for v in valeurs or () if v.strip())
