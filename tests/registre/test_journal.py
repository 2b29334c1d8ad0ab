"""The journal cannot be rewritten: not by the model, not by a queryset, not by SQL."""

import datetime

import pytest
from django.db import DatabaseError, connection, transaction

from registre.models import Evenement, JournalInalterable
from tests.registre.factories import deposee, labellisee

pytestmark = pytest.mark.django_db


def test_the_model_refuses_to_change_or_remove_an_event() -> None:
    deposee(datetime.date(2024, 1, 1))
    evenement = Evenement.objects.get()
    evenement.motif = "Réécrit."
    with pytest.raises(JournalInalterable):
        evenement.save()
    with pytest.raises(JournalInalterable):
        evenement.delete()
    assert Evenement.objects.get().motif == ""


@pytest.mark.parametrize(
    "ordre",
    [
        "UPDATE registre_evenement SET motif = 'Réécrit.'",
        "DELETE FROM registre_evenement",
        "DELETE FROM registre_label",
    ],
)
def test_the_database_refuses_to_change_the_journal_or_delete_a_label(ordre: str) -> None:
    labellisee(datetime.date(2024, 3, 1))
    with pytest.raises(DatabaseError, match="changed or removed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(ordre)
    assert Evenement.objects.filter(motif="").count() == 4


def test_a_queryset_cannot_rewrite_the_journal_either() -> None:
    deposee(datetime.date(2024, 1, 1))
    with pytest.raises(DatabaseError, match="changed or removed"), transaction.atomic():
        Evenement.objects.update(motif="Réécrit.")
