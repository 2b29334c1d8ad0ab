"""`/espace/invitation/<jeton>/`: the link of an invitation. The only way to open an account from outside."""

from allauth.account.models import EmailAddress
from django.contrib import messages
from django.contrib.auth import login
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from registre.comptes import membres
from registre.espace.acces import reserver
from registre.espace.formulaires import FormulaireCompte
from registre.models import Invitation
from registre.operations import OperationRefusee
from socle.models import User

CONNEXION = "socle.comptes.lecture_des_droits.DroitsLusEnUneFois"


@sensitive_post_parameters("mot_de_passe", "confirmation")
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, jeton: str) -> HttpResponse:
    """Show the invitation; on POST, accept it, with a new account when the address has none. Raises `Http404`."""
    invitee = membres.lire_jeton(jeton)
    if invitee is None:
        raise Http404
    if refus := membres.refus_d_acceptation(invitee, timezone.now()):
        return _page(request, invitee, refus=refus, statut=410)

    compte = User.objects.filter(email__iexact=invitee.courriel).first()
    if request.user.is_authenticated:
        return _avec_compte(request, invitee)
    if compte is None:
        return _sans_compte(request, invitee)

    return _page(request, invitee, connexion=f"{reverse('account_login')}?{urlencode({'next': request.path})}")


def _avec_compte(request: HttpRequest, invitee: Invitation) -> HttpResponse:
    """Whoever is logged in accepts with their account, if it is the one invited."""
    personne = User.objects.get(email=request.user.email)  # type: ignore[union-attr] # asked just before
    if personne.email.lower() != invitee.courriel.lower():
        return _page(request, invitee, autre=personne.email, statut=403)
    if request.method != "POST":
        return _page(request, invitee, accepter=True)

    try:
        membre = membres.accepter(invitee.pk, user=personne)
    except OperationRefusee as refus:
        return _page(request, invitee, refus=" ".join(refus.messages), statut=410)

    messages.success(request, f"Bienvenue dans l’espace de {membre.cooperative}.")
    return redirect("espace:accueil", coop=membre.cooperative.slug)


def _sans_compte(request: HttpRequest, invitee: Invitation) -> HttpResponse:
    """Create the account of the invited address, verified by the link itself, and let it in."""
    formulaire = FormulaireCompte(request.POST if request.method == "POST" else None, courriel=invitee.courriel)
    if request.method != "POST" or not formulaire.is_valid():
        return _page(request, invitee, formulaire=formulaire, statut=400 if formulaire.errors else 200)

    try:
        with transaction.atomic():
            personne = formulaire.creer()
            EmailAddress.objects.create(user=personne, email=personne.email, verified=True, primary=True)
            membre = membres.accepter(invitee.pk, user=personne)
    except OperationRefusee as refus:
        return _page(request, invitee, refus=" ".join(refus.messages), statut=410)
    except IntegrityError:  # the form sent twice at once: the other answer made the account
        return redirect(request.path)

    login(request, personne, backend=CONNEXION)
    messages.success(request, f"Votre compte est ouvert. Bienvenue dans l’espace de {membre.cooperative}.")
    return redirect("espace:accueil", coop=membre.cooperative.slug)


def _page(  # noqa: PLR0913 - one keyword per face of the page
    request: HttpRequest,
    invitee: Invitation,
    *,
    refus: str = "",
    connexion: str = "",
    autre: str = "",
    accepter: bool = False,
    formulaire: FormulaireCompte | None = None,
    statut: int = 200,
) -> HttpResponse:
    contexte = {
        "titre": f"Rejoindre {invitee.cooperative}",
        "invitation": invitee,
        "refus": refus,
        "connexion": connexion,
        "autre": autre,
        "accepter": accepter,
        "formulaire": formulaire,
    }

    return reserver(render(request, "registre/espace/invitation.html", contexte, status=statut))
