"""The image shown beside a shared link."""

from io import BytesIO

import pytest
from django.test import Client
from PIL import Image
from wagtail.models import PageViewRestriction

from raison_detre.models import PageEditoriale
from socle.adresses.sous_page import Vignette
from socle.cadre.feuilles import SOURCES
from socle.dessins.dessin_partage import AXES, PAPIER, composer, dessiner_vignette
from socle.dessins.partage import adresse_vignette

pytestmark = [pytest.mark.django_db, pytest.mark.rendu]


def test_a_page_has_an_image_of_the_size_networks_ask_for(client: Client, page_publique: PageEditoriale) -> None:
    reponse = client.get(adresse_vignette(page_publique))
    assert reponse.headers["Content-Type"] == "image/png"
    assert "immutable" in reponse.headers["Cache-Control"]
    assert Image.open(BytesIO(reponse.content)).size == (1200, 630)


def test_a_browser_that_has_the_image_gets_a_304(client: Client, page_publique: PageEditoriale) -> None:
    adresse = adresse_vignette(page_publique)
    etag = client.get(adresse).headers["ETag"]
    assert client.get(adresse, headers={"If-None-Match": etag}).status_code == 304


def test_a_new_title_makes_a_new_image_and_the_old_address_leads_to_it(
    client: Client, page_publique: PageEditoriale
) -> None:
    avant = adresse_vignette(page_publique)
    image = client.get(avant).content
    page_publique.title = "Un autre titre"
    page_publique.save_revision().publish()
    apres = adresse_vignette(page_publique)
    assert apres != avant
    assert client.get(avant).headers["Location"] == apres
    assert client.get(apres).content != image


@pytest.mark.parametrize("fermer", ["brouillon", "privee"])
def test_what_is_not_public_has_no_image(client: Client, page_publique: PageEditoriale, fermer: str) -> None:
    adresse = adresse_vignette(page_publique)
    assert client.get(adresse).status_code == 200
    if fermer == "brouillon":
        page_publique.unpublish()
    else:
        PageViewRestriction.objects.create(page=page_publique, restriction_type=PageViewRestriction.LOGIN)
    assert client.get(adresse).status_code == 404


def test_the_address_draws_nothing_of_its_own(client: Client, page_publique: PageEditoriale) -> None:
    assert client.get("/partage/999999-abc.png").status_code == 404
    assert client.get(f"/partage/{page_publique.pk}/un-texte-abc.png").status_code == 404
    assert client.get(f"/partage/{page_publique.pk}-texte-libre.png").status_code == 302


@pytest.mark.parametrize("titre", ["Court", "Être un acteur local à l'impact positif " * 3, "Très long " * 40])
def test_a_title_keeps_within_the_image(titre: str) -> None:
    police, lignes = composer(titre.strip(), 900)
    assert all(police.getlength(ligne) <= 900 + police.getlength("…") for ligne in lignes)
    assert len(lignes) * police.size * 1.14 <= 318
    assert lignes[-1].endswith("…") == (len(titre) > 300)


def test_an_axis_gives_its_colour_to_the_image() -> None:
    images = {axe: Image.open(BytesIO(dessiner_vignette(Vignette("Titre", "Axe", axe, axe)))) for axe in AXES}
    coins = {axe: image.convert("RGB").getpixel((600, 4)) for axe, image in images.items()}
    assert coins == {axe: tuple(bytes.fromhex(couleur[1:])) for axe, couleur in AXES.items()}


def test_the_drawings_use_the_colours_of_the_site() -> None:
    couleurs = (SOURCES / "tokens" / "couleurs.css").read_text()
    imprimees = (SOURCES.parent / "static" / "socle" / "pdf" / "commun.css").read_text()
    assert f"--papier: {PAPIER};" in couleurs
    for axe, couleur in AXES.items():
        assert f"--axe-{axe}: {couleur};" in couleurs
        assert f"--axe-{axe}: {couleur};" in imprimees
