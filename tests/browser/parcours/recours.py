"""The label is suspended; the coop contests it, is heard at another session, and is answered."""

import datetime

from socle.templatetags.typographie import en_toutes_lettres
from tests.browser.parcours import comite
from tests.browser.parcours.acteurs import Monde
from tests.browser.parcours.gens import COOP, FEDERATION, INSTRUCTRICE, NOM, REFERENTE, SECRETAIRE

MOTIF = "Le plan d’action n’a pas été tenu."
ENTENDU = "Recours entendu par le comité."


def proposer_la_suspension(monde: Monde, le: datetime.date) -> None:
    """The Federation puts the suspension on the agenda of a session."""
    qui = monde.acteur(INSTRUCTRICE)
    comite.planifier(qui, le)
    qui.presser("link", "Ajouter un point")
    qui.champ("Nature du point", "combobox").select_option("suspension du label")
    qui.champ("Coopérative", "combobox").select_option(NOM)
    qui.presser("button", "Ajouter à l’ordre du jour")
    comite.envoyer(qui)


def contester(monde: Monde, decision: str) -> str:
    """The référente reads why, and files an appeal: both sides are written to. Return where the Federation reads it."""
    qui = monde.acteur(REFERENTE)
    qui.aller(decision)
    qui.voit(MOTIF)
    qui.presser("link", "Contester cette décision")
    qui.champ("Pourquoi vous contestez cette décision").fill("Le plan d’action a été tenu en juin.")
    qui.presser("button", "Déposer le recours")
    monde.boite.lire_de_chacun(COOP, "déposé", "a bien reçu")
    return monde.boite.lire_de_chacun(FEDERATION, "à inscrire à une séance")


def inscrire(monde: Monde, recours: str, le: datetime.date) -> None:
    """The Federation gives the appeal another session; the coop is told its day."""
    qui = monde.acteur(INSTRUCTRICE)
    comite.planifier(qui, le)
    qui.aller(recours)
    qui.presser("link", "Inscrire à une séance")
    qui.champ("Séance", "combobox").select_option(en_toutes_lettres(le))
    qui.presser("button", "Inscrire à une séance")
    qui.lit("sera entendu")
    monde.boite.lire_de_chacun(COOP, f"entendu le {le.day}")


def trancher(monde: Monde, recours: str, le: datetime.date) -> None:
    """The committee annuls its decision, the coop reads why, and the register follows."""
    qui = monde.acteur(SECRETAIRE)
    qui.aller(recours)
    qui.presser("link", "Consigner la réponse du comité")
    qui.presser("radio", "décision annulée")
    qui.champ("Jour de la réponse").fill(f"{le:%d/%m/%Y}")
    qui.champ("Motifs").fill("Le plan a bien été tenu.")
    qui.presser("button", "Consigner la réponse du comité")
    qui.lit("décision annulée")
    monde.boite.lire_de_chacun(COOP, "décision annulée", "Le plan a bien été tenu.")

    qui.presser("link", "Annuler la décision au registre")
    qui.champ("Pourquoi").fill(ENTENDU)
    qui.confirmer("Annuler")
    qui.lit(NOM)
