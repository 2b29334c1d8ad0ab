"""The review step: a change is published by someone who had no hand in it."""

from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.forms import CharField, Form, Textarea
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail.locks import WorkflowLock
from wagtail.models import AbstractGroupApprovalTask, TaskState, WorkflowState

from socle.relecture.regle import auteurs_du_changement

ADRESSE_DE_LA_SUITE = "relecture_faite"  # where the admin says what a step came to


def est_franchie(etape: TaskState) -> bool:
    """Whether this step was taken already: of a button pressed twice, the second waits here. In a transaction."""
    return TaskState.objects.select_for_update().get(pk=etape.pk).status != TaskState.STATUS_IN_PROGRESS


class MotifDeRenvoiForm(Form):
    """Why a change goes back to its author: never in silence."""

    comment = CharField(
        label=_("Motif, envoyé à l’auteur"),
        max_length=2000,
        widget=Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Dites à l’auteur ce qu’il doit reprendre.")},
    )


class VerrouDeRelecture(WorkflowLock):
    """What is under review does not move: the text approved is the text that was read."""

    def get_message(self, user: Any) -> str:
        """Say to this person, above the edit form, why it is locked and what they can do."""
        return format_html("<b>{}</b> {}", _("En relecture : le texte est figé."), self._que_faire(user))

    def _que_faire(self, user: Any) -> Any:
        if self.task.peut_approuver(self.object, user):
            return _("Relisez l’aperçu, puis approuvez ou renvoyez à l’auteur avec un motif.")
        if user.pk in auteurs_du_changement(self.object):
            return _(
                "Vous avez écrit ou soumis ce changement : une autre personne du groupe Publication doit l’approuver. "
                "Pour le reprendre, retirez-le de la relecture (annuler la relecture)."
            )
        return _("Une personne du groupe Publication doit l’approuver ou le renvoyer.")

    def get_description(self, user: Any, can_lock: bool = False) -> str:
        """Say the same in the side panel, in one sentence."""
        return str(_("Le texte est figé jusqu’à la fin de la relecture."))


class RelectureTask(AbstractGroupApprovalTask):
    """Approval by a member of the groups who neither wrote nor submitted the change; nobody else, administrators
    included. Approving publishes."""

    ACTIONS: ClassVar[tuple[tuple[str, Any, bool], ...]] = (
        ("approve", _("Approuver et publier"), True),
        ("reject", _("Renvoyer à l’auteur"), True),
    )

    hors_formulaire = True  # its buttons post without saving the form that shows them
    lock_class = VerrouDeRelecture

    class Meta:
        verbose_name = _("relecture par une autre personne")
        verbose_name_plural = _("relectures par une autre personne")

    def start(self, workflow_state: WorkflowState, user: Any = None) -> TaskState:
        """Begin on the text as it was just saved: a snippet submitted again after being sent back kept the version from
        before, which was then read, approved and not published."""
        workflow_state.content_object.refresh_from_db(fields=["latest_revision"])
        return super().start(workflow_state, user)

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        """Lock for everybody, reviewers too: a correction made while approving would be read by nobody."""
        return True

    def user_can_lock(self, obj: Any, user: Any) -> bool:
        """Leave nothing to lock: the review already does."""
        return False

    def peut_relire(self, user: Any) -> bool:
        """Tell whether this person reviews other people's changes."""
        return user.is_superuser or self._user_in_groups(user)

    def peut_approuver(self, obj: Any, user: Any) -> bool:
        """Tell whether this person may approve the pending change of this page or snippet."""
        return self.peut_relire(user) and user.pk not in auteurs_du_changement(obj)

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, Any, bool]]:
        """Return what this person may do: name, label, whether a form is asked first."""
        if not self.peut_approuver(obj, user):
            return []
        return [*self.ACTIONS]

    def get_form_for_action(self, action: str) -> type[Form]:
        """Ask a reason before sending back."""
        return MotifDeRenvoiForm if action == "reject" else super().get_form_for_action(action)

    def get_template_for_action(self, action: str) -> str:
        """Show what will be public before approving."""
        return "socle/administration/approuver.html" if action == "approve" else ""

    @transaction.atomic
    def on_action(self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any) -> Any:
        """Approve or send back, and return where it is told. Raises `PermissionDenied`, before anything changes, to who
        had a hand in the change.

        Checked again here because Wagtail takes the page and the step to approve from two independent parts of the
        address: permission on one says nothing of the other.
        """
        if not self.peut_approuver(task_state.workflow_state.content_object, user):
            raise PermissionDenied(_("Une autre personne doit approuver ce changement."))

        if not est_franchie(task_state):
            super().on_action(task_state, user, action_name, **kwargs)

        return reverse(ADRESSE_DE_LA_SUITE, args=[task_state.pk])

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> Any:
        """Return the steps waiting for this person, those they asked for themselves excepted."""
        return super().get_task_states_user_can_moderate(user, **kwargs).exclude(workflow_state__requested_by=user)

    @classmethod
    def get_description(cls) -> str:
        """Describe the step in the list of workflows."""
        return str(_("Une personne des groupes choisis, étrangère au changement, l’approuve et le publie."))
