"""Publishing a translation: what the public will read is shown before it is, whatever the browser can do.

wagtail-localize publishes at the press of a button, which approving a text never does.
"""

import hashlib
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import strip_tags
from wagtail import hooks
from wagtail.models import Page, TranslatableMixin
from wagtail_localize.models import StringTranslation, Translation

from socle.administration.traductions.editeur import attend_un_autre
from socle.relecture.regle import traduction_active, traduction_publiee_le


@dataclass(frozen=True)
class Passage:
    """A piece of text in both languages; `traduit` is empty for one that stays in French."""

    francais: str
    traduit: str


@dataclass(frozen=True)
class ASavoir:
    """What is new in a translation since the public reads it, how many pieces it has, and how many stay in French."""

    nouveaux: tuple[Passage, ...]
    nombre: int
    en_francais: int
    vu: str


APRES_LES_REFUS = -0.5  # and before wagtail-localize, which publishes as soon as it is asked


def declarer() -> None:
    """Have it asked of pages and of snippets."""
    for avant in ("before_edit_page", "before_edit_snippet"):
        hooks.register(avant, avant_modification, order=APRES_LES_REFUS)


def avant_modification(request: HttpRequest, objet: Any) -> HttpResponse | None:
    """Show what will be public, until it is confirmed as it was shown. After the refusals: it may be published."""
    if request.method != "POST" or request.POST.get("action") != "publish":
        return None

    traduction = traduction_active(objet) if isinstance(objet, TranslatableMixin) else None
    if traduction is None or attend_un_autre(request.user, traduction, objet):
        return None

    a_savoir = lire(traduction, objet)
    vu = request.POST.get("vu", "")
    if vu == a_savoir.vu:
        return None

    contexte = {
        "traduction": traduction,
        "objet": objet,
        "a_savoir": a_savoir,
        "perime": bool(vu),
        "adresse": objet.full_url if isinstance(objet, Page) else "",
        "apercu": reverse("wagtail_localize:preview_translation", args=[traduction.pk])
        if isinstance(objet, Page)
        else "",
    }
    return TemplateResponse(request, "socle/administration/publier_une_traduction.html", contexte)


def lire(traduction: Translation, objet: Any) -> ASavoir:
    """Return what publishing this translation of `objet` would bring to the public. Two queries."""
    langue, depuis = traduction.target_locale, traduction_publiee_le(objet)
    segments = traduction.source.stringsegment_set.order_by("order").select_related("string")
    traduits = {
        (traduit.translation_of_id, traduit.context_id): traduit
        for traduit in segments.get_translations(langue).filter(has_error=False)
    }

    lus = [(segment.string.data, traduits.get((segment.string_id, segment.context_id))) for segment in segments]
    empreinte = hashlib.sha256("\n".join(f"{francais}\t{_mots(traduit)}" for francais, traduit in lus).encode())
    return ASavoir(
        nouveaux=tuple(
            Passage(strip_tags(francais), strip_tags(_mots(traduit)))
            for francais, traduit in lus
            if traduit is not None and (depuis is None or traduit.updated_at > depuis)
        ),
        nombre=len(lus),
        en_francais=sum(traduit is None for _francais, traduit in lus),
        vu=empreinte.hexdigest(),
    )


def _mots(traduit: StringTranslation | None) -> str:
    return traduit.data if traduit is not None else ""
