"""An account is opened by its owner, from a link: nobody types another's password.

The link names the account and what its password is today: it dies once a password is chosen, or when another link is
sent. Nothing is stored.
"""

import datetime
from typing import Any

from django.core import signing
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from socle.comptes.delegation import peut_gerer
from socle.courriels import annoncer
from socle.models import User

VALIDITE = datetime.timedelta(days=14)
SEL = "socle.invitation"


def jamais_ouvert(compte: User) -> bool:
    """Whether this account waits for its owner to choose a password."""
    return compte.is_active and not (compte.password and compte.has_usable_password())


def peut_inviter(par: Any, compte: User) -> bool:
    """Whether `par` may send this account its link: who may change it, while it was never opened."""
    return par.has_perm("socle.change_user") and jamais_ouvert(compte) and peut_gerer(par, compte)


def inviter(compte: User, *, par: User) -> None:
    """Send the link by mail once the transaction is sure. A link sent before gives nothing any more."""
    compte.set_unusable_password()
    compte.save(update_fields=["password"])

    adresse = reverse("invitation_de_compte", args=[jeton(compte)])
    contexte = {"compte": compte, "par": par, "adresse": adresse, "expire_le": timezone.localdate() + VALIDITE}
    annoncer("socle/courriels/invitation_de_compte.txt", contexte, [compte.email])


def jeton(compte: User) -> str:
    """Return the signed end of the address sent to this account."""
    return signing.dumps([compte.pk, _marque(compte)], salt=SEL)


def lire_jeton(valeur: str) -> tuple[User, str] | None:
    """Return the account a link was made for, and why it serves no more, empty while it does; None for a forged one."""
    try:
        pk, marque = signing.loads(valeur, salt=SEL)
    except (signing.BadSignature, ValueError, TypeError):
        return None

    compte = User.objects.filter(pk=pk).first()
    if compte is None or not compte.is_active:
        return None
    if not jamais_ouvert(compte):
        return compte, _("Ce lien a déjà servi : votre compte est ouvert. Connectez-vous.")
    if not constant_time_compare(marque, _marque(compte)):
        return compte, _("Un autre lien vous a été envoyé depuis : suivez le dernier reçu.")
    try:
        signing.loads(valeur, salt=SEL, max_age=VALIDITE)
    except signing.SignatureExpired:
        return compte, _("Ce lien ne vaut plus : il valait quatorze jours. Demandez-en un autre à qui vous l’a envoyé.")
    return compte, ""


def _marque(compte: User) -> str:
    """What changes with the account's password or its address."""
    return salted_hmac(SEL, f"{compte.password}{compte.email}", algorithm="sha256").hexdigest()[:32]
