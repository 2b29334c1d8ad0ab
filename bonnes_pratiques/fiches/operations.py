"""Every step of a sheet told by a coop, one verb each: save, submit, take back, agree, send back.

Each locks the sheet, runs in one transaction and raises `FicheRefusee` with sentences fit to show. The space's views
call these and nothing else; the admin goes through Wagtail's own views and the same tasks.
"""

from collections.abc import Callable

from django.db import transaction
from django.utils import timezone
from wagtail.models import Comment, TaskState

from bonnes_pratiques.models import AccordDeLaCoopTask, BibliothequePage, FichePratique, RelectureDeFicheTask
from bonnes_pratiques.models.relecture import PublicationRefusee
from registre.models import Cooperative
from socle.models import User

Ecrire = Callable[[FichePratique], None]


class FicheRefusee(Exception):
    """It cannot be done. `messages` are French sentences fit to show; `par_champ` puts some of them on their field."""

    def __init__(self, *messages: str, par_champ: dict[str, list[str]] | None = None) -> None:
        super().__init__(" ".join(messages))
        self.messages = list(messages)
        self.par_champ = par_champ or {}


class VersionDepassee(FicheRefusee):
    """Someone saved the sheet since it was read."""


@transaction.atomic
def creer(cooperative: Cooperative, *, par: User, ecrire: Ecrire) -> FichePratique:
    """Create the draft of a sheet told by this coop, under the library. Raises `FicheRefusee` without a library."""
    parent = BibliothequePage.objects.filter(locale__language_code="fr").order_by("path").first()
    if parent is None:
        raise FicheRefusee("Le site n’a pas encore de bibliothèque : prévenez la Fédération.")
    fiche = FichePratique(locale=parent.locale, live=False, owner=par, title="Brouillon")
    fiche.cooperative = cooperative
    ecrire(fiche)
    parent.add_child(instance=fiche)
    fiche.save_revision(user=par, log_action=True)
    return fiche


@transaction.atomic
def enregistrer(fiche_id: int, *, par: User, base: int | None, ecrire: Ecrire) -> FichePratique:
    """Save a new draft of the sheet. The text the public reads does not move.

    Raises `VersionDepassee` when its latest revision is no longer `base`, `FicheRefusee` while it is under review.
    """
    fiche = verrouiller(fiche_id)

    exiger_modifiable(fiche)
    if fiche.latest_revision_id != base:
        raise VersionDepassee("Quelqu’un d’autre a enregistré cette fiche pendant que vous l’écriviez.")

    brouillon = fiche.get_latest_revision_as_object()
    brouillon.cooperative_id = fiche.cooperative_id
    if brouillon.first_published_at is None:
        brouillon.slug = ""  # the address follows the title until it is public
    ecrire(brouillon)
    brouillon.save_revision(user=par, log_action=True)
    return brouillon


@transaction.atomic
def soumettre(fiche_id: int, *, par: User) -> None:
    """Send the latest draft to the review, from its first step. Raises `FicheRefusee` with what it lacks, by field."""
    fiche = verrouiller(fiche_id)
    exiger_modifiable(fiche)
    if fiche.live and not fiche.has_unpublished_changes:
        raise FicheRefusee("Rien n’a changé depuis la publication : il n’y a rien à relire.")
    if fautes := fiche.get_latest_revision_as_object().manques(timezone.localdate()):
        raise FicheRefusee("Il manque encore quelque chose avant de soumettre.", par_champ=fautes)

    circuit = fiche.get_workflow()
    if circuit is None:
        raise FicheRefusee("Le circuit de relecture n’est pas en service : prévenez la Fédération.")

    if ancien := fiche.current_workflow_state:
        ancien.cancel(user=par)
    circuit.start(fiche, par)


@transaction.atomic
def reprendre(fiche_id: int, *, par: User) -> None:
    """Take the sheet back from the Federation's review. Raises `FicheRefusee` when it is not there."""
    fiche = verrouiller(fiche_id)
    etat = fiche.current_workflow_state
    if etat is None or not isinstance(fiche.current_workflow_task, RelectureDeFicheTask):
        raise FicheRefusee("Cette fiche n’est pas en relecture.")
    etat.cancel(user=par)


@transaction.atomic
def repondre(fiche_id: int, *, par: User, accord: bool, revision: int | None, motif: str = "") -> None:
    """Answer for the coop on the text as it stands: agree, which publishes, or send it back with a reason.

    `revision` is the text that was read. Raises `FicheRefusee`, and `VersionDepassee` when it is no longer that one.
    """
    fiche = verrouiller(fiche_id)
    tache, etape = exiger_reponse(fiche, par=par, revision=revision)
    if not accord and not motif.strip():
        raise FicheRefusee("Dites ce qu’il faut reprendre.", par_champ={"motif": ["Dites ce qu’il faut reprendre."]})

    try:
        tache.on_action(etape, par, "approve" if accord else "reject", comment=motif.strip())
    except PublicationRefusee as refus:
        raise FicheRefusee(str(refus)) from refus


def exiger_reponse(fiche: FichePratique, *, par: User, revision: int | None) -> tuple[AccordDeLaCoopTask, TaskState]:
    """Return the step where the coop answers, with what it is at. Raises `FicheRefusee`, and `VersionDepassee`, to who
    cannot answer on this text."""
    tache, etape = fiche.current_workflow_task, fiche.current_workflow_task_state
    if not isinstance(tache, AccordDeLaCoopTask) or etape is None:
        raise FicheRefusee("Cette fiche n’attend pas l’accord de votre coopérative.")
    if fiche.latest_revision_id != revision:
        raise VersionDepassee("Le texte a changé depuis que vous l’avez lu : relisez-le.")
    if not tache.peut_accorder(fiche, par):
        raise FicheRefusee("Vous avez écrit ce texte : une autre personne de votre coopérative doit donner son accord.")

    return tache, etape


@transaction.atomic
def resoudre(fiche_id: int, commentaire_id: int, *, par: User) -> bool:
    """Mark a comment of this sheet as dealt with. Return whether there was one."""
    commentaire = Comment.objects.filter(page_id=fiche_id, pk=commentaire_id, resolved_at__isnull=True).first()
    if commentaire is None:
        return False
    commentaire.resolved_at, commentaire.resolved_by = timezone.now(), par
    commentaire.save()
    commentaire.log_resolve(user=par)
    return True


def verrouiller(fiche_id: int) -> FichePratique:
    """Lock the sheet until the transaction ends: two people who save at once wait for each other."""
    return FichePratique.objects.select_for_update(of=("self",)).get(pk=fiche_id)


def exiger_modifiable(fiche: FichePratique) -> None:
    """Raise `FicheRefusee` while the sheet is under review, waits for its day, or is locked by an editor."""
    etat = fiche.current_workflow_state
    if etat and etat.status == etat.STATUS_IN_PROGRESS:
        raise FicheRefusee("Cette fiche est en relecture : son texte ne bouge pas. Reprenez-la d’abord.")
    if fiche.approved_schedule:
        raise FicheRefusee("Cette fiche est acceptée et sera publiée au jour prévu : pour la changer, écrivez-nous.")
    if fiche.locked:
        raise FicheRefusee("La Fédération a verrouillé cette fiche : elle ne se modifie pas pour le moment.")


def etape_en_cours(fiche: FichePratique) -> TaskState | None:
    """Return the step the sheet waits in, None out of review."""
    return fiche.current_workflow_task_state
