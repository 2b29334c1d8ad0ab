"""`charger_referentiel` on an edition in use: the same file passes, another is refused whole."""

from pathlib import Path
from typing import Any

import pytest

from raison_detre.models import Axe, Referentiel
from tests.raison_detre import fichiers
from tests.raison_detre.conftest import REFERENTIEL
from tests.raison_detre.fichiers import Ecrire, etat
from tests.raison_detre.test_verrou import EnService

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("referentiel_charge")]


def charger(*arguments: Any) -> str:
    """Run the command; return what it says, with ordinary spaces."""
    return fichiers.charger(*arguments).replace("\xa0", " ")


def refus(fichier: Path) -> str:
    """Run the command on a file it must refuse; return why, with ordinary spaces."""
    return fichiers.refus(fichier).replace("\xa0", " ")


@pytest.fixture(autouse=True)
def edition(en_service: EnService, referentiel_charge: None) -> Referentiel:
    """The real edition, loaded then used."""
    return en_service(Referentiel.objects.get())


def test_the_same_file_changes_nothing_and_says_so() -> None:
    avant = etat()
    assert charger() == "Le site dit déjà ce que dit le fichier : rien n’a changé.\n"
    assert charger(REFERENTIEL, "--si-absent") == "L’édition 2021 est déjà là : rien n’a changé.\n"
    assert etat() == avant


@pytest.mark.parametrize(
    ("avant", "apres", "dit"),
    [
        ("oeuvre_mois: 18", "oeuvre_mois: 24", "délai de mise en œuvre (mois) : « 18 » → « 24 »"),
        ("  devoile_au", "  en_vigueur_du: 2022-01-01\n  devoile_au", "en vigueur à partir du : « 2021-09-09 » → « 20"),
        ("Contribuer au bien", "Contribuer au mieux", "intitulé : « Contribuer au bien vivre ensemble » → « Contr"),
        ("{numero: 4,", "{numero: 4, cle: vivre-ensemble,", "clé : « contribuer-au-bien-vivre-ensemble » → « vivre"),
        (
            "l'innovation\"}",
            'l\'innovation"}\n      - {numero: 13, intitule: "Tenir parole"}',
            "- 13. Tenir parole : ajouté par le fichier",
        ),
    ],
    ids=["rule", "date", "wording", "key", "added"],
)
def test_another_file_is_refused_naming_what_differs_and_the_way_out(
    ecrire: Ecrire, avant: str, apres: str, dit: str
) -> None:
    message = refus(ecrire((avant, apres)))
    assert "L’édition 2021 sert déjà à des candidatures" in message
    assert dit in message
    assert message.count("\n- ") == 1
    assert message.endswith("donnez au fichier un autre code : ce sera une nouvelle édition.")


def test_every_difference_is_named_at_once(ecrire: Ecrire) -> None:
    message = refus(
        ecrire(
            ("oeuvre_mois: 18", "oeuvre_mois: 24"),
            ("Contribuer au bien", "Contribuer au mieux"),
            ("slug: modele-responsable", "slug: autre-cle"),
        )
    )
    for dit in ("« 18 » → « 24 »", "Contribuer au mieux", " : absent du fichier", " : ajouté par le fichier"):
        assert dit in message


def test_axes_that_change_numbers_are_named(ecrire: Ecrire) -> None:
    message = refus(
        ecrire(
            ("  - numero: 1\n", "  - numero: 99\n"),
            ("  - numero: 2\n", "  - numero: 1\n"),
            ("  - numero: 99\n", "  - numero: 2\n"),
        )
    )
    assert "numéro : « 1 » → « 2 »" in message
    assert "numéro : « 2 » → « 1 »" in message


def test_the_words_of_an_axis_still_follow_the_file(ecrire: Ecrire) -> None:
    axe = Axe.objects.get(numero=1)
    assert "Modifié" in charger(ecrire((f'titre: "{axe.titre}"', 'titre: "Repris"')))
    axe.refresh_from_db()
    assert axe.titre == "Repris"


@pytest.mark.lent
def test_the_way_out_works(ecrire: Ecrire) -> None:
    charger(
        ecrire(
            ('code: "2021"', 'code: "2031"'),
            ("adopte_le: 2021", "adopte_le: 2031"),
            ("oeuvre_mois: 18", "oeuvre_mois: 24"),
        )
    )
    assert Referentiel.objects.get(code="2031").delai_mise_en_oeuvre_mois == 24
    assert Referentiel.objects.get(code="2021").delai_mise_en_oeuvre_mois == 18
