"""`charger_referentiel` on a file it must refuse: nothing is written, every fault is named by line and field."""

from pathlib import Path

import pytest

from tests.raison_detre.conftest import REFERENTIEL
from tests.raison_detre.fichiers import Ecrire, charger, refus

pytestmark = [pytest.mark.django_db, pytest.mark.lent, pytest.mark.rendu]

QUATRE = '      - {numero: 4, intitule: "Contribuer au bien vivre ensemble"}\n'
CINQ = "      - {numero: 5,"
DOUZE = (
    "      - {numero: 12, intitule: \"Mutualiser nos ressources au service de l'amélioration et de l'innovation\"}\n"
)


@pytest.mark.parametrize(
    ("remplacements", "dit"),
    [
        (
            [(DOUZE, "")],
            "Le fichier n’a plus : 12. Mutualiser nos ressources",
        ),
        ([("slug: mission", "slug: missions")], "Le fichier n’a plus : 1. Notre mission d'intérêt général"),
        (
            [
                (QUATRE, ""),
                (CINQ, QUATRE + CINQ),
            ],
            "Le fichier change d’axe : 4. Contribuer au bien vivre ensemble",
        ),
        ([('code: "2021"', 'code: "2031"')], "Une autre édition entre en vigueur le même jour"),
        (
            [
                ("{numero: 4,", "{numero: 4, cle: instaurer-un-dialogue-constructif-avec-ses-associes,"),
                (CINQ, CINQ + " cle: x,"),
            ],
            "Cette édition a déjà un engagement de cette clé",
        ),
        (
            [("numero: 1\n", "numero: 2\n"), ("numero: 2\n    slug: g", "numero: 1\n    slug: g")],
            "Cette édition a déjà un axe de ce numéro",
        ),
    ],
)
@pytest.mark.usefixtures("referentiel_charge")
def test_a_file_that_does_not_fit_what_the_site_has_changes_nothing(
    ecrire: Ecrire, remplacements: list[tuple[str, str]], dit: str
) -> None:
    assert dit in refus(ecrire(*remplacements))


@pytest.mark.parametrize(
    ("avant", "apres", "dit"),
    [
        ('  nom: "', '  \tnom: "', "ligne 8 : une tabulation"),
        ("  nom:", "\tnom:", "ligne 8 : une tabulation"),
        ("slug: mission", "slug: 'mission", "structure est illisible"),
        ("code:", "code: a: b", "ligne 7 : un deux-points est mal placé"),
        ("slug: mission", "slug: !!python/name:os.system x", "étiquettes"),
        ("regles: ", "--- \nregles: ", "deux documents"),
        ("slug: mission", "slug: mis\x07sion", "caractère invisible"),
        ("axes:\n", "axes: &a\n  - *a\n", "alias"),
        ('code: "2021"', "code: 2021", "ligne 7, referentiel.code : attendu : un texte"),
        ('code: "2021"', 'code: "20 21"', "ligne 7, referentiel.code :"),
        ('code: "2021"', f'code: "{"2" * 21}"', "ligne 7, referentiel.code :"),
        ("  nom:", "  noms:", "ligne 8, referentiel.noms : ce champ est inconnu"),
        ("  nom:", "  noms:", "ligne 7, referentiel.nom : ce champ manque"),
        ("  nom:", "  code: x\n  nom:", "ligne 8, referentiel.code : ce champ est écrit deux fois"),
        (
            "adopte_le: 2021-09-09",
            "adopte_le: 2021-09-31",
            "ligne 11, referentiel.adopte_le : « 2021-09-31 » n’existe pas",
        ),
        ("adopte_le: 2021-09-09", "adopte_le: 2021-09-09 10:00:00", "referentiel.adopte_le : attendu : une date"),
        ("adopte_le:", "en_vigueur_du: 2020-01-01\n  adopte_le:", "ligne 11, referentiel.en_vigueur_du : une édition"),
        (
            "engagements_minimum: 8",
            "engagements_minimum: true",
            "ligne 16, regles.engagements_minimum : attendu : un nombre",
        ),
        ("engagements_minimum: 8", "engagements_minimum: 99999", "regles.engagements_minimum :"),
        ("engagements_minimum: 8", "engagements_minimum: 13", "L'édition n'a que 12 engagements"),
        ("engagements_minimum: 8", "engagements_minimum: 5", "impose déjà 6 engagements"),
        ("points_etape_mois: [6, 12]", "points_etape_mois: [12, 6]", "ligne 20, regles.points_etape_mois :"),
        ("points_etape_mois: [6, 12]", "points_etape_mois: 6", "regles.points_etape_mois : attendu : une liste"),
        ('"trimestrielle"', '"parfois"', "regles.frequence_comite :"),
        ("numero: 2\n", "numero: 1\n", "axes[1].numero : « 1 » est déjà pris ligne 28"),
        ("slug: gouvernance", "slug: mission", "axes[1].slug : « mission » est déjà pris ligne 29"),
        ("{numero: 4,", "{numero: 3,", "axes[0].engagements[3].numero : « 3 » est déjà pris ligne 40"),
        ("{numero: 12,", "{numero: 13,", "12 numéros devraient aller de 1 à 12 sans saut : il manque 12"),
        (QUATRE, "", "il manque 4"),
        ("{numero: 4,", "{numero: quatre,", "ligne 41, axes[0].engagements[3].numero : attendu : un nombre entier"),
        (QUATRE, '      - "4"\n', "axes[0].engagements[3] : attendu : des champs"),
        (
            "Contribuer au bien vivre ensemble",
            "Concourir au développement harmonieux et durable du territoire",
            "axes[0].engagements[3].cle : « concourir",
        ),
        ("    texte:\n", "    texte:\n      - 3\n", "ligne 34, axes[0].texte[0] : attendu : un paragraphe"),
    ],
)
def test_a_broken_file_is_refused_by_line_and_field(ecrire: Ecrire, avant: str, apres: str, dit: str) -> None:
    assert dit in refus(ecrire((avant, apres)))


@pytest.mark.parametrize(
    ("octets", "dit"),
    [
        (b"", "le fichier est vide"),
        (b"# rien\n", "le fichier est vide"),
        (b"- une\n- liste\n", "attendu : des champs"),
        (b"referentiel:\nregles: {}\naxes: oui\n", "ligne 1, referentiel : ce champ manque"),
        (b"referentiel:\nregles: {}\naxes: oui\n", "ligne 3, axes : attendu : une liste"),
        (b"axes: [1]\n", "ligne 1, axes[0] : attendu : des champs"),
        ("# é\n".encode() + "nom: é".encode("latin-1"), "ligne 2 : ce n’est pas de l’UTF-8"),
        (b"[" * 1000 + b"]" * 1000, "imbriqués trop profondément"),
        (b"a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]\n", "ligne 2 : les alias"),
    ],
)
def test_a_file_that_is_something_else_is_refused(tmp_path: Path, octets: bytes, dit: str) -> None:
    fichier = tmp_path / "edition.yaml"
    fichier.write_bytes(octets)
    assert dit in refus(fichier)


def test_the_real_file_in_latin_1_is_refused_with_the_way_to_convert_it(tmp_path: Path) -> None:
    fichier = tmp_path / "edition.yaml"
    fichier.write_bytes(REFERENTIEL.read_text(encoding="utf-8").replace("œ", "oe").encode("latin-1"))
    assert "iconv -f LATIN1 -t UTF-8" in refus(fichier)


def test_a_file_saved_by_windows_is_read(tmp_path: Path) -> None:
    fichier = tmp_path / "edition.yaml"
    fichier.write_text(REFERENTIEL.read_text(encoding="utf-8"), encoding="utf-8-sig", newline="\r\n")
    assert "Ajouté" in charger(fichier)


def test_a_file_that_is_absent_or_a_folder_is_refused(tmp_path: Path) -> None:
    assert "introuvable" in refus(tmp_path / "absent.yaml")
    assert "ne peut être ouvert" in refus(tmp_path)


def test_every_fault_is_told_at_once_in_the_order_of_the_file(ecrire: Ecrire) -> None:
    fichier = ecrire(
        ("{numero: 12,", "{numero: douze,"),
        ("slug: mission", "slug: la mission"),
        ("adopte_le: 2021-09-09", "adopte_le: x"),
    )
    _titre, *fautes = refus(fichier).splitlines()

    assert [faute.split(" : ")[0] for faute in fautes] == [
        "ligne 11, referentiel.adopte_le",
        "ligne 29, axes[0].slug",
        "ligne 68, axes[2].engagements[4].numero",
    ]
