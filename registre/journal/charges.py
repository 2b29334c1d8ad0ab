"""What each event of the journal carries: everything its operation set, typed and versioned.

A fact that no charge holds cannot be replayed, so nothing else may write one. Charges refer to one another by what
never changes: the rank of an event in its coop's journal, a label's number, an engagement's key. Dates are civil days
in Paris; decimals travel as text.
"""

import datetime
from decimal import Decimal
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from registre.etats import ADHESIONS, CHANGEMENTS_D_IDENTITE, DEPOTS, OCTROIS, POINTS, NaturePoint, Operation


class Piece(BaseModel):
    """A part of a charge: frozen, and closed to what it does not name."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Charge(Piece):
    """What an event carries. A new shape takes a new version, and the old one stays readable."""

    version: Literal[1] = 1


class Identite(Piece):
    """Who a coop is, on a stretch of days."""

    nom: str
    nom_usuel: str = ""
    sigle: str = ""
    siren: str
    forme_juridique: str
    commune: str
    code_departement: str

    def __str__(self) -> str:
        return self.nom_usuel or self.nom


class Inscription(Charge):
    """The first event of a coop: its identity as far back as the register knows, and its membership.

    `membre_jusqu_au` is included. `inconnu` says what a coop entered before the journal could not be known of.
    """

    identite: Identite
    membre_depuis: datetime.date | None = None
    membre_jusqu_au: datetime.date | None = None
    inconnu: str = ""


class ChangementDIdentite(Charge):
    """What changes from a day on; None leaves as it was."""

    nom: str | None = None
    nom_usuel: str | None = None
    sigle: str | None = None
    siren: str | None = None
    forme_juridique: str | None = None
    commune: str | None = None
    code_departement: str | None = None

    @property
    def champs(self) -> dict[str, str]:
        """The fields that change, each with its new value."""
        return self.model_dump(exclude={"version"}, exclude_none=True)


class Adhesion(Charge):
    """Leaving, whose day of effect is the last of membership; or coming back, whose day is the first."""


class ActionDeposee(Piece):
    """A dated action of a plan."""

    intitule: str
    prevue_le: datetime.date


class IndicateurDepose(Piece):
    """An indicator as the file has it, before any value is read."""

    nom: str
    nature: str
    unite: str = ""
    sens: str = "hausse"
    valeur_depart: Decimal | None = None
    depart_le: datetime.date | None = None
    cible: Decimal | None = None
    cible_le: datetime.date | None = None
    visibilite: str = "publique"
    actions: tuple[ActionDeposee, ...] = ()


class EngagementDepose(Piece):
    """An engagement chosen, and how it will be measured."""

    cle: str
    illustration: str = ""
    indicateurs: tuple[IndicateurDepose, ...] = ()


class Depot(Charge):
    """A filing: the edition and its rules as they were that day, frozen, and what the coop chose."""

    referentiel: str
    regles: dict[str, Any]
    cycle: int
    renouvelle: str = ""
    engagements: tuple[EngagementDepose, ...]


class DecisionSurDossier(Charge):
    """A decision on a candidature, known by the rank of its filing."""

    dossier: int


class ReleveDePoint(Piece):
    """A value read at a point: of which indicator, known by its engagement and its place in it (from 0)."""

    engagement: str
    indicateur: int
    valeur: Decimal
    source: str = ""
    preuve: str = "declaree"


class Point(Charge):
    """A point held, and the values read there: they move with it."""

    dossier: int
    nature: NaturePoint
    mois: int
    releves: tuple[ReleveDePoint, ...] = ()


class Dispense(Charge):
    """A point that the committee does not ask for: of which candidature, which one. The reason is the event's."""

    dossier: int
    nature: NaturePoint
    mois: int


class EngagementFige(Piece):
    """An engagement as granted: its number and wording of that day."""

    cle: str
    numero: int
    intitule: str


class Octroi(Charge):
    """A granted period, both bounds included. `suspension` says what becomes of one still open on the label before."""

    dossier: int
    numero: str
    valide_du: datetime.date
    valide_jusqu_au: datetime.date
    engagements: tuple[EngagementFige, ...]
    suspension: str = ""


class DecisionSurLabel(Charge):
    """A suspension, its lifting, or a withdrawal: of which label. The reason is the event's.

    `seul` is a suspension recorded before the journal held facts: a renewal already granted was not suspended with it.
    """

    numero: str
    seul: bool = False


class DossierRepris(Piece):
    """The candidature behind a label that changes hands: as filed, and its decisions."""

    depot: Depot
    deposee_le: datetime.date
    complement_demande_le: datetime.date | None = None
    complete_le: datetime.date
    admissible_le: datetime.date
    labellisee_le: datetime.date


class Absorption(Charge):
    """On the coop that absorbs: whom, and the label taken over from it when it is."""

    absorbee: int
    siren: str
    nom: str
    dossier: DossierRepris | None = None
    octroi: Octroi | None = None
    ancien_numero: str = ""


class AbsorptionSubie(Charge):
    """On the coop absorbed: by whom, and what becomes of its label in force, if it has one."""

    absorbante: int
    siren: str
    nom: str
    numero: str = ""
    sort: str = ""
    nouveau_numero: str = ""


class Retouche(Piece):
    """One event as it should have been; None leaves as it was.

    `charge` has what changes of the event's own, nested as there: undoing one correction leaves another what it set.
    """

    rang: int
    decide_le: datetime.date | None = None
    prend_effet_le: datetime.date | None = None
    motif: str | None = None
    charge: dict[str, Any] | None = None


class Correction(Charge):
    """What a correction changes: the event asked for first, then those that follow from it."""

    retouches: tuple[Retouche, ...]


class Annulation(Charge):
    """The rank of the event that should never have been."""

    rang: int


CHARGES: dict[Operation, type[Charge]] = {
    Operation.INSCRIRE: Inscription,
    **dict.fromkeys(CHANGEMENTS_D_IDENTITE, ChangementDIdentite),
    **dict.fromkeys(ADHESIONS, Adhesion),
    **dict.fromkeys(DEPOTS, Depot),
    **dict.fromkeys(
        (
            Operation.DEMANDER_COMPLEMENT,
            Operation.DECLARER_COMPLETE,
            Operation.DECLARER_ADMISSIBLE,
            Operation.REFUSER,
            Operation.ABANDONNER,
        ),
        DecisionSurDossier,
    ),
    **dict.fromkeys(POINTS, Point),
    Operation.DISPENSER: Dispense,
    **dict.fromkeys(OCTROIS, Octroi),
    **dict.fromkeys((Operation.SUSPENDRE, Operation.LEVER_SUSPENSION, Operation.RETIRER), DecisionSurLabel),
    Operation.ABSORBER: Absorption,
    Operation.ETRE_ABSORBEE: AbsorptionSubie,
    Operation.CORRIGER: Correction,
    Operation.CORRIGER_MOTIF: Correction,
    Operation.ANNULER: Annulation,
}


def lire_charge(operation: Operation, donnees: dict[str, Any]) -> Charge:
    """Return the typed charge of an event. Raises `pydantic.ValidationError` when its operation has another shape."""
    return CHARGES[operation].model_validate(donnees)


def ecrire_charge(charge: Charge) -> dict[str, Any]:
    """Return a charge as JSON keeps it: dates and decimals as text."""
    return charge.model_dump(mode="json")
