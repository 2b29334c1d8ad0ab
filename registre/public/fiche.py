"""`/registre/<slug>/`: a coop, its status on a day, what it committed to, what happened before, and what was put right.

What is known now is read from rows; what was known on a past day (`?connu_le=`), from the journal until then.
"""

import datetime
from typing import Any

from django.db.models import Case, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from registre.etats import AVEC_LABEL, Statut
from registre.models import Candidature, Cooperative, IdentiteDeCooperative, Metier, PeriodeDeStatut
from registre.public.connaissance_des_pages import Connaissance, connaissance_de
from registre.public.deux_jours import ce_qui_differe, pas_encore_connue
from registre.public.donnees_liees import organisation
from registre.public.faits_lus import FaitsLus, LabelLu
from registre.public.identites import IdentiteLue, identite_lue
from registre.public.jalons import barre, jalons
from registre.public.jour import connaissance_demandee, jour_demande, parametres_verifies
from registre.public.parcours import histoire
from registre.public.portes import engagements_portes
from registre.public.presentation import presentation_de, presentation_lue
from registre.public.vue import rendre
from registre.templatetags.statuts import phrase


@require_safe
@parametres_verifies
def fiche(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a coop on the day asked, as known on the other. A slug it has left redirects to today's, the days kept."""
    au, connu_le = jour_demande(request), connaissance_demandee(request)
    periodes = _periodes(slug, au, connu_le)
    connaissance = connaissance_de(periodes[0].cooperative_id, connu_le) if periodes else None
    if connaissance is None:
        return _sans_periode(request, slug, au, connu_le)
    periode = next(lue for lue in periodes if lue.du <= au <= lue.jusqu_au)
    identite = identite_lue((lue.identite for lue in periodes), au)
    contexte = _contexte(connaissance, periode, identite, au)
    permanente = request.build_absolute_uri(reverse("registre:siren", args=[periode.cooperative.siren]))
    description = _("%(nom)s, %(commune)s (%(departement)s). %(statut)s. Engagements, dates et historique du label.")
    mots = {
        "nom": identite.du_jour.nom,
        "commune": identite.du_jour.commune,
        "departement": identite.du_jour.departement,
        "statut": strip_tags(phrase(periode)),
    }
    return rendre(
        request,
        "registre/cooperative.html",
        contexte | {"permanente": permanente},
        au=au,
        titre=str(identite),
        description=description % mots,
    )


@require_safe
def par_siren(request: HttpRequest, siren: str) -> HttpResponse:
    """Lead to a coop by a number that it bears or bore: the address to cite. Raises `Http404`."""
    portees = IdentiteDeCooperative.objects.filter(siren=siren).order_by("-du")
    slug = portees.values_list("cooperative__slug", flat=True).first()
    return _vers(request, slug) if slug else _vers_la_fiche(request, siren=siren)


def _vers_la_fiche(request: HttpRequest, **critere: str) -> HttpResponse:
    """Redirect to the coop found. Raises `Http404`."""
    return _vers(request, get_object_or_404(Cooperative.objects.only("slug"), **critere).slug)


def _vers(request: HttpRequest, slug: str) -> HttpResponse:
    """Redirect to a coop's page, the question kept. For a while only: slugs may change again."""
    adresse, question = reverse("registre:cooperative", args=[slug]), request.META.get("QUERY_STRING", "")
    return redirect(f"{adresse}?{question}" if question else adresse)


def _sans_periode(request: HttpRequest, slug: str, au: datetime.date, connu_le: datetime.date | None) -> HttpResponse:
    """Answer about a coop that was not on the register by then, or lead to the page of one that left this slug."""
    cooperative = Cooperative.objects.filter(slug=slug).first() if connu_le else None
    if cooperative is None or connu_le is None:
        return _vers_la_fiche(request, anciennes_adresses__slug=slug)
    return pas_encore_connue(request, cooperative, au=au, connu_le=connu_le)


def _periodes(slug: str, au: datetime.date, connu_le: datetime.date | None) -> list[PeriodeDeStatut]:
    """All that is known of the coop of this slug, in order of days; none when no coop had it.

    Only the period of the day asked has the coop's presentation.
    """
    connues = PeriodeDeStatut.toutes.connues(connu_le).filter(cooperative__slug=slug)
    du_jour = When(du__lte=au, jusqu_au__gte=au, then=presentation_de("cooperative"))
    liens = ("cooperative", "identite", "label__candidature", "candidature")
    return list(connues.select_related(*liens).annotate(presentation=Case(du_jour)).order_by("du"))


def candidature_en_cours(periode: PeriodeDeStatut) -> Candidature | None:
    """Return the candidature that the status speaks of, when the coop is engaged or in renewal."""
    return periode.candidature if periode.statut in {Statut.ENGAGEE, Statut.EN_RENOUVELLEMENT} else None


def candidature_montree(periode: PeriodeDeStatut) -> Candidature | None:
    """Return the candidature whose engagements the page shows: the one under way, else the label's."""
    du_label = periode.label.candidature if periode.statut and periode.label else None
    return candidature_en_cours(periode) or du_label


def dossiers_publics(periode: PeriodeDeStatut, faits: FaitsLus, au: datetime.date) -> set[int]:
    """Return the candidatures that show on `au`, by the rank of their filing."""
    en_cours = candidature_en_cours(periode)
    publics = {label.dossier for label in faits.labels if label.octroye_le <= au}
    return publics | ({en_cours.rang} if en_cours else set())


def _contexte(
    connaissance: Connaissance, periode: PeriodeDeStatut, identite: IdentiteLue, au: datetime.date
) -> dict[str, Any]:
    """Everything the page shows, in a fixed number of queries."""
    cooperative, connu_le, traces = periode.cooperative, connaissance.connu_le, connaissance.traces
    faits = connaissance.faits(au, candidature_montree(periode))
    label = faits.label(periode.label.numero) if periode.statut and periode.label else None
    en_cours = faits.dossier if candidature_en_cours(periode) else None
    suivi = faits.dossier if en_cours or periode.statut in AVEC_LABEL else None
    publics = dossiers_publics(periode, faits, au)
    presentation = presentation_lue(periode.presentation)  # type: ignore[attr-defined] # annotated by `_periode`
    return {
        "coop": cooperative,
        "identite": identite,
        "absorbee": connaissance.absorbee(au),
        "absorbees": connaissance.absorbees(au),
        "presentation": presentation,
        "metiers": [Metier(metier).label for metier in cooperative.metiers],
        "periode": periode,
        "label": label,
        "retire_avant": label is not None and label.faits.retire(au) and periode.statut != Statut.RETIREE,
        "motif": motif(periode, label),
        "barre": barre(periode.statut, label, en_cours, au),
        "engagee": en_cours is not None,
        "jalons": jalons(suivi, au, traces) if suivi else [],
        "axes": engagements_portes(faits.dossier, None if en_cours else label) if faits.dossier else [],
        "cycles": histoire(en_cours, faits.labels, au, traces),
        "annulees": traces.annulees(publics, au),
        "corrigees": traces.de_l_identite(),
        "connu_le": connu_le,
        "difference": ce_qui_differe(connaissance, periode, publics, au) if connu_le else None,
        "donnees_liees": organisation(cooperative, identite, faits.labels, au, presentation),
        "demonstration": cooperative.demonstration,
    }


def motif(periode: PeriodeDeStatut, label: LabelLu | None) -> str:
    """Return the published reason of what holds the label back or ended it, empty otherwise."""
    if periode.statut == Statut.SUSPENDUE and label:
        return next((s.motif for s in label.suspensions if s.suspendu_le == periode.suspendu_le), "")
    return label.motif_retrait if label and periode.statut == Statut.RETIREE else ""
