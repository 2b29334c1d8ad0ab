"""The coop asks for its label anew: the dossier opens with what the cycle before says."""

from tests.browser.parcours.acteurs import Monde
from tests.browser.parcours.dossier import avis_du_depot, concertation, lettre
from tests.browser.parcours.gens import ESPACE, NOM, REFERENTE, SECRETAIRE


def deposer(monde: Monde) -> None:
    """What was taken and measured is there: what is asked of each cycle is told, and the dossier filed."""
    qui = monde.acteur(REFERENTE)
    qui.aller(f"{ESPACE}candidature/")
    qui.presser("button", "Commencer le renouvellement")
    qui.presser("link", "Concertation et objectifs")
    concertation(qui)
    lettre(qui)
    qui.presser("link", "Relire le dossier")
    qui.presser("button", "Déposer le dossier")
    qui.voit("Renouvellement du label")
    avis_du_depot(monde, "votre dossier est déposé", "un dossier de candidature est arrivé")


def dispenser_de_la_visite(monde: Monde) -> None:
    """The committee does not ask for another visit."""
    qui = monde.acteur(SECRETAIRE)
    qui.ouvrir("Candidatures", NOM)
    qui.presser("link", "Dispenser d’un point ou de la visite")
    qui.champ("Dispense", "combobox").select_option("la visite")
    qui.champ("Motif").fill("Vue au cycle précédent.")
    qui.confirmer("Dispenser d’un point ou de la visite")
    qui.lit(NOM)
