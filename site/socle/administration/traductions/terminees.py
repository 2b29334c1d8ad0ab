"""Finished translations: whoever may publish them finds them on their home.

A translation is finished when every string has its English and one of them is newer than the public text. It waits for
a reviewer who wrote none of it: the rule of the review (decisions/0005-relecture.md).
"""

import datetime
from typing import Any

from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from socle.administration.attente import LIGNES, Attente, Partie, TravailEnAttente, modeles_relus, nature

JAMAIS = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)


def terminees_en_attente(attente: Attente) -> list[Partie]:
    """Return what this account may read again and publish. A fixed number of queries."""
    liees = ("source__specific_content_type", "target_locale")
    terminees = list(_terminees(attente.compte).filter(attente.relecteur).select_related(*liees)[:LIGNES])
    cibles = _cibles(terminees)
    lignes = [
        TravailEnAttente(
            titre=str(cible),
            nature=nature(cible),
            langue=terminee.target_locale.get_display_name(),
            adresse=attente.finder.get_edit_url(cible),
            depuis=terminee.traduite_le,
        )
        for terminee in terminees
        if (cible := cibles.get((terminee.source.object_id, terminee.target_locale_id))) is not None
    ]

    return [Partie(_("Traductions terminées, à relire et publier"), lignes)]


def _terminees(compte: Any) -> QuerySet[Any]:
    """The translations in step with a public text, every string written, some since they were last published, none of
    those by this account; the oldest first, with `traduite_le`."""
    ecrites = StringTranslation.objects.order_by().filter(
        locale=OuterRef("target_locale"), context__object=OuterRef("source__object")
    )
    derniere = ecrites.values("locale").annotate(le=Max("updated_at")).values("le")
    miennes = ecrites.filter(last_translated_by=compte, updated_at__gt=OuterRef("publiee_le"))

    return (
        Translation.objects.filter(_source_publique(), ~Exists(_passages_vides()), enabled=True)
        .annotate(publiee_le=_publiee_le(), traduite_le=Subquery(derniere))
        .filter(~Exists(miennes), traduite_le__gt=F("publiee_le"))
        .order_by("traduite_le", "pk")
    )


def _passages_vides() -> QuerySet[StringSegment]:
    """The strings of the outer translation's source that nobody translated."""
    traduits = StringTranslation.objects.filter(
        translation_of=OuterRef("string"),
        context=OuterRef("context"),
        locale=OuterRef(OuterRef("target_locale")),
        has_error=False,
    )
    return StringSegment.objects.order_by().filter(~Exists(traduits), source=OuterRef("source"))


def _source_publique() -> Q:
    """Condition on translations: their source is public."""
    publique = Q(pk__in=[])
    for modele in modeles_relus():
        cle = {"translation_key": OuterRef("source__object_id"), "locale": OuterRef("source__locale")}
        publique |= Q(Exists(modele.objects.order_by().filter(**cle, live=True)))
    return publique


def _publiee_le() -> Coalesce:
    """When the outer translation was last published; long ago when it never was."""
    cle = {"translation_key": OuterRef("source__object_id"), "locale": OuterRef("target_locale")}
    cibles = [modele.objects.order_by().filter(**cle) for modele in modeles_relus()]
    jours = [Subquery(cible.values("last_published_at")[:1]) for cible in cibles]
    return Coalesce(*jours, Value(JAMAIS))


def _cibles(terminees: list[Any]) -> dict[tuple[Any, int], Any]:
    """The pages and snippets these translations write, by translation key and language. One query for each model
    that there is one of."""
    cles = [terminee.source.object_id for terminee in terminees]
    leurs = {terminee.source.specific_content_type.model_class() for terminee in terminees}
    return {
        (objet.translation_key, objet.locale_id): objet
        for modele in modeles_relus()
        if any(issubclass(lui, modele) for lui in leurs)
        for objet in modele.objects.filter(translation_key__in=cles).order_by("pk")
    }
