"""The référentiel in the admin: lists, exports, choosers; identity is chosen once; errors are on the field."""

import datetime
from io import BytesIO
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook
from wagtail.models import Locale
from wagtail.test.utils.form_data import querydict_from_html

from raison_detre.models import Axe, Engagement, Referentiel
from socle.langues.traduction import traduire
from socle.models import User
from tests.raison_detre.factories import AxeFactory, EngagementFactory, ReferentielFactory

pytestmark = [pytest.mark.django_db, pytest.mark.lent]

FORMULAIRE = 1  # the first form of an edit page keeps the list of who edits at the same time
SANS_BLOC = {"exemples_indicateurs-count": "0", "ce_que_cela_change": "null", "reperes": "null"}


def adresse(modele: Any, nom: str, *arguments: Any) -> str:
    """Return an address of the admin for this type."""
    return reverse(modele.snippet_viewset.get_url_name(nom), args=arguments)


def page(client: Client, adresse: str) -> BeautifulSoup:
    """Open a page of the admin."""
    reponse = client.get(adresse)
    assert reponse.status_code == 200
    return BeautifulSoup(reponse.content, "lxml")


def erreurs(reponse: Any) -> dict[str, list[str]]:
    """Return what a form refused says, by field."""
    assert reponse.status_code == 200
    return dict(reponse.context["form"].errors)


def champs(client: Client, objet: Any) -> dict[str, str]:
    """Return what the edit form of an object would send, disabled fields left out as browsers do."""
    html = client.get(adresse(type(objet), "edit", objet.pk)).content.decode()
    return querydict_from_html(html, form_index=FORMULAIRE).dict() | SANS_BLOC


def rangees(soupe: BeautifulSoup) -> list[list[str]]:
    """Return the rows of a list, cell by cell, without its menus; a page has another table, of shortcuts."""
    for menu in soupe.select(".listing ul, .listing [data-controller~=w-dropdown]"):
        menu.decompose()
    return [[td.get_text(" ", strip=True) for td in tr.select("td")] for tr in soupe.select(".listing tbody tr")]


class TestListes:
    def test_editions_say_which_one_is_in_force(self, admin_client: Client) -> None:
        ReferentielFactory.create(nom="Ancienne", code="2011", adopte_le=datetime.date(2011, 1, 1))
        ReferentielFactory.create(nom="Présente")
        ReferentielFactory.create(nom="Future", a_venir=True)
        reponse = admin_client.get(adresse(Referentiel, "list"))
        lues = {edition.code: edition.est_courante for edition in reponse.context["object_list"]}
        assert lues == {"2011": False, "2021": True, "2031": False}
        assert [edition.code for edition in reponse.context["object_list"]] == ["2031", "2021", "2011"]
        entetes = [th.get_text(strip=True) for th in BeautifulSoup(reponse.content, "lxml").select(".listing thead th")]
        assert entetes[1:] == ["Nom", "Code", "Adopté le", "En vigueur à partir du", "Courante"]

    def test_a_site_without_edition_has_an_empty_list(self, admin_client: Client) -> None:
        assert rangees(page(admin_client, adresse(Referentiel, "list"))) == []

    def test_engagements_come_by_edition_then_number_with_axis_and_status(self, admin_client: Client) -> None:
        edition = ReferentielFactory.create(complet=1)
        EngagementFactory.create(axe=edition.axes.get(numero=1), numero=4, hors_ligne=True)
        ReferentielFactory.create(a_venir=True, complet=1)
        lues = rangees(page(admin_client, adresse(Engagement, "list")))
        assert [rangee[2:5] for rangee in lues[2:5]] == [
            ["3", "3. Notre axe 3", "2031"],
            ["1", "1. Notre axe 1", "2021"],
            ["2", "2. Notre axe 2", "2021"],
        ]
        assert [rangee[5] for rangee in lues[-2:]] == ["publiée", "brouillon"]

    def test_filters_by_edition_and_by_axis(self, admin_client: Client) -> None:
        edition = ReferentielFactory.create(complet=2)
        ReferentielFactory.create(a_venir=True, complet=2)
        axe = edition.axes.get(numero=2)
        for filtre, attendus in ((f"referentiel={edition.pk}", 6), (f"axe={axe.pk}", 2), ("axe=0", 12)):
            reponse = admin_client.get(f"{adresse(Engagement, 'list')}?{filtre}")
            assert len(reponse.context["object_list"]) == attendus
        liste = page(admin_client, adresse(Engagement, "list"))
        assert "2021 · 2. Notre axe 2" in liste.get_text()
        reponse = admin_client.get(f"{adresse(Axe, 'list')}?referentiel={edition.pk}")
        assert [axe.referentiel for axe in reponse.context["object_list"]] == [edition] * 3

    def test_search_finds_the_wording_within_a_filter(self, admin_client: Client) -> None:
        edition = ReferentielFactory.create(complet=1)
        EngagementFactory.create(axe=edition.axes.get(numero=1), numero=4, intitule="Contribuer au bien vivre ensemble")
        reponse = admin_client.get(f"{adresse(Engagement, 'list')}?q=contribuer&referentiel={edition.pk}")
        assert [engagement.numero for engagement in reponse.context["object_list"]] == [4]

    @pytest.mark.parametrize(
        ("modele", "lies"),
        [(Axe, ["raison_detre_referentiel"]), (Engagement, ["raison_detre_referentiel", "raison_detre_axe"])],
    )
    @pytest.mark.rendu
    def test_the_columns_of_a_list_ask_as_many_queries_for_3_rows_as_for_15(
        self, admin_client: Client, modele: Any, lies: list[str]
    ) -> None:
        """Wagtail and wagtail-localize ask four more of their own per row, on pages of 20."""

        def requetes() -> int:
            with CaptureQueriesContext(connection) as faites:
                page(admin_client, adresse(modele, "list"))
            return sum(f'FROM "{table}"' in requete["sql"] for requete in faites for table in lies)

        ReferentielFactory.create(complet=1)
        petite = requetes()
        for annee in (2031, 2041):
            ReferentielFactory.create(code=str(annee), adopte_le=datetime.date(annee, 1, 1), complet=2)
        assert requetes() == petite

    @pytest.mark.parametrize("modele", [Referentiel, Axe, Engagement])
    def test_exports_are_written_for_people(self, admin_client: Client, modele: Any) -> None:
        ReferentielFactory.create(complet=1)
        csv = b"".join(admin_client.get(f"{adresse(modele, 'list')}?export=csv").streaming_content).decode()  # type: ignore[attr-defined]
        xlsx = b"".join(admin_client.get(f"{adresse(modele, 'list')}?export=xlsx").streaming_content)  # type: ignore[attr-defined]
        feuille = load_workbook(BytesIO(xlsx)).active

        assert feuille is not None

        entetes, premiere, *_suite = [[str(v) for v in ligne] for ligne in feuille.iter_rows(values_only=True)]
        assert csv.splitlines()[0].startswith(entetes[0])
        attendus = {
            Referentiel: {"Code": "2021", "Courante": "oui", "Points d'étape (mois)": "6, 12"},
            Axe: {"Édition": "2021", "Numéro": "1", "Titre": "Notre axe 1", "Statut": "publiée"},
            Engagement: {"Édition": "2021", "Numéro de l’axe": "1", "Axe": "Notre axe 1", "Statut": "publiée"},
        }[modele]
        assert attendus.items() <= dict(zip(entetes, premiere, strict=True)).items()

    @pytest.mark.parametrize("modele", [Referentiel, Axe, Engagement])
    def test_every_screen_of_a_type_opens_and_copying_is_not_offered(self, admin_client: Client, modele: Any) -> None:
        ReferentielFactory.create(complet=1)
        objet = modele.objects.first()
        for nom in ("edit", "inspect", "delete", "usage", "history"):
            page(admin_client, adresse(modele, nom, objet.pk))
        page(admin_client, adresse(modele, "add"))
        assert "copy" not in {url.name for url in modele.snippet_viewset.get_urlpatterns()}


class TestChoix:
    @pytest.fixture
    def deux_langues(self) -> Referentiel:
        """An edition whose first axis and engagement are also in English."""
        Locale.objects.create(language_code="en")
        edition = ReferentielFactory.create(complet=1)
        traduire(edition.axes.get(numero=1), "en", {"titre": "English axis"})
        traduire(edition.engagements.get(numero=1), "en", {"intitule": "English wording"})
        return edition

    @pytest.mark.parametrize("filtre", ["", "?q=tenir"])
    def test_engagements_are_chosen_in_french_by_number_axis_and_edition(
        self, admin_client: Client, deux_langues: Referentiel, filtre: str
    ) -> None:
        ReferentielFactory.create(a_venir=True, complet=1)
        choix = reverse(Engagement.snippet_viewset.chooser_viewset.get_url_name("choose_results"))
        reponse = admin_client.get(choix + filtre).content
        lues = [rangee[:3] for rangee in rangees(BeautifulSoup(reponse, "lxml"))]

        assert sorted(lues) == sorted(
            [f"{n}. Tenir parole {n} fois", f"{n}. Notre axe {n}", edition]
            for n in (1, 2, 3)
            for edition in ("2021", "2031")
        )

    def test_axes_are_chosen_in_french_by_edition(self, admin_client: Client, deux_langues: Referentiel) -> None:
        choix = reverse(Axe.snippet_viewset.chooser_viewset.get_url_name("choose"))
        lues = rangees(BeautifulSoup(admin_client.get(choix).json()["html"], "lxml"))
        assert lues == [[f"{n}. Notre axe {n}", "2021", "publiée"] for n in (1, 2, 3)]

    def test_an_engagement_is_filed_under_a_french_axis(self, admin_client: Client, deux_langues: Referentiel) -> None:
        options = page(admin_client, adresse(Engagement, "add")).select("select[name=axe] option")
        assert [option.get_text() for option in options[1:]] == [f"2021 · {n}. Notre axe {n}" for n in (1, 2, 3)]


class TestFormulaires:
    def test_an_engagement_is_created_in_the_edition_of_its_axis(self, admin_client: Client) -> None:
        axe = AxeFactory.create()
        donnees = SANS_BLOC | {"axe": axe.pk, "numero": 4, "cle": "vivre", "intitule": "Bien vivre"}
        assert admin_client.post(adresse(Engagement, "add"), donnees).status_code == 302
        engagement = Engagement.objects.get()
        assert (engagement.referentiel, engagement.locale.language_code) == (axe.referentiel, "fr")

    def test_a_number_and_a_key_already_taken_are_refused_on_their_fields(self, admin_client: Client) -> None:
        existant = EngagementFactory.create()
        donnees = SANS_BLOC | {"axe": existant.axe_id, "numero": 1, "cle": existant.cle, "intitule": "Un autre"}
        assert erreurs(admin_client.post(adresse(Engagement, "add"), donnees)) == {
            "numero": ["Cette édition a déjà un engagement de ce numéro."],
            "cle": ["Cette édition a déjà un engagement de cette clé."],
        }
        donnees = {"referentiel": existant.referentiel_id, "numero": 1, "cle": existant.axe.cle}
        donnees |= {"titre": "Un", "titre_manifeste": "Un", "texte": "Un"}
        assert erreurs(admin_client.post(adresse(Axe, "add"), donnees)).keys() == {"numero", "cle"}

    @pytest.mark.parametrize("modele", [Axe, Engagement, Referentiel])
    def test_an_empty_form_asks_for_what_it_needs(self, admin_client: Client, modele: Any) -> None:
        fautes = erreurs(admin_client.post(adresse(modele, "add"), SANS_BLOC | {"numero": "0"}))
        assert {message for messages in fautes.values() for message in messages} <= {
            "Champ requis.",
            "Assurez-vous que cette valeur est supérieure ou égale à 1.",
        }
        assert fautes

    def test_a_text_in_another_language_is_not_created_from_nothing(self, admin_client: Client) -> None:
        Locale.objects.create(language_code="en")
        donnees = {"referentiel": ReferentielFactory.create().pk, "numero": 1, "cle": "un"}
        donnees |= {"titre": "One", "titre_manifeste": "One", "texte": "One"}
        reponse = admin_client.post(f"{adresse(Axe, 'add')}?locale=en", donnees)
        assert "en traduisant le texte français" in erreurs(reponse)["__all__"][0]
        assert not Axe.objects.exists()

    @pytest.mark.parametrize("factory", [AxeFactory, EngagementFactory])
    def test_what_names_a_thing_is_shown_and_cannot_change_even_by_a_crafted_request(
        self, admin_client: Client, factory: Any
    ) -> None:
        objet = factory.create(publie=True)
        autre = AxeFactory.create(referentiel=ReferentielFactory.create(a_venir=True))
        formulaire = page(admin_client, adresse(type(objet), "edit", objet.pk))
        for nom in ("numero", "cle"):
            assert formulaire.select_one(f"[name={nom}]").has_attr("disabled")
        forge = {"numero": "9", "cle": "pirate", "axe": autre.pk, "referentiel": autre.referentiel_id}
        texte = "titre" if isinstance(objet, Axe) else "intitule"
        donnees = champs(admin_client, objet) | forge | {texte: "Réécrit", "action-publish": "1"}

        assert admin_client.post(adresse(type(objet), "edit", objet.pk), donnees).status_code == 302

        lu = type(objet).objects.get(pk=objet.pk)
        assert getattr(lu, texte) == "Réécrit"
        for champ in objet.champs_identite:
            assert getattr(lu, champ) == getattr(objet, champ)

    def test_the_preview_shows_what_is_being_written(self, admin_client: Client) -> None:
        for objet, texte in (
            (AxeFactory.create(publie=True), "titre_manifeste"),
            (EngagementFactory.create(axe__referentiel=ReferentielFactory.create(a_venir=True)), "intitule"),
        ):
            apercu = adresse(type(objet), "preview_on_edit", objet.pk)
            donnees = champs(admin_client, objet) | {texte: "En train de s’écrire"}
            assert admin_client.post(apercu, donnees).json()["is_valid"]
            assert "En train de s’écrire" in admin_client.get(f"{apercu}?mode=").content.decode()


class TestFormulaireDesRegles:
    @pytest.fixture
    def donnees(self) -> dict[str, Any]:
        """What a person types for a new edition."""
        modele = ReferentielFactory.build(code="2031", adopte_le=datetime.date(2031, 1, 1))
        lus = {nom: valeur for nom, valeur in vars(modele).items() if not nom.startswith("_") and valeur is not None}
        return lus | {"points_etape_mois": "6, 12"}

    def test_months_are_typed_as_words(self, admin_client: Client, donnees: dict[str, Any]) -> None:
        assert admin_client.post(adresse(Referentiel, "add"), donnees).status_code == 302
        edition = Referentiel.objects.get()
        assert edition.points_etape_mois == [6, 12]
        champ = page(admin_client, adresse(Referentiel, "edit", edition.pk)).select_one("[name=points_etape_mois]")
        assert champ is not None
        assert champ["value"] == "6, 12"

    @pytest.mark.parametrize(
        ("saisie", "lus"), [("6", [6]), (" 6 ;12,", [6, 12]), ("", [])], ids=["one", "untidy", "none"]
    )
    def test_months_are_read_as_people_type_them(
        self, admin_client: Client, donnees: dict[str, Any], saisie: str, lus: list[int]
    ) -> None:
        admin_client.post(adresse(Referentiel, "add"), donnees | {"points_etape_mois": saisie})
        assert Referentiel.objects.get().points_etape_mois == lus

    @pytest.mark.parametrize(
        ("faux", "dit"),
        [
            ({"points_etape_mois": "six"}, "Donnez des mois entiers"),
            ({"points_etape_mois": "12, 6"}, "Rangez les points d'étape"),
            ({"code": "2021"}, "Une édition porte déjà ce code."),
            ({"adopte_le": "2021-09-09", "en_vigueur_du": "2021-09-09"}, "Une autre édition entre en vigueur"),
            ({"en_vigueur_du": "2030-01-01"}, "avant son adoption"),
            ({"point_mi_parcours_mois": "36"}, "avant la fin du label"),
            ({"duree_label_mois": ""}, "Champ requis"),
            ({"duree_label_mois": "trois ans"}, "nombre entier"),
            ({"objectif_adhesion_pourcent": "101"}, "100"),
            ({"engagements_minimum": "0"}, "au moins 1"),
        ],
        ids=str,
    )
    def test_a_wrong_rule_is_told_on_its_field(
        self, admin_client: Client, donnees: dict[str, Any], faux: dict[str, str], dit: str
    ) -> None:
        ReferentielFactory.create()
        fautes = erreurs(admin_client.post(adresse(Referentiel, "add"), donnees | faux))
        assert fautes.keys() <= faux.keys()
        assert dit in " ".join(message for messages in fautes.values() for message in messages)
        assert Referentiel.objects.count() == 1

    def test_the_code_of_an_edition_does_not_change(self, admin_client: Client, donnees: dict[str, Any]) -> None:
        edition = ReferentielFactory.create(a_venir=True)
        admin_client.post(adresse(Referentiel, "edit", edition.pk), donnees | {"code": "pirate", "nom": "Renommée"})
        edition.refresh_from_db()
        assert (edition.code, edition.nom) == ("2031", "Renommée")

    def test_who_may_only_edit_texts_cannot_touch_the_rules(self, donnees: dict[str, Any]) -> None:
        edition = ReferentielFactory.create(a_venir=True)
        personne = User.objects.create_user("edition@example.org")
        noms = ["access_admin", "view_referentiel", "change_axe", "change_engagement"]
        personne.user_permissions.set(Permission.objects.filter(codename__in=noms))
        client = Client()
        client.force_login(personne)
        client.post(adresse(Referentiel, "edit", edition.pk), donnees | {"engagements_minimum": 1})
        edition.refresh_from_db()
        assert edition.engagements_minimum == 8
        assert client.get(adresse(Referentiel, "list")).status_code == 200
