"""A credential inside an image: found there by a program that we did not write, and refused no image as it was."""

import datetime
import io
from pathlib import Path
from xml.etree import ElementTree

import pytest
from openbadgeslib.ob3.verifier import OB3Verifier
from PIL import Image

from registre.lecture.label_du_jour import label_du_jour
from registre.preuve.incrustation import ImageIllisible, incruster_png, incruster_svg
from registre.preuve.justificatifs import Justificatif, justificatif_de
from tests.registre.factories import CooperativeFactory, labellisee

D = datetime.date
pytestmark = [pytest.mark.django_db, pytest.mark.rendu]
SVG = '<svg xmlns="http://www.w3.org/2000/svg"><title>É &amp; </title><rect width="9" height="9"/></svg>\n'


@pytest.fixture
def justificatif(cles: Path) -> Justificatif:
    """The credential of a coop whose name would break an image that did not take care."""
    label = labellisee(D(2026, 3, 1), CooperativeFactory.create(nom='Coop ]]> <b>&</b> "تعاونية" é'))
    lu = label_du_jour(label.numero, D(2026, 11, 28))
    assert lu is not None
    donne = justificatif_de(lu)
    assert donne is not None
    return donne


def png() -> bytes:
    """Return a PNG of nine pixels by nine."""
    sortie = io.BytesIO()
    Image.new("RGB", (9, 9), "white").save(sortie, "PNG")
    return sortie.getvalue()


def test_an_svg_carries_it_and_stays_the_same_drawing(justificatif: Justificatif) -> None:
    porte = incruster_svg(SVG.encode(), justificatif)

    assert OB3Verifier.extract_token_from_svg(porte) == justificatif.texte
    racine = ElementTree.fromstring(porte)  # noqa: S314
    assert [fils.tag.rpartition("}")[2] for fils in racine] == ["title", "rect", "credential"]


def test_a_png_carries_it_and_stays_the_same_picture(justificatif: Justificatif) -> None:
    porte = incruster_png(png(), justificatif)

    assert OB3Verifier.extract_token_from_png(porte) == justificatif.texte
    image = Image.open(io.BytesIO(porte))
    image.load()
    assert image.tobytes() == Image.open(io.BytesIO(png())).tobytes()
    assert image.info["openbadgecredential"] == justificatif.texte


@pytest.mark.parametrize("faux", [b"", b"GIF89a", b"\x89PNG\r\n\x1a\n", png()[:-12], png()[:30]])
def test_what_is_no_whole_png_is_refused(justificatif: Justificatif, faux: bytes) -> None:
    with pytest.raises(ImageIllisible):
        incruster_png(faux, justificatif)


def test_what_is_no_svg_is_refused(justificatif: Justificatif) -> None:
    with pytest.raises(ImageIllisible):
        incruster_svg(b"<html></html>", justificatif)
