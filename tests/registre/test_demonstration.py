"""Fictional coops: marked as such, the same for the same seed, and showing everything the register can show."""

import datetime
from collections import Counter
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings
from stdnum.fr import siren

from registre.etats import Etat, Statut
from registre.models import Candidature, Cooperative, Evenement, Label, PeriodeDeStatut
from tests.registre.factories import edition

AU = datetime.date(2026, 11, 24)
pytestmark = [pytest.mark.django_db, pytest.mark.lent]


def charger(**options: object) -> str:
    """Run the command and return what it says."""
    sortie = StringIO()
    edition()
    call_command("charger_demonstration", **({"au": AU, "cooperatives": 20} | options), stdout=sortie)
    return sortie.getvalue()


def empreinte() -> list[tuple[object, ...]]:
    """What identifies the coops and their history, database keys aside."""
    champs = ("cooperative__siren", "cooperative__nom", "operation", "prend_effet_le", "label__numero")
    return list(Evenement.objects.order_by("pk").values_list(*champs))


def test_every_status_and_every_private_state_exists() -> None:
    charger()
    periodes = PeriodeDeStatut.objects.filter(du__lte=AU, jusqu_au__gte=AU)
    statuts = Counter(periodes.values_list("statut", flat=True))
    assert set(statuts) == {"", *Statut.values}
    assert {Etat.A_COMPLETER, Etat.REFUSEE, Etat.ABANDONNEE} <= set(Candidature.objects.values_list("etat", flat=True))
    assert Label.objects.filter(cycle=2).exists()


def test_every_coop_is_marked_and_bears_a_number_no_company_has() -> None:
    charger()
    for cooperative in Cooperative.objects.all():
        assert cooperative.demonstration
        assert "ficti" in cooperative.nom
        assert siren.is_valid(cooperative.siren)
        assert cooperative.siren.startswith("000")
        cooperative.full_clean()


def test_the_same_seed_gives_the_same_stories_and_another_does_not() -> None:
    charger()
    premiere = empreinte()
    assert "rien n’a changé" in charger()
    assert empreinte() == premiere
    charger(graine=2, cooperatives=21)
    assert empreinte()[: len(premiere)] == premiere
    assert Cooperative.objects.count() == 21


def test_stories_end_by_the_day_asked_for() -> None:
    charger()
    assert all(e.prend_effet_le <= AU for e in Evenement.objects.exclude(label__valide_du__gt=AU))


@pytest.mark.parametrize("options", [{"cooperatives": "0"}, {"cooperatives": "100001"}, {"au": "2026-13-01"}])
def test_absurd_options_are_refused(options: dict[str, str]) -> None:
    arguments = [f"--{nom}={valeur}" for nom, valeur in options.items()]
    with pytest.raises(CommandError):
        call_command("charger_demonstration", *arguments)
    assert not Cooperative.objects.exists()


def test_production_refuses_fictional_coops(settings: Settings) -> None:
    settings.DEMONSTRATION_PERMISE = False
    with pytest.raises(CommandError, match="production"):
        charger()
    assert not Cooperative.objects.exists()


def test_without_an_edition_the_command_says_what_to_load() -> None:
    with pytest.raises(CommandError, match="charger_referentiel"):
        call_command("charger_demonstration")


def test_the_projection_is_checked_and_rebuilt_from_the_facts() -> None:
    charger(cooperatives=5)
    call_command("reconstruire_projection", "--verifier", stdout=StringIO())
    PeriodeDeStatut.objects.filter(statut=Statut.LABELLISEE).update(statut=Statut.ECHUE)
    with pytest.raises(CommandError, match="s’écarte des faits"):
        call_command("reconstruire_projection", "--verifier")
    call_command("reconstruire_projection", stdout=StringIO())
    call_command("reconstruire_projection", "--verifier", stdout=StringIO())
