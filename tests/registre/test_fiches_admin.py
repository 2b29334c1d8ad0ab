"""The admin's pages of a coop, a candidature, a label: made for people, and a decision that is not offered says why."""

import datetime
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from raison_detre.models import Axe, Engagement, Referentiel
from registre import operations
from registre.models import Candidature, Evenement, PresentationCooperative, SeanceComite
from registre.operations import ReleveConsigne
from tests.registre.factories import (
    CooperativeFactory,
    absorbee,
    admissible,
    deposee,
    edition,
    labellisee,
    prete,
    renouvelee,
    retiree,
    suspendue,
)
from tests.registre.test_administration import connecte, geste
from tests.registre.test_releves import mesuree, premier

D = datetime.date
pytestmark = [pytest.mark.django_db, pytest.mark.lent]


@pytest.fixture(autouse=True)
def groupes() -> Any:
    """The groups of editors, with their rights, on a day that stays."""
    call_command("synchroniser_groupes", verbosity=0)
    with time_machine.travel(datetime.datetime(2026, 6, 15, 10, tzinfo=datetime.UTC), tick=False):
        yield


def fiche(objet: Any, navigateur: Client | None = None) -> Any:
    """The page of an object, as an administrator reads it."""
    adresse = reverse(objet.snippet_viewset.get_url_name("inspect"), args=[objet.pk])
    reponse = (navigateur or connecte("administration")).get(adresse)
    assert reponse.status_code == 200
    return reponse


def lu(reponse: Any) -> str:
    """What the page says, on one line."""
    [main] = BeautifulSoup(reponse.content, "lxml").select("main")
    return " ".join(main.get_text(" ").split())


def test_no_page_shows_a_row_as_it_is_stored() -> None:
    label = suspendue(labellisee(D(2025, 3, 1)), D(2026, 1, 5))

    edition()
    presentation = PresentationCooperative.objects.create(
        cooperative=label.cooperative, locale=Referentiel.objects.get().locale, texte="<p>Ce que nous faisons.</p>"
    )
    pages: list[Any] = [label, label.cooperative, label.candidature, Evenement.objects.latest("pk"), presentation]
    pages += [modele.objects.first() for modele in (Referentiel, Axe, Engagement)]
    navigateur = connecte("administration")

    for page in pages:
        mots_lus = lu(fiche(page, navigateur)).split()
        for brut in ("None", "True", "False", "Inspecter", "ID", "key", "<p>", "[6,", "metier"):
            assert brut not in mots_lus, (page, brut)


def test_a_candidature_says_where_it_stands_what_comes_next_and_what_was_filed() -> None:
    candidature = mesuree()
    releve = ReleveConsigne(premier(candidature).pk, Decimal(12), preuve="constatee")
    operations.consigner_point_etape(candidature.pk, mois=6, par=None, le=D(2025, 8, 1), releves=[releve])
    page = lu(fiche(candidature))

    assert "Admissible depuis le 1er février 2025 : la coopérative est publiquement engagée." in page
    assert "Point d’étape à 12 mois : 1er février 2026, en retard" in page
    assert "Visite : 1er août 2026." in page
    assert "aucune séance du comité n’est prévue" in page

    for dit in ("Réunions", "Départ : 10 réunions (2 janvier 2025)", "Dernière valeur : 12 réunions (1er août 2025)"):
        assert dit in page
    assert "Cible : 20 réunions (1er juin 2026)" in page
    assert page.index("La suite") < page.index("Décider") < page.index("Le dossier tel que") < page.index("Histoire")


def test_what_waits_for_the_committee_says_when_it_next_meets() -> None:
    SeanceComite.objects.create(le=D(2026, 6, 10))
    SeanceComite.objects.create(le=D(2026, 9, 10))
    assert "prochaine séance du comité : 10 septembre 2026" in lu(fiche(deposee(D(2026, 6, 1))))


def test_a_label_says_what_it_is_today_and_what_is_awaited() -> None:
    label = labellisee(D(2025, 3, 1))
    page = lu(fiche(label))
    assert "En vigueur jusqu’au 29 février 2028 inclus." in page
    assert "Point à mi-parcours : 1er septembre 2026" in page
    assert "Le dépôt du renouvellement, avant la fin du label : 29 février 2028" in page
    suivant = renouvelee(suspendue(label, D(2026, 1, 5)), D(2026, 6, 1), suspension="reportee")
    assert f"Le début du label {suivant.numero}, qui prend la suite" in lu(fiche(label))
    assert "Suspendu depuis le 5 janvier 2026." in lu(fiche(label))


def test_a_coop_with_nothing_yet_says_so() -> None:
    page = lu(fiche(CooperativeFactory.create()))
    for dit in (
        "Aucun statut public aujourd’hui.",
        "Rien n’est attendu.",
        "Aucune candidature n’a encore été déposée.",
        "Aucun dossier n’est déposé.",
    ):
        assert dit in page


def test_a_decision_that_cannot_be_taken_says_why_and_has_no_button() -> None:
    retire = retiree(labellisee(D(2025, 3, 1)), D(2026, 1, 1))
    engagee, deposee_hier = admissible(D(2026, 1, 10)), deposee(D(2026, 6, 14))
    absorbante = CooperativeFactory.create()
    partie = absorbee(CooperativeFactory.create(), absorbante, D(2026, 1, 1))
    attendus = [
        (retire, "Suspendre le label, Lever la suspension, Retirer le label : le label est déjà retiré."),
        (labellisee(D(2025, 4, 1)), "Lever la suspension : le label n’est pas suspendu."),
        (labellisee(D(2021, 4, 1)), "Retirer le label : le label a pris fin le 31 mars 2024."),
        (deposee_hier, "Accorder le label : la candidature n’est pas encore admissible."),
        (deposee_hier, "Refuser la candidature : la candidature n’est pas encore complète."),
        (engagee, "Déclarer admissible : la candidature est déjà admissible."),
        (
            engagee,
            "Accorder le label : il manque le point d’étape à 6 mois, le point d’étape à 12 mois et la visite ; "
            "consignez ce qui est tenu, ou dispensez-en la coopérative.",
        ),
        (engagee.cooperative, "Déposer une candidature : une candidature est en cours depuis le 10 décembre 2025."),
        (partie, "Absorber une coopérative : la coopérative a été absorbée."),
        (absorbante, "Consigner son retour : elle est membre de la Fédération."),
    ]
    navigateur = connecte("administration")

    for objet, dit in attendus:
        assert dit in lu(fiche(objet, navigateur)), dit

    assert geste("label", retire.pk, "suspendre") not in fiche(retire, navigateur).content.decode()
    assert geste("candidature", engagee.pk, "accorder_label") not in fiche(engagee, navigateur).content.decode()
    assert geste("candidature", engagee.pk, "dispenser") in fiche(engagee, navigateur).content.decode()
    prete(engagee, D(2026, 6, 15))
    assert geste("candidature", engagee.pk, "accorder_label") in fiche(engagee, navigateur).content.decode()


def test_who_may_not_decide_reads_that_it_is_so() -> None:
    candidature = admissible(D(2026, 1, 10))
    prete(candidature, D(2026, 6, 15))
    page = fiche(candidature, connecte("edition"))
    assert "Accorder le label, Refuser la candidature" in lu(page)
    assert "votre rôle ne le permet pas" in lu(page)
    assert geste("candidature", candidature.pk, "accorder_label") not in page.content.decode()


def test_a_renewal_already_granted_is_withdrawn_before_the_label_it_follows() -> None:
    label = labellisee(D(2025, 3, 1))
    suivant = renouvelee(label, D(2026, 6, 1))
    assert f"son renouvellement {suivant.numero} est accordé, retirez-le d’abord" in lu(fiche(label))
    assert Candidature.objects.count() == 2
