"""What happens to a French text happens to its English: withdrawn, restricted, deleted, moved, by whichever door."""

import datetime
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, Page, PageViewRestriction

from raison_detre.models import AccueilPage, Axe, PageEditoriale
from socle.langues.traduction import traduire
from tests.socle.admin import adresse, connecte

HIER = datetime.timedelta(days=1)


@pytest.fixture
def anglaise(accueil: AccueilPage, page_publique: PageEditoriale, anglais: Locale) -> PageEditoriale:
    """The English of the public page, public too."""
    traduire(accueil, "en", {"title": "Home", "slug": "home"})
    return traduire(page_publique, "en", {"title": "Notices", "slug": "notices", "introduction": "Before"})


@pytest.fixture
def axe_anglais(axe_public: Axe, anglais: Locale) -> Axe:
    """The English of the public axis, public too."""
    return traduire(axe_public, "en", {"titre": "Mission", "texte": "Before"})


def par_le_bouton(personne: Any, objet: Any) -> None:
    connecte(personne).post(adresse(objet, "unpublish"))


def par_la_liste(personne: Any, objet: Any) -> None:
    groupee = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"])
    connecte(personne).post(f"{groupee}?id={objet.pk}", {"next": "/admin/"})


def avec_la_page_du_dessus(personne: Any, objet: Any) -> None:
    connecte(personne).post(adresse(objet.get_parent(), "unpublish"), {"include_descendants": "on"})


def par_la_date_de_fin(_personne: Any, objet: Any) -> None:
    type(objet).objects.filter(pk=objet.pk).update(expire_at=timezone.now() - HIER)
    call_command("publish_scheduled", stdout=StringIO())


def par_la_suppression(personne: Any, objet: Any) -> None:
    connecte(personne).post(adresse(objet, "delete"))


def par_la_suppression_de_la_liste(personne: Any, objet: Any) -> None:
    groupee = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    connecte(personne).post(f"{groupee}?id={objet.pk}", {"next": "/admin/"})


def reserver(personne: Any, objet: Any) -> None:
    connecte(personne).post(adresse(objet, "set_privacy"), {"restriction_type": "login"})


def reserver_ce_qui_est_au_dessus(personne: Any, objet: Any) -> None:
    reserver(personne, objet.get_parent())


DOORS: list[Callable[[Any, Any], None]] = [
    par_le_bouton,
    par_la_liste,
    avec_la_page_du_dessus,
    par_la_date_de_fin,
    par_la_suppression,
    par_la_suppression_de_la_liste,
    reserver,
    reserver_ce_qui_est_au_dessus,
]


@pytest.mark.parametrize("retirer", DOORS)
def test_nobody_reads_the_english_of_a_withdrawn_page(
    personnes: dict[str, Any], page_publique: PageEditoriale, anglaise: PageEditoriale, retirer: Callable[..., None]
) -> None:
    assert Client().get(anglaise.url).status_code == 200
    retirer(personnes["superuser"], page_publique)
    assert Client().get(page_publique.url).status_code != 200
    assert Client().get(anglaise.url).status_code != 200
    assert not Page.objects.filter(pk=anglaise.pk).live().public().exists()


@pytest.mark.page
@pytest.mark.parametrize("retirer", [par_le_bouton, par_la_date_de_fin])
def test_the_english_of_a_withdrawn_snippet_goes_offline(
    personnes: dict[str, Any], axe_public: Axe, axe_anglais: Axe, retirer: Callable[..., None]
) -> None:
    retirer(personnes["superuser"], axe_public)
    axe_anglais.refresh_from_db()
    assert not axe_anglais.live


def test_withdrawing_the_english_leaves_the_french(
    personnes: dict[str, Any], page_publique: PageEditoriale, anglaise: PageEditoriale
) -> None:
    par_le_bouton(personnes["superuser"], anglaise)
    reserver(personnes["superuser"], anglaise)
    assert Client().get(page_publique.url).status_code == 200
    par_la_suppression(personnes["superuser"], anglaise)
    assert Client().get(page_publique.url).status_code == 200


def test_an_expired_page_has_an_expired_translation(page_publique: PageEditoriale, anglaise: PageEditoriale) -> None:
    par_la_date_de_fin(None, page_publique)
    anglaise.refresh_from_db()
    assert anglaise.expired


def test_a_rule_that_changes_or_goes_does_so_in_english(
    page_publique: PageEditoriale, anglaise: PageEditoriale, groupes: None
) -> None:
    regle = PageViewRestriction.objects.create(page=page_publique, restriction_type="password", password="sésame")
    assert anglaise.view_restrictions.get().password == "sésame"
    regle.restriction_type = "groups"
    regle.save()
    regle.groups.add(Group.objects.get(name="Édition"))
    assert anglaise.view_restrictions.get().groups.get().name == "Édition"
    regle.delete()
    assert Client().get(anglaise.url).status_code == 200


def test_a_page_moved_under_a_restricted_one_takes_its_english_along(
    personnes: dict[str, Any], accueil: AccueilPage, page_publique: PageEditoriale, anglaise: PageEditoriale
) -> None:
    interne = accueil.add_child(instance=PageEditoriale(title="Interne", slug="interne"))
    interne.save_revision().publish()
    internal = traduire(interne, "en", {"title": "Internal", "slug": "internal"})
    reserver(personnes["superuser"], interne)
    page_publique.move(interne, pos="last-child")
    anglaise.refresh_from_db()
    assert anglaise.get_parent().pk == internal.pk
    assert Client().get(anglaise.url).status_code == 302


def test_a_page_moved_where_english_has_no_place_is_no_longer_read_in_english(
    personnes: dict[str, Any], accueil: AccueilPage, page_publique: PageEditoriale, anglaise: PageEditoriale
) -> None:
    interne = accueil.add_child(instance=PageEditoriale(title="Interne", slug="interne"))
    interne.save_revision().publish()
    reserver(personnes["superuser"], interne)
    page_publique.move(interne, pos="last-child")
    assert Client().get(anglaise.url).status_code == 404


def test_the_end_date_travels_and_so_does_its_removal(page_publique: PageEditoriale, anglaise: PageEditoriale) -> None:
    fin = timezone.now() + HIER
    page_publique.expire_at = fin
    page_publique.save_revision().publish()
    anglaise.refresh_from_db()
    assert anglaise.expire_at == fin
    page_publique.expire_at = None
    page_publique.save_revision().publish()
    anglaise.refresh_from_db()
    assert anglaise.expire_at is None


def test_an_english_published_after_the_end_date_was_set_has_it(axe_public: Axe, anglais: Locale) -> None:
    axe_public.expire_at = timezone.now() + HIER
    axe_public.save_revision().publish()
    assert traduire(axe_public, "en", {"titre": "Mission"}).expire_at == axe_public.expire_at


@pytest.mark.parametrize("geste", ["unpublish", "delete"])
def test_whoever_withdraws_is_told_what_goes_along(
    personnes: dict[str, Any], page_publique: PageEditoriale, anglaise: PageEditoriale, geste: str
) -> None:
    groupee = reverse("wagtail_bulk_action", args=["wagtailcore", "page", geste])
    for lieu in (adresse(page_publique, geste), f"{groupee}?id={page_publique.pk}"):
        page = connecte(personnes["superuser"]).get(lieu).content.decode()
        assert "Seront retirés du public aussi" in page, lieu
        assert "Notices (anglais)" in page, lieu


def test_the_same_for_a_snippet(personnes: dict[str, Any], axe_public: Axe, axe_anglais: Axe) -> None:
    groupee = reverse("wagtail_bulk_action", args=["raison_detre", "axe", "delete"])
    lieux = (adresse(axe_public, "unpublish"), adresse(axe_public, "delete"), f"{groupee}?id={axe_public.pk}")
    for lieu in lieux:
        page = connecte(personnes["superuser"]).get(lieu).content.decode()
        assert "1. Mission (anglais)" in page, lieu


def test_both_languages_are_deleted_together(
    personnes: dict[str, Any], page_publique: PageEditoriale, anglaise: PageEditoriale
) -> None:
    groupee = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    demande = f"{groupee}?id={page_publique.pk}&id={anglaise.pk}"
    assert connecte(personnes["superuser"]).post(demande, {"next": "/admin/"}).status_code == 302
    assert not PageEditoriale.objects.exists()
