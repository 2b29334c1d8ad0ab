"""What is held along the way: the coop is reminded of a point, tells it, and the Federation records it."""

from tests.browser.parcours.acteurs import Monde
from tests.browser.parcours.gens import COOP, FEDERATION, INSTRUCTRICE, NOM, REFERENTE


def rappeler(monde: Monde, *mots: str) -> str:
    """The command of each morning reminds the référente, and nobody else. Return the address it gives her."""
    monde.site.commander("horloge", "envoyer_rappels")
    lien = monde.boite.lire(REFERENTE, "ce qui vient", *mots).lien
    monde.boite.tout_est_lu()
    return lien


def tenir_un_point(monde: Monde, nom: str, valeur: str, releve_le: str) -> None:
    """The référente tells where each indicator is, sends it, and the Federation records it with its values."""
    envoyer(monde, rappeler(monde, NOM, nom[1:]), valeur, releve_le)
    monde.boite.lire_de_chacun(COOP, f"{nom} : envoyé")
    recu = monde.boite.lire_de_chacun(FEDERATION, f"{nom} : à consigner")

    qui = monde.acteur(INSTRUCTRICE)
    qui.aller(recu)
    qui.presser("link", "Consigner ce point")
    qui.confirmer("Consigner un point d’étape")
    qui.lit(NOM)
    monde.boite.tout_est_lu()


def envoyer(monde: Monde, adresse: str, valeur: str, releve_le: str) -> None:
    """Fill the form of a point, and send it."""
    qui = monde.acteur(REFERENTE)
    qui.aller(adresse)
    indicateurs = qui.page.locator("fieldset.ligne").all()
    assert indicateurs, "The page asks for no value."
    for indicateur in indicateurs:
        qui.champ("Valeur actuelle", dans=indicateur).fill(valeur)
        qui.champ("Relevée le", dans=indicateur).fill(releve_le)
        qui.champ("Ce qui l’établit", dans=indicateur).fill("Le tableau de bord du conseil.")
    qui.presser("button", "Envoyer à la Fédération")
    qui.voit("Le point est envoyé à la Fédération")
