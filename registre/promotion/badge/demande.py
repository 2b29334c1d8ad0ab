"""What an address asks of a badge, read strictly, and the mark of the answer, known before anything is drawn."""

import datetime
import hashlib
from dataclasses import astuple, dataclass
from functools import cache
from pathlib import Path

import PIL
from django.conf import settings
from django.http import QueryDict

from registre.models import VersionDuRegistre
from registre.promotion.badge.formes import FORMES
from registre.promotion.badge.teintes import THEMES
from socle.adresses.parametres import nombre_parmi, parmi

LANGUES = ("fr", "en")
LARGEURS = (80, 160, 240, 320, 480, 640, 960, 1280)  # pixels; few, so that few are drawn
LARGEUR = 320


@dataclass(frozen=True)
class DemandeDeBadge:
    """A badge asked for: of which number, how it is drawn. `largeur` is 0 for an SVG."""

    numero: str
    forme: str
    theme: str
    langue: str
    largeur: int = 0

    @property
    def nom_de_fichier(self) -> str:
        """The name under which it is saved."""
        return f"qualicoop-{self.numero}-{self.forme}-{self.langue}.{'png' if self.largeur else 'svg'}"


def demande_de_badge(numero: str, donnees: QueryDict, *, image: bool) -> DemandeDeBadge:
    """Return what is asked of the badge of this number. Raises `ParametreInvalide`."""
    return DemandeDeBadge(
        numero=numero,
        forme=parmi(donnees, "forme", tuple(FORMES)) or "complet",
        theme=parmi(donnees, "theme", tuple(THEMES)) or "clair",
        langue=parmi(donnees, "langue", LANGUES) or settings.LANGUAGE_CODE,
        largeur=(nombre_parmi(donnees, "largeur", LARGEURS) or LARGEUR) if image else 0,
    )


def empreinte(demande: DemandeDeBadge, au: datetime.date) -> str:
    """Return a hash of all that decides a badge: the register, the day, what is asked, the way it is drawn. One query.

    Read before the label is: a badge drawn while the register changes is marked as one of before, and asked again.
    """
    version = VersionDuRegistre.objects.filter(pk=1).values_list("numero", flat=True).first()
    return hashlib.sha256(repr((facon_de_dessiner(), version, au, *astuple(demande))).encode()).hexdigest()[:32]


@cache
def facon_de_dessiner() -> str:
    """Return a hash of what draws: this folder, its template, the library of the PNG. Read once in a process."""
    somme = hashlib.sha256(PIL.__version__.encode())
    gabarit = settings.BASE_DIR / "templates" / "registre" / "promotion" / "badge.svg"
    for fichier in (*sorted(Path(__file__).parent.glob("*.py")), gabarit):
        somme.update(fichier.read_bytes())
    return somme.hexdigest()
