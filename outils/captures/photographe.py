"""A person who keeps pictures of the screen, and the three who go through the guide."""

from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Locator, Page

from outils.captures.personne import Personne

COLOURS = 64


class Photographe(Personne):
    """Takes what the window shows, in few colours: a screen of text loses nothing and weighs four times less."""

    def __init__(self, page: Page, folder: Path) -> None:
        super().__init__(page)
        self.folder = folder

    def photographier(self, nom: str, devant: Locator | None = None) -> None:
        """Keep the window under this name, `devant` at its middle. Raises `AssertionError` on a fault of the page."""
        self.page.wait_for_load_state("networkidle")

        if devant is not None:
            devant.evaluate("element => element.scrollIntoView({block: 'center'})")

        self.page.wait_for_timeout(600)  # panels slide in
        assert self.fautes == [], self.fautes  # noqa: S101 - told as a step that is gone
        path = self.folder / f"{nom}.png"
        self.page.screenshot(path=path, animations="disabled")
        with Image.open(path) as image:
            image.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
        print(f"    {path.name}", flush=True)


@dataclass(frozen=True)
class Equipe:
    """One person of each group of the admin."""

    edition: Photographe
    publication: Photographe
    administration: Photographe
