"""How many fields a person is shown, and how often they press, from a page to the next."""

from playwright.sync_api import Page

# What is seen of forms: a group of boxes is one field, what is folded is not seen, nor the search of every page.
VUS = """() => {
  const noms = new Set();
  for (const champ of document.querySelectorAll('main input, main select, main textarea'))
    if (!['hidden', 'submit', 'button'].includes(champ.type) && champ.checkVisibility())
      noms.add(champ.name);
  return [...noms];
}"""


class Compteur:
    """Counts each field once, on the page where it is seen, and each press; while `compte` is true."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.champs: set[tuple[str, str]] = set()
        self.clics = 0
        self.compte = False

    def presse(self) -> None:
        """Count what the open page shows, and the press that is about to be made there."""
        if self.compte:
            chemin = self.page.url.partition("?")[0].partition("#")[0]
            self.champs |= {(chemin, nom) for nom in self.page.evaluate(VUS)}
            self.clics += 1
