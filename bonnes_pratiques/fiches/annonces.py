"""Who is told of what happens to a sheet. Wagtail tells the reviewers and whoever submitted from the admin; the coop's
people, and those of an earlier step, are told here: nobody learns by chance that a sheet came back.
"""

from typing import Any

from django.db.models import Q
from django.dispatch import receiver
from django.urls import reverse
from wagtail.models import TaskState, WorkflowState
from wagtail.signals import task_submitted, workflow_approved, workflow_rejected, workflow_submitted

from bonnes_pratiques.fiches.programmation import publication_renoncee
from bonnes_pratiques.models import AccordDeLaCoopTask, FichePratique
from registre.models import Membre, Role
from socle.courriels import annoncer
from socle.models import User


def _fiche(etat: WorkflowState) -> FichePratique | None:
    objet = etat.content_object
    specifique = getattr(objet, "specific", objet)
    return specifique if isinstance(specifique, FichePratique) else None


def _plumes(fiche: FichePratique) -> set[int]:
    """The accounts who wrote something of the sheet."""
    return set(fiche.revisions.filter(user__isnull=False).values_list("user_id", flat=True))


def _gens_de_la_coop(fiche: FichePratique, *, tous: bool = False) -> list[User]:
    """The référents of the coop and those of its members who wrote the sheet; all of its members for a go-ahead."""
    coop = fiche.get_latest_revision_as_object().cooperative_id
    membres = [*Membre.objects.filter(cooperative=coop, user__is_active=True).select_related("user")]
    plumes = _plumes(fiche)
    return [m.user for m in membres if tous or m.role == Role.REFERENT or m.user_id in plumes]


def _gens_de_la_federation(fiche: FichePratique, etat: WorkflowState | None, sauf: int | None = None) -> list[User]:
    """Who reviewed it in this review, or wrote some of it, at the Federation; but `sauf`, whom Wagtail tells itself."""
    etapes = etat.task_states.filter(finished_by__isnull=False) if etat else TaskState.objects.none()
    relecteurs = etapes.values_list("finished_by_id", flat=True)
    entre = Q(is_superuser=True) | Q(groups__permissions__codename="access_admin")
    voulus = User.objects.filter(entre, pk__in={*relecteurs, *_plumes(fiche)}, is_active=True)
    return [personne for personne in voulus.distinct().order_by("pk") if personne.pk != sauf]


def _dire(gabarit: str, fiche: FichePratique, gens: list[User], sauf: Any, **contexte: Any) -> None:
    coop = fiche.get_latest_revision_as_object().cooperative
    membres = set(Membre.objects.filter(cooperative=coop, user__in=gens).values_list("user_id", flat=True))
    dans_l_espace = reverse("espace_fiches:fiche", args=[coop.slug, fiche.pk]) if coop else ""
    dans_l_admin = reverse("wagtailadmin_pages:edit", args=[fiche.pk])
    for personne in {u.pk: u for u in gens if sauf is None or u.pk != sauf.pk}.values():
        adresse = dans_l_espace if personne.pk in membres else dans_l_admin
        commun = {"fiche": fiche, "titre": fiche.draft_title, "coop": coop, "adresse": adresse}
        annoncer(gabarit, commun | contexte, [personne.email])


@receiver(workflow_submitted, sender=WorkflowState, dispatch_uid="fiche_soumise")
def dire_la_soumission(instance: WorkflowState, user: Any = None, **_autres: Any) -> None:
    """Tell the coop's people that their sheet went to the review."""
    if fiche := _fiche(instance):
        _dire("bonnes_pratiques/courriels/soumise.txt", fiche, _gens_de_la_coop(fiche), user, par=user)


@receiver(task_submitted, dispatch_uid="fiche_accord_demande")
def demander_l_accord(instance: TaskState, user: Any = None, **_autres: Any) -> None:
    """Ask every member of the coop for its go-ahead."""
    fiche = _fiche(instance.workflow_state)
    if fiche and isinstance(instance.task.specific, AccordDeLaCoopTask):
        _dire("bonnes_pratiques/courriels/accord.txt", fiche, _gens_de_la_coop(fiche, tous=True), None)


@receiver(workflow_rejected, sender=WorkflowState, dispatch_uid="fiche_renvoyee")
def dire_le_renvoi(instance: WorkflowState, user: Any = None, **_autres: Any) -> None:
    """Tell everybody concerned, at whatever step, why the sheet comes back."""
    if fiche := _fiche(instance):
        etape = instance.current_task_state
        gens = [*_gens_de_la_coop(fiche), *_gens_de_la_federation(fiche, instance, instance.requested_by_id)]
        _dire(
            "bonnes_pratiques/courriels/renvoyee.txt", fiche, gens, user, par=user, motif=etape.comment if etape else ""
        )


@receiver(workflow_approved, sender=WorkflowState, dispatch_uid="fiche_publiee")
def dire_la_publication(instance: WorkflowState, user: Any = None, **_autres: Any) -> None:
    """Tell everybody concerned that the sheet is public and where, or on which day it will be."""
    if fiche := _fiche(instance):
        fiche.refresh_from_db()
        gens = [*_gens_de_la_coop(fiche), *_gens_de_la_federation(fiche, instance, instance.requested_by_id)]
        programmee = fiche.scheduled_revision
        contexte = {"publique": fiche.full_url or "", "le": programmee and programmee.approved_go_live_at}
        _dire("bonnes_pratiques/courriels/publiee.txt", fiche, gens, None, **contexte)


@receiver(publication_renoncee, dispatch_uid="fiche_non_publiee")
def dire_le_renoncement(instance: FichePratique, fautes: list[str], **_autres: Any) -> None:
    """Tell everybody concerned that the sheet was not published on the day set, and what it lacks."""
    etat = instance.workflow_states.order_by("-created_at", "-pk").first()
    gens = [*_gens_de_la_coop(instance), *_gens_de_la_federation(instance, etat)]
    _dire("bonnes_pratiques/courriels/non_publiee.txt", instance, gens, None, fautes=fautes)
