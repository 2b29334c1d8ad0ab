"""The first button of wagtail-localize's editor, for whoever translates without the right to publish.

Its own is the last action allowed: without "publish", the one that stops the translation.
"""

import json
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.models import Page, TranslatableMixin
from wagtail.snippets.permissions import get_permission_name
from wagtail_localize.models import Translation

from socle.relecture.regle import traduction_active


def peut_publier(compte: Any, objet: Any) -> bool:
    """Tell whether this account may publish this page or snippet, who wrote it set aside."""
    if isinstance(objet, Page):
        return bool(objet.permissions_for_user(compte).can_publish())
    return bool(compte.has_perm(get_permission_name("publish", type(objet))))


def avant_modification(request: HttpRequest, objet: Any) -> HttpResponse | None:
    """Take the first button of whoever may not publish for what it says: the work is finished."""
    if request.method != "POST" or request.POST.get("action") != "publish":
        return None
    traduction = traduction_active(objet) if isinstance(objet, TranslatableMixin) else None
    return terminer(request, traduction) if traduction and not peut_publier(request.user, objet) else None


def terminer(request: HttpRequest, traduction: Translation) -> HttpResponse:
    """Say to a translator that the work is finished and waits for a reviewer, or what is left to do."""
    total, faits = traduction.get_progress()
    if faits < total:
        reste = total - faits
        forme = ngettext(
            "Il reste %(n)s passage à traduire : il est vide ci-dessous.",
            "Il reste %(n)s passages à traduire : ils sont vides ci-dessous.",
            reste,
        )
        message = forme % {"n": reste}
        messages.warning(request, message)
    else:
        message = _(
            "Traduction terminée : elle attend, sur l’accueil du groupe Publication, qui la relira et la publiera."
        )
        messages.success(request, message)

    return redirect(request.path)


@dataclass(frozen=True)
class PremierBouton:
    """What the translation editor is given: `props` for its script, the words of its first button if not its own."""

    props: str
    libelle: str


def premier_bouton(props: str) -> PremierBouton:
    """Give whoever may not publish a first button that says the work is finished."""
    lues = json.loads(props)
    if lues["perms"]["canPublish"]:
        return PremierBouton(props, "")
    lues["perms"]["canPublish"] = True  # what it posts is `terminer`, above: rights are checked there
    return PremierBouton(json.dumps(lues), _("Traduction terminée, à relire : "))
