"""Every change of a coop's members, one verb each. The space, the admin and the tests call these and nothing else.

Each locks the coop, runs in one transaction and raises `OperationRefusee` with sentences fit to show.
"""

import datetime
from typing import Any

from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from registre.comptes.cadence import compter_l_envoi, refus_de_cadence
from registre.ecriture import OperationRefusee
from registre.ecriture.verrous import verrouiller
from registre.models import Cooperative, Invitation, Membre, Role
from socle.courriels import annoncer
from socle.models import User

VALIDITE = datetime.timedelta(days=14)
SEL = "registre.invitation"


def peut_gerer(user: Any, cooperative: Cooperative) -> bool:
    """Whether this account decides who is a member of the coop: its référent, or the Federation."""
    if not user.is_authenticated:
        return False
    if user.has_perm("registre.change_membre"):
        return True
    return Membre.objects.filter(user=user, cooperative=cooperative, role=Role.REFERENT).exists()


def jeton(invitation: Invitation) -> str:
    """Return the signed end of an invitation's address: it names the invitation and its e-mail."""
    return signing.dumps([invitation.pk, invitation.courriel], salt=SEL)


def lire_jeton(valeur: str) -> Invitation | None:
    """Return the invitation this link was made for, None when nobody made it or it was cancelled since."""
    try:
        pk, courriel = signing.loads(valeur, salt=SEL)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    invitations = Invitation.objects.select_related("cooperative", "utilisee_par")
    return invitations.filter(pk=pk, courriel=courriel).first()


@transaction.atomic
def inviter(cooperative_id: int, *, courriel: str, role: str, par: User) -> Invitation:
    """Invite an address to join the coop, by mail. Inviting it again sends a new link and voids the one before.

    Raises `OperationRefusee` when `par` may not, when the address is a member's already, or when too many left today.
    """
    cooperative = verrouiller(cooperative_id)

    _exiger_gestion(par, cooperative)
    adresse = courriel.strip().lower()
    if refus := refus_d_invitation(cooperative, adresse) or refus_de_cadence(cooperative.pk, adresse, par.pk):
        raise OperationRefusee(refus)

    Invitation.objects.filter(cooperative=cooperative, courriel__iexact=adresse, utilisee_le__isnull=True).delete()
    maintenant = timezone.now()
    invitation = Invitation.objects.create(
        cooperative=cooperative,
        courriel=adresse,
        role=role,
        invitee_par=par,
        envoyee_le=maintenant,
        expire_le=maintenant + VALIDITE,
    )
    contexte = {"invitation": invitation, "adresse": reverse("espace:invitation", args=[jeton(invitation)])}

    annoncer("registre/courriels/invitation.txt", contexte, [adresse])
    compter_l_envoi(cooperative.pk, adresse, par.pk)

    return invitation


def refus_d_invitation(cooperative: Cooperative, courriel: str) -> str:
    """Return why this address cannot be invited there today, empty when it can."""
    if not cooperative.active(timezone.localdate()):
        return f"{cooperative} n’est plus membre de la Fédération : personne n’y est invité."
    if Membre.objects.filter(cooperative=cooperative, user__email__iexact=courriel.strip()).exists():
        return f"{courriel} est déjà membre de {cooperative}."
    return ""


@transaction.atomic
def accepter(invitation_id: int, *, user: User) -> Membre:
    """Make the invited account a member, once. Raises `OperationRefusee`: used, expired, or for someone else."""
    cooperative_id = Invitation.objects.values_list("cooperative_id", flat=True).get(pk=invitation_id)
    cooperative = verrouiller(cooperative_id)
    invitation = Invitation.objects.get(pk=invitation_id)
    maintenant = timezone.now()
    if refus := refus_d_acceptation(invitation, maintenant):
        raise OperationRefusee(refus)
    if user.email.lower() != invitation.courriel.lower():
        raise OperationRefusee("Cette invitation est adressée à une autre personne : votre compte a une autre adresse.")

    membre, cree = Membre.objects.get_or_create(
        user=user, cooperative=cooperative, defaults={"role": invitation.role, "depuis": timezone.localdate()}
    )
    if not cree:
        raise OperationRefusee(f"Vous êtes déjà membre de {cooperative}.")

    invitation.utilisee_le, invitation.utilisee_par = maintenant, user

    invitation.save(update_fields=["utilisee_le", "utilisee_par"])
    return membre


def refus_d_acceptation(invitation: Invitation, maintenant: datetime.datetime) -> str:
    """Return why this invitation no longer works, empty when it does."""
    if invitation.utilisee_le:
        jour = timezone.localtime(invitation.utilisee_le)
        return f"Cette invitation a déjà servi, le {jour:%d/%m/%Y} : un lien ne sert qu’une fois."
    if invitation.expiree(maintenant):
        jour = timezone.localtime(invitation.expire_le)
        return f"Cette invitation a expiré le {jour:%d/%m/%Y} : demandez-en une nouvelle à la personne qui vous invite."
    if not invitation.cooperative.active(timezone.localdate(maintenant)):
        return f"{invitation.cooperative} n’est plus membre de la Fédération : cette invitation n’a plus d’objet."
    return ""


@transaction.atomic
def retirer(membre_id: int, *, par: User) -> None:
    """End a membership; members may leave by themselves. Raises `OperationRefusee`: not theirs, or last référent."""
    membre = _relire(membre_id)
    if membre.user_id != par.pk:
        _exiger_gestion(par, membre.cooperative)

    _exiger_un_autre_referent(membre, par)
    Invitation.objects.filter(
        cooperative=membre.cooperative, courriel__iexact=membre.user.email, utilisee_le__isnull=True
    ).delete()
    membre.delete()

    if membre.user_id != par.pk:
        annoncer("registre/courriels/retrait.txt", {"membre": membre}, [membre.user.email])


@transaction.atomic
def changer_de_role(membre_id: int, *, role: str, par: User) -> Membre:
    """Make a member référent or contributeur. Raises `OperationRefusee` for who may not, or for the last référent."""
    membre = _relire(membre_id)
    _exiger_gestion(par, membre.cooperative)
    if role not in Role.values:
        raise OperationRefusee("Choisissez un rôle de la liste.")
    if role != Role.REFERENT:
        _exiger_un_autre_referent(membre, par)
    membre.role = role
    membre.save(update_fields=["role"])
    return membre


@transaction.atomic
def annuler_invitation(invitation_id: int, *, par: User) -> None:
    """Void a link that has not served. Raises `OperationRefusee`."""
    invitation = Invitation.objects.select_related("cooperative").get(pk=invitation_id)
    verrouiller(invitation.cooperative_id)
    _exiger_gestion(par, invitation.cooperative)
    if not Invitation.objects.filter(pk=invitation_id, utilisee_le__isnull=True).delete()[0]:
        raise OperationRefusee("Cette invitation a déjà servi : retirez le membre s’il le faut.")


def _relire(membre_id: int) -> Membre:
    cooperative_id = Membre.objects.values_list("cooperative_id", flat=True).get(pk=membre_id)
    verrouiller(cooperative_id)
    return Membre.objects.select_related("cooperative", "user").get(pk=membre_id)


def _exiger_gestion(par: User, cooperative: Cooperative) -> None:
    if not peut_gerer(par, cooperative):
        raise OperationRefusee("Seuls le référent de la coopérative et la Fédération gèrent ses membres.")


def _exiger_un_autre_referent(membre: Membre, par: User) -> None:
    """Keep one référent, unless the Federation decides: someone who left the coop must not keep its keys."""
    autres = Membre.objects.filter(cooperative=membre.cooperative, role=Role.REFERENT).exclude(pk=membre.pk)
    if membre.est_referent and not autres.exists() and not par.has_perm("registre.change_membre"):
        raise OperationRefusee(
            f"{membre.cooperative} n’aurait plus de référent : donnez d’abord ce rôle à une autre personne."
        )
