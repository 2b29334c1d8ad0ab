"""Words and numbers as people write them, in any text: stems, acronyms, abbreviations, whole numbers, no empty word."""

import pytest

from socle.models.recherche import Mot
from socle.recherche.index import indexer, relire_les_racines
from socle.recherche.moteur import Recherche
from tests.socle.recherche.conftest import ESSAI

pytestmark = pytest.mark.django_db

TITRES = (
    "Les usagers du parc",
    "Un conseiller pour chacun",
    "Ma Coop et la vôtre",
    "Bâtir à Saint-Nazaire",
    "La S.C.I.C. H.L.M. de demain",
    "Signer un bail",
    "Le label QC-2026-0001, SIREN 123 456 782",
    "Le label QC-2025-0001, puis QC-2026-0002",
)
PAR_QUESTION = {
    "usagère": "Les usagers du parc",
    "usagères": "Les usagers du parc",
    "usager": "Les usagers du parc",
    "conseillère": "Un conseiller pour chacun",
    "macoop": "Ma Coop et la vôtre",
    "st nazaire": "Bâtir à Saint-Nazaire",
    "ST-NAZAIRE": "Bâtir à Saint-Nazaire",
    "hlm": "La S.C.I.C. H.L.M. de demain",
    "h.l.m.": "La S.C.I.C. H.L.M. de demain",
    "baux": "Signer un bail",
    "QC-2026-0001": "Le label QC-2026-0001, SIREN 123 456 782",
    "qc20260001": "Le label QC-2026-0001, SIREN 123 456 782",
    "label QC 2026 0001": "Le label QC-2026-0001, SIREN 123 456 782",
    "123456782": "Le label QC-2026-0001, SIREN 123 456 782",
    "123 456 782 00014": "Le label QC-2026-0001, SIREN 123 456 782",
}


@pytest.mark.parametrize(("question", "titre"), PAR_QUESTION.items())
def test_a_title_is_found_as_people_write_it(bibliotheque, titres, question, titre):
    bibliotheque.ajouter(*TITRES)
    assert titres(question) == [titre]
    assert Recherche(question, genres=[ESSAI]).message == ""


def test_a_word_is_never_corrected_into_an_empty_word_nor_a_number_into_another(bibliotheque):
    bibliotheque.ajouter("Aux portes de la ville, avec vous", "Le label QC-2026-0001", "Le label QC-2026-10001")
    for question in ("daux", "avek", "vouz", "QC-2026-0002", "qc20260002", "QC-2026-1000"):
        recherche = Recherche(question, genres=[ESSAI])
        assert (recherche.trouves, recherche.message) == ((), ""), question


def test_a_word_of_an_older_index_takes_its_new_stem_without_its_text_being_written_again(bibliotheque, titres):
    bibliotheque.ajouter("Les usagers du parc")
    Mot.objects.filter(mot="usagers").update(racine="usager")
    assert titres("usagère") == []
    assert relire_les_racines() == 1
    assert indexer(bibliotheque.genre) == 0
    assert titres("usagère") == ["Les usagers du parc"]
