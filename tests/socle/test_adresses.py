"""Addresses: one way to make them from a title, and none that the site would answer itself."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.urls import resolve
from hypothesis import given
from hypothesis import strategies as st

from bonnes_pratiques.models import BibliothequePage, FichePratique
from raison_detre.models import AccueilPage, PageEditoriale
from registre.models.cooperative import valider_adresse
from socle.adresses.derniers_mots import adresse_de, mots_reserves
from tests.socle.admin import connecte, envoyer
from tests.socle.factories import UserFactory


@pytest.mark.parametrize(
    ("titre", "adresse"),
    [
        ("Cœur d'Hérault", "coeur-d-herault"),
        ("L’Île-de-France, à 20 %", "l-ile-de-france-a-20"),
        ("  Façade : œuvre, ÆTHER  ", "facade-oeuvre-aether"),
        ("!?", ""),
    ],
)
def test_an_address_is_the_title_in_plain_letters(titre: str, adresse: str) -> None:
    assert adresse_de(titre) == adresse


@given(st.text())
def test_an_address_is_always_plain(titre: str) -> None:
    adresse = adresse_de(titre)
    assert adresse.isascii()
    assert adresse == adresse.lower() == adresse_de(adresse)


def test_reserved_words_are_those_of_the_urlconf() -> None:
    assert {"admin", "recherche", "en", "media", "static", "espace", "api", "compte"} <= mots_reserves()
    assert {"classeur"} <= mots_reserves("bonnes-pratiques/")
    assert {"labels", "siren", "verifier", "donnees"} <= mots_reserves("registre/")
    for mot in ("recherche", "registre"):
        assert resolve(f"/{mot}/").url_name != "wagtail_serve"


@pytest.mark.parametrize("mot", ["barometre", "verifier", "invitation", "reprendre"])
def test_a_coop_takes_no_address_of_the_register_nor_of_the_space(mot: str) -> None:
    with pytest.raises(ValidationError):
        valider_adresse(mot)


@pytest.mark.django_db
class TestPages:
    """A page "recherche" used to be published, and never seen."""

    @pytest.mark.parametrize("mot", ["recherche", "en", "admin", "media", "sante"])
    def test_a_reserved_word_is_refused_on_its_field_in_words(
        self, groupes: Any, page_publique: PageEditoriale, mot: str
    ) -> None:
        page = page_publique
        for bouton in ("action-publish", "enregistrer"):
            reponse = envoyer(UserFactory.create(superuser=True), page, bouton, slug=mot, title="Titre gardé")
            assert reponse.status_code == 200
            assert f"« {mot} » est déjà une adresse du site lui-même" in reponse.content.decode().replace("\u00a0", " ")
            assert "Titre gardé" in reponse.content.decode().replace("\u00a0", " ")
        page.refresh_from_db()
        assert page.slug == "mentions"

    def test_a_title_makes_the_address_past_a_reserved_word(self, accueil: AccueilPage) -> None:
        for titre, slug in {"Recherche": "recherche-1", "Cœur d’Hérault": "coeur-d-herault"}.items():
            assert accueil.add_child(instance=PageEditoriale(title=titre)).slug == slug
        with pytest.raises(ValidationError):
            accueil.add_child(instance=PageEditoriale(title="Admin", slug="admin"))

    def test_a_sheet_may_not_be_the_binder(self, accueil: AccueilPage) -> None:
        bibliotheque = BibliothequePage(title="Bonnes pratiques")
        accueil.add_child(instance=bibliotheque)
        assert bibliotheque.slug == "bonnes-pratiques"
        with pytest.raises(ValidationError):
            bibliotheque.add_child(instance=FichePratique(title="Classeur", slug="classeur"))
        assert bibliotheque.add_child(instance=FichePratique(title="Recherche")).slug == "recherche"

    def test_the_admin_s_form_makes_the_same_address(self, groupes: Any, page_publique: PageEditoriale) -> None:
        html = (
            connecte(UserFactory.create(superuser=True))
            .get(f"/admin/pages/{page_publique.pk}/edit/")
            .content.decode()
            .replace("\u00a0", " ")
        )
        assert 'data-w-slug-formatters-value="[[[&quot;[&#x27;' in html
        assert 'data-w-slug-allow-unicode-value="true"' not in html
        assert 'data-controller="w-autosize"' in html  # the rule of texts leaves Wagtail's widgets in place

    @pytest.mark.parametrize("mot", ["recherche", "admin"])
    def test_a_copy_takes_no_reserved_word_either(
        self, groupes: Any, accueil: AccueilPage, page_publique: PageEditoriale, mot: str
    ) -> None:
        navigateur = connecte(UserFactory.create(superuser=True))
        copie = {"new_title": "Copie", "new_slug": mot, "new_parent_page": str(accueil.pk), "publish_copies": "on"}
        reponse = navigateur.post(f"/admin/pages/{page_publique.pk}/copy/", copie)
        assert reponse.status_code == 200
        assert f"« {mot} » est déjà une adresse du site lui-même" in reponse.content.decode().replace("\u00a0", " ")
        assert 'value="Copie"' in reponse.content.decode().replace("\u00a0", " ")
        assert not PageEditoriale.objects.filter(slug=mot).exists()

    def test_a_page_is_not_moved_where_nobody_would_see_it(self, groupes: Any, accueil: AccueilPage) -> None:
        ailleurs = accueil.add_child(instance=PageEditoriale(title="Ailleurs", slug="ailleurs"))
        page = ailleurs.add_child(instance=PageEditoriale(title="Recherche", slug="recherche"))
        navigateur = connecte(UserFactory.create(superuser=True))
        navigateur.post(f"/admin/pages/{page.pk}/move/{accueil.pk}/confirm/", {"move_page": "oui"})
        assert PageEditoriale.objects.get(pk=page.pk).get_parent().pk == ailleurs.pk


@pytest.mark.django_db
@pytest.mark.lent
@pytest.mark.usefixtures("groupes")
def test_an_address_already_taken_is_told_where_the_title_is_typed_with_the_way_to_change_it(
    accueil: AccueilPage,
) -> None:
    for titre in ("Mentions", "Crédits"):
        page = accueil.add_child(instance=PageEditoriale(title=titre, slug=adresse_de(titre)))
        page.save_revision()

    reponse = envoyer(UserFactory.create(edition=True), page, "action-save", slug="mentions")

    lue = BeautifulSoup(reponse.content, "lxml")
    [titre] = [panneau for panneau in lue.select(".w-panel") if panneau.select_one("#id_title")]
    assert "Une autre page a déjà l’adresse" in titre.get_text()
    [lien] = titre.select(".error-message a, .w-field__errors a")
    assert lue.select_one(str(lien["href"])).select_one("#id_slug")
