"""Remake the screenshots of docs/guide-editeur.md: a site of its own, filled by the real commands, then a browser.

    .venv/bin/python outils/captures_guide.py

Needs chromium (CHROMIUM says where). Nothing of the developer's own site is touched.
"""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
PORT = int(os.environ.get("PORT", "8765"))
SITE = f"http://127.0.0.1:{PORT}"
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
COULEURS = 128

ATELIER = tempfile.TemporaryDirectory(prefix="captures-")
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "config.settings.dev",
    "DATABASE_URL": f"sqlite:///{ATELIER.name}/guide.sqlite3",
    "MEDIA_ROOT": f"{ATELIER.name}/media",
}
sys.path[:0] = [str(ROOT), str(ROOT / "site")]

import django  # noqa: E402 - the environment above comes first

django.setup()

from django.contrib.auth.models import Group  # noqa: E402
from django.core.files.base import ContentFile  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402
from PIL import Image  # noqa: E402
from playwright.sync_api import Browser, Page, sync_playwright  # noqa: E402
from wagtail.models import Locale  # noqa: E402

from raison_detre.models import Axe, PageEditoriale  # noqa: E402
from socle.models import SiteImage, User  # noqa: E402


def preparer() -> None:
    """Fill the site as `make run` does, and add an editor and a reviewer."""
    call_command("migrate", verbosity=0, interactive=False)
    call_command("charger_referentiel", "raison_detre/donnees/raison_detre_2021.yaml", verbosity=0)
    for commande in ("charger_contenu", "charger_traduction", "synchroniser_groupes"):
        call_command(commande, verbosity=0)
    for groupe in ("Édition", "Publication"):
        adresse = {"Édition": "edition", "Publication": "publication"}[groupe]
        compte = User.objects.create_user(f"{adresse}@example.org", first_name="Compte", last_name=groupe)
        compte.groups.add(Group.objects.get(name=groupe))
    fichier = Path(ATELIER.name) / "facade.jpg"
    Image.linear_gradient("L").resize((1600, 900)).convert("RGB").save(fichier)
    SiteImage.objects.create(title="Résidence, façade sur rue", file=ContentFile(fichier.read_bytes(), "facade.jpg"))


def ouvrir(navigateur: Browser, compte: str) -> Page:
    """Open a browser page in which this account is logged in."""
    client = Client()
    client.force_login(User.objects.get(email=f"{compte}@example.org"))
    contexte = navigateur.new_context(
        viewport={"width": 1200, "height": 780}, locale="fr-FR", timezone_id="Europe/Paris"
    )
    contexte.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": SITE}])
    return contexte.new_page()


def axe() -> Axe:
    """The axis the guide changes: the second of the edition in force, in French."""
    return Axe.objects.get(numero=2, locale__language_code="fr")


def adresse_de_l_axe(nom: str, objet: Axe | None = None) -> str:
    """Return the admin's address of this axis."""
    objet = objet or axe()
    return SITE + reverse(objet.snippet_viewset.get_url_name(nom), args=[objet.pk])


def enregistrer(page: Page, nom: str) -> None:
    """Keep what the window shows, in few colours: a screen of text loses nothing and weighs four times less."""
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(600)  # panels slide in
    chemin = IMAGES / f"{nom}.png"
    page.screenshot(path=chemin)
    with Image.open(chemin) as image:
        image.convert("RGB").quantize(COULEURS, dither=Image.Dither.NONE).save(chemin, optimize=True)


def accueil(edition: Page, publication: Page) -> None:
    edition.goto(f"{SITE}/admin/")
    enregistrer(edition, "accueil-edition")


def liste_des_axes(edition: Page, publication: Page) -> None:
    edition.goto(SITE + reverse(axe().snippet_viewset.get_url_name("list")))
    enregistrer(edition, "axes-liste")


def modifier(edition: Page, publication: Page) -> None:
    edition.goto(adresse_de_l_axe("edit"))
    champ = edition.locator("textarea[name=texte]")
    champ.fill(champ.input_value() + "\n\nNos associés votent chaque année le rapport de leur coopérative.")
    champ.scroll_into_view_if_needed()
    edition.wait_for_timeout(1500)  # the draft saves itself
    enregistrer(edition, "axe-modifier")
    edition.locator("footer [data-w-dropdown-target=toggle]").click()
    enregistrer(edition, "soumettre")
    edition.locator("[name=action-submit]").click()
    edition.wait_for_load_state("networkidle")
    edition.goto(f"{SITE}/admin/")
    enregistrer(edition, "accueil-soumis")


def relire(edition: Page, publication: Page) -> None:
    publication.goto(f"{SITE}/admin/")
    enregistrer(publication, "accueil-publication")
    publication.goto(adresse_de_l_axe("edit"))
    publication.locator("footer [data-w-dropdown-target=toggle]").click()
    enregistrer(publication, "relire")
    publication.goto(f"{SITE}/admin/")
    publication.locator("[data-launch-modal]").first.click()
    publication.locator(".modal textarea").fill("Merci de préciser : le rapport d’activité.")
    enregistrer(publication, "renvoyer")
    publication.goto(f"{SITE}/admin/")
    publication.locator("[data-workflow-action-url]:not([data-launch-modal])").first.click()
    publication.wait_for_load_state("networkidle")


def traduire(edition: Page, publication: Page) -> None:
    edition.goto(f"{SITE}/admin/")
    enregistrer(edition, "accueil-traduction")
    edition.locator("a[href*='/localize/update/']").first.click()
    enregistrer(edition, "traduction-mettre-a-jour")
    edition.locator("form button[type=submit], form input[type=submit]").last.click()
    edition.wait_for_load_state("networkidle")
    edition.goto(adresse_de_l_axe("edit", axe().get_translation(Locale.objects.get(language_code="en"))))
    edition.wait_for_timeout(1500)
    enregistrer(edition, "traduction-editeur")


def revenir(edition: Page, publication: Page) -> None:
    edition.goto(adresse_de_l_axe("history"))
    enregistrer(edition, "historique")
    premiere = axe().revisions.order_by("created_at").first()
    edition.goto(SITE + reverse(axe().snippet_viewset.get_url_name("revisions_revert"), args=[axe().pk, premiere.pk]))
    enregistrer(edition, "revenir")


def navigation(edition: Page, publication: Page) -> None:
    publication.goto(f"{SITE}/admin/settings/socle/navigation/")
    enregistrer(publication, "navigation")


def image(edition: Page, publication: Page) -> None:
    editoriale = PageEditoriale.objects.filter(locale__language_code="fr").first()
    contenu = {"image": {"image": SiteImage.objects.get().pk, "alt_text": "", "decorative": False}, "legende": ""}
    editoriale.corps = [("figure", PageEditoriale.corps.field.stream_block.child_blocks["figure"].to_python(contenu))]
    editoriale.save_revision(user=User.objects.get(email="edition@example.org"))
    edition.goto(SITE + reverse("wagtailadmin_pages:edit", args=[editoriale.pk]))
    edition.wait_for_timeout(1500)
    edition.locator("[name=corps-0-value-image-alt_text]").scroll_into_view_if_needed()
    enregistrer(edition, "image-alternative")


CAPTURES: tuple[Callable[[Page, Page], None], ...] = (
    accueil,
    liste_des_axes,
    modifier,
    relire,
    traduire,
    revenir,
    navigation,
    image,
)


def main() -> None:
    """Prepare, serve, photograph, stop. Each scene starts where the one before left the site: all are played."""
    preparer()
    serveur = subprocess.Popen(
        [sys.executable, "manage.py", "runserver", "--noreload", "--skip-checks", str(PORT)],
        cwd=ROOT,
        stderr=subprocess.DEVNULL,
    )
    try:
        attendre()
        IMAGES.mkdir(parents=True, exist_ok=True)
        with sync_playwright() as playwright:
            navigateur = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
            pages = (ouvrir(navigateur, "edition"), ouvrir(navigateur, "publication"))
            for scene in CAPTURES:
                scene(*pages)
    finally:
        serveur.terminate()
        serveur.wait()


def attendre() -> None:
    """Wait until the server answers. Raises `TimeoutError` after a minute."""
    for _essai in range(120):
        try:
            socket.create_connection(("127.0.0.1", PORT), timeout=5).close()
        except OSError:
            time.sleep(0.5)
        else:
            return
    raise TimeoutError(SITE)


if __name__ == "__main__":
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # playwright keeps a loop running in this thread
    main()
