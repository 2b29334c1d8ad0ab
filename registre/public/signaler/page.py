"""`/registre/…/signaler/`: reporting an error on a coop's page, or a label's; then the reference of the report."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from registre.models import Cooperative, Label
from registre.public.rendu import rendre
from registre.public.signaler.formulaire import FormulaireDeSignalement
from registre.signalements.models import ReglagesDesSignalements, SignalementDErreur
from registre.signalements.operations import DejaEnvoye, Signale, adresse_signalee, signaler
from socle.affluence.debit import compter
from socle.affluence.refus import TropDeDemandes
from socle.textes.saisie import nettoyer

ENVOIS_PAR_MINUTE = 5
RECEPISSE = signing.Signer(sep="~", salt="registre.public.signaler.recu")


@dataclass(frozen=True)
class PageSignalee:
    """The page that a report is about: a coop's, or a label's."""

    cooperative: Cooperative
    numero: str = ""

    @property
    def nom(self) -> str:
        """What the page is called."""
        return self.numero or str(self.cooperative)

    @property
    def adresse(self) -> str:
        """The path where it is read."""
        if self.numero:
            return reverse("registre:label", args=[self.numero])
        return reverse("registre:cooperative", args=[self.cooperative.slug])


Vue = Callable[..., HttpResponse]


def formulaire_public(vue: Vue) -> Vue:
    """Decorate a view: the form is nobody's own, and kept by no cache, since it says when it was given.

    No CSRF token, which would set a cookie on a page of the register: this POST reads no session and does what anybody
    may do. What is sent is cleaned here, as the middleware does where there is one.
    """

    @wraps(vue)
    def publique(request: HttpRequest, *args: str, **kwargs: str) -> HttpResponse:
        reponse = vue(request, *args, **kwargs)
        reponse.headers["X-Robots-Tag"] = "noindex"
        return reponse

    return csrf_exempt(never_cache(require_http_methods(["GET", "HEAD", "POST"])(publique)))


@formulaire_public
def sur_une_cooperative(request: HttpRequest, slug: str) -> HttpResponse:
    """Report an error on a coop's page; at a slug it has left, lead to today's. Raises `Http404`."""
    cooperative = Cooperative.objects.filter(slug=slug).first()
    if cooperative is None:
        partie = get_object_or_404(Cooperative, anciennes_adresses__slug=slug)
        return redirect("registre:signaler", slug=partie.slug)
    return _repondre(request, PageSignalee(cooperative))


@formulaire_public
def sur_un_label(request: HttpRequest, numero: str) -> HttpResponse:
    """Report an error on a label's page, an annulled number's too. A number nobody ever had is a 404 that says so."""
    if numero != numero.upper():
        return redirect(reverse("registre:signaler_label", args=[numero.upper()]), permanent=True)
    label = Label.tous.select_related("cooperative").filter(numero=numero).first()
    if label is None:
        return render(request, "registre/label_inconnu.html", {"numero": numero}, status=404)
    return _repondre(request, PageSignalee(label.cooperative, label.numero))


@never_cache
@require_safe
def recu(request: HttpRequest, recepisse: str) -> HttpResponse:
    """Say what was received and by when it is answered. Raises `Http404` for an address that we did not give."""
    try:
        cle = int(RECEPISSE.unsign(recepisse))
    except signing.BadSignature as erreur:
        raise Http404 from erreur

    signalement = get_object_or_404(SignalementDErreur.objects.select_related("cooperative"), pk=cle)
    delai = ReglagesDesSignalements.lus().delai_de_reponse_jours
    contexte = {
        "signalement": signalement,
        "echeance": signalement.echeance(delai),
        "retour": adresse_signalee(signalement),
    }

    titre, description = _("Signalement reçu"), _("La référence d’une erreur signalée au registre.")
    gabarit, aujourdhui = "registre/signalement_recu.html", timezone.localdate()
    reponse = rendre(request, gabarit, contexte, au=aujourdhui, titre=titre, description=description)
    reponse.headers["X-Robots-Tag"] = "noindex"

    return reponse


def _repondre(request: HttpRequest, page: PageSignalee) -> HttpResponse:
    """Show the form; on POST, keep the report and lead to its reference, or say what is wrong and lose no word."""
    reglages = ReglagesDesSignalements.lus()
    if request.method != "POST":
        vierge = FormulaireDeSignalement(conservation_mois=reglages.conservation_mois)
        return _montrer(request, page, vierge, reglages)

    formulaire = FormulaireDeSignalement(nettoyer(request.POST), conservation_mois=reglages.conservation_mois)
    if not formulaire.is_valid():
        return _montrer(request, page, formulaire, reglages, statut=400)

    try:
        compter(request, "signalements", par_minute=ENVOIS_PAR_MINUTE)
        signalement = signaler(_signale(page, formulaire), formulaire=formulaire.numero)
    except TropDeDemandes as trop:
        return _trop(request, page, formulaire, reglages, trop.attente)
    except DejaEnvoye as refus:
        formulaire.renouveler()
        formulaire.add_error(None, refus.messages)
        return _montrer(request, page, formulaire, reglages, statut=409)

    return redirect("registre:signalement_recu", recepisse=RECEPISSE.sign(str(signalement.pk)))


def _signale(page: PageSignalee, formulaire: FormulaireDeSignalement) -> Signale:
    """What was typed, as the model keeps it."""
    ecrit = formulaire.instance
    return Signale(page.cooperative.pk, page.numero, faux=ecrit.faux, juste=ecrit.juste, courriel=ecrit.courriel)


def _trop(
    request: HttpRequest,
    page: PageSignalee,
    formulaire: FormulaireDeSignalement,
    reglages: ReglagesDesSignalements,
    attente: int,
) -> HttpResponse:
    """Ask to come back in so many seconds, with what was typed."""
    message = _("Trop de signalements viennent d’ici : envoyez-le encore dans %(n)s secondes. Rien n’est perdu.")
    formulaire.add_error(None, message % {"n": attente})
    reponse = _montrer(request, page, formulaire, reglages, statut=429)
    reponse.headers["Retry-After"] = str(attente)
    return reponse


def _montrer(
    request: HttpRequest,
    page: PageSignalee,
    formulaire: FormulaireDeSignalement,
    reglages: ReglagesDesSignalements,
    *,
    statut: int = 200,
) -> HttpResponse:
    contexte = {
        "formulaire": formulaire,
        "signalee": page,
        "reglages": reglages,
        "demonstration": page.cooperative.demonstration,
    }
    titre = _("Signaler une erreur : %(nom)s") % {"nom": page.nom}
    description = _("Dire à la Fédération ce qui est faux sur une page du registre, sans compte.")

    return rendre(
        request,
        "registre/signaler.html",
        contexte,
        au=timezone.localdate(),
        titre=titre,
        description=description,
        statut_http=statut,
    )
