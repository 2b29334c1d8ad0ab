"""The two steps a sheet goes through: the Federation's review, then the coop's go-ahead on the text as it stands."""

from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.forms import CharField, Form, Textarea
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from wagtail.locks import WorkflowLock
from wagtail.models import Task, TaskState

from registre.models import Membre
from socle.droits import ADMINISTRATION
from socle.models.relecture import (
    ADRESSE_DE_LA_SUITE,
    MotifDeRenvoiForm,
    RelectureTask,
    VerrouDeRelecture,
    est_franchie,
)
from socle.relecture.regle import auteur_du_texte, auteurs_du_changement


def fautes_de_publication(fiche: Any) -> list[str]:
    """Return what forbids to publish the latest text of this sheet today, in sentences."""
    phrases: list[str] = fiche.get_latest_revision_as_object().phrases_des_manques(timezone.localdate())
    return phrases


class PublicationRefusee(PermissionDenied):
    """The sheet lacks something on the day it would go further. Its text is fit to show."""


def exiger_complete(fiche: Any) -> None:
    """Raise `PublicationRefusee` when the sheet lacks something today."""
    if fautes := fautes_de_publication(fiche):
        raise PublicationRefusee(" ".join(fautes))


class VerrouDeFiche(VerrouDeRelecture):
    """The coop does not touch its text while the Federation reads it, edits it, comments it."""

    def get_message(self, user: Any) -> str:
        """Say whose turn it is, and what would forbid to go further today."""
        fautes = format_html_join("", "<br>{}", ((faute,) for faute in fautes_de_publication(self.object)))
        return format_html("{}{}", super().get_message(user), fautes)


class RelectureDeFicheTask(RelectureTask):
    """The Federation's review of a sheet, which it may edit and comment meanwhile. Approving leads to the coop."""

    ACTIONS: ClassVar[tuple[tuple[str, Any, bool], ...]] = (
        ("approve", _("Approuver, et demander l’accord de la coopérative"), False),
        ("reject", _("Renvoyer à la coopérative"), True),
    )

    lock_class = VerrouDeFiche

    class Meta:
        verbose_name = _("relecture d'une fiche par la Fédération")
        verbose_name_plural = _("relectures de fiches par la Fédération")

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        """Leave the text to the Federation's editors: the coop agrees to what they make of it at the next step."""
        return not user.has_perm("wagtailadmin.access_admin")

    def peut_approuver(self, obj: Any, user: Any) -> bool:
        """Add to the rule that nobody reviews for the coop they are a member of."""
        pendante = obj.get_latest_revision_as_object()
        membre = Membre.objects.filter(user=user, cooperative=pendante.cooperative_id).exists()
        return super().peut_approuver(obj, user) and not membre

    @transaction.atomic
    def on_action(self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any) -> Any:
        """Approve or send back the text as it stands. Raises `PermissionDenied`; `PublicationRefusee` if incomplete."""
        objet = task_state.workflow_state.content_object
        if action_name == "approve" and self.peut_approuver(objet, user):
            exiger_complete(objet)
        # An editor may have saved since the step began: what is approved is the text as it stands now.
        task_state.revision = objet.get_latest_revision()
        return super().on_action(task_state, user, action_name, **kwargs)


class AccordForm(Form):
    """How the go-ahead of a coop without members was received."""

    comment = CharField(
        label=_("Accord reçu par écrit : de qui, quand, comment"),
        max_length=2000,
        widget=Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Dites de qui vient l’accord, de quand il date, et où il est gardé.")},
    )


class VerrouDAccord(WorkflowLock):
    """The text waits for the coop: nobody touches it, or the coop would agree to something else."""

    def get_message(self, user: Any) -> str:
        """Say whose turn it is."""
        return format_html(
            "<b>{}</b> {}", _("En attente de l’accord de la coopérative : le texte est figé."), self.suite
        )

    def get_description(self, user: Any, can_lock: bool = False) -> str:
        """Say the same in the side panel."""
        return str(self.suite)

    @property
    def suite(self) -> Any:
        """Whose agreement is awaited, and how it comes, for the admin."""
        if self.task.sans_membre(self.object):
            return _("Elle n’a aucun membre ici : un administrateur peut consigner l’accord reçu par écrit.")
        return _("Un de ses membres le donne depuis son espace, ou renvoie la fiche avec un motif.")


class AccordDeLaCoopTask(Task):
    """The go-ahead of the coop that tells, on the text as the Federation leaves it. Accepting publishes."""

    hors_formulaire = True  # its button posts without saving the form, as those of the review do
    lock_class = VerrouDAccord

    class Meta:
        verbose_name = _("accord de la coopérative")
        verbose_name_plural = _("accords des coopératives")

    def start(self, workflow_state: Any, user: Any = None) -> TaskState:
        """Wait for the coop, if the Federation has read this very text; else go back to the review first."""
        objet = workflow_state.content_object
        relues = workflow_state.task_states.filter(
            status=TaskState.STATUS_APPROVED, revision=objet.get_latest_revision()
        )
        if not relues.exists():
            return (
                workflow_state.workflow.workflow_tasks.order_by("sort_order")
                .first()
                .task.specific.start(workflow_state, user=user)
            )

        return super().start(workflow_state, user=user)

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        """Locked for everybody: the text agreed to is the text published."""
        return True

    def sans_membre(self, obj: Any) -> bool:
        """Whether the coop that tells has nobody to give its go-ahead."""
        return not Membre.objects.filter(
            cooperative=obj.get_latest_revision_as_object().cooperative_id, user__is_active=True
        ).exists()

    def peut_accorder(self, obj: Any, user: Any) -> bool:
        """Whether this person may answer for the coop: a member who did not write the text that is on the table.

        A coop's only member may, even then: the Federation read their words at the step before. Whoever edited the text
        for the Federation may not answer for the coop. Saving the same words again is not writing them.
        """
        coop = obj.get_latest_revision_as_object().cooperative_id
        membres = set(Membre.objects.filter(cooperative=coop, user__is_active=True).values_list("user_id", flat=True))
        if user.pk not in membres:
            return False
        return membres == {user.pk} or auteur_du_texte(obj) != user.pk

    def peut_consigner(self, obj: Any, user: Any) -> bool:
        """Whether this administrator may record a written go-ahead: the coop has no member, they wrote none of it."""
        administre = user.is_superuser or user.groups.filter(name=ADMINISTRATION).exists()
        return administre and self.sans_membre(obj) and user.pk not in auteurs_du_changement(obj)

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, Any, bool]]:
        """Return what may be done from the admin. Members answer from their space."""
        if not self.peut_consigner(obj, user):
            return []
        return [
            ("consigner", _("Consigner l’accord reçu par écrit, et publier"), True),
            ("reject", _("Renvoyer à l’auteur"), True),
        ]

    def get_form_for_action(self, action: str) -> type[Form]:
        """Ask why, or how it was received."""
        return MotifDeRenvoiForm if action == "reject" else AccordForm

    @transaction.atomic
    def on_action(self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any) -> Any:
        """Accept, which publishes, or send back with a reason; return where the admin tells it.

        Raises `PermissionDenied`, before anything changes, to who may not; `PublicationRefusee` when the sheet lacks
        something today, its coop having left the Federation for one.
        """
        objet = task_state.workflow_state.content_object.specific
        peut = self.peut_consigner(objet, user) if action_name == "consigner" else self.peut_accorder(objet, user)
        if not (peut or (action_name == "reject" and self.peut_consigner(objet, user))):
            raise PermissionDenied(_("L’accord est donné par un membre de la coopérative."))

        ensuite = reverse(ADRESSE_DE_LA_SUITE, args=[task_state.pk])
        if est_franchie(task_state):
            return ensuite
        if action_name == "reject":
            super().on_action(task_state, user, action_name, **kwargs)
            return ensuite
        if action_name == "consigner" and not kwargs.get("comment", "").strip():
            raise PermissionDenied(_("Dites de qui vient l’accord."))

        exiger_complete(objet)
        _dater_la_relecture(task_state)
        super().on_action(task_state, user, "approve", **kwargs)

        return ensuite

    @classmethod
    def get_description(cls) -> str:
        """Describe the step in the list of workflows."""
        return str(
            _("Un membre de la coopérative qui raconte donne son accord sur le texte relu ; la fiche est publiée.")
        )


def _dater_la_relecture(accord: TaskState) -> None:
    """Write in the text about to be published who reviewed it, and when."""
    relecture = accord.workflow_state.task_states.filter(
        status=TaskState.STATUS_APPROVED, finished_by__isnull=False
    ).latest("finished_at")
    revision = accord.workflow_state.content_object.get_latest_revision()
    relue_le = timezone.localdate(relecture.finished_at).isoformat()
    revision.content["relecteur"], revision.content["relue_le"] = relecture.finished_by_id, relue_le
    if (revision.content.get("a_revoir_le") or relue_le) < relue_le:
        revision.content["a_revoir_le"] = None
    revision.save(update_fields=["content"])
