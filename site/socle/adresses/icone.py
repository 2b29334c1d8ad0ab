"""The icon, for those who ask for it at the root without reading the page: feed readers, old browsers."""

from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import redirect
from django.templatetags.static import static


def favicon(request: HttpRequest) -> HttpResponseRedirect:
    """Lead to the icon among the static files, where it is cached for ever."""
    return redirect(static("socle/icone.ico"))
