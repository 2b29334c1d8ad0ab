"""A person's data, read and taken away: by the person, from their account; by who manages accounts, from the admin."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from wagtail.admin.widgets.button import Button

from socle.comptes.delegation import peut_gerer
from socle.models import User
from socle.personnes.export import en_texte, exporter

ADRESSE_ADMIN = "donnees_d_un_compte"
FORMATS = ("json", "txt")


@never_cache
@require_safe
@login_required
def mes_donnees(request: HttpRequest) -> HttpResponse:
    """Show what the site holds of this account, or give it as a file."""
    donnees = exporter(get_object_or_404(User, email=request.user.get_username()))
    if request.GET.get("format") in FORMATS:
        return _fichier(donnees, request.GET["format"])
    return render(request, "socle/personnes/mes_donnees.html", {"texte": en_texte(donnees), "titre": _("Mes données")})


@never_cache
@require_safe
def donnees_d_un_compte(request: HttpRequest, pk: int) -> HttpResponse:
    """Give what the site holds of an account, as a file. Raises `PermissionDenied` to who may not manage it."""
    if not request.user.has_perm("socle.change_user"):
        raise PermissionDenied
    compte = get_object_or_404(User, pk=pk)
    if not peut_gerer(request.user, compte):
        raise PermissionDenied

    return _fichier(exporter(compte), "txt" if request.GET.get("format") == "txt" else "json")


def _fichier(donnees: dict[str, Any], format_voulu: str) -> HttpResponse:
    """The data as a file to keep; its name says nothing of the person."""
    reponse: HttpResponse
    if format_voulu == "json":
        reponse = JsonResponse(donnees, json_dumps_params={"ensure_ascii": False, "indent": 2})
    else:
        reponse = HttpResponse(en_texte(donnees), content_type="text/plain; charset=utf-8")
    reponse.headers["Content-Disposition"] = f'attachment; filename="donnees-du-compte.{format_voulu}"'
    return reponse


def adresses() -> list[URLPattern]:
    """Return the address of the admin."""
    return [path("comptes/<int:pk>/donnees/", donnees_d_un_compte, name=ADRESSE_ADMIN)]


def boutons(user: User, request_user: User) -> list[Button]:
    """Offer the two files in the list of accounts, to who may manage this one."""
    if not request_user.has_perm("socle.change_user") or not peut_gerer(request_user, user):
        return []
    adresse = reverse(ADRESSE_ADMIN, args=[user.pk])
    return [
        Button(_("Ses données (JSON)"), url=adresse, icon_name="download", priority=60),
        Button(_("Ses données (texte)"), url=f"{adresse}?format=txt", icon_name="download", priority=61),
    ]
