"""The previews of a kit: the pieces themselves, small, side by side in one picture, so that a page asks once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO

from PIL import Image

from registre.promotion.kit.documents import RAISON_D_ETRE
from registre.promotion.kit.images import TAILLES, nom_de_l_image
from registre.promotion.kit.situation import Cas

HAUTEUR = 240  # pixels
NOM = "apercus.webp"
QUALITE = 60

_A_LA_FRANCAISE, _A_L_ITALIENNE, _ECRAN = 210 / 297, 210 / 148, 16 / 9
DU_LABEL = {
    "certificat-a4.pdf": _A_LA_FRANCAISE,
    "plaque.pdf": _A_L_ITALIENNE,
    "affiche-de-nos-engagements.pdf": _A_LA_FRANCAISE,
    "diapositive.pdf": _ECRAN,
    **{nom_de_l_image("image", taille): large / haute for taille, (large, haute) in TAILLES.items()},
    RAISON_D_ETRE: _A_LA_FRANCAISE,
}
D_ENGAGEE = {nom_de_l_image("image-engagee", "carre"): 1.0, RAISON_D_ETRE: _A_LA_FRANCAISE}


@dataclass(frozen=True)
class PlaceDApercu:
    """Where a piece stands in the picture of all, in pixels."""

    nom: str
    x: int
    largeur: int
    hauteur: int = HAUTEUR


def places(cas: Cas) -> Sequence[PlaceDApercu]:
    """Return where each piece of a kit stands, from left to right."""
    rangees, x = [], 0
    for nom, proportion in (DU_LABEL if cas == Cas.LABEL else D_ENGAGEE).items():
        largeur = round(HAUTEUR * proportion)
        rangees.append(PlaceDApercu(nom, x, largeur))
        x += largeur
    return rangees


def planche(cas: Cas, vues: Mapping[str, bytes]) -> bytes:
    """Return the picture of all, WebP. A piece that is not among `vues` (PNG, by name) leaves its place empty."""
    rangees = places(cas)
    image = Image.new("RGB", (rangees[-1].x + rangees[-1].largeur, HAUTEUR), "#ffffff")
    for place in rangees:
        if place.nom in vues:
            vue = Image.open(BytesIO(vues[place.nom])).convert("RGB")
            image.paste(vue.resize((place.largeur, HAUTEUR), Image.Resampling.LANCZOS), (place.x, 0))

    sortie = BytesIO()
    image.save(sortie, "WEBP", quality=QUALITE, method=4)
    return sortie.getvalue()
