"""What one press of a button does of a session: agenda filled, sent, moved; interests declared; minutes locked."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from registre.administration.comite.seance import exiger_de_suivre
from registre.comite import conflits, ordre_du_jour, proces_verbal, tenue
from registre.comite.acces import suit_la_seance
from registre.comite.droits import decide, prepare
from registre.comite.models import PointALOrdreDuJour
from registre.models import SeanceComite
from registre.operations import OperationRefusee

Acte = tuple[Callable[[Any], bool], Callable[[int, Any], str]]


def adresse_de(seance_id: int) -> str:
    """Return the address of a session's page."""
    return reverse("wagtailsnippets_registre_seancecomite:inspect", args=[seance_id])


def _remplir(seance_id: int, par: Any) -> str:
    n = ordre_du_jour.remplir(seance_id, par=par)
    if n == 0:
        return "Rien de plus n’est prêt\u00a0: l’ordre du jour reste tel quel."
    return f"{n} points ajoutés à l’ordre du jour." if n > 1 else "Un point ajouté à l’ordre du jour."


def _envoyer(seance_id: int, par: Any) -> str:
    n = tenue.envoyer(seance_id, par=par)
    return f"L’ordre du jour part à {n} membres." if n > 1 else "L’ordre du jour part à un membre."


def _verrouiller(seance_id: int, par: Any) -> str:
    proces_verbal.verrouiller_le_proces_verbal(seance_id, par=par)
    return "Le procès-verbal est verrouillé\u00a0: il ne change plus."


SUR_SEANCE: dict[str, Acte] = {
    "remplir": (prepare, _remplir),
    "envoyer": (prepare, _envoyer),
    "verrouiller": (decide, _verrouiller),
}


@require_POST
def seance_view(request: HttpRequest, pk: int, acte: str) -> HttpResponse:
    """Do this of a session, say so, and come back to it. Raises `Http404`, `PermissionDenied`."""
    permis, faire = SUR_SEANCE.get(acte, (None, None))
    if permis is None or faire is None:
        raise Http404
    if not permis(request.user):
        raise PermissionDenied
    seance = get_object_or_404(SeanceComite, pk=pk)
    _dire(request, lambda: faire(seance.pk, request.user))
    return redirect(adresse_de(seance.pk))


def _monter(pk: int, par: Any) -> str:
    ordre_du_jour.deplacer(pk, -1, par=par)
    return ""


def _descendre(pk: int, par: Any) -> str:
    ordre_du_jour.deplacer(pk, 1, par=par)
    return ""


def _retirer(pk: int, par: Any) -> str:
    ordre_du_jour.retirer(pk, par=par)
    return "Le point est retiré de l’ordre du jour."


def _declarer(pk: int, par: Any) -> str:
    conflits.declarer(pk, par=par)
    return "Votre conflit d’intérêts est noté\u00a0: vous ne voyez plus la délibération et ne votez pas sur ce point."


def _reprendre(pk: int, par: Any) -> str:
    conflits.retirer_la_declaration(pk, par=par)
    return "Votre déclaration est retirée."


SUR_POINT: dict[str, Callable[[int, Any], str]] = {
    "monter": _monter,
    "descendre": _descendre,
    "retirer": _retirer,
    "declarer": _declarer,
    "reprendre": _reprendre,
}
DES_MEMBRES = frozenset({"declarer", "reprendre"})


@require_POST
def point_view(request: HttpRequest, pk: int, acte: str) -> HttpResponse:
    """Do this of a point, and come back to it. Raises `Http404`, `PermissionDenied`."""
    faire = SUR_POINT.get(acte)
    if faire is None:
        raise Http404
    point = get_object_or_404(PointALOrdreDuJour.objects.select_related("seance"), pk=pk)
    if acte in DES_MEMBRES:
        exiger_de_suivre(request.user, point.seance)
    elif not prepare(request.user):
        raise PermissionDenied
    _dire(request, lambda: faire(point.pk, request.user))
    suite = "" if acte == "retirer" or not suit_la_seance(request.user, point.seance) else f"#point-{point.pk}"
    return redirect(adresse_de(point.seance_id) + suite)


def _dire(request: HttpRequest, faire: Callable[[], str]) -> None:
    """Do, and say what was done or why it was not."""
    try:
        if phrase := faire():
            messages.success(request, phrase)
    except OperationRefusee as refus:
        messages.error(request, " ".join(refus.messages))
