"""`/registre/<slug>/`: a coop, its status on a day, what it committed to, and what happened before."""

import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from registre.etats import AVEC_LABEL, Statut
from registre.models import Cooperative, Label, Metier, PeriodeDeStatut
from registre.public.donnees_liees import organisation
from registre.public.jalons import barre, candidature_en_cours, jalons
from registre.public.jour import jour_demande, parametres_verifies
from registre.public.parcours import histoire
from registre.public.portes import engagements_portes
from registre.public.presentation import presentation_de, presentation_lue
from registre.public.vue import rendre
from registre.templatetags.statuts import phrase


@require_safe
@parametres_verifies
def fiche(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a coop on the day asked. A slug it has left redirects to today's, the day asked kept."""
    au = jour_demande(request)
    periode = _periode(slug, au)
    if periode is None:
        return _vers_la_fiche(request, anciennes_adresses__slug=slug)
    cooperative = periode.cooperative
    contexte = _contexte(cooperative, periode, au)
    statut = strip_tags(phrase(periode))
    permanente = request.build_absolute_uri(reverse("registre:siren", args=[cooperative.siren]))
    description = _("%(nom)s, %(commune)s (%(departement)s). %(statut)s. Engagements, dates et historique du label.")
    mots = {
        "nom": cooperative.nom,
        "commune": cooperative.commune,
        "departement": cooperative.departement,
        "statut": statut,
    }
    return rendre(
        request,
        "registre/cooperative.html",
        contexte | {"permanente": permanente},
        au=au,
        titre=str(cooperative),
        description=description % mots,
    )


@require_safe
def par_siren(request: HttpRequest, siren: str) -> HttpResponse:
    """Lead to a coop by the number that never changes: the address to cite."""
    return _vers_la_fiche(request, siren=siren)


def _vers_la_fiche(request: HttpRequest, **critere: str) -> HttpResponse:
    """Redirect to the coop found. For a while only: slugs may change again. Raises `Http404`."""
    slug = get_object_or_404(Cooperative.objects.only("slug"), **critere).slug
    adresse, question = reverse("registre:cooperative", args=[slug]), request.META.get("QUERY_STRING", "")
    return redirect(f"{adresse}?{question}" if question else adresse)


def _periode(slug: str, au: datetime.date) -> PeriodeDeStatut | None:
    """The situation on a day of the coop of this slug, None when no coop has it."""
    liens = ("cooperative", "identite", "label__candidature__referentiel", "candidature__referentiel")
    periodes = PeriodeDeStatut.objects.filter(cooperative__slug=slug, du__lte=au, jusqu_au__gte=au)
    return periodes.select_related(*liens).annotate(presentation=presentation_de("cooperative")).first()


def _contexte(cooperative: Cooperative, periode: PeriodeDeStatut, au: datetime.date) -> dict[str, Any]:
    """Everything the page shows, in a fixed number of queries."""
    en_cours, label = candidature_en_cours(periode), periode.label if periode.statut else None
    octroyes = cooperative.labels.filter(octroye_le__lte=au).select_related("candidature").order_by("valide_du")
    labels = list(octroyes.prefetch_related("suspensions", "engagements_octroyes"))
    label = next((lu for lu in labels if label and lu.pk == label.pk), None)
    portee = en_cours or (periode.label.candidature if label and periode.label else None)
    suivie = en_cours or (portee if periode.statut in AVEC_LABEL else None)
    presentation = presentation_lue(periode.presentation)  # type: ignore[attr-defined] # annotated by `_periode`
    return {
        "coop": cooperative,
        "presentation": presentation,
        "metiers": [Metier(metier).label for metier in cooperative.metiers],
        "periode": periode,
        "label": label,
        "motif": motif(periode, label),
        "barre": barre(periode, au),
        "engagee": en_cours is not None,
        "jalons": jalons(suivie, au) if suivie else [],
        "axes": engagements_portes(portee, None if en_cours else label, au) if portee else [],
        "cycles": histoire(periode.candidature, labels, au),
        "donnees_liees": organisation(cooperative, labels, au, presentation),
        "demonstration": cooperative.demonstration,
    }


def motif(periode: PeriodeDeStatut, label: Label | None) -> str:
    """Return the published reason of what holds the label back or ended it, empty otherwise."""
    if periode.statut == Statut.SUSPENDUE and label:
        return next((s.motif for s in label.suspensions.all() if s.suspendu_le == periode.suspendu_le), "")
    return label.motif_retrait if label and periode.statut == Statut.RETIREE else ""
