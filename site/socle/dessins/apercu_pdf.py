"""A page of a PDF as a small picture. PDFium bears no threads: only the program that draws loads it."""

from io import BytesIO

import pypdfium2


def premiere_page(pdf: bytes, hauteur: int) -> bytes:
    """Return the first page as a PNG, so many pixels high."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[0]
        image = page.render(scale=hauteur / page.get_height()).to_pil().convert("RGB")
    finally:
        document.close()

    sortie = BytesIO()
    image.save(sortie, "PNG")
    return sortie.getvalue()
