"""Reading an edition: the right one, in the right language, in a fixed number of queries."""

import datetime

import pytest
from django.http import Http404
from django.utils import translation
from django.utils.timezone import localdate
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Locale

from raison_detre.edition import Edition, lire_edition
from raison_detre.models import Engagement, Referentiel
from socle.langues.traduction import traduire
from tests.raison_detre.factories import AxeFactory, EngagementFactory, ReferentielFactory

pytestmark = pytest.mark.django_db


def lue(**arguments: object) -> Edition:
    """Read an edition that is known to be there."""
    edition = lire_edition(**arguments)  # type: ignore[arg-type]
    assert edition is not None
    return edition


def test_before_the_first_edition_there_is_none() -> None:
    assert lire_edition() is None
    assert lire_edition(au=datetime.date(2021, 9, 8)) is None


def test_axes_and_engagements_come_in_order_of_number() -> None:
    edition = ReferentielFactory.create()
    for numero in (3, 1, 2):
        axe = AxeFactory.create(referentiel=edition, numero=numero, publie=True)
        for place in (2, 1):
            EngagementFactory.create(axe=axe, numero=(numero - 1) * 2 + place, publie=True)
    assert [axe_lu.axe.numero for axe_lu in lue().axes] == [1, 2, 3]
    assert [engagement.numero for engagement in lue().engagements] == [1, 2, 3, 4, 5, 6]
    assert [len(axe_lu.engagements) for axe_lu in lue().axes] == [2, 2, 2]


def test_what_is_offline_or_in_another_edition_is_not_read() -> None:
    edition = ReferentielFactory.create(complet=1)
    ReferentielFactory.create(a_venir=True, complet=1)
    EngagementFactory.create(axe=edition.axes.get(numero=1), numero=9, hors_ligne=True)
    assert [engagement.numero for engagement in lue().engagements] == [1, 2, 3]
    assert {engagement.referentiel_id for engagement in lue().engagements} == {edition.pk}


def test_an_older_and_a_coming_edition_are_read_by_their_code() -> None:
    ReferentielFactory.create(code="2011", adopte_le=datetime.date(2011, 1, 1))
    ReferentielFactory.create()
    ReferentielFactory.create(a_venir=True)

    assert lue().source.code == "2021"
    assert lue().est_courante
    assert (lue(code="2011").source.code, lue(code="2011").est_courante) == ("2011", False)
    assert (lue(code="2031").source.code, lue(code="2031").est_courante) == ("2031", False)
    assert lue(code="2021").est_courante
    assert lue(au=datetime.date(2031, 1, 1)).source.code == "2031"
    with pytest.raises(Http404):
        lire_edition(code="1789")


def test_english_is_read_where_it_is_published_and_french_elsewhere() -> None:
    Locale.objects.create(language_code="en")
    edition = ReferentielFactory.create(complet=1)
    traduire(edition, "en", {"nom": "Our purpose", "titre": "What we are for"})
    traduire(edition.axes.get(numero=1), "en", {"titre": "Our axis"})
    traduire(Engagement.objects.get(numero=1), "en", {"intitule": "Keep our word"})
    traduire(Engagement.objects.get(numero=2), "en", {"intitule": "A draft"}, publier=False)
    with translation.override("en"):
        anglaise = lue()

    assert (anglaise.source, anglaise.texte.nom) == (edition, "Our purpose")
    assert [axe_lu.axe.titre for axe_lu in anglaise.axes] == ["Our axis", "Notre axe 2", "Notre axe 3"]

    intitules = [engagement.intitule for engagement in anglaise.engagements]
    assert intitules == ["Keep our word", "Tenir parole 2 fois", "Tenir parole 3 fois"]
    assert lue().texte == edition


@pytest.mark.lent
@pytest.mark.parametrize("langue", ["fr", "en"])
@pytest.mark.parametrize("engagements_par_axe", [1, 10])
@pytest.mark.rendu
def test_reading_asks_the_same_number_of_queries_for_3_engagements_and_for_30(
    engagements_par_axe: int, langue: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    ReferentielFactory.create(complet=engagements_par_axe)
    with translation.override(langue), django_assert_num_queries(3):
        assert len(lue().engagements) == 3 * engagements_par_axe


def test_the_edition_changes_on_its_first_day() -> None:
    ReferentielFactory.create()
    ReferentielFactory.create(code="demain", adopte_le=localdate() + datetime.timedelta(days=1))
    ReferentielFactory.create(code="aujourdhui", adopte_le=localdate())
    assert lue().source == Referentiel.objects.get(code="aujourdhui")
