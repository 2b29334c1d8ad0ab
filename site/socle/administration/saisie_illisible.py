"""What the admin's own scripts write (counts, keys, places, rich text as JSON), when somebody wrote it otherwise.

Wagtail takes it as it comes, and fails wherever it reads it: letters for a number, a key larger than a column, another
JSON. One refusal in words answers for every view and field of others, those of its next version included.
"""

import logging
import sysconfig
from collections.abc import Callable
from pathlib import Path
from traceback import walk_tb
from types import TracebackType
from typing import Any
from urllib.parse import urlsplit

from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.core.paginator import InvalidPage
from django.db import DataError, IntegrityError
from django.db.models import ProtectedError, RestrictedError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse

journal = logging.getLogger(__name__)

# What it raises: a number that is none or too large, a name or a key that is not there or twice, JSON of another shape
# or without a bottom.
ILLISIBLE = (
    *(ValueError, OverflowError, DataError, IntegrityError, ValidationError, RecursionError),
    *(LookupError, ObjectDoesNotExist, InvalidPage, NoReverseMatch, TypeError, AttributeError),
)
DIT_AILLEURS = (ProtectedError, RestrictedError)  # `socle.administration.suppression` says what they protect
LECTEURS = {"wagtail", "wagtail_localize", "modelcluster", "taggit", "django_filters"}
INSTALLE = Path(sysconfig.get_path("purelib"))
SUITE = "next"


class SaisieIllisibleMiddleware:
    """Answers 400 in the admin where a view of Wagtail's fails on reading what it was sent.

    A failure in our own code stays a failure, and so does one of a view that was sent nothing. The journal keeps the
    whole of what is answered so: a true fault of Wagtail's would be answered alike, and must be seen.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_args: Any) -> HttpResponse | None:
        """Refuse, before anything is done, to lead afterwards to what is no address."""
        if not _dans_l_admin(request):
            return None
        suites = [*request.GET.getlist(SUITE), *request.POST.getlist(SUITE)]
        return None if all(map(_est_une_adresse, suites)) else _refuser(request)

    def process_exception(self, request: HttpRequest, erreur: Exception) -> HttpResponse | None:
        """Refuse what could not be read."""
        if not _dans_l_admin(request) or not isinstance(erreur, ILLISIBLE) or isinstance(erreur, DIT_AILLEURS):
            return None
        recu = request.GET or request.method == "POST"
        if not recu or not lu_par_un_autre(erreur.__traceback__):
            return None
        journal.error("What was sent to %s could not be read.", request.path, exc_info=erreur)
        return _refuser(request)


def lu_par_un_autre(trace: TracebackType | None) -> bool:
    """Tell whether, before the failure, a reader of others was at work after our own rooms; the rest works for both."""
    for cadre, _ligne in reversed([*walk_tb(trace)]):
        nom = str(cadre.f_globals["__name__"])
        if nom.partition(".")[0] in LECTEURS:
            return True
        application = apps.get_containing_app_config(nom)
        if application and not Path(application.path).is_relative_to(INSTALLE):
            return False
    return False


def _dans_l_admin(request: HttpRequest) -> bool:
    return request.path_info.startswith(reverse("wagtailadmin_home"))


def _est_une_adresse(texte: str) -> bool:
    """Tell whether this is an address, or nothing; whether it leads elsewhere is Wagtail's own question."""
    try:
        return not texte or texte.startswith("/") or bool(urlsplit(texte).netloc)
    except ValueError:
        return False


def _refuser(request: HttpRequest) -> HttpResponse:
    """Answer 400. The page reads no row: the database may have refused what it was asked."""
    return render(request, "socle/administration/saisie_illisible.html", status=400)
