"""The courtesy translation: complete, in the editors' own tool, never over their work, facts left on the French row."""

import shutil
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoDbBlocker
from wagtail.models import Revision
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from raison_detre.models import Axe, Engagement, Referentiel
from socle.models import User
from tests.raison_detre.conftest import REFERENTIEL, charger_referentiel
from tests.rigueur.base import Sites

pytestmark = pytest.mark.django_db

ANGLAIS = REFERENTIEL.with_name("raison_detre_2021.en.yaml")


def traduire(*arguments: str) -> str:
    """Run the command and return what it says."""
    sortie = StringIO()
    call_command("charger_traduction", *arguments, stdout=sortie)
    return sortie.getvalue()


def etat() -> list[Any]:
    """Return everything the command may write."""
    lignes = [list(modele.objects.order_by("pk").values()) for modele in (Referentiel, Axe, Engagement)]
    return [*lignes, Revision.objects.count(), list(StringTranslation.objects.order_by("pk").values())]


def charger_les_deux_langues() -> None:
    """Load the 2021 edition and its translation by the real commands."""
    charger_referentiel()
    traduire()


@pytest.fixture(scope="class")
def langues_posees(sites: Sites, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The 2021 edition in both languages, loaded once."""
    with django_db_blocker.unblock(), sites.visit("langues", charger_les_deux_langues):
        yield


@pytest.fixture
def anglais(langues_posees: None, db: None) -> dict[str, Any]:
    """The 2021 edition and its translation, loaded; the file, as plain values."""
    return yaml.safe_load(ANGLAIS.read_text(encoding="utf-8"))


def test_every_text_of_the_edition_is_published_in_english(anglais: dict[str, Any]) -> None:
    edition = Referentiel.objects.get(locale__language_code="en")

    assert {champ: getattr(edition, champ) for champ in anglais["referentiel"]} == anglais["referentiel"]

    for lu in anglais["axes"]:
        axe = Axe.objects.get(cle=lu["slug"], locale__language_code="en", live=True)
        assert axe.paragraphes == lu["texte"]
        for champ in ("titre", "titre_manifeste", "sous_titre"):
            assert getattr(axe, champ) == lu[champ]
        for numero, intitule in lu["engagements"].items():
            engagement = Engagement.objects.get(numero=numero, locale__language_code="en", live=True)
            assert (engagement.intitule, engagement.has_unpublished_changes) == (intitule, False)
    assert Engagement.objects.filter(locale__language_code="en").count() == 12


def test_editors_find_it_complete_in_their_translation_screen(anglais: dict[str, Any], admin_client: Client) -> None:
    assert Translation.objects.filter(enabled=True).count() == 1 + 3 + 12
    for traduction in Translation.objects.order_by("pk"):
        chaines, traduites = traduction.get_progress()
        assert chaines == traduites > 0, traduction.source.object_repr
    axe = Axe.objects.get(cle="mission", locale__language_code="en")
    ecran = admin_client.get(reverse(axe.snippet_viewset.get_url_name("edit"), args=[axe.pk]))
    assert "Our mission of general interest" in ecran.content.decode()


def test_facts_of_a_translation_stay_those_of_the_french_row_even_after_it_is_brought_in_step(
    anglais: dict[str, Any], admin_client: Client
) -> None:
    francais = Engagement.objects.sources().get(numero=4)
    francais.intitule = "Contribuer au mieux vivre ensemble"
    francais.save_revision().publish()
    source = TranslationSource.objects.get_for_instance(francais)
    mise_a_jour = reverse("wagtail_localize:update_translations", args=[source.pk])

    assert admin_client.post(mise_a_jour, {"publish_translations": "on"}).status_code == 302

    for modele, liens in ((Axe, ["referentiel_id"]), (Engagement, ["axe_id", "referentiel_id"])):
        for traduit in modele.objects.filter(locale__language_code="en"):
            original = modele.objects.sources().get(translation_key=traduit.translation_key)
            for champ in [*liens, "numero", "cle"]:
                assert getattr(traduit, champ) == getattr(original, champ)


def test_a_second_run_changes_nothing_and_says_so(anglais: dict[str, Any]) -> None:
    avant = etat()
    assert traduire() == "Aucune traduction à ajouter : rien n’a changé.\n"
    assert etat() == avant


@pytest.mark.lent
@pytest.mark.usefixtures("referentiel_charge")
def test_a_simulation_tells_all_and_writes_nothing() -> None:
    avant = etat()
    dit = traduire("--simulation")
    assert dit.count("Traduit :") == 1 + 3 + 12
    assert dit.endswith("Simulation : rien n’a été écrit.\n")
    assert etat() == avant


def test_a_translation_an_editor_rewrote_is_kept(anglais: dict[str, Any]) -> None:
    chaine = StringTranslation.objects.get(data="To contribute to living well together")
    chaine.data = "To help people live well together"
    chaine.last_translated_by = User.objects.create_user("traduction@example.org")
    chaine.save()
    traduire()
    chaine.refresh_from_db()
    assert chaine.data == "To help people live well together"


@pytest.mark.lent
@pytest.mark.usefixtures("referentiel_charge")
def test_a_french_text_an_editor_rewrote_does_not_get_the_english_of_another() -> None:
    engagement = Engagement.objects.get(numero=4)
    engagement.intitule = "Vivre autrement"
    engagement.save_revision().publish()
    assert "à traduire dans l’administration : 4. Vivre autrement, intitulé" in traduire()
    assert not Engagement.objects.filter(numero=4, locale__language_code="en").exists()
    assert Engagement.objects.filter(locale__language_code="en").count() == 11


@pytest.mark.usefixtures("referentiel_charge")
@pytest.mark.parametrize(
    ("avant", "apres", "dit"),
    [
        ("langue: en\n", "", "langue : ce champ manque"),
        ("source: raison_detre_2021.yaml", "source: absente.yaml", "introuvable"),
        ("slug: mission", "slug: missions", "axes[3].titre : la traduction manque"),
        ("      4: ", "      40: ", "axes[0].engagements.4 : la traduction manque"),
        ('      4: "To contribute to living well together"', "      4: [1]", "ligne 28, axes[0].engagements.4 :"),
        ('      - "Beyond our', '      - "x"\n      - "Beyond our', "axes[1].texte : la traduction"),
        ("langue: en\n", "langue: en\nlangue: en\n", "ligne 7, langue : ce champ est écrit deux fois"),
    ],
)
def test_a_translation_that_does_not_follow_its_source_is_refused(
    tmp_path: Path, avant: str, apres: str, dit: str
) -> None:
    shutil.copy(REFERENTIEL, tmp_path)
    texte = ANGLAIS.read_text(encoding="utf-8")

    assert avant in texte

    fichier = tmp_path / "edition.en.yaml"
    fichier.write_text(texte.replace(avant, apres, 1), encoding="utf-8")
    vide = etat()
    with pytest.raises(CommandError) as refus:
        traduire(str(fichier))
    assert dit in str(refus.value)
    assert etat() == vide


def test_an_edition_that_is_not_loaded_cannot_be_translated() -> None:
    with pytest.raises(CommandError, match=r"ligne \d+, source : l’édition 2021 n’est pas chargée"):
        traduire()
