"""Sending a point, once; and sending it back, with a reason. The register changes by its own operations only."""

from django.db import transaction
from django.utils import timezone

from registre.dossier.contenu import empreinte
from registre.dossier.ecriture import AU_REFERENT
from registre.droits import depose_pour_sa_coop
from registre.ecriture.verrous import verrouiller
from registre.models import Candidature, Membre
from registre.operations import OperationRefusee
from registre.suivi import courriels
from registre.suivi.contenu import PieceDite, en_json, manques_de
from registre.suivi.ecriture import Cle, ouvert
from registre.suivi.formulaires import contenu_du_point, formulaire_du_point
from registre.suivi.indicateurs import indicateurs_a_suivre
from registre.suivi.models import EtatDuPoint, PieceDePoint, PointDeCooperative
from registre.suivi.models.point import LONGUEUR
from socle.formulaires.saisie import Saisie
from socle.models import User

RIEN = "Rien n’est encore écrit de ce point."
A_SOI = "Vous êtes membre de cette coopérative : une autre personne s’en charge."
SANS_MOTIF = "Écrivez pourquoi : la coopérative le lit et reprend son point."


def pieces_dites(point: PointDeCooperative) -> tuple[PieceDite, ...]:
    """Return the files of a point, in the order they came."""
    lues = PieceDePoint.objects.filter(point=point).order_by("pk")
    return tuple(PieceDite(piece.nom, piece.taille, piece.empreinte) for piece in lues)


@transaction.atomic
def envoyer(membre: Membre, cle: Cle, *, version: int) -> PointDeCooperative:
    """Freeze the draft of this version and tell the Federation. Raises `OperationRefusee` with all that it lacks."""
    if not depose_pour_sa_coop(membre):
        raise OperationRefusee(AU_REFERENT)
    point = ouvert(membre, cle)
    brouillon = point.dernier if point.commence else None
    if brouillon is None or brouillon.version != version:
        raise OperationRefusee(RIEN if brouillon is None else "Ce point a changé : relisez-le, puis envoyez-le.")

    formulaire = formulaire_du_point(Saisie(brouillon.donnees), indicateurs_a_suivre(point.candidature))
    contenu = contenu_du_point(formulaire, pieces_dites(brouillon))
    if lacunes := [manque.texte for manque in (*formulaire.fautes(), *manques_de(contenu))]:
        raise OperationRefusee(*lacunes)

    brouillon.etat, brouillon.envoye_le, brouillon.envoye_par = EtatDuPoint.ENVOYE, timezone.now(), membre.user
    brouillon.contenu = en_json(contenu)
    brouillon.empreinte = empreinte(brouillon.contenu)
    brouillon.save()
    courriels.accuser_reception(brouillon)

    return brouillon


@transaction.atomic
def renvoyer(point_id: int, *, motif: str, par: User) -> PointDeCooperative:
    """Send a point back to its coop, which tells it anew from what it had written. Raises `OperationRefusee`."""
    motif = motif.replace("\r\n", "\n").strip()
    if not motif:
        raise OperationRefusee(SANS_MOTIF, champ="motif")
    if len(motif) > LONGUEUR:
        raise OperationRefusee(f"C’est trop long : {LONGUEUR} caractères au plus.", champ="motif")

    point = _recu(point_id, par)
    point.etat, point.motif, point.renvoye_le, point.renvoye_par = EtatDuPoint.RENVOYE, motif, timezone.now(), par
    point.save(update_fields=["etat", "motif", "renvoye_le", "renvoye_par"])
    courriels.annoncer_le_renvoi(point)

    return point


def _recu(point_id: int, par: User) -> PointDeCooperative:
    """Return a point that waits for the Federation, its coop locked. Raises `OperationRefusee`."""
    candidature = Candidature.objects.get(points_envoyes=point_id)
    verrouiller(candidature.cooperative_id)
    if Membre.objects.filter(cooperative=candidature.cooperative_id, user=par).exists():
        raise OperationRefusee(A_SOI)

    attendus = PointDeCooperative.objects.a_consigner().select_related("candidature__cooperative")
    point = attendus.filter(pk=point_id).first()
    if point is None:
        raise OperationRefusee("Ce point n’attend plus : il est consigné, ou déjà renvoyé à la coopérative.")
    return point
