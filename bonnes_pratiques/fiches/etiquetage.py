"""Merging tags: every sheet follows, published or drafted, and no version of a sheet loses its tag."""

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q, TextField
from django.db.models.functions import Cast
from wagtail.log_actions import log
from wagtail.models import Revision
from wagtail.search import index

from bonnes_pratiques.bibliotheque.projection import projeter
from bonnes_pratiques.bibliotheque.recherche import FICHES
from bonnes_pratiques.fiches.journal import FUSIONNER
from bonnes_pratiques.models import Etiquette, EtiquetteDeFiche, FichePratique
from socle.recherche.suivi import a_reindexer

POSEES = "etiquettes_posees"


@transaction.atomic
def fusionner(garde: Etiquette, autres: Iterable[Etiquette], *, par: Any) -> int:
    """Put `garde` on every sheet that bears one of `autres`, delete those, and return how many sheets followed.

    Drafts and past versions follow too: they name their tags by id. Journaled on `garde`, by `par` (None: nobody).
    """
    demandees = Etiquette.objects.filter(pk__in=[autre.pk for autre in autres]).exclude(pk=garde.pk)
    absorbees = list(demandees.select_for_update().order_by("name"))
    pks = {etiquette.pk for etiquette in absorbees}
    deja = set(EtiquetteDeFiche.objects.filter(tag=garde).values_list("content_object_id", flat=True))

    suivies = set()
    for posee in EtiquetteDeFiche.objects.filter(tag__in=pks).order_by("pk"):
        suivies.add(posee.content_object_id)
        if posee.content_object_id not in deja:
            deja.add(posee.content_object_id)
            posee.tag = garde
            posee.save(update_fields=["tag"])

    suivies |= _reecrire_les_versions(pks, garde.pk)

    Etiquette.objects.filter(pk__in=pks).delete()

    for fiche in FichePratique.objects.filter(pk__in=suivies).order_by("pk"):
        index.insert_or_update_object(fiche)
    projeter(suivies)
    a_reindexer(FICHES, *suivies)
    log(garde, FUSIONNER, user=par, data={"noms": [e.name for e in absorbees], "fiches": len(suivies)})
    return len(suivies)


def etiquettes_en_brouillon() -> set[int]:
    """Return the ids of the tags that some draft bears: no table knows them before the sheet is published."""
    versions = Revision.objects.filter(
        pk__in=FichePratique.objects.filter(has_unpublished_changes=True).values("latest_revision_id")
    )
    return {posee["tag"] for contenu in versions.values_list("content", flat=True) for posee in contenu.get(POSEES, [])}


def _reecrire_les_versions(pks: set[int], garde: int) -> set[int]:
    """Replace the tags of these ids by `garde` in every version of every sheet; return the ids of those sheets."""
    cite = Q(pk__in=[])

    for pk in pks:
        cite |= Q(texte__contains=f'"tag": {pk}')

    touchees = set()
    versions = Revision.objects.filter(base_content_type=_type_de_page()).annotate(texte=Cast("content", TextField()))
    for version in versions.filter(cite).order_by("pk").iterator():
        posees = version.content.get(POSEES, [])
        if not any(posee["tag"] in pks for posee in posees):
            continue
        version.content[POSEES] = _sans_double(posees, pks, garde)
        Revision.objects.filter(pk=version.pk).update(content=version.content)
        touchees.add(int(version.object_id))
    return touchees


def _sans_double(posees: list[dict[str, Any]], pks: set[int], garde: int) -> list[dict[str, Any]]:
    """Return the tags of a version, those of `pks` replaced by `garde`, which stands once."""
    gardees, vue = [], any(posee["tag"] == garde for posee in posees)
    for posee in posees:
        if posee["tag"] not in pks:
            gardees.append(posee)
        elif not vue:
            vue = True
            gardees.append(posee | {"tag": garde})
    return gardees


def _type_de_page() -> ContentType:
    return FichePratique().get_base_content_type()
