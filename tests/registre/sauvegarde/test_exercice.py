"""The drill: a site is backed up while people write, restored on another machine, and is the same there."""

import datetime
import itertools
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import CommandError
from django.db import connection, connections

from registre.journal.integrite import verifier
from registre.models import Evenement, Label
from tests.registre import decisions
from tests.registre.factories import labellisee
from tests.registre.sauvegarde.archives import avec_un_manifeste_change
from tests.registre.sauvegarde.conftest import FICHIERS, dire, tables

D = datetime.date
ecrit = pytest.mark.django_db(transaction=True)
ne_fait_que_lire = pytest.mark.usefixtures("base_lue")


class Plume(threading.Thread):
    """Someone who decides without rest while the site is backed up, on a connection of their own."""

    def __init__(self, label: Label) -> None:
        super().__init__()
        self.label, self.ecrits, self.assez = label, 0, threading.Event()

    def run(self) -> None:
        """Suspend the label, lift that, and again."""
        try:
            for jour in itertools.count():
                if self.assez.is_set():
                    return
                le = D(2024, 5, 1) + datetime.timedelta(days=2 * jour)
                decisions.suspendre(self.label.pk, le=le, motif="Point d’étape non tenu.")
                decisions.lever_suspension(self.label.pk, le=le + datetime.timedelta(days=1))
                self.ecrits += 1
        finally:
            connections.close_all()


@ecrit
def test_a_site_backed_up_while_people_write_is_the_same_elsewhere(
    medias: Path, tmp_path: Path, ailleurs: Callable[[], Path]
) -> None:
    plume = Plume(labellisee(D(2024, 3, 1)))
    plume.start()
    try:
        for essai in range(20):  # until something was written between the first byte and the last
            archive, avant = tmp_path / f"site-{essai}.tar", plume.ecrits
            dire("sauvegarder", archive)
            if plume.ecrits > avant:
                break
    finally:
        plume.assez.set()
        plume.join()
    assert plume.ecrits > avant
    ecrits_ici = Evenement.objects.count()

    la_bas = ailleurs()
    dit = dire("restaurer", archive)

    assert "Identique" in dit
    assert f"{Evenement.objects.count()} événements" in dit
    assert 0 < Evenement.objects.count() < ecrits_ici
    assert verifier(complet=True).rupture == ""
    assert {nom: (la_bas / nom).read_bytes() for nom in FICHIERS} == FICHIERS


@ecrit
def test_what_is_restored_still_refuses_to_be_rewritten(
    medias: Path, tmp_path: Path, ailleurs: Callable[[], Path]
) -> None:
    label = labellisee(D(2024, 3, 1))
    dire("sauvegarder", tmp_path / "site.tar")
    ailleurs()
    dire("restaurer", tmp_path / "site.tar")

    with pytest.raises(Exception, match="rows cannot be changed"), connection.cursor() as curseur:
        curseur.execute("UPDATE registre_evenement SET motif = 'Réécrit.'")
    decisions.suspendre(label.pk, le=D(2024, 5, 1), motif="Le site continue.")


class TestAMachineThatIsNotEmpty:
    """What is there is only lost knowingly."""

    @ecrit
    def test_is_left_as_it_is_and_told_what_it_holds(self, archive: Path, medias: Path) -> None:
        labellisee(D(2024, 3, 1))
        nombre = Evenement.objects.count()

        with pytest.raises(CommandError, match=f"{nombre} événements.*Rien n’est restauré ; --remplacer"):
            dire("restaurer", archive)

        assert Evenement.objects.count() == nombre
        assert (medias / "dossiers/lettre.pdf").exists()

    @ne_fait_que_lire
    def test_files_alone_are_enough_to_refuse(self, archive: Path, ailleurs: Callable[[], Path]) -> None:
        la_bas = ailleurs()
        la_bas.mkdir()
        (la_bas / "autre.txt").write_text("d’un autre site")

        with pytest.raises(CommandError, match="fichiers : 1"):
            dire("restaurer", archive)
        assert tables() == []

    @ne_fait_que_lire
    def test_is_replaced_when_asked_its_own_tables_and_files_gone(
        self, archive: Path, ailleurs: Callable[[], Path]
    ) -> None:
        la_bas = ailleurs()
        la_bas.mkdir()
        (la_bas / "autre.txt").write_text("d’un autre site")
        with connection.cursor() as curseur:
            curseur.execute("CREATE TABLE venue_depuis (id integer)")

        assert "Simulation" in dire("restaurer", archive, "--remplacer", "--simulation")
        assert tables() == ["venue_depuis"]
        assert "Identique" in dire("restaurer", archive, "--remplacer")

        assert "venue_depuis" not in tables()
        assert sorted(str(c.relative_to(la_bas)) for c in la_bas.rglob("*") if c.is_file()) == sorted(FICHIERS)


@ne_fait_que_lire
class TestWhatTheCommandSaysAtTheEnd:
    """It compares by itself, and says what the operator has left to do."""

    def test_what_is_not_as_the_archive_says_is_named_and_fails(
        self, archive: Path, ailleurs: Callable[[], Path]
    ) -> None:
        def mentir(manifeste: dict) -> None:
            manifeste["base"]["lignes"]["wagtailcore_page"] += 1
            manifeste["base"]["temoins"]["journal du registre"] = "7 événements"

        avec_un_manifeste_change(archive, mentir)
        ailleurs()

        with pytest.raises(CommandError, match=r"(?s)pas identique.*wagtailcore_page : .*« 7 événements » attendu"):
            dire("restaurer", archive)

    def test_an_archive_of_an_older_code_is_restored_then_asks_to_migrate(
        self, archive: Path, ailleurs: Callable[[], Path]
    ) -> None:
        avec_un_manifeste_change(archive, lambda dit: dit["base"]["migrations"]["registre"].pop())
        ailleurs()
        assert "lancez maintenant « migrate »" in dire("restaurer", archive)

    def test_one_of_this_code_asks_nothing(self, archive: Path, ailleurs: Callable[[], Path]) -> None:
        ailleurs()
        assert "migrate" not in dire("restaurer", archive)
