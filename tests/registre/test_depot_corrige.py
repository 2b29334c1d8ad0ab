"""A filing put right: why each engagement, its indicators. The values read of them follow, or it is refused."""

import datetime
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from registre import operations
from registre.composition import ActionProposee, ChoixDEngagement, IndicateurPropose
from registre.journal.reconstruction import ecarts
from registre.models import Candidature, Evenement, Indicateur, Operation, Releve
from registre.operations import OperationRefusee, ReleveConsigne
from registre.operations.retouches_de_depot import IndicateurCorrige
from tests.registre.factories import CHOIX_VALIDE, CooperativeFactory, edition, labellisee, renouvelee, suspendue
from tests.registre.journaux import annuler, corriger, dernier, version
from tests.registre.lecture import lire, mots
from tests.registre.test_administration import connecte
from tests.registre.test_corrections_admin import adresse
from tests.registre.test_corrections_admin import champs as champs_de
from tests.registre.test_corrections_admin import corriger as corriger_par_le_formulaire
from tests.registre.test_corrections_admin import mots as mots_de

D = datetime.date
pytestmark = pytest.mark.django_db
REUNIONS = IndicateurPropose(
    "Réunions", "metier", "réunions", "hausse", Decimal(10), D(2025, 1, 2), Decimal(20), D(2026, 6, 1)
)
LETTRES = IndicateurPropose("Lettres", "metier", "lettres")


def deposee_avec(*premiers: IndicateurPropose, admise: bool = True) -> Candidature:
    """A candidature filed on 3 January 2025 with these indicators of its first engagement, admissible a month later."""
    choix = [ChoixDEngagement(n, "Parce que.", premiers if n == 1 else [LETTRES]) for n in CHOIX_VALIDE]
    coop = CooperativeFactory.create()
    candidature = operations.deposer(coop.pk, referentiel=edition(), choix=choix, par=None, le=D(2025, 1, 3))
    if admise:
        operations.declarer_complete(candidature.pk, par=None, le=D(2025, 1, 10))
        operations.declarer_admissible(candidature.pk, par=None, le=D(2025, 2, 1))
    return candidature


def place(indicateur: IndicateurPropose, rang: int) -> IndicateurCorrige:
    """An indicator that the filing has already, in this place."""
    return IndicateurCorrige(**vars(indicateur), place=rang)


def corrige(*premiers: IndicateurPropose, pourquoi: str = "Parce que.") -> list[ChoixDEngagement]:
    """The filing with these indicators of its first engagement, the others as they were."""
    choix = [ChoixDEngagement(1, pourquoi, premiers)]
    return choix + [ChoixDEngagement(n, "Parce que.", [place(LETTRES, 0)]) for n in CHOIX_VALIDE if n != 1]


def du_premier(candidature: Candidature) -> list[Indicateur]:
    """The rows of the first engagement's indicators, in order."""
    pris = candidature.engagements_pris.get(engagement__numero=1)
    return list(pris.indicateurs.order_by("pk"))


def test_why_values_target_plan_and_visibility_are_corrected_and_come_back_when_that_is_annulled() -> None:
    candidature = deposee_avec(REUNIONS)
    juste = replace(
        place(REUNIONS, 0),
        valeur_depart=Decimal(12),
        cible=Decimal(30),
        visibilite="privee",
        actions=[ActionProposee("Former les gardiens", D(2025, 9, 1))],
    )
    correction = corriger(dernier(Operation.DEPOSER), engagements=corrige(juste, pourquoi="Pour les habitants."))

    [lu] = du_premier(candidature)
    assert (lu.valeur_depart, lu.cible, lu.visibilite) == (Decimal(12), Decimal(30), "privee")
    assert [(a.intitule, a.prevue_le) for a in lu.actions.all()] == [("Former les gardiens", D(2025, 9, 1))]
    assert lu.engagement_pris.illustration == "Pour les habitants."
    assert ecarts([candidature.cooperative_id]) == []

    annuler(correction)
    [lu] = du_premier(candidature)
    assert (lu.valeur_depart, lu.cible, lu.visibilite, lu.actions.count()) == (Decimal(10), Decimal(20), "publique", 0)
    assert lu.engagement_pris.illustration == "Parce que."


def test_a_value_follows_its_indicator_when_the_one_before_is_taken_out() -> None:
    candidature = deposee_avec(LETTRES, REUNIONS)
    reunions = du_premier(candidature)[1]
    lus = [ReleveConsigne(reunions.pk, Decimal(15))]
    operations.consigner_point_etape(candidature.pk, mois=6, par=None, le=D(2025, 8, 1), releves=lus)

    correction = corriger(dernier(Operation.DEPOSER), engagements=corrige(place(REUNIONS, 1), LETTRES))
    assert [i.nom for i in du_premier(candidature)] == ["Réunions", "Lettres"]
    assert (Releve.objects.get().indicateur.nom, Releve.objects.get().valeur) == ("Réunions", Decimal(15))

    annuler(correction)
    assert [i.nom for i in du_premier(candidature)] == ["Lettres", "Réunions"]
    assert Releve.objects.get().indicateur.nom == "Réunions"


def test_an_indicator_of_which_a_value_was_read_is_not_taken_out() -> None:
    candidature = deposee_avec(LETTRES, REUNIONS)
    lus = [ReleveConsigne(du_premier(candidature)[1].pk, Decimal(15))]
    operations.consigner_point_etape(candidature.pk, mois=6, par=None, le=D(2025, 8, 1), releves=lus)
    with pytest.raises(OperationRefusee, match="Réunions\u00a0» a une valeur relevée le 01/08/2025"):
        corriger(dernier(Operation.DEPOSER), engagements=corrige(place(LETTRES, 0)))
    assert len(du_premier(candidature)) == 2


def test_an_annulment_never_gives_a_value_to_another_indicator() -> None:
    candidature = deposee_avec(LETTRES, REUNIONS)
    correction = corriger(dernier(Operation.DEPOSER), engagements=corrige(place(REUNIONS, 1)))
    ajoutee = corriger(dernier(Operation.DEPOSER), engagements=corrige(place(REUNIONS, 0), LETTRES))
    reunions, lettres = du_premier(candidature)
    lus = [ReleveConsigne(reunions.pk, Decimal(15)), ReleveConsigne(lettres.pk, Decimal(4))]
    operations.consigner_point_etape(candidature.pk, mois=6, par=None, le=D(2025, 8, 1), releves=lus)

    with pytest.raises(OperationRefusee, match="d’un indicateur que le dossier n’a plus"):
        annuler(ajoutee)
    operations.corriger(
        dernier(Operation.CONSIGNER_POINT_ETAPE).pk, par=None, champs={"releves": lus[:1]}, motif="Relu."
    )
    annuler(ajoutee)
    with pytest.raises(OperationRefusee, match="d’un autre indicateur"):
        annuler(correction)
    assert Releve.objects.get().indicateur.nom == "Réunions"


@pytest.mark.parametrize(
    ("faits", "dit"),
    [
        ({"engagements": lambda: corrige()}, "Engagement 1"),  # noqa: PLW0108 - a choice is made in the test
        ({"engagements": lambda: corrige(place(REUNIONS, 0))[:-1]}, "Annulez le dépôt"),
        ({"engagements": lambda: [*corrige(place(REUNIONS, 0)), ChoixDEngagement(4)]}, "Annulez le dépôt"),
        ({"engagements": lambda: corrige(place(REUNIONS, 0))}, "Rien ne change"),
        ({"referentiel": lambda: "2030"}, "l’édition de son dépôt"),
        ({"cycle": lambda: 2}, "suit de l’ordre des dépôts"),
    ],
)
def test_what_a_filing_does_not_let_correct_is_refused_with_its_reason(
    faits: dict[str, Callable[[], Any]], dit: str
) -> None:
    deposee_avec(REUNIONS)
    champs = {nom: faire() for nom, faire in faits.items()}
    with pytest.raises(OperationRefusee, match=dit):
        operations.corriger(dernier(Operation.DEPOSER).pk, par=None, champs=champs, motif="Relu.")
    assert not Evenement.objects.filter(operation=Operation.CORRIGER).exists()


def test_the_public_reads_the_figure_put_right_what_it_was_and_why(client: Client) -> None:
    candidature = deposee_avec(REUNIONS)
    page, avant = f"/registre/{candidature.cooperative.slug}/", version()
    juste = corrige(replace(place(REUNIONS, 0), cible=Decimal(30)))
    corriger(dernier(Operation.DEPOSER), engagements=juste)
    lue = mots(lire(client, page).main)
    assert "Indicateurs corrigés le" in lue
    assert "auparavant : « Réunions », départ 10 réunions (2 janvier 2025), cible 20 réunions" in lue
    assert "Procès-verbal relu." in lue
    assert version() == avant + 1

    corriger(dernier(Operation.DEPOSER), engagements=corrige(*juste[0].indicateurs, pourquoi="Pour les habitants."))
    assert version() == avant + 1
    assert mots(lire(client, page).main).count("Indicateurs corrigés") == 1


def test_a_filing_that_nobody_reads_yet_is_corrected_without_a_public_date_moving() -> None:
    deposee_avec(REUNIONS, admise=False)
    avant = version()
    corriger(dernier(Operation.DEPOSER), engagements=corrige(replace(place(REUNIONS, 0), cible=Decimal(30))))
    assert version() == avant


@pytest.mark.lent
def test_a_filing_is_corrected_by_its_form_after_its_preview() -> None:
    call_command("synchroniser_groupes", verbosity=0)
    candidature = deposee_avec(REUNIONS)
    navigateur, depot = connecte("administration"), dernier(Operation.DEPOSER)
    saisie = champs_de(navigateur.get(adresse(depot, "corriger"))) | {"motif": "Relu.", "e1-i-0-cible": "31,5"}
    ajoute = {"e1-i-1-nom": "Affiches", "e1-i-1-actions": "2025-09-01 Imprimer"}
    ajoute |= {"e1-i-1-nature": "metier", "e1-i-1-sens": "hausse", "e1-i-1-visibilite": "publique"}
    apercu = mots_de(navigateur.post(adresse(depot, "corriger"), saisie | ajoute))
    assert "31,5 réunions" in apercu
    assert "« Affiches » : se lit désormais." in apercu

    corriger_par_le_formulaire(navigateur, depot, "corriger", **({"motif": "Relu.", "e1-i-0-cible": "31,5"} | ajoute))
    reunions, affiches = du_premier(candidature)
    assert (reunions.cible, affiches.nom, affiches.actions.get().prevue_le) == (
        Decimal("31.5"),
        "Affiches",
        D(2025, 9, 1),
    )
    corriger_par_le_formulaire(navigateur, depot, "corriger", **{"motif": "Non.", "e1-i-1-DELETE": "on"})
    assert [i.nom for i in du_premier(candidature)] == ["Réunions"]
    faute = navigateur.post(adresse(depot, "corriger"), saisie | {"e1-i-0-cible_le": ""})
    assert "Donnez aussi le jour de cette valeur." in faute.content.decode()


def test_whether_a_renewal_lifts_or_carries_a_suspension_is_corrected() -> None:
    label = labellisee(D(2022, 3, 1))
    suspendue(label, D(2024, 6, 1))
    renouvele = renouvelee(label, D(2024, 9, 1), suspension="levee")
    corriger(dernier(Operation.RENOUVELER), suspension="reportee")
    assert renouvele.suspensions.filter(levee_le=None, reportee=True).count() == 1
    with pytest.raises(OperationRefusee, match="reportée ou levée"):
        corriger(dernier(Operation.RENOUVELER), suspension="oubliée")
