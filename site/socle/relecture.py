"""Who wrote what is not public yet: the question the rules of the review rest on (decisions/0005-relecture.md)."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from wagtail.models import DraftStateMixin, Revision, WorkflowState
from wagtail_localize.models import Translation

CleDObjet = tuple[int, str]

# What a revision holds beside what it says: dates, where it stands, the comments of its readers.
HORS_DU_TEXTE = frozenset(
    {
        *("wagtail_admin_comments", "latest_revision", "latest_revision_created_at", "live_revision", "live"),
        *("first_published_at", "last_published_at", "has_unpublished_changes", "draft_title"),
        *("expired", "locked", "locked_at", "locked_by", "url_path", "path", "numchild"),
    }
)


def auteurs_du_changement(objet: DraftStateMixin) -> frozenset[int]:
    """Return the ids of the accounts who wrote or submitted what is not public yet on this page or snippet."""
    return auteurs_des_changements([objet])[cle(objet)]


def auteurs_des_changements(objets: Iterable[DraftStateMixin]) -> dict[CleDObjet, frozenset[int]]:
    """Return, under the `cle` of each object, who wrote or submitted its pending change. Two queries in all.

    A revision counts when it is newer than the public one; than the last publication, for what is no longer public;
    always, for what never was. One that says what the revision before it said does not: its author left a comment.
    """
    objets_par_cle = {cle(objet): objet for objet in objets}
    auteurs: dict[CleDObjet, set[int]] = {cle: set() for cle in objets_par_cle}
    dits: dict[CleDObjet, dict[str, Any]] = {}
    ecrites = Revision.objects.filter(portant_sur(objets_par_cle)).order_by("created_at", "pk")
    for type_, pk, ecrite_le, auteur, contenu in ecrites.values_list(
        "base_content_type_id", "object_id", "created_at", "user_id", "content"
    ):
        dit = {nom: valeur for nom, valeur in contenu.items() if nom not in HORS_DU_TEXTE}
        change, dits[type_, pk] = dits.get((type_, pk)) != dit, dit
        publiee_le = _publiee_le(objets_par_cle[type_, pk])
        if change and auteur is not None and (publiee_le is None or ecrite_le > publiee_le):
            auteurs[type_, pk].add(auteur)
    demandes = WorkflowState.objects.active().filter(portant_sur(objets_par_cle), requested_by__isnull=False)
    for type_, pk, demandeur in demandes.values_list("base_content_type_id", "object_id", "requested_by_id"):
        auteurs[type_, pk].add(demandeur)
    return {cle: frozenset(comptes) for cle, comptes in auteurs.items()}


def cle(objet: DraftStateMixin) -> CleDObjet:
    """Return what Wagtail's revisions and workflow states call this object: its base content type and its id."""
    return objet.get_base_content_type().pk, str(objet.pk)


def portant_sur(cles: Iterable[CleDObjet]) -> Q:
    """Return the filter of revisions or workflow states about these objects; nothing when there are none."""
    par_type: dict[int, list[str]] = {}
    for type_, pk in cles:
        par_type.setdefault(type_, []).append(pk)
    filtre = Q(pk__in=[])
    for type_, pks in par_type.items():
        filtre |= Q(base_content_type=type_, object_id__in=pks)
    return filtre


def traduction_active(objet: Any) -> Translation | None:
    """Return the translation whose target is this page or snippet, while it is kept in step with its source."""
    return Translation.objects.filter(
        source__object_id=objet.translation_key, target_locale=objet.locale_id, enabled=True
    ).first()


def a_traduit_depuis_la_publication(traduction: Translation, objet: Any, compte: Any) -> bool:
    """Tell whether this account translated something of `objet` that is not public yet."""
    source, langue = traduction.source, traduction.target_locale
    recents = {"last_translated_by": compte}
    if publiee_le := getattr(objet, "last_published_at", None):
        recents["updated_at__gt"] = publiee_le
    return (
        source.stringsegment_set.all().get_translations(langue).filter(**recents).exists()
        or source.overridablesegment_set.all().get_overrides(langue).filter(**recents).exists()
    )


def _publiee_le(objet: DraftStateMixin) -> datetime.datetime | None:
    """When the text the public reads (or last read) was written; None when nothing was ever public."""
    return objet.live_revision.created_at if objet.live_revision_id else objet.last_published_at
