"""Two texts of one sheet: what differs, field by field, so that whoever saves second chooses knowing both."""

from dataclasses import dataclass

from bonnes_pratiques.espace.formulaire import FormulaireComplet
from socle.formulaires.divergences import Divergence, divergences
from socle.formulaires.saisie import Donnees, Saisie

# Not words; and the licence, which an empty row already proposes.
PAS_DES_TEXTES = ("-id", "-nombre", "-document", "-image", "-licence")


@dataclass(frozen=True)
class Conflit:
    """Where the other text comes from, and what differs."""

    message: str
    differences: list[Divergence]


def conflit(message: str, ici: Saisie, ailleurs: Donnees, formulaire: FormulaireComplet) -> Conflit:
    """Return what differs between what is typed here and what is kept elsewhere, in the order of the form."""
    libelles = {
        formule.add_prefix(nom): f"{getattr(formule, 'entete', '')}{champ.label or ''}"
        for formule in formulaire.formulaires
        for nom, champ in formule.fields.items()
    }

    return Conflit(message, divergences(ici, ailleurs, libelles, sauf=PAS_DES_TEXTES))
