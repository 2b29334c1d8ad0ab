"""What lists and sheets keep from one request to the next is read again by whatever changes it, at once."""

import datetime
from collections.abc import Iterator

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Site

from bonnes_pratiques.models import Etiquette, FichePratique, Resultat
from raison_detre.models import Engagement
from registre.operations import renommer
from tests.bonnes_pratiques.factories import ReprisePubliqueFactory, fiche, poser_bibliotheque, theme
from tests.registre.factories import CooperativeFactory, edition, labellisee, retiree
from tests.registre.lecture import lire, mots

pytestmark = pytest.mark.django_db(transaction=True)

HIER, LE_JOUR = datetime.date(2026, 6, 14), datetime.date(2026, 6, 15)
LISTE = "/bonnes-pratiques/"
FICHES, LIGNES = 'FROM "bonnes_pratiques_fichepratique"', 'FROM "bonnes_pratiques_ficheindexee"'


@pytest.fixture(autouse=True)
def horloge() -> Iterator[time_machine.Traveller]:
    """A library, at noon in Paris on 15 June 2026."""
    with time_machine.travel(datetime.datetime(2026, 6, 15, 10, tzinfo=datetime.UTC), tick=False) as horloge:
        poser_bibliotheque()
        Site.objects.get().save()  # which tells Wagtail where addresses begin
        yield horloge


def lectures(adresse: str) -> int:
    """How many queries of a page read sheets, or their rows."""
    with CaptureQueriesContext(connection) as requetes:
        assert Client().get(adresse).status_code == 200
    return sum(table in requete["sql"] for requete in requetes for table in (FICHES, LIGNES))


def entrees(adresse: str = LISTE) -> str:
    """What a list says of its sheets."""
    return mots(lire(Client(), adresse).select_one("ol.pratiques"))


def semblables(de: FichePratique) -> str:
    return mots(lire(Client(), de.url).select_one(".semblables"))


def publier(une: FichePratique, titre: str) -> None:
    une.title = titre
    une.save_revision().publish()


def test_an_entry_that_one_list_showed_is_shown_by_the_others_without_reading_it_again() -> None:
    une, autre = fiche("Isoler"), fiche("Chauffer", stade="en_cours")
    assert lectures(LISTE) == 2  # the sets of keys, then the entries

    assert [lectures(f"{LISTE}{question}") for question in ("", "?tri=reprises", "?stade=aboutie")] == [0, 0, 0]
    assert lectures(f"{LISTE}classeur/?fiches={une.pk}&fiches={autre.pk}") == 1  # which of them may be read

    marquee = lire(Client(), f"{LISTE}?q=isoler")
    assert [mots(mot) for mot in marquee.select("ol.pratiques mark")] == ["Isoler"]
    assert not lire(Client(), LISTE).select("ol.pratiques mark")


def test_a_sheet_retitled_taken_up_or_withdrawn_is_so_in_every_list_at_once() -> None:
    une = fiche("Isoler")
    classeur = f"{LISTE}classeur/?fiches={une.pk}"
    listes = (LISTE, f"{LISTE}?tri=reprises", classeur, f"/en{LISTE}")
    assert all("Isoler" in entrees(liste) for liste in listes)
    assert "en français" not in entrees()
    assert "in French" in entrees(f"/en{LISTE}")

    publier(une, "Isoler par dehors")
    assert all("Isoler par dehors" in entrees(liste) for liste in listes)

    reprise = ReprisePubliqueFactory.create(fiche=une)
    assert all("reprise par 1 coopérative" in entrees(liste) for liste in listes[:3])
    reprise.masquee = True
    reprise.save()
    assert not any("reprise par" in entrees(liste) for liste in listes[:3])

    une.unpublish()
    assert not any(lire(Client(), liste).select("ol.pratiques") for liste in listes)


def test_a_coop_renamed_is_so_in_entries_and_among_neighbours_at_once() -> None:
    une, autre = fiche("Isoler"), fiche("Chauffer", cooperative=CooperativeFactory.create(nom="Maison Ancienne"))
    assert "Maison Ancienne" in entrees()
    assert "Maison Ancienne" in semblables(une)

    renommer(autre.cooperative_id, nom="Foyer Nouveau", par=None, le=datetime.date(2025, 1, 1))

    assert "Foyer Nouveau" in entrees()
    assert "Maison" not in entrees()
    assert "Foyer Nouveau" in semblables(une)
    assert "Foyer Nouveau" in mots(lire(Client(), autre.url).select_one(".recette__tete"))


def test_the_neighbours_of_a_sheet_are_kept_until_one_changes() -> None:
    une, autre = fiche("Isoler"), fiche("Chauffer")
    assert "Chauffer" in semblables(une)
    assert lectures(une.url) == 1  # its own row

    publier(autre, "Chauffer moins")
    assert "Chauffer moins" in semblables(une)

    fiche("Ventiler")
    assert "Ventiler" in semblables(une)

    autre.unpublish()
    assert "Chauffer" not in semblables(une)


def test_figures_tools_and_who_took_it_up_are_on_the_sheet_at_once() -> None:
    une = fiche("Isoler")

    def dit() -> str:
        return mots(lire(Client(), une.url).main)

    assert "Charges moyennes" not in dit()
    une.resultats.add(Resultat(libelle="Charges moyennes", avant=100, apres=60, unite="€", releve_le=HIER))
    une.save_revision().publish()
    assert "Charges moyennes" in dit()

    reprise = ReprisePubliqueFactory.create(fiche=une)
    assert reprise.cooperative.nom in dit()
    reprise.masquee = True
    reprise.save()
    assert reprise.cooperative.nom not in dit()


def test_a_draft_shown_to_its_author_has_the_neighbours_of_what_is_typed() -> None:
    une = fiche("Isoler")
    fiche("Chauffer")

    def apercu() -> list[str]:
        page = BeautifulSoup(une.make_preview_request().content, "lxml")
        return [mots(titre) for titre in page.select(".semblable__lien")]

    assert apercu() == ["Chauffer"]
    une.engagement_principal = Engagement.objects.get(numero=9)
    assert apercu() == []
    assert "Chauffer" in semblables(une)


def test_what_is_undone_is_not_kept() -> None:
    une = fiche("Isoler")
    with transaction.atomic():
        publier(une, "Jamais publiée")
        assert "Jamais publiée" in entrees()
        transaction.set_rollback(True)

    assert "Isoler" in entrees()
    assert "Jamais" not in entrees()


def test_the_status_of_the_coop_that_tells_is_that_of_now(horloge: time_machine.Traveller) -> None:
    label = labellisee(HIER)
    une = fiche("Isoler", cooperative=label.cooperative)
    coop = f"/recherche/?q={label.cooperative.siren}"
    qui = [lambda: lire(Client(), une.url).select_one("#qui").parent, lambda: lire(Client(), coop).main]
    assert all("Labellisée jusqu’au" in mots(lu()) for lu in qui)

    horloge.move_to(datetime.datetime.combine(label.valide_jusqu_au, datetime.time(20), tzinfo=datetime.UTC))
    assert all("Labellisée jusqu’au" in mots(lu()) for lu in qui)
    horloge.shift(datetime.timedelta(hours=3))
    assert all("Label échu" in mots(lu()) for lu in qui)

    horloge.move_to(datetime.datetime(2026, 6, 16, 10, tzinfo=datetime.UTC))
    assert all("Labellisée jusqu’au" in mots(lu()) for lu in qui)
    retiree(label, LE_JOUR)
    assert all("Label retiré" in mots(lu()) for lu in qui)


def test_an_edition_that_begins_at_midnight_gives_entries_its_numbers(horloge: time_machine.Traveller) -> None:
    fiche("Isoler", engagements=(1,))
    suivante = edition("2026", en_vigueur_du=datetime.date(2026, 6, 16), adopte_le=LE_JOUR)
    horloge.move_to(datetime.datetime(2026, 6, 15, 20, tzinfo=datetime.UTC))
    for rang, engagement in enumerate(suivante.engagements.order_by("-numero")):
        engagement.numero = 100 + rang if engagement.numero > 1 else 12
        engagement.save()
    assert "Axe 1 : 1 ·" in entrees()

    horloge.shift(datetime.timedelta(hours=3))

    assert "Axe 1 : 12 ·" in entrees()


def test_a_theme_or_a_tag_renamed_is_so_in_the_filters_and_on_the_sheet_at_once() -> None:
    energie = theme("energie", "Énergie")
    une = fiche("Isoler", themes=[energie], etiquettes=["toiture"])
    lieux = [lambda: lire(Client(), LISTE).select_one("#facettes"), lambda: lire(Client(), une.url).main]
    assert all("Énergie" in mots(lieu()) and "toiture" in mots(lieu()) for lieu in lieux)

    energie.nom = "Chaleur"
    energie.save()
    etiquette = Etiquette.objects.get(name="toiture")
    etiquette.name = "combles"
    etiquette.save()

    assert all("Chaleur" in mots(lieu()) and "combles" in mots(lieu()) for lieu in lieux)
