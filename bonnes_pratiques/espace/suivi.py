"""Where a sheet stands, in words: what is asked of the coop, since when, who waits for whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, Revision, TaskState, WorkflowState

from bonnes_pratiques.models import AccordDeLaCoopTask, FichePratique, RelectureDeFicheTask
from socle.templatetags.typographie import en_toutes_lettres


@dataclass(frozen=True)
class Suivi:
    """A sheet's situation. `code` names it, `attend` says who is waited for: "coop", "federation" or nobody."""

    code: str
    phrase: str
    attend: str = ""
    depuis: datetime | None = None
    motif: str = ""
    par: Any = None
    etape: TaskState | None = None

    @property
    def a_faire(self) -> bool:
        """Whether the coop is waited for."""
        return self.attend == "coop"

    @property
    def modifiable(self) -> bool:
        """Whether the coop may write."""
        return self.code in {"brouillon", "renvoyee", "publiee", "modifiee"}


def suivi_de(fiche: FichePratique) -> Suivi:
    """Return where one sheet stands."""
    return suivis([fiche])[fiche.pk]


def suivis(fiches: Iterable[FichePratique]) -> dict[int, Suivi]:
    """Return where each sheet stands, by id. Three queries, whatever their number."""
    par_id = {str(fiche.pk): fiche for fiche in fiches}
    type_de_page = ContentType.objects.get_for_model(Page)
    programmees = dict(
        Revision.objects.filter(
            base_content_type=type_de_page, object_id__in=par_id, approved_go_live_at__isnull=False
        ).values_list("object_id", "approved_go_live_at")
    )
    etats = {
        etat.object_id: etat
        for etat in WorkflowState.objects.active()
        .filter(base_content_type=type_de_page, object_id__in=par_id)
        .select_related("current_task_state__task__content_type", "current_task_state__finished_by")
    }

    return {fiche.pk: _suivi(fiche, etats.get(pk), programmees.get(pk)) for pk, fiche in par_id.items()}


def _suivi(fiche: FichePratique, etat: WorkflowState | None, programmee: datetime | None) -> Suivi:
    etape = etat.current_task_state if etat else None
    if etat is None or etape is None:
        return _programmee(programmee) if programmee else _sans_circuit(fiche)
    if etat.status == WorkflowState.STATUS_NEEDS_CHANGES:
        return Suivi(
            "renvoyee",
            "Renvoyée : reprenez le texte, puis soumettez-le à nouveau.",
            "coop",
            etape.finished_at,
            etape.comment,
            etape.finished_by,
            etape,
        )

    modele = etape.task.content_type.model_class()
    if modele is AccordDeLaCoopTask:
        phrase = "La Fédération attend l’accord de votre coopérative sur le texte relu."
        return Suivi("accord", phrase, "coop", etape.started_at, etape=etape)
    if modele is RelectureDeFicheTask:
        phrase = "La Fédération la relit : rien à faire de votre côté."
        return Suivi("relecture", phrase, "federation", etape.started_at, etape=etape)

    return Suivi("relecture", "En relecture : rien à faire de votre côté.", "federation", etape.started_at, etape=etape)


def _programmee(le: datetime) -> Suivi:
    jour = en_toutes_lettres(le)
    return Suivi("programmee", f"Acceptée : elle sera publiée le {jour}. Rien à faire de votre côté.")


def _sans_circuit(fiche: FichePratique) -> Suivi:
    if fiche.live and fiche.has_unpublished_changes:
        phrase = "Publiée, avec des changements que personne n’a relus : soumettez-les quand ils sont prêts."
        return Suivi("modifiee", phrase, "coop", fiche.latest_revision_created_at)
    if fiche.live:
        return Suivi("publiee", "Publiée.", depuis=fiche.last_published_at)
    phrase = "Brouillon : complétez-la, puis soumettez-la à la Fédération."
    return Suivi("brouillon", phrase, "coop", fiche.latest_revision_created_at)
