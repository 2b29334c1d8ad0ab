"""What a command does for the search: first synonyms, once; searches in vain forgotten after 90 days."""

import datetime
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command

from socle.models import Synonyme
from socle.models.recherche import RechercheSansResultat
from socle.recherche.vaines import consigner, par_texte

pytestmark = pytest.mark.django_db

LE_JOUR = datetime.date(2026, 6, 15)


def dit(commande: str) -> str:
    sortie = StringIO()
    call_command(commande, stdout=sortie)
    return sortie.getvalue()


def test_first_synonyms_are_written_once_and_never_over_the_editors() -> None:
    Synonyme.objects.all().delete()
    assert "groupes de synonymes créés" in dit("charger_synonymes")
    assert Synonyme.objects.filter(expressions__startswith="BRS\n").exists()
    Synonyme.objects.exclude(expressions__startswith="BRS\n").delete()
    assert "rien n’a changé" in dit("charger_synonymes")
    assert Synonyme.objects.count() == 1


def test_a_search_in_vain_is_counted_by_day_without_anybody_in_it() -> None:
    for _fois in range(2):
        consigner("  Chaudière  ", LE_JOUR)
    consigner("chaudière", LE_JOUR - datetime.timedelta(days=1))
    for personnelle in ("lea@exemple.fr", "06 12 34 56 78", "…"):
        consigner(personnelle, LE_JOUR)
    assert [(ligne["texte"], ligne["total"], ligne["dernier"]) for ligne in par_texte(LE_JOUR)] == [
        ("chaudiere", 3, LE_JOUR)
    ]


def test_it_is_forgotten_after_ninety_days() -> None:
    for jours in (89, 90, 200):
        consigner("chaudière", LE_JOUR - datetime.timedelta(days=jours))
    with time_machine.travel(datetime.datetime(2026, 6, 15, 10, tzinfo=datetime.UTC), tick=False):
        assert "2" in dit("purger_recherches")
    assert [ligne.jour for ligne in RechercheSansResultat.objects.all()] == [LE_JOUR - datetime.timedelta(days=89)]
