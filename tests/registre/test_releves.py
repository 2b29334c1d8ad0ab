"""The values read at a point: typed with it, kept with it, corrected with it, shown to the public."""

import datetime
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.test import Client

from registre.composition import ChoixDEngagement, IndicateurPropose
from registre.models import Candidature, Evenement, Indicateur, PointEtape, Releve
from registre.operations import OperationRefusee, ReleveConsigne
from tests.registre import decisions
from tests.registre.factories import CHOIX_VALIDE, CooperativeFactory, admissible
from tests.registre.lecture import lire, mots
from tests.registre.test_administration import connecte, decider, geste

D = datetime.date
pytestmark = pytest.mark.django_db


def mesuree() -> Candidature:
    """A candidature admissible on 1 February 2025; its first engagement's indicator goes from 10 to 20."""
    propose = IndicateurPropose(
        "Réunions", "metier", "réunions", "hausse", Decimal(10), D(2025, 1, 2), Decimal(20), D(2026, 6, 1)
    )
    choix = [ChoixDEngagement(numero, "", [propose]) for numero in CHOIX_VALIDE]
    coop = CooperativeFactory.create()
    candidature = decisions.deposer(coop.pk, choix=choix, le=D(2025, 1, 3))
    decisions.declarer_complete(candidature.pk, le=D(2025, 1, 10))
    return decisions.declarer_admissible(candidature.pk, le=D(2025, 2, 1))


def premier(candidature: Candidature) -> Indicateur:
    """The indicator of its first engagement."""
    return Indicateur.objects.get(engagement_pris__candidature=candidature, engagement_pris__engagement__numero=1)


def test_values_are_typed_with_the_point_and_shown_on_the_coops_page(client: Client) -> None:
    call_command("synchroniser_groupes", verbosity=0)
    candidature = mesuree()
    indicateur = premier(candidature)
    adresse = geste("candidature", candidature.pk, "consigner_point_etape")
    navigateur = connecte("publication")
    formulaire = navigateur.get(adresse).content.decode()

    assert formulaire.count('name="releve_') == len(CHOIX_VALIDE)
    assert "Dernière valeur" in formulaire

    saisie = {"le": "2025-08-01", "mois": "6", "motif": "", f"releve_{indicateur.pk}": "12,5", "preuve": "constatee"}
    decider(navigateur, adresse, saisie)
    releve = Releve.objects.get()
    assert (releve.indicateur, releve.valeur, releve.releve_le) == (indicateur, Decimal("12.5"), D(2025, 8, 1))
    assert releve.preuve == "constatee"
    assert "12,5" in mots(lire(client, f"/registre/{candidature.cooperative.slug}/").main)


def test_a_figure_that_is_none_is_said_on_its_field_and_nothing_is_written() -> None:
    call_command("synchroniser_groupes", verbosity=0)
    candidature = mesuree()
    indicateur = premier(candidature)
    donnees = {"le": "2025-08-01", "mois": "6", "motif": "Vu.", f"releve_{indicateur.pk}": "douze", "preuve": "mesuree"}
    page = connecte("publication").post(geste("candidature", candidature.pk, "consigner_point_etape"), donnees)
    assert 'value="douze"' in page.content.decode()
    assert not PointEtape.objects.exists()
    assert not Releve.objects.exists()


def test_a_value_refused_takes_its_point_with_it() -> None:
    candidature, autre = mesuree(), admissible(D(2025, 2, 1))
    etranger = premier(autre)

    with pytest.raises(OperationRefusee, match="n'est pas de cette candidature"):
        decisions.consigner_visite(candidature.pk, le=D(2025, 9, 1), releves=[ReleveConsigne(etranger.pk, Decimal(1))])

    deux_fois = [ReleveConsigne(premier(candidature).pk, Decimal(n)) for n in (1, 2)]
    with pytest.raises(OperationRefusee, match="déjà un relevé le 01/09/2025"):
        decisions.consigner_visite(candidature.pk, le=D(2025, 9, 1), releves=deux_fois)
    with pytest.raises(OperationRefusee, match="Réunions : "):
        decisions.consigner_visite(
            candidature.pk,
            le=D(2025, 9, 1),
            releves=[ReleveConsigne(premier(candidature).pk, Decimal(10**15))],
        )
    assert not PointEtape.objects.exists()
    assert not Releve.objects.exists()


def test_correcting_the_day_of_a_point_moves_what_was_read_that_day() -> None:
    candidature = mesuree()
    lus = [ReleveConsigne(premier(candidature).pk, Decimal(12))]
    decisions.consigner_point_etape(candidature.pk, mois=6, le=D(2025, 8, 1), releves=lus)
    evenement = Evenement.objects.get(operation="consigner_point_etape")
    decisions.corriger(evenement.pk, le=D(2025, 8, 4), motif="Faute de frappe.")
    assert (PointEtape.objects.get().tenu_le, Releve.objects.get().releve_le) == (D(2025, 8, 4), D(2025, 8, 4))


def pointee(*valeurs: int) -> tuple[Candidature, Evenement]:
    """A candidature whose point at six months read these values, and the event of the point."""
    candidature = mesuree()
    lus = [ReleveConsigne(premier(candidature).pk, Decimal(valeur)) for valeur in valeurs]
    decisions.consigner_point_etape(candidature.pk, mois=6, le=D(2025, 8, 1), releves=lus)
    return candidature, Evenement.objects.get(operation="consigner_point_etape")


def test_a_value_misread_is_corrected_with_its_point_seen_first_and_shown_since(client: Client) -> None:
    call_command("synchroniser_groupes", verbosity=0)
    candidature, evenement = pointee(125)
    navigateur, adresse = connecte("administration"), geste("evenement", evenement.pk, "corriger")
    champ = f"releve_{premier(candidature).pk}"
    assert f'name="{champ}" value="125' in navigateur.get(adresse).content.decode()

    donnees = {"le": "2025-08-01", champ: "12,5", "source": "", "preuve": "declaree", "motif": "Virgule oubliée."}
    apercu = BeautifulSoup(navigateur.post(adresse, donnees).content, "lxml")
    assert "« Réunions » : 125 réunions → 12,5 réunions." in mots(apercu.main)
    vu = apercu.select_one("[name=vu]")
    assert Releve.objects.get().valeur == Decimal(125)
    navigateur.post(adresse, donnees | {"confirmer": "oui", "vu": vu["value"]})
    assert Releve.objects.get().valeur == Decimal("12.5")
    assert "12,5" in mots(lire(client, f"/registre/{candidature.cooperative.slug}/").main)


def test_a_corrected_value_keeps_its_source_and_its_annulment_gives_the_first_back() -> None:
    candidature, evenement = pointee(125)
    indicateur = premier(candidature)
    lus = [ReleveConsigne(indicateur.pk, Decimal(12), "Rapport annuel", "constatee")]
    correction = decisions.corriger(evenement.pk, champs={"releves": lus}, motif="Relu.")
    releve = Releve.objects.get()
    assert (releve.valeur, releve.source, releve.releve_le) == (Decimal(12), "Rapport annuel", D(2025, 8, 1))
    decisions.annuler(correction.pk, motif="À tort.")
    assert Releve.objects.get().valeur == Decimal(125)
    decisions.corriger(evenement.pk, champs={"releves": []}, motif="Rien ne fut lu.")
    assert not Releve.objects.exists()


def test_a_value_that_cannot_be_kept_refuses_its_correction() -> None:
    candidature, evenement = pointee(12)
    trop = [ReleveConsigne(premier(candidature).pk, Decimal(10**15))]
    with pytest.raises(OperationRefusee, match="Réunions : "):
        decisions.corriger(evenement.pk, champs={"releves": trop}, motif="Relu.")
    assert Releve.objects.get().valeur == Decimal(12)


def test_a_point_held_before_the_grant_may_be_recorded_after_it_never_one_held_later() -> None:
    candidature = mesuree()
    decisions.accorder_label(candidature.pk, le=D(2026, 6, 1))
    point = decisions.consigner_point_etape(candidature.pk, mois=6, le=D(2025, 8, 1), motif="Retrouvé.")
    assert (point.nature, point.mois, point.tenu_le) == ("point_etape", 6, D(2025, 8, 1))
    decisions.consigner_visite(candidature.pk, le=D(2026, 5, 20))
    with pytest.raises(OperationRefusee, match="suivrait la décision du 01/06/2026"):
        decisions.consigner_point_etape(candidature.pk, mois=12, le=D(2026, 6, 2))
