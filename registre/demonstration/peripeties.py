"""What happens more rarely to a fictional coop: mistakes put right, mergers, changes of name, of seat, of number.

One coop in three has one, always the same, on top of the story that `recits` told of it. Nothing here is drawn: what
chance decided of a coop stays as it was.
"""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from registre.demonstration.noms import ancien_nom, ancien_siege, ancien_siren
from registre.demonstration.recits import MOTIF_RETRAIT, MOTIF_SUSPENSION, TOUR, Decision, Recit
from registre.etats import Operation, SortDeLaSuspension, SortDuLabel

PERIODE = 40
MOTIF_MAL_ECRIT = "Point d'etape non tenu malgrés deux relance."


def jours(n: int) -> datetime.timedelta:
    return datetime.timedelta(days=n)


@dataclass
class Peripetie:
    """A coop's story, read again and completed. `rang` is the coop's, from which others are counted; `champs` what it
    is today."""

    recit: Recit
    rang: int
    champs: Mapping[str, Any]

    @property
    def decisions(self) -> list[Decision]:
        """Everything decided so far, in order."""
        return self.recit.decisions

    def derniere(self, operation: Operation) -> int:
        """Return the place of the latest decision of this kind."""
        return max(place for place, decision in enumerate(self.decisions) if decision.operation == operation)

    def ajouter(self, decision: Decision) -> None:
        """Add a decision where its day puts it, after those of the same day."""
        place = sum(1 for autre in self.decisions if autre.le <= decision.le)
        self.decisions.insert(place, decision)

    def apres_tout(self, avant_la_fin: int) -> datetime.date:
        """Return the day so many days before the story's end, and later than all that was decided."""
        fin = self.recit.au - jours(avant_la_fin)
        return max([fin, *(decision.le + jours(1) for decision in self.decisions)])


def octroi_mal_date(conte: Peripetie) -> None:
    """Granted on a day, recorded for another, put right three weeks later."""
    place = conte.derniere(Operation.ACCORDER_LABEL)
    octroi = conte.decisions[place]
    faux = octroi.le + jours(3)
    if faux.year != octroi.le.year:
        faux = octroi.le - jours(3)
    conte.decisions[place] = replace(octroi, le=faux, retard=1)
    faits = {"vise": Operation.ACCORDER_LABEL, "le": octroi.le}
    motif = "Date de la lettre saisie au lieu de celle du comité."
    conte.ajouter(Decision(Operation.CORRIGER, octroi.le + jours(24), motif, faits=faits, retard=0))


def motif_mal_ecrit(conte: Peripetie) -> None:
    """Suspended for a reason with faults in it, put right since."""
    place = conte.derniere(Operation.SUSPENDRE)
    suspension = conte.decisions[place]
    conte.decisions[place] = replace(suspension, motif=MOTIF_MAL_ECRIT, retard=1)
    faits = {"vise": Operation.SUSPENDRE, "nouveau": MOTIF_SUSPENSION}
    conte.ajouter(
        Decision(Operation.CORRIGER_MOTIF, suspension.le + jours(12), "Fautes de frappe.", faits=faits, retard=0)
    )


def octroi_par_erreur(conte: Peripetie) -> None:
    """Engaged, given by mistake the label decided for another coop (`octroi_au_bon`), annulled a week later."""
    le = conte.apres_tout(25)
    conte.ajouter(Decision(Operation.ACCORDER_LABEL, le, retard=1))
    faits = {"vise": Operation.ACCORDER_LABEL}
    motif = "Octroi saisi sur la mauvaise coopérative."
    conte.ajouter(Decision(Operation.ANNULER, le + jours(8), motif, faits=faits, retard=0))


def octroi_au_bon(conte: Peripetie) -> None:
    """Granted that day, recorded once the mistake was seen."""
    place = conte.derniere(Operation.ACCORDER_LABEL)
    octroi = replace(conte.decisions[place], le=conte.recit.au - jours(25), retard=9)
    conte.decisions[place:] = [octroi]  # no mid-term point: it is only just granted


def absorbee(conte: Peripetie, *, par: int, sort: str) -> None:
    """Merged into the coop `par` ranks before it; its label is taken over or closed."""
    faits = {"absorbante": conte.rang + par, "sort": sort}
    conte.ajouter(Decision(Operation.ETRE_ABSORBEE, conte.apres_tout(50), "Fusion des deux coopératives.", faits=faits))


def partie_et_revenue(conte: Peripetie) -> None:
    """Left after its label was withdrawn, back before it filed anew."""
    retrait = conte.decisions[conte.derniere(Operation.RETIRER)]
    depot = conte.decisions[conte.derniere(Operation.DEPOSER)]
    conte.ajouter(Decision(Operation.QUITTER, retrait.le + jours(30), "Démission."))
    conte.ajouter(Decision(Operation.REVENIR, depot.le - jours(30), "Nouvelle adhésion."))


def partie_avec_son_label(conte: Peripetie) -> None:
    """Left the Federation, and labelled all the same until the committee decides."""
    conte.ajouter(Decision(Operation.QUITTER, conte.recit.au - jours(60), "Démission."))


def renouvelee_suspendue(conte: Peripetie) -> None:
    """Suspended when its renewal was granted: the suspension goes on with the new label."""
    place = conte.derniere(Operation.RENOUVELER)
    renouvellement = conte.decisions[place]
    conte.decisions[place] = replace(renouvellement, faits={"suspension": SortDeLaSuspension.REPORTEE})
    conte.ajouter(Decision(Operation.SUSPENDRE, renouvellement.le - jours(1), MOTIF_SUSPENSION))


def renouvellement_retire(conte: Peripetie) -> None:
    """Renewed in advance; the renewal is withdrawn before its first day, and the label goes on until its end."""
    le = conte.apres_tout(45)
    conte.ajouter(Decision(Operation.RENOUVELER, le))
    conte.ajouter(Decision(Operation.RETIRER, le + jours(14), MOTIF_RETRAIT))


def tout_le_meme_jour(conte: Peripetie) -> None:
    """Granted, withdrawn and filed anew on one day, then given up."""
    place = conte.derniere(Operation.ACCORDER_LABEL)
    le = conte.decisions[place].le
    conte.decisions[place + 1 :] = [
        Decision(Operation.RETIRER, le, "Dossier accordé sans l'accord de ses associés.", retard=2),
        Decision(Operation.DEPOSER, le, retard=2),
        Decision(Operation.ABANDONNER, le + jours(40), "Les associés préfèrent attendre."),
    ]


def identite_changee(conte: Peripetie) -> None:
    """Another name, seat or number than the one it was entered under."""
    operation, _ancienne, avant_la_fin = CHANGEMENTS[conte.rang % PERIODE]
    faits = {champ: conte.champs[champ] for champ in ancienne_identite(conte.rang, conte.champs)}
    conte.ajouter(Decision(operation, conte.recit.au - jours(avant_la_fin), faits=faits))


Ancienne = Callable[[int, Mapping[str, Any]], dict[str, str]]
# By rank, in forty: what changed, what it was before, how many days before the story's end.
CHANGEMENTS: dict[int, tuple[Operation, Ancienne, int]] = {
    21: (Operation.RENOMMER, ancien_nom, 100),
    29: (Operation.CHANGER_SIREN, ancien_siren, 200),
    32: (Operation.DEMENAGER, ancien_siege, 150),
}
# A coop is absorbed by one before it; the two of a mistake follow one another.
PERIPETIES: dict[int, Callable[[Peripetie], None]] = {
    11: partie_avec_son_label,
    22: octroi_mal_date,
    24: renouvelee_suspendue,
    25: motif_mal_ecrit,
    26: octroi_au_bon,
    27: octroi_par_erreur,
    28: tout_le_meme_jour,
    31: lambda conte: absorbee(conte, par=-8, sort=SortDuLabel.TRANSFERE),
    33: partie_et_revenue,
    35: renouvellement_retire,
    37: lambda conte: absorbee(conte, par=-17, sort=SortDuLabel.CLOS),
    **dict.fromkeys(CHANGEMENTS, identite_changee),
}


def ancienne_identite(rang: int, champs: Mapping[str, Any]) -> dict[str, str]:
    """Return what the coop of this rank was before it became `champs`; empty when it has always been so."""
    if rang % PERIODE not in CHANGEMENTS:
        return {}
    _operation, ancienne, _avant_la_fin = CHANGEMENTS[rang % PERIODE]
    return ancienne(rang, champs)


def raconter(rang: int, recit: Recit, champs: Mapping[str, Any]) -> list[Decision]:
    """Return the decisions about the coop of this rank, which is now `champs`, in the order they were taken."""
    TOUR[rang % len(TOUR)](recit)
    if peripetie := PERIPETIES.get(rang % PERIODE):
        peripetie(Peripetie(recit, rang, champs))
    return recit.decisions
