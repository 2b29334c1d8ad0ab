"""The guide's steps about texts: written, submitted, read, translated, restored; news, events, pictures, tags."""

import re

from playwright.sync_api import expect

from outils.captures.photographe import Equipe

AXE, AXIS = "Notre gouvernance coopérative", "Our co-operative governance"


def accueil(equipe: Equipe) -> None:
    """The editor's home, and the way to the guide."""
    qui = equipe.edition
    qui.page.goto("/admin/")
    qui.photographier("accueil-edition")
    qui.presser("button", "Aide")
    expect(qui.page.get_by_role("link", name="Guide de l’éditeur").first).to_be_visible()
    qui.photographier("aide")


def changer_le_manifeste(equipe: Equipe) -> None:
    """An axis is changed, then submitted."""
    qui = equipe.edition

    qui.menu("Raison d’être", "Axes")
    qui.photographier("axes-liste")
    qui.presser("link", AXE)
    texte = qui.champ("Texte")

    texte.fill(f"{texte.input_value()}\n\nNos associés votent chaque année le rapport de leur coopérative.")
    qui.page.wait_for_timeout(1500)  # the draft saves itself
    qui.photographier("axe-modifier", texte)
    qui.deplier_les_actions()
    qui.photographier("soumettre")
    qui.presser("button", re.compile("^Soumettre"))
    qui.lit(AXE)
    qui.page.goto("/admin/")
    qui.photographier("accueil-soumis")


def relire(equipe: Equipe) -> None:
    """A reviewer finds the text, reads it, thinks of sending it back, and approves."""
    qui = equipe.publication

    qui.page.goto("/admin/")
    qui.photographier("accueil-publication")
    qui.presser("link", re.compile(f"{AXE}$"))
    qui.deplier_les_actions()
    qui.photographier("relire")
    qui.page.goto("/admin/")
    qui.presser("link", re.compile(f"^Renvoyer à l’auteur.*{AXE}"))
    qui.page.locator(".modal textarea").fill("Merci de préciser : le rapport d’activité.")
    qui.photographier("renvoyer")
    qui.page.goto("/admin/")
    qui.presser("link", re.compile(f"^Approuver et publier.*{AXE}"))
    fenetre = qui.page.locator(".modal")

    expect(fenetre.get_by_role("button", name="Approuver et publier")).to_be_visible()
    qui.photographier("approuver")
    qui.presser("button", "Approuver et publier", fenetre)
    qui.lit(AXE)


def traduire(equipe: Equipe) -> None:
    """The English follows the French that was just published."""
    qui = equipe.edition
    qui.page.goto("/admin/")
    qui.photographier("accueil-traduction")
    qui.page.get_by_role("heading", name=re.compile("^Traductions à mettre à jour")).locator("+ table a").click()
    qui.photographier("traduction-mettre-a-jour")
    qui.page.locator("form[method=post] [type=submit]").last.click()
    qui.menu("Raison d’être", "Axes")
    qui.presser("link", AXIS)
    qui.photographier("traduction-editeur", qui.page.get_by_role("button", name="Traduire").first)


def revenir(equipe: Equipe) -> None:
    """The first version of the axis is found again."""
    qui = equipe.edition
    qui.menu("Raison d’être", "Axes")
    qui.presser("link", AXE)
    qui.presser("link", "Historique")
    qui.photographier("historique")
    qui.presser("button", re.compile("[Aa]ctions|options"), qui.page.get_by_role("row").last)
    qui.presser("link", re.compile("^(Réviser|Passer en revue) cette version"))
    expect(qui.page.get_by_role("button", name="Remplacer le brouillon actuel")).to_be_visible()
    qui.photographier("revenir")


def actualite(equipe: Equipe) -> None:
    """A piece of news, from its form to its page."""
    qui = equipe.edition
    qui.ouvrir_la_page("Actualités")
    qui.presser("link", re.compile("^Ajouter"))
    qui.champ("Titre").fill("Une coopérative fictive ouvre ses portes")
    qui.champ("Introduction").fill("Les habitants visitent le chantier. La coopérative répond à leurs questions.")
    qui.dater("Date", "12/11/2026")
    qui.photographier("actualite", qui.champ("Introduction"))


def rendez_vous(equipe: Equipe) -> None:
    """A date in the agenda."""
    qui = equipe.edition
    qui.ouvrir_la_page("Agenda")
    qui.presser("link", re.compile("^Ajouter"))
    qui.champ("Titre").fill("Un atelier fictif sur les charges")
    qui.champ("Nature", "combobox").select_option(index=1)
    qui.dater("Premier jour", "21/01/2027")
    qui.champ("Lieu").fill("Lille")
    qui.photographier("rendez-vous", qui.champ("Premier jour"))


def image(equipe: Equipe) -> None:
    """A picture in a page, with what it tells to who does not see it."""
    qui = equipe.edition
    qui.modifier_la_page("Mentions légales")
    qui.presser("button", "Insérer un bloc")
    qui.presser("option", re.compile("^Figure"))
    qui.presser("button", "Choisir une image")
    qui.presser("link", re.compile("^Résidence"), qui.page.get_by_role("dialog").last)
    qui.photographier("image-alternative", qui.champ("Texte alternatif"))


def navigation(equipe: Equipe) -> None:
    """The menu of the site."""
    qui = equipe.publication
    qui.menu("Paramètres", "Navigation et pied de page")
    qui.photographier("navigation")


def etiquettes(equipe: Equipe) -> None:
    """Two tags that should be one."""
    qui = equipe.publication
    qui.menu("Bonnes pratiques", "Étiquettes")
    for rang in (0, 1):
        qui.page.get_by_role("checkbox", name="Sélectionner", exact=True).nth(rang).check()
    qui.presser("link", re.compile("^Fusionner"))
    qui.photographier("etiquettes-fusionner")


SCENES = (
    *(accueil, changer_le_manifeste, relire, traduire, revenir),
    *(actualite, rendez_vous, image, navigation, etiquettes),
)
