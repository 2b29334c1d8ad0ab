"""The chain of the journal: each event holds the SHA-256 of the one before and of its own canonical JSON (RFC 8785).

Who recorded an event is only committed to: SHA-256 of a salt and of the account's key, both kept apart
(`AuteurDEvenement`), so that a person can be erased and the chain still verifies.
"""

import datetime
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

import rfc8785
from django.db.models import QuerySet

from registre.etats import DEPOTS
from registre.models import Evenement, VersionDuRegistre

FORMAT = 1
PAR_LOT = 2000


@dataclass(frozen=True)
class Parcours:
    """How far a walk along the chain went, and the first break, empty when there is none."""

    evenements: int
    rupture: str = ""


def contenu(evenement: Evenement) -> dict[str, object]:
    """Return what the hash of an event is made of. `seance` is the day of the committee's session."""
    return {
        "format": FORMAT,
        "cooperative": evenement.cooperative_id,
        "rang": evenement.rang,
        "operation": str(evenement.operation),
        "de": str(evenement.de),
        "vers": str(evenement.vers),
        "decide_le": evenement.decide_le.isoformat(),
        "prend_effet_le": evenement.prend_effet_le.isoformat(),
        "enregistre_le": evenement.enregistre_le.astimezone(datetime.UTC).isoformat(timespec="microseconds"),
        "seance": evenement.seance.le.isoformat() if evenement.seance else None,
        "motif": evenement.motif,
        "charge": evenement.charge,
        "auteur": evenement.empreinte_auteur,
        "precedente": evenement.precedente,
    }


def empreinte(evenement: Evenement) -> str:
    """Return the hash that this event should bear."""
    return hashlib.sha256(rfc8785.dumps(contenu(evenement))).hexdigest()  # type: ignore[arg-type]


def engagement_d_auteur(compte: int, sel: str) -> str:
    """Return what the journal commits to of the account that recorded an event."""
    return hashlib.sha256(f"{sel}:{compte}".encode()).hexdigest()


def parcourir(evenements: "QuerySet[Evenement] | None" = None) -> Parcours:
    """Walk the whole journal in the order it was written and name the first break.

    What is written meanwhile is no break: the end of the journal is the one read before the walk, or a later one.
    """
    avant = _version()
    lies = Evenement.objects.select_related("seance", "auteur", "corrige", "candidature", "label")
    lus = lies.order_by("pk") if evenements is None else evenements
    nombre, tete = 0, ""

    rangs: dict[int, int] = {}
    for evenement in lus.iterator(chunk_size=PAR_LOT):
        for faute in _fautes(evenement, tete, rangs.get(evenement.cooperative_id, 0)):
            return Parcours(nombre, faute)
        nombre, tete = nombre + 1, evenement.empreinte
        rangs[evenement.cooperative_id] = evenement.rang
        if nombre == avant.evenements and tete != avant.tete:
            return Parcours(nombre, f"événement {evenement.pk} : ce n'est pas le dernier qui avait été écrit")
    if nombre < avant.evenements:
        return Parcours(nombre, f"fin du journal : {nombre} événements, {avant.evenements} avaient été écrits")
    if nombre > _version().evenements:
        return Parcours(nombre, f"fin du journal : {nombre} événements, {_version().evenements} seulement écrits ici")

    return Parcours(nombre)


def _version() -> VersionDuRegistre:
    return VersionDuRegistre.objects.filter(pk=1).first() or VersionDuRegistre()


def _fautes(evenement: Evenement, tete: str, rang: int) -> Iterator[str]:
    """What is wrong with an event that follows the hash `tete`, and the rank `rang` in its coop's journal."""
    qui = f"événement {evenement.pk} (coopérative {evenement.cooperative_id}, rang {evenement.rang})"
    if evenement.precedente != tete:
        yield f"{qui} : il ne suit pas le précédent"

    if evenement.rang != rang + 1:
        yield f"{qui} : le rang {rang + 1} manque"
    if evenement.empreinte != empreinte(evenement):
        yield f"{qui} : son contenu a changé"
    if not _lie(evenement):
        yield f"{qui} : il mène à un autre événement, dossier ou label que le sien"
    auteur = getattr(evenement, "auteur", None)
    if auteur is None or auteur.par_id is None:
        return

    if evenement.empreinte_auteur != engagement_d_auteur(auteur.par_id, auteur.sel):
        yield f"{qui} : son auteur a changé"


def _lie(evenement: Evenement) -> bool:
    """Whether its row leads where its charge says: the event that it corrects, its candidature, its label."""
    charge, corrige = evenement.charge, evenement.corrige
    candidature, label = evenement.candidature, evenement.label
    if corrige is not None:
        vise = charge["rang"] if "rang" in charge else charge["retouches"][0]["rang"]
        suit = (corrige.candidature_id, corrige.label_id) == (evenement.candidature_id, evenement.label_id)
        return suit and (corrige.cooperative_id, corrige.rang) == (evenement.cooperative_id, vise)

    numero = (charge.get("octroi") or charge).get("numero", "")
    if (label.numero if label else "") != numero:
        return False
    if label is not None:
        return evenement.candidature_id == label.candidature_id

    dossier = evenement.rang if evenement.operation in DEPOTS else charge.get("dossier")
    place = (candidature.cooperative_id, candidature.rang) if candidature else None
    return place == ((evenement.cooperative_id, dossier) if dossier else None)
