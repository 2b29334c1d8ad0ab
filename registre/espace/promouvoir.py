"""`/espace/<coop>/promouvoir/`: the kit of the coop, each piece of it, and all of them in one file.

What it shows is read from the register on the day it is asked: a kit closes by itself when the label falls.
"""

import mimetypes

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from raison_detre.models import DemarchePage, ManifestePage
from registre.espace.acces import de_membre
from registre.models import Membre
from registre.promotion.carte.sur_un_site import sur_un_site
from registre.promotion.kit import apercus, paquet
from registre.promotion.kit.presentation import pieces_montrees
from registre.promotion.kit.situation import Cas, SituationDuKit, situation_de
from registre.promotion.reponses import montre_la_carte
from socle.affluence.guichet import GuichetFerme
from socle.dessins.atelier import ImpressionIndisponibleError
from socle.dessins.reponse_pdf import indisponible

# A signature is styled in each of its cells, as mail programs want it; nothing else is let in.
PLEINE_DE_STYLE = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"


@montre_la_carte
@de_membre
@require_safe
def promouvoir(request: HttpRequest, membre: Membre) -> HttpResponse:
    """Show the kit that the coop has today, or why it has none and what it can do."""
    situation = situation_de(membre.cooperative, timezone.localdate())

    rangees = apercus.places(situation.cas) if situation.ouvert else []
    contexte = {
        "coop": membre.cooperative,
        "titre": "Promouvoir",
        "situation": situation,
        "lu": situation.lu,
        "pieces": pieces_montrees(situation.cas) if situation.ouvert else [],
        "largeur_des_apercus": rangees[-1].x + rangees[-1].largeur if rangees else 0,
        "hauteur_des_apercus": apercus.HAUTEUR,
        "sur_un_site": sur_un_site(situation.lu) if situation.lu and situation.cas == Cas.LABEL else None,
        "manifeste": ManifestePage.objects.live().filter(locale__language_code="fr").first(),
        "demarche": DemarchePage.objects.live().filter(locale__language_code="fr").first(),
    }

    return render(request, "registre/espace/promouvoir.html", contexte)


@de_membre
@require_safe
def piece(request: HttpRequest, membre: Membre, nom: str) -> HttpResponse:
    """Answer with one piece of the kit, shown by the browser. A closed kit leads to the page that says why.

    Raises `Http404` for a name that no piece of this kit has.
    """
    return _servir(request, membre, nom)


@de_membre
@require_safe
def tout(request: HttpRequest, membre: Membre) -> HttpResponse:
    """Answer with the whole kit, one ZIP to save."""
    return _servir(request, membre, None)


def _servir(request: HttpRequest, membre: Membre, nom: str | None) -> HttpResponse:
    situation = situation_de(membre.cooperative, timezone.localdate())
    if not situation.ouvert:
        return redirect("espace:promouvoir", coop=membre.cooperative.slug)

    try:
        with paquet.kit(request, situation, paquet.empreinte(situation)) as archive:
            if nom is None:
                return _a_enregistrer(paquet.a_emporter(archive, situation), situation)
            if nom not in archive.namelist():
                raise Http404(f"No piece named {nom} in this kit.")
            return _a_montrer(archive.read(nom), nom, situation)
    except (ImpressionIndisponibleError, GuichetFerme) as raison:
        return indisponible(request, raison.reessayer)


def _a_enregistrer(contenu: bytes, situation: SituationDuKit) -> HttpResponse:
    nom = f"{paquet.nom_du_kit(situation)}.zip"
    return HttpResponse(
        contenu,
        content_type="application/zip",
        headers={"Content-Disposition": f'attachment; filename="{nom}"'},
    )


def _a_montrer(contenu: bytes, nom: str, situation: SituationDuKit) -> HttpResponse:
    nature = mimetypes.guess_type(nom)[0] or "application/octet-stream"
    if nature.startswith("text/"):
        nature = f"{nature}; charset=utf-8"
    reponse = HttpResponse(contenu, content_type=nature)
    qui = situation.lu.numero if situation.lu else "engagee"
    reponse.headers["Content-Disposition"] = f'inline; filename="{qui}-{nom}"'
    if nom.endswith(".html"):
        reponse.headers["Content-Security-Policy"] = PLEINE_DE_STYLE
    return reponse
