"""Sets up the review every change goes through before it is public: the workflow, its step, what it governs."""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from django.apps import apps
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _
from wagtail.models import GroupApprovalTask, Page, Workflow, WorkflowContentType, WorkflowPage, WorkflowTask

from socle import droits
from socle.comptes.groupes import declarations
from socle.models import RelectureTask
from socle.textes.ordre import cle_francaise

CIRCUIT_DE_WAGTAIL = "Moderators approval"


@cache
def snippets_relus() -> tuple[type[Any], ...]:
    """Return the models, pages aside, that the rooms put under review: the `MODELES_RELUS` of their `droits.py`."""
    noms = (nom for module in declarations() for nom in getattr(module, "MODELES_RELUS", ()))
    return tuple(apps.get_model(nom) for nom in noms)


def synchroniser_circuit() -> Iterator[str]:
    """Set up the review of every page and of the snippets the rooms name; yield what changed, in French sentences.

    The groups must exist already. To be run in a transaction.
    """
    circuit, cree = Workflow.objects.get_or_create(name=droits.CIRCUIT)
    if cree:
        yield _("Circuit « %(nom)s » créé.") % {"nom": circuit.name}

    if not circuit.active:
        circuit.active = True
        circuit.save(update_fields=["active"])
        yield _("Circuit « %(nom)s » remis en service.") % {"nom": circuit.name}

    yield from _synchroniser_etape(circuit)
    yield from _assigner(circuit)

    for module in declarations():
        for nom, etapes in getattr(module, "CIRCUITS", {}).items():
            yield from _synchroniser_circuit_de_salle(nom, etapes)
    yield from _retirer_le_circuit_de_wagtail()


def _synchroniser_circuit_de_salle(nom: str, etapes: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Make a room's own review exactly its declared steps, (model, name) in order; the reviewers are those of all."""
    circuit, cree = Workflow.objects.get_or_create(name=nom)
    if cree or not circuit.active:
        circuit.active = True
        circuit.save(update_fields=["active"])
        yield _("Circuit « %(nom)s » créé.") % {"nom": nom}

    relecteurs = set(Group.objects.filter(name__in=droits.RELECTEURS))

    taches = []
    for modele, nom_d_etape in etapes:
        tache, _creee = apps.get_model(modele).objects.get_or_create(name=nom_d_etape)
        if not tache.active:
            tache.active = True
            tache.save()
        if hasattr(tache, "groups") and set(tache.groups.all()) != relecteurs:
            tache.groups.set(relecteurs)
        taches.append(tache.pk)

    actuelles = WorkflowTask.objects.filter(workflow=circuit).order_by("sort_order", "pk")
    if list(actuelles.values_list("task_id", flat=True)) != taches:
        actuelles.delete()
        for rang, tache_id in enumerate(taches):
            WorkflowTask.objects.create(workflow=circuit, task_id=tache_id, sort_order=rang)
        yield _("Circuit « %(nom)s » : %(nombre)s étapes.") % {"nom": nom, "nombre": len(taches)}


def _synchroniser_etape(circuit: Workflow) -> Iterator[str]:
    """Make our step the only one of the circuit, active, in the hands of the declared groups."""
    etape, creee = RelectureTask.objects.get_or_create(name=droits.CIRCUIT)
    relecteurs = set(Group.objects.filter(name__in=droits.RELECTEURS))

    if creee or not etape.active or set(etape.groups.all()) != relecteurs:
        etape.active = True
        etape.save()
        etape.groups.set(relecteurs)
        yield _("Étape « %(nom)s » : relecture par %(groupes)s.") % {
            "nom": etape.name,
            "groupes": ", ".join(sorted((groupe.name for groupe in relecteurs), key=cle_francaise)),
        }

    etapes = WorkflowTask.objects.filter(workflow=circuit)
    if list(etapes.values_list("task_id", flat=True)) != [etape.pk]:
        etapes.delete()
        WorkflowTask.objects.create(workflow=circuit, task=etape)


def _assigner(circuit: Workflow) -> Iterator[str]:
    """Put the root of the pages, and each declared snippet type, under the circuit."""
    racine = Page.get_first_root_node()
    if not WorkflowPage.objects.filter(page=racine, workflow=circuit).exists():
        WorkflowPage.objects.update_or_create(page=racine, defaults={"workflow": circuit})
        yield _("« %(nom)s » s’applique à toutes les pages.") % {"nom": circuit.name}

    en_trop = WorkflowPage.objects.exclude(page=racine)

    for assignation in en_trop.select_related("page", "workflow"):
        yield _("La page « %(page)s » revient au circuit commun.") % {"page": assignation.page.title}

    en_trop.delete()
    for modele in snippets_relus():
        type_ = ContentType.objects.get_for_model(modele)
        if not WorkflowContentType.objects.filter(content_type=type_, workflow=circuit).exists():
            WorkflowContentType.objects.update_or_create(content_type=type_, defaults={"workflow": circuit})
            yield _("« %(nom)s » s’applique aux %(modele)s.") % {
                "nom": circuit.name,
                "modele": modele._meta.verbose_name_plural,
            }


def _retirer_le_circuit_de_wagtail() -> Iterator[str]:
    """Retire the workflow Wagtail's migrations create; delete it while nothing ever went through it."""
    for circuit in Workflow.objects.filter(name=CIRCUIT_DE_WAGTAIL, active=True):
        if circuit.workflow_states.exists():
            circuit.deactivate()
            yield _("Circuit « %(nom)s » de Wagtail désactivé, son historique gardé.") % {"nom": circuit.name}
        else:
            circuit.delete()
            GroupApprovalTask.objects.filter(name=CIRCUIT_DE_WAGTAIL, task_states=None).delete()
            yield _("Circuit « %(nom)s » de Wagtail supprimé.") % {"nom": circuit.name}
