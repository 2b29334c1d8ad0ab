"""Accounts in the admin: every form, button and list action asks `socle.comptes.delegation` first."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages as wagtail_messages
from wagtail.admin.widgets.button import Button
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import CreateView, EditView, UserViewSet

from socle.administration.relecture import refuser
from socle.comptes.delegation import groupes_donnables, peut_gerer
from socle.comptes.invitations import inviter, peut_inviter
from socle.models import User

RENVOYER = "renvoyer_une_invitation"


def declarer() -> None:
    """Have every door to an account asked."""
    for avant in ("before_edit_user", "before_delete_user"):
        hooks.register(avant, avant_modification_de_compte)
    hooks.register("before_bulk_action", avant_action_groupee)
    hooks.register("register_admin_urls", adresses)
    hooks.register("register_user_listing_buttons", boutons)


def avant_modification_de_compte(request: HttpRequest, compte: User) -> None:
    """Refuse to touch the account of who may do more than oneself: its password opens every door."""
    if not peut_gerer(request.user, compte):
        raise PermissionDenied


def avant_action_groupee(request: HttpRequest, action: str, objets: Iterable[Any], vue: Any) -> HttpResponse | None:
    """Hold the actions of the list of accounts (suspend, delete, give a group) to the same rule; all or nothing."""
    hors_de_portee = [compte for compte in objets if isinstance(compte, User) and not peut_gerer(request.user, compte)]
    if hors_de_portee:
        noms = ", ".join(str(compte) for compte in hors_de_portee)
        message = _(
            "Rien n’a été changé : %(noms)s a des droits que vous n’avez pas. Retirez ce compte de la sélection."
        )
        return refuser(request, message % {"noms": noms}, vue.next_url)

    groupe = vue.cleaned_form.cleaned_data.get("role") if vue.model is User else None
    if groupe and not groupes_donnables(request.user).filter(pk=groupe.pk).exists():
        return refuser(request, str(HORS_DE_PORTEE), vue.next_url)

    return None


def adresses() -> list[URLPattern]:
    """Return the address where an invitation is sent again."""
    return [path("comptes/<int:pk>/inviter/", renvoyer_l_invitation, name=RENVOYER)]


def boutons(user: User, request_user: User) -> list[Button]:
    """Offer to send it again, in the list of accounts, to who may, while the account was never opened."""
    if not peut_inviter(request_user, user):
        return []
    return [Button(_("Renvoyer l’invitation"), url=reverse(RENVOYER, args=[user.pk]), icon_name="mail", priority=50)]


def renvoyer_l_invitation(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask whether to send a link again; on POST, send it. Raises `PermissionDenied` to who may not, or once opened."""
    compte = get_object_or_404(User, pk=pk)
    if not peut_inviter(request.user, compte):
        raise PermissionDenied

    retour = reverse("wagtailusers_users:index")
    if request.method != "POST":
        contexte = {"compte": compte, "retour": retour}
        return TemplateResponse(request, "socle/administration/renvoyer_une_invitation.html", contexte)

    with transaction.atomic():
        inviter(compte, par=User.objects.get(pk=request.user.pk or 0))
    wagtail_messages.success(request, _("L’invitation repart à %(adresse)s.") % {"adresse": compte.email})
    return redirect(retour)


HORS_DE_PORTEE = gettext_lazy(
    "Ce groupe a des droits que vous n’avez pas : demandez à un superutilisateur de le donner."
)


class DansSesDroits:
    """Keeps an account's form within what the person filling it may give."""

    fields: dict[str, Any]

    def __init__(self, *args: Any, par: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groupes = self.fields["groups"]
        groupes.queryset = groupes_donnables(par)
        groupes.error_messages["invalid_choice"] = HORS_DE_PORTEE
        if "is_superuser" in self.fields and not par.is_superuser:
            # Dead, whatever is posted.
            self.fields["is_superuser"].disabled = True
            self.fields["is_superuser"].help_text = gettext_lazy(
                "Seul un superutilisateur donne ou retire tous les droits."
            )


class NouveauCompteForm(DansSesDroits, UserCreationForm):
    """A new account, with no more rights than its maker's. No password: its owner chooses it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].help_text = gettext_lazy(
            "Une invitation part à cette adresse : la personne y choisit son mot de passe, dans les quatorze jours."
        )


class CompteForm(DansSesDroits, UserEditForm):
    """An account, given no more rights than those of who changes it."""


class _Par:
    """Tells the form who fills it."""

    request: HttpRequest

    def get_form_kwargs(self) -> dict[str, Any]:
        """Add the account of the request."""
        return {**super().get_form_kwargs(), "par": self.request.user}  # type: ignore[misc] # a view comes after


class AjouterUnCompte(_Par, CreateView):
    """The form that adds an account, within the rights of who fills it, and sends its owner the link that opens it."""

    success_message = gettext_lazy("Compte de %(object)s ajouté : une invitation part à son adresse.")

    @transaction.atomic
    def save_instance(self) -> User:
        """Keep the account, then invite."""
        compte: User = super().save_instance()
        inviter(compte, par=User.objects.get(pk=self.request.user.pk or 0))
        return compte


class ModifierUnCompte(_Par, EditView):
    """The form that changes an account, within the rights of who fills it."""


class ComptesViewSet(UserViewSet):
    """Wagtail's own screens, with our forms. Named by `socle.administration.apps`."""

    add_view_class = AjouterUnCompte
    edit_view_class = ModifierUnCompte
    copy_view_enabled = False  # a person is not copied, nor their rights

    def get_form_class(self, for_update: bool = False) -> type:
        """Return the form that knows who fills it."""
        return CompteForm if for_update else NouveauCompteForm
