"""`…/candidature/versions/<n>/`: what was filed, as it was filed, with what it changed of the version before."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_safe

from registre.dossier.avis import sort_des_avis
from registre.dossier.contenu import de_json
from registre.dossier.differences import differences
from registre.dossier.models import AvisDeDepot, Version
from registre.dossier.situation import situation_de
from registre.espace.acces import de_membre
from registre.espace.candidature.commentaires import ce_qui_est_dit
from registre.models import Membre
from socle.dessins.reponse_pdf import Impression, repondre_pdf


@de_membre
@require_safe
def version(request: HttpRequest, membre: Membre, n: int) -> HttpResponse:
    """Show a version of this coop, ready to print. Raises `Http404` for one that was never filed."""
    lue = _version(membre, n)
    avant = lue.dossier.versions.filter(numero__lt=n).order_by("-numero").first()

    contenu = de_json(lue.contenu)
    contexte = {
        "membre": membre,
        "coop": membre.cooperative,
        "titre": f"Version {lue.numero} du dossier",
        "version": lue,
        "avant": avant,
        "contenu": contenu,
        "commentaires": ce_qui_est_dit(lue.dossier) if _est_commentee(membre, lue) else None,
        "avis": sort_des_avis(AvisDeDepot.objects.filter(version=lue, a_instruire=False)),
        "changements": differences(de_json(avant.contenu), contenu) if avant else [],
    }

    return render(request, "registre/espace/candidature/version.html", contexte)


@de_membre
@require_safe
def pdf(request: HttpRequest, membre: Membre, n: int) -> HttpResponse:
    """Give a version as a tagged PDF. Raises `Http404`; answers 503 when the machine cannot draw."""
    lue = _version(membre, n)
    fichiers = reverse("espace:candidature_pieces", args=[membre.cooperative.slug])
    contexte = {
        "coop": membre.cooperative,
        "version": lue,
        "contenu": de_json(lue.contenu),
        "fichiers": request.build_absolute_uri(fichiers),
    }
    html = render_to_string("registre/pdf/dossier.html", contexte)
    return repondre_pdf(request, html, Impression(f"dossier-{membre.cooperative.slug}-version-{n}.pdf"))


def _est_commentee(membre: Membre, lue: Version) -> bool:
    """Whether it is what one comments today: the last version of the dossier that counts."""
    situation = situation_de(membre.cooperative)
    courant = situation is not None and situation.dossier.pk == lue.dossier_id
    return courant and not lue.dossier.versions.filter(numero__gt=lue.numero).exists()


def _version(membre: Membre, n: int) -> Version:
    versions = Version.objects.select_related("auteur__par", "dossier__cooperative")
    return get_object_or_404(versions, cooperative=membre.cooperative, numero=n)
