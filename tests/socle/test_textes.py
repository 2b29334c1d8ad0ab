"""Texts are clean at every door: what Word, a form, an import or a revision brings, and what was stored before."""

import io
import json
from importlib import import_module
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from wagtail.models import Locale, Revision

from bonnes_pratiques.models import ActualitePage, RendezVousPage, Theme
from socle.models import SaisieDeposee
from socle.textes.signes import est_propre, propre, saisie_propre, une_ligne
from tests.bonnes_pratiques.actualites.conftest import pages_posees  # noqa: F401 - the site with its news and agenda
from tests.bonnes_pratiques.actualites.factories import actualite, rendez_vous
from tests.socle.factories import UserFactory

DE_WORD = "Assemblée\x0bgénérale"
SIGNES = st.text(st.characters(exclude_categories=()), max_size=60)


@pytest.mark.parametrize(
    ("colle", "garde"),
    [
        ("Une\x0bdeux", "Une\ndeux"),
        ("Une\u2028deux\u2029trois", "Une\ndeux\n\ntrois"),
        ("Une\r\ndeux\rtrois\x85quatre", "Une\ndeux\ntrois\nquatre"),
        ("N\0UL, \x07cloche, \ufeffmarque", "NUL, cloche, marque"),
        ("à l\u202eenvers\u202c, \u2067isolé\u2069", "à lenvers, isolé"),
        ("demi-paire \ud83d, pas de signe \uffff\U0010ffff", "demi-paire , pas de signe "),
        ("entre\x1fdeux", "entre deux"),
        ("tabulé\tet d’un\xa0seul tenant, 👩🏽‍🌾", "tabulé\tet d’un\xa0seul tenant, 👩🏽‍🌾"),
    ],
)
def test_signs_that_mean_nothing_leave_a_text_and_breaks_stay_breaks(colle: str, garde: str) -> None:
    assert propre(colle) == garde


@pytest.mark.parametrize(
    ("colle", "garde"),
    [
        ("Une\x0bdeux", "Une deux"),
        ("Une \r\n\t deux\u2029trois\n", "Une deux trois"),
        ("N\0UL\u202e, 12\xa0%", "NUL, 12\xa0%"),
        ("  telle quelle  ", "  telle quelle  "),
    ],
)
def test_a_line_stays_one_line_and_its_words_apart(colle: str, garde: str) -> None:
    assert une_ligne(colle) == garde


@given(SIGNES)
def test_cleaning_twice_is_cleaning_once_and_no_letter_is_lost(texte: str) -> None:
    lettres = [signe for signe in texte if signe.isalnum()]
    for regle in (propre, une_ligne, saisie_propre):
        nettoye = regle(texte)
        assert regle(nettoye) == nettoye
        assert [signe for signe in nettoye if signe.isalnum()] == lettres
        nettoye.encode()
    assert est_propre(propre(texte))
    assert len(une_ligne(texte).splitlines()) <= 1


def test_json_in_a_field_is_left_to_who_reads_it() -> None:
    blocs = json.dumps({"text": "une\u2028deux"}, ensure_ascii=False)
    assert saisie_propre(blocs) == blocs
    assert saisie_propre("[note] une\u2028deux") == "[note] une\ndeux"


@pytest.mark.django_db
@pytest.mark.usefixtures("pages_posees")
class TestDoors:
    """One sign from Word in a title used to be a 500 in the feeds, the calendars and the exports."""

    def test_a_title_pasted_from_word_reaches_feeds_calendars_and_exports(self, admin_client: Any) -> None:
        nouvelle = actualite(DE_WORD, introduction="Deux\u2028lignes\x0cet un\0 bruit")
        rendez_vous(f"{DE_WORD}\ndu réseau", lieu="Salle\nA", adresse="1, rue\x0bHaute")
        assert nouvelle.title == "Assemblée générale"
        assert nouvelle.introduction == "Deux\nlignes\net un bruit"

        assert "Assemblée générale" in admin_client.get("/actualites/flux.atom").content.decode()
        assert "Assemblée générale" in admin_client.get("/agenda/agenda.ics").content.decode()
        page = RendezVousPage.objects.get()
        ics = admin_client.get(f"/agenda/{page.slug}/evenement.ics").content.decode()
        assert "SUMMARY:Assemblée générale du réseau" in ics.replace("\r\n ", "")

        export = admin_client.get("/admin/reports/aging-pages/?export=xlsx")
        feuille = load_workbook(io.BytesIO(b"".join(export.streaming_content))).active
        assert "Assemblée générale" in [cellule.value for cellule in feuille["A"]]

    def test_every_way_to_write_keeps_clean_text(self) -> None:
        francais = Locale.objects.get(language_code="fr")
        Theme.objects.bulk_create([Theme(cle="a", nom="Un\x0bthème", description="x\0y", locale=francais)])
        Theme.objects.filter(cle="a").update(description="Sur\u2028deux\nlignes")
        theme = Theme.objects.get(cle="a")
        assert (theme.nom, theme.description) == ("Un thème", "Sur deux lignes")

        theme.nom = "Autre\x0bthème"
        theme.save()
        assert theme.nom == "Autre thème"
        assert not Theme.objects.filter(nom="Un\0thème").exists()  # PostgreSQL cannot even be asked about a NUL

    def test_rich_text_blocks_revisions_and_json_are_clean_too(self) -> None:
        blocs: list[Any] = [
            ("texte", "<p>une\u2028deux\x0btrois\0\ud800</p>"),
            ("chiffres", {"chiffres": [{"valeur": "12\n%", "libelle": "de\x0bplus"}]}),
            ("encadre", {"titre": "Un\ntitre", "texte": "<p>une\ndeux</p>"}),
        ]
        page = actualite(corps=blocs)
        page.title = "Repris\x0bde Word"
        revision = page.save_revision()
        contenu = json.dumps(Revision.objects.get(pk=revision.pk).content)
        lu = ActualitePage.objects.get(pk=page.pk).corps.raw_data[0]["value"]
        assert lu == "<p>une\ndeux\ntrois</p>"
        ecrits = json.dumps([bloc["value"] for bloc in ActualitePage.objects.get(pk=page.pk).corps.raw_data])
        assert "12 %" in ecrits
        assert "de plus" in ecrits
        assert "Un titre" in ecrits
        assert "<p>une\\ndeux</p>" in ecrits
        assert "Repris de Word" in contenu
        assert not [sale for sale in ("\\u000b", "\\u2028", "\\u0000", "\\ud800") if sale in contenu]

        deposee = SaisieDeposee.objects.create(
            auteur=UserFactory.create(), adresse="/", donnees={"ti\0tre": ["a\x0bb"], "n": [1, None]}
        )
        deposee.refresh_from_db()
        assert deposee.donnees == {"titre": ["a\nb"], "n": [1, None]}

    @pytest.mark.lent
    def test_what_was_stored_before_is_cleaned_by_the_migration(self) -> None:
        page = actualite("À nettoyer", corps=[("texte", "<p>une deux</p>")])
        intacte = actualite("Intacte")
        with connection.cursor() as curseur:
            curseur.execute("UPDATE wagtailcore_page SET title = %s WHERE id = %s", ["À\x0bnettoyer", page.pk])
            curseur.execute("SELECT corps FROM bonnes_pratiques_actualitepage WHERE page_ptr_id = %s", [page.pk])
            corps = curseur.fetchone()[0]
            corps = corps if isinstance(corps, str) else json.dumps(corps)
            sale = [corps.replace("une deux", "une\\u2028deux"), page.pk]
            curseur.execute("UPDATE bonnes_pratiques_actualitepage SET corps = %s WHERE page_ptr_id = %s", sale)

        migration = import_module("bonnes_pratiques.migrations.0003_textes_propres")
        etat = MigrationLoader(connection).project_state(("bonnes_pratiques", "0003_textes_propres"))
        migration.nettoyer(etat.apps)

        page = ActualitePage.objects.get(pk=page.pk)
        assert (page.title, page.corps.raw_data[0]["value"]) == ("À nettoyer", "<p>une\ndeux</p>")
        assert ActualitePage.objects.get(pk=intacte.pk).title == "Intacte"
