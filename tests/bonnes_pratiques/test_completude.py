"""What a sheet needs before it is published, field by field."""

import datetime
from typing import Any

import pytest

from bonnes_pratiques.fiches.etats import Taille, taille
from bonnes_pratiques.models import CooperativeDeFiche, Etiquette, FichePratique
from bonnes_pratiques.models.etiquette import canoniques
from raison_detre.models import Engagement
from tests.registre.factories import CooperativeFactory, edition

LE_JOUR = datetime.date(2026, 11, 24)
pytestmark = pytest.mark.django_db


def fiche(**champs: Any) -> FichePratique:
    """A sheet, not saved, that lacks nothing but what the test changes."""
    edition()
    complets = {
        "title": "Diviser les charges par deux",
        "introduction": "En deux ans.",
        "national": True,
        "point_de_depart": "<p>Des charges trop lourdes.</p>",
        "n_a_pas_marche": "<p>Le premier devis.</p>",
        "deroulement": [("etape", {"quand": "mars 2024", "titre": "Un audit", "texte": ""})],
        "engagement_principal": Engagement.objects.get(numero=1),
        "stade": "aboutie",
    }
    complets["cooperative"] = champs.pop("cooperative", None) or CooperativeFactory.create()

    return FichePratique(**(complets | champs))


def test_a_whole_sheet_lacks_nothing() -> None:
    assert fiche().manques(LE_JOUR) == {}


@pytest.mark.parametrize(
    ("champs", "faute"),
    [
        ({"introduction": "  "}, "introduction"),
        ({"point_de_depart": "<p> </p>"}, "point_de_depart"),
        ({"engagement_principal": None}, "engagement_principal"),
        ({"deroulement": []}, "deroulement"),
        ({"n_a_pas_marche": ""}, "n_a_pas_marche"),
        ({"stade": "abandonnee", "n_a_pas_marche": ""}, "n_a_pas_marche"),
        ({"national": False}, "departements"),
        ({"departements": ["34"]}, "departements"),
    ],
)
def test_what_is_missing_is_named_on_its_field(champs: dict[str, Any], faute: str) -> None:
    assert list(fiche(**champs).manques(LE_JOUR)) == [faute]


def test_an_idea_has_nothing_done_to_tell_yet() -> None:
    assert fiche(stade="idee", deroulement=[], n_a_pas_marche="").manques(LE_JOUR) == {}


def test_a_sheet_without_a_coop_is_refused() -> None:
    seule = fiche()
    seule.cooperative = None
    assert list(seule.manques(LE_JOUR)) == ["cooperative"]


def test_a_coop_that_left_the_federation_no_longer_tells_from_the_day_after() -> None:
    coop = CooperativeFactory.create(membre_jusqu_au=LE_JOUR)
    assert fiche(cooperative=coop).manques(LE_JOUR) == {}
    demain = LE_JOUR + datetime.timedelta(days=1)
    assert "n’est plus membre" in fiche(cooperative=coop).manques(demain)["cooperative"][0]


def test_a_fourth_engagement_is_refused_and_so_is_the_main_one_twice() -> None:
    quatre = fiche()
    quatre.engagements_secondaires.set(list(Engagement.objects.filter(numero__in=(2, 3, 4))))
    assert "ôtez-en 1" in quatre.manques(LE_JOUR)["engagements_secondaires"][0]
    deux_fois = fiche()
    deux_fois.engagements_secondaires.set([Engagement.objects.get(numero=1)])
    assert "répété" in deux_fois.manques(LE_JOUR)["engagements_secondaires"][0]


def test_the_coop_that_tells_is_not_its_own_associate() -> None:
    seule = fiche()
    seule.autres_cooperatives.set([CooperativeDeFiche(cooperative=seule.cooperative)])
    assert list(seule.manques(LE_JOUR)) == ["cooperative"]


def test_a_tag_typed_with_other_accents_or_case_is_the_tag_that_exists() -> None:
    Etiquette.objects.create(name="Énergie")
    assert canoniques(["Énergie", " énergie ", "ENERGIE", "Bois  local", "!"]) == ["Énergie", "Bois local"]


@pytest.mark.parametrize(
    ("logements", "classe"),
    [(None, None), (0, "petite"), (499, "petite"), (500, "moyenne"), (1999, "moyenne"), (2000, "grande")],
)
def test_the_size_of_a_coop_follows_from_its_homes(logements: int | None, classe: str | None) -> None:
    assert taille(logements) == (Taille(classe) if classe else None)


@pytest.mark.parametrize(
    ("relue_le", "a_revoir_le", "revue_le"),
    [
        (None, None, None),
        (datetime.date(2024, 2, 29), None, datetime.date(2026, 2, 28)),
        (datetime.date(2024, 2, 29), datetime.date(2025, 1, 1), datetime.date(2025, 1, 1)),
    ],
)
def test_a_sheet_is_reviewed_after_24_months_unless_decided_otherwise(
    relue_le: datetime.date | None, a_revoir_le: datetime.date | None, revue_le: datetime.date | None
) -> None:
    une = FichePratique(relue_le=relue_le, a_revoir_le=a_revoir_le)
    assert une.revue_le == revue_le
    if revue_le:
        assert une.a_revoir(revue_le)
        assert not une.a_revoir(revue_le - datetime.timedelta(days=1))
