"""What is asked after every fault, whichever part fell."""

from tests.pannes.charge import STABLE, Charge
from tests.pannes.monde import Monde

PORTES = "SELECT motif FROM registre_evenement WHERE motif LIKE 'motif-%%'"
UN_JOUR = "UPDATE courriers_courrier SET prochain_essai_le = now() - interval '1 minute' WHERE etat = 'a_envoyer'"


def perdus(monde: Monde, charge: Charge) -> set[str]:
    """Return what the site said was done, and the journal does not have."""
    portes = {str(motif) for (motif,) in monde.grappe.lire(PORTES)}
    return set(charge.confirmes) - portes


def exiger_que_rien_ne_soit_perdu(monde: Monde, charge: Charge) -> None:
    """Refuse a decision confirmed and lost, a status that was not true when it was read."""
    assert charge.confirmes
    assert perdus(monde, charge) == set()
    assert charge.fausses == []


def exiger_que_l_arret_soit_dit(charge: Charge) -> None:
    """Refuse an error that is not said to pass; and that a page which nothing changed be not given, all along."""
    assert [ratee for ratee in charge.ratees if " 503 " not in ratee or ratee.startswith(f"{STABLE}:")] == []


def exiger_chaque_lettre_une_fois(monde: Monde, charge: Charge) -> None:
    """Let what waits leave, then refuse a decision told twice, or never; what may have left is for a person to see."""
    monde.grappe.executer(UN_JOUR)
    monde.service.commander("envoyer_courriers")
    recues = monde.boite.fois(charge.confirmes)

    doutes = monde.grappe.lire("SELECT count(*) FROM courriers_courrier WHERE etat IN ('en_cours', 'incertain')")
    assert {motif for motif, fois in recues.items() if fois > 1} == set()
    assert len([motif for motif in charge.confirmes if not recues[motif]]) <= int(str(doutes[0][0]))
