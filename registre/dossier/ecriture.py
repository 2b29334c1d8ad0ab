"""Every write to a dossier while it is prepared: begin, keep a step, change of edition, withdraw.

Each locks the dossier, runs in one transaction and raises `OperationRefusee` with sentences fit to show.
"""

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from raison_detre.models import Referentiel
from registre.dossier.etapes import ENGAGEMENTS
from registre.dossier.models import DossierDeCandidature, EtapeDuDossier, EtatDuDossier
from registre.dossier.renouvellement.ouverture import ouverture
from registre.dossier.renouvellement.reprise import reprises
from registre.dossier.situation import SituationDuDossier, situation_de, situation_du
from registre.droits import depose_pour_sa_coop
from registre.ecriture.verrous import verrouiller
from registre.journal.connu import histoire
from registre.journal.histoire import Histoire
from registre.models import Membre
from registre.operations import OperationRefusee
from socle.formulaires.saisie import Saisie
from socle.models import User

FERME = "Ce dossier est déposé : ce que vous écrivez ici n’est plus gardé."
CHOIX_FERME = "Les engagements choisis ne changent plus après le dépôt : seul ce qui est dit de chacun se complète."
AU_REFERENT = "Seul un référent de la coopérative le peut."


class EcritAilleurs(Exception):
    """The step was written from elsewhere since this form was read. `etape` is what it holds now."""

    def __init__(self, etape: EtapeDuDossier) -> None:
        super().__init__("step written from elsewhere")
        self.etape = etape


@transaction.atomic
def commencer(membre: Membre) -> DossierDeCandidature:
    """Begin a dossier, or return the one there is: whoever comes back finds it.

    The renewal of a label begins filled with the cycle before. Raises `OperationRefusee`, which says when it opens.
    """
    cooperative = verrouiller(membre.cooperative_id)
    situation = situation_de(cooperative)
    if situation is not None and not situation.close:
        return situation.dossier

    au = timezone.localdate()
    edition = Referentiel.objects.en_vigueur(au)
    if edition is None:
        raise OperationRefusee("Aucune édition de la Raison d’être n’est en vigueur : rien ne peut encore être déposé.")
    permise = ouverture(histoire(cooperative.pk) or Histoire(), au)
    if permise.refus:
        raise OperationRefusee(permise.refus)

    dossier = DossierDeCandidature.objects.create(cooperative=cooperative, edition=edition, commence_par=membre.user)
    for nom, saisie in reprises(dossier, au):
        EtapeDuDossier.objects.create(dossier=dossier, nom=nom, donnees=saisie.donnees, modifiee_par=membre.user)
    return dossier


@transaction.atomic
def garder(dossier_id: int, nom: str, saisie: Saisie, *, version: int, par: User) -> EtapeDuDossier:
    """Keep a step as it is typed, valid or not; `version` is the one its form was read from, 0 for none.

    Raises `EcritAilleurs`, nothing written, when somebody wrote since; `OperationRefusee` when it is closed.
    """
    situation = ouvert(dossier_id)
    if nom == ENGAGEMENTS and situation.candidature is not None:
        raise OperationRefusee(CHOIX_FERME)

    existante = EtapeDuDossier.objects.filter(dossier=dossier_id, nom=nom).select_related("modifiee_par").first()
    if existante is None:
        return EtapeDuDossier.objects.create(
            dossier_id=dossier_id, nom=nom, donnees=saisie.donnees, version=version + 1, modifiee_par=par
        )
    if existante.donnees == saisie.donnees:
        return existante
    if existante.version != version:
        raise EcritAilleurs(existante)

    existante.donnees, existante.version = saisie.donnees, existante.version + 1
    existante.modifiee_le, existante.modifiee_par = timezone.now(), par
    existante.save()

    return existante


@transaction.atomic
def choisir(dossier_id: int, cles: Collection[str], *, par: User) -> None:
    """Carry a choice of engagements into the dossier, in place of the one it has. Raises `OperationRefusee`."""
    lue = EtapeDuDossier.objects.filter(dossier=dossier_id, nom=ENGAGEMENTS).first()
    garder(dossier_id, ENGAGEMENTS, Saisie({"engagements": [*cles]}), version=lue.version if lue else 0, par=par)


@transaction.atomic
def changer_d_edition(dossier_id: int) -> DossierDeCandidature:
    """Prepare the dossier under the edition in force: keys of engagements are the same from one to the next.

    Raises `OperationRefusee` once it is filed: it is judged by the edition it was filed under.
    """
    dossier = ouvert(dossier_id).dossier
    edition = Referentiel.objects.en_vigueur(timezone.localdate())
    if edition is None or dossier.etat != EtatDuDossier.EN_PREPARATION:
        raise OperationRefusee("Un dossier déposé reste jugé par l’édition de son dépôt.")

    dossier.edition = edition
    dossier.save(update_fields=["edition"])
    return dossier


@transaction.atomic
def retirer(dossier_id: int, *, membre: Membre) -> None:
    """Withdraw a dossier that was not filed: it is kept, and another may be begun. Raises `OperationRefusee`."""
    if not depose_pour_sa_coop(membre):
        raise OperationRefusee(AU_REFERENT)
    dossier = ouvert(dossier_id).dossier
    if dossier.etat != EtatDuDossier.EN_PREPARATION:
        raise OperationRefusee("Ce dossier est déposé : demandez à la Fédération d’abandonner la candidature.")

    dossier.etat, dossier.retire_le = EtatDuDossier.RETIRE, timezone.now()
    dossier.save(update_fields=["etat", "retire_le"])


def ouvert(dossier_id: int) -> SituationDuDossier:
    """Lock a dossier and return where it stands. Raises `OperationRefusee` when nobody may write in it."""
    verrouilles = DossierDeCandidature.objects.select_for_update(of=("self",)).select_related("cooperative", "edition")
    situation = situation_du(verrouilles.get(pk=dossier_id))
    if not situation.modifiable:
        raise OperationRefusee(FERME)
    return situation
