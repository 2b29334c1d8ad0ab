"""Deleting a picture or a document: a right of its own, or what one uploaded and nothing uses; the rest says why."""

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.images.tests.utils import get_test_image_file
from wagtail.rich_text import RichText

from raison_detre.models import PageEditoriale
from socle.models import SiteDocument, SiteImage, User
from tests.socle.admin import connecte, messages

ROLES = ("édition", "publication", "administration")


def deposer(genre: str, par: User | None) -> Any:
    """A file that this account uploaded."""
    if genre == "image":
        return SiteImage.objects.create(title="Une image", file=get_test_image_file(), uploaded_by_user=par)
    document = SiteDocument(title="Un document", uploaded_by_user=par)
    document.file.save("un.txt", ContentFile("Un."))
    return document


def citer(fichier: Any, page: PageEditoriale) -> None:
    """Have a text of the page lead to the document, or show the picture."""
    lien = f'<p><a linktype="document" id="{fichier.pk}">Lire</a></p>'
    image = f'<embed embedtype="image" format="fullwidth" id="{fichier.pk}" alt=""/>'
    page.corps = [("texte", RichText(image if isinstance(fichier, SiteImage) else lien))]  # type: ignore[assignment] # of which Wagtail makes a value of its own
    page.save()


def supprimer(par: Any, fichier: Any, porte: str) -> Any:
    """Ask for the deletion by this door."""
    ou = "wagtailimages" if isinstance(fichier, SiteImage) else "wagtaildocs"
    if porte == "page":
        return connecte(par).get(reverse(f"{ou}:delete", args=[fichier.pk]))
    if porte in {"form", "upload"}:
        nom = "delete" if porte == "form" else "delete_multiple"
        return connecte(par).post(reverse(f"{ou}:{nom}", args=[fichier.pk]))
    modele = type(fichier)._meta.model_name
    return connecte(par).post(f"{reverse('wagtail_bulk_action', args=['socle', modele, 'delete'])}?id={fichier.pk}")


@pytest.mark.parametrize("genre", ["image", "document"])
@pytest.mark.parametrize("porte", ["form", "list", "upload"])
def test_who_may_delete_what(personnes: dict[str, Any], genre: str, porte: str) -> None:
    partis = {}
    for role in (*ROLES, "sans droit"):
        for qui, par in (("sien", personnes[role]), ("d’un autre", personnes["superuser"])):
            fichier = deposer(genre, par)
            supprimer(personnes[role], fichier, porte)
            partis[role, qui] = not type(fichier).objects.filter(pk=fichier.pk).exists()
    restent = {cas for cas, parti in partis.items() if not parti}
    assert restent == {("édition", "d’un autre"), ("sans droit", "sien"), ("sans droit", "d’un autre")}


@pytest.mark.parametrize("genre", ["image", "document"])
@pytest.mark.parametrize("porte", ["page", "form", "list", "upload"])
def test_what_a_page_shows_is_not_taken_from_it_and_the_page_is_named(
    personnes: dict[str, Any], page_publique: PageEditoriale, porte: str, genre: str
) -> None:
    fichier = deposer(genre, personnes["édition"])
    citer(fichier, page_publique)
    reponse = supprimer(personnes["édition"], fichier, porte)

    assert type(fichier).objects.filter(pk=fichier.pk).exists()
    assert reponse.status_code == 302
    assert "Rien n’a été supprimé" in messages(reponse)
    assert "« Mentions »" in messages(reponse)

    supprimer(personnes["publication"], fichier, porte)
    assert type(fichier).objects.filter(pk=fichier.pk).exists() == (porte == "page")  # which only asks
