"""`/espace/<coop>/fiches/nouvelle/` and `/espace/<coop>/fiches/<id>/`: telling a sheet, and where it stands."""

from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from bonnes_pratiques.espace import brouillons
from bonnes_pratiques.espace.acces import fiche_de
from bonnes_pratiques.espace.brouillons import AutreOnglet, Reference
from bonnes_pratiques.espace.commentaires import AILLEURS, commentaires_par_champ, poser
from bonnes_pratiques.espace.conflit import Conflit, conflit
from bonnes_pratiques.espace.ecriture import appliquer, saisie_de
from bonnes_pratiques.espace.en_relecture import montrer
from bonnes_pratiques.espace.fichiers import placer_les_pieces, televerser
from bonnes_pratiques.espace.formulaire import FormulaireComplet, lire_choix
from bonnes_pratiques.espace.lignes import LIGNES_DE_FORMULAIRE
from bonnes_pratiques.espace.suivi import suivi_de
from bonnes_pratiques.fiches import operations
from bonnes_pratiques.fiches.operations import FicheRefusee, VersionDepassee
from bonnes_pratiques.models import FichePratique
from registre.espace.acces import de_membre, sans_perte
from registre.models import Membre
from socle.formulaires.saisie import Saisie
from socle.formulaires.sans_session import passe
from socle.textes.signes import entier_ou_rien

TROP_LONG = "C’est plus que ce qu’une fiche peut tenir : rien n’a été enregistré. Raccourcissez le texte collé."


@dataclass(frozen=True)
class Page:
    """The form as it is about to be shown."""

    formulaire: FormulaireComplet
    reference: Reference
    conflit: Conflit | None = None
    refus_de_fichiers: dict[str, list[str]] = field(default_factory=dict)
    en_cours: bool = False
    rendue: bool = False


@sans_perte
@de_membre
@require_http_methods(["GET", "HEAD", "POST"])
def nouvelle(request: HttpRequest, membre: Membre) -> HttpResponse:
    """Tell a new sheet. One that was begun and not saved comes back as it was left."""
    return _ecrire(request, membre, None) if request.method == "POST" else _lire(request, membre, None)


@sans_perte
@de_membre
@require_http_methods(["GET", "HEAD", "POST"])
def fiche(request: HttpRequest, membre: Membre, pk: int) -> HttpResponse:
    """Change a sheet of the coop; show it, with what is asked, while it is under review."""
    voulue = fiche_de(membre, pk)
    if request.method == "POST":
        return _ecrire(request, membre, voulue)
    suivi = suivi_de(voulue)
    return _lire(request, membre, voulue) if suivi.modifiable else montrer(request, membre, voulue, suivi)


def adresse_de(membre: Membre, voulue: FichePratique | None) -> str:
    """Return the address of the form."""
    if voulue is None:
        return reverse("espace_fiches:nouvelle", args=[membre.cooperative.slug])
    return reverse("espace_fiches:fiche", args=[membre.cooperative.slug, voulue.pk])


def _lire(request: HttpRequest, membre: Membre, voulue: FichePratique | None) -> HttpResponse:
    """Show the form: what was being typed if anything was, else the sheet's latest text."""
    rendue = brouillons.rendre_le_depot(membre, voulue, request.path)
    brouillon = brouillons.brouillon_de(membre, voulue)
    choix = lire_choix(membre.cooperative)
    base = voulue.latest_revision_id if voulue else None
    enregistree = saisie_de(voulue.get_latest_revision_as_object()) if voulue else Saisie()
    saisie = Saisie(brouillon.donnees) if brouillon else enregistree
    formulaire = FormulaireComplet(saisie, choix, valider=False)
    depasse = None

    if brouillon and voulue and brouillon.base != base:
        depasse = conflit(_qui_a_enregistre(voulue), saisie, enregistree.donnees, formulaire)

    reference = Reference(brouillon.version if brouillon else 0, base)
    page = Page(formulaire, reference, depasse, en_cours=brouillon is not None, rendue=rendue)
    return _montrer(request, membre, voulue, page)


def _ecrire(  # noqa: PLR0911 - one answer per thing that may stop it
    request: HttpRequest, membre: Membre, voulue: FichePratique | None
) -> HttpResponse:
    """Keep what was sent, whatever it is worth; then do what the button says."""
    envoi = televerser(request, membre, Saisie.du_formulaire(request))
    saisie, reference, choix = envoi.saisie, Reference.du_formulaire(request), lire_choix(membre.cooperative)
    action = request.POST.get("action", "enregistrer")
    if saisie.trop_longue:
        messages.error(request, TROP_LONG)
        page = Page(FormulaireComplet(saisie, choix, valider=False), reference)
        return _montrer(request, membre, voulue, page, statut=400)

    apres_geste = saisie.appliquer_geste(action, LIGNES_DE_FORMULAIRE)

    try:
        brouillon = brouillons.garder(membre, voulue, apres_geste or saisie, reference)
    except AutreOnglet as autre:
        return _autre_onglet(request, membre, voulue, saisie, autre)
    reference = Reference(brouillon.version, reference.base)
    if voulue and action.startswith("resoudre:"):
        return _resoudre(request, membre, voulue, action.removeprefix("resoudre:"))
    if apres_geste and not envoi.refus:
        return redirect(f"{adresse_de(membre, voulue)}#{action.split(':')[1]}")
    if envoi.refus:
        page = Page(FormulaireComplet(apres_geste or saisie, choix, valider=False), reference, None, envoi.refus)
        return _montrer(request, membre, voulue, page, statut=400)

    formulaire = FormulaireComplet(saisie, choix, valider=True)
    compris = formulaire.is_valid()
    if not (placer_les_pieces(formulaire, membre, voulue) and compris):
        return _montrer(request, membre, voulue, Page(formulaire, reference), statut=400)

    return _enregistrer(request, membre, voulue, Page(formulaire, reference), action)


def _resoudre(request: HttpRequest, membre: Membre, voulue: FichePratique, pk: str) -> HttpResponse:
    """Mark a comment of the sheet as dealt with; what is typed was kept just before."""
    cle = entier_ou_rien(pk)
    if cle is not None and operations.resoudre(voulue.pk, cle, par=membre.user):
        messages.success(request, "Commentaire marqué comme traité.")
    return redirect(adresse_de(membre, voulue))


def _enregistrer(
    request: HttpRequest, membre: Membre, voulue: FichePratique | None, page: Page, action: str
) -> HttpResponse:
    """Write a valid form on the sheet, then preview or submit it if that is what was asked."""

    def ecrire(cible: FichePratique) -> None:
        appliquer(cible, page.formulaire)

    try:
        if voulue is None:
            ecrite = operations.creer(membre.cooperative, par=membre.user, ecrire=ecrire)
        else:
            ecrite = operations.enregistrer(voulue.pk, par=membre.user, base=page.reference.base, ecrire=ecrire)
    except VersionDepassee:
        return _depassee(request, membre, fiche_de(membre, voulue.pk) if voulue else None, page)
    except FicheRefusee as refus:
        messages.error(request, f"{' '.join(refus.messages)} Ce que vous avez écrit est gardé.")
        return redirect(adresse_de(membre, voulue))
    brouillons.oublier(membre, voulue)
    if action == "apercu":
        return redirect("espace_fiches:apercu", coop=membre.cooperative.slug, pk=ecrite.pk)
    if action == "soumettre":
        return _soumettre(request, membre, ecrite.pk, page)
    messages.success(request, "Fiche enregistrée. Vous pouvez la reprendre quand vous voulez.")
    return redirect(adresse_de(membre, ecrite))


def _soumettre(request: HttpRequest, membre: Membre, pk: int, page: Page) -> HttpResponse:
    ecrite = fiche_de(membre, pk)
    try:
        operations.soumettre(pk, par=membre.user)
    except FicheRefusee as refus:
        if not refus.par_champ:
            messages.error(request, " ".join(refus.messages))
            return redirect(adresse_de(membre, ecrite))
        page.formulaire.ajouter_manques(refus.par_champ)
        reference = Reference(0, ecrite.latest_revision_id)
        return _montrer(request, membre, ecrite, Page(page.formulaire, reference), statut=400)

    messages.success(request, "Fiche soumise. La Fédération la relit : vous recevrez sa réponse par courriel.")

    return redirect(adresse_de(membre, ecrite))


def _depassee(request: HttpRequest, membre: Membre, voulue: FichePratique | None, page: Page) -> HttpResponse:
    """Show both texts, the one typed in the form; saving again replaces the other, knowingly."""
    if voulue is None:
        return redirect(adresse_de(membre, voulue))
    ailleurs = saisie_de(voulue.get_latest_revision_as_object()).donnees
    trouve = conflit(_qui_a_enregistre(voulue), page.formulaire.saisie, ailleurs, page.formulaire)
    reference = Reference(page.reference.version, voulue.latest_revision_id)
    return _montrer(request, membre, voulue, Page(page.formulaire, reference, trouve), statut=409)


def _autre_onglet(
    request: HttpRequest, membre: Membre, voulue: FichePratique | None, saisie: Saisie, autre: AutreOnglet
) -> HttpResponse:
    formulaire = FormulaireComplet(saisie, lire_choix(membre.cooperative), valider=False)
    message = "Vous avez aussi écrit cette fiche ailleurs, dans un autre onglet ou sur un autre appareil."
    trouve = conflit(message, saisie, autre.garde, formulaire)
    brouillon = brouillons.brouillon_de(membre, voulue)
    reference = Reference(brouillon.version if brouillon else 0, Reference.du_formulaire(request).base)
    return _montrer(request, membre, voulue, Page(formulaire, reference, trouve), statut=409)


def _qui_a_enregistre(voulue: FichePratique) -> str:
    revision = voulue.latest_revision
    qui = revision.user if revision and revision.user else "Quelqu’un d’autre"
    return f"{qui} a enregistré cette fiche pendant que vous l’écriviez."


def _montrer(
    request: HttpRequest, membre: Membre, voulue: FichePratique | None, page: Page, *, statut: int = 200
) -> HttpResponse:
    """Render the form with its comments, its files, its mistakes."""
    formulaire = page.formulaire

    placer_les_pieces(formulaire, membre, voulue)
    par_champ = commentaires_par_champ(voulue, formulaire) if voulue else {}

    poser(formulaire, par_champ)

    for ligne in [*formulaire.lignes["outils"], *formulaire.lignes["images"]]:
        ligne.refus = page.refus_de_fichiers.get(ligne.add_prefix("fichier"), [])

    adresse = adresse_de(membre, voulue)
    contexte: dict[str, Any] = {
        "membre": membre,
        "coop": membre.cooperative,
        "fiche": voulue,
        "suivi": suivi_de(voulue) if voulue else None,
        "titre": voulue.draft_title if voulue else "Raconter une pratique",
        "formulaire": formulaire,
        "p": formulaire.principal,
        "fautes": _fautes(page),
        "page_de_formulaire": page,
        "ailleurs": par_champ.get(AILLEURS, []),
        "adresse": adresse,
        "passe": passe(membre.user, adresse),
    }
    return render(request, "bonnes_pratiques/espace/fiche.html", contexte, status=statut)


def _fautes(page: Page) -> list[tuple[str, str, str]]:
    fichiers = [(f"id_{nom}", "Fichier", message) for nom, lus in page.refus_de_fichiers.items() for message in lus]
    return [*page.formulaire.fautes(), *fichiers]
