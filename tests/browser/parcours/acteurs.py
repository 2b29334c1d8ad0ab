"""Who goes through the journey, each in a browser of their own, and the public."""

import datetime
import re
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, Locator, Page, expect

from outils.captures.personne import Personne
from tests.browser.comptes import log_in
from tests.browser.parcours.compteur import Compteur
from tests.browser.parcours.courriels import Boite
from tests.browser.parcours.gens import SLUG
from tests.browser.parcours.serveur import SiteALHeure

TELEPHONE = {"width": 360, "height": 740}
BUREAU = {"width": 1280, "height": 900}
ATTENTE = 120_000  # milliseconds that a busy machine may take to answer


class Acteur(Personne):
    """Somebody with an account, who logs in whenever the site asks."""

    def __init__(self, page: Page, adresse: str) -> None:
        super().__init__(page)
        self.adresse = adresse
        self.compteur = Compteur(page)

    def aller(self, adresse: str) -> None:
        """Open a page, through the login when the session has expired."""
        self.page.goto(adresse)
        if self.page.locator("input[name=login]").count():
            log_in(self.page, self.adresse)
            expect(self.page.locator("input[name=password]")).to_have_count(0)
            self.page.wait_for_load_state()  # the page it leads to, whole: a list of its fields would be cut short

    def presser(self, role: str, nom: str | re.Pattern[str], dans: Locator | None = None) -> None:
        """Press what has this name; what was seen before is counted."""
        self.compteur.presse()
        super().presser(role, nom, dans)

    def lit(self, *mots: str) -> None:
        """Read these words in the green band, once there is one."""
        expect(self.page.locator(".messages li").first).to_be_visible()
        super().lit(*mots)

    def voit(self, *mots: str) -> None:
        """Read these words on the page."""
        for mot in mots:
            expect(self.page.locator("main")).to_contain_text(mot)


@dataclass
class Monde:
    """The site, whoever came to it, and the public."""

    navigateur: Browser
    site: SiteALHeure
    acteurs: dict[str, Acteur] = field(default_factory=dict)

    @property
    def boite(self) -> Boite:
        """The mail that left the site so far."""
        return self.site.boite

    def jour(self, le: datetime.date) -> None:
        """It is now this day, for the site and all its commands."""
        self.site.horloge.mettre(le)

    def acteur(self, adresse: str, ecran: dict[str, int] | None = None) -> Acteur:
        """Return the person of this address, the same from stage to stage."""
        if adresse not in self.acteurs:
            self.acteurs[adresse] = Acteur(self._page(ecran or BUREAU), adresse)
        return self.acteurs[adresse]

    def le_public_lit(self, *mots: str, absents: tuple[str, ...] = ()) -> None:
        """Open the coop's page of the register, without an account: it says this, and not that."""
        page = self._page(BUREAU)
        page.goto(f"/registre/{SLUG}/")
        lu = page.locator("main").inner_text().replace("\u00a0", " ")
        page.context.close()
        assert [mot for mot in mots if mot not in lu] == [], lu
        assert [mot for mot in absents if mot in lu] == [], lu

    def fautes(self) -> dict[str, list[str]]:
        """Return what went wrong in each browser: a script, an answer in 400 or 500."""
        return {adresse: acteur.fautes for adresse, acteur in self.acteurs.items() if acteur.fautes}

    def _page(self, ecran: Any) -> Page:
        contexte = self.navigateur.new_context(base_url=self.site.adresse, viewport=ecran, locale="fr-FR")
        contexte.set_default_timeout(ATTENTE)
        return contexte.new_page()
