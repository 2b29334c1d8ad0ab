"""The Federation instructs: what it asks to complete, what it finds complete, what it records of points and visits."""

from tests.browser.parcours.acteurs import Acteur, Monde
from tests.browser.parcours.gens import COOP, INSTRUCTRICE, NOM


def demander_un_complement(monde: Monde, motif: str) -> None:
    """Ask the coop to add something to its dossier."""
    qui = monde.acteur(INSTRUCTRICE)
    qui.ouvrir("Candidatures", NOM)
    geste(qui, "Demander un complément", motif)


def declarer_complet(monde: Monde) -> None:
    """Nothing is missing any more."""
    qui = monde.acteur(INSTRUCTRICE)
    qui.ouvrir("Candidatures", NOM)
    geste(qui, "Déclarer le dossier complet")
    monde.boite.lire_de_chacun(COOP, "dossier complet")


def geste(qui: Acteur, acte: str, motif: str = "") -> None:
    """Carry out an act of the register, today, from the page it is offered on."""
    qui.presser("link", acte)
    if motif:
        qui.champ("Motif").fill(motif)
    qui.confirmer(acte)
    qui.lit(NOM)
