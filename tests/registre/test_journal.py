"""The journal cannot be rewritten, nor what it decided: not by the model, not by a queryset, not by SQL; and the
register's version moves with what anyone reads, with nothing else."""

import datetime
import sqlite3
from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from registre import gardes
from registre.comite.models import NoteAuProcesVerbal, ProcesVerbal
from registre.ecriture import lot
from registre.models import (
    EngagementOctroye,
    Evenement,
    IdentiteDeCooperative,
    JournalInalterable,
    Label,
    LabelConnu,
    Operation,
    PeriodeDeStatut,
    SeanceComite,
    Suspension,
)
from registre.operations import OperationRefusee
from registre.preuve.models import TuileDuJournal
from tests.registre import decisions
from tests.registre.dossier.monde import version_telle_quelle
from tests.registre.factories import CooperativeFactory, admissible, deposee, edition, labellisee, prete, suspendue
from tests.registre.journaux import dernier, version

D = datetime.date
TABLES = sorted(gardes.TABLES)
POSTGRES = connection.vendor == "postgresql"
ORDRES = {
    "update": "UPDATE {t} SET id = id",
    "delete": "DELETE FROM {t}",
    "upsert": "INSERT INTO {t} SELECT * FROM {t} WHERE true ON CONFLICT (id) DO UPDATE SET id = excluded.id",
} | (
    {
        "truncate": "TRUNCATE {t} CASCADE",
        "update of nothing": "UPDATE {t} SET id = id WHERE false",
        "delete of nothing": "DELETE FROM {t} WHERE false",
    }
    if POSTGRES
    else {
        "replace": "REPLACE INTO {t} SELECT * FROM {t}",
        "insert or replace": "INSERT OR REPLACE INTO {t} SELECT * FROM {t}",
        "update or replace": "UPDATE OR REPLACE {t} SET id = (SELECT max(id) FROM {t})",
        "update or ignore": "UPDATE OR IGNORE {t} SET id = id + 1000",
    }
)


@pytest.fixture
def label(db: None) -> Label:
    """A label suspended: a row at least in every table that is guarded."""
    accorde = suspendue(labellisee(D(2024, 3, 1)), D(2024, 9, 1))
    TuileDuJournal.objects.create(
        niveau=9, indice=0, hachages=bytes(8192), racine=bytes(32)
    )  # its first needs 256 leaves
    version_telle_quelle(accorde.cooperative, accorde.candidature.referentiel)
    seance = SeanceComite.objects.create(le=D(2024, 9, 1))
    verrouille = ProcesVerbal.objects.create(seance=seance, contenu={}, empreinte="0" * 64)
    NoteAuProcesVerbal.objects.create(proces_verbal=verrouille, texte="Une note.")
    connection.check_constraints()  # PostgreSQL truncates no table that has some left to check
    return accorde


def executer(ordre: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(ordre)


class TestTheGuards:
    """From outside an operation, whoever asks."""

    @pytest.mark.parametrize("ordre", ORDRES.values(), ids=ORDRES)
    def test_refuse_every_order_that_changes_or_removes(self, label: Label, ordre: str) -> None:
        for table in TABLES:
            with pytest.raises(DatabaseError, match=f"{table}: rows cannot be changed or removed"):
                executer(ordre.format(t=table))

    def test_refuse_what_the_models_would_let_through(self, label: Label) -> None:
        octroye = label.engagements_octroyes.earliest("pk")
        evenement = Evenement.objects.earliest("pk")
        essais: list[Callable[[], object]] = [
            lambda: Evenement.objects.update(motif="Réécrit."),
            lambda: Evenement.objects.bulk_update([evenement], ["motif"]),
            lambda: Evenement.objects.all()._raw_delete(Evenement.objects.db),
            lambda: Label.objects.update(valide_jusqu_au=D(2030, 1, 1)),
            label.save,
            lambda: Suspension.objects.update(motif="Réécrit."),
            lambda: Suspension.objects.all().delete(),
            lambda: EngagementOctroye.objects.bulk_update([octroye], ["intitule"]),
            octroye.delete,
        ]

        for essai in essais:
            with pytest.raises(DatabaseError, match="changed or removed"), transaction.atomic():
                essai()

        with pytest.raises(JournalInalterable):
            evenement.save()
        with pytest.raises(JournalInalterable):
            evenement.delete()

    def test_refuse_the_journal_even_to_an_operation(self, label: Label) -> None:
        for ordre in ("UPDATE registre_evenement SET motif = 'Réécrit.'", "DELETE FROM registre_evenement"):
            with pytest.raises(DatabaseError, match="registre_evenement: rows cannot"), lot():
                executer(ordre)
        with lot():
            executer("UPDATE registre_suspension SET motif = 'Réécrit.'")

    def test_close_again_after_a_lot_that_ends_and_after_one_that_fails(self, label: Label) -> None:
        for fin in (None, RuntimeError, OperationRefusee):
            try:
                with lot() as ecriture:
                    ecriture.flux(label.cooperative_id)
                    if fin is not None:
                        raise fin
            except (RuntimeError, OperationRefusee):
                pass
            with pytest.raises(DatabaseError, match="registre_label: rows cannot"):
                executer("UPDATE registre_label SET cycle = cycle")

    def test_are_laid_by_migrate(self, db: None) -> None:
        vus = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal" if POSTGRES else "SELECT name FROM sqlite_master"
        with connection.cursor() as cursor:
            cursor.execute(vus)
            poses = {nom for (nom,) in cursor.fetchall()}
        verbes = ("update", "delete", "truncate" if POSTGRES else "replace")
        assert {f"{table}_{verbe}" for table in TABLES for verbe in verbes} <= poses

    @pytest.mark.django_db(transaction=True)
    def test_refuse_any_other_program(self, label: Label) -> None:
        reglages = connection.get_connection_params()
        autre: Any

        if POSTGRES:
            autre = psycopg.connect(**{nom: reglages[nom] for nom in ("host", "port", "user", "dbname")})
        else:
            autre = sqlite3.connect(reglages["database"], timeout=20)

        try:
            for table in TABLES:
                # a program that lacks the function is refused by its name
                with pytest.raises(Exception, match=r"changed or removed|registre_ecriture"):
                    autre.execute(f"UPDATE {table} SET id = id")  # noqa: S608 - names of ours
                autre.rollback()
        finally:
            autre.close()


class TestTheVersion:
    """Issue 8, case 4: it moves with what anyone may read, and with nothing else."""

    def test_stays_where_it_is_for_what_is_between_the_coop_and_the_federation(self, db: None) -> None:
        coop = CooperativeFactory.create()
        edition()
        avant = version()
        candidature = decisions.deposer(coop.pk, le=D(2024, 1, 1))
        decisions.demander_complement(candidature.pk, le=D(2024, 2, 1), motif="Il manque un plan.")
        decisions.corriger_motif(
            dernier(Operation.DEMANDER_COMPLEMENT).pk, nouveau="Il manque deux plans.", motif="Relu."
        )
        decisions.declarer_complete(candidature.pk, le=D(2024, 3, 1))
        decisions.corriger(dernier(Operation.DEPOSER).pk, le=D(2024, 1, 2), motif="Relu.")
        decisions.refuser(candidature.pk, le=D(2024, 4, 1), motif="Hors sujet.")
        decisions.annuler(dernier(Operation.REFUSER).pk, motif="Relu.")

        assert version() == avant

        decisions.declarer_admissible(candidature.pk, le=D(2024, 4, 1))
        assert version() == avant + 1

    def test_moves_by_one_with_each_public_decision_and_each_of_its_corrections(self, db: None) -> None:
        candidature = admissible(D(2024, 1, 1))
        prete(candidature, D(2024, 1, 1))
        decisions.annuler(dernier(Operation.DISPENSER).pk, motif="Elle aura lieu.")  # the visit
        vues = [version()]

        def compter(_decision: object) -> None:
            vues.append(version())

        compter(decisions.consigner_visite(candidature.pk, le=D(2024, 7, 1), motif="Vu."))
        compter(decisions.corriger(dernier(Operation.CONSIGNER_VISITE).pk, le=D(2024, 7, 2), motif="Relu."))
        compter(label := decisions.accorder_label(candidature.pk, le=D(2024, 9, 1)))
        compter(decisions.suspendre(label.pk, le=D(2024, 10, 1), motif="Retard"))
        suspension = dernier(Operation.SUSPENDRE).pk
        compter(decisions.corriger_motif(suspension, nouveau="Retard.", motif="Faute."))
        compter(decisions.annuler(dernier(Operation.CORRIGER_MOTIF).pk, motif="C’était juste."))
        compter(decisions.annuler(suspension, motif="Par erreur."))
        compter(decisions.renommer(label.cooperative_id, nom="Autre", le=D(2024, 11, 1)))
        compter(decisions.quitter(label.cooperative_id, le=D(2025, 1, 1)))
        assert vues == list(range(vues[0], vues[0] + len(vues)))

    def test_stays_where_it_is_when_a_decision_is_refused(self, label: Label) -> None:
        avant = version()
        with pytest.raises(OperationRefusee):
            suspendue(label, D(2024, 12, 1))
        assert version() == avant

    def test_nothing_known_of_a_lapsed_coop_moves_with_a_filing_refused_in_secret(self, db: None) -> None:
        """Issue 8, case 10: whatever its public date is read from, nothing public was written."""
        label = labellisee(D(2020, 3, 1))
        avant = version()
        lus = [set(modele.toutes.values_list("pk")) for modele in (PeriodeDeStatut, LabelConnu, IdentiteDeCooperative)]
        suite = decisions.deposer_renouvellement(label.cooperative_id, le=D(2024, 1, 1))

        decisions.declarer_complete(suite.pk, le=D(2024, 2, 1))
        decisions.refuser(suite.pk, le=D(2024, 3, 1), motif="Hors sujet.")

        assert lus == [
            set(modele.toutes.values_list("pk")) for modele in (PeriodeDeStatut, LabelConnu, IdentiteDeCooperative)
        ]
        assert version() == avant


def test_an_operation_that_fails_leaves_no_trace(db: None) -> None:
    candidature = deposee(D(2024, 1, 1))
    nombre, avant = Evenement.objects.count(), version()
    with pytest.raises(OperationRefusee):
        decisions.declarer_admissible(candidature.pk, le=D(2024, 2, 1))
    assert (Evenement.objects.count(), version()) == (nombre, avant)
