"""The fictional sheets: whole, varied, plainly marked, loaded once, never over an editor's work."""

from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils.html import strip_tags
from pytest_django import DjangoDbBlocker, Settings
from wagtail.actions.delete_page import DeletePageAction

from bonnes_pratiques.demonstration.chargement import charger as charger_dossier
from bonnes_pratiques.demonstration.fichiers import DONNEES, DonneesRefuseesError
from bonnes_pratiques.fiches.etats import Stade
from bonnes_pratiques.models import FichePratique, Reprise, Resultat, Theme
from registre.models.indicateur import Preuve
from socle.models import SiteDocument
from tests.raison_detre.conftest import A_MIDI, charger_referentiel

pytestmark = [pytest.mark.django_db, pytest.mark.lent, pytest.mark.rendu]


@pytest.fixture(scope="class")
def avec_cooperatives(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The site as `make run` has it just before the sheets, loaded once for a class."""
    with django_db_blocker.unblock(), time_machine.travel(A_MIDI, tick=False), transaction.atomic():
        charger_referentiel()
        for commande in ("charger_contenu", "preparer_bibliotheque"):
            call_command(commande, stdout=StringIO())
        call_command("charger_demonstration", "--cooperatives=40", stdout=StringIO())
        yield
        transaction.set_rollback(True)


def charger(**options: Any) -> str:
    """Run the command and return what it says."""
    sortie = StringIO()
    call_command("charger_demonstration_fiches", stdout=sortie, **options)
    return sortie.getvalue()


def francaises() -> list[FichePratique]:
    return list(FichePratique.objects.filter(locale__language_code="fr").order_by("slug"))


@pytest.mark.usefixtures("avec_cooperatives")
class TestTheLibraryOfDemonstration:
    def test_a_simulation_writes_nothing_not_even_a_document(self, settings: Settings) -> None:
        assert "rien n’a été écrit" in charger(simulation=True)
        assert not FichePratique.objects.exists()
        assert not Theme.objects.exists()
        assert not list(Path(settings.MEDIA_ROOT).glob("documents/visite-des-deux-mois*"))

    def test_twenty_four_sheets_are_whole_marked_and_varied(self) -> None:
        charger()
        fiches = francaises()

        assert len(fiches) == 24

        for fiche in fiches:
            assert fiche.manques(A_MIDI.date()) == {}, fiche.slug
            assert fiche.demonstration
            assert fiche.live
            assert fiche.cooperative is not None
            assert fiche.cooperative.demonstration

        assert {fiche.engagement_principal.numero for fiche in fiches if fiche.engagement_principal} == set(
            range(1, 13)
        )
        assert {fiche.stade for fiche in fiches} == set(Stade.values)
        assert sum(fiche.stade == Stade.ABANDONNEE for fiche in fiches) == 2
        assert {fiche.preuve for fiche in fiches} == set(Preuve.values)
        assert {fiche.milieu for fiche in fiches} == {"", "dense", "rural"}
        assert any(fiche.national for fiche in fiches)
        assert sum(fiche.a_revoir(A_MIDI.date()) for fiche in fiches) >= 3

    def test_figures_of_an_indicator_are_the_registers_own(self) -> None:
        charger()
        lies = Resultat.objects.filter(indicateur__isnull=False, fiche__locale__language_code="fr")
        assert lies.count() == 3
        for resultat in lies.select_related("indicateur__engagement_pris__candidature", "fiche"):
            indicateur = resultat.indicateur
            assert indicateur is not None
            assert indicateur.engagement_pris.candidature.cooperative_id == resultat.fiche.cooperative_id
            assert resultat.avant == indicateur.valeur_depart
            assert resultat.apres == indicateur.releves.get(releve_le=resultat.releve_le).valeur
            assert resultat.unite == indicateur.unite

    def test_take_ups_tools_and_english_are_there(self) -> None:
        charger()

        assert Reprise.objects.exclude(resultat="").exists()
        assert Reprise.objects.filter(resultat="").exists()
        assert {outil.document.title for fiche in francaises() for outil in fiche.outils.all()} == set(
            SiteDocument.objects.values_list("title", flat=True)
        )

        anglaises = FichePratique.objects.filter(locale__language_code="en", live=True)
        assert anglaises.count() >= 4
        for fiche in anglaises:
            assert "’ai" not in strip_tags(fiche.point_de_depart)
            assert all(" de " not in resultat.libelle for resultat in fiche.resultats.all())

    def test_run_again_it_changes_nothing_and_undoes_nothing(self) -> None:
        charger()
        modifiee, supprimee, depubliee = francaises()[:3]
        modifiee.title = "Le titre d’un éditeur"

        modifiee.save_revision().publish()
        titre = supprimee.title
        supprimee.reprises.all().delete()
        DeletePageAction(supprimee, user=None).execute(skip_permission_checks=True)
        depubliee.unpublish()

        assert "rien n’a changé" in charger()
        assert FichePratique.objects.get(pk=modifiee.pk).title == "Le titre d’un éditeur"
        assert not FichePratique.objects.filter(title=titre).exists()
        assert not FichePratique.objects.get(pk=depubliee.pk).live

    def test_a_fault_is_named_by_file_line_and_field_and_nothing_is_written(self, tmp_path: Path) -> None:
        dossier = tmp_path / "donnees"

        copytree(DONNEES, dossier)
        fiche = dossier / "fiches" / "brs-en-centre-bourg.yaml"
        texte = fiche.read_text("utf-8")

        for avant, apres, faute in (
            ("stade: aboutie", "stade: finie", "brs-en-centre-bourg.yaml, ligne 10, stade"),
            ('cooperative: "000000174"', 'cooperative: "999999999"', "brs-en-centre-bourg.yaml, ligne 3, cooperative"),
            ("themes: [brs, territoire]", "themes: [inconnu]", "brs-en-centre-bourg.yaml, ligne 7, themes"),
            ('avant: "3180"', "avant: beaucoup", "brs-en-centre-bourg.yaml, ligne 38, resultats[0]"),
            ("introduction:", "intro:", "introduction"),
        ):
            assert avant in texte
            fiche.write_text(texte.replace(avant, apres, 1), encoding="utf-8")
            with pytest.raises(DonneesRefuseesError) as refus:
                charger_dossier(dossier=dossier)
            assert any(faute.split(", ligne")[0] in f and faute.rsplit(", ", 1)[-1] in f for f in refus.value.fautes)
            assert not FichePratique.objects.exists()


def test_production_refuses_fictional_sheets(settings: Settings) -> None:
    settings.DEMONSTRATION_PERMISE = False
    with pytest.raises(CommandError, match="production"):
        charger()


def test_without_coops_the_command_says_what_comes_first() -> None:
    with pytest.raises(CommandError, match="charger_referentiel"):
        charger()
