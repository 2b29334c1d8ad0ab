"""The appeals of coops, as the Federation follows them: to which session each goes, what was answered."""

from collections import OrderedDict
from collections.abc import Callable
from typing import Any, ClassVar

import django_filters
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import IndexView

from registre.administration.colonnes import MomentColumn
from registre.dossier.reponses import a_enregistrer
from registre.recours.droits import INSCRIRE, TRANCHER
from registre.recours.models import OUVERTS, EtatDuRecours, PieceDeRecours, RecoursDeCooperative
from registre.recours.suites import suite_au_registre
from socle.administration.attente import LIGNES, Attente, Partie, TravailEnAttente
from socle.administration.contenus import Contenus
from socle.administration.fiches import FicheDeTexteView, en_clair
from socle.administration.listes import OrdreFrancais
from socle.cache.durees import reserver

LIRE = "recours.view_recoursdecooperative"
EXPORT: dict[str, tuple[str | Promise, Callable[[Any], Any]]] = {
    "reference": (_("Référence"), lambda r: r.reference),
    "siren": (_("SIREN"), lambda r: r.cooperative.siren),
    "cooperative": (_("Coopérative"), lambda r: r.cooperative.nom),
    "decision": (_("Décision contestée"), lambda r: str(r.decision)),
    "depose_le": (_("Déposé le (heure de Paris)"), lambda r: en_clair(r.depose_le)),
    "etat": (_("État"), lambda r: r.get_etat_display()),
    "seance": (_("Séance"), lambda r: str(r.seance or "")),
    "tranche_le": (_("Tranché le"), lambda r: r.tranche_le or ""),
    "retire_le": (_("Retiré le (heure de Paris)"), lambda r: en_clair(r.retire_le)),
}


def adresse_de(recours: RecoursDeCooperative) -> str:
    """Return the address of the page of an appeal."""
    return reverse("wagtailsnippets_recours_recoursdecooperative:inspect", args=[recours.pk])


class FiltresRecours(WagtailFilterSet):
    """By state, and by the day it was filed."""

    depose_le = django_filters.DateFromToRangeFilter(label=_("Déposé"), widget=DateRangePickerWidget)

    class Meta:
        model = RecoursDeCooperative
        fields: ClassVar[list[str]] = ["etat", "depose_le"]


class ListerRecours(OrdreFrancais, IndexView):
    """The list, and its export in words."""

    def to_row_dict(self, item: Any) -> "OrderedDict[str, Any]":
        """Return a line of the export."""
        return OrderedDict((nom, lire(item)) for nom, (_entete, lire) in EXPORT.items())


class InspecterRecours(FicheDeTexteView):
    """An appeal whole: what is contested, the files, what may be done now, what the register recorded since."""

    template_name = "registre/administration/recours.html"

    def get_fields_context(self) -> list[dict[str, Any]]:
        """The files and the register's own, after what was written."""
        pieces = PieceDeRecours.objects.filter(recours=self.object).order_by("pk")
        liens = format_html_join(
            ", ", '<a href="{}">{}</a>', ((reverse("registre_piece_de_recours", args=[p.pk]), p.nom) for p in pieces)
        )
        champs = super().get_fields_context()
        if liens:
            champs.append({"label": gettext("Pièces"), "value": liens, "component": None})
        return champs

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what may be done: nothing to whoever may not, nor once it is decided."""
        recours, user = self.object, self.request.user
        return super().get_context_data(**kwargs) | {
            "recours": recours,
            "peut_inscrire": recours.ouvert and user.has_perm(INSCRIRE),
            "peut_trancher": recours.etat == EtatDuRecours.A_ENTENDRE and user.has_perm(TRANCHER),
            "suite": suite_au_registre(recours),
            "annuler": reverse("registre_geste", args=["evenement", recours.decision_id, "annuler"]),
            "a_mettre_en_accord": recours.etat == EtatDuRecours.ANNULEE and user.has_perm(TRANCHER),
            "coop": reverse("wagtailsnippets_registre_cooperative:inspect", args=[recours.cooperative_id]),
        }


class RecoursViewSet(Contenus):
    """Appeals: filed by coops, answered here, never written nor removed by a form."""

    model = RecoursDeCooperative
    icon = "undo"
    menu_label = _("Recours")
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_class = InspecterRecours
    inspect_view_fields = [
        "cooperative",
        "decision",
        "depose_le",
        "depose_par",
        "moyens",
        "etat",
        "seance",
        "tranche_le",
        "tranche_par",
        "reponse",
        "retire_le",
        "retire_par",
    ]
    index_view_class = ListerRecours
    filterset_class = FiltresRecours
    list_display = [
        "__str__",
        Column("cooperative", label=_("Coopérative"), sort_key="cooperative__nom"),
        Column("decision", label=_("Décision contestée")),
        MomentColumn("depose_le", label=_("Déposé le"), sort_key="depose_le"),
        Column("etat", label=_("État"), accessor="get_etat_display", sort_key="etat"),
        Column("seance", label=_("Séance"), sort_key="seance__le"),
    ]
    list_export = [*EXPORT]
    export_headings = {nom: entete for nom, (entete, _lire) in EXPORT.items()}
    export_filename = "recours"
    search_fields = ["moyens", "cooperative__texte_recherche"]
    search_backend_name = None
    ordering = "-depose_le"
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> QuerySet[RecoursDeCooperative]:
        """Return the appeals with what each row says."""
        liens = ("cooperative", "decision", "seance", "depose_par", "tranche_par", "retire_par")
        return RecoursDeCooperative.objects.select_related(*liens)


class PieceDeRecoursView(View):
    """A file of an appeal, to save."""

    def get(self, request: HttpRequest, pk: int) -> Any:
        """Give the file. Raises `PermissionDenied`, `Http404`."""
        if not request.user.has_perm(LIRE):
            raise PermissionDenied
        reponse = a_enregistrer(get_object_or_404(PieceDeRecours, pk=pk))
        return reserver(reponse)


def recours_en_attente(attente: Attente) -> list[Partie]:
    """Return the appeals that wait for a session or an answer, for the accounts that read them. One query."""
    if not attente.compte.has_perm(LIRE):
        return []

    ouverts = RecoursDeCooperative.objects.filter(etat__in=sorted(OUVERTS)).select_related("cooperative", "seance")
    lignes = [
        TravailEnAttente(
            titre=f"{recours.reference}, {recours.cooperative}",
            nature=str(format_html("{}", recours.seance or recours.get_etat_display())),
            langue="",
            adresse=adresse_de(recours),
            depuis=recours.depose_le,
        )
        for recours in ouverts.order_by("depose_le")[:LIGNES]
    ]
    return [Partie(gettext("Recours à traiter"), lignes)]
