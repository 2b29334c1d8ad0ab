"""What waits for one account: to review, to take up again, to submit, to translate."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, OuterRef, Q
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.functional import cached_property
from wagtail import hooks
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Page, TaskState, WorkflowContentType, WorkflowState
from wagtail_localize.models import TranslationSource

from socle.administration.relecture import adresse_d_action, page_de_reponse
from socle.models import RelectureTask
from socle.relecture.regle import auteurs_des_changements, cle

LIGNES = 20


@dataclass(frozen=True)
class TravailEnAttente:
    """One thing to do: what, where, since when, with what is needed to decide."""

    titre: str
    nature: str
    langue: str
    adresse: str | None
    depuis: datetime.datetime | None
    qui: Any = None
    motif: str = ""
    actions: tuple[tuple[str, str, bool, str, str], ...] = ()


@dataclass(frozen=True)
class Partie:
    """A short list under its title."""

    titre: str
    lignes: list[TravailEnAttente]


class Attente:
    """What waits for one account, read when shown."""

    def __init__(self, compte: Any) -> None:
        self.compte = compte
        self.finder = AdminURLFinder(compte)

    @cached_property
    def relecteur(self) -> bool:
        """Whether this account reviews other people's changes."""
        return any(tache.peut_relire(self.compte) for tache in RelectureTask.objects.filter(active=True))

    @cached_property
    def a_relire(self) -> list[TravailEnAttente]:
        """Changes this account may approve: those it had no hand in."""
        if not self.relecteur:
            return []

        etapes = (
            TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS, task__in=RelectureTask.objects.all())
            .exclude(workflow_state__requested_by=self.compte)
            .select_related("revision__user", "workflow_state", "task__content_type")
            .prefetch_related("workflow_state__content_object__live_revision", "workflow_state__content_object__locale")
            .order_by("started_at")
        )
        objets = [(etape, etape.workflow_state.content_object) for etape in etapes[: LIGNES * 2]]
        auteurs = auteurs_des_changements([objet for _etape, objet in objets if objet])

        return [
            self._ligne(
                objet,
                etape.started_at,
                titre=etape.revision.object_str,
                qui=etape.revision.user,
                actions=actions_sur(objet, etape),
            )
            for etape, objet in objets
            if objet and self.compte.pk not in auteurs[cle(objet)]
        ][:LIGNES]

    @cached_property
    def renvoyes(self) -> list[TravailEnAttente]:
        """What this account submitted and got back, with the reason."""
        return self._demandes(WorkflowState.STATUS_NEEDS_CHANGES)

    @cached_property
    def en_relecture(self) -> list[TravailEnAttente]:
        """What this account submitted and waits for."""
        return self._demandes(WorkflowState.STATUS_IN_PROGRESS)

    @cached_property
    def brouillons(self) -> list[TravailEnAttente]:
        """What this account wrote last, neither public nor submitted."""
        lignes = [ligne for modele in modeles_relus() for ligne in self._brouillons(modele)]
        return sorted(lignes, key=attrgetter("depuis"), reverse=True)[:LIGNES]

    @cached_property
    def traductions(self) -> list[TravailEnAttente]:
        """Texts changed in French since their translation was last brought in step."""
        if not self.compte.has_perm("wagtail_localize.submit_translation"):
            return []

        sources = (
            TranslationSource.objects.filter(translations__enabled=True)
            .filter(_publiee_depuis(modeles_relus()))
            .distinct()
            .select_related("specific_content_type", "locale")
            .order_by("-last_updated_at")
        )

        return [
            TravailEnAttente(
                titre=source.object_repr,
                nature=source.specific_content_type.name,
                langue=source.locale.get_display_name(),
                adresse=reverse("wagtail_localize:update_translations", args=[source.pk]),
                depuis=source.last_updated_at,
            )
            for source in sources[:LIGNES]
        ]

    @cached_property
    def des_salles(self) -> list[Partie]:
        """What the other rooms add: each function registered as `completer_attente` gives parts; empty ones go."""
        parties = [partie for completer in hooks.get_hooks("completer_attente") for partie in completer(self)]
        return [partie for partie in parties if partie.lignes]

    @property
    def rien(self) -> bool:
        """Whether nothing at all waits."""
        textes = self.a_relire or self.renvoyes or self.en_relecture or self.brouillons or self.traductions
        return not (textes or self.des_salles)

    def _demandes(self, statut: str) -> list[TravailEnAttente]:
        etats = (
            WorkflowState.objects.filter(requested_by=self.compte, status=statut)
            .select_related("current_task_state__revision", "current_task_state__finished_by")
            .prefetch_related("content_object__locale")
            .order_by("-created_at")[:LIGNES]
        )

        return [
            self._ligne(
                etat.content_object,
                etape.finished_at or etape.started_at,
                titre=etape.revision.object_str,
                qui=etape.finished_by,
                motif=etape.comment,
            )
            for etat in etats
            if etat.content_object and (etape := etat.current_task_state)
        ]

    def _brouillons(self, modele: type[Any]) -> Iterator[TravailEnAttente]:
        soumis = WorkflowState.objects.active().filter(
            base_content_type=ContentType.objects.get_for_model(modele), object_id=Cast(OuterRef("pk"), CharField())
        )
        objets = (
            modele.objects.filter(has_unpublished_changes=True, latest_revision__user=self.compte)
            .exclude(Exists(soumis))
            .select_related("latest_revision", "locale")
            .order_by("-latest_revision__created_at")[:LIGNES]
        )

        for objet in objets:
            yield self._ligne(objet, objet.latest_revision.created_at, titre=objet.latest_revision.object_str)

    def _ligne(self, objet: Any, depuis: Any, **details: Any) -> TravailEnAttente:
        return TravailEnAttente(
            nature=nature(objet),
            langue=objet.locale.get_display_name(),
            adresse=self.finder.get_edit_url(objet),
            depuis=depuis,
            **details,
        )


def modeles_relus() -> list[type[Any]]:
    """Return the models under review: pages, and the snippet types `synchroniser_groupes` put there."""
    assignes = WorkflowContentType.objects.filter(workflow__active=True).select_related("content_type")
    return [Page, *(assigne.content_type.model_class() for assigne in assignes.order_by("content_type"))]


def actions_sur(objet: Any, etape: TaskState) -> tuple[tuple[str, Any, bool, str, str], ...]:
    """Return the buttons of a review: name, label, whether a form is asked first, where to post."""
    tache: Any = etape.task.content_type.model_class()
    return tuple(
        (*action, adresse_d_action(objet, action[0], etape.pk), page_de_reponse(action[0], etape.pk))
        for action in tache.ACTIONS
    )


def nature(objet: Any) -> str:
    """Return what kind of page or snippet this is, in the editors' words."""
    modele = objet.specific_class if isinstance(objet, Page) else type(objet)
    return str(modele._meta.verbose_name)


def _publiee_depuis(modeles: list[type[Any]]) -> Q:
    """The filter of translation sources whose French text was published since they were last read from it."""
    filtre = Q(pk__in=[])

    for modele in modeles:
        filtre |= Q(
            Exists(
                modele.objects.filter(
                    translation_key=OuterRef("object_id"),
                    locale=OuterRef("locale"),
                    last_published_at__gt=OuterRef("last_updated_at"),
                )
            )
        )

    return filtre
