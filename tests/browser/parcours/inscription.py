"""A coop enters the register, and one of its people is invited."""

import re

from tests.browser.comptes import PASSWORD
from tests.browser.parcours.acteurs import Acteur, Monde
from tests.browser.parcours.gens import INSTRUCTRICE, NOM, REFERENTE, SIREN


def inscrire(monde: Monde) -> None:
    """The Federation enters the coop: the public reads that nothing is known of a label."""
    qui = monde.acteur(INSTRUCTRICE)
    qui.menu("Registre", "Coopératives")
    qui.presser("link", re.compile("^Ajouter"))
    qui.champ("Nom").fill(NOM)
    qui.champ("SIREN").fill(SIREN)
    qui.champ("Forme juridique", "combobox").select_option(index=1)
    qui.champ("Commune").fill("Villefictive")
    qui.champ("Département", "combobox").select_option("Nord")
    qui.presser("button", "Voir ce que le public lira")
    qui.presser("button", "Confirmer l’inscription")
    qui.lit(NOM)
    monde.le_public_lit(NOM, absents=("Engagée", "Labellisée"))


def inviter(monde: Monde) -> None:
    """The Federation invites who will prepare the dossier."""
    qui = monde.acteur(INSTRUCTRICE)
    qui.menu("Registre", "Invitations")
    qui.presser("link", re.compile("^Ajouter"))
    qui.presser("button", "Choisir une coopérative")
    qui.presser("link", NOM, qui.page.get_by_role("dialog"))
    qui.champ("Adresse électronique").fill(REFERENTE)
    qui.champ("Rôle", "combobox").select_option("référent")
    qui.presser("button", "Enregistrer")
    qui.lit(REFERENTE)


def suivre_l_invitation(monde: Monde, adresse: str) -> Acteur:
    """Whoever is invited follows the link of the mail."""
    qui = monde.acteur(adresse)
    qui.page.goto(monde.boite.lire(adresse, f"{NOM} vous invite").lien)
    return qui


def ouvrir_son_compte(qui: Acteur) -> None:
    """They say who they are, choose a password, and are in the space of their coop."""
    qui.champ("Prénom").fill("Personne")
    qui.champ("Nom").fill("Fictive")
    qui.champ("Mot de passe").fill(PASSWORD)
    qui.champ("Le même mot de passe").fill(PASSWORD)
    qui.presser("button", "Ouvrir mon compte et rejoindre l’espace")
    qui.voit(NOM)
