"""The points that coops sent, as the Federation receives them: read whole, recorded, or sent back."""

from collections import OrderedDict
from collections.abc import Callable
from typing import Any, ClassVar

import django_filters
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import IndexView

from registre.administration.colonnes import MomentColumn
from registre.dossier.reponses import a_enregistrer
from registre.droits import peut
from registre.etats import Operation
from registre.suivi.contenu import de_json
from registre.suivi.droits import LIRE, RENVOYER
from registre.suivi.models import EtatDuPoint, PieceDePoint, PointDeCooperative
from socle.administration.attente import LIGNES, Attente, Partie, TravailEnAttente
from socle.administration.contenus import Contenus
from socle.administration.fiches import FicheDeTexteView, en_clair
from socle.administration.listes import OrdreFrancais
from socle.cache.durees import reserver


def etat_du_point(point: Any) -> str:
    """Return where a point is, in words; `point` has its `consigne_le`."""
    if point.etat == EtatDuPoint.RENVOYE:
        return str(point.get_etat_display())
    return gettext("consigné") if point.consigne_le else gettext("à consigner")


EXPORT: dict[str, tuple[str | Promise, Callable[[Any], Any]]] = {
    "siren": (_("SIREN"), lambda p: p.candidature.cooperative.siren),
    "cooperative": (_("Coopérative"), lambda p: p.candidature.cooperative.nom),
    "cycle": (_("Cycle"), lambda p: p.candidature.cycle),
    "point": (_("Point"), lambda p: p.nom),
    "envoye_le": (_("Envoyé le (heure de Paris)"), lambda p: en_clair(p.envoye_le)),
    "etat": (_("État"), etat_du_point),
    "aide": (_("Aide demandée"), lambda p: de_json(p.contenu).aide),
}


def adresse_de(point: PointDeCooperative) -> str:
    """Return the address of the page of a point."""
    return reverse("wagtailsnippets_suivi_pointdecooperative:inspect", args=[point.pk])


class FiltresPoints(WagtailFilterSet):
    """Those that wait, and by the day they came."""

    a_consigner = django_filters.BooleanFilter(label=_("À consigner"), method="filtrer_a_consigner")
    envoye_le = django_filters.DateFromToRangeFilter(label=_("Envoyé"), widget=DateRangePickerWidget)

    class Meta:
        model = PointDeCooperative
        fields: ClassVar[list[str]] = ["a_consigner", "etat", "envoye_le"]

    def filtrer_a_consigner(self, points: Any, _nom: str, voulu: bool) -> Any:
        """Keep those that wait for the Federation, or the others."""
        attendent = PointDeCooperative.objects.a_consigner().values("pk")
        return points.filter(pk__in=attendent) if voulu else points.exclude(pk__in=attendent)


class ListerPoints(OrdreFrancais, IndexView):
    """The list, and its export in words."""

    def to_row_dict(self, item: Any) -> "OrderedDict[str, Any]":
        """Return a line of the export."""
        return OrderedDict((nom, lire(item)) for nom, (_entete, lire) in EXPORT.items())


class InspecterPoint(FicheDeTexteView):
    """A point whole: what it says, its files, what may be done of it now."""

    template_name = "registre/administration/point.html"

    def get_object(self, queryset: Any = None) -> Any:
        """The point of the address, once it was sent. Raises `Http404` for a draft."""
        recus = PointDeCooperative.objects.recus().avec_consigne()
        liens = ("candidature__cooperative", "envoye_par", "renvoye_par")
        return get_object_or_404(recus.select_related(*liens), pk=self.kwargs["pk"])

    def get_fields_context(self) -> list[dict[str, Any]]:
        """What it says and its files, after who sent it."""
        point = self.object
        contenu = render_to_string("registre/suivi/contenu.html", {"contenu": de_json(point.contenu)})
        champs = [
            {"label": gettext("Point"), "value": point.nom, "component": None},
            {"label": gettext("État"), "value": etat_du_point(point), "component": None},
            *super().get_fields_context(),
            {"label": gettext("Ce que dit la coopérative"), "value": contenu, "component": None},
        ]

        pieces = PieceDePoint.objects.filter(point=point).order_by("pk")
        liens = format_html_join(
            ", ", '<a href="{}">{}</a>', ((reverse("registre_piece_de_point", args=[p.pk]), p.nom) for p in pieces)
        )
        if liens:
            champs.append({"label": gettext("Pièces"), "value": liens, "component": None})
        return champs

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what may be done: nothing to whoever may not, nor once it is recorded or sent back."""
        point, user = self.object, self.request.user
        attend = point.etat == EtatDuPoint.ENVOYE and point.consigne_le is None
        geste = Operation.CONSIGNER_POINT_ETAPE
        return super().get_context_data(**kwargs) | {
            "point": point,
            "consigner": reverse("registre_geste", args=["candidature", point.candidature_id, geste.value])
            if attend and peut(user, geste)
            else "",
            "peut_renvoyer": attend and user.has_perm(RENVOYER),
            "candidature": reverse("wagtailsnippets_registre_candidature:inspect", args=[point.candidature_id]),
        }


class PointViewSet(Contenus):
    """Points that coops sent: recorded or sent back here, never written nor removed by a form."""

    model = PointDeCooperative
    icon = "date"
    menu_label = _("Points reçus")
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_class = InspecterPoint
    inspect_view_fields = ["candidature", "envoye_le", "envoye_par", "motif", "renvoye_le", "renvoye_par"]
    index_view_class = ListerPoints
    filterset_class = FiltresPoints
    list_display = [
        "__str__",
        Column("cooperative", label=_("Coopérative"), accessor="candidature.cooperative"),
        MomentColumn("envoye_le", label=_("Envoyé le"), sort_key="envoye_le"),
        Column("etat", label=_("État"), accessor=etat_du_point, sort_key="etat"),
    ]
    list_export = [*EXPORT]
    export_headings = {nom: entete for nom, (entete, _lire) in EXPORT.items()}
    export_filename = "points-recus"
    search_fields = ["candidature__cooperative__texte_recherche"]
    search_backend_name = None
    ordering = "-envoye_le"
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> QuerySet[PointDeCooperative]:
        """Return the points that left their coop, with what each row says."""
        return PointDeCooperative.objects.recus().avec_consigne().select_related("candidature__cooperative")


class PieceDePointView(View):
    """A file of a point that was sent, to save."""

    def get(self, request: HttpRequest, pk: int) -> Any:
        """Give the file. Raises `PermissionDenied`, `Http404`."""
        if not request.user.has_perm(LIRE):
            raise PermissionDenied
        envoyees = PieceDePoint.objects.filter(point__in=PointDeCooperative.objects.recus())
        reponse = a_enregistrer(get_object_or_404(envoyees, pk=pk))
        return reserver(reponse)


def points_en_attente(attente: Attente) -> list[Partie]:
    """Return the points that wait to be recorded, for the accounts that read them. One query."""
    if not attente.compte.has_perm(LIRE):
        return []

    attendus = PointDeCooperative.objects.a_consigner().select_related("candidature__cooperative")
    lignes = [
        TravailEnAttente(
            titre=str(point.candidature.cooperative),
            nature=point.nom,
            langue="",
            adresse=adresse_de(point),
            depuis=point.envoye_le,
        )
        for point in attendus.order_by("envoye_le")[:LIGNES]
    ]
    return [Partie(gettext("Points à consigner"), lignes)]
