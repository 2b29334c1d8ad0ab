"""Forms sent without a session: kept when they carry a pass, given back once their author has logged in again.

A form carries a pass: signed, it says whose it is and for which address, for three days, a form left open over a
week-end. Without one nothing is written: the address is open to everybody. Files are not kept.
"""

import datetime
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core import signing
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from socle.conservation import SAISIES_JOURS
from socle.formulaires.saisie import TECHNIQUES, Saisie
from socle.models import SaisieDeposee, User

SEL = "bonnes_pratiques.passe"  # forms open in a browser carry passes of this salt
VALIDITE_DE_PASSE = datetime.timedelta(days=3)
CONSERVATION = datetime.timedelta(days=SAISIES_JOURS)
AUTOMATIQUE = "garder/"
# What a form was read from, kept beside what is typed.
DEPUIS = ("version", "base")


def passe(user: User, adresse: str) -> str:
    """Return the signed pass a form carries: whose it is, and for which address."""
    return signing.dumps([user.pk, adresse], salt=SEL)


def deposer(request: HttpRequest, adresse: str) -> bool:
    """Keep a form sent without a session, if it carries a pass made for this address. Return whether it was kept."""
    try:
        auteur_id, pour = signing.loads(request.POST.get("passe", ""), salt=SEL, max_age=VALIDITE_DE_PASSE)
    except (signing.BadSignature, ValueError, TypeError):
        return False

    saisie = Saisie.du_formulaire(request)
    if pour != adresse or saisie.trop_longue or not User.objects.filter(pk=auteur_id, is_active=True).exists():
        return False

    SaisieDeposee.objects.filter(deposee_le__lt=timezone.now() - CONSERVATION).delete()
    depuis = {nom: [request.POST.get(nom, "")] for nom in DEPUIS}
    SaisieDeposee.objects.update_or_create(
        auteur_id=auteur_id, adresse=adresse, defaults={"donnees": saisie.donnees | depuis}
    )
    return True


def depot_de(user: User, adresse: str) -> SaisieDeposee | None:
    """Return what this account sent to this address without a session, None when nothing waits for it."""
    return SaisieDeposee.objects.filter(auteur=user, adresse=adresse).first()


def saisie_de(depot: SaisieDeposee) -> Saisie:
    """Return what was typed in a form kept so."""
    return Saisie({nom: valeurs for nom, valeurs in depot.donnees.items() if nom not in TECHNIQUES})


def sans_perte(
    reserver: Callable[[HttpResponse], HttpResponse],
) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Keep what an expired session sends, before asking to log in again. `reserver` marks the answer as personal."""

    def avec(vue: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(vue)
        def protegee(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method != "POST" or request.user.is_authenticated:
                return vue(request, *args, **kwargs)
            automatique = request.path.endswith(AUTOMATIQUE)
            adresse = request.path.removesuffix(AUTOMATIQUE)
            garde = deposer(request, adresse)
            if automatique:
                return reserver(JsonResponse({"session": False, "garde": garde}, status=401))
            return reserver(redirect_to_login(adresse))

        return protegee

    return avec
