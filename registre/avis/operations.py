"""Every write of a request for an opinion: asked, revoked, answered. Each runs in one transaction, the coop locked.

Raises `OperationRefusee` with sentences fit to show.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from registre.avis.acces import demande_des_avis, demande_du_lien
from registre.avis.envoi import envoyer
from registre.avis.models import LONGUEUR, CourrielAExpert, DemandeDAvis
from registre.avis.paliers import DEMANDE
from registre.dossier.contenu import ContenuDeDossier, de_json
from registre.dossier.models import Version
from registre.ecriture.verrous import verrouiller
from registre.operations import OperationRefusee
from socle.models import User
from socle.templatetags.typographie import en_toutes_lettres

DELAI_MAXIMUM = datetime.timedelta(days=366)
SANS_DROIT = "Vous ne demandez pas d’avis sur le dossier de cette coopérative."


class LienMort(OperationRefusee):
    """The link opens nothing: nobody was sent it, its day has passed, or it was revoked."""


@dataclass(frozen=True)
class AvisVoulu:
    """What is asked, of whom, on which engagements and files of the version, answered on the day `echeance` at last."""

    nom: str
    courriel: str
    question: str
    echeance: datetime.date
    engagements: Sequence[str] = ()
    pieces: Sequence[int] = ()


@transaction.atomic
def demander(version: Version, voulu: AvisVoulu, *, par: User) -> DemandeDAvis:
    """Ask an expert for an opinion: the message that holds the link leaves once it is sure. Raises `OperationRefusee`.

    An address that is already asked on this version, and has neither answered nor passed its day, is not asked twice.
    """
    verrouiller(version.cooperative_id)
    if not demande_des_avis(par, version):
        raise OperationRefusee(SANS_DROIT)
    _exiger_la_partie(voulu, de_json(version.contenu))
    _exiger_le_jour(voulu.echeance)
    _exiger_une_fois(version, voulu.courriel)

    demande = DemandeDAvis.objects.create(
        version=version,
        nom=voulu.nom,
        courriel=voulu.courriel,
        question=voulu.question,
        engagements=list(voulu.engagements),
        pieces=list(voulu.pieces),
        echeance=voulu.echeance,
        demandee_par=par,
    )
    courriel = CourrielAExpert.objects.create(demande=demande, palier=DEMANDE)

    transaction.on_commit(partial(envoyer, Q(pk=courriel.pk)))
    return demande


@transaction.atomic
def revoquer(demande_id: int, *, par: User) -> DemandeDAvis:
    """Close every link of a request; done twice, it is done once. An opinion given stays. Raises `OperationRefusee`."""
    demande = _verrouillee(demande_id)
    if not demande_des_avis(par, demande.version):
        raise OperationRefusee(SANS_DROIT)
    if demande.revoquee_le is not None:
        return demande
    if not demande.revocable:
        raise OperationRefusee("Les liens de cette demande ne s’ouvrent plus : son dernier jour est passé.")

    demande.revoquee_le, demande.revoquee_par = timezone.now(), par
    demande.save(update_fields=["revoquee_le", "revoquee_par"])
    return demande


@transaction.atomic
def repondre(jeton: str, texte: str) -> DemandeDAvis:
    """Keep an expert's opinion, or its correction: the first day stays, the last one is kept beside it.

    Raises `LienMort`, asked again once the coop is locked, or `OperationRefusee` for a text that is empty or too long.
    """
    texte = texte.replace("\r\n", "\n").strip()
    if not texte:
        raise OperationRefusee("Écrivez votre avis.", champ="texte")
    if len(texte) > LONGUEUR:
        raise OperationRefusee(f"{LONGUEUR} caractères au plus.", champ="texte")
    lue = demande_du_lien(jeton)
    if lue is None:
        raise LienMort("Ce lien n’ouvre rien.")
    demande = _verrouillee(lue.pk)
    if not demande.revocable:
        raise LienMort("Ce lien n’ouvre rien.")

    if demande.donne_le is None:
        demande.donne_le = timezone.now()
    elif demande.texte != texte:
        demande.corrige_le = timezone.now()
    demande.texte = texte
    demande.save(update_fields=["texte", "donne_le", "corrige_le"])
    return demande


def _verrouillee(demande_id: int) -> DemandeDAvis:
    """The request, once its coop is locked: who answers and who revokes come one after the other."""
    demandes = DemandeDAvis.objects.select_related("version__dossier", "version__cooperative")
    verrouiller(demandes.get(pk=demande_id).version.cooperative_id)
    return demandes.get(pk=demande_id)


def _exiger_la_partie(voulu: AvisVoulu, contenu: ContenuDeDossier) -> None:
    """Refuse what the version does not hold, and a request on nothing. Raises `OperationRefusee`."""
    if not voulu.engagements:
        raise OperationRefusee("Cochez au moins un engagement.", champ="engagements")
    if set(voulu.engagements) - {engagement.cle for engagement in contenu.engagements}:
        raise OperationRefusee("Un engagement coché n’est pas dans ce dossier.", champ="engagements")
    if set(voulu.pieces) - {piece.id for piece in contenu.pieces}:
        raise OperationRefusee("Une pièce cochée n’est pas dans ce dossier.", champ="pieces")


def _exiger_le_jour(echeance: datetime.date) -> None:
    """Refuse a day that has come, and one too far for a link. Raises `OperationRefusee`."""
    aujourdhui = timezone.localdate()
    if echeance <= aujourdhui:
        raise OperationRefusee("Laissez au moins un jour pour répondre.", champ="echeance")
    if echeance > aujourdhui + DELAI_MAXIMUM:
        raise OperationRefusee("Le lien s’ouvre un an au plus : choisissez un jour plus proche.", champ="echeance")


def _exiger_une_fois(version: Version, courriel: str) -> None:
    """Refuse to ask somebody who is asked already. Raises `OperationRefusee`."""
    attendues = DemandeDAvis.objects.filter(version=version, courriel__iexact=courriel, donne_le=None, revoquee_le=None)
    deja = attendues.filter(echeance__gte=timezone.localdate()).first()
    if deja is not None:
        d_ici = en_toutes_lettres(deja.echeance)
        message = f"Un avis est déjà attendu de cette adresse sur cette version, d’ici le {d_ici}."
        raise OperationRefusee(message, champ="courriel")
