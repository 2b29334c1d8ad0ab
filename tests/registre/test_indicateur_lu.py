"""An indicator is told the same way whichever way is better, however little or much is known of it."""

import datetime
from decimal import Decimal

import pytest
from django.utils import translation

from registre.public.connaissance.faits_lus import IndicateurSuivi, MesureLue, mesure_lue
from registre.public.fiche.indicateur_lu import IndicateurLu, lire_indicateur

LE = datetime.date(2025, 11, 14)


def lu(
    depart: str | None, releves: list[str], cible: str | None, sens: str = "hausse", unite: str = "%"
) -> IndicateurLu:
    def mesure(valeur: str | None) -> MesureLue | None:
        return mesure_lue(Decimal(valeur), LE) if valeur is not None else None

    lues = tuple(MesureLue(Decimal(valeur), LE, "mesuree") for valeur in releves)
    with translation.override("fr"):
        return lire_indicateur(IndicateurSuivi("Nom", unite, sens, mesure(depart), mesure(cible), lues))


@pytest.mark.parametrize(
    ("depart", "releve", "cible", "sens", "dit"),
    [
        ("10", "19", "20", "hausse", ""),
        ("10", "20", "20", "hausse", "cible atteinte"),
        ("10", "21", "20", "hausse", "cible dépassée"),
        ("21", "9", "8", "baisse", ""),
        ("21", "8", "8", "baisse", "cible atteinte"),
        ("21", "7", "8", "baisse", "cible dépassée"),
        ("100", "100", "100", "stable", "niveau tenu"),
        ("100", "101", "100", "stable", ""),
        ("30", "29", "20", "hausse", ""),  # filed the wrong way round: nothing is claimed
        (None, "21", "20", "hausse", "cible dépassée"),
        ("10", "12", None, "hausse", ""),
    ],
)
def test_a_target_is_said_reached_or_passed_in_the_way_that_is_better(
    depart: str | None, releve: str, cible: str | None, sens: str, dit: str
) -> None:
    assert lu(depart, [releve], cible, sens).arrivee == dit


@pytest.mark.parametrize(
    ("depart", "releves", "cible", "places"),
    [
        ("21", ["15", "8"], "8", ["97.0%", "53.6%", "3.0%", "3.0%"]),  # going down goes left
        ("10", ["25"], "20", ["3.0%", "97.0%", "65.7%"]),  # passed: beyond the target
        ("100", ["100"], "100", ["50.0%", "50.0%", "50.0%"]),
        ("10", [], "20", ["3.0%", "97.0%"]),
        ("10", ["12"], None, ["3.0%", "97.0%"]),
        (None, ["3", "5"], None, ["3.0%", "97.0%"]),
        ("-5", ["999999999999.99"], "0", ["3.0%", "97.0%", "3.0%"]),
    ],
)
def test_every_value_stands_on_one_scale_from_the_lowest_to_the_highest(
    depart: str | None, releves: list[str], cible: str | None, places: list[str]
) -> None:
    echelle = lu(depart, releves, cible).echelle
    assert echelle is not None
    marques = [*filter(None, [echelle.depart]), *echelle.releves, *filter(None, [echelle.cible])]
    assert [marque.x for marque in marques] == places


def test_a_single_value_is_not_drawn_and_none_says_nothing() -> None:
    assert lu("10", [], None).echelle is None
    assert lu(None, [], None).echelle is None


def test_a_value_is_never_parted_from_its_unit_nor_its_thousands() -> None:
    assert lu("1250.50", [], "9").depart.valeur == "1\u00a0250,5\u00a0%"  # type: ignore[union-attr]
    assert lu("2", [], "9", unite="").depart.valeur == "2"  # type: ignore[union-attr]
    with translation.override("en"):
        depart = lire_indicateur(IndicateurSuivi("N", "%", "hausse", mesure_lue(Decimal("65"), LE), None, ())).depart
    assert depart is not None
    assert depart.valeur == "65%"
