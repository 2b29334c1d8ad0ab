"""A decision is wired in several places: what one of them lacks is named here, decision by decision.

docs/ajouter-une-decision.md walks through them.
"""

from collections.abc import Iterator

from registre import operations
from registre.administration.gestes.boutons import AILLEURS, SUR_CANDIDATURE, SUR_COOPERATIVE, SUR_EVENEMENT, SUR_LABEL
from registre.cycle import TRANSITIONS
from registre.droits import DECIDER, DROIT, INSTRUIRE
from registre.etats import INTERNES, PUBLIQUES, SUR_UN_EVENEMENT, Operation
from registre.journal.application import APPLIQUER
from registre.journal.charges import CHARGES, Identite
from registre.journal.histoire import Dossier
from registre.operations.corrigibles import CHAMPS_CORRIGIBLES, INCORRIGIBLES

BOUTONS = [geste for gestes in (SUR_CANDIDATURE, SUR_LABEL, SUR_COOPERATIVE, SUR_EVENEMENT) for geste in gestes]
# Recorded with another, by the function of that one.
AVEC_UNE_AUTRE = {Operation.ETRE_ABSORBEE}


def manques(operation: Operation) -> Iterator[str]:
    """What this decision lacks to be whole, in words."""
    if operation.value not in operations.__all__ and operation not in AVEC_UNE_AUTRE:
        yield "a function in registre.operations"

    if DROIT.get(operation) not in {INSTRUIRE, DECIDER}:
        yield "a right in registre.droits"

    if (operation in {geste.operation for geste in BOUTONS}) == (operation in AILLEURS):
        yield "a button in gestes.boutons, or else the reason why it has none in AILLEURS"
    if operation not in CHARGES:
        yield "what its event carries in journal.charges"
    if (operation in APPLIQUER) == (operation in SUR_UN_EVENEMENT):
        yield "what it makes of a history in journal.application"
    if sum(operation in ensemble for ensemble in (PUBLIQUES, INTERNES, SUR_UN_EVENEMENT)) != 1:
        yield "whether the public reads of it in registre.etats"
    if operation not in SUR_UN_EVENEMENT:
        yield from (f"whether its « {champ} » can be corrected" for champ in _champs_sans_reponse(operation))


def _champs_sans_reponse(operation: Operation) -> set[str]:
    """The facts of its charge that are neither correctable, nor said not to be."""
    charge = CHARGES.get(operation)
    if charge is None:
        return set()
    champs = set(charge.model_fields) - {"version", "identite"}
    champs |= set(Identite.model_fields) if "identite" in charge.model_fields else set()
    return champs - set(CHAMPS_CORRIGIBLES.get(operation, ())) - set(INCORRIGIBLES.get(charge, {}))


def test_no_decision_lacks_anything() -> None:
    lacunes = {operation.value: list(manques(operation)) for operation in Operation}
    assert {nom: lacune for nom, lacune in lacunes.items() if lacune} == {}


def test_a_button_carries_out_the_operation_it_names() -> None:
    assert {geste.nom: geste.executer.__name__ for geste in BOUTONS} == {geste.nom: geste.nom for geste in BOUTONS}
    assert all(str(geste.libelle) for geste in BOUTONS)


def test_a_transition_is_an_operation_and_sets_a_day_of_the_candidature() -> None:
    for transition in TRANSITIONS:
        assert transition.nom in Operation
        assert transition.champ_date in Dossier.__dataclass_fields__
