"""`/compte/mon-calendrier/`, where one asks for an address of one's own; `/calendrier/<jeton>.ics`, that address."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from registre.espace.acces import personnel, reserver
from registre.espace.calendrier.contenu import evenements_de, vue_de
from socle.comptes.second_facteur import demander, manque_le_second_facteur
from socle.formats.calendriers import repondre_calendrier
from socle.models import AdresseDeCalendrier, User

DONNER, REVOQUER = "donner", "revoquer"


@require_http_methods(["GET", "HEAD", "POST"])
@personnel
def mon_calendrier(request: HttpRequest) -> HttpResponse:
    """Say whether this account has an address; on POST, give a new one, shown this once, or revoke it.

    Whoever shows a second factor to enter the admin shows it here. Raises `Http404` to an account with no calendar:
    neither of the Federation, nor of the committee, nor of a coop.
    """
    compte = get_object_or_404(User, email=request.user.get_username())
    vue = vue_de(compte)
    if vue.rien:
        raise Http404

    if (vue.federation or vue.comite) and manque_le_second_facteur(request):
        return demander(request)

    geste = request.POST.get("geste") if request.method == "POST" else ""
    if geste == REVOQUER:
        AdresseDeCalendrier.objects.filter(user=compte).delete()
        messages.success(request, _("L’adresse est révoquée : elle ne donne plus rien à personne."))
        return redirect("mon_calendrier")

    neuve = ""
    if geste == DONNER:
        chemin = reverse("calendrier_prive", args=[AdresseDeCalendrier.donner(compte)])
        neuve = f"{settings.WAGTAILADMIN_BASE_URL}{chemin}"
    adresse = AdresseDeCalendrier.objects.filter(user=compte).first()
    contexte = {"titre": _("Mon calendrier"), "adresse": adresse, "neuve": neuve, "vue": vue}
    return render(request, "registre/espace/calendrier.html", contexte)


@require_safe
def calendrier_prive(request: HttpRequest, jeton: str) -> HttpResponse:
    """Give the calendar of whoever holds this address. Raises `Http404` for one that is unknown, revoked or of no use.

    No session is read: the address is the key. Nothing keeps the answer.
    """
    adresse = AdresseDeCalendrier.lue(jeton)
    au = timezone.localdate()
    vue = vue_de(adresse.user) if adresse is not None else None
    if vue is None or vue.rien:
        raise Http404

    with translation.override("fr"):
        reponse = repondre_calendrier(evenements_de(vue, au), nom=_("Échéances Quali’Coop"), produit="Échéances")
    reponse.headers["Referrer-Policy"] = "no-referrer"
    return reserver(reponse)
