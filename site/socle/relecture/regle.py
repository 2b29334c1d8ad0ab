"""Who wrote what is not public yet: the question the rules of the review rest on (decisions/0005-relecture.md)."""

import datetime
import json
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Q
from wagtail.models import DraftStateMixin, Revision, WorkflowState
from wagtail_localize.models import Translation, TranslationLog

from socle.langues.traducteurs import a_ecrit
from socle.relecture.texte_de_revision import LectureDesRevisions, texte

CleDObjet = tuple[int, str]


def auteurs_du_changement(objet: DraftStateMixin) -> frozenset[int]:
    """Return the ids of the accounts who wrote or submitted what is not public yet on this page or snippet."""
    return auteurs_des_changements([objet])[cle(objet)]


def auteurs_des_changements(objets: Iterable[DraftStateMixin]) -> dict[CleDObjet, frozenset[int]]:
    """Return, under the `cle` of each object, who wrote or submitted its pending change. Two queries in all.

    A revision counts when it is newer than the public one; than the last publication, for what is no longer public;
    always, for what never was. One that says what the revision before it said does not: its author left a comment, or
    saved again. One that brings back sentences counts for who wrote them too.
    """
    objets_par_cle = {cle(objet): objet for objet in objets}
    auteurs: dict[CleDObjet, set[int]] = {cle: set() for cle in objets_par_cle}
    lectures = {cle: LectureDesRevisions(_publiee_le(objet)) for cle, objet in objets_par_cle.items()}
    ecrites = Revision.objects.filter(portant_sur(objets_par_cle)).order_by("created_at", "pk")

    for type_, pk, ecrite_le, auteur, contenu in ecrites.values_list(
        "base_content_type_id", "object_id", "created_at", "user_id", "content"
    ):
        auteurs[type_, pk] |= lectures[type_, pk].lire(contenu, ecrite_le, auteur)

    demandes = WorkflowState.objects.active().filter(portant_sur(objets_par_cle), requested_by__isnull=False)

    for type_, pk, demandeur in demandes.values_list("base_content_type_id", "object_id", "requested_by_id"):
        auteurs[type_, pk].add(demandeur)
    return {cle: frozenset(comptes) for cle, comptes in auteurs.items()}


def auteur_du_texte(objet: DraftStateMixin) -> int | None:
    """Return the id of who first wrote the latest text of this object, word for word; None when unknown.

    Whoever saved it again, or put it back, wrote nothing.
    """
    ecrites = Revision.objects.filter(portant_sur([cle(objet)])).order_by("created_at", "pk")
    dits = [(texte(contenu), auteur) for contenu, auteur in ecrites.values_list("content", "user_id")]
    return next((auteur for dit, auteur in dits if dit == dits[-1][0]), None)


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


def source_relue(traduction: Translation) -> bool:
    """Tell whether what is translated was public: the review read it. wagtail-localize takes drafts as well.

    A source without drafts is public as soon as it is saved.
    """
    source = traduction.source
    contenu = json.loads(source.content_json)
    if contenu.get("live", True):
        return True

    try:
        objet = source.get_source_instance()
    except ObjectDoesNotExist:
        return False

    actuel = json.loads(json.dumps(objet.serializable_data(), cls=DjangoJSONEncoder))
    return bool(objet.live) and texte(actuel) == texte(contenu)


def a_traduit_depuis_la_publication(traduction: Translation, objet: Any, compte: Any) -> bool:
    """Tell whether this account changed words of the translation `objet` that are not public yet."""
    source, langue, depuis = traduction.source, traduction.target_locale, traduction_publiee_le(objet)
    morceaux = (
        source.stringsegment_set.all().get_translations(langue),
        source.overridablesegment_set.all().get_overrides(langue),
    )
    derniers = Q(updated_at__gt=depuis) if depuis else Q()

    return any(
        traduits.filter(derniers, last_translated_by=compte).exists() or a_ecrit(compte, traduits, depuis)
        for traduits in morceaux
    )


def traduction_publiee_le(objet: Any) -> datetime.datetime | None:
    """When the translation the public reads was put together; None when the public reads, or read, something else."""
    if not getattr(objet, "live_revision_id", None):
        return getattr(objet, "last_published_at", None)
    compilee = TranslationLog.objects.filter(revision=objet.live_revision_id).exists()
    return objet.live_revision.created_at if compilee else None


def _publiee_le(objet: DraftStateMixin) -> datetime.datetime | None:
    """When the text the public reads (or last read) was written; None when nothing was ever public."""
    return objet.live_revision.created_at if objet.live_revision_id else objet.last_published_at
