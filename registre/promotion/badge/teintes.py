"""The colours of a badge: those of the site (`socle/styles/tokens/couleurs.css`), or one ink."""

from dataclasses import dataclass

from registre.etats import StatutDeLabel
from registre.lecture.label_du_jour import ANNULE


@dataclass(frozen=True)
class Teintes:
    """A theme: what is under the drawing, its ink, and the colours that only help those who see them."""

    papier: str
    encre: str
    gris: str
    alerte: str
    axes: tuple[str, str, str]

    def de_l_etat(self, etat: str) -> str:
        """The colour of a state, which its word and its shape say too."""
        if etat == StatutDeLabel.LABELLISEE:
            return self.encre
        if etat in (StatutDeLabel.SUSPENDUE, StatutDeLabel.RETIREE, ANNULE):
            return self.alerte
        return self.gris


NOIR, BLANC = "#000000", "#ffffff"
THEMES = {
    "clair": Teintes("#fbf9f4", "#1d2129", "#5b6270", "#a8132b", ("#a33b16", "#2b4a9b", "#1f6a47")),
    "sombre": Teintes("#14171d", "#eceae4", "#a7adb8", "#ff9ea8", ("#f3a27f", "#a9bdf5", "#86d0a9")),
    "mono": Teintes(BLANC, NOIR, NOIR, NOIR, (NOIR, NOIR, NOIR)),
}
