"""The chain of the journal: every column of every event counts, and an event has the same hash wherever it is read."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection, transaction

from registre import gardes, operations
from registre.ecriture.chaine import empreinte, parcourir
from registre.models import Evenement, Indicateur, Label, SeanceComite
from registre.operations import ReleveConsigne
from socle.models import User
from tests.registre import decisions
from tests.registre.factories import CooperativeFactory, admissible, labellisee

D = datetime.date
pytestmark = pytest.mark.django_db

# A reason with all that may trouble a canonical form: accents of one or two signs, spaces, quotes, controls, length.
MOTIF = 'Écrit « relu » l’été\u00a0: e\u0301, œ, 𝄞, "\\/"\r\n\t\u2028\u007f' + "long " * 2000


@pytest.fixture
def label() -> Label:
    """A label granted at a meeting, suspended, its suspension corrected; in another coop, a visit with values."""
    SeanceComite.objects.create(le=D(2024, 3, 1))
    par = User.objects.create_user("chef@exemple.fr")
    label = labellisee(D(2024, 3, 1), CooperativeFactory.create(nom="L’Œuvre d’été", sigle="Œ"))

    operations.suspendre(label.pk, par=par, le=D(2024, 9, 1), motif=MOTIF)
    suspension = Evenement.objects.latest("pk")

    decisions.corriger(suspension.pk, le=D(2024, 9, 2), motif=MOTIF)
    candidature = admissible(D(2024, 1, 1))
    premier, second = Indicateur.objects.filter(engagement_pris__candidature=candidature).order_by("pk")[:2]
    releves = [ReleveConsigne(premier.pk, Decimal("1E+3")), ReleveConsigne(second.pk, Decimal("-0.10"), source="Œil")]
    operations.consigner_visite(candidature.pk, par=par, le=D(2024, 7, 1), releves=releves)
    return label


@contextmanager
def sans_gardes() -> Iterator[Any]:
    """A cursor of someone who owns the database, whose writes are forgotten."""
    with transaction.atomic(), connection.cursor() as cursor:
        gardes.lever(connection)
        yield cursor
        transaction.set_rollback(True)


def test_every_event_read_back_has_the_hash_it_was_written_with(label: Label) -> None:
    lus = list(Evenement.objects.select_related("seance").order_by("pk"))
    assert [empreinte(lu) for lu in lus] == [lu.empreinte for lu in lus]
    assert lus[-1].charge["releves"][0]["valeur"] == "1E+3"
    assert MOTIF in {lu.motif for lu in lus}
    assert parcourir().rupture == ""


def test_the_canonical_form_is_the_same_on_any_machine_and_database() -> None:
    moment = datetime.datetime(2026, 1, 31, 23, 59, 59, 1, tzinfo=datetime.timezone(datetime.timedelta(hours=1)))
    evenement = Evenement(
        cooperative_id=7,
        rang=3,
        operation="renommer",
        decide_le=D(2026, 1, 31),
        prend_effet_le=D(2026, 2, 1),
        enregistre_le=moment,
        motif=MOTIF,
        precedente="ab" * 32,
        empreinte_auteur="",
        charge={"version": 1, "siren": None, "nom": "L’Œuvre d’été", "valeur": "12.50", "é": [1, True], "a": {}},
    )
    attendue = "0cb5f8d549690dfe6f0b27823399907407e7351c55c24a1ef16156694fc450f9"

    assert empreinte(evenement) == attendue

    evenement.enregistre_le = moment.astimezone(datetime.UTC)

    assert empreinte(evenement) == attendue


def test_every_column_of_an_event_counts(label: Label) -> None:
    octroi = Evenement.objects.get(operation="accorder_label")
    correction = Evenement.objects.get(operation="corriger")
    autre_coop = Evenement.objects.exclude(cooperative=label.cooperative).latest("pk").cooperative_id
    changements: dict[str, tuple[Evenement, str]] = {
        "cooperative_id": (correction, str(autre_coop)),
        "rang": (octroi, "99"),
        "candidature_id": (octroi, "NULL"),
        "label_id": (octroi, "NULL"),
        "operation": (octroi, "'renouveler'"),
        "de": (octroi, "'deposee'"),
        "vers": (octroi, "''"),
        "decide_le": (octroi, "'2024-03-02'"),
        "prend_effet_le": (octroi, "'2024-03-02'"),
        "enregistre_le": (octroi, "'2024-03-02 00:00:00+00:00'"),
        "seance_id": (octroi, "NULL"),
        "motif": (octroi, "'Réécrit.'"),
        "corrige_id": (correction, str(octroi.pk)),
        "charge": (octroi, "'{}'"),
        "empreinte_auteur": (octroi, f"'{'0' * 64}'"),
        "precedente": (octroi, f"'{'0' * 64}'"),
        "empreinte": (octroi, f"'{'0' * 64}'"),
    }

    assert {"id", *changements} == {champ.column for champ in Evenement._meta.concrete_fields}

    for colonne, (vise, valeur) in changements.items():
        with sans_gardes() as cursor:
            cursor.execute(f"UPDATE registre_evenement SET {colonne} = {valeur} WHERE id = {vise.pk}")  # noqa: S608
            assert f"événement {vise.pk} " in parcourir().rupture, colonne

    assert parcourir().rupture == ""


def test_a_charge_changed_deep_within_is_seen(label: Label) -> None:
    depot = Evenement.objects.filter(operation="deposer").earliest("pk")
    charge = Evenement.objects.get(pk=depot.pk).charge
    charge["engagements"][7]["indicateurs"][0]["unite"] = "‰"
    with sans_gardes():
        Evenement.objects.filter(pk=depot.pk).update(charge=charge)
        assert f"événement {depot.pk} " in parcourir().rupture


def test_two_events_in_each_other_s_place_are_seen_at_the_first(label: Label) -> None:
    un, autre = Evenement.objects.order_by("pk")[1:3]
    with sans_gardes() as cursor:
        for ancien, nouveau in ((un.pk, 0), (autre.pk, un.pk), (0, autre.pk)):
            cursor.execute(f"UPDATE registre_evenement SET id = {nouveau} WHERE id = {ancien}")  # noqa: S608
        assert f"événement {un.pk} " in parcourir().rupture


@pytest.mark.parametrize("place", ["premier", "milieu", "dernier"])
def test_an_event_removed_is_seen_wherever_it_was(label: Label, place: str) -> None:
    cles = list(Evenement.objects.order_by("pk").values_list("pk", flat=True))
    ote = {"premier": 0, "milieu": len(cles) // 2, "dernier": len(cles) - 1}[place]
    with sans_gardes() as cursor:
        cursor.execute(f"DELETE FROM registre_evenement WHERE id = {cles[ote]}")  # noqa: S608
        vue = parcourir()
        assert (vue.evenements, bool(vue.rupture)) == (ote, True)
        assert (f"événement {cles[ote + 1]} " if ote + 1 < len(cles) else "fin du journal") in vue.rupture


def test_an_event_forged_with_a_right_hash_is_seen_all_the_same(label: Label) -> None:
    dernier = Evenement.objects.latest("pk")
    dernier.motif = "Réécrit."
    with sans_gardes():
        Evenement.objects.filter(pk=dernier.pk).update(motif=dernier.motif, empreinte=empreinte(dernier))
        assert f"événement {dernier.pk} " in parcourir().rupture
