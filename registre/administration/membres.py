"""The members of the coops' spaces, as the Federation manages them: invite, change a role, remove."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.permission_policies import ModelPermissionPolicy

from registre.administration.gestes.refus import RefusSurLeFormulaire
from registre.comptes import membres
from registre.models import Invitation, Membre
from socle.administration.contenus import Ajouter, Contenus, Modifier, Supprimer
from socle.models import User


class SansAjout(ModelPermissionPolicy):
    """Nobody becomes a member without having said yes: one is invited."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Allow all but to add."""
        return action != "add" and super().user_has_permission(user, action)


class SansCorrection(ModelPermissionPolicy):
    """An invitation that left is not rewritten: it is cancelled, and another is sent."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Allow all but to change."""
        return action != "change" and super().user_has_permission(user, action)


class FormulaireInvitationAdmin(WagtailAdminModelForm):
    """Asks the operation's own questions before it is called, to answer on the field."""

    def clean(self) -> dict[str, Any]:
        """Refuse an address that is a member's already, or a coop that left."""
        donnees: dict[str, Any] = super().clean()
        coop, courriel = donnees.get("cooperative"), donnees.get("courriel")
        if coop and courriel and (refus := membres.refus_d_invitation(coop, courriel)):
            self.add_error("courriel", refus)
        return donnees

    def _get_validation_exclusions(self) -> set[str]:
        """Leave out the constraint of one waiting invitation per address: the operation voids the one that waits."""
        return super()._get_validation_exclusions() | {"cooperative"}


class Inviter(RefusSurLeFormulaire, Ajouter):
    """The add form: it sends the invitation."""

    def save_instance(self) -> Invitation:
        """Invite through the operation, which also writes the mail."""
        champs = self.form.cleaned_data
        return membres.inviter(
            champs["cooperative"].pk, courriel=champs["courriel"], role=champs["role"], par=_compte(self.request)
        )


class ChangerDeRole(RefusSurLeFormulaire, Modifier):
    """The edit form: it changes the role, through the operation."""

    def save_instance(self) -> Membre:
        """Change the role. Raises `OperationRefusee`."""
        return membres.changer_de_role(self.object.pk, role=self.form.cleaned_data["role"], par=_compte(self.request))


class Retirer(Supprimer):
    """The delete page: it removes the member through the operation, which tells them."""

    def delete_action(self) -> None:
        """Remove by the operation, which tells the person and the journal."""
        membres.retirer(self.object.pk, par=_compte(self.request))


class MembreViewSet(Contenus):
    """Who tells sheets for which coop, and with which role."""

    model = Membre
    icon = "user"
    menu_label = _("Membres")
    copy_view_enabled = False
    edit_view_class = ChangerDeRole
    delete_view_class = Retirer
    list_display = [
        "user",
        Column("cooperative", label=_("Coopérative"), sort_key="cooperative__nom"),
        Column("role", label=_("Rôle"), accessor="get_role_display", sort_key="role"),
        DateColumn("depuis", label=_("Membre depuis"), sort_key="depuis"),
    ]
    search_fields = ["user__email", "user__last_name", "cooperative__texte_recherche"]
    search_backend_name = None
    ordering = "cooperative__nom"
    list_per_page = 50
    panels = [FieldPanel("role")]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Membre]:
        """Return the members with their account and coop."""
        return Membre.objects.select_related("user", "cooperative")


class InvitationViewSet(Contenus):
    """Invitations sent, served or not."""

    model = Invitation
    icon = "mail"
    menu_label = _("Invitations")
    copy_view_enabled = False
    add_view_class = Inviter
    list_display = [
        "courriel",
        Column("cooperative", label=_("Coopérative"), sort_key="cooperative__nom"),
        Column("role", label=_("Rôle"), accessor="get_role_display"),
        DateColumn("envoyee_le", label=_("Envoyée le"), sort_key="envoyee_le"),
        DateColumn("expire_le", label=_("Expire le"), sort_key="expire_le"),
        DateColumn("utilisee_le", label=_("Utilisée le"), sort_key="utilisee_le"),
    ]
    search_fields = ["courriel", "cooperative__texte_recherche"]
    search_backend_name = None
    ordering = "-envoyee_le"
    list_per_page = 50
    edit_handler = ObjectList(
        [FieldPanel("cooperative"), FieldPanel("courriel"), FieldPanel("role")],
        base_form_class=FormulaireInvitationAdmin,
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Invitation]:
        """Return the invitations with their coop."""
        return Invitation.objects.select_related("cooperative")


def _compte(request: HttpRequest) -> User:
    return User.objects.get(email=request.user.email)  # type: ignore[union-attr] # the admin is behind the login
