"""Entering a coop on the register: its form, then what the public will read of it, then done."""

import copy
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.log_actions import log
from wagtail.snippets.action_menu import ActionMenuItem

from registre import operations
from registre.administration.gestes.recits import deja_fait, liens_de_la_coop, saisie
from registre.administration.gestes.refus import RefusSurLeFormulaire
from registre.droits import peut
from registre.models import Cooperative, Evenement, Operation
from registre.operations import OperationRefusee
from socle.administration.contenus import Ajouter


class VoirAvant(ActionMenuItem):
    """The button that shows what the public will read, before anything is written."""

    name = "action-save"
    label = gettext_lazy("Voir ce que le public lira")
    template_name = "registre/administration/voir_avant.html"


class InscrireView(RefusSurLeFormulaire, Ajouter):
    """The add form: it enters the coop on the register, once what will be public was shown.

    The form comes back as it was typed, to change it or when the operation refuses. Confirmed twice, it is done once.
    """

    def user_has_permission(self, action: str) -> bool:
        """Ask for the operation's right beside the form's."""
        return peut(self.request.user, Operation.INSCRIRE) and super().user_has_permission(action)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Say that it is done, when this very form was confirmed a moment ago."""
        if "confirmer" in request.POST and (inscrite := self._deja_inscrite()):
            messages.info(request, deja_fait(inscrite))
            return redirect(self.get_success_url())
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        """Show what will be public, or give the form back, or do what was confirmed."""
        if "modifier" in self.request.POST:
            self.form = form
            return self.render_to_response(self.get_context_data())
        if "confirmer" in self.request.POST:
            return super().form_valid(form)

        try:
            essayer(form.instance, par=self.request.user)
        except OperationRefusee as refus:
            return self.refuser(form, refus)
        return self._montrer(form)

    def save_instance(self) -> Cooperative:
        """Enter the coop by the operation. Raises `OperationRefusee`."""
        cooperative = operations.inscrire(self.form.save(commit=False), par=self.request.user)
        log(instance=cooperative, action="wagtail.create", user=self.request.user)
        return cooperative

    def get_success_message(self, instance: Cooperative) -> str:
        """Say that the public reads of it now."""
        return _("%(coop)s est inscrite au registre : le public peut la lire.") % {"coop": instance}

    def get_success_buttons(self) -> list[Any]:
        """Lead to it, as the admin and as the public see it."""
        return [messages.button(url, texte, new_window=False) for texte, url in liens_de_la_coop(self.object)]

    def _montrer(self, form: Any) -> HttpResponse:
        """Show what will be public, with the form in it, hidden, as it was typed."""
        self.form, self.template_name = form, "registre/administration/inscription.html"
        adresse = reverse("registre:cooperative", args=[form.cleaned_data["slug"]])
        vus = {
            "public": saisie(form),
            "publique": self.request.build_absolute_uri(adresse),
            "retour": self.get_success_url(),
        }
        return self.render_to_response(self.get_context_data() | vus)

    def _deja_inscrite(self) -> Evenement | None:
        """The entry, by this very person, of the coop that the form describes; None when it is not on the register."""
        cle = {"cooperative__siren": self.request.POST.get("siren", ""), "auteur__par": self.request.user}
        adresse = {"cooperative__slug": self.request.POST.get("slug", "")}
        return Evenement.objects.filter(operation=Operation.INSCRIRE, **cle, **adresse).first()


def essayer(cooperative: Cooperative, *, par: Any) -> None:
    """Enter the coop and undo it: raises `OperationRefusee` as the operation would."""
    with transaction.atomic():
        operations.inscrire(copy.copy(cooperative), par=par)
        transaction.set_rollback(True)


def composer_menu(elements: list[Any], request: HttpRequest, contexte: dict[str, Any]) -> None:
    """Have the button of the form that enters a coop say what it does: show, not save."""
    if contexte["model"] is Cooperative and contexte["view"] == "create":
        elements[:] = [
            VoirAvant(order=element.order) if element.name == "action-save" else element for element in elements
        ]
