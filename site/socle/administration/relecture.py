"""One way to the public: the review. Every other way Wagtail offers to publish is refused here, before any change.

Superusers alone keep direct publication, as an emergency exit; Wagtail's history names them. Why, and the list of the
ways: docs/decisions/0005-relecture.md.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.admin.utils import quote
from django.forms import Media, Script
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.ui.components import Component
from wagtail.models import Page, Workflow

from socle.models import RelectureTask
from socle.relecture.premiere_version import garder_la_premiere
from socle.relecture.regle import source_relue, traduction_active

PUBLIER = "action-publish"
ADRESSE_DE_LA_REPONSE = "relecture_repondre"  # the page that asks what Wagtail's window asks
REDEVENIR_ALIAS = "localize-convert-to-alias"

# Wagtail's own script for approve and send back buttons, in the mode it uses on its dashboard: no form is saved.
_ACTIONS: list[Any] = [Script("wagtailadmin/js/workflow-action.js", **{"data-activate": "dashboard"})]
SCRIPT_DES_ACTIONS = Media(js=_ACTIONS)


def est_relu(circuit: Workflow | None) -> bool:
    """Tell whether this workflow, the one of a page or snippet, includes our review."""
    return RelectureTask.objects.filter(workflow_tasks__workflow=circuit, active=True).exists()


def refuser(request: HttpRequest, message: str, adresse: str | None = None) -> HttpResponse:
    """Return to `adresse` (the admin home by default) with this message, nothing done."""
    messages.error(request, message)
    return redirect(adresse or reverse("wagtailadmin_home"))


def avant_modification(request: HttpRequest, objet: Any) -> HttpResponse | None:
    """Refuse direct publication from the edit form, a revision's form or the translation editor.

    What is not refused is about to change the text: its first words are kept first.
    """
    publie_une_traduction = _demande("action", request) and request.POST["action"] == "publish"
    if publie_une_traduction and (refus := _refuser_traduction(request, objet)):
        return refus
    if _demande(PUBLIER, request) and est_relu(objet.get_workflow()):
        return refuser(request, _message_relecture(), AdminURLFinder(request.user).get_edit_url(objet))

    if request.method == "POST":
        garder_la_premiere(objet)

    return None


def avant_modification_de_snippet(request: HttpRequest, objet: Any) -> HttpResponse | None:
    """Same rule for snippets; those without drafts have nothing to publish."""
    return avant_modification(request, objet) if hasattr(objet, "get_workflow") else None


def avant_creation_de_page(request: HttpRequest, parent: Page, classe: type[Page]) -> HttpResponse | None:
    """Refuse to create a page public at once."""
    if _demande(PUBLIER, request) and est_relu(parent.get_workflow()):
        return refuser(request, _message_relecture(), reverse("wagtailadmin_explore", args=[parent.pk]))
    return None


def avant_creation_de_snippet(request: HttpRequest, modele: type) -> HttpResponse | None:
    """Refuse to create a snippet public at once."""
    circuit = modele.get_default_workflow() if hasattr(modele, "get_default_workflow") else None
    if _demande(PUBLIER, request) and est_relu(circuit):
        return refuser(request, _message_relecture())
    return None


def avant_copie(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Refuse copies public at once, under a title or an address nobody reviewed; a mirror (alias) is one."""
    copie_publique = _demande("publish_copies", request) or _demande("alias", request)
    if copie_publique and est_relu(page.get_workflow()):
        return refuser(request, _message_relecture(), reverse("wagtailadmin_pages:copy", args=[page.pk]))
    return None


def avant_action_groupee(request: HttpRequest, action: str, objets: Iterable[Any], vue: Any) -> HttpResponse | None:
    """Refuse to publish drafts from a list."""
    if action != "publish" or request.user.is_superuser:
        return None
    if any(isinstance(objet, Page) and est_relu(objet.get_workflow()) for objet in objets):
        return refuser(request, _message_relecture(), vue.next_url)
    return None


def composer_menu_de_page(elements: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """Offer on a page's form what this person may really do."""
    objet = context["page"] if context["view"] != "create" else None
    _composer(elements, request, objet, (objet or context["parent_page"]).get_workflow())


def composer_menu_de_snippet(elements: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """Offer on a snippet's form what this person may really do."""
    objet = context.get("instance")
    if hasattr(context["model"], "get_default_workflow"):
        _composer(elements, request, objet, objet.get_workflow() if objet else context["model"].get_default_workflow())


class ActionDeRelecture(Component):
    """A link of the form's footer that approves, or sends back, without saving the form: by Wagtail's window, or by a
    page where there is no script."""

    order = 0
    template_name = "socle/administration/action_de_relecture.html"

    def __init__(self, nom: str, libelle: str, demande_un_motif: bool, objet: Any, etape: int) -> None:
        self.contexte = {"nom": nom, "libelle": libelle, "demande_un_motif": demande_un_motif}
        self.contexte |= {"adresse": adresse_d_action(objet, nom, etape), "page": page_de_reponse(nom, etape)}

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return self.contexte

    @property
    def media(self) -> Media:
        """The script that makes the button work."""
        return SCRIPT_DES_ACTIONS


def adresse_d_action(objet: Any, nom: str, etape: int) -> str:
    """Return where to post an action of the review: Wagtail has one address for pages, one per snippet type."""
    if isinstance(objet, Page):
        return reverse("wagtailadmin_pages:workflow_action", args=[objet.pk, nom, etape])
    return reverse(objet.snippet_viewset.get_url_name("workflow_action"), args=[quote(objet.pk), nom, etape])


def page_de_reponse(nom: str, etape: int) -> str:
    """Return the page that asks the same as the window of an action."""
    return reverse(ADRESSE_DE_LA_REPONSE, args=[etape, nom])


def _composer(elements: list[Any], request: HttpRequest, objet: Any, circuit: Workflow | None) -> None:
    if not est_relu(circuit):
        return

    interdits = set() if request.user.is_superuser else {PUBLIER, REDEVENIR_ALIAS}
    elements[:] = [element for element in elements if element.name not in interdits]
    etape = objet and objet.current_workflow_task

    if getattr(etape, "hors_formulaire", False):
        en_cours = objet.current_workflow_task_state.pk
        elements[:0] = [
            ActionDeRelecture(nom, libelle, motif, objet, en_cours)
            for nom, libelle, motif in etape.get_actions(objet, request.user)
        ]


def _demande(champ: str, request: HttpRequest) -> bool:
    """Tell whether someone held to the review posts this button or box."""
    return request.method == "POST" and champ in request.POST and not request.user.is_superuser


def _refuser_traduction(request: HttpRequest, objet: Any) -> HttpResponse | None:
    """The translation editor knows no workflow: only what was translated from a public text is published. By whom:
    `traductions.editeur`, asked first."""
    traduction = traduction_active(objet)
    if traduction is None:
        return None
    if not source_relue(traduction):
        message = _(
            "Rien n’a été publié : ce texte traduit un brouillon que personne n’a relu. Faites relire et publier "
            "le texte français, puis synchronisez sa traduction."
        )
        return refuser(request, message, request.path)

    return None


def _message_relecture() -> str:
    return _(
        "Rien n’a été enregistré : ici, publier passe par la relecture d’une autre personne. "
        "Enregistrez un brouillon, puis choisissez « Soumettre à Relecture fédérale »."
    )
