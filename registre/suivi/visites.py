"""A visit asked for before its day, and its answer. The visit itself is recorded by the register's own operation."""

import datetime

from django.db import transaction
from django.utils import timezone

from registre.calendrier.echeances import echeances
from registre.delais import Echeance
from registre.dossier.ecriture import AU_REFERENT
from registre.droits import depose_pour_sa_coop
from registre.ecriture.verrous import verrouiller
from registre.etats import Etat, NaturePoint
from registre.models import Candidature, Membre
from registre.operations import OperationRefusee
from registre.operations.ecriture import exiger_calendrier
from registre.suivi import courriels
from registre.suivi.envoi import A_SOI
from registre.suivi.models import DemandeDeVisite, EtatDeLaDemande
from registre.suivi.models.visite import LONGUEUR
from socle.models import User
from socle.templatetags.typographie import en_toutes_lettres

DEJA = "Une demande attend déjà la réponse de la Fédération."
CLOSE = "La visite n’est plus attendue : elle est au registre, ou le comité en a dispensé votre coopérative."
SANS_RAISON = "Dites pourquoi vous souhaitez cette visite avant son échéance."
SANS_QUAND = "Dites quand : un jour, une semaine, une période."
QUAND_MAXIMUM = 200


def visite_attendue(candidature: Candidature) -> Echeance | None:
    """Return the visit that a candidature waits for, None when there is none. Two queries."""
    if candidature.etat != Etat.ADMISSIBLE:
        return None
    dues = (due for due in echeances(candidature) if due.nature == NaturePoint.VISITE and due.attendue)
    return next(dues, None)


@transaction.atomic
def demander(membre: Membre, candidature: Candidature, *, quand: str, raison: str) -> DemandeDeVisite:
    """Ask for the visit before its day, and tell the Federation. Raises `OperationRefusee`."""
    if not depose_pour_sa_coop(membre):
        raise OperationRefusee(AU_REFERENT)
    quand, raison = quand.strip(), _texte(raison, "raison", SANS_RAISON)
    if not quand or len(quand) > QUAND_MAXIMUM:
        raise OperationRefusee(SANS_QUAND if not quand else f"{QUAND_MAXIMUM} caractères au plus.", champ="quand")

    verrouiller(membre.cooperative_id)
    lue = Candidature.objects.select_related("cooperative").get(pk=candidature.pk)
    if visite_attendue(lue) is None:
        raise OperationRefusee(CLOSE)
    if lue.visites_demandees.filter(etat=EtatDeLaDemande.DEMANDEE).exists():
        raise OperationRefusee(DEJA)

    demande = DemandeDeVisite.objects.create(candidature=lue, quand=quand, raison=raison, demandee_par=membre.user)
    courriels.annoncer_la_demande(demande)
    return demande


@transaction.atomic
def repondre(demande_id: int, *, jour: datetime.date | None, reponse: str, par: User) -> DemandeDeVisite:
    """Accept a visit on a day, today or later; without one, refuse it with a reason. Raises `OperationRefusee`."""
    reponse = _texte(reponse, "reponse", "" if jour else "Écrivez pourquoi : la coopérative le lit.")
    if jour is not None:
        exiger_calendrier(jour, champ="jour")
    if jour is not None and jour < timezone.localdate():
        raise OperationRefusee("Ce jour est passé : donnez celui de la visite à venir.", champ="jour")

    candidature = Candidature.objects.get(visites_demandees=demande_id)
    verrouiller(candidature.cooperative_id)
    demande = DemandeDeVisite.objects.select_related("candidature__cooperative").get(pk=demande_id)
    if Membre.objects.filter(cooperative=candidature.cooperative_id, user=par).exists():
        raise OperationRefusee(A_SOI)
    if demande.etat != EtatDeLaDemande.DEMANDEE:
        raise OperationRefusee(f"Cette demande a déjà sa réponse, du {en_toutes_lettres(demande.repondue_le)}.")  # type: ignore[arg-type]

    demande.etat = EtatDeLaDemande.ACCEPTEE if jour else EtatDeLaDemande.REFUSEE
    demande.jour, demande.reponse = jour, reponse
    demande.repondue_le, demande.repondue_par = timezone.now(), par
    demande.save(update_fields=["etat", "jour", "reponse", "repondue_le", "repondue_par"])
    courriels.annoncer_la_reponse(demande)
    return demande


def _texte(texte: str, champ: str, vide: str) -> str:
    """Return what is to be kept. Raises `OperationRefusee` for nothing where something is asked, or for too much."""
    texte = texte.replace("\r\n", "\n").strip()
    if not texte and vide:
        raise OperationRefusee(vide, champ=champ)
    if len(texte) > LONGUEUR:
        raise OperationRefusee(f"C’est trop long : {LONGUEUR} caractères au plus.", champ=champ)
    return texte
