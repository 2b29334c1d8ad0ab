"""A coop prepares its first dossier, two of its people together: from the simulator to the filing."""

import re

from playwright.sync_api import expect

from tests.browser.parcours.acteurs import Acteur, Monde
from tests.browser.parcours.gens import CONTRIBUTEUR, COOP, ESPACE, FEDERATION, NOM, REFERENTE
from tests.browser.parcours.inscription import ouvrir_son_compte, suivre_l_invitation

CHOISIS = (1, 2, 3, 5, 6, 8, 9, 10)  # eight, two an axis
CONTINUER = "Enregistrer et continuer"


def simuler(monde: Monde) -> None:
    """The référente opens her account, chooses in the simulator, and takes her choice to the dossier."""
    qui = suivre_l_invitation(monde, REFERENTE)
    qui.compteur.compte = True
    ouvrir_son_compte(qui)

    qui.presser("link", "La démarche Quali’Coop")
    qui.presser("link", "Simuler un choix d’engagements")
    for numero in CHOISIS:
        qui.presser("checkbox", re.compile(rf"^{numero} "))
    expect(qui.page.locator("#bilan-phrase")).to_contain_text("respecte les règles")
    qui.presser("link", "Préparer ma candidature")
    qui.presser("button", "Mettre ce choix dans le dossier")
    qui.voit("étapes sur 12 complètes")


def inviter_a_deux(monde: Monde) -> None:
    """She invites somebody of her coop, who joins: more than a dossier asks for, so left out of what is counted."""
    qui = monde.acteur(REFERENTE)
    qui.compteur.compte = False
    qui.presser("link", "Membres")
    qui.champ("Adresse électronique").fill(CONTRIBUTEUR)
    qui.presser("button", "Envoyer l’invitation")
    qui.voit(CONTRIBUTEUR)

    second = suivre_l_invitation(monde, CONTRIBUTEUR)
    ouvrir_son_compte(second)
    qui.aller(ESPACE)
    qui.compteur.compte = second.compteur.compte = True


def ecrire(monde: Monde) -> None:
    """The second person tells the first engagements, the référente the others and all the rest."""
    second = monde.acteur(CONTRIBUTEUR)
    second.presser("link", "Candidature")
    second.presser("link", re.compile(r"^1\. "))
    for numero in CHOISIS[:4]:
        engagement(second, numero)

    qui = monde.acteur(REFERENTE)
    qui.presser("link", "Candidature")
    qui.presser("link", re.compile(rf"^{CHOISIS[4]}\. "))
    for numero in CHOISIS[4:]:
        engagement(qui, numero)
    concertation(qui)
    lettre(qui)


def engagement(qui: Acteur, numero: int) -> None:
    """Tell an engagement, and go on to the next step: the least that is asked."""
    expect(qui.page.locator("h1")).to_contain_text(f"{numero}.")
    qui.champ("En quoi cet engagement illustre la Raison d’être").fill("Nos coopérateurs le demandent.")
    qui.champ("Ce qui est mesuré").fill(f"Part des logements de l’engagement {numero}")
    qui.champ("Valeur actuelle").fill("40 %")
    qui.champ("Relevée le").fill("31/12/2026")
    qui.champ("Cible").fill("60 %")
    qui.champ("À atteindre le").fill("31/12/2031")
    qui.presser("button", CONTINUER)


def concertation(qui: Acteur) -> None:
    """Say how people were consulted, and what the label is for."""
    qui.champ("Comment les salariés ont été informés et consultés").fill("En réunion d’équipe.")
    qui.champ("Comment les coopérateurs ont été informés et consultés").fill("En assemblée générale.")
    qui.champ("Ce que la coopérative attend du label").fill("Rendre compte à nos coopérateurs.")
    qui.presser("button", CONTINUER)


def lettre(qui: Acteur) -> None:
    """Write the letter, and sign it in words."""
    qui.champ("La lettre").fill("Notre conseil s’engage à faire vivre la Raison d’être.")
    qui.champ("Qui signe, et à quel titre").fill("Personne Fictive, présidente")
    qui.presser("checkbox", "Cette personne a lu la lettre et la signe")
    qui.presser("button", CONTINUER)


def deposer(monde: Monde) -> None:
    """She reads it whole, and files it: both are told, and so is the Federation."""
    qui = monde.acteur(REFERENTE)
    qui.presser("link", "Relire le dossier")
    qui.presser("button", "Déposer le dossier")
    qui.voit("version 1")
    avis_du_depot(monde, "votre dossier est déposé", "un dossier de candidature est arrivé")


def avis_du_depot(monde: Monde, a_la_coop: str, a_la_federation: str) -> None:
    """Whoever is of the coop reads that it is filed, whoever instructs that it came."""
    monde.boite.lire_de_chacun(COOP, f"{NOM} : {a_la_coop}")
    monde.boite.lire_de_chacun(FEDERATION, f"{NOM} : {a_la_federation}")
    monde.boite.tout_est_lu()


def ce_qui_fut_demande(monde: Monde) -> tuple[int, int]:
    """Return how many fields both were shown and how often they pressed, and count no more."""
    a_deux = [monde.acteur(adresse).compteur for adresse in COOP]
    for compteur in a_deux:
        compteur.compte = False
    return len(set.union(*(compteur.champs for compteur in a_deux))), sum(compteur.clics for compteur in a_deux)


def completer(monde: Monde, motif: str, ajout: str, version: int) -> None:
    """The coop reads in a mail what it is asked, adds it, and files it again."""
    demande = monde.boite.lire_de_chacun(COOP, "un complément est demandé", motif)
    second = monde.acteur(CONTRIBUTEUR)
    second.aller(demande)
    second.voit(motif)
    second.presser("link", "Concertation et objectifs")
    second.champ("Ce que la coopérative attend du label").fill(ajout)
    second.presser("button", CONTINUER)

    qui = monde.acteur(REFERENTE)
    qui.aller(demande)
    qui.presser("link", "Relire et déposer")
    qui.voit(ajout)
    qui.presser("button", "Déposer le complément")
    qui.voit(f"version {version}")
    avis_du_depot(monde, "votre complément est déposé", "un complément est arrivé")
