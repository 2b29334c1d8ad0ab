"""Filing a candidature from the admin: the edition's rules, what was typed, who may."""

import datetime
from typing import Any

import pytest
from django.core.management import call_command
from django.urls import reverse

from registre.models import ActionPrevue, Candidature, Cooperative, Evenement, Indicateur
from tests.registre import decisions
from tests.registre.factories import CHOIX_VALIDE, CooperativeFactory, deposee, edition, labellisee, renouvelee, retiree
from tests.registre.test_administration import connecte

D = datetime.date
LIGNE_VIERGE = {"nom": "", "nature": "metier", "sens": "hausse", "visibilite": "publique"}  # lists stand on their first
pytestmark = [pytest.mark.django_db, pytest.mark.lent]


@pytest.fixture(autouse=True)
def groupes() -> None:
    """The groups of editors, with their rights, and an edition in force."""
    call_command("synchroniser_groupes", verbosity=0)
    edition()


def adresse(cooperative: Cooperative) -> str:
    """Where a candidature of this coop is filed."""
    return reverse("registre_depot", args=[cooperative.pk])


def saisie(*numeros: int, **champs: Any) -> dict[str, Any]:
    """What the form sends when these engagements are ticked, each with one indicator."""
    donnees: dict[str, Any] = {"le": "2026-01-15", "motif": "Reçue par courrier."}

    for numero in range(1, 13):
        donnees |= {f"e{numero}-i-TOTAL_FORMS": "1", f"e{numero}-i-INITIAL_FORMS": "0"}
        donnees |= {f"e{numero}-i-0-{nom}": valeur for nom, valeur in LIGNE_VIERGE.items()}

    for numero in numeros:
        donnees |= {
            f"e{numero}-choisi": "on",
            f"e{numero}-illustration": "Parce que.",
            f"e{numero}-i-0-nom": "Taux",
            f"e{numero}-i-0-nature": "metier",
            f"e{numero}-i-0-unite": "%",
            f"e{numero}-i-0-sens": "hausse",
            f"e{numero}-i-0-valeur_depart": "12,5",
            f"e{numero}-i-0-depart_le": "2025-12-31",
            f"e{numero}-i-0-visibilite": "publique",
        }

    return donnees | champs


def test_a_candidature_is_filed_whole_with_its_indicators_and_their_plans() -> None:
    coop = CooperativeFactory.create()
    plan = {"e1-i-0-actions": "2026-06-30 Former les gardiens\n\n2026-09-01 : Écrire aux locataires"}
    vide = {"e1-i-1-nature": "metier", "e1-i-1-sens": "hausse", "e1-i-1-visibilite": "publique"}  # what lists send
    reponse = connecte("publication").post(
        adresse(coop), saisie(*CHOIX_VALIDE, **plan, **vide, **{"e1-i-TOTAL_FORMS": "2"})
    )
    candidature = Candidature.objects.get(cooperative=coop)

    assert reponse.status_code == 302
    assert (candidature.etat, candidature.deposee_le) == ("deposee", D(2026, 1, 15))
    assert [p.engagement.numero for p in candidature.engagements_pris.order_by("engagement__numero")] == [*CHOIX_VALIDE]

    premier = Indicateur.objects.get(engagement_pris__candidature=candidature, engagement_pris__engagement__numero=1)

    assert (premier.nom, str(premier.valeur_depart), premier.depart_le) == ("Taux", "12.50", D(2025, 12, 31))
    actions = ActionPrevue.objects.filter(indicateur=premier).order_by("prevue_le").values_list("intitule", "prevue_le")
    assert [*actions] == [("Former les gardiens", D(2026, 6, 30)), ("Écrire aux locataires", D(2026, 9, 1))]
    evenement = Evenement.objects.get(candidature=candidature)
    assert (evenement.operation, evenement.motif) == ("deposer", "Reçue par courrier.")
    assert evenement.par is not None


def test_a_line_left_as_the_browser_sends_it_does_not_count_and_is_no_fault() -> None:
    coop = CooperativeFactory.create()
    seconde = {f"e1-i-1-{nom}": valeur for nom, valeur in LIGNE_VIERGE.items()} | {"e1-i-TOTAL_FORMS": "2"}

    refus = connecte("publication").post(adresse(coop), saisie(1, 2, 3, **seconde)).content.decode()
    depot = connecte("publication").post(adresse(coop), saisie(*CHOIX_VALIDE, **seconde))

    assert "Champ requis" not in refus
    assert depot.status_code == 302
    assert Indicateur.objects.filter(engagement_pris__engagement__numero=1).count() == 1


def test_what_the_edition_asks_is_said_and_what_was_typed_is_still_there() -> None:
    coop = CooperativeFactory.create()
    page = connecte("publication").post(adresse(coop), saisie(1, 2, 3)).content.decode()
    assert "3 engagements choisis" in page
    assert "Axe 2" in page
    assert "Reçue par courrier." in page
    assert page.count('value="12,5"') == 3
    assert not Candidature.objects.exists()


@pytest.mark.parametrize(
    ("champs", "message"),
    [
        ({"le": "2026-02-30"}, "Écrivez une date qui existe"),
        ({"le": "2090-01-01"}, "La date est à venir"),
        ({"e1-i-0-depart_le": ""}, "Donnez aussi le jour de cette valeur."),
        ({"e1-i-0-valeur_depart": ""}, "Donnez aussi la valeur de ce jour."),
        ({"e1-i-0-valeur_depart": "douze"}, "nombre"),
        ({"e1-i-0-nom": "=1+1"}, "formule"),
        ({"e1-i-0-actions": "Bientôt, former"}, "Ligne 1"),
        ({"e1-i-0-actions": "2026-06-30 Former\n2026-09-01"}, "Ligne 2"),
        ({"e1-i-0-nom": "", "e1-i-0-valeur_depart": "", "e1-i-0-depart_le": "", "e1-i-0-unite": ""}, "Engagement 1"),
    ],
)
def test_a_mistake_is_said_where_it_stands_and_nothing_is_filed(champs: dict[str, str], message: str) -> None:
    coop = CooperativeFactory.create()
    if champs.get("e1-i-0-nom") == "":
        champs = champs | {"e1-i-0-nature": "metier", "e1-i-0-sens": "hausse", "e1-i-0-visibilite": "publique"}
    page = connecte("publication").post(adresse(coop), saisie(*CHOIX_VALIDE, **champs)).content.decode()
    assert message in page
    assert not Candidature.objects.exists()


def test_an_indicator_more_is_a_line_more_and_loses_nothing() -> None:
    coop = CooperativeFactory.create()
    page = connecte("publication").post(adresse(coop), saisie(1, ajouter="1")).content.decode()
    assert 'name="e1-i-1-nom"' in page
    assert 'name="e2-i-1-nom"' not in page
    assert "Parce que." in page
    assert not Candidature.objects.exists()


def test_a_coop_with_a_label_files_a_renewal_and_one_with_an_open_file_files_nothing() -> None:
    label = labellisee(D(2024, 3, 1))
    navigateur = connecte("publication")

    assert "Déposer le renouvellement" in navigateur.get(adresse(label.cooperative)).content.decode()

    navigateur.post(adresse(label.cooperative), saisie(*CHOIX_VALIDE))
    assert Evenement.objects.filter(operation="deposer_renouvellement").count() == 1
    ouverte = deposee(D(2026, 1, 2))
    page = navigateur.get(adresse(ouverte.cooperative)).content.decode()
    assert "a déjà une candidature en cours" in page
    assert "<form" not in page.split("<main")[1]
    decisions.abandonner(ouverte.pk, le=D(2026, 1, 3))
    assert "Déposer une candidature" in navigateur.get(adresse(ouverte.cooperative)).content.decode()


def test_a_renewal_withdrawn_before_it_began_leaves_the_first_label_to_renew() -> None:
    label = labellisee(D(2024, 3, 1))
    retiree(renouvelee(label, D(2026, 6, 1)), D(2026, 6, 2))
    navigateur = connecte("publication")
    assert "Déposer le renouvellement" in navigateur.get(adresse(label.cooperative)).content.decode()
    navigateur.post(adresse(label.cooperative), saisie(*CHOIX_VALIDE, le="2026-06-10"))
    assert Candidature.objects.get(etat="deposee").renouvelle == label


@pytest.mark.parametrize(("role", "permis"), [("edition", False), ("publication", True), ("administration", True)])
def test_filing_is_offered_and_open_to_whoever_instructs(role: str, permis: bool) -> None:
    coop = CooperativeFactory.create()
    navigateur = connecte(role)
    histoire = navigateur.get(reverse("wagtailsnippets_registre_cooperative:inspect", args=[coop.pk])).content.decode()
    assert (adresse(coop) in histoire) == permis
    navigateur.post(adresse(coop), saisie(*CHOIX_VALIDE))
    assert Candidature.objects.exists() == permis


def test_a_coop_s_metiers_are_ticked_not_typed() -> None:
    coop = CooperativeFactory.create(metiers=["brs"])
    formulaire = connecte("publication").get(reverse("wagtailsnippets_registre_cooperative:edit", args=[coop.pk]))
    page = formulaire.content.decode()
    assert page.count('type="checkbox" name="metiers"') == 6
    assert page.count("checked") == 1


def test_an_operation_on_what_does_not_exist_is_not_found() -> None:
    assert connecte("administration").get("/admin/registre/navire/1/couler/").status_code == 404
