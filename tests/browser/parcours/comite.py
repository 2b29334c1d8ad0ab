"""The committee meets: its session is prepared, read, held, and its decisions recorded."""

import datetime
import re

from socle.templatetags.typographie import en_toutes_lettres
from tests.browser.parcours.acteurs import Acteur, Monde
from tests.browser.parcours.gens import COOP, INSTRUCTRICE, MEMBRE, MEMBRES, NOM, SECRETAIRE


def planifier(qui: Acteur, le: datetime.date) -> None:
    """Enter a session, and open its page."""
    qui.menu("Registre", "Séances du comité")
    qui.presser("link", re.compile("^Ajouter"))
    qui.dater("Date", f"{le:%d/%m/%Y}")
    qui.champ("Lieu").fill("Paris")
    qui.presser("button", "Enregistrer")
    qui.presser("link", en_toutes_lettres(le))


def convoquer(monde: Monde, le: datetime.date) -> None:
    """The Federation plans a session, fills it with what is ready, and sends the agenda to the members."""
    qui = monde.acteur(INSTRUCTRICE)
    planifier(qui, le)
    qui.presser("button", "Remplir avec ce qui est prêt")
    qui.lit("Un point ajouté à l’ordre du jour")
    envoyer(qui)


def envoyer(qui: Acteur) -> None:
    """Send the agenda to the members of the committee."""
    qui.presser("button", "Envoyer l’ordre du jour")
    qui.lit(f"L’ordre du jour part à {len(MEMBRES)} membres")


def lire_l_ordre_du_jour(monde: Monde, point: str) -> str:
    """Each member reads it in a mail. Return where it leads to."""
    lien = monde.boite.lire_de_chacun(MEMBRES, "ordre du jour", point, NOM)
    monde.boite.tout_est_lu()
    return lien


def lire_le_dossier(monde: Monde, ordre_du_jour: str) -> None:
    """A member reads the dossier, and leaves a note for the session."""
    qui = monde.acteur(MEMBRE)
    qui.aller(ordre_du_jour)
    qui.presser("link", f"Lire le dossier de {NOM}")
    qui.voit("Nos coopérateurs le demandent.")
    qui.page.go_back()
    qui.presser("link", re.compile("^Ma note"))
    qui.champ("Votre note").fill("Dossier clair.")
    qui.presser("button", "Garder la note")
    qui.lit("Votre note est gardée")


def decider(monde: Monde, le: datetime.date, sens: str, motif: str = "") -> str:
    """On its day the session is held, the point decided, the minutes locked. Return where the coop is told to read."""
    qui = monde.acteur(SECRETAIRE)
    qui.menu("Registre", "Séances du comité")
    qui.presser("link", en_toutes_lettres(le))
    qui.presser("link", "Noter les présences")
    for adresse in MEMBRES:
        qui.presser("checkbox", adresse)
    qui.presser("button", "Noter ces présences")
    qui.lit("Les présences sont notées")

    qui.presser("link", re.compile("^Décider"))
    qui.presser("radio", sens)
    if motif:
        qui.champ("Motif").fill(motif)
    qui.champ("Votes pour", "spinbutton").fill("2")
    qui.presser("button", "Consigner la décision")
    qui.voit("Ce que le public lira")
    qui.presser("button", "Confirmer")
    qui.lit("C’est consigné")
    qui.presser("button", re.compile("^Verrouiller"))
    qui.lit("Le procès-verbal est verrouillé")
    return monde.boite.lire_de_chacun(COOP, f"{NOM} : {sens}", motif)
