"""A sheet under review, read by the coop: where it stands, what is asked, the text as the public would read it."""

from itertools import chain

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from bonnes_pratiques.espace import brouillons
from bonnes_pratiques.espace.acces import fiche_de
from bonnes_pratiques.espace.commentaires import commentaires_par_champ
from bonnes_pratiques.espace.conflit import conflit
from bonnes_pratiques.espace.ecriture import saisie_de
from bonnes_pratiques.espace.formulaire import FormulaireComplet, lire_choix
from bonnes_pratiques.espace.suivi import Suivi, suivi_de
from bonnes_pratiques.fiches import operations
from bonnes_pratiques.fiches.operations import FicheRefusee
from bonnes_pratiques.models import AccordDeLaCoopTask, FichePratique
from registre.espace.acces import de_membre
from registre.models import Membre
from socle.formulaires.divergences import Divergence
from socle.templatetags.typographie import en_toutes_lettres
from socle.textes.signes import entier_ou_rien


def montrer(  # noqa: PLR0913 - what the page shows
    request: HttpRequest, membre: Membre, fiche: FichePratique, suivi: Suivi, *, faute: str = "", motif: str = ""
) -> HttpResponse:
    """Show a sheet that does not move: its situation, what the Federation changed, the answer asked for."""
    pendante = fiche.get_latest_revision_as_object()
    formulaire = FormulaireComplet(saisie_de(pendante), lire_choix(membre.cooperative), valider=False)
    tache = fiche.current_workflow_task
    peut_repondre = isinstance(tache, AccordDeLaCoopTask) and tache.peut_accorder(fiche, membre.user)
    contexte = {
        "membre": membre,
        "coop": membre.cooperative,
        "fiche": fiche,
        "titre": fiche.draft_title,
        "suivi": suivi,
        "peut_repondre": peut_repondre,
        "revision": fiche.latest_revision_id,
        "differences": _changements(fiche, formulaire, suivi),
        "commentaires": list(chain.from_iterable(commentaires_par_champ(fiche, formulaire).values())),
        "faute": faute,
        "motif": motif,
    }

    return render(request, "bonnes_pratiques/espace/lecture.html", contexte, status=400 if faute else 200)


def _changements(fiche: FichePratique, formulaire: FormulaireComplet, suivi: Suivi) -> list[Divergence]:
    """What the text became since the coop's last words, for it to agree to."""
    if suivi.code != "accord":
        return []
    membres = Membre.objects.filter(cooperative=fiche.cooperative).values_list("user_id", flat=True)
    derniere = fiche.revisions.filter(user__in=[*membres]).order_by("-created_at", "-pk").first()
    if derniere is None or derniere.pk == fiche.latest_revision_id:
        return []
    avant = saisie_de(derniere.as_object())
    return conflit("", formulaire.saisie, avant.donnees, formulaire).differences


@de_membre
@require_safe
def apercu(request: HttpRequest, membre: Membre, pk: int) -> HttpResponse:
    """Show the latest text as the public page would, to the members only."""
    pendante = fiche_de(membre, pk).get_latest_revision_as_object()
    request.is_preview = True  # type: ignore[attr-defined] # where Wagtail's pages look for it
    reponse = pendante.serve(request)
    if isinstance(reponse, TemplateResponse):
        reponse.render()
    return reponse


@de_membre
@require_POST
def reprendre(request: HttpRequest, membre: Membre, pk: int) -> HttpResponse:
    """Take the sheet back from the review, to change it."""
    try:
        operations.reprendre(fiche_de(membre, pk).pk, par=membre.user)
    except FicheRefusee as refus:
        messages.error(request, " ".join(refus.messages))
    else:
        messages.success(request, "La fiche vous revient : changez-la, puis soumettez-la à nouveau.")
    return redirect("espace_fiches:fiche", coop=membre.cooperative.slug, pk=pk)


@de_membre
@require_POST
def repondre(request: HttpRequest, membre: Membre, pk: int) -> HttpResponse:
    """Give the coop's go-ahead once what it publishes was shown, or send the sheet back with a reason."""
    fiche = fiche_de(membre, pk)
    action, motif = request.POST.get("action"), request.POST.get("motif", "")
    accord, revision = action == "accepter", entier_ou_rien(request.POST.get("revision", ""))
    if action == "revenir":
        return montrer(request, membre, fiche, suivi_de(fiche), motif=motif)

    try:
        if accord and "confirmer" not in request.POST:
            operations.exiger_reponse(fiche, par=membre.user, revision=revision)
            return _confirmer(request, membre, fiche, motif)
        operations.repondre(fiche.pk, par=membre.user, accord=accord, revision=revision, motif=motif)
    except FicheRefusee as refus:
        suivi = suivi_de(fiche)
        if suivi.modifiable:
            messages.error(request, " ".join(refus.messages))
            return redirect("espace_fiches:fiche", coop=membre.cooperative.slug, pk=pk)
        return montrer(request, membre, fiche, suivi, faute=" ".join(refus.messages), motif=motif)

    messages.success(request, _fait(fiche) if accord else "La fiche est renvoyée, avec votre motif.")
    return redirect("espace_fiches:fiche", coop=membre.cooperative.slug, pk=pk)


def _fait(fiche: FichePratique) -> str:
    """What the go-ahead came to: the sheet is public, or will be on its day."""
    fiche.refresh_from_db()
    prevue = fiche.approved_schedule and fiche.get_latest_revision().approved_go_live_at
    return (
        f"Merci : la fiche sera publiée le {en_toutes_lettres(prevue)}." if prevue else "Merci : la fiche est publiée."
    )


def _confirmer(request: HttpRequest, membre: Membre, fiche: FichePratique, motif: str) -> HttpResponse:
    """Show what the go-ahead makes public: the sheet, under which address, from which day."""
    future = fiche.get_latest_revision_as_object()
    contexte = {
        "membre": membre,
        "coop": membre.cooperative,
        "fiche": fiche,
        "titre": future.title,
        "resume": future.introduction,
        "adresse": future.full_url,
        "public_le": future.go_live_at if future.go_live_at and future.go_live_at > timezone.now() else None,
        "revision": fiche.latest_revision_id,
        "motif": motif,
    }
    return render(request, "bonnes_pratiques/espace/accord.html", contexte)


@de_membre
@require_POST
def abandonner(request: HttpRequest, membre: Membre, pk: int | None = None) -> HttpResponse:
    """Drop what was typed and not saved; the sheet stays as it is."""
    fiche = fiche_de(membre, pk) if pk else None
    brouillons.oublier(membre, fiche)
    messages.success(request, "Votre saisie est effacée.")
    if fiche:
        return redirect("espace_fiches:fiche", coop=membre.cooperative.slug, pk=pk)
    return redirect("espace:accueil", coop=membre.cooperative.slug)
