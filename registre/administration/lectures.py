"""How each event of a coop's journal reads now: as recorded, as corrected, or annulled; and what may put it right."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from registre.etats import POINTS, SUR_UN_EVENEMENT, Operation
from registre.journal import connu
from registre.journal.acte import Acte
from registre.journal.charges import Annulation, Correction
from registre.journal.rejeu import rangs_annules, retouches_de
from registre.models import Evenement
from registre.operations.correction import AVEC_MOTIF

ABSORPTIONS = frozenset({Operation.ABSORBER, Operation.ETRE_ABSORBEE})


@dataclass(frozen=True)
class EvenementLu:
    """An event: as it was recorded, as it reads now, the annulment in force, and the corrections that say so."""

    premier: Acte
    lu: Acte
    annulation: Acte | None = None
    corrections: tuple[Acte, ...] = ()

    @property
    def operation(self) -> Operation:
        """The verb it was recorded under, which no correction changes."""
        return self.premier.operation

    @property
    def etat(self) -> str:
        """Its state in a word, empty when nothing was said of it since."""
        if self.annulation is not None:
            return _("annulé")
        return _("corrigé") if self.corrections else ""


def lectures(actes: Sequence[Acte]) -> dict[int, EvenementLu]:
    """Return, by rank, how the events of one coop's whole journal read now. Pure."""
    nuls = rangs_annules(actes)
    lus = retouches_de(actes, nuls)
    annulations: dict[int, Acte] = {}

    corrections: dict[int, list[Acte]] = {}
    for acte in actes:
        if acte.rang in nuls:
            continue
        if isinstance(acte.charge, Annulation):
            annulations[acte.charge.rang] = acte
        elif isinstance(acte.charge, Correction):
            for retouche in acte.charge.retouches:
                corrections.setdefault(retouche.rang, []).append(acte)

    return {
        acte.rang: EvenementLu(
            acte, lus.get(acte.rang, acte), annulations.get(acte.rang), tuple(corrections.get(acte.rang, ()))
        )
        for acte in actes
    }


def lecture_de(evenement: Evenement) -> EvenementLu:
    """Return how an event reads now. One query."""
    return lectures(connu.actes([evenement.cooperative_id])[evenement.cooperative_id])[evenement.rang]


def lectures_de(evenements: Iterable[Evenement]) -> dict[int, EvenementLu]:
    """Return, by key of event, how these events read now, whatever their coops. One query for them all."""
    lus = list(evenements)
    par_coop = {pk: lectures(actes) for pk, actes in connu.actes({e.cooperative_id for e in lus}).items()}
    return {evenement.pk: par_coop[evenement.cooperative_id][evenement.rang] for evenement in lus}


def empechement(operation: Operation, lecture: EvenementLu) -> str:
    """Return why this event cannot be corrected, annulled, or given another reason; empty when it can be asked.

    The operation itself judges the rest: what would no longer hold together.
    """
    if lecture.annulation is not None:
        return _("C’est déjà annulé : pour le rétablir, annulez l’annulation.")
    if operation == Operation.ANNULER:
        inscription = lecture.operation == Operation.INSCRIRE
        return _("Une inscription ne s’annule pas : corrigez-la.") if inscription else ""
    if lecture.operation in SUR_UN_EVENEMENT:
        return _("Une correction ou une annulation ne se corrige pas : annulez-la, ou corrigez la décision elle-même.")
    if operation == Operation.CORRIGER and lecture.operation in ABSORPTIONS:
        return _("Une absorption ne se déplace pas : annulez-la, puis consignez-la à son jour.")
    if operation == Operation.CORRIGER_MOTIF:
        a_un_motif = lecture.lu.motif or lecture.operation in AVEC_MOTIF | POINTS
        return "" if a_un_motif else _("Cette décision n’a pas de motif.")

    return ""
