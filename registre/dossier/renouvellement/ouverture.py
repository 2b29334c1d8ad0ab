"""What a coop may begin today: a first candidature at any time, a renewal from six months before the last day."""

import datetime
from dataclasses import dataclass

from registre.delais import MOIS_DE_RENOUVELLEMENT, ouverture_du_renouvellement
from registre.depots import depot_attendu, sur_depot
from registre.dossier.models import DossierDeCandidature
from registre.dossier.renouvellement.precedent import CyclePrecedent, cycle_precedent
from registre.etats import Operation
from registre.journal.connu import histoire
from registre.journal.histoire import Dossier, Histoire, LabelOctroye
from socle.templatetags.typographie import en_toutes_lettres


@dataclass(frozen=True)
class Ouverture:
    """What may be begun on a day. `label` is the one to renew, None for a first candidature; `refus` says why nothing
    may be begun, `fenetre` when a renewal may, and for how long: sentences, empty when there is nothing to say."""

    label: LabelOctroye | None = None
    refus: str = ""
    fenetre: str = ""

    @property
    def ouverte(self) -> bool:
        """Whether a dossier may be begun."""
        return not self.refus


def ouverture(lue: Histoire, au: datetime.date) -> Ouverture:
    """Return what a coop of this history may begin on `au`."""
    label = label_a_renouveler(lue)
    if empechement := sur_depot(lue):
        return Ouverture(label, f"Aucun dossier ne peut être commencé : {empechement}.")
    if label is None:
        return Ouverture()

    refus = avant_la_fenetre(lue, au)
    return Ouverture(label, refus, "" if refus else _fenetre(label, au))


def avant_la_fenetre(lue: Histoire, au: datetime.date) -> str:
    """Return why the renewal may not be asked for yet on `au`, empty when it may, or when there is nothing to renew."""
    label = label_a_renouveler(lue)
    if label is None or au >= (le := ouverture_du_renouvellement(label.valide_jusqu_au)):
        return ""
    return (
        f"Le renouvellement du label {label.numero} se demande à partir du {en_toutes_lettres(le)}, "
        f"{MOIS_DE_RENOUVELLEMENT} mois avant son dernier jour, le {en_toutes_lettres(label.valide_jusqu_au)}."
    )


def label_a_renouveler(lue: Histoire) -> LabelOctroye | None:
    """Return the label that the next filing renews; None when it would be a first candidature."""
    return lue.dernier_label if depot_attendu(lue) == Operation.DEPOSER_RENOUVELLEMENT else None


def suivi_par(dossier: DossierDeCandidature) -> tuple[LabelOctroye, Dossier] | None:
    """Return the label that a dossier renews and the candidature behind it, as filed, or as it would be today; None
    when it renews nothing. One query."""
    lue = histoire(dossier.cooperative_id) or Histoire()
    if dossier.rang is None:
        label = label_a_renouveler(lue)
    else:
        depose = lue.dossier(dossier.rang)
        label = lue.label(depose.depot.renouvelle) if depose and depose.depot.renouvelle else None

    derriere = lue.dossier(label.dossier) if label else None
    return (label, derriere) if label and derriere else None


def precedent_du(dossier: DossierDeCandidature) -> CyclePrecedent | None:
    """Return the cycle that a dossier follows, None when it renews nothing. One query."""
    suivi = suivi_par(dossier)
    return cycle_precedent(*suivi) if suivi else None


def _fenetre(label: LabelOctroye, au: datetime.date) -> str:
    """When the renewal is to be asked for, the label being near its end, or over."""
    fin = en_toutes_lettres(label.valide_jusqu_au)
    if au > label.valide_jusqu_au:
        return f"Le label {label.numero} est échu depuis le {fin} : son renouvellement peut encore être demandé."
    return f"Le label {label.numero} vaut jusqu’au {fin} : demandez son renouvellement avant ce jour."
