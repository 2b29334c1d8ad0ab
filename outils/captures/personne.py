"""Somebody before the admin's screen, who knows nothing of the page but what it says."""

import re

from playwright.sync_api import Locator, Page, Response, expect

FIRST_ERROR = 400
PATIENCE = 15_000  # milliseconds: a form that writes the register answers late on a busy machine
BAD_NEWS = ".messages .error, .messages .warning, .error-message"


class Personne:
    """Presses what has a name, fills what has a label, reads the messages; counts the presses and the faults."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.clics = 0
        self.fautes: list[str] = []
        page.on("pageerror", lambda erreur: self.fautes.append(str(erreur)))
        page.on("response", self._regarder)

    def _regarder(self, reponse: Response) -> None:
        if reponse.status >= FIRST_ERROR:
            self.fautes.append(f"{reponse.status} {reponse.url}")

    def presser(self, role: str, nom: str | re.Pattern[str], dans: Locator | None = None) -> None:
        """Press the first button, link or box of this name, and wait for the page it leads to."""
        lieu = dans or self.page
        lieu.get_by_role(role, name=nom, exact=isinstance(nom, str)).first.click()  # type: ignore[arg-type]
        self.page.wait_for_load_state()
        self.clics += 1

    def champ(self, nom: str, role: str = "textbox", dans: Locator | None = None) -> Locator:
        """Return the field of this label, compulsory or not, once its page is loaded: scripts read it."""
        lieu = dans or self.page
        champ = lieu.get_by_role(role, name=re.compile(rf"^{re.escape(nom)}\s*\*?$")).first  # type: ignore[arg-type]
        champ.wait_for()
        self.page.wait_for_load_state()
        return champ

    def dater(self, nom: str, jour: str) -> None:
        """Type a day in a field, and leave it: the calendar it opens would hide what comes next."""
        champ = self.champ(nom)
        champ.fill(jour)
        champ.press("Tab")
        expect(self.page.locator(".xdsoft_datetimepicker").filter(visible=True)).to_have_count(0)

    def aller(self, adresse: str) -> None:
        """Open the page of this address."""
        self.page.goto(adresse)

    def menu(self, *noms: str) -> None:
        """Open the admin, then this way down the menu on the left."""
        self.aller("/admin/")
        menu = self.page.get_by_role("navigation", name="Menu principal")
        for dossier in noms[:-1]:
            self.presser("button", dossier, menu)
        self.presser("link", noms[-1], menu)

    def ouvrir(self, liste: str, nom: str) -> None:
        """Open the page that tells of this coop, or of what bears its name, from a list of the register."""
        self.menu("Registre", liste)
        self.presser("button", re.compile(rf"^Plus d.options pour « .*{nom}"))
        self.presser("link", re.compile("^Inspecter"))

    def ouvrir_la_page(self, titre: str) -> None:
        """Open a page's list of sub-pages, by the explorer on the left."""
        self.presser("link", re.compile(rf"^{titre}"), self._explorateur())

    def modifier_la_page(self, titre: str) -> None:
        """Open a page's form, by the pencil of the explorer on the left."""
        self.presser("link", re.compile(rf"^Modifier '{titre}"), self._explorateur())

    def _explorateur(self) -> Locator:
        """Unfold the pages under the home page."""
        self.aller("/admin/")
        self.presser("button", "Pages")
        self.presser("link", "Voir les sous-pages de 'Accueil'")
        return self.page.get_by_role("dialog", name="Explorateur")

    def choisir_un_engagement(self, numero: int, indicateur: str) -> None:
        """Unfold an engagement of the filing form, choose it, name what measures it."""
        engagement = self.page.locator(f"#engagement-{numero}-section")
        self.presser("button", re.compile("section"), engagement)
        self.presser("checkbox", "Choisi", engagement)
        self.champ("Indicateur", dans=engagement).fill(indicateur)

    def deplier_les_actions(self) -> None:
        """Open the menu beside the button at the foot of a form."""
        pied = self.page.locator("footer")
        self.presser("button", re.compile("actions$"), pied)

    def soumettre(self) -> None:
        """Send the text of the form to the review."""
        self.deplier_les_actions()
        self.presser("button", re.compile("^Soumettre"))

    def confirmer(self, acte: str) -> None:
        """Carry an act of the register out, and confirm it when what will be read is shown first."""
        self.presser("button", re.compile(rf"^({acte}|Voir ce qui)"))
        if self.page.get_by_role("button", name=re.compile("^Confirmer")).count():
            self.presser("button", re.compile("^Confirmer"))

    def lit(self, *mots: str) -> None:
        """Read these words in the green band, and no fault anywhere."""
        bandeau = self.page.locator(".messages .success")
        for mot in mots:
            expect(bandeau).to_contain_text(mot, timeout=PATIENCE)
        expect(self.page.locator(BAD_NEWS)).to_have_count(0)
