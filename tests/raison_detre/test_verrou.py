"""An edition in use: what candidatures are judged by does not change by any door of the models."""

import datetime
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core import serializers
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import models
from wagtail.models import Locale

from raison_detre.models import Axe, Engagement, Referentiel
from raison_detre.regles import Regles
from raison_detre.verrou import EditionVerrouillee
from socle.langues.traduction import traduire
from tests.raison_detre.factories import AxeFactory, EngagementFactory, ReferentielFactory

pytestmark = pytest.mark.django_db

EnService = Callable[[Referentiel], Referentiel]
DIT = "Cette édition sert déjà à des candidatures"
DE_L_EDITION = {
    "code": "autre",
    "adopte_le": datetime.date(2020, 1, 1),
    "en_vigueur_du": datetime.date(2022, 1, 1),
    "engagements_minimum": 5,
    "engagements_minimum_par_axe": 1,
    "indicateurs_minimum_par_engagement": 2,
    "delai_mise_en_oeuvre_mois": 24,
    "points_etape_mois": [3],
    "duree_label_mois": 24,
    "point_mi_parcours_mois": 12,
    "frequence_comite": "annuelle",
    "objectif_adhesion_pourcent": 60,
    "objectif_adhesion_annees": 5,
}


@pytest.fixture
def edition(edition_posee: None, db: None, en_service: EnService) -> Referentiel:
    """An edition of three axes and six engagements, in use."""
    return en_service(Referentiel.objects.get())


def change(objet: models.Model, **champs: Any) -> Any:
    """Return the row read again, with these values not yet saved."""
    lu = type(objet)._default_manager.get(pk=objet.pk)
    for champ, valeur in champs.items():
        setattr(lu, champ, valeur)
    return lu


def refus(ecrire: Callable[[], Any]) -> dict[str, list[str]]:
    """Do what must be refused; return what is said, by field, with ordinary spaces."""
    with pytest.raises(ValidationError) as refus:
        ecrire()
    dits = refus.value.message_dict
    return {champ: [dit.replace("\xa0", " ") for dit in messages] for champ, messages in dits.items()}


def test_every_rule_is_tried_here() -> None:
    assert set(Regles.champs()) < DE_L_EDITION.keys()


@pytest.mark.parametrize("champ", DE_L_EDITION)
class TestReglesEtDates:
    def test_a_rule_or_a_date_is_refused_on_its_field_whoever_saves(self, edition: Referentiel, champ: str) -> None:
        autre = change(edition, **{champ: DE_L_EDITION[champ]})
        for ecrire in (autre.clean, autre.save, lambda: autre.save(update_fields=[champ])):
            fautes = refus(ecrire)
            assert fautes.keys() == {champ}
            assert fautes[champ] == [f"{DIT} : ceci n’y change plus. Créez une nouvelle édition."]
        assert getattr(Referentiel.objects.get(), champ) == getattr(edition, champ)

    def test_an_edition_that_does_not_serve_changes(
        self, edition_posee: None, db: None, en_service: EnService, champ: str
    ) -> None:
        edition = Referentiel.objects.get()
        en_service(ReferentielFactory.create(a_venir=True))
        change(edition, **{champ: DE_L_EDITION[champ]}).save()
        assert getattr(Referentiel.objects.get(pk=edition.pk), champ) == DE_L_EDITION[champ]

    def test_rules_and_dates_are_refused_in_bulk_too(self, edition: Referentiel, champ: str) -> None:
        lignes = Referentiel.objects.filter(pk=edition.pk)
        assert refus(lambda: lignes.update(**{champ: DE_L_EDITION[champ]})).keys() == {champ}
        objet = change(edition, **{champ: DE_L_EDITION[champ]})
        assert refus(lambda: Referentiel.objects.bulk_update([objet], [champ])).keys() == {champ}


def test_what_is_said_of_an_edition_in_use_stays_free(edition: Referentiel) -> None:
    change(edition, nom="Renommée", titre="Autre titre", devoile_au="Congrès").save()
    lu = Referentiel.objects.get(pk=edition.pk)
    assert (lu.nom, lu.titre, lu.devoile_au) == ("Renommée", "Autre titre", "Congrès")


def test_a_value_written_as_text_is_the_same_value(edition: Referentiel) -> None:
    change(edition, adopte_le="2021-09-09", engagements_minimum="6").save()

    lue = Referentiel.objects.get(pk=edition.pk)
    assert (lue.adopte_le, lue.engagements_minimum) == (edition.adopte_le, edition.engagements_minimum)


class TestAxesEtEngagements:
    @pytest.mark.parametrize("champ", ["numero", "cle", "referentiel"])
    def test_an_axis_keeps_its_place_and_its_key(self, edition: Referentiel, champ: str) -> None:
        autre = ReferentielFactory.create(a_venir=True)
        axe = change(edition.axes.get(numero=1), **{champ: {"numero": 9, "cle": "pirate", "referentiel": autre}[champ]})
        assert refus(axe.save).keys() == refus(axe.clean).keys() == {champ}

    @pytest.mark.parametrize("champ", ["numero", "cle", "axe", "intitule"])
    def test_an_engagement_keeps_its_place_its_key_and_its_wording(self, edition: Referentiel, champ: str) -> None:
        valeurs = {"numero": 9, "cle": "pirate", "axe": edition.axes.get(numero=2), "intitule": "Dit autrement"}
        engagement = change(edition.engagements.get(numero=1), **{champ: valeurs[champ]})
        assert refus(engagement.save).keys() == refus(engagement.clean).keys() == {champ}
        assert refus(engagement.save_revision).keys() == {champ}

    def test_an_axis_keeps_its_words_free(self, edition: Referentiel) -> None:
        axe = change(edition.axes.get(numero=1), titre="Autre", texte="Autre.")
        axe.save_revision().publish()
        assert Axe.objects.get(pk=axe.pk).texte == "Autre."

    def test_nothing_is_added_to_it(self, edition: Referentiel) -> None:
        axe = AxeFactory.build(referentiel=edition, numero=4, locale=Locale.get_default())
        engagement = EngagementFactory.build(axe=edition.axes.get(numero=1), numero=7, locale=Locale.get_default())
        for objet, champ in ((axe, "referentiel"), (engagement, "axe")):
            for ecrire in (objet.clean, objet.save, lambda o=objet: type(o).objects.bulk_create([o])):
                assert refus(ecrire) == {champ: [f"{DIT} : rien ne s’y ajoute. Créez une nouvelle édition."]}

    def test_nothing_moves_into_it_from_an_edition_that_does_not_serve(self, edition: Referentiel) -> None:
        engagement = EngagementFactory.create(axe__referentiel=ReferentielFactory.create(a_venir=True), numero=7)
        axe = edition.axes.get(numero=1)
        assert "axe" in refus(change(engagement, axe=axe).save)
        lignes = Engagement.objects.filter(pk=engagement.pk)
        for valeurs in ({"axe": axe}, {"axe_id": axe.pk}):
            assert refus(lambda v=valeurs: lignes.update(**v)).keys() == {"axe"}  # type: ignore[misc]

    def test_nothing_of_it_is_deleted(self, edition: Referentiel) -> None:
        for objet in (edition, edition.axes.get(numero=1), edition.engagements.get(numero=1)):
            for supprimer in (objet.delete, type(objet)._default_manager.filter(pk=objet.pk).delete):
                assert refus(supprimer) == {"__all__": [f"{DIT} : rien ne s’y supprime. Créez une nouvelle édition."]}

    def test_a_wording_is_not_rewritten_in_bulk(self, edition: Referentiel) -> None:
        assert refus(lambda: edition.engagements.update(intitule="Un seul")).keys() == {"intitule"}
        assert edition.engagements.update(reperes="<p>Pareil</p>") == 6


class TestRevisions:
    def test_an_old_version_brings_back_explanations_and_never_the_wording(self, en_service: EnService) -> None:
        edition = ReferentielFactory.create(complet=1)
        engagement = edition.engagements.get(numero=1)
        ancienne = change(engagement, intitule="Premier intitulé", reperes="<p>Anciens.</p>").save_revision()
        change(engagement, intitule="Intitulé adopté", reperes="<p>Nouveaux.</p>").save_revision().publish()
        en_service(edition)
        ancienne.refresh_from_db()
        ancienne.publish()
        lu = Engagement.objects.get(pk=engagement.pk)
        assert (lu.intitule, lu.reperes) == ("Intitulé adopté", "<p>Anciens.</p>")


class TestFichierDeDonnees:
    def test_a_fixture_cannot_change_it_and_the_same_one_passes(self, edition: Referentiel, tmp_path: Path) -> None:
        objets = json.loads(serializers.serialize("json", [edition]))
        fichier = tmp_path / "edition.json"
        fichier.write_text(json.dumps(objets), encoding="utf-8")
        call_command("loaddata", str(fichier), verbosity=0)
        objets[0]["fields"]["duree_label_mois"] = 24
        fichier.write_text(json.dumps(objets), encoding="utf-8")
        with pytest.raises(EditionVerrouillee):
            call_command("loaddata", str(fichier), verbosity=0)
        assert Referentiel.objects.get().duree_label_mois == 36


class TestTraductions:
    @pytest.fixture
    def anglais(self) -> Locale:
        return Locale.objects.create(language_code="en")

    def test_it_is_translated_and_its_translation_rewritten(self, edition: Referentiel, anglais: Locale) -> None:
        engagement = edition.engagements.get(numero=1)
        for objet, textes in (
            (edition, {"nom": "Purpose"}),
            (engagement.axe, {"titre": "Axis"}),
            (engagement, {"intitule": "Keep your word"}),
        ):
            traduit = traduire(objet, "en", textes)
            assert {champ: getattr(traduit, champ) for champ in textes} == textes
        traduit.intitule = "Keep it"
        traduit.save_revision().publish()

        assert Engagement.objects.get(pk=traduit.pk).intitule == "Keep it"

        Engagement.objects.filter(pk=traduit.pk).update(intitule="Keep to it")
        Engagement.objects.get(pk=traduit.pk).delete()

    def test_a_translation_takes_the_rules_of_its_french_and_no_others(
        self, edition_posee: None, db: None, en_service: EnService, anglais: Locale
    ) -> None:
        edition = Referentiel.objects.get()
        traduit = traduire(edition, "en", {"nom": "Purpose"})
        change(edition, duree_label_mois=48).save()
        en_service(edition)
        assert refus(change(traduit, duree_label_mois=24).save).keys() == {"duree_label_mois"}
        change(traduit, duree_label_mois=48).save()

    def test_a_translation_of_nothing_is_an_addition(self, edition: Referentiel, anglais: Locale) -> None:
        axe = AxeFactory.build(referentiel=edition, numero=4, locale=anglais)
        assert refus(axe.save).keys() == {"referentiel"}
        with pytest.raises(ValidationError, match="traduisant"):
            axe.clean()
