"""A library to look after: the groups, the edition, a published library page, one whole published sheet."""

import datetime
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from wagtail.models import Page, Site

from bonnes_pratiques.models import BibliothequePage, FichePratique
from raison_detre.models import AccueilPage, Engagement
from tests.registre.factories import CooperativeFactory, edition
from tests.socle.factories import UserFactory


@pytest.fixture
def editeurs(db: None) -> dict[str, Any]:
    """One person per group, made by the real command."""
    call_command("synchroniser_groupes", stdout=StringIO())
    return {role: UserFactory(**{role: True}) for role in ("edition", "publication", "administration")}


@pytest.fixture
def bibliotheque(db: None) -> BibliothequePage:
    """The library, published."""
    edition()
    accueil = Page.get_first_root_node().add_child(instance=AccueilPage(title="Accueil", slug="accueil-fr"))
    Site.objects.update(root_page=accueil)
    page = accueil.add_child(instance=BibliothequePage(title="Bonnes pratiques", slug="bonnes-pratiques"))
    page.save_revision().publish()
    return page


def poser_fiche(bibliotheque: BibliothequePage, titre: str = "Diviser les charges", **champs: Any) -> FichePratique:
    """Return a published sheet that lacks nothing but what the test changes."""
    complets: dict[str, Any] = {
        "title": titre, "introduction": "En deux ans.", "national": True, "stade": "aboutie",
        "point_de_depart": "<p>Des charges trop lourdes.</p>", "n_a_pas_marche": "<p>Le premier devis.</p>",
        "deroulement": [("etape", {"quand": "mars 2024", "titre": "Un audit", "texte": ""})],
        "engagement_principal": Engagement.objects.get(numero=1, referentiel__code="2021"),
        "relue_le": datetime.date(2026, 1, 15),
    }  # fmt: skip
    etiquettes = champs.pop("etiquettes", ())
    themes = champs.pop("themes", ())
    complets["cooperative"] = champs.pop("cooperative", None) or CooperativeFactory.create()
    fiche = FichePratique(**(complets | champs))
    fiche.etiquettes.add(*etiquettes)
    fiche.themes.set(themes)
    bibliotheque.add_child(instance=fiche)
    fiche.save_revision().publish()
    fiche.refresh_from_db()
    return fiche
