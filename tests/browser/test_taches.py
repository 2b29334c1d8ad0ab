"""An editor's ten daily tasks, done in a browser by what the screen says: each ends well, none meets a fault.

The clicks of each are printed (`pytest -s`), so that a change of the admin shows what it costs.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from config.environment import BASE_DIR
from outils.captures.personne import Personne

pytestmark = pytest.mark.lent

EDITION, ADMINISTRATION = "Édition", "Administration"
# Each account is let in by the session it has: the form of the login has its own tests.
OUVRIR_DEUX_SESSIONS = f"""
import json
from django.conf import settings
from django.contrib.auth.models import Group
from django.test import Client
from socle.models import User
sessions = {{}}
for nom in ({EDITION!r}, {ADMINISTRATION!r}):
    compte = User.objects.create_user(f"dix.taches.{{nom.lower()}}@example.org")
    compte.groups.add(Group.objects.get(name=nom))
    client = Client()
    client.force_login(compte)
    sessions[nom] = client.cookies[settings.SESSION_COOKIE_NAME].value
print(json.dumps(sessions))
"""
COOP, SIREN = "Coop fictive des Dix Tâches", "732829320"
FICHIER = """siren;nom;forme_juridique;commune;code_departement;membre_depuis
404833048;Coop fictive du Fichier;SCP;Lille;59;2024-01-01
"""


def changer_un_mot(qui: Personne) -> None:
    qui.menu("Raison d’être", "Axes")
    qui.presser("link", "Notre gouvernance coopérative")
    texte = qui.champ("Texte")
    texte.fill(f"{texte.input_value()} Nos associés votent.")
    qui.soumettre()
    qui.lit("gouvernance")


def traduire(qui: Personne) -> None:
    qui.menu("Raison d’être", "Axes")
    qui.presser("link", "Our responsible model")
    titre = qui.page.get_by_role("listitem").filter(has=qui.page.get_by_role("heading", name="Titre", exact=True)).last
    qui.presser("button", re.compile("^(Modifier|Traduire)$"), titre)
    titre.get_by_role("textbox").fill("Our model of responsibility")
    qui.presser("button", "Enregistrer", titre)
    expect(titre).to_contain_text("Our model of responsibility")
    qui.presser("button", re.compile("^Traduction terminée, à relire"))
    qui.lit("Traduction terminée")


def revenir_en_arriere(qui: Personne) -> None:
    qui.menu("Raison d’être", "Axes")
    qui.presser("link", "Notre mission d'intérêt général")
    accroche = qui.champ("Accroche")
    avant = accroche.input_value()

    accroche.fill("Une accroche que l’on regrette")
    qui.presser("button", "Enregistrer le brouillon")
    qui.presser("link", "Historique")
    premiere = qui.page.get_by_role("row").last

    qui.presser("button", re.compile("[Aa]ctions|options"), premiere)
    qui.presser("link", re.compile("^(Réviser|Passer en revue) cette version"))
    expect(accroche).to_have_value(avant)
    qui.presser("button", "Remplacer le brouillon actuel")
    qui.lit("mission")


def inscrire_une_coop(qui: Personne) -> None:
    qui.menu("Registre", "Coopératives")
    qui.presser("link", re.compile("^Ajouter"))
    qui.champ("Nom").fill(COOP)
    qui.champ("SIREN").fill(SIREN)
    qui.champ("Forme juridique", "combobox").select_option(index=1)
    qui.champ("Commune").fill("Villefictive")
    qui.champ("Département", "combobox").select_option("Nord")
    qui.presser("button", "Voir ce que le public lira")
    qui.presser("button", "Confirmer l’inscription")
    qui.lit(COOP)


def deposer_une_candidature(qui: Personne) -> None:
    qui.ouvrir("Coopératives", COOP)
    qui.presser("link", "Déposer une candidature")
    for numero in (1, 2, 3, 5, 6, 8, 9, 10):
        qui.choisir_un_engagement(numero, "Logements livrés")
    qui.presser("button", "Déposer")
    qui.lit(COOP)


def decider_de_l_admissibilite(qui: Personne) -> None:
    qui.ouvrir("Candidatures", COOP)
    for acte in ("Déclarer le dossier complet", "Déclarer admissible"):
        qui.presser("link", acte)
        qui.confirmer(acte)
        qui.lit(COOP)


def accorder_le_label(qui: Personne) -> None:
    qui.ouvrir("Candidatures", COOP)
    for _point in ("à 6 mois", "à 12 mois", "la visite"):
        qui.presser("link", "Dispenser d’un point ou de la visite")
        qui.champ("Motif").fill("Vu par le comité avant l’ouverture du site.")
        qui.confirmer("Dispenser d’un point ou de la visite")
        qui.lit(COOP)
    qui.presser("link", "Accorder le label")
    qui.confirmer("Accorder le label")
    qui.lit("QC-", COOP, "du ", "au ")


def publier_une_actualite(qui: Personne) -> None:
    qui.ouvrir_la_page("Actualités")
    qui.presser("link", re.compile("^Ajouter"))
    qui.champ("Titre").fill("Une nouvelle des dix tâches")
    qui.champ("Introduction").fill("Deux phrases pour la liste.")
    qui.dater("Date", "01/09/2026")
    qui.soumettre()
    qui.lit("Une nouvelle des dix tâches")


def annoncer_un_rendez_vous(qui: Personne) -> None:
    qui.ouvrir_la_page("Agenda")
    qui.presser("link", re.compile("^Ajouter"))
    qui.champ("Titre").fill("Un rendez-vous des dix tâches")
    qui.champ("Nature", "combobox").select_option(index=1)
    qui.dater("Premier jour", "01/09/2027")
    qui.champ("Lieu").fill("Paris")
    qui.soumettre()
    qui.lit("Un rendez-vous des dix tâches")


def importer_un_fichier(qui: Personne) -> None:
    qui.menu("Registre", "Coopératives")
    qui.presser("button", "Actions")
    qui.presser("link", re.compile("^Importer"))
    fichier = {"name": "coops.csv", "mimeType": "text/csv", "buffer": FICHIER.encode()}
    qui.page.get_by_label("Fichier").set_input_files(fichier)  # type: ignore[arg-type]
    qui.presser("button", "Voir ce qui changerait")
    qui.presser("button", "Confirmer")
    qui.lit("coops.csv")


TACHES = (
    (EDITION, changer_un_mot),
    (EDITION, traduire),
    (EDITION, revenir_en_arriere),
    (ADMINISTRATION, inscrire_une_coop),
    (ADMINISTRATION, deposer_une_candidature),
    (ADMINISTRATION, decider_de_l_admissibilite),
    (ADMINISTRATION, accorder_le_label),
    (EDITION, publier_une_actualite),
    (EDITION, annoncer_un_rendez_vous),
    (ADMINISTRATION, importer_un_fichier),
)


@pytest.fixture
def personnes(browser: Browser, site: str, site_database: str) -> Iterator[dict[str, Personne]]:
    """An editor and an administrator, each before a screen of their own."""
    environnement = {**os.environ, "DATABASE_URL": site_database, "DJANGO_SETTINGS_MODULE": "config.settings.test"}
    commande = [sys.executable, "manage.py", "shell", "--no-imports", "-c", OUVRIR_DEUX_SESSIONS]
    sortie = subprocess.run(  # noqa: S603 - our own command
        commande, cwd=BASE_DIR, env=environnement, check=True, stdout=subprocess.PIPE, text=True
    )

    ecrans = {}
    for nom, session in json.loads(sortie.stdout.splitlines()[-1]).items():
        ecrans[nom] = browser.new_context(base_url=site, viewport={"width": 1280, "height": 900}, locale="fr-FR")
        ecrans[nom].add_cookies([{"name": "sessionid", "value": session, "url": site}])

    yield {nom: Personne(ecran.new_page()) for nom, ecran in ecrans.items()}
    for ecran in ecrans.values():
        ecran.close()


def test_the_ten_daily_tasks_are_done_without_a_fault(personnes: dict[str, Personne]) -> None:
    for nom, tache in TACHES:
        qui = personnes[nom]
        qui.clics = 0
        tache(qui)
        print(f"{tache.__name__}: {qui.clics} clicks")  # noqa: T201 - what this test measures
    assert [faute for qui in personnes.values() for faute in qui.fautes] == []
