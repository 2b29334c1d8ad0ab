"""The machine's clock steps forward a day, and back: statuses are right on the day it says."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest

from tests.browser.parcours.horloge import VARIABLE
from tests.config.devant import Nginx
from tests.pannes.contenu import ECHOIT
from tests.pannes.gens import Personne
from tests.pannes.monde import Monde
from tests.pannes.service import Service

pytestmark = pytest.mark.lent
UN_JOUR = 24 * 3600


class SiteALHeure:
    """The same site, served beside by processes whose clock a file moves, and a nginx that bears the same one."""

    def __init__(self, debout: Monde, dossier: Path) -> None:
        self.fichier = dossier / "horloge"
        self.fichier.write_text("0")
        variables = debout.service.environnement | {VARIABLE: str(self.fichier)}
        self.service = Service(variables, dossier, "tests.browser.parcours.horloge", processus=1)
        self.devant = Nginx(dossier, cast(Any, self.service))

    def mettre(self, secondes: int) -> None:
        """Step the clock of both to so many seconds ahead of the machine's."""
        self.fichier.write_text(str(secondes))
        self.devant.arreter()
        self.devant.demarrer(decalage=f"+{secondes}")

    def label(self) -> str:
        """What the page of the coop whose label lapses tonight shows to somebody."""
        return Personne(self.devant).lire(f"/registre/{ECHOIT}/").label


@pytest.fixture
def a_l_heure(debout: Monde, tmp_path: Path) -> Iterator[SiteALHeure]:
    tmp_path.chmod(0o755)
    site = SiteALHeure(debout, tmp_path)
    site.service.demarrer()
    site.devant.demarrer()
    yield site
    site.devant.arreter()
    site.service.arreter()


def test_a_label_lapses_with_the_clock_and_comes_back_with_it(a_l_heure: SiteALHeure) -> None:
    assert [a_l_heure.label(), a_l_heure.label()] == ["labellisee", "labellisee"]

    a_l_heure.mettre(UN_JOUR)
    assert [a_l_heure.label(), a_l_heure.label()] == ["echue", "echue"]

    a_l_heure.mettre(0)
    assert [a_l_heure.label(), a_l_heure.label()] == ["labellisee", "labellisee"]
