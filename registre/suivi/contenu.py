"""What a point says, as a plain value: read from what is typed, kept as JSON once sent; and what it lacks. PURE."""

import datetime
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from registre.dossier.completude import Manque
from registre.dossier.contenu import simple

SCHEMA = 1
FAITE, EN_COURS, ABANDONNEE = "faite", "en_cours", "abandonnee"
AVANCEMENTS = {"": "pas commencée", EN_COURS: "en cours", FAITE: "faite", ABANDONNEE: "abandonnée"}


@dataclass(frozen=True)
class ActionDite:
    """An action of the plan, and where it is: a key of `AVANCEMENTS`."""

    intitule: str
    prevue_le: datetime.date
    avancement: str = ""

    @property
    def en_mots(self) -> str:
        """Where it is, in words."""
        return AVANCEMENTS[self.avancement]


@dataclass(frozen=True)
class ReleveDit:
    """The present value of an indicator: `cle` and `rang` are its place in the candidature.

    `preuve` says what shows the value, or why there is none.
    """

    cle: str
    rang: int
    titre: str
    unite: str = ""
    valeur: Decimal | None = None
    releve_le: datetime.date | None = None
    preuve: str = ""
    actions: tuple[ActionDite, ...] = ()

    def ancre(self, champ: str) -> str:
        """The id of one of its fields on the page."""
        return f"id_{self.cle}-{self.rang}-{champ}"


@dataclass(frozen=True)
class PieceDite:
    """A file: its name, its size in bytes, its SHA-256."""

    nom: str
    taille: int
    empreinte: str


@dataclass(frozen=True)
class ContenuDuPoint:
    """Everything that a point says. Texts are plain."""

    releves: tuple[ReleveDit, ...] = ()
    difficultes: str = ""
    aide: str = ""
    pieces: tuple[PieceDite, ...] = ()


def manques_de(contenu: ContenuDuPoint) -> Iterator[Manque]:
    """Yield what is missing before it may be sent: a value has its day and what shows it, or there is a reason."""
    for releve in contenu.releves:
        if releve.valeur is None and releve.releve_le is not None:
            yield Manque(releve.ancre("valeur"), f"{releve.titre} : écrivez la valeur relevée ce jour-là.")
        elif releve.valeur is None and not releve.preuve:
            manque = "écrivez sa valeur, ou dites sous elle pourquoi il n’y en a pas."
            yield Manque(releve.ancre("valeur"), f"{releve.titre} : {manque}")
        elif releve.valeur is not None and releve.releve_le is None:
            yield Manque(releve.ancre("releve_le"), f"{releve.titre} : dites quel jour cette valeur a été relevée.")
        elif releve.valeur is not None and not releve.preuve:
            yield Manque(releve.ancre("preuve"), f"{releve.titre} : dites ce qui établit cette valeur.")


def en_json(contenu: ContenuDuPoint) -> dict[str, Any]:
    """Return it as it is kept: figures as text, days as YYYY-MM-DD."""
    return {"schema": SCHEMA, **simple(asdict(contenu))}


def de_json(donnees: dict[str, Any]) -> ContenuDuPoint:
    """Return what a point that was sent kept."""
    return ContenuDuPoint(
        releves=tuple(_releve(dit) for dit in donnees["releves"]),
        difficultes=donnees["difficultes"],
        aide=donnees["aide"],
        pieces=tuple(PieceDite(**piece) for piece in donnees["pieces"]),
    )


def _releve(dit: dict[str, Any]) -> ReleveDit:
    actions = tuple(
        ActionDite(a["intitule"], datetime.date.fromisoformat(a["prevue_le"]), a["avancement"]) for a in dit["actions"]
    )
    valeur = Decimal(dit["valeur"]) if dit["valeur"] is not None else None
    releve_le = datetime.date.fromisoformat(dit["releve_le"]) if dit["releve_le"] else None
    return ReleveDit(**dit | {"valeur": valeur, "releve_le": releve_le, "actions": actions})
