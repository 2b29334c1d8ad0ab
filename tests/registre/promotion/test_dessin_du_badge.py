"""A badge holds in its frame whatever is written in it, in colours that are read."""

import datetime
import re
from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image

from config.environment import BASE_DIR
from registre.lecture.label_du_jour import LabelDuJour, label_du_jour
from registre.promotion.badge import badge_png, badge_svg, texte_alternatif, texte_alternatif_durable
from registre.promotion.badge.formes import FORMES
from registre.promotion.badge.teintes import THEMES
from registre.promotion.badge.traits import largeur_au_plus
from tests.registre.factories import CooperativeFactory, labellisee
from tests.registre.promotion.lecture import SVG, badge_lu, titre_du_badge

D = datetime.date
COULEURS = BASE_DIR / "site" / "socle" / "styles" / "tokens" / "couleurs.css"
AXES = ("--axe-1", "--axe-2", "--axe-3")
LISIBLE = 4.5
NOMS = {
    "300 characters": "Société coopérative d’habitations à loyer modéré " * 7,
    "one long word": "A" * 300,
    "marks of XML": "Coop <script>alert(1)</script> & \"Toit\" 'Azur' " * 7,
    "from right to left": "תאגיד דיור שיתופי " * 17,
    "as wide as high": "住宅協同組合" * 50,
}


def label_au_nom(nom: str, numero: str = "") -> LabelDuJour:
    """A label whose coop has this name, longer than the register takes or not."""
    lu = label_du_jour(labellisee(D(2025, 3, 1), CooperativeFactory.create(demonstration=False)).numero, D(2026, 1, 1))
    assert lu is not None
    lu.identite.nom, lu.identite.nom_usuel = nom[:300], ""
    lu.label.numero = numero or lu.label.numero
    return replace(lu)


@pytest.mark.django_db
@pytest.mark.parametrize("nom", NOMS)
def test_any_name_holds_in_the_frame_and_in_four_kilobytes(nom: str) -> None:
    lu = label_au_nom(NOMS[nom], "QC-2025-123456")
    for forme in FORMES:
        contenu = badge_svg(lu, forme=forme, theme="clair", langue="fr")
        dessin = badge_lu(contenu)
        assert len(contenu) < 4096
        assert len(list(dessin.iter(f"{SVG}script"))) == 0
        largeur = float(dessin.get("width", ""))
        for texte in dessin.iter(f"{SVG}text"):
            gras = texte.get("font-weight") is not None
            long = float(
                texte.get("textLength")
                or largeur_au_plus(texte.text or "", float(texte.get("font-size", "")), gras=gras)
            )
            x = float(texte.get("x", "")) - (long / 2 if texte.get("text-anchor") else 0)
            assert x >= 0
            assert x + long <= largeur, (forme, texte.text)
        assert Image.open(BytesIO(badge_png(lu, forme=forme, theme="clair", langue="fr", largeur=80))).size[0] == 80


@pytest.mark.django_db
def test_the_words_beside_it_hold_the_whole_name_set_apart_when_it_runs_the_other_way() -> None:
    nom = NOMS["from right to left"][:170].strip()
    assert f"\u2068{nom}\u2069. En vigueur" in texte_alternatif(label_au_nom(nom), "fr")
    assert '"Toit"' in texte_alternatif(label_au_nom('Coop "Toit" & <b>'), "fr")
    assert titre_du_badge(badge_svg(label_au_nom("A" * 300), forme="rond", theme="clair", langue="fr")).count("A") < 110


@pytest.mark.django_db
def test_the_words_to_paste_beside_a_live_badge_say_no_state_that_could_become_false() -> None:
    lu = label_au_nom("Coop de la Vallée")
    dit = texte_alternatif_durable(lu, "fr")
    assert dit == f"Label Quali’Coop {lu.numero}, Coop de la Vallée\u00a0: état du jour au registre"
    feinte = label_du_jour(labellisee(D(2025, 3, 1)).numero, D(2026, 1, 1))
    assert feinte is not None
    assert texte_alternatif_durable(feinte, "fr").endswith("(démonstration)")


@pytest.mark.django_db
def test_the_image_leaves_out_a_name_that_its_fonts_cannot_write() -> None:
    en_hebreu, sans_nom = label_au_nom("תאגיד"), label_au_nom(" ")
    sans_nom.label.numero = en_hebreu.label.numero
    dessins = [badge_png(lu, forme="compact", theme="clair", langue="fr", largeur=160) for lu in (en_hebreu, sans_nom)]
    assert dessins[0] == dessins[1]
    assert badge_png(en_hebreu, forme="complet", theme="clair", langue="fr", largeur=160)


def test_colours_are_those_of_the_site() -> None:
    clair, sombre = (
        dict(re.findall(r"(--[\w-]+): (#\w{6})", bloc)) for bloc in COULEURS.read_text().split("@media")[:2]
    )
    for nom, valeurs in (("clair", clair), ("sombre", sombre)):
        teintes = THEMES[nom]
        assert teintes.axes == tuple(valeurs[axe] for axe in AXES)
        for champ in ("papier", "encre", "gris", "alerte"):
            assert getattr(teintes, champ) == valeurs[f"--{champ}"], (nom, champ)


@pytest.mark.parametrize("theme", THEMES)
def test_words_stand_out_from_their_ground(theme: str) -> None:
    teintes = THEMES[theme]
    for couleur in (teintes.encre, teintes.gris, teintes.alerte):
        assert contraste(couleur, teintes.papier) >= LISIBLE


def contraste(une: str, autre: str) -> float:
    """Return the ratio of WCAG between two colours."""
    claire, sombre = sorted((_clarte(une), _clarte(autre)), reverse=True)
    return (claire + 0.05) / (sombre + 0.05)


def _clarte(couleur: str) -> float:
    canaux = [int(couleur[rang : rang + 2], 16) / 255 for rang in (1, 3, 5)]
    lineaires = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in canaux]
    return sum(poids * canal for poids, canal in zip((0.2126, 0.7152, 0.0722), lineaires, strict=True))


@pytest.mark.django_db
def test_nothing_is_under_eight_pixels_when_the_badge_is_eighty_wide() -> None:
    lu = label_au_nom("Coop de la Vallée")
    for forme in ("complet", "compact", "rond"):
        dessin = badge_lu(badge_svg(lu, forme=forme, theme="clair", langue="fr"))
        tailles = {
            float(texte.get("font-size", "")) * 80 / float(dessin.get("width", ""))
            for texte in dessin.iter(f"{SVG}text")
        }
        assert min(tailles) >= 8
