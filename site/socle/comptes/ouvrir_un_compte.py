"""`/compte/invitation/<jeton>/`: the link that opens an account of the Federation or of the committee."""

from allauth.account.forms import SetPasswordForm
from allauth.account.models import EmailAddress
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from socle.cache.durees import reserver
from socle.comptes.invitations import lire_jeton
from socle.models import User


@sensitive_post_parameters("password1", "password2")
@require_http_methods(["GET", "HEAD", "POST"])
def invitation_de_compte(request: HttpRequest, jeton: str) -> HttpResponse:
    """Ask for a password; on POST, keep it and lead to the login, which asks the second factor as ever.

    Raises `Http404` for a link that nobody made.
    """
    lu = lire_jeton(jeton)
    if lu is None:
        raise Http404
    compte, refus = lu
    if refus:
        return _page(request, {"refus": refus}, statut=410)

    formulaire = SetPasswordForm(data=request.POST if request.method == "POST" else None, user=compte)
    if request.method != "POST" or not formulaire.is_valid():
        return _page(request, {"formulaire": formulaire, "compte": compte}, statut=400 if formulaire.errors else 200)

    if not _ouvrir(compte, jeton, formulaire.cleaned_data["password1"]):
        return redirect(request.path)  # sent twice at once: the other answer chose the password
    messages.success(request, _("Votre compte est ouvert. Connectez-vous avec votre mot de passe."))
    return redirect("account_login")


@transaction.atomic
def _ouvrir(compte: User, jeton: str, mot_de_passe: str) -> bool:
    """Keep the password, and that the address is this person's, since the link came there; once."""
    verrouille = User.objects.select_for_update().get(pk=compte.pk)
    lu = lire_jeton(jeton)
    if lu is None or lu[1]:
        return False
    verrouille.set_password(mot_de_passe)
    verrouille.save(update_fields=["password"])
    preuve = {"email": verrouille.email, "verified": True, "primary": True}
    EmailAddress.objects.update_or_create(user=verrouille, defaults=preuve)
    return True


def _page(request: HttpRequest, contexte: dict[str, object], *, statut: int) -> HttpResponse:
    reponse = render(request, "socle/comptes/invitation.html", contexte, status=statut)
    reserver(reponse)
    reponse.headers["X-Robots-Tag"] = "noindex, nofollow"
    reponse.headers["Referrer-Policy"] = "same-origin"
    return reponse
