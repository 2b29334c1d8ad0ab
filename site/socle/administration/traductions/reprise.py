"""Taking up again a translation kept in step, once it was changed by hand: those words go into its memory first.

wagtail-localize writes a translation from its memory alone: what was typed while the step was stopped would be replaced
by the next publication, and nothing would say so.
"""

from typing import Any

from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import TranslatableMixin
from wagtail_localize.models import String, StringTranslation, Translation, TranslationContext

from socle.administration.relecture import refuser
from socle.langues.traduction import TraductionDecaleeError, apparier

REPRENDRE = "localize-restart-translation"


def avant_reprise(request: HttpRequest, objet: Any) -> HttpResponse | None:
    """Keep in memory what was typed by hand; refuse to go on when it no longer has the shape of the French."""
    if request.method != "POST" or REPRENDRE not in request.POST or not isinstance(objet, TranslatableMixin):
        return None

    arretee = Translation.objects.filter(
        source__object_id=objet.translation_key, target_locale=objet.locale_id, enabled=False
    ).first()

    try:
        if arretee is not None:
            retenir(arretee, objet)
    except TraductionDecaleeError:
        message = _(
            "La traduction n’est pas reprise : le texte retouché à la main n’a plus les mêmes passages que le "
            "français, et la prochaine publication l’aurait remplacé. Redonnez-lui la même suite de blocs et de "
            "paragraphes."
        )
        return refuser(request, message, AdminURLFinder(request.user).get_edit_url(objet))

    return None


@transaction.atomic
def retenir(traduction: Translation, objet: Any) -> None:
    """Write the words of the last version of `objet` in the memory of its translation, under whoever saved it.

    Raises `TraductionDecaleeError` when they cannot be matched, piece by piece, to those of its source.
    """
    derniere = objet.get_latest_revision_as_object() if objet.latest_revision_id else objet
    auteur = objet.latest_revision.user if objet.latest_revision_id else None

    for chemin, original, texte in apparier(traduction.source.as_instance(), _textes(traduction, derniere)):
        if texte.data == original.data:
            continue
        StringTranslation.objects.update_or_create(
            translation_of=String.from_value(traduction.source.locale, original),
            locale=traduction.target_locale,
            context=TranslationContext.objects.get(object_id=traduction.source.object_id, path=chemin),
            defaults={
                "data": texte.data,
                "translation_type": "manual",
                "last_translated_by": auteur,
                "has_error": False,
            },
        )


def _textes(traduction: Translation, objet: Any) -> dict[str, Any]:
    """The values of its own translated fields; child rows are matched by their source, and stay as they are."""
    chemins = traduction.source.stringsegment_set.order_by().values_list("context__path", flat=True)
    noms = {chemin.split(".", 1)[0] for chemin in chemins}
    champs = [champ for champ in objet._meta.get_fields() if champ.name in noms and isinstance(champ, models.Field)]
    return {champ.name: getattr(objet, champ.name) for champ in champs}
