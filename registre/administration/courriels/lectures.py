"""The way from a reminder to a member of the committee to the session that it is about."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from registre.administration.comite.actes import adresse_de
from registre.comite.droits import prepare
from registre.rappels.models import RappelDeLecture


def rappel_de_lecture(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead to the session that a reminder is about. Raises `PermissionDenied`, `Http404`."""
    if not prepare(request.user):
        raise PermissionDenied
    return redirect(adresse_de(get_object_or_404(RappelDeLecture, pk=pk).seance_id) + "#rappels-de-lecture")
