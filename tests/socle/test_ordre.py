"""French order: the same in the database, whichever it is, and in what Python sorts."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from taggit.models import Tag
from wagtail.models import Page

from bonnes_pratiques.models import Etiquette
from raison_detre.models import PageEditoriale
from registre.models import Cooperative
from socle.textes.ordre import EnFrancais, cle_francaise, en_ordre_francais
from tests.registre.factories import CooperativeFactory
from tests.socle.admin import connecte
from tests.socle.factories import UserFactory

DANS_L_ORDRE = ["Arc", "cote", "côté", "Écoute", "Élan 12", "Île-de-France", "Ingré", "œuvre", "Zèle", "zone"]


@given(st.permutations(DANS_L_ORDRE))
def test_python_sorts_as_french_does(noms: list[str]) -> None:
    assert sorted(noms, key=cle_francaise) == DANS_L_ORDRE


@pytest.mark.django_db
def test_the_database_sorts_as_french_does() -> None:
    Tag.objects.bulk_create(Tag(name=nom, slug=str(rang)) for rang, nom in enumerate(reversed(DANS_L_ORDRE)))
    lus = list(Tag.objects.order_by(EnFrancais("name")).values_list("name", flat=True))
    assert lus == DANS_L_ORDRE
    assert list(en_ordre_francais(Tag.objects.order_by("-name")).values_list("name", flat=True)) == lus[::-1]


@pytest.mark.django_db
def test_lists_of_the_admin_are_in_french_order(groupes: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    for nom in ("Zèle Habitat", "Écoute Habitat", "Arc Habitat"):
        CooperativeFactory.create(nom=nom, nom_usuel="")
        Etiquette.objects.create(name=nom)

    navigateur = connecte(UserFactory.create(superuser=True))

    attendus = ["Arc Habitat", "Écoute Habitat", "Zèle Habitat"]
    for adresse in (
        "/admin/snippets/registre/cooperative/",
        "/admin/snippets/bonnes_pratiques/etiquette/",
        "/admin/snippets/choose/registre/cooperative/",
        "/admin/snippets/choose/bonnes_pratiques/etiquette/",
    ):
        reponse = navigateur.get(adresse)
        page = reponse.json()["html"] if "choose" in adresse else reponse.content.decode()
        assert list(dict.fromkeys(re.findall(r"\w+ Habitat", page))) == attendus, adresse
    retourne = navigateur.get("/admin/snippets/registre/cooperative/?ordering=-nom").content.decode()

    assert list(dict.fromkeys(re.findall(r"\w+ Habitat", retourne))) == attendus[::-1]
    assert Cooperative.objects.count() == 3


@pytest.mark.django_db
def test_the_explorer_sorts_titles_as_french_does(accueil: Page) -> None:
    for rang, titre in enumerate(("Zèle Habitat", "Écoute Habitat", "Arc Habitat")):
        accueil.add_child(instance=PageEditoriale(title=titre, slug=f"page-{rang}"))
    navigateur = connecte(UserFactory.create(superuser=True))
    attendus = ["Arc Habitat", "Écoute Habitat", "Zèle Habitat"]
    for sens, lus in (("title", attendus), ("-title", attendus[::-1])):
        page = navigateur.get(f"/admin/pages/{accueil.pk}/?ordering={sens}").content.decode()
        assert list(dict.fromkeys(re.findall(r"\w+ Habitat", page))) == lus
