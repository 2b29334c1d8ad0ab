"""What the admin's own scripts write (counts, keys, places, rich text as JSON), when somebody wrote it otherwise.

Wagtail takes it as it comes, and fails wherever it reads it: letters for a number, a key larger than a column, another
JSON. One refusal in words answers for every view and field of others, those of its next version included.
"""

import logging
from collections.abc import Callable
from traceback import walk_tb
from types import TracebackType

from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import DataError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

journal = logging.getLogger(__name__)

# What reading raises: a number that is none or too large, a name or a key that is not there, JSON of another shape.
ILLISIBLE = (
    *(ValueError, OverflowError, DataError, ValidationError),
    *(LookupError, ObjectDoesNotExist, TypeError, AttributeError),
)
LECTEURS = {"wagtail", "wagtail_localize", "modelcluster", "taggit", "django_filters"}


class SaisieIllisibleMiddleware:
    """Answers 400 in the admin where a view of Wagtail's fails on reading what it was sent.

    A failure in our own code stays a failure, and so does one of a view that was sent nothing. The journal keeps the
    whole of what is answered so: a true fault of Wagtail's would be answered alike, and must be seen.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, erreur: Exception) -> HttpResponse | None:
        """Refuse. The page reads no row: the database may have undone what it was asked."""
        if not request.path_info.startswith(reverse("wagtailadmin_home")) or not isinstance(erreur, ILLISIBLE):
            return None
        recu = request.GET or request.POST or request.content_type == "application/json"
        if not recu or not lu_par_un_autre(erreur.__traceback__):
            return None
        journal.error("What was sent to %s could not be read.", request.path, exc_info=erreur)
        return render(request, "socle/administration/saisie_illisible.html", status=400)


def lu_par_un_autre(trace: TracebackType | None) -> bool:
    """Tell whether the last application at work before the failure was none of ours; Django works for all of them."""
    salles = [apps.get_containing_app_config(str(cadre.f_globals["__name__"])) for cadre, _ligne in walk_tb(trace)]
    au_travail = [salle.name.partition(".")[0] for salle in salles if salle is not None]
    return next((nom in LECTEURS for nom in reversed(au_travail) if nom != "django"), False)
