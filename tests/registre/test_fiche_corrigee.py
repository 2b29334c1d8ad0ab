"""A coop's page tells corrections, dated identity and absorptions honestly, and nothing that was never public."""

import datetime
import json
from collections.abc import Iterator

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.test import Client

from registre.etats import Operation, SortDuLabel
from registre.models import Cooperative
from tests.registre import decisions
from tests.registre.factories import (
    CooperativeFactory,
    absorbee,
    admissible,
    deposee,
    labellisee,
    renouvelee,
    retiree,
    siren_fictif,
    suspendue,
)
from tests.registre.journaux import dernier
from tests.registre.lecture import lire, mots

D = datetime.date
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def le_jour() -> Iterator[None]:
    """Everything below is recorded on 15 June 2026."""
    with time_machine.travel(datetime.datetime(2026, 6, 15, 10, tzinfo=datetime.UTC), tick=False):
        yield


def fiche(client: Client, coop: Cooperative, au: str = "") -> BeautifulSoup:
    """Return the coop's page on a day."""
    return lire(client, f"/registre/{coop.slug}/", **({"au": au} if au else {}))


def section(page: BeautifulSoup, nom: str) -> str:
    """Return the words of a section of the page, empty when it has none."""
    trouvee = page.select_one(f"section[aria-labelledby={nom}]")
    return mots(trouvee) if trouvee else ""


def corriger(operation: Operation, le: datetime.date, motif: str) -> None:
    """Correct the day of the latest event of this verb."""
    decisions.corriger(dernier(operation).pk, le=le, motif=motif)


def annuler(operation: Operation, motif: str = "Saisi par erreur.") -> None:
    """Annul the latest event of this verb."""
    decisions.annuler(dernier(operation).pk, motif=motif)


def test_each_corrected_step_says_when_what_it_was_and_why(client: Client) -> None:
    coop = CooperativeFactory.create()
    label = labellisee(D(2025, 3, 1), coop)

    suspendue(label, D(2025, 9, 15), "Point non tenu.")
    decisions.lever_suspension(label.pk, le=D(2025, 11, 1))
    corriger(Operation.DECLARER_ADMISSIBLE, D(2023, 9, 4), "Séance du 4.")
    corriger(Operation.ACCORDER_LABEL, D(2025, 3, 5), "Séance du 5.")
    corriger(Operation.SUSPENDRE, D(2025, 9, 20), "Courrier du 20.")
    corriger(Operation.LEVER_SUSPENSION, D(2025, 11, 3), "Levée le 3.")
    suspension = dernier(Operation.SUSPENDRE)

    decisions.corriger_motif(suspension.pk, nouveau="Point des douze mois non tenu.", motif="À préciser.")
    historique = section(fiche(client, coop), "historique")

    for attendu in (
        "4 septembre 2023 Candidature admissible Corrigé le 15 juin 2026 (auparavant : le 1er septembre 2023), "
        "motif : Séance du 4.",
        "Label octroyé " + label.numero + " Corrigé le 15 juin 2026 (auparavant : le 1er mars 2025), motif : Séance",
        "20 septembre 2025 Label suspendu Point des douze mois non tenu. Corrigé le 15 juin 2026 (auparavant : le 15 "
        "septembre 2025), motif : Courrier du 20. Motif corrigé le 15 juin 2026, motif : À préciser.",
        "3 novembre 2025 Suspension levée Corrigé le 15 juin 2026 (auparavant : le 1er novembre 2025), motif : Levée",
    ):
        assert attendu in historique


def test_a_corrected_end_moves_its_renewal_and_both_say_so(client: Client) -> None:
    coop = CooperativeFactory.create()
    label = labellisee(D(2023, 7, 1), coop)
    renouvele = renouvelee(label, D(2026, 5, 4))
    fin = {"valide_jusqu_au": D(2026, 7, 31)}
    decisions.corriger(dernier(Operation.ACCORDER_LABEL).pk, motif="Durée de 37 mois.", champs=fin)
    historique = section(fiche(client, coop), "historique")
    assert f"{label.numero} Corrigé le 15 juin 2026 (auparavant : valable jusqu’au 30 juin 2026)" in historique
    assert f"{renouvele.numero} Corrigé le 15 juin 2026 (auparavant : valable du 1er juillet 2026)" in historique


def test_what_should_never_have_been_is_told_apart_and_may_be_restored(client: Client) -> None:
    coop = CooperativeFactory.create()
    label = labellisee(D(2025, 3, 1), coop)
    retiree(label, D(2026, 2, 1))
    annuler(Operation.RETIRER, "Décision d’une autre coopérative.")
    page = fiche(client, coop)

    assert mots(page.select_one(".bande__statut")).startswith("Labellisée jusqu’au")
    assert "Consigné par erreur 1er février 2026 Retrait du label" in section(page, "historique")
    assert "Annulé le 15 juin 2026, motif : Décision d’une autre coopérative." in section(page, "historique")

    annuler(Operation.ANNULER, "L’annulation visait une autre.")
    historique = section(fiche(client, coop), "historique")
    assert "Consigné par erreur" not in historique
    assert "Label retiré Engagements abandonnés. Annulé le" in historique
    assert "Rétabli le 15 juin 2026, motif : L’annulation visait une autre." in historique


def test_a_number_given_by_mistake_is_named_with_its_page(client: Client) -> None:
    coop = CooperativeFactory.create()
    label = labellisee(D(2025, 3, 1), coop)
    annuler(Operation.ACCORDER_LABEL, "Octroi ajourné.")
    page = fiche(client, coop)

    assert f"1er mars 2025 Numéro donné par erreur {label.numero} Annulé le 15 juin 2026, motif : Octroi" in section(
        page, "historique"
    )
    assert page.select_one(f'a[href="/registre/labels/{label.numero}/"]')
    assert mots(page.select_one(".bande__statut")).startswith("Engagée depuis le")

    donnees = next(iter(page.find_all("script", type="application/ld+json")))
    assert "hasCertification" not in donnees.string


def test_what_was_never_public_leaves_no_trace_of_its_corrections(client: Client) -> None:
    coop = CooperativeFactory.create()
    candidature = deposee(D(2025, 1, 6), coop)
    corriger(Operation.DEPOSER, D(2025, 1, 7), "Secret un.")
    decisions.declarer_complete(candidature.pk, le=D(2025, 2, 1))
    corriger(Operation.DECLARER_COMPLETE, D(2025, 2, 3), "Secret deux.")
    decisions.declarer_admissible(candidature.pk, le=D(2025, 3, 1))
    decisions.consigner_point_etape(candidature.pk, mois=6, le=D(2025, 9, 1), motif="Secret.")
    corriger(Operation.CONSIGNER_POINT_ETAPE, D(2025, 9, 3), "Secret trois.")
    page = fiche(client, coop)

    assert "Secret" not in str(page)
    assert "a eu lieu le 3 septembre 2025 (attendu pour le 1er septembre 2025). Corrigé le 15 juin 2026" in section(
        page, "echeances"
    )

    decisions.refuser(candidature.pk, le=D(2026, 1, 5), motif="Secret.")
    corriger(Operation.DECLARER_ADMISSIBLE, D(2025, 3, 2), "Secret quatre.")
    annuler(Operation.CONSIGNER_POINT_ETAPE, "Secret cinq.")

    assert "Secret" not in str(fiche(client, coop))
    assert "Corrigé" not in mots(fiche(client, coop).main)


def test_the_name_the_seat_and_the_siren_are_those_of_the_day(client: Client) -> None:
    coop = CooperativeFactory.create(nom="Ancien bourg", siren=siren_fictif(71_001))
    label = labellisee(D(2024, 4, 1), coop)
    decisions.renommer(coop.pk, nom="Nouveau bourg", le=D(2025, 1, 1))
    decisions.changer_siren(coop.pk, siren=siren_fictif(71_002), le=D(2025, 2, 1))
    decisions.demenager(coop.pk, commune="Ajaccio", code_departement="2A", le=D(2025, 6, 1))
    page = fiche(client, coop)

    assert mots(page.h1) == "Nouveau bourg"

    identite = section(page, "identite")

    assert "Nouveau bourg Auparavant : Ancien bourg, jusqu’au 31 décembre 2024" in identite
    assert "000 710 020 Auparavant : 000 710 012, jusqu’au 31 janvier 2025" in identite
    assert "Ajaccio (Corse-du-Sud, Corse) Auparavant : Béziers (Hérault), jusqu’au 31 mai 2025" in identite
    ancienne = fiche(client, coop, "2024-12-31")
    assert (mots(ancienne.h1), "Auparavant" in section(ancienne, "identite")) == ("Ancien bourg", False)
    assert "Béziers" in mots(ancienne.select_one(".surtitre"))
    du_label = lire(client, f"/registre/labels/{label.numero}/")
    assert "Nouveau bourg (alors Ancien bourg), Ajaccio" in mots(du_label.select_one(".chapeau"))
    for siren in (siren_fictif(71_001), siren_fictif(71_002)):
        reponse = client.get(f"/registre/siren/{siren}/?au=2024-06-01")
        assert reponse["Location"] == f"/registre/{coop.slug}/?au=2024-06-01"


def test_an_identity_put_right_says_so_and_a_wrong_siren_leads_nowhere_any_more(client: Client) -> None:
    coop = CooperativeFactory.create(nom="Bour", siren=siren_fictif(71_003))
    champs = {"nom": "Bourg", "siren": siren_fictif(71_004)}
    decisions.corriger(dernier(Operation.INSCRIRE).pk, motif="Fautes de frappe.", champs=champs)
    identite = section(fiche(client, coop), "identite")
    assert "(auparavant : Bour, 000710038), motif : Fautes de frappe." in identite
    assert "Auparavant : Bour," not in identite
    assert client.get(f"/registre/siren/{siren_fictif(71_003)}/").status_code == 404
    with time_machine.travel(datetime.datetime(2026, 6, 20, tzinfo=datetime.UTC), tick=False):
        assert client.get(f"/registre/siren/{siren_fictif(71_003)}/?connu_le=2026-06-14").status_code == 400
        assert client.get(f"/registre/siren/{siren_fictif(71_004)}/?connu_le=2026-06-15").status_code == 302


def test_a_coop_that_left_says_since_when_and_its_label_is_told_as_before(client: Client) -> None:
    coop = CooperativeFactory.create()
    labellisee(D(2025, 3, 1), coop)
    decisions.quitter(coop.pk, le=D(2025, 12, 31))
    page = fiche(client, coop)

    assert "N’est plus membre de la Fédération depuis le 1er janvier 2026" in mots(page.select_one(".bande"))
    assert mots(page.select_one(".bande__statut")).startswith("Labellisée jusqu’au")
    assert "depuis le 1er janvier 2000" not in section(page, "identite")
    assert "du 1er janvier 2000 au 31 décembre 2025" in section(fiche(client, coop, "2025-12-31"), "identite")

    organisation = json.loads(page.find("script", type="application/ld+json").string)
    assert organisation["hasCertification"][0]["certificationStatus"].endswith("CertificationActive")
    assert "pas encore ce jour-là" in section(fiche(client, coop, "1999-12-31"), "identite")


def test_an_absorbed_coop_keeps_its_page_which_leads_on(client: Client) -> None:
    petite, grande = CooperativeFactory.create(nom="Petite"), CooperativeFactory.create(nom="Grande")
    ancien = labellisee(D(2025, 3, 1), petite)
    absorbee(petite, grande, D(2026, 1, 1), sort=SortDuLabel.TRANSFERE)
    nouveau = grande.labels.get()
    page = fiche(client, petite)
    bande = mots(page.select_one(".bande"))
    assert "Absorbée le 1er janvier 2026 par Grande" in bande
    assert f"Son label {ancien.numero} est repris sous le numéro {nouveau.numero}" in bande
    assert "plus membre" not in bande
    assert client.get(page.select_one(".bande__statut a")["href"])["Location"] == f"/registre/{grande.slug}/"
    assert client.get(f"/registre/siren/{petite.siren}/")["Location"] == f"/registre/{petite.slug}/"
    assert mots(fiche(client, petite, "2025-12-31").select_one(".bande__statut")).startswith("Labellisée")

    page = fiche(client, grande)
    assert mots(page.select_one(".bande__statut")) == "Labellisée jusqu’au 29 février 2028"
    assert f"Petite, le 1er janvier 2026, dont elle a repris le label {ancien.numero}" in section(page, "identite")
    assert section(page, "historique") == (
        f"Historique Cycle 1 1er janvier 2026 Label repris d’une coopérative absorbée {nouveau.numero}"
    )
    avant = fiche(client, grande, "2024-06-01")
    assert mots(avant.select_one(".bande__statut")).startswith("Pas de label connu")
    assert "Petite" not in mots(avant.main)


def test_a_label_closed_by_an_absorption_is_said_closed(client: Client) -> None:
    petite, grande = CooperativeFactory.create(nom="Petite"), CooperativeFactory.create(nom="Grande")
    labellisee(D(2025, 3, 1), petite)
    labellisee(D(2025, 4, 1), grande)
    absorbee(petite, grande, D(2026, 1, 1), sort=SortDuLabel.CLOS)
    page = fiche(client, petite)
    assert "a été clos ce jour-là" in mots(page.select_one(".bande"))
    assert "Label clos : la coopérative est absorbée" in section(page, "historique")
    assert "Petite, le 1er janvier 2026" in section(fiche(client, grande), "identite")


def test_a_coop_engaged_again_names_the_old_label_and_that_it_was_withdrawn(client: Client) -> None:
    coop = CooperativeFactory.create()
    label = labellisee(D(2023, 3, 1), coop)
    retiree(label, D(2024, 9, 25))
    admissible(D(2026, 2, 20), coop)
    bande = mots(fiche(client, coop).select_one(".bande"))
    assert "Engagée depuis le 20 février 2026" in bande
    assert f"Label {label.numero}, octroyé pour la période du 1er mars 2023 au 28 février 2026" in bande
    assert "retiré le 25 septembre 2024" in bande
    assert "Il reste 431 jours avant la fin des 18 mois." in bande


def test_a_renewal_withdrawn_before_it_began_never_begins(client: Client) -> None:
    coop = CooperativeFactory.create()
    label = labellisee(D(2023, 9, 1), coop)
    renouvele = renouvelee(label, D(2026, 4, 1))
    retiree(renouvele, D(2026, 5, 1), "Bilan inexact.")
    page = fiche(client, coop, "2026-10-01")
    assert mots(page.select_one(".bande__statut")) == "Label échu le 31 août 2026"
    historique = section(page, "historique")
    assert f"1er avril 2026 Label octroyé {renouvele.numero} 1er mai 2026 Label retiré Bilan inexact." in historique
    assert "Début de validité" not in historique
