"""The forms of the steps: they read what is typed, and say on the field what cannot be read. Nothing is required here:
what is missing is `registre.dossier.completude`'s business, and an incomplete step is kept as it is typed."""

from registre.dossier.edition import EditionDuDossier
from registre.dossier.etapes import CONCERTATION, ENGAGEMENTS, LETTRE, PIECES, cle_d_etape
from registre.dossier.formulaires.base import FormulaireDEtape
from registre.dossier.formulaires.choix import FormulaireDesEngagements
from registre.dossier.formulaires.engagement import INDICATEURS, FormulaireDuPourquoi, LigneDIndicateur
from registre.dossier.formulaires.textes import FormulaireDeConcertation, FormulaireDeLettre, FormulaireDePiece
from socle.formulaires.saisie import Saisie

__all__ = ["FormulaireDEtape", "formulaire_de", "lignes_de"]

_TEXTES = {CONCERTATION: FormulaireDeConcertation, LETTRE: FormulaireDeLettre, PIECES: FormulaireDePiece}


def formulaire_de(etape: str, saisie: Saisie, edition: EditionDuDossier) -> FormulaireDEtape:
    """Return the form of a step holding what was typed. Raises `KeyError` for a step that does not exist."""
    donnees = saisie.pour_un_formulaire()
    if etape == ENGAGEMENTS:
        return FormulaireDEtape(saisie, FormulaireDesEngagements(donnees, edition=edition))

    cle = cle_d_etape(etape)
    if not cle:
        return FormulaireDEtape(saisie, _TEXTES[etape](donnees))
    if cle not in edition.par_cle:
        raise KeyError(etape)

    catalogue, anciens = edition.catalogue.get(cle, ()), edition.anciens(cle)
    lignes = [
        LigneDIndicateur(donnees, rang=rang, catalogue=catalogue, anciens=anciens)
        for rang in range(saisie.nombre(INDICATEURS))
    ]
    return FormulaireDEtape(saisie, FormulaireDuPourquoi(donnees), lignes)


def lignes_de(etape: str) -> tuple[str, ...]:
    """Return the kinds of rows that a step repeats."""
    return (INDICATEURS,) if cle_d_etape(etape) else ()
