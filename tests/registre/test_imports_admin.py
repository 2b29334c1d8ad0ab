"""Importing from the admin: seen before it is written, whole or not at all, by whoever may, its faults as a table."""

import csv
import datetime
import io
from dataclasses import replace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from registre.administration.imports.sortes import SORTES
from registre.imports.avancement import Avancement
from registre.imports.bilan import BilanDImport
from registre.imports.fichier import champs_de
from registre.models import Cooperative, Evenement, Label
from tests.registre.factories import CooperativeFactory, edition, siren_fictif
from tests.registre.test_administration import connecte
from tests.registre.test_corrections_admin import champs, lire, mots

D = datetime.date
pytestmark = [pytest.mark.django_db, pytest.mark.lent]
COOPERATIVES, LABELS = "/admin/registre/importer/cooperatives/", "/admin/registre/importer/labels/"
A, B = siren_fictif(90_001), siren_fictif(90_002)
ENTETE = "siren;nom;forme_juridique;commune;code_departement;membre_depuis\n"
DEUX = f"{ENTETE}{A};Essai;SCP;Béziers;34;2001-05-01\n{B};L'Œuvre;SCIC;Ajaccio;2a;\n"
ENTETE_LABELS = (
    "numero_label;siren;edition_referentiel;engagements;deposee_le;admissible_le;octroye_le;valide_du;valide_jusqu_au\n"
)
UN_LABEL = (
    f"{ENTETE_LABELS}QC-2023-0001;{A};2021;1|2|3|5|6|8|9|10;2022-01-10;2022-03-01;2023-09-01;2023-09-01;2026-08-31\n"
)


@pytest.fixture(autouse=True)
def groupes() -> None:
    """The groups of editors, with their rights."""
    call_command("synchroniser_groupes", verbosity=0)


@pytest.fixture
def navigateur() -> Client:
    """A browser where an administrator is logged in."""
    return connecte("administration")


def choisir(navigateur: Client, adresse: str, contenu: str) -> Any:
    """Choose a file of this text; return the page that answers."""
    fichier = SimpleUploadedFile("essai.csv", contenu.encode(), "text/csv")
    return navigateur.post(adresse, {"fichier": fichier})


def confirmer(navigateur: Client, adresse: str, apercu: Any) -> Any:
    """Confirm what this page shows."""
    return navigateur.post(adresse, champs(apercu) | {"confirmer": "1"}, follow=True)


def test_a_file_of_coops_is_shown_before_it_is_written_then_written_whole_under_one_s_name(navigateur: Client) -> None:
    apercu = choisir(navigateur, COOPERATIVES, DEUX)
    assert f"Seraient ajoutés Essai ({A}) L'Œuvre ({B})" in mots(apercu)
    assert "2 ajouts, 0 modification, 0 inchangé" in mots(apercu)
    assert not Cooperative.objects.exists()

    fait = confirmer(navigateur, COOPERATIVES, apercu)
    assert fait.redirect_chain[-1][0] == reverse("wagtailsnippets_registre_cooperative:list")
    assert "essai.csv : 2 ajouts" in mots(fait)
    assert Cooperative.objects.get(siren=B).code_departement == "2A"
    assert {str(e.auteur.par_id) for e in Evenement.objects.select_related("auteur")} == {
        navigateur.session["_auth_user_id"]
    }


def test_a_change_is_shown_as_one_and_a_file_already_imported_changes_nothing(navigateur: Client) -> None:
    confirmer(navigateur, COOPERATIVES, choisir(navigateur, COOPERATIVES, DEUX))
    apercu = choisir(navigateur, COOPERATIVES, DEUX.replace("Béziers", "Sète"))
    assert f"Seraient modifiés Essai ({A})" in mots(apercu)
    assert "0 ajout, 0 modification, 2 inchangés" in mots(choisir(navigateur, COOPERATIVES, DEUX))
    assert Cooperative.objects.get(siren=A).commune == "Béziers"


def test_what_is_confirmed_on_another_register_is_shown_again_and_not_written(navigateur: Client) -> None:
    apercu = choisir(navigateur, COOPERATIVES, DEUX)
    CooperativeFactory.create(nom="Essai", siren=A, commune="Sète", forme_juridique="SCP", membre_depuis=D(2001, 5, 1))
    encore = confirmer(navigateur, COOPERATIVES, apercu)
    assert "Le registre a changé depuis que vous avez regardé" in mots(encore)
    assert f"Seraient modifiés Essai ({A})" in mots(encore)
    assert Cooperative.objects.get().commune == "Sète"
    confirmer(navigateur, COOPERATIVES, encore)
    assert Cooperative.objects.get(siren=A).commune == "Béziers"


def test_faults_are_shown_by_line_and_column_and_downloaded_as_a_table(navigateur: Client) -> None:
    refus = choisir(navigateur, COOPERATIVES, DEUX.replace(A, f"{A}00014").replace(B, "000000000"))
    assert "essai.csv est refusé, rien n’est écrit : 2 fautes." in mots(refus)
    assert [td.get_text() for td in lire(refus).select("table.listing tbody td")][:2] == ["2", "siren"]
    lignes = telecharger(navigateur, refus)
    assert lignes[0] == ["ligne", "colonne", "faute"]
    assert [ligne[:2] for ligne in lignes[1:]] == [["2", "siren"], ["3", "siren"]]
    assert f"écrivez son SIREN, {A}" in lignes[1][2]
    assert not Cooperative.objects.exists()


def test_the_table_of_faults_holds_all_of_them_and_no_formula(navigateur: Client) -> None:
    refus = choisir(navigateur, COOPERATIVES, ENTETE + f"{A};Essai;SCP;;34;\n" * 300)
    assert len(lire(refus).select("table.listing tbody tr")) == 200
    assert len(telecharger(navigateur, refus)) == 1 + 300 + 299  # empty cells, and the same coop again
    formule = choisir(navigateur, COOPERATIVES, DEUX.replace("nom;", "=1+1;", 1))
    assert telecharger(navigateur, formule)[1][1] == "'=1+1"


def telecharger(navigateur: Client, refus: Any) -> list[list[str]]:
    """The faults of this page, downloaded."""
    charge = lire(refus).select_one("input[name=charge]")["value"]
    table = navigateur.post(COOPERATIVES, {"charge": charge, "fautes": "1"})
    assert table["Content-Disposition"] == 'attachment; filename="fautes-cooperatives.csv"'
    return list(csv.reader(io.StringIO(table.content.decode("utf-8-sig"))))


@pytest.mark.parametrize(
    ("contenu", "dit"),
    [
        ("", "vide"),
        ("x" * 1_000_001, "dépasse un mégaoctet"),
        (ENTETE + "\n" * 1_001, "dépasse 1000 lignes"),
        ("siren;couleur\n1;2", "colonne inconnue"),
    ],
)
def test_a_file_that_cannot_be_imported_is_refused_in_words(navigateur: Client, contenu: str, dit: str) -> None:
    refus = choisir(navigateur, COOPERATIVES, contenu)
    assert refus.status_code == 200
    assert dit in mots(refus)


def test_labels_are_imported_after_they_are_seen(navigateur: Client) -> None:
    edition()
    CooperativeFactory.create(siren=A, nom="Essai")
    apercu = choisir(navigateur, LABELS, UN_LABEL)
    assert "Seraient ajoutés QC-2023-0001, Essai" in mots(apercu)
    assert not Label.objects.exists()
    assert "essai.csv : 1 ajout" in mots(confirmer(navigateur, LABELS, apercu))
    assert Label.objects.get().numero == "QC-2023-0001"
    assert "ligne 2" not in mots(choisir(navigateur, LABELS, UN_LABEL))


SIGNES = ("\0", "\x0b", "\u2028", "\u202e", "\ufeff", "9" * 5_000, "é" * 70_000, "=1+1", '"', "0010-05-01")


@pytest.mark.parametrize("adresse", [COOPERATIVES, LABELS])
def test_whatever_stands_in_any_cell_is_answered_in_words(navigateur: Client, adresse: str) -> None:
    noms = [champ["name"] for champ in champs_de(adresse.rstrip("/").rsplit("/", 1)[-1])]
    for signe in SIGNES:
        lignes = [";".join(signe if rang == place else "1" for rang in range(len(noms))) for place in range(len(noms))]
        refus = choisir(navigateur, adresse, "\n".join([";".join(noms), *lignes]))
        assert refus.status_code == 200, signe[:9]
        assert "est refusé, rien n’est écrit" in mots(refus) or "dépasse un mégaoctet" in mots(refus), signe[:9]


@pytest.mark.parametrize(
    ("role", "cooperatives", "labels"),
    [("edition", 302, 302), ("publication", 200, 302), ("administration", 200, 200)],
)
def test_only_whoever_may_do_what_a_file_does_may_import_it(role: str, cooperatives: int, labels: int) -> None:
    navigateur = connecte(role)
    for adresse, contenu, statut in ((COOPERATIVES, DEUX, cooperatives), (LABELS, UN_LABEL, labels)):
        for page in (navigateur.get(adresse), navigateur.get(f"{adresse}avancement/")):
            assert page.status_code == statut
        assert choisir(navigateur, adresse, contenu).status_code == statut
    for modele, adresse, statut in (("cooperative", COOPERATIVES, cooperatives), ("label", LABELS, labels)):
        liste = navigateur.get(reverse(f"wagtailsnippets_registre_{modele}:list"))
        assert bool(lire(liste).select(f"a[href='{adresse}']")) == (statut == 200)


def test_a_line_that_corrects_what_is_recorded_is_refused_to_whoever_may_not_correct() -> None:
    CooperativeFactory.create(nom="Essai", siren=A, forme_juridique="SCP", membre_depuis=D(2000, 1, 1))
    un = "".join(DEUX.splitlines(keepends=True)[:2])
    assert "seule l'administration le peut" in mots(choisir(connecte("publication"), COOPERATIVES, un))
    assert "Seraient modifiés" in mots(choisir(connecte("administration"), COOPERATIVES, un))


def test_a_file_shown_to_somebody_else_or_written_by_hand_is_asked_for_again(navigateur: Client) -> None:
    apercu = choisir(navigateur, COOPERATIVES, DEUX)
    for charge, autre in ((champs(apercu), connecte("administration")), ({"charge": "écrite", "vu": ""}, navigateur)):
        assert "choisissez-le de nouveau" in mots(autre.post(COOPERATIVES, charge | {"confirmer": "1"}, follow=True))
    assert not Cooperative.objects.exists()


def test_an_import_under_way_says_how_far_it_is_to_whoever_launched_it_alone(
    navigateur: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    autre = connecte("administration")
    pages: list[Any] = []

    def importer(_octets: bytes, *, suivi: Avancement, **_options: Any) -> BilanDImport:
        for _chose in suivi.suivre("Jugement", range(3), 3):
            pages.extend(qui.get(f"{COOPERATIVES}avancement/") for qui in (navigateur, autre))
        return BilanDImport()

    monkeypatch.setitem(SORTES, "cooperatives", replace(SORTES["cooperatives"], importer=importer))
    choisir(navigateur, COOPERATIVES, DEUX)
    assert "Jugement : 1 sur 3" in mots(pages[0])
    assert lire(pages[0]).select_one("progress[max='3'][value='1']")
    assert pages[0]["Refresh"] == "2"
    for page in (pages[1], navigateur.get(f"{COOPERATIVES}avancement/")):
        assert "Aucun import en cours" in mots(page)
        assert "Refresh" not in page
