"""What a text and its translations say alike: their end date, an event's days. It is written once, in French.

wagtail-localize copies such fields when a translation is published, as they were when it was last brought in step, and
never the end date of a page. A page or a snippet names them in `faits_communs`, beside its end date.
"""

from typing import Any

from wagtail.models import Page
from wagtail.signals import published

from socle.cache import purge
from socle.langues.versions import est_source

FIN = "expire_at"


def partager(instance: Any, **_signal: Any) -> None:
    """Bring the translations of what was published in line with it, or in line with its source what was published."""
    if not instance.live or not hasattr(instance, "faits_communs"):
        return
    if est_source(instance):
        for traduction in instance.get_translations().order_by("pk"):
            _recopier(instance, traduction)
    elif source := _source(instance):
        _recopier(source, instance)


def _source(traduction: Any) -> Any:
    """The French page or snippet that this one translates."""
    return next((autre for autre in traduction.get_translations().select_related("locale") if est_source(autre)), None)


def _recopier(source: Any, traduction: Any) -> None:
    """Write in the translation the facts of its source that differ."""
    champs = [source._meta.get_field(nom).attname for nom in (FIN, *source.faits_communs)]
    differents = {nom: getattr(source, nom) for nom in champs if getattr(source, nom) != getattr(traduction, nom)}
    if not differents:
        return

    for nom, valeur in differents.items():
        setattr(traduction, nom, valeur)

    if isinstance(traduction, Page):
        traduction.save(update_fields=list(differents), clean=False)
        purge.page_changee(traduction)
    else:
        traduction.save(update_fields=list(differents))


published.connect(partager, dispatch_uid="socle.langues.faits_communs")
