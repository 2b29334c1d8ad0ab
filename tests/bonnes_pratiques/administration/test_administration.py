"""The library in the admin: who may do what, what a sheet must say before it is submitted, tags and take-ups."""

import datetime
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import ModelLogEntry, WorkflowState

from bonnes_pratiques.fiches.etiquetage import fusionner
from bonnes_pratiques.fiches.revue import a_revoir
from bonnes_pratiques.models import BibliothequePage, Etiquette, FichePratique, Reprise, Theme
from raison_detre.models import Engagement
from tests.bonnes_pratiques.administration.conftest import poser_fiche
from tests.registre.factories import CooperativeFactory, edition
from tests.socle.admin import connecte, envoyer, messages

D = datetime.date
pytestmark = [pytest.mark.django_db, pytest.mark.lent]
ROLES = ("edition", "publication", "administration")
FICHES = "fiches_pratiques:index"
PREFIXE = "wagtailsnippets_bonnes_pratiques_"
TABLE = re.compile(r'FROM "(\w+)"')
# What Wagtail's column of statuses and the buttons of wagtail-localize ask for each row of a translated snippet.
PAR_THEME = {
    "wagtailcore_revision",
    "wagtailcore_workflowstate",
    "wagtailcore_locale",
    "wagtail_localize_translatableobject",
}
FLUX = {"deroulement-count": "0"}


def liste(modele: str) -> str:
    """The address of a list."""
    return reverse(FICHES if modele == "fiche" else f"{PREFIXE}{modele}:list")


def reprise(fiche: FichePratique, **champs: Any) -> Reprise:
    """A take-up of this sheet."""
    communs: dict[str, Any] = {"reprise_le": D(2026, 2, 1), "adaptation": "Deux visites au lieu d’une."}
    return Reprise.objects.create(fiche=fiche, cooperative=CooperativeFactory.create(), **(communs | champs))


def theme(cle: str, parent: Theme | None = None) -> Theme:
    un = Theme.objects.create(cle=cle, nom=cle.capitalize(), parent=parent)
    un.save_revision().publish()
    return un


@pytest.mark.parametrize("role", ROLES)
def test_every_editor_reads_searches_filters_and_exports_the_lists(
    editeurs: dict[str, Any], bibliotheque: BibliothequePage, role: str
) -> None:
    fiche = poser_fiche(bibliotheque, "=1+1 : un titre", etiquettes=["Charges"])
    reprise(fiche, adaptation="@SOMME(A1)")
    navigateur = connecte(editeurs[role])
    for modele in ("fiche", "theme", "etiquette", "reprise"):
        assert navigateur.get(liste(modele)).status_code == 200
        assert navigateur.get(liste(modele), {"q": "titre"}).status_code == 200
    for filtre in ({"a_revoir": "true"}, {"stade": "aboutie"}, {"engagement_principal": "1"}, {"live": "true"}):
        assert navigateur.get(liste("fiche"), filtre).status_code == 200

    assert "=1+1" in navigateur.get(liste("fiche"), {"q": "TITRE un"}).content.decode()

    for modele in ("fiche", "reprise"):
        export = b"".join(navigateur.get(liste(modele), {"export": "csv"})).decode()
        assert "'=1+1" in export
        assert navigateur.get(liste(modele), {"export": "xlsx"}).status_code == 200
    assert "'@SOMME" in export


def poser_etiquettes(bibliotheque: BibliothequePage, rang: str) -> None:
    """A tag, on a sheet of its own."""
    poser_fiche(bibliotheque, f"Fiche {rang}", slug=f"fiche-{rang}", etiquettes=[f"Étiquette {rang}"])


def poser_themes(bibliotheque: BibliothequePage, rang: str) -> None:
    """A theme and one below it, on a sheet of their own."""
    parent = theme(f"theme-{rang}")
    themes = [parent, theme(f"sous-theme-{rang}", parent)]
    poser_fiche(bibliotheque, f"Fiche {rang}", slug=f"fiche-{rang}", themes=themes)


def poser_reprise(bibliotheque: BibliothequePage, rang: str) -> None:
    """A take-up of a sheet of its own."""
    reprise(poser_fiche(bibliotheque, f"Fiche {rang}", slug=f"fiche-{rang}"))


@pytest.mark.parametrize(
    ("modele", "poser"),
    [("fiche", poser_etiquettes), ("theme", poser_themes), ("etiquette", poser_etiquettes), ("reprise", poser_reprise)],
)
@pytest.mark.rendu
def test_a_list_asks_the_same_queries_for_two_rows_and_for_eight(
    editeurs: dict[str, Any],
    bibliotheque: BibliothequePage,
    modele: str,
    poser: Callable[[BibliothequePage, str], None],
) -> None:
    navigateur = connecte(editeurs["publication"])
    sauf = PAR_THEME if modele == "theme" else set()

    def requetes(nombre: int) -> int:
        for rang in range(nombre):
            poser(bibliotheque, f"{nombre}-{rang}")
        navigateur.get(liste(modele))
        with CaptureQueriesContext(connection) as capture:
            navigateur.get(liste(modele))
        return sum(sauf.isdisjoint(TABLE.findall(lue["sql"])[:1]) for lue in capture)

    assert requetes(2) == requetes(6)


def test_a_draft_may_lack_everything_and_a_submitted_sheet_says_it_on_its_fields(
    editeurs: dict[str, Any], bibliotheque: BibliothequePage
) -> None:
    fiche = poser_fiche(bibliotheque)
    manque = {"introduction": "", "engagement_principal": "", "national": "", "cooperative": ""} | FLUX
    envoyer(editeurs["edition"], fiche, "action-save", **manque)
    fiche.refresh_from_db()

    assert fiche.has_unpublished_changes
    assert fiche.get_latest_revision_as_object().introduction == ""

    page = envoyer(editeurs["edition"], fiche, "action-submit", **manque).content.decode()
    for message in (
        "Résumez la pratique",
        "Choisissez la coopérative",
        "Choisissez l’engagement",
        "au moins un département",
        "tape au moins",
    ):
        assert message in page

    assert not WorkflowState.objects.exists()


def test_a_whole_sheet_is_submitted(editeurs: dict[str, Any], bibliotheque: BibliothequePage) -> None:
    fiche = poser_fiche(bibliotheque, stade="idee")
    envoyer(editeurs["edition"], fiche, "action-submit", introduction="En un an.", national="on", **FLUX)
    assert WorkflowState.objects.filter(status="in_progress").exists()


def test_a_third_other_engagement_is_refused_on_its_field_even_in_a_draft(
    editeurs: dict[str, Any], bibliotheque: BibliothequePage
) -> None:
    fiche = poser_fiche(bibliotheque)
    trois = [str(e.pk) for e in Engagement.objects.filter(numero__in=(2, 3, 4)).order_by("numero")]
    reponse = envoyer(editeurs["edition"], fiche, "action-save", engagements_secondaires=trois, **FLUX)  # type: ignore[arg-type]
    assert "Deux engagements au plus" in reponse.content.decode()


def test_only_engagements_of_the_edition_in_force_are_offered(
    editeurs: dict[str, Any], bibliotheque: BibliothequePage
) -> None:
    ancienne = edition("2015", adopte_le=D(2015, 1, 1), en_vigueur_du=D(2015, 1, 1))
    fiche = poser_fiche(bibliotheque)
    formulaire = fiche.get_edit_handler().get_form_class()(instance=fiche, for_user=editeurs["edition"])
    offerts = formulaire.fields["engagement_principal"].queryset
    assert not offerts.filter(referentiel=ancienne).exists()
    assert offerts.count() == 12


def test_tags_typed_with_other_accents_or_case_are_the_tags_that_exist(
    editeurs: dict[str, Any], bibliotheque: BibliothequePage
) -> None:
    Etiquette.objects.create(name="Énergie")
    fiche = poser_fiche(bibliotheque)
    envoyer(editeurs["edition"], fiche, "action-save", etiquettes="ENERGIE, Bois local", **FLUX)
    brouillon = FichePratique.objects.get(pk=fiche.pk).get_latest_revision_as_object()
    noms = {etiquette.name for etiquette in brouillon.etiquettes.all()}
    assert noms == {"Énergie", "Bois local"}


@pytest.mark.parametrize(("role", "permis"), [("edition", False), ("publication", True), ("administration", True)])
def test_merging_tags_is_for_who_may_and_every_sheet_follows(
    editeurs: dict[str, Any], bibliotheque: BibliothequePage, role: str, permis: bool
) -> None:
    poser_fiche(bibliotheque, "Une", slug="une", etiquettes=["Charges"])
    poser_fiche(bibliotheque, "Deux", slug="deux", etiquettes=["Charges communes"])
    poser_fiche(bibliotheque, "Trois", slug="trois", etiquettes=["Charges", "Charges communes"])
    garde, autre = Etiquette.objects.order_by("name")
    adresse = f"/admin/bulk/bonnes_pratiques/etiquette/fusionner/?id={garde.pk}&id={autre.pk}"
    reponse = connecte(editeurs[role]).post(adresse, {"garde": garde.pk})

    assert Etiquette.objects.filter(pk=autre.pk).exists() != permis

    if permis:
        assert "2 étiquettes réunies" in messages(reponse)
        assert all(list(f.etiquettes.names()) == ["Charges"] for f in FichePratique.objects.order_by("pk"))
        entree = ModelLogEntry.objects.get(action="bonnes_pratiques.fusionner")
        assert entree.data["noms"] == ["Charges communes"]
        assert entree.user == editeurs[role]
        histoire = connecte(editeurs[role]).get(reverse(f"{PREFIXE}etiquette:history", args=[garde.pk]))
        assert "A absorbé « Charges communes », sur 2 fiches" in histoire.content.decode()


def test_a_draft_and_an_old_version_keep_their_tag_through_a_merge(bibliotheque: BibliothequePage) -> None:
    fiche = poser_fiche(bibliotheque, etiquettes=["Charges"])
    brouillon = fiche.get_latest_revision_as_object()
    brouillon.etiquettes.set(["Copro", "Charges"])
    brouillon.save_revision()
    copro, charges = Etiquette.objects.get(name="Copro"), Etiquette.objects.get(name="Charges")
    garde = Etiquette.objects.create(name="Copropriété")
    assert fusionner(garde, [copro, charges], par=None) == 1
    assert list(FichePratique.objects.get(pk=fiche.pk).etiquettes.names()) == ["Copropriété"]
    for version in fiche.revisions.order_by("pk"):
        assert list(version.as_object().etiquettes.names()) == ["Copropriété"]


def test_a_tag_is_renamed_with_its_address_but_not_into_another(
    editeurs: dict[str, Any], bibliotheque: BibliothequePage
) -> None:
    charges, _autre = Etiquette.objects.create(name="Charges"), Etiquette.objects.create(name="Énergie")
    adresse = reverse(f"{PREFIXE}etiquette:edit", args=[charges.pk])
    navigateur = connecte(editeurs["edition"])
    assert "existe déjà" in navigateur.post(adresse, {"name": "ENERGIE"}).content.decode()
    navigateur.post(adresse, {"name": "  Charges   communes "})
    charges.refresh_from_db()
    assert (charges.name, charges.slug) == ("Charges communes", "charges-communes")


def test_what_sheets_use_is_not_deleted_and_says_by_which(
    editeurs: dict[str, Any], bibliotheque: BibliothequePage
) -> None:
    parent = theme("energie")
    enfant, libre = theme("bois", parent), theme("libre")
    fiche = poser_fiche(bibliotheque, "Chauffer au bois", themes=[enfant], etiquettes=["Bois"])
    brouillon = fiche.get_latest_revision_as_object()

    brouillon.etiquettes.add("Promise")
    brouillon.save_revision()
    inutile = Etiquette.objects.create(name="Inutile")
    navigateur = connecte(editeurs["administration"])
    a_garder: list[tuple[str, Any, str]] = [
        ("theme", enfant, "Chauffer au bois"),
        ("theme", parent, "sous-thèmes"),
        ("etiquette", Etiquette.objects.get(name="Bois"), "fusionnez-la"),
        ("etiquette", Etiquette.objects.get(name="Promise"), "fusionnez-la"),
    ]

    for modele, objet, mot in a_garder:
        assert mot in messages(navigateur.post(reverse(f"{PREFIXE}{modele}:delete", args=[objet.pk])))
        assert type(objet).objects.filter(pk=objet.pk).exists()

    a_supprimer: list[tuple[str, Any]] = [("theme", libre), ("etiquette", inutile)]
    for modele, objet in a_supprimer:
        navigateur.post(reverse(f"{PREFIXE}{modele}:delete", args=[objet.pk]))
        assert not type(objet).objects.filter(pk=objet.pk).exists()
    inutilisees = connecte(editeurs["edition"]).get(liste("etiquette"), {"utilisee": "false"}).content.decode()

    assert "Promise" not in inutilisees


@pytest.mark.parametrize(("role", "permis"), [("edition", False), ("publication", True), ("administration", True)])
def test_a_take_up_is_hidden_with_a_reason_by_who_may(
    editeurs: dict[str, Any], bibliotheque: BibliothequePage, role: str, permis: bool
) -> None:
    une = reprise(poser_fiche(bibliotheque))
    adresse = reverse(f"{PREFIXE}reprise:edit", args=[une.pk])
    donnees = {"adaptation": une.adaptation, "resultat": "", "resultat_le": "", "masquee": "on", "motif": ""}
    navigateur = connecte(editeurs[role])

    assert ("Dites pourquoi" in navigateur.post(adresse, donnees).content.decode()) == permis

    navigateur.post(adresse, donnees | {"motif": "Annoncée par erreur."})
    une.refresh_from_db()
    assert une.masquee == permis
    if permis:
        histoire = navigateur.get(reverse(f"{PREFIXE}reprise:history", args=[une.pk])).content.decode()
        assert "Annoncée par erreur." in histoire


@pytest.mark.parametrize("role", ROLES)
def test_nobody_adds_or_deletes_a_take_up_by_form(
    editeurs: dict[str, Any], bibliotheque: BibliothequePage, role: str
) -> None:
    une = reprise(poser_fiche(bibliotheque))
    navigateur = connecte(editeurs[role])
    navigateur.post(reverse(f"{PREFIXE}reprise:add"), {"adaptation": "Rien."})
    navigateur.post(reverse(f"{PREFIXE}reprise:delete", args=[une.pk]))
    assert list(Reprise.objects.order_by("pk")) == [une]


def test_the_home_lists_sheets_to_review_and_drafts_of_others(
    editeurs: dict[str, Any], bibliotheque: BibliothequePage
) -> None:
    poser_fiche(bibliotheque, "Une vieille", slug="vieille", relue_le=D(2020, 1, 1))
    poser_fiche(bibliotheque, "Une récente", slug="recente", relue_le=D(2026, 1, 1), a_revoir_le=D(2999, 1, 1))
    bibliotheque.add_child(instance=FichePratique(title="Un brouillon", slug="brouillon", live=False))
    accueil = connecte(editeurs["edition"]).get(reverse("wagtailadmin_home")).content.decode()
    assert "Fiches pratiques à revoir (1)" in accueil
    assert "Une vieille" in accueil
    assert '<time datetime="2022-01-01">01/01/2022</time>' in accueil  # a day has no hour
    assert "Fiches pratiques en brouillon, jamais publiées (1)" in accueil
    assert "Rien ne vous attend" not in accueil


@pytest.mark.parametrize("au", [D(2026, 2, 27), D(2026, 2, 28), D(2026, 3, 1), D(2028, 2, 28), D(2028, 2, 29)])
def test_the_filter_of_sheets_to_review_says_what_each_sheet_says(bibliotheque: BibliothequePage, au: D) -> None:
    jours = [D(2024, 2, 27), D(2024, 2, 28), D(2024, 2, 29), D(2024, 3, 1), D(2026, 2, 28), D(2026, 3, 1)]
    for rang, jour in enumerate(jours):
        poser_fiche(bibliotheque, f"Fiche {rang}", slug=f"fiche-{rang}", relue_le=jour)
    poser_fiche(bibliotheque, "Décidée", slug="decidee", relue_le=D(2020, 1, 1), a_revoir_le=D(2028, 2, 29))
    poser_fiche(bibliotheque, "Jamais", slug="jamais", relue_le=None)
    filtrees = set(FichePratique.objects.filter(a_revoir(au)).values_list("pk", flat=True))
    assert filtrees == {fiche.pk for fiche in FichePratique.objects.order_by("pk") if fiche.a_revoir(au)}
