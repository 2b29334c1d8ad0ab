"""The guide's steps about the register: a coop entered, a candidature filed, judged, granted, held back, put right."""

import re

from playwright.sync_api import expect

from outils.captures.photographe import Equipe, Photographe

COOP, SIREN = "Coop fictive du Guide", "732829320"
CHOISIS = (1, 2, 3, 5, 6, 8, 9, 10)
COOPS = """siren;nom;forme_juridique;commune;code_departement;membre_depuis
404833048;Coop fictive du Fichier;SCP;Lille;59;2024-01-01
552100554;Coop fictive du Tableau;{forme};Roubaix;59;2024-01-01
"""


def inscrire(equipe: Equipe) -> None:
    """A coop enters the register."""
    qui = equipe.publication

    qui.menu("Registre", "Coopératives")
    qui.presser("link", re.compile("^Ajouter"))
    qui.champ("Nom").fill(COOP)
    qui.champ("SIREN").fill(SIREN)
    qui.champ("Forme juridique", "combobox").select_option(index=1)
    qui.champ("Commune").fill("Villefictive")
    qui.champ("Département", "combobox").select_option("Nord")
    qui.photographier("coop-inscrire")
    qui.presser("button", "Voir ce que le public lira")
    qui.presser("button", "Confirmer l’inscription")
    qui.lit(COOP)
    qui.ouvrir("Coopératives", COOP)
    qui.photographier("coop-inspecter")


def deposer(equipe: Equipe) -> None:
    """Its candidature is filed: eight engagements, each with what measures it."""
    qui = equipe.publication
    qui.presser("link", "Déposer une candidature")
    qui.dater("Déposée le", "19/10/2026")
    for numero in CHOISIS:
        qui.choisir_un_engagement(numero, "Logements livrés")
    qui.photographier("candidature-deposer", qui.champ("Indicateur"))
    qui.presser("button", "Déposer")
    qui.lit(COOP)


def juger(equipe: Equipe) -> None:
    """The file is complete, the committee judges it admissible, a point is held."""
    qui = equipe.administration
    qui.ouvrir("Candidatures", COOP)
    _decider(qui, "Déclarer le dossier complet", "26/10/2026")
    qui.photographier("candidature-decider")
    _decider(qui, "Déclarer admissible", "09/11/2026")
    qui.presser("link", "Consigner un point d’étape")
    qui.photographier("point-consigner")


def _decider(qui: Photographe, acte: str, jour: str) -> None:
    qui.presser("link", acte)
    qui.dater("Prend effet le", jour)
    qui.confirmer(acte)
    qui.lit(COOP)


def accorder(equipe: Equipe) -> None:
    """The label is granted; the band says its number and its dates."""
    qui = equipe.administration
    qui.ouvrir("Candidatures", COOP)
    for _point in ("à 6 mois", "à 12 mois", "la visite"):
        qui.presser("link", "Dispenser d’un point ou de la visite")
        qui.champ("Motif").fill("Vu par le comité avant l’ouverture du site.")
        qui.confirmer("Dispenser d’un point ou de la visite")
        qui.lit(COOP)
    qui.presser("link", "Accorder le label")
    qui.photographier("label-accorder")
    qui.presser("button", "Voir ce qui change")
    qui.photographier("label-apercu")
    qui.presser("button", "Confirmer")
    qui.lit("QC-", COOP)
    qui.photographier("label-accorde")


def suspendre(equipe: Equipe) -> None:
    """The label is held back."""
    qui = equipe.administration
    qui.presser("link", "Voir le label")
    qui.presser("link", re.compile("^Suspendre"))
    qui.champ("Motif").fill("Le point à six mois n’a pas été tenu.")
    qui.photographier("label-suspendre")


def corriger(equipe: Equipe) -> None:
    """A day was wrong: what the correction changes is shown before it is written."""
    qui = equipe.administration
    qui.ouvrir("Candidatures", COOP)
    qui.presser("link", re.compile("^Corriger : octroi"))
    qui.dater("Octroyé le", "12/11/2026")
    qui.champ("Pourquoi").fill("Le comité avait décidé le 12 novembre.")
    qui.presser("button", re.compile("^Voir ce qui"))
    expect(qui.page.get_by_role("button", name=re.compile("^Confirmer"))).to_be_visible()
    qui.photographier("corriger-apercu")


def importer(equipe: Equipe) -> None:
    """A file of coops: its faults, then what it would do."""
    qui = equipe.administration
    qui.menu("Registre", "Coopératives")
    qui.presser("button", "Actions")
    qui.presser("link", re.compile("^Importer"))
    _montrer(qui, COOPS.format(forme="SA"))
    qui.photographier("import-fautes")
    _montrer(qui, COOPS.format(forme="SCIC"))
    expect(qui.page.get_by_role("button", name=re.compile("^Confirmer"))).to_be_visible()
    qui.photographier("import-apercu")


def _montrer(qui: Photographe, contenu: str) -> None:
    fichier = {"name": "coopératives.csv", "mimeType": "text/csv", "buffer": contenu.encode()}
    qui.page.get_by_label("Fichier").set_input_files(fichier)  # type: ignore[arg-type]
    qui.presser("button", "Voir ce qui changerait")


SCENES = (inscrire, deposer, juger, accorder, suspendre, corriger, importer)
