"""The course of a label in a real browser, over five years that the test lets pass: every mail is read, and the public
reads the register at each stage."""

import datetime

import pytest

from tests.browser.parcours import comite, dossier, inscription, instruction, recours, renouvellement, suivi, visite
from tests.browser.parcours.acteurs import Monde

pytestmark = pytest.mark.lent

D = datetime.date
CHAMPS_VUS, CLICS = 60, 40  # at most, for a first candidature: from the invitation to the filing, the least it asks for


def test_a_coop_goes_from_the_simulator_to_its_appeal(monde: Monde) -> None:
    depot(monde)
    complements(monde)
    ordre_du_jour = admissibilite(monde)
    points_et_visite(monde, ordre_du_jour)
    label(monde)
    nouveau_label(monde)
    suspension_et_recours(monde)
    monde.boite.tout_est_lu()
    assert monde.fautes() == {}


def depot(monde: Monde) -> None:
    """Two people of a coop file its first dossier, with little to fill and to press."""
    inscription.inscrire(monde)
    inscription.inviter(monde)
    dossier.simuler(monde)
    dossier.inviter_a_deux(monde)
    dossier.ecrire(monde)
    dossier.deposer(monde)
    champs, clics = dossier.ce_qui_fut_demande(monde)
    assert champs <= CHAMPS_VUS
    assert clics <= CLICS
    monde.le_public_lit(absents=("Engagée",))


def complements(monde: Monde) -> None:
    """The Federation asks twice for something more, and is answered."""
    monde.jour(D(2027, 1, 18))
    instruction.demander_un_complement(monde, "Dites ce que vous attendez du label.")
    dossier.completer(monde, "Dites ce que vous attendez du label.", "Suivre nos charges.", 2)

    monde.jour(D(2027, 2, 1))
    instruction.demander_un_complement(monde, "Précisez le calendrier.")
    dossier.completer(monde, "Précisez le calendrier.", "Suivre nos charges avant 2029.", 3)
    instruction.declarer_complet(monde)


def admissibilite(monde: Monde) -> str:
    """The committee finds the candidature admissible: the public reads it, and not before. Return the agenda."""
    le = D(2027, 3, 15)
    comite.convoquer(monde, le)
    ordre_du_jour = comite.lire_l_ordre_du_jour(monde, "admissibilité")
    comite.lire_le_dossier(monde, ordre_du_jour)
    monde.le_public_lit(absents=("Engagée",))

    monde.jour(le)
    comite.decider(monde, le, "candidature admissible")
    monde.le_public_lit("Engagée")
    return ordre_du_jour


def points_et_visite(monde: Monde, ordre_du_jour: str) -> None:
    """The points at six and twelve months are held, then the visit."""
    monde.jour(D(2027, 9, 1))
    suivi.tenir_un_point(monde, "point d’étape à 6 mois", "45", "31/08/2027")
    monde.jour(D(2028, 3, 1))
    suivi.tenir_un_point(monde, "point d’étape à 12 mois", "50", "29/02/2028")
    monde.jour(D(2028, 3, 20))
    visite.visiter(monde, ordre_du_jour)
    visite.confirmer(monde)
    monde.le_public_lit("Engagée")


def label(monde: Monde) -> None:
    """The label is granted for three years, and its mid-term point held."""
    seance(monde, D(2028, 3, 27), D(2028, 4, 10), "octroi du label", "label accordé")
    monde.le_public_lit("Labellisée", "9 avril 2031")
    monde.jour(D(2029, 9, 20))
    suivi.tenir_un_point(monde, "point à mi-parcours", "55", "31/08/2029")


def nouveau_label(monde: Monde) -> None:
    """The coop asks for its label anew; its last day passes before the committee renews it."""
    monde.jour(D(2031, 2, 10))
    suivi.rappeler(monde, "9 avril 2031")
    renouvellement.deposer(monde)
    instruction.declarer_complet(monde)
    seance(monde, D(2031, 2, 24), D(2031, 3, 10), "admissibilité", "candidature admissible")
    renouvellement.dispenser_de_la_visite(monde)
    monde.le_public_lit("Labellisée", "9 avril 2031")

    monde.jour(D(2031, 4, 10))
    monde.le_public_lit("En renouvellement")
    seance(monde, D(2031, 4, 14), D(2031, 4, 21), "renouvellement du label", "label renouvelé")
    monde.le_public_lit("Labellisée", "20 avril 2034")


def suspension_et_recours(monde: Monde) -> None:
    """The label is suspended, the coop contests it, and the committee, at another session, annuls what it decided."""
    le, autre = D(2031, 9, 15), D(2031, 10, 6)
    monde.jour(D(2031, 9, 1))
    recours.proposer_la_suspension(monde, le)
    comite.lire_l_ordre_du_jour(monde, "suspension du label")
    monde.jour(le)
    decision = comite.decider(monde, le, "label suspendu", recours.MOTIF)
    monde.le_public_lit("Label suspendu", recours.MOTIF)

    conteste = recours.contester(monde, decision)
    recours.inscrire(monde, conteste, autre)
    monde.jour(autre)
    recours.trancher(monde, conteste, autre)
    monde.le_public_lit("Labellisée", "20 avril 2034", recours.ENTENDU, absents=("Label suspendu",))


def seance(monde: Monde, avant: datetime.date, le: datetime.date, point: str, sens: str) -> None:
    """A session is prepared some days before, read, and held."""
    monde.jour(avant)
    comite.convoquer(monde, le)
    comite.lire_le_dossier(monde, comite.lire_l_ordre_du_jour(monde, point))
    monde.jour(le)
    comite.decider(monde, le, sens)
