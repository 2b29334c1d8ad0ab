"""The home page of a site is neither deleted nor moved under another page, by any door; nor is what it goes with."""

from typing import Any

import pytest
from django.db import transaction
from django.db.models import ProtectedError
from django.urls import reverse
from wagtail.models import Locale, Page, Site
from wagtail_localize.operations import translate_object

from raison_detre.models import AccueilPage, PageEditoriale
from tests.socle.admin import adresse, connecte, messages

CONFIRMER = {"next": "/admin/", "confirm_site_name": "Coop'HLM", "confirm": "Coop'HLM"}


@pytest.mark.parametrize("porte", ["form", "list", "move"])
def test_the_admin_says_why_it_stays(
    personnes: dict[str, Any], accueil: AccueilPage, page_publique: PageEditoriale, porte: str
) -> None:
    ailleurs = Page.get_first_root_node().add_child(instance=PageEditoriale(title="Ailleurs", slug="ailleurs"))
    deplacer = reverse("wagtailadmin_pages:move_confirm", args=[accueil.pk, ailleurs.pk])
    demandes = {
        "form": (adresse(accueil, "delete"), CONFIRMER),
        "list": (
            f"{reverse('wagtail_bulk_action', args=['wagtailcore', 'page', 'delete'])}?id={accueil.pk}",
            CONFIRMER,
        ),
        "move": (deplacer, {}),
    }
    assert connecte(personnes["superuser"]).get(adresse(accueil, "delete")).status_code == 302  # before it asks
    avant = accueil.path
    reponse = connecte(personnes["superuser"]).post(*demandes[porte])

    assert reponse.status_code == 302
    assert "page d’accueil du site" in messages(reponse)

    accueil.refresh_from_db()

    assert (accueil.path, Site.objects.get().root_page_id) == (avant, accueil.pk)


def test_a_command_is_refused_as_well(page_publique: PageEditoriale, accueil: AccueilPage) -> None:
    ailleurs = Page.get_first_root_node().add_child(instance=PageEditoriale(title="Ailleurs", slug="ailleurs"))
    for geste in (
        accueil.delete,
        Page.objects.filter(pk=accueil.pk).delete,
        lambda: accueil.move(ailleurs, "last-child"),
    ):
        with pytest.raises(ProtectedError, match="page d’accueil du site"), transaction.atomic():
            geste()
    assert Site.objects.get().root_page_id == accueil.pk
    assert Page.objects.filter(pk=page_publique.pk).exists()


def test_a_site_is_deleted_by_itself_and_its_page_then_goes(accueil: AccueilPage) -> None:
    Site.objects.get().delete()
    accueil.delete()
    assert not AccueilPage.objects.exists()


def test_the_home_page_of_another_language_is_not_deleted_either(
    personnes: dict[str, Any], accueil: AccueilPage, anglais: Locale
) -> None:
    translate_object(accueil, [anglais])
    anglaise = accueil.get_translation(anglais)
    en_liste = f"{reverse('wagtail_bulk_action', args=['wagtailcore', 'page', 'delete'])}?id={anglaise.pk}"

    for porte in (adresse(anglaise, "delete"), en_liste):
        assert "page d’accueil du site" in messages(connecte(personnes["superuser"]).post(porte, CONFIRMER))
    with pytest.raises(ProtectedError, match="page d’accueil du site"), transaction.atomic():
        anglaise.delete()

    assert AccueilPage.objects.filter(pk=anglaise.pk).exists()
