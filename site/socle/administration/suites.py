"""What submitting, approving and sending back came to, said to whoever did it: Wagtail says little, or nothing."""

from typing import Any

from django.contrib.admin.utils import quote
from django.contrib.messages import get_messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.utils import get_user_display_name
from wagtail.models import Page, PreviewableMixin, TaskState

from socle.administration.relecture import ADRESSE_DE_LA_REPONSE
from socle.models.relecture import ADRESSE_DE_LA_SUITE
from socle.textes.ordre import cle_francaise

SOUMETTRE = ("action-submit", "action-restart-workflow")


def declarer() -> None:
    """Have what was submitted told, and give steps their address."""
    for apres in ("after_create_page", "after_edit_page", "after_create_snippet", "after_edit_snippet"):
        hooks.register(apres, apres_soumission)
    hooks.register("register_admin_urls", adresses)


def adresses() -> list[URLPattern]:
    """Return where a step of the review leads once it is taken."""
    return [
        path("relecture/<int:pk>/faite/", dire_la_suite, name=ADRESSE_DE_LA_SUITE),
        path("relecture/<int:pk>/repondre/<slug:action>/", repondre, name=ADRESSE_DE_LA_REPONSE),
    ]


def apres_soumission(request: HttpRequest, objet: Any) -> None:
    """Say what comes next of a text just submitted: who reads it, what happens then."""
    if not any(bouton in request.POST for bouton in SOUMETTRE):
        return

    attend = TaskState.objects.for_instance(objet).filter(status=TaskState.STATUS_IN_PROGRESS).last()
    if attend is None:
        return

    titre, etape = attend.revision.object_str, attend.task.specific
    groupes = sorted((groupe.name for groupe in _groupes(etape)), key=cle_francaise)
    mots = {"titre": titre, "etape": etape.name, "groupes": _(" ou ").join(groupes)}
    par_qui = _("du groupe %(groupes)s, autre que vous") % mots if groupes else _("autre que vous")
    phrase = _(
        "« %(titre)s » attend maintenant l’étape « %(etape)s » : une personne %(par_qui)s, le lit, puis l’approuve ou "
        "vous le renvoie avec un motif. Un courriel vous le dit ; d’ici là, le public lit ce qu’il lisait."
    )
    messages.info(request, phrase % (mots | {"par_qui": par_qui}))


def dire_la_suite(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what this step came to, and go back to the text; or that somebody else took it first."""
    etape = get_object_or_404(TaskState, pk=pk)
    objet = etape.workflow_state.content_object
    if objet is None or etape.finished_by_id != request.user.pk:
        messages.info(request, _("Rien n’a été fait de plus : une autre personne a déjà répondu à cette étape."))
        return redirect("wagtailadmin_home")

    marque, en_attente = f"relecture-{pk}", get_messages(request)
    deja = any(marque in (message.extra_tags or "") for message in en_attente)
    # Looked at, not shown: of a button pressed twice, the page to come says it once.
    en_attente.used = False  # type: ignore[union-attr] # a list without the middleware, which the admin has
    if not deja:
        boutons = [messages.button(url, texte, new_window=False) for texte, url in _liens(objet, request.user)]
        messages.success(request, ce_qui_est_arrive(etape, objet), buttons=boutons, extra_tags=marque)
    return redirect(AdminURLFinder(request.user).get_edit_url(objet) or reverse("wagtailadmin_home"))


def repondre(request: HttpRequest, pk: int, action: str) -> HttpResponse:
    """Answer a step of the review by a plain page: what Wagtail's window asks, for a browser without scripts.

    Raises `PermissionDenied` to whoever may not answer so.
    """
    etape = get_object_or_404(TaskState, pk=pk).specific
    tache, objet = etape.task.specific, etape.workflow_state.content_object
    if objet is None or etape.status != TaskState.STATUS_IN_PROGRESS:
        return redirect(ADRESSE_DE_LA_SUITE, pk=pk)

    libelles = {nom: libelle for nom, libelle, _motif in tache.get_actions(objet, request.user)}
    if action not in libelles:
        raise PermissionDenied

    form = tache.get_form_for_action(action)(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        suite = tache.on_action(etape, request.user, action, **form.cleaned_data)
        return redirect(suite or reverse(ADRESSE_DE_LA_SUITE, args=[pk]))

    contexte = {"etape": etape, "libelle": libelles[action], "form": form, "approuve": action != "reject"}
    retour = AdminURLFinder(request.user).get_edit_url(objet) or reverse("wagtailadmin_home")
    return TemplateResponse(request, "socle/administration/repondre.html", contexte | {"retour": retour})


def ce_qui_est_arrive(etape: TaskState, objet: Any) -> str:
    """Return what this step came to, in a sentence that names the text."""
    circuit, mots = etape.workflow_state, {"titre": etape.revision.object_str}
    if etape.status == TaskState.STATUS_REJECTED:
        auteur = circuit.requested_by
        mots["auteur"] = get_user_display_name(auteur) if auteur else _("son auteur")
        return (
            _("« %(titre)s » est renvoyé à %(auteur)s avec votre motif, par courriel. Le public lit ce qu’il lisait.")
            % mots
        )
    if circuit.status == circuit.STATUS_IN_PROGRESS:
        mots["suite"] = circuit.current_task_state.task.name
        return _("« %(titre)s » est approuvé. Étape suivante : « %(suite)s ». Rien n’est encore public.") % mots

    quand = etape.revision.approved_go_live_at
    if quand and quand > timezone.now():
        mots["quand"] = date_format(timezone.localtime(quand), "SHORT_DATETIME_FORMAT")
        return _("« %(titre)s » est approuvé : il sera public le %(quand)s.") % mots

    return _("« %(titre)s » est approuvé et public dès maintenant.") % mots


def a_lire_avant(etape: TaskState) -> dict[str, Any]:
    """Return what to know before approving a step: the text, and where to read it as the public will."""
    objet, future = etape.workflow_state.content_object, etape.revision.as_object()
    espace = "wagtailadmin_pages" if isinstance(objet, Page) else objet.snippet_viewset.url_namespace
    cle = quote(objet.pk)
    apercu = comparer = ""

    if isinstance(objet, PreviewableMixin) and objet.is_previewable():
        apercu = reverse(f"{espace}:workflow_preview", args=[cle, etape.task_id])

    if objet.live:
        comparer = reverse(f"{espace}:revisions_compare", args=[cle, "live", etape.revision_id])

    return {
        "titre": etape.revision.object_str,
        "langue": future.locale.get_display_name() if hasattr(future, "locale") else "",
        "adresse": future.full_url if isinstance(objet, Page) else "",
        "soumis_par": etape.workflow_state.requested_by,
        "public_le": future.go_live_at if future.go_live_at and future.go_live_at > timezone.now() else None,
        "apercu": apercu,
        "comparer": comparer,
    }


def _groupes(etape: Any) -> list[Any]:
    """The groups that take this step; none when it is somebody else's, a coop's for one."""
    return list(etape.groups.all()) if hasattr(etape, "groups") else []


def _liens(objet: Any, compte: Any) -> list[tuple[str, str]]:
    """The ways to the text: its public page when it has one, its form, and what still waits."""
    publique = objet.full_url if isinstance(objet, Page) and objet.live else ""
    modifier = AdminURLFinder(compte).get_edit_url(objet) or ""
    liens = [
        (_("Lire la page publique"), publique),
        (_("Ouvrir le texte"), modifier),
        (_("Ce qui m’attend"), reverse("wagtailadmin_home")),
    ]
    return [(texte, url) for texte, url in liens if url]
