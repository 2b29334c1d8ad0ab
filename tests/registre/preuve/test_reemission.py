"""After a change of key: every credential is signed again, once, wherever the command was stopped."""

import datetime
import json
from io import StringIO
from itertools import islice
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import Settings

from registre.preuve.cles import Usage, signataire
from registre.preuve.justificatifs import reemission
from registre.preuve.models import JustificatifEmis
from tests.registre.factories import labellisee

D = datetime.date
pytestmark = pytest.mark.django_db


def reemettre_justificatifs() -> str:
    """Run the command and return what it says."""
    dit = StringIO()
    call_command("reemettre_justificatifs", stdout=dit)
    return dit.getvalue()


def cle_du_moment() -> str:
    """Return the name of the key in service."""
    qui = signataire(Usage.JUSTIFICATIF)
    assert qui is not None
    return qui.identifiant


def test_it_signs_what_was_not_and_says_how_far_it_is(cles: Path) -> None:
    for _ in range(3):
        labellisee(D(2026, 3, 1))
    dit = reemettre_justificatifs()
    assert dit.splitlines() == [f"[{'#' * 30}] 3/3", "3 justificatifs signés."]
    assert reemettre_justificatifs().startswith("0 justificatif")


def test_after_another_key_everything_is_signed_again_at_the_same_place(cles: Path) -> None:
    labels = [labellisee(D(2026, 3, 1)) for _ in range(3)]
    reemettre_justificatifs()
    places = dict(JustificatifEmis.objects.values_list("label", "place"))

    call_command("creer_cle", "justificatif", "--remplacer", stdout=StringIO())
    reemettre_justificatifs()

    assert dict(JustificatifEmis.objects.values_list("label", "place")) == places
    assert set(JustificatifEmis.objects.values_list("cle", flat=True)) == {cle_du_moment()}
    signe = json.loads(Client().get(f"/registre/labels/{labels[0].numero}/credential.json").content)
    assert signe["proof"]["verificationMethod"].endswith(cle_du_moment())


def test_stopped_short_it_goes_on_with_the_rest(cles: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A lot is done or is not: whoever starts again signs the others only."""
    monkeypatch.setattr(reemission, "PAR_LOT", 2)
    for _ in range(5):
        labellisee(D(2026, 3, 1))

    assert list(islice(reemission.reemettre(reemission.a_reemettre()), 1)) == [2]

    assert JustificatifEmis.objects.exclude(jwt="").count() == 2
    assert reemettre_justificatifs().endswith("3 justificatifs signés.\n")


def test_without_a_key_it_says_which_command_makes_one(settings: Settings, tmp_path: Path) -> None:
    settings.KEYS_ROOT = tmp_path
    with pytest.raises(CommandError, match="creer_cle"):
        reemettre_justificatifs()


def test_fictions_are_left_alone_in_production(cles: Path, settings: Settings) -> None:
    labellisee(D(2026, 3, 1))
    settings.DEMONSTRATION_PERMISE = False
    assert reemettre_justificatifs().startswith("0 justificatif")
