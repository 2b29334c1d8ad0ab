"""What a dossier says, as a plain value: read from its steps while it is prepared, from JSON once it is filed. PURE."""

import datetime
import hashlib
from dataclasses import asdict, dataclass, fields
from decimal import Decimal
from typing import Any

import rfc8785

from registre.composition import ActionProposee, ChoixDEngagement, IndicateurPropose
from registre.dossier.etapes import etape_d_engagement
from registre.dossier.renouvellement.precedent import (
    CyclePrecedent,
    ResultatDIndicateur,
    ResultatsDEngagement,
    precedent_de_json,
)

SCHEMA = 3  # 2: what an indicator was taken from, and its definition; 3: the cycle before, and what goes on from it
LETTRE, PIECE = "lettre", "piece"


@dataclass(frozen=True)
class IndicateurSaisi:
    """An indicator as typed. What is missing is None or empty; `rang` is its place in the form, from 0.

    `catalogue` is the key of what it was taken from, the same in every dossier; `definition`, its words of then;
    `suite` the key of the indicator of the cycle before that it goes on from.
    """

    rang: int
    nom: str = ""
    nature: str = ""
    unite: str = ""
    valeur: Decimal | None = None
    depart_le: datetime.date | None = None
    cible: Decimal | None = None
    cible_le: datetime.date | None = None
    visibilite: str = "publique"
    actions: tuple[ActionProposee, ...] = ()
    catalogue: str = ""
    definition: str = ""
    suite: str = ""

    @property
    def nom_de_champ(self) -> str:
        """What its row is called in the form."""
        return f"indicateurs-{self.rang}"

    @property
    def sens(self) -> str:
        """Which way it should move, as its target says; up while one of the two values is missing."""
        if self.valeur is None or self.cible is None or self.cible > self.valeur:
            return "hausse"
        return "baisse" if self.cible < self.valeur else "stable"

    def propose(self) -> IndicateurPropose:
        """Return it as an operation takes it."""
        return IndicateurPropose(
            nom=self.nom,
            nature=self.nature,
            unite=self.unite,
            sens=self.sens,
            valeur_depart=self.valeur,
            depart_le=self.depart_le,
            cible=self.cible,
            cible_le=self.cible_le,
            visibilite=self.visibilite,
            actions=self.actions,
        )


@dataclass(frozen=True)
class EngagementPropose:
    """An engagement in the words of its edition, why the coop chose it, how it will be measured."""

    cle: str
    numero: int
    intitule: str
    axe: int
    titre_axe: str
    pourquoi: str = ""
    indicateurs: tuple[IndicateurSaisi, ...] = ()

    @property
    def etape(self) -> str:
        """The step it is told in."""
        return etape_d_engagement(self.cle)

    def choix(self) -> ChoixDEngagement:
        """Return it as an operation takes it."""
        return ChoixDEngagement(self.numero, self.pourquoi, tuple(i.propose() for i in self.indicateurs))


@dataclass(frozen=True)
class PieceJointe:
    """A file: its key, what it is to the dossier, its name, its size in bytes, its SHA-256."""

    id: int
    sorte: str
    nom: str
    libelle: str
    taille: int
    empreinte: str


@dataclass(frozen=True)
class ContenuDeDossier:
    """Everything a dossier says. Texts are plain, paragraphs parted by blank lines.

    `precedent` is the cycle that a renewal follows, with its results; None in a first candidature.
    """

    edition: str
    titre_edition: str
    engagements: tuple[EngagementPropose, ...] = ()
    salaries: str = ""
    cooperateurs: str = ""
    objectifs: str = ""
    lettre: str = ""
    signataire: str = ""
    signee: bool = False
    pieces: tuple[PieceJointe, ...] = ()
    precedent: CyclePrecedent | None = None

    @property
    def lettres_jointes(self) -> tuple[PieceJointe, ...]:
        """The files that are the letter of commitment."""
        return tuple(piece for piece in self.pieces if piece.sorte == LETTRE)

    @property
    def autres_pieces(self) -> tuple[PieceJointe, ...]:
        """The files that are not the letter."""
        return tuple(piece for piece in self.pieces if piece.sorte != LETTRE)

    def ancien(self, indicateur: IndicateurSaisi) -> ResultatDIndicateur | None:
        """Return what this indicator came to in the cycle before, None when it is a new one."""
        return self.precedent.indicateur(indicateur.suite) if self.precedent else None

    def arretes(self, engagement: EngagementPropose) -> list[ResultatDIndicateur]:
        """Return the indicators that this engagement had in the cycle before, and that nothing goes on from."""
        suivis = {indicateur.suite for indicateur in engagement.indicateurs}
        avant = self.precedent.indicateurs_de(engagement.cle) if self.precedent else ()
        return [ancien for ancien in avant if ancien.cle not in suivis]

    @property
    def quittes(self) -> list[ResultatsDEngagement]:
        """The engagements of the cycle before that are not taken again."""
        repris = {engagement.cle for engagement in self.engagements}
        return [ancien for ancien in (self.precedent.engagements if self.precedent else ()) if ancien.cle not in repris]

    def choix(self) -> list[ChoixDEngagement]:
        """Return the choice as an operation takes it."""
        return [engagement.choix() for engagement in self.engagements]


def en_json(contenu: ContenuDeDossier) -> dict[str, Any]:
    """Return the content as a version keeps it: figures as text, days as YYYY-MM-DD."""
    return {"schema": SCHEMA, **simple(asdict(contenu))}


def de_json(donnees: dict[str, Any]) -> ContenuDeDossier:
    """Return the content that a version kept."""
    engagements = tuple(
        EngagementPropose(**e | {"indicateurs": tuple(_indicateur(i) for i in e["indicateurs"])})
        for e in donnees["engagements"]
    )
    pieces = tuple(PieceJointe(**piece) for piece in donnees["pieces"])
    composes = {"engagements", "pieces", "precedent"}
    simples = {c.name: donnees[c.name] for c in fields(ContenuDeDossier) if c.name not in composes}
    precedent = precedent_de_json(donnees.get("precedent"))
    return ContenuDeDossier(**simples, engagements=engagements, pieces=pieces, precedent=precedent)


def empreinte(donnees: dict[str, Any]) -> str:
    """Return the SHA-256 of this JSON in its canonical form (RFC 8785), in hexadecimal."""
    return hashlib.sha256(rfc8785.dumps(donnees)).hexdigest()


def simple(valeur: Any) -> Any:
    """Return a value as JSON holds it: figures as text, days as YYYY-MM-DD."""
    if isinstance(valeur, dict):
        return {cle: simple(sienne) for cle, sienne in valeur.items()}
    if isinstance(valeur, list | tuple):
        return [simple(sienne) for sienne in valeur]
    if isinstance(valeur, Decimal):
        return f"{valeur:f}"
    return valeur.isoformat() if isinstance(valeur, datetime.date) else valeur


def _indicateur(donnees: dict[str, Any]) -> IndicateurSaisi:
    valeurs = {nom: donnees[nom] and Decimal(donnees[nom]) for nom in ("valeur", "cible")}
    jours = {nom: _jour(donnees[nom]) for nom in ("depart_le", "cible_le")}
    actions = tuple(
        ActionProposee(a["intitule"], datetime.date.fromisoformat(a["prevue_le"])) for a in donnees["actions"]
    )
    return IndicateurSaisi(**donnees | valeurs | jours | {"actions": actions})


def _jour(texte: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(texte) if texte else None
