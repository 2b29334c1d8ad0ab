"""The visit: its report is written on a phone that has no network for a while, then confirmed at the office."""

import re

from playwright.sync_api import expect

from tests.browser.parcours.acteurs import TELEPHONE, Acteur, Monde
from tests.browser.parcours.gens import INSTRUCTRICE, NOM, VISITEUSE


def visiter(monde: Monde, ordre_du_jour: str) -> None:
    """A member of the committee opens the report from a dossier, loses the network, writes, finds it again, sends."""
    qui = monde.acteur(VISITEUSE, TELEPHONE)
    qui.aller(ordre_du_jour)
    qui.presser("link", f"Lire le dossier de {NOM}")
    qui.presser("link", "Écrire le compte rendu de la visite")
    expect(qui.page.locator("[data-prete]")).to_be_attached()

    qui.page.context.set_offline(True)
    ecrire(qui)
    adresse = qui.page.url
    qui.page.goto(adresse)
    expect(qui.page.get_by_label("Personnes présentes")).to_have_value("La présidente")
    envoyer(qui)
    expect(qui.page.locator("[data-etat]")).to_contain_text("Pas de réseau. Gardé dans ce téléphone")

    qui.page.context.set_offline(False)
    envoyer(qui)
    expect(qui.page.get_by_text("Vu sans réseau.")).to_be_visible()


def ecrire(qui: Acteur) -> None:
    """Say who was there, and of every engagement that it was seen."""
    qui.page.get_by_label("Personnes présentes").fill("La présidente")
    groupes = qui.page.locator("fieldset:has([type=radio])").all()
    assert groupes, "The page asks of no engagement."
    for groupe in groupes:
        groupe.get_by_label("vu", exact=True).check()
    qui.page.get_by_label("Remarques générales").fill("Vu sans réseau.")


def envoyer(qui: Acteur) -> None:
    """Press the button at the foot of the form."""
    qui.page.get_by_role("button", name="Envoyer le compte rendu").click()


def confirmer(monde: Monde) -> None:
    """The Federation reads the report, and records the visit from it."""
    qui = monde.acteur(INSTRUCTRICE)
    qui.ouvrir("Candidatures", NOM)
    qui.presser("link", re.compile("^CV-"))
    qui.voit("Vu sans réseau.")
    qui.presser("button", "Confirmer et consigner la visite")
    qui.lit("La visite est consignée au journal")
