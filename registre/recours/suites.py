"""What the register recorded in the wake of an appeal: read from the journal, stored nowhere."""

from registre.etats import Operation
from registre.models import Evenement
from registre.recours.models import RecoursDeCooperative


def suite_au_registre(recours: RecoursDeCooperative) -> Evenement | None:
    """Return the event that annulled or corrected the decision, or lifted the suspension, since the appeal was filed.

    None while the register says what it said. Two queries at most.
    """
    depuis = Evenement.objects.filter(cooperative=recours.cooperative_id, enregistre_le__gte=recours.depose_le)
    retouche = depuis.filter(corrige=recours.decision_id).order_by("rang").first()
    if retouche is not None or recours.decision.operation != Operation.SUSPENDRE:
        return retouche
    return depuis.filter(operation=Operation.LEVER_SUSPENSION, label=recours.decision.label_id).order_by("rang").first()
