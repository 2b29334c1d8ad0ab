"""The people of a coop are told what is decided of it, why, and where it is read, as it is recorded."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.dispatch import receiver
from django.urls import reverse

from registre.courriers.destinataires import gens_de_la_coop
from registre.courriers.inscription import annoncer
from registre.ecriture.signaux import journal_ecrit
from registre.etats import Operation
from registre.models import Evenement

GABARIT = "registre/courriels/decision.txt"


@dataclass(frozen=True)
class DecisionDite:
    """A decision in words: for the subject, what it changes for the coop, and the page of its space that says more."""

    sujet: str
    suite: str
    page: str


CONTESTER = "Votre coopérative peut contester cette décision : la page ci-dessous dit jusqu’à quel jour."
DITES = {
    Operation.DEMANDER_COMPLEMENT: DecisionDite(
        "un complément est demandé", "Complétez le dossier, puis déposez-le à nouveau.", "candidature"
    ),
    Operation.DECLARER_COMPLETE: DecisionDite(
        "dossier complet", "Le comité le lira à une prochaine séance. Vous n’avez rien à faire.", "candidature"
    ),
    Operation.DECLARER_ADMISSIBLE: DecisionDite(
        "candidature admissible", "Le registre public dit votre coopérative engagée. La suite est datée.", "accueil"
    ),
    Operation.REFUSER: DecisionDite("candidature refusée", CONTESTER, "decisions"),
    Operation.ACCORDER_LABEL: DecisionDite(
        "label accordé", "Le registre public le dit. De quoi le montrer vous attend.", "accueil"
    ),
    Operation.RENOUVELER: DecisionDite(
        "label renouvelé", "Le registre public le dit. De quoi le montrer vous attend.", "accueil"
    ),
    Operation.SUSPENDRE: DecisionDite("label suspendu", CONTESTER, "decisions"),
    Operation.LEVER_SUSPENSION: DecisionDite("suspension levée", "Le label se montre à nouveau.", "accueil"),
    Operation.RETIRER: DecisionDite("label retiré", CONTESTER, "decisions"),
}


@receiver(journal_ecrit)
def dire_les_decisions(evenements: Sequence[Evenement], **_kwargs: Any) -> None:
    """Write what was just decided to the people of each coop, in the same transaction.

    A history taken over from elsewhere comes with several events of a coop at once: nobody is told of the past.
    """
    par_coop = Counter(evenement.cooperative_id for evenement in evenements)
    for evenement in evenements:
        dite = DITES.get(Operation(evenement.operation))
        if dite is not None and par_coop[evenement.cooperative_id] == 1:
            _dire(evenement, dite)


def _dire(evenement: Evenement, dite: DecisionDite) -> None:
    gens = gens_de_la_coop(evenement.cooperative_id)
    if not gens:
        return
    coop = evenement.cooperative
    contexte = {
        "coop": coop,
        "decision": evenement,
        "dite": dite,
        "adresse": reverse(f"espace:{dite.page}", args=[coop.slug]),
    }
    annoncer(GABARIT, contexte, gens, au_sujet_de=coop)
