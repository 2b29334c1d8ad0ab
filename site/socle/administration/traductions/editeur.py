"""The first button of wagtail-localize's editor, for whoever may not publish this translation: somebody else will.

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

from socle.relecture.regle import a_traduit_depuis_la_publication, source_relue, traduction_active


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
    if traduction is None or not attend_un_autre(request.user, traduction, objet):
        return None
    return terminer(request, traduction)


def attend_un_autre(compte: Any, traduction: Translation, objet: Any) -> bool:
    """Tell whether somebody else must publish this translation of `objet`: no right to, or words of one's own in it.

    Superusers keep direct publication, as for every text.
    """
    if compte.is_superuser:
        return False
    return not peut_publier(compte, objet) or a_traduit_depuis_la_publication(traduction, objet, compte)


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
    elif not source_relue(traduction):
        message = _(
            "Traduction terminée : elle attend que son texte français soit relu et public. Synchronisez-la ensuite."
        )
        messages.warning(request, message)
    else:
        message = _(
            "Traduction terminée : elle attend, sur l’accueil du groupe Publication, qu’une autre personne que vous "
            "la relise et la publie."
        )
        messages.success(request, message)

    return redirect(request.path)


@dataclass(frozen=True)
class PremierBouton:
    """What the translation editor is given: `props` for its script, the words of its first button if not its own."""

    props: str
    libelle: str


def premier_bouton(context: Any) -> PremierBouton:
    """Give whoever may not publish a first button that says the work is finished."""
    props, traduction = context["props"], context["translation"]
    if not attend_un_autre(context["request"].user, traduction, context["instance"]):
        return PremierBouton(props, "")
    lues = json.loads(props)
    lues["perms"]["canPublish"] = True  # what it posts is `terminer`, above: rights are checked there
    return PremierBouton(json.dumps(lues), _("Traduction terminée, à relire : "))
