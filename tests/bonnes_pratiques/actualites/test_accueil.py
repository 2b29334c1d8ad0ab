"""What the home page shows of the room, and how its pages and its demonstration come to be."""

import datetime
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import Settings
from wagtail.models import Page, Site

from bonnes_pratiques.demonstration.actualites import jour_ouvre
from bonnes_pratiques.models import ActualitePage, ActualitesPage, LettreDInformation, RendezVousPage
from registre.models import SeanceComite
from socle.models import LienDeNavigation
from tests.bonnes_pratiques.actualites.factories import actualite, rendez_vous
from tests.registre.lecture import lire, mots

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pages_posees")]


def commande(nom: str) -> str:
    sortie = StringIO()
    call_command(nom, stdout=sortie)
    return sortie.getvalue()


class TestLAccueil:
    def test_nothing_is_shown_when_there_is_nothing(self, client: Client) -> None:
        page = lire(client, "/")
        assert page.select(".accueil-vie, .lettre") == []

    def test_the_next_dates_and_the_latest_news_are_shown(self, client: Client) -> None:
        for rang in range(4):
            actualite(f"Nouvelle {rang}", publiee_le=datetime.date(2026, 6, 1 + rang))
            rendez_vous(f"Date {rang}", debute_le=datetime.date(2026, 6, 14 + rang))
        SeanceComite.objects.create(le=datetime.date(2026, 6, 16))
        page = lire(client, "/")
        titres = [mots(titre) for titre in page.select(".breve__titre")]
        comite = "Comité de validation Quali’Coop"
        assert titres == ["Nouvelle 3", "Nouvelle 2", "Nouvelle 1", "Date 1", "Date 2", comite]
        assert mots(page.select(".breve__quand")[3]) == "lundi 15 juin 2026 aujourd’hui"
        assert [lien["href"] for lien in page.select(".accueil-vie .suite")] == ["/actualites/", "/agenda/"]

    def test_dates_alone_or_news_alone_make_no_empty_heading(self, client: Client) -> None:
        actualite("Seule")
        assert [mots(titre) for titre in lire(client, "/").select(".accueil-vie h2")] == ["Dernières actualités"]

    def test_an_unpublished_list_takes_its_insert_away(self, client: Client) -> None:
        actualite("Orpheline")
        ActualitesPage.objects.get(locale__language_code="fr").unpublish()
        assert lire(client, "/").select(".accueil-vie") == []


class TestLaLettre:
    def poser(self, adresse: str) -> None:
        lettre = LettreDInformation.for_site(Site.objects.get(is_default_site=True))
        lettre.adresse, lettre.phrase, lettre.phrase_en = adresse, "Quatre fois par an.", "Four times a year."
        lettre.full_clean()
        lettre.save()

    def test_it_is_a_sentence_and_a_link(self, client: Client) -> None:
        self.poser("https://lettre.example.org/inscription")
        bloc = lire(client, "/").select_one(".lettre")
        assert mots(bloc) == "La lettre d’information Quatre fois par an. S’abonner sur lettre.example.org"
        assert "Four times a year." in mots(lire(client, "/en/").select_one(".lettre"))
        assert bloc.select("form, input, iframe, script") == []

    def test_it_may_be_an_email(self, client: Client) -> None:
        self.poser("mailto:lettre@example.org")
        assert mots(lire(client, "/").select_one(".lettre .bouton")) == "S’abonner par courriel"

    @pytest.mark.parametrize(
        "adresse", ["http://example.org", "javascript:alert(1)", "mailto:", "mailto:x", "lettre", "//example.org"]
    )
    def test_another_kind_of_address_is_refused(self, adresse: str) -> None:
        with pytest.raises(ValidationError, match="https://"):
            self.poser(adresse)


class TestLaPreparation:
    def test_it_lays_both_pages_once_in_both_languages(self, client: Client) -> None:
        assert "rien n’a changé" in commande("preparer_actualites")
        for adresse in ("/actualites/", "/agenda/", "/en/actualites/", "/en/agenda/"):
            assert client.get(adresse).status_code == 200
        liens = [lien.page.slug for lien in LienDeNavigation.objects.select_related("page").order_by("sort_order")]
        assert liens[-2:] == ["actualites", "agenda"]

    def test_what_an_editor_changed_or_unpublished_stays_so(self) -> None:
        page = ActualitesPage.objects.get(locale__language_code="fr")
        page.title = "Nouvelles"
        page.save_revision().publish()
        page.unpublish()
        LienDeNavigation.objects.all().delete()
        assert "rien n’a changé" in commande("preparer_actualites")
        page.refresh_from_db()
        assert (page.title, page.live, LienDeNavigation.objects.count()) == ("Nouvelles", False, 0)

    @pytest.mark.lent
    def test_a_site_without_a_home_page_is_told_what_to_load(self) -> None:
        Site.objects.all().delete()
        Page.objects.filter(depth__gt=1).delete()
        assert "charger_contenu" in commande("preparer_actualites")


@pytest.mark.lent
class TestLaDemonstration:
    def test_it_is_marked_everywhere_and_loaded_once(self, client: Client) -> None:
        assert "12" in commande("charger_demonstration_actualites")
        assert "rien n’a changé" in commande("charger_demonstration_actualites")

        pages = [*ActualitePage.objects.order_by("pk"), *RendezVousPage.objects.order_by("pk")]

        assert len(pages) == 12
        for page in pages:
            page.full_clean()
            assert "Contenu de démonstration." in mots(lire(client, page.url).select_one(".demonstration"))
        for adresse in ("/actualites/", "/agenda/"):
            page = lire(client, adresse)
            assert len(page.select(".entree .fictive")) == 6
            assert page.select_one(".demonstration")
        assert "(démonstration)" in client.get("/actualites/flux.atom").content.decode()
        assert "(démonstration)" in client.get("/agenda/agenda.ics").content.decode().replace("\r\n ", "")
        assert "Site de démonstration." in mots(lire(client, "/").select_one("main > .demonstration"))

    def test_it_is_varied(self) -> None:
        commande("charger_demonstration_actualites")
        dates = list(RendezVousPage.objects.all())
        assert {page.horaire.au < datetime.date(2026, 6, 15) for page in dates} == {True, False}
        assert any(page.horaire.journee_entiere and page.horaire.plusieurs_jours for page in dates)
        assert any(page.lien and not page.lieu for page in dates)
        assert max(len(page.title) for page in ActualitePage.objects.all()) > 150

    def test_production_refuses_it(self, settings: Settings) -> None:
        settings.DEMONSTRATION_PERMISE = False
        with pytest.raises(CommandError, match="production"):
            commande("charger_demonstration_actualites")
        assert not ActualitePage.objects.exists()

    def test_without_the_pages_it_says_what_to_run(self) -> None:
        for page in ActualitesPage.objects.all():
            page.delete()
        with pytest.raises(CommandError, match="preparer_actualites"):
            commande("charger_demonstration_actualites")

    def test_a_date_never_falls_on_a_week_end(self) -> None:
        for rang in range(14):
            jour = jour_ouvre(datetime.date(2026, 6, 15) + datetime.timedelta(days=rang))
            assert jour.weekday() < 4
