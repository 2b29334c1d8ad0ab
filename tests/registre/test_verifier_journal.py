"""`manage.py verifier_journal`: whoever changes the journal, or cuts it short, is seen; a night without it too."""

import datetime
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.urls import reverse

from registre import gardes, operations
from registre.ecriture.chaine import empreinte, parcourir
from registre.journal import integrite
from registre.models import AuteurDEvenement, Evenement, Label, SeanceComite, VerificationDuJournal, VersionDuRegistre
from socle.models import User
from tests.registre import decisions
from tests.registre.factories import deposee, labellisee

D = datetime.date
pytestmark = pytest.mark.django_db


def verifier(*options: str) -> str:
    """Run the command and return what it says."""
    dite = StringIO()
    call_command("verifier_journal", *options, stdout=dite)
    return dite.getvalue().strip()


def rupture(*options: str) -> str:
    """Run the command on a broken journal and return its refusal."""
    with pytest.raises(CommandError) as refus:
        verifier(*options)
    assert refus.value.returncode == 1
    return str(refus.value)


def forcer(ordre: str, *valeurs: Any) -> None:
    """Do what someone who owns the database can do: take the guards off, then write."""
    gardes.lever(connection)
    with connection.cursor() as cursor:
        cursor.execute(ordre, valeurs)


def ligne_de_sante() -> tuple[int, str]:
    """Return the status of `/sante/pret` and what it says of the journal."""
    reponse = Client().get("/sante/pret")
    return reponse.status_code, reponse.json()["journal"]


@pytest.fixture
def label() -> Label:
    """A register of one label: five events, then one more coop with its two."""
    accorde = labellisee(D(2024, 3, 1))
    deposee(D(2025, 1, 1))
    return accorde


def test_an_intact_journal_is_said_and_kept(label: Label) -> None:
    assert verifier() == f"Le journal est intact\u00a0: {Evenement.objects.count()} événements."
    gardee = VerificationDuJournal.objects.get()
    assert (gardee.evenements, gardee.rupture) == (Evenement.objects.count(), "")


def test_a_changed_event_is_named(label: Label) -> None:
    change = Evenement.objects.get(label=label)
    forcer("UPDATE registre_evenement SET motif = 'Réécrit.' WHERE id = %s", change.pk)
    assert f"événement {change.pk}" in (dite := rupture())
    assert "son contenu a changé" in dite
    assert VerificationDuJournal.objects.get().rupture in dite


def test_a_missing_event_is_named_by_the_one_that_followed_it(label: Label) -> None:
    ote = Evenement.objects.get(label=label)
    forcer("DELETE FROM preuve_feuilledujournal WHERE evenement_id = %s", ote.pk)
    forcer("DELETE FROM registre_evenement WHERE id = %s", ote.pk)
    suivant = Evenement.objects.filter(pk__gt=ote.pk).earliest("pk")
    assert f"événement {suivant.pk}" in (dite := rupture())
    assert "il ne suit pas le précédent" in dite


def test_a_journal_cut_short_is_seen(label: Label) -> None:
    dernier = Evenement.objects.latest("pk")
    nombre = Evenement.objects.count()
    forcer("DELETE FROM registre_evenement WHERE id = %s", dernier.pk)
    assert f"{nombre - 1} événements, {nombre} avaient été écrits" in rupture()


def test_a_journal_cut_short_with_its_head_is_seen_by_the_last_walk(label: Label) -> None:
    verifier()
    dernier = Evenement.objects.latest("pk")
    nombre = Evenement.objects.count()
    VersionDuRegistre.objects.update(evenements=nombre - 1, tete=dernier.precedente)
    forcer("DELETE FROM registre_evenement WHERE id = %s", dernier.pk)
    assert f"{nombre - 1} événements, il y en avait {nombre} le" in rupture()
    assert "il y en avait" in rupture()  # the night after too


def test_a_journal_whose_head_is_lost_or_which_nobody_wrote_is_seen(label: Label) -> None:
    VersionDuRegistre.objects.all().delete()
    assert "0 seulement écrits ici" in rupture()


def test_an_author_put_in_the_place_of_another_is_named(label: Label) -> None:
    un, autre = User.objects.create_user("un@exemple.fr"), User.objects.create_user("autre@exemple.fr")
    operations.suspendre(label.pk, par=un, le=D(2024, 5, 1), motif="Point d'étape non tenu.")
    AuteurDEvenement.objects.update(par=autre)
    assert "son auteur a changé" in rupture()


def test_what_is_written_during_the_walk_is_no_break(label: Label) -> None:
    class EnCours:
        def iterator(self, **_options: Any) -> Iterator[Evenement]:
            lus = list(Evenement.objects.order_by("pk"))
            yield from lus
            deposee(D(2025, 2, 1))
            yield from Evenement.objects.filter(pk__gt=lus[-1].pk).order_by("pk")
            deposee(D(2025, 3, 1))

    avant = Evenement.objects.count()
    assert parcourir(EnCours()).rupture == ""  # type: ignore[arg-type]
    assert Evenement.objects.count() > avant


def test_the_day_of_a_meeting_that_decided_stays_and_its_place_may_change(label: Label) -> None:
    seance = SeanceComite.objects.create(le=D(2024, 6, 12))
    decisions.retirer(label.pk, le=seance.le, motif="Engagements abandonnés.")
    adresse = reverse(SeanceComite.snippet_viewset.get_url_name("edit"), args=[seance.pk])  # type: ignore[attr-defined]
    chef = Client()
    chef.force_login(User.objects.create_superuser("chef@exemple.fr", "un mot de passe"))
    refus = chef.post(adresse, {"le": "2024-06-13", "lieu": "Paris"})
    assert "Des décisions y ont été prises\u00a0: sa date ne change plus." in refus.content.decode()
    assert chef.post(adresse, {"le": "2024-06-12", "lieu": "Paris"}).status_code == 302
    assert SeanceComite.objects.get().lieu == "Paris"
    assert "intact" in verifier()


def test_a_row_that_says_other_than_its_journal_is_seen_when_all_is_replayed(label: Label) -> None:
    forcer("UPDATE registre_label SET valide_jusqu_au = %s WHERE id = %s", D(2030, 1, 1), label.pk)
    assert "intact" in verifier()
    assert str(label.cooperative.nom) in rupture("--complet")
    label.refresh_from_db()
    assert label.valide_jusqu_au == D(2030, 1, 1)  # it is named, never set right in silence


def test_a_label_that_no_event_granted_is_seen_when_all_is_replayed(label: Label) -> None:
    candidature = deposee(D(2025, 3, 1))
    dates = {"octroye_le": D(2025, 4, 1), "valide_du": D(2025, 4, 1), "valide_jusqu_au": D(2028, 3, 31)}
    faux = {"numero": "QC-2025-0666", "cycle": 1, "rang": 9, "candidature": candidature}
    Label.objects.create(cooperative=candidature.cooperative, **faux, **dates)
    assert "aucun événement ne dit « QC-2025-0666 »" in rupture("--complet")


def test_an_event_whose_facts_cannot_be_read_is_seen_even_well_chained(label: Label) -> None:
    forge = Evenement.objects.latest("pk")
    forge.charge = {"version": 1, "rien": "de connu"}

    forcer(
        "UPDATE registre_evenement SET charge = %s, empreinte = %s WHERE id = %s",
        '{"version": 1, "rien": "de connu"}',
        empreinte(forge),
        forge.pk,
    )
    VersionDuRegistre.objects.update(tete=empreinte(forge))

    assert "intact" in verifier()
    assert f"coopérative {forge.cooperative_id} : son journal ne se rejoue pas" in rupture("--complet")


def test_only_the_last_walks_are_kept(label: Label, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(integrite, "GARDEES", 2)
    for _nuit in range(4):
        verifier()
    assert VerificationDuJournal.objects.count() == 2


def test_health_tells_the_journal_and_a_break_never_takes_the_site_down(label: Label) -> None:
    assert ligne_de_sante() == (200, "jamais vérifié")
    with time_machine.travel(datetime.datetime(2026, 6, 15, 23, 30, tzinfo=datetime.UTC), tick=False):
        verifier()
    assert ligne_de_sante() == (200, "intact le 16/06/2026")  # the day in Paris
    forcer("DELETE FROM preuve_feuilledujournal")
    forcer("DELETE FROM registre_evenement")
    with time_machine.travel(datetime.datetime(2026, 6, 17, 3, tzinfo=datetime.UTC), tick=False):
        rupture()
    assert ligne_de_sante() == (200, "rompu le 17/06/2026")
