"""What waits for one account: to review, to take up again, to submit, to translate."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, CharField, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When, Window
from django.db.models.functions import Cast, RowNumber
from django.urls import reverse
from django.utils.functional import cached_property
from wagtail import hooks
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Locale, Page, TaskState, WorkflowState
from wagtail_localize.models import TranslationSource

from socle.administration.relecture import adresse_d_action, page_de_reponse
from socle.models import RelectureTask
from socle.relecture.circuit import snippets_relus
from socle.relecture.regle import auteurs_des_changements, cle

LIGNES = 20
EN_COURS, A_REPRENDRE = WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES


@dataclass(frozen=True)
class TravailEnAttente:
    """One thing to do: what, where, since when (a moment, or a `jour` of Paris), with what is needed to decide."""

    titre: str
    nature: str
    langue: str
    adresse: str | None
    depuis: datetime.datetime | None
    qui: Any = None
    motif: str = ""
    actions: tuple[tuple[str, str, bool, str, str], ...] = ()
    jour: datetime.date | None = None


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

    @property
    def relecteur(self) -> Exists:
        """The condition that this account reviews other people's changes, for the queries that depend on it."""
        actives = RelectureTask.objects.filter(active=True)
        return Exists(actives if self.compte.is_superuser else actives.filter(groups__user=self.compte))

    @cached_property
    def circuits(self) -> list[WorkflowState]:
        """What this account submitted and is not done with; for a reviewer, what others submitted. One query and what
        their texts take, shared by the parts below."""
        miens = Q(requested_by=self.compte, status__in=(EN_COURS, A_REPRENDRE))
        des_autres = Q(current_task_state__status=TaskState.STATUS_IN_PROGRESS) & ~Q(requested_by=self.compte)
        a_relire = Q(self.relecteur) & Q(current_task_state__task__in=RelectureTask.objects.all())

        sorte = Case(When(requested_by=self.compte, then=F("status")), default=Value("a_relire"))
        # The last of one's own first, the first of the others' first.
        rang = Case(When(requested_by=self.compte, then=-F("pk")), default=F("pk"), output_field=IntegerField())
        etats = (
            WorkflowState.objects.filter(miens | (des_autres & a_relire))
            .annotate(sorte=sorte, rang=rang)
            .annotate(place=Window(RowNumber(), partition_by="sorte", order_by="rang"))
            .filter(place__lte=LIGNES * 2)
            .select_related(
                "current_task_state__revision__user",
                "current_task_state__finished_by",
                "current_task_state__task__content_type",
            )
            .prefetch_related("content_object__live_revision", "content_object__locale")
            .order_by("rang")
        )
        return [etat for etat in etats if etat.content_object and etat.current_task_state]

    @cached_property
    def a_relire(self) -> list[TravailEnAttente]:
        """Changes this account may approve: those it had no hand in."""
        autres = [etat for etat in self.circuits if etat.requested_by_id != self.compte.pk]
        auteurs = auteurs_des_changements([etat.content_object for etat in autres])
        etapes = [
            (etat.content_object, etat.current_task_state)
            for etat in autres
            if self.compte.pk not in auteurs[cle(etat.content_object)]
        ]

        return [
            self._ligne(
                objet,
                etape.started_at,
                titre=etape.revision.object_str,
                qui=etape.revision.user,
                actions=actions_sur(objet, etape),
            )
            for objet, etape in sorted(etapes, key=lambda lue: lue[1].started_at)
        ][:LIGNES]

    @cached_property
    def renvoyes(self) -> list[TravailEnAttente]:
        """What this account submitted and got back, with the reason."""
        return self._demandes(A_REPRENDRE)

    @cached_property
    def en_relecture(self) -> list[TravailEnAttente]:
        """What this account submitted and waits for."""
        return self._demandes(EN_COURS)

    @cached_property
    def brouillons(self) -> list[TravailEnAttente]:
        """What this account wrote last, neither public nor submitted. One query, and one for the pages among them."""
        modeles = modeles_relus()
        parts = [self._brouillons(rang, modele) for rang, modele in enumerate(modeles)]
        lus = list(parts[0].union(*parts[1:], all=True).order_by("-ecrit_le")[:LIGNES])
        pages = Page.objects.in_bulk([pk for rang, pk, *_autres in lus if modeles[rang] is Page])

        return [
            TravailEnAttente(
                titre=titre,
                nature=nature(objet),
                langue=Locale(language_code=langue).get_display_name(),
                adresse=self.finder.get_edit_url(objet),
                depuis=ecrit_le,
            )
            for rang, pk, titre, langue, ecrit_le in lus
            # Of a snippet, its key is all that its address and its rights ask.
            if (objet := pages.get(pk) if modeles[rang] is Page else modeles[rang](pk=pk)) is not None
        ]

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
        etats = [etat for etat in self.circuits if etat.requested_by_id == self.compte.pk and etat.status == statut]

        return [
            self._ligne(
                etat.content_object,
                etape.finished_at or etape.started_at,
                titre=etape.revision.object_str,
                qui=etape.finished_by,
                motif=etape.comment,
            )
            for etat in etats[:LIGNES]
            if (etape := etat.current_task_state)
        ]

    def _brouillons(self, rang: int, modele: type[Any]) -> QuerySet[Any]:
        """The drafts of one model: its rank, the key, the title, the language, when it was written."""
        soumis = WorkflowState.objects.active().filter(
            base_content_type=ContentType.objects.get_for_model(modele), object_id=Cast(OuterRef("pk"), CharField())
        )
        siens = modele.objects.filter(has_unpublished_changes=True, latest_revision__user=self.compte)
        return (
            siens.exclude(Exists(soumis))
            .order_by()
            .annotate(rang_du_modele=Value(rang), ecrit_le=F("latest_revision__created_at"))
            .values_list("rang_du_modele", "pk", "latest_revision__object_str", "locale__language_code", "ecrit_le")
        )

    def _ligne(self, objet: Any, depuis: Any, **details: Any) -> TravailEnAttente:
        return TravailEnAttente(
            nature=nature(objet),
            langue=objet.locale.get_display_name(),
            adresse=self.finder.get_edit_url(objet),
            depuis=depuis,
            **details,
        )


def modeles_relus() -> list[type[Any]]:
    """Return the models under review: pages, and the snippets that `synchroniser_groupes` puts there."""
    return [Page, *snippets_relus()]


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
