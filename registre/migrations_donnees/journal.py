"""Writing the journal anew: each coop entered first, every former event completed, all chained in their order."""

import datetime
import secrets
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any

from django.core.management.color import no_style
from django.utils import timezone

from registre import gardes
from registre.ecriture.chaine import empreinte, engagement_d_auteur
from registre.etats import DU_COMITE
from registre.journal.charges import ecrire_charge
from registre.migrations_donnees.anciennes import Ancienne, lire
from registre.migrations_donnees.charges import regles_de
from registre.migrations_donnees.faits import DEPOT, OCTROI, POINT, SUSPENDRE
from registre.migrations_donnees.recit import JAMAIS, Ecrit, Recit
from registre.migrations_donnees.relecture import contradictions, ecarts

PAR_LOT = 500
CHAMPS_A_RANGER = {
    "Candidature": ["rang", "regles_figees"],
    "Label": ["rang"],
    "PointEtape": ["rang"],
    "Suspension": ["rang"],
    "Releve": ["point"],
}


class JournalImpossible(Exception):
    """Rows that contradict one another: no journal comes to them. The message names each coop, and why."""


def ecrire_le_journal(apps: Any, connection: Any) -> list[str]:
    """Give every coop its events, chained, and every row its rank; return what was reconstituted, coop by coop.

    Raises `JournalImpossible`, before anything is written.
    """
    anciennes = lire(apps)
    if not anciennes:
        return []

    maintenant = timezone.now()
    recits = [
        Recit(ancienne, entree, maintenant).raconter()
        for ancienne, entree in zip(anciennes, _entrees(anciennes, maintenant), strict=True)
    ]
    if impossibles := [phrase for recit in recits for phrase in _nommer(recit, contradictions(recit))]:
        raise JournalImpossible("\n".join(impossibles))

    gardes.lever(connection)
    _ecrire_les_evenements(apps, connection, recits, maintenant)
    _ranger(apps, recits)

    return [phrase for recit in recits for phrase in _a_dire(recit)]


def _entrees(anciennes: Sequence[Ancienne], maintenant: datetime.datetime) -> list[tuple[float, datetime.datetime]]:
    """Return, for each coop, the place in the journal and the moment by which it was surely on the register.

    Nothing kept the day a coop was entered, but keys are given in order: it was there before the first event of any
    coop that came after it.
    """
    place, moment = JAMAIS, maintenant

    entrees = []
    for ancienne in reversed(anciennes):
        for evenement in ancienne.evenements[:1]:
            place, moment = min(place, evenement.pk), min(moment, evenement.enregistre_le)
        entrees.append((place, moment))

    return entrees[::-1]


def _ecrire_les_evenements(apps: Any, connection: Any, recits: Iterable[Recit], maintenant: datetime.datetime) -> None:
    """Write the events in the order they were recorded, each holding the hash of the one before; and their authors."""
    modele, auteurs = apps.get_model("registre", "Evenement"), apps.get_model("registre", "AuteurDEvenement")
    seances = {seance.le: seance for seance in apps.get_model("registre", "SeanceComite").objects.order_by("le")}
    places = sorted((ecrit.place, recit, ecrit) for recit in recits for ecrit in recit.ecrits)
    cles = {(recit.pk, ecrit.rang): cle for cle, (_place, recit, ecrit) in enumerate(places, start=1)}
    neufs, signes, tete = [], [], ""

    for cle, (_place, recit, ecrit) in enumerate(places, start=1):
        evenement = modele(id=cle, cooperative_id=recit.pk, precedente=tete, **_colonnes(ecrit))
        evenement.seance = seances.get(ecrit.decide_le) if ecrit.operation in DU_COMITE else None
        evenement.corrige_id = cles[recit.pk, ecrit.corrige] if ecrit.corrige else None
        if ecrit.par is not None:
            sel = secrets.token_hex(16)
            evenement.empreinte_auteur = engagement_d_auteur(ecrit.par, sel)
            signes.append(auteurs(evenement_id=cle, par_id=ecrit.par, sel=sel))
        evenement.empreinte = tete = empreinte(evenement)
        neufs.append(evenement)

    modele.objects.bulk_create(neufs, batch_size=PAR_LOT)
    auteurs.objects.bulk_create(signes, batch_size=PAR_LOT)

    with connection.cursor() as cursor:
        for ordre in connection.ops.sequence_reset_sql(no_style(), [modele]):
            cursor.execute(ordre)

    version = {"numero": 1, "modifie_le": maintenant, "evenements": len(neufs), "tete": tete}
    apps.get_model("registre", "VersionDuRegistre").objects.update_or_create(pk=1, defaults=version)


def _colonnes(ecrit: Ecrit) -> dict[str, Any]:
    return {
        "rang": ecrit.rang,
        "candidature_id": ecrit.candidature,
        "label_id": ecrit.label,
        "operation": ecrit.operation.value,
        "de": ecrit.de,
        "vers": ecrit.vers,
        "decide_le": ecrit.decide_le,
        "prend_effet_le": ecrit.prend_effet_le,
        "enregistre_le": ecrit.enregistre_le,
        "motif": ecrit.motif,
        "charge": ecrire_charge(ecrit.charge),
    }


def _ranger(apps: Any, recits: Iterable[Recit]) -> None:
    """Give each row the rank of its event, each value its point, each candidature the rules that judge it."""
    lignes: dict[str, list[Any]] = {modele: [] for modele in CHAMPS_A_RANGER}
    releve = apps.get_model("registre", "Releve")

    for recit in recits:
        ancienne = recit.ancienne
        for candidature in ancienne.candidatures:
            candidature.regles_figees = regles_de(candidature)
        par_table = (
            ("Candidature", DEPOT, ancienne.candidatures),
            ("Label", OCTROI, ancienne.labels),
            ("PointEtape", POINT, chain.from_iterable(ancienne.points.values())),
            ("Suspension", SUSPENDRE, chain.from_iterable(ancienne.suspensions.values())),
        )
        for modele, verbe, siennes in par_table:
            for ligne in siennes:
                ligne.rang = recit.rangs[verbe, ligne.pk]
                lignes[modele].append(ligne)
        lignes["Releve"] += [releve(pk=pk, point_id=point) for pk, point in ancienne.points_de_releve.items()]

    for modele, champs in CHAMPS_A_RANGER.items():
        if lignes[modele]:
            apps.get_model("registre", modele)._base_manager.bulk_update(lignes[modele], champs, batch_size=PAR_LOT)


def _a_dire(recit: Recit) -> list[str]:
    """What the operator should know of a coop: what was made from its rows, and what still differs from them."""
    phrases = [*recit.reconstitues, *ecarts(recit)]
    phrases += [
        f"Un relevé du {releve.releve_le:%d/%m/%Y} n'est d'aucun point tenu ce jour-là : il reste sans point."
        for releve in recit.ancienne.orphelins
    ]
    return _nommer(recit, phrases)


def _nommer(recit: Recit, phrases: Iterable[str]) -> list[str]:
    cooperative = recit.ancienne.cooperative
    return [f"{cooperative.nom} ({cooperative.siren}) : {phrase}" for phrase in phrases]
