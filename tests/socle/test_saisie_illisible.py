"""What the admin's scripts write, written otherwise: refused in words; a fault of our own stays one."""

from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from wagtail.blocks import StreamBlock
from wagtail.models import Page

from raison_detre.models import AccueilPage, PageEditoriale
from socle.administration.saisie_illisible import SaisieIllisibleMiddleware
from socle.relecture.texte_de_revision import texte
from tests.socle.admin import adresse, connecte

TROP = "9" * 5_000
TROP_PROFOND = "[" * 2_000  # JSON that no reader goes to the bottom of
UN_TEXTE = {"corps-count": "1", "corps-0-type": "texte", "corps-0-order": "0", "corps-0-deleted": "", "corps-0-id": ""}


@pytest.mark.parametrize(
    ("porte", "envoye"),
    [
        ("edit", {"corps-count": "beaucoup"}),
        ("edit", {"corps-count": "0", "overwrite_revision_id": "[1,"}),
        ("add", {"corps-count": TROP}),
        ("edit", UN_TEXTE | {"corps-0-value": TROP_PROFOND}),
        ("move", {"new_parent_page": TROP}),
        ("/admin/choose-email-link/?parent_page_id=x", None),
        ("/admin/?next=%5B1", None),
    ],
)
def test_it_is_refused_in_words_and_changes_nothing(
    personnes: dict[str, Any],
    accueil: AccueilPage,
    page_publique: PageEditoriale,
    porte: str,
    envoye: dict[str, str] | None,
) -> None:
    lieux = {
        "edit": adresse(page_publique, "edit"),
        "add": reverse(
            "wagtailadmin_pages:add", args=["raison_detre", "pageeditoriale", page_publique.get_parent().pk]
        ),
        "move": adresse(page_publique, "move"),
    }
    avant = list(Page.objects.order_by("pk").values())
    client = connecte(personnes["édition"] if porte == "edit" else personnes["superuser"])
    ou = lieux.get(porte, porte)
    reponse = client.get(ou) if envoye is None else client.post(ou, {"title": "Neuve", "slug": "neuve"} | envoye)

    assert reponse.status_code == 400
    assert "ne peut être lue" in reponse.content.decode()
    assert list(Page.objects.order_by("pk").values()) == avant


def test_no_depth_of_brackets_breaks_what_cleans_an_address(accueil: AccueilPage) -> None:
    assert Client().get("/recherche/", {"q": f"{TROP_PROFOND}\0"}).status_code == 200


def test_brackets_typed_in_a_text_are_words_for_whoever_compares_two_revisions() -> None:
    dit = {"introduction": f'[{{"a": {TROP_PROFOND}'}
    assert texte(dit) == dit


@pytest.mark.parametrize("ou", ["/admin/pages/?content_type={}", "/admin/choose-page/chosen-multiple/?id={}"])
def test_a_number_that_no_row_can_have_is_refused_or_finds_nothing(personnes: dict[str, Any], ou: str) -> None:
    code = connecte(personnes["superuser"]).get(ou.format("9" * 19)).status_code

    assert code == (400 if connection.vendor == "sqlite" else 200)  # PostgreSQL answers that there is none


def test_a_fault_of_our_own_and_one_without_anything_sent_stay_faults(accueil: AccueilPage) -> None:
    intermediaire = SaisieIllisibleMiddleware(lambda _requete: HttpResponse())
    with pytest.raises(ValueError, match="rien") as de_nous:
        int("rien")
    with pytest.raises(ValueError, match="beaucoup") as de_wagtail:
        StreamBlock().value_from_datadict({"corps-count": "beaucoup"}, {}, "corps")
    demande = RequestFactory().get("/admin/", {"p": "x"})
    assert intermediaire.process_exception(demande, de_nous.value) is None
    assert intermediaire.process_exception(RequestFactory().get("/admin/"), de_wagtail.value) is None
    assert intermediaire.process_exception(RequestFactory().get("/registre/", {"p": "x"}), de_wagtail.value) is None
    assert intermediaire.process_exception(demande, de_wagtail.value)
