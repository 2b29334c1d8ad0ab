"""`/registre/<slug>/`: a coop, its status on a day, what it committed to, what happened before, and what was put right.

What is known now is read from rows; what was known on a past day (`?connu_le=`), from the journal until then.
"""

import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from registre.etats import AVEC_LABEL
from registre.models import Cooperative, Metier
from registre.promotion.carte.adresses import decouverte
from registre.public.connaissance.deux_jours import pas_encore_connue
from registre.public.connaissance.identites import porteuse_du_siren
from registre.public.connaissance.jour import connaissance_demandee, jour_demande, parametres_verifies
from registre.public.fiche.coop_lue import CoopLue, lire_la_coop
from registre.public.fiche.donnees_liees import organisation
from registre.public.fiche.image import image_d_aujourd_hui, image_du_jour
from registre.public.fiche.jalons import barre, jalons
from registre.public.fiche.parcours import histoire
from registre.public.fiche.portes import engagements_portes
from registre.public.fiche.presentation import presentation_lue
from registre.public.rendu import rendre


@require_safe
@parametres_verifies
def fiche(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a coop on the day asked, as known on the other. A slug it has left redirects to today's, the days kept."""
    au, connu_le = jour_demande(request), connaissance_demandee(request)
    lue = lire_la_coop(au, connu_le, cooperative__slug=slug)
    if lue is None:
        return _inconnue(request, slug, au, connu_le)

    permanente = request.build_absolute_uri(reverse("registre:siren", args=[lue.cooperative.siren]))
    description = _("%(nom)s, %(commune)s (%(departement)s). %(statut)s. Engagements, dates et historique du label.")
    du_jour = lue.identite.du_jour
    mots = {
        "nom": du_jour.nom,
        "commune": du_jour.commune,
        "departement": du_jour.departement,
        "statut": strip_tags(lue.phrase),
    }

    return rendre(
        request,
        "registre/cooperative.html",
        _contexte(lue) | {"permanente": permanente},
        au=au,
        titre=str(lue.identite),
        description=description % mots,
        image=image_du_jour(lue) if _d_aujourd_hui(lue) else image_d_aujourd_hui(lue.identite),
    )


@require_safe
@parametres_verifies
def par_siren(request: HttpRequest, siren: str) -> HttpResponse:
    """Lead to a coop by a number that it bears or bore: the address to cite. Raises `Http404`."""
    return _vers_la_fiche(request, pk=porteuse_du_siren(siren, connaissance_demandee(request)))


def _d_aujourd_hui(lue: CoopLue) -> bool:
    """Whether the coop was read for today, as known now."""
    return lue.au == timezone.localdate() and lue.connu_le is None


def _vers_la_fiche(request: HttpRequest, **critere: object) -> HttpResponse:
    """Redirect to the coop found, the question kept. For a while only: slugs may change again. Raises `Http404`."""
    slug = get_object_or_404(Cooperative.objects.only("slug"), **critere).slug
    adresse, question = reverse("registre:cooperative", args=[slug]), request.META.get("QUERY_STRING", "")
    return redirect(f"{adresse}?{question}" if question else adresse)


def _inconnue(request: HttpRequest, slug: str, au: datetime.date, connu_le: datetime.date | None) -> HttpResponse:
    """Answer about a coop that was not on the register by then, or lead to the page of one that left this slug."""
    cooperative = Cooperative.objects.filter(slug=slug).first() if connu_le else None
    if cooperative is None or connu_le is None:
        return _vers_la_fiche(request, anciennes_adresses__slug=slug)
    return pas_encore_connue(request, cooperative, au=au, connu_le=connu_le)


def _contexte(lue: CoopLue) -> dict[str, Any]:
    """Everything that the template of a coop's page reads."""
    cooperative, faits, au, connaissance = lue.cooperative, lue.faits, lue.au, lue.connaissance
    traces = connaissance.traces
    presentation = presentation_lue(lue.periode.presentation)  # type: ignore[attr-defined] # annotated when read

    return {
        "coop": cooperative,
        "lue": lue,
        "identite": lue.identite,
        "absorbee": lue.absorbee,
        "absorbees": connaissance.absorbees(au),
        "presentation": presentation,
        "metiers": [Metier(metier).label for metier in cooperative.metiers],
        "periode": lue.periode,
        "label": lue.label,
        "barre": barre(lue.periode.statut, lue.label, lue.en_cours, au),
        "jalons": jalons(lue.suivi, lue.label, au, traces) if lue.suivi else [],
        "axes": engagements_portes(faits.dossier, None if lue.en_cours else lue.label) if faits.dossier else [],
        "cycles": histoire(lue.en_cours, faits.labels, au, traces),
        "annulees": traces.annulees(lue.dossiers_publics, au),
        "corrigees": traces.de_l_identite(),
        "connu_le": lue.connu_le,
        "difference": lue.difference,
        "decouverte": decouverte(lue.label.numero) if lue.label and lue.periode.statut in AVEC_LABEL else None,
        "donnees_liees": organisation(cooperative, lue.identite, faits.labels, au, presentation),
        "demonstration": cooperative.demonstration,
    }
