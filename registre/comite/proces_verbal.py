"""The minutes: made from presences, conflicts and decisions, then locked with their SHA-256; notes added below them."""

from typing import Any

from django.db import transaction

from registre.comite.droits import decide
from registre.comite.lecture import PointDeSeance, SeanceLue, lire_seance
from registre.comite.models import AuteurDeNote, EtatDeReunion, NoteAuProcesVerbal, ProcesVerbal
from registre.comite.tenue import exiger_modifiable
from registre.dossier.contenu import empreinte
from registre.models import SeanceComite
from registre.operations import OperationRefusee

SCHEMA = 1
ROLE = "Votre rôle ne permet pas de verrouiller le procès-verbal."


def contenu_du_proces_verbal(lue: SeanceLue) -> dict[str, Any]:
    """Return what the minutes say, as JSON: days as YYYY-MM-DD. Never a deliberation."""
    return {
        "schema": SCHEMA,
        "le": lue.seance.le.isoformat(),
        "lieu": lue.seance.lieu,
        "quorum": {"regle": lue.regle_en_mots, "presents": lue.quorum.presents, "requis": lue.quorum.requis},
        "membres": [
            {
                "nom": str(membre),
                "cooperative": str(membre.cooperative or ""),
                "present": membre.pk in lue.presents,
            }
            for membre in lue.membres
        ],
        "points": [_du_point(lu) for lu in lue.points],
    }


def _du_point(lu: PointDeSeance) -> dict[str, Any]:
    """What the minutes say of a point."""
    decision = lu.decision
    return {
        "cooperative": str(lu.point.cooperative or ""),
        "nature": str(lu.point.get_nature_display()),
        "intitule": lu.point.intitule,
        "numero": lu.point.numero,
        "conflits": [{"nom": str(c.membre), "origine": str(c.origine.label)} for c in lu.conflits],
        "presents": lu.quorum.presents,
        "requis": lu.quorum.requis,
        "decision": None
        if decision is None
        else {
            "sens": str(decision.get_sens_display()),
            "le": decision.le.isoformat(),
            "motif": decision.motif,
            "reserves": decision.reserves,
            "votes": [decision.pour, decision.contre, decision.abstentions],
            "rang": decision.rang,
        },
    }


@transaction.atomic
def verrouiller_le_proces_verbal(seance_id: int, *, par: Any) -> ProcesVerbal:
    """Freeze the minutes: nothing of the session changes afterwards. Raises `OperationRefusee`.

    Refused: not held yet, a point neither decided nor adjourned, locked already.
    """
    if not decide(par):
        raise OperationRefusee(ROLE)
    reunion = exiger_modifiable(seance_id)
    if not reunion.tenue:
        raise OperationRefusee("Cette séance n’est pas encore tenue : notez d’abord les présences.")
    lue = lire_seance(reunion.seance)
    if restants := [str(lu.point) for lu in lue.a_decider]:
        raise OperationRefusee(f"Décidez ou ajournez d’abord : {', '.join(restants)}.")

    contenu = contenu_du_proces_verbal(lue)
    verrouille = ProcesVerbal.objects.create(seance=reunion.seance, contenu=contenu, empreinte=empreinte(contenu))
    reunion.etat, reunion.verrouillee_par = EtatDeReunion.VERROUILLEE, par
    reunion.save()
    return verrouille


@transaction.atomic
def noter(seance_id: int, texte: str, *, par: Any) -> NoteAuProcesVerbal:
    """Add a dated note below locked minutes. Raises `OperationRefusee`: not locked, or nothing written."""
    if not decide(par):
        raise OperationRefusee(ROLE)
    verrouille = ProcesVerbal.objects.filter(seance=seance_id).first()
    if verrouille is None:
        raise OperationRefusee("Le procès-verbal n’est pas verrouillé : corrigez la séance elle-même.")
    if not texte.strip():
        raise OperationRefusee("Écrivez ce que la note corrige.", champ="texte")
    note = NoteAuProcesVerbal.objects.create(proces_verbal=verrouille, texte=texte.strip())
    AuteurDeNote.objects.create(note=note, par=par)
    return note


def lire_le_proces_verbal(seance: SeanceComite) -> tuple[dict[str, Any], ProcesVerbal | None]:
    """Return what the minutes say, and their locked row: as locked, else as the session stands, a draft."""
    verrouille = ProcesVerbal.objects.filter(seance=seance).first()
    if verrouille is not None:
        return verrouille.contenu, verrouille
    return contenu_du_proces_verbal(lire_seance(seance)), None
