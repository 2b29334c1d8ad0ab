"""What pages keep of the register from one request to the next is read again by whatever changes it, at once."""

import datetime
from collections.abc import Iterator

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale

from raison_detre.models import Engagement
from registre.engagements.en_vigueur import engagements_en_vigueur
from registre.models import PresentationCooperative, SignatureManifeste
from registre.promotion.models import Deploiement
from registre.public.barometre.page import _mesures
from registre.territoires import region_de
from socle.cadre.memoire import version_de_tout
from tests.registre.factories import edition, labellisee, retiree
from tests.registre.lecture import lire, mots

pytestmark = pytest.mark.django_db(transaction=True)

HIER, LE_JOUR = datetime.date(2026, 6, 14), datetime.date(2026, 6, 15)
BAROMETRE = "/registre/barometre/"


@pytest.fixture(autouse=True)
def horloge() -> Iterator[time_machine.Traveller]:
    """Noon in Paris on 15 June 2026, and a first change, so that there is a token to remember things under."""
    Locale.objects.get_or_create(language_code="fr")[0].save()
    with time_machine.travel(datetime.datetime(2026, 6, 15, 10, tzinfo=datetime.UTC), tick=False) as horloge:
        yield horloge


def lectures(table: str, page: str = BAROMETRE) -> int:
    """How many queries of the page read this table."""
    with CaptureQueriesContext(connection) as requetes:
        Client().get(page)
    return sum(table in requete["sql"] for requete in requetes)


def test_figures_that_nothing_changed_are_not_counted_again() -> None:
    labellisee(HIER)
    assert lectures("registre_periodedestatut") > 0
    assert lectures("registre_periodedestatut") == 0


def test_a_decision_is_in_the_figures_at_once() -> None:
    label = labellisee(HIER)
    assert _mesures(LE_JOUR, None).ensemble.nombre == 1

    retiree(label, LE_JOUR)

    assert _mesures(LE_JOUR, None).ensemble.nombre == 0


def test_another_order_or_view_of_a_result_counts_it_no_more() -> None:
    label = labellisee(HIER)
    trouvees = f"/registre/?region={region_de(label.cooperative.code_departement)}&statut=toutes"

    comptee = lectures("registre_periodedestatut", trouvees)
    autre_ordre = lectures("registre_periodedestatut", f"{trouvees}&tri=fin&vue=tableau")
    assert (comptee, autre_ordre) == (4, 1)  # three to count, one for the rows

    retiree(label, LE_JOUR)
    assert lectures("registre_periodedestatut", trouvees) == comptee
    assert "retiré" in mots(lire(Client(), trouvees).main).lower()


def test_midnight_needs_no_decision(horloge: time_machine.Traveller) -> None:
    label = labellisee(HIER)
    horloge.move_to(datetime.datetime.combine(label.valide_jusqu_au, datetime.time(20), tzinfo=datetime.UTC))
    assert "1 sur 1" in mots(lire(Client(), BAROMETRE).main)

    horloge.shift(datetime.timedelta(hours=3))

    assert "0 sur 1" in mots(lire(Client(), BAROMETRE).main)


def test_the_words_of_an_engagement_are_those_of_now() -> None:
    edition()
    premier = engagements_en_vigueur(LE_JOUR).engagements[0]
    engagement = Engagement.objects.get(numero=premier.numero)

    Engagement.objects.filter(pk=engagement.pk).update(intitule="Dit à la main")  # tells nobody
    assert engagements_en_vigueur(LE_JOUR).engagements[0] == premier

    engagement.intitule = "Dit autrement"
    engagement.save(update_fields=["intitule"])
    assert engagements_en_vigueur(LE_JOUR).engagements[0].intitule == "Dit autrement"


def test_an_operation_draws_another_version() -> None:
    label = labellisee(HIER)
    avant = version_de_tout()

    retiree(label, LE_JOUR)

    assert version_de_tout() != avant


def test_a_coop_that_nothing_changed_is_not_read_again() -> None:
    page = f"/registre/{labellisee(HIER).cooperative.slug}/"
    assert lectures("registre_label", page) > 0
    assert lectures("registre_label", page) == 0


def test_a_decision_is_on_the_page_of_its_coop_at_once() -> None:
    label = labellisee(HIER)
    page = f"/registre/{label.cooperative.slug}/"
    assert "Label retiré" not in mots(lire(Client(), page).main)

    retiree(label, LE_JOUR, "Engagements abandonnés.")

    lue = mots(lire(Client(), page).main)
    assert lue.count("Engagements abandonnés.") == 2  # under its status, and in its history
    assert "Label retiré" in lue


def test_the_page_of_a_coop_needs_no_decision_at_midnight(horloge: time_machine.Traveller) -> None:
    label = labellisee(HIER)
    page, fin = f"/registre/{label.cooperative.slug}/", label.valide_jusqu_au
    horloge.move_to(datetime.datetime.combine(fin, datetime.time(20), tzinfo=datetime.UTC))
    assert lire(Client(), page).select_one(".bande__statut .statut--labellisee")

    horloge.shift(datetime.timedelta(hours=3))

    assert not lire(Client(), page).select_one(".bande__statut .statut--labellisee")


def test_each_language_keeps_its_own_words() -> None:
    label = labellisee(HIER)
    assert "Historique" in mots(lire(Client(), f"/registre/{label.cooperative.slug}/").main)
    anglaise = mots(lire(Client(), f"/en/registre/{label.cooperative.slug}/").main)
    assert "Historique" not in anglaise
    assert "History" in anglaise


def test_what_a_coop_says_and_does_shows_at_once() -> None:
    coop = labellisee(HIER).cooperative
    page = f"/registre/{coop.slug}/"
    avant = mots(lire(Client(), page).main)

    presentation = PresentationCooperative.objects.create(
        cooperative=coop, locale=Locale.objects.get(language_code="fr"), texte="<p>Fondée par ses habitants.</p>"
    )
    presentation.save_revision().publish()
    Deploiement.objects.create(cooperative=coop, acte="statuts", fait_le=HIER, affichage_consenti=True)

    apres = mots(lire(Client(), page).main)
    assert "Fondée par ses habitants." in apres
    assert len(apres) > len(avant) + len("Fondée par ses habitants. ")


def test_a_signature_draws_another_version() -> None:
    coop = labellisee(HIER).cooperative
    avant = version_de_tout()
    SignatureManifeste.objects.create(cooperative=coop, referentiel=edition(), signe_le=HIER)
    assert version_de_tout() != avant


def test_one_page_asks_for_its_versions_before_it_is_made_and_after() -> None:
    page = f"/registre/{labellisee(HIER).cooperative.slug}/"
    assert lectures("socle_versiondesreperes", page) == 2
