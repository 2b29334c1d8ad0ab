"""Editions, axes and engagements: what the database refuses whatever the way in, and which edition holds on a day."""

import datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from wagtail.models import Locale

from raison_detre.models import Axe, Engagement, Referentiel
from tests.raison_detre.factories import AxeFactory, EngagementFactory, ReferentielFactory

UN_JOUR = datetime.timedelta(days=1)
JOURS = st.dates(min_value=datetime.date(2000, 1, 1), max_value=datetime.date(2060, 1, 1))


class TestEnVigueur(TestCase):
    @settings(max_examples=40, deadline=None)  # each example writes to the database
    @given(entrees=st.sets(JOURS, min_size=1, max_size=5), au=JOURS)
    def test_the_edition_in_force_is_the_latest_begun_by_that_day(
        self, entrees: set[datetime.date], au: datetime.date
    ) -> None:
        for rang, jour in enumerate(sorted(entrees)):
            ReferentielFactory.create(code=f"e{rang}", adopte_le=jour)
        lue = Referentiel.objects.en_vigueur(au)
        assert (lue and lue.en_vigueur_du) == max((jour for jour in entrees if jour <= au), default=None)

    def test_an_edition_holds_from_its_first_day_included(self) -> None:
        edition = ReferentielFactory.create()
        assert Referentiel.objects.en_vigueur(edition.en_vigueur_du) == edition
        assert Referentiel.objects.en_vigueur(edition.en_vigueur_du - UN_JOUR) is None

    def test_a_translation_is_never_the_edition_in_force(self) -> None:
        anglais = Locale.objects.create(language_code="en")
        ReferentielFactory.create().copy_for_translation(anglais).save()
        ReferentielFactory.create(a_venir=True).copy_for_translation(anglais).save()
        lue = Referentiel.objects.en_vigueur(datetime.date(2040, 1, 1))
        assert lue is not None
        assert (lue.code, lue.locale.language_code) == ("2031", "fr")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "faux",
    [
        {"code": "2021", "adopte_le": datetime.date(2022, 1, 1)},
        {"code": "autre"},
        {"code": "autre", "adopte_le": datetime.date(2022, 1, 2), "en_vigueur_du": datetime.date(2022, 1, 1)},
        *(
            {"code": "autre", "adopte_le": datetime.date(2022, 1, 1), champ: 0}
            for champ in (
                "engagements_minimum",
                "indicateurs_minimum_par_engagement",
                "delai_mise_en_oeuvre_mois",
                "duree_label_mois",
                "point_mi_parcours_mois",
                "objectif_adhesion_pourcent",
                "objectif_adhesion_annees",
            )
        ),
        {"code": "autre", "adopte_le": datetime.date(2022, 1, 1), "objectif_adhesion_pourcent": 101},
    ],
    ids=str,
)
def test_the_database_itself_refuses_a_wrong_edition(faux: dict[str, Any]) -> None:
    ReferentielFactory.create()
    with pytest.raises(IntegrityError), transaction.atomic():
        ReferentielFactory.create(**faux)


@pytest.mark.django_db
@pytest.mark.parametrize(("factory", "parent"), [(AxeFactory, "referentiel"), (EngagementFactory, "axe")])
@pytest.mark.parametrize("faux", [{"numero": 1, "cle": "autre"}, {"numero": 2}, {"numero": 0, "cle": "autre"}])
def test_the_database_itself_refuses_a_number_or_a_key_taken_in_the_edition(
    factory: Any, parent: str, faux: dict[str, Any]
) -> None:
    existant = factory.create(cle="cle")
    with pytest.raises(IntegrityError), transaction.atomic():
        factory.create(**{parent: getattr(existant, parent), "cle": "cle"} | faux)


@pytest.mark.django_db
def test_two_editions_may_use_the_same_numbers_and_keys() -> None:
    EngagementFactory.create()
    EngagementFactory.create(axe__referentiel=ReferentielFactory.create(a_venir=True))
    assert Engagement.objects.filter(numero=1, cle="engagement-1").count() == 2


@pytest.mark.django_db
def test_an_engagement_is_of_the_edition_of_its_axis_whatever_it_is_told() -> None:
    autre = ReferentielFactory.create(a_venir=True)
    engagement = EngagementFactory.create(axe__referentiel=ReferentielFactory.create())
    engagement.referentiel = autre
    engagement.save()
    engagement.refresh_from_db()
    assert engagement.referentiel == engagement.axe.referentiel != autre


@pytest.mark.django_db
def test_what_an_edition_holds_keeps_it_from_being_deleted() -> None:
    engagement = EngagementFactory.create()
    for objet in (engagement.axe, engagement.referentiel):
        with pytest.raises(ProtectedError):
            objet.delete()


@pytest.mark.django_db
@pytest.mark.parametrize("factory", [AxeFactory, EngagementFactory])
def test_an_earlier_version_brings_back_words_and_never_the_place(factory: Any) -> None:
    objet = factory.create(publie=True)
    texte = "titre" if isinstance(objet, Axe) else "intitule"
    avant = getattr(objet, texte)
    ancienne = objet.latest_revision

    lieu = {"numero": 7, "cle": "nouvelle-cle"}
    if isinstance(objet, Engagement):
        lieu["axe"] = AxeFactory.create(referentiel=objet.referentiel, numero=2)
    type(objet).objects.filter(pk=objet.pk).update(**lieu, **{texte: "Autre texte"})
    ancienne.refresh_from_db()
    ancienne.publish()
    objet = type(objet).objects.get(pk=objet.pk)

    assert getattr(objet, texte) == avant
    assert {champ: getattr(objet, champ) for champ in lieu} == lieu


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("champs", "fautif"),
    [
        ({"code": "2021", "adopte_le": datetime.date(2022, 1, 1)}, {"code"}),
        ({"code": "autre"}, {"en_vigueur_du"}),
        pytest.param({"code": "2021"}, {"code", "en_vigueur_du"}, id="code et en_vigueur_du"),
        ({"code": "autre", "en_vigueur_du": datetime.date(2020, 1, 1)}, {"en_vigueur_du"}),
        ({"code": "x", "adopte_le": datetime.date(2022, 1, 1), "points_etape_mois": None}, {"points_etape_mois"}),
        ({"code": "x", "adopte_le": datetime.date(2022, 1, 1), "duree_label_mois": None}, {"duree_label_mois"}),
    ],
    ids=str,
)
def test_a_wrong_edition_is_told_by_field(champs: dict[str, Any], fautif: set[str]) -> None:
    ReferentielFactory.create()
    with pytest.raises(ValidationError) as refus:
        ReferentielFactory.build(locale=Locale.get_default(), **champs).full_clean(validate_constraints=False)
    assert refus.value.message_dict.keys() == fautif


@pytest.mark.django_db
def test_rules_are_checked_against_the_axes_and_engagements_already_there() -> None:
    edition = ReferentielFactory.create(complet=2, engagements_minimum=6)
    edition.full_clean()
    edition.engagements_minimum = 7
    with pytest.raises(ValidationError, match="6 engagements"):
        edition.full_clean()
    edition.engagements_minimum = 5
    with pytest.raises(ValidationError, match="impose déjà 6"):
        edition.full_clean()


@pytest.mark.django_db
def test_a_text_in_another_language_needs_its_french() -> None:
    anglais = Locale.objects.create(language_code="en")
    axe = AxeFactory.create()
    with pytest.raises(ValidationError, match="traduisant"):
        AxeFactory.build(referentiel=axe.referentiel, locale=anglais, numero=2).full_clean()
    axe.copy_for_translation(anglais).full_clean()


@pytest.mark.django_db
def test_paragraphs_are_what_blank_lines_part_even_typed_in_a_browser() -> None:
    axe = AxeFactory.create()
    axe.texte = "Un.\r\n\r\n\r\n Deux. \r\n\r\n"
    axe.full_clean()
    assert axe.paragraphes == ["Un.", "Deux."]


@pytest.mark.django_db
def test_each_thing_is_named_as_editors_name_it() -> None:
    engagement = EngagementFactory.create(numero=4, intitule="Contribuer au bien vivre ensemble")
    assert str(engagement) == "4. Contribuer au bien vivre ensemble"
    assert engagement.slug == "contribuer-au-bien-vivre-ensemble"
    assert str(engagement.axe) == "1. Notre axe 1"
    assert str(engagement.referentiel) == "Raison d'être (2021)"
