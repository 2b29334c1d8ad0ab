"""The errors that visitors report, as the Federation answers them: what waits, what was said, what was answered."""

from collections import OrderedDict
from collections.abc import Callable, Iterable
from typing import Any, ClassVar

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.log_actions import log
from wagtail.snippets.views.snippets import IndexView

from registre.administration.colonnes import JourColumn, MomentColumn
from registre.administration.gestes.refus import RefusSurLeFormulaire
from registre.signalements.models import OUVERTS, EtatDuSignalement, ReglagesDesSignalements, SignalementDErreur
from registre.signalements.operations import adresse_signalee, suivre
from socle.administration.contenus import Contenus, Modifier
from socle.administration.fiches import FicheDeTexteView
from socle.administration.listes import OrdreFrancais
from socle.models import User

SUITES = [(etat.value, etat.label) for etat in EtatDuSignalement if etat != EtatDuSignalement.RECU]


def moment(valeur: Any) -> str:
    """Return a moment in Paris, empty for none."""
    return date_format(timezone.localtime(valeur), "SHORT_DATETIME_FORMAT") if valeur else ""


def etat_en_mots(signalement: Any) -> str:
    """Return the state, and whether the last day to answer has passed."""
    etat = str(signalement.get_etat_display())
    return f"{etat}, {gettext('en retard')}" if signalement.retard else etat


def objet(signalement: Any) -> str:
    """Return what the report is about: the label's number, else its coop alone."""
    return signalement.numero or gettext("la coopérative")


EXPORT: dict[str, tuple[str | Promise, Callable[[Any], Any]]] = {
    "reference": (_("Référence"), lambda s: s.reference),
    "siren": (_("SIREN"), lambda s: s.cooperative.siren),
    "cooperative": (_("Coopérative"), lambda s: s.cooperative.nom),
    "numero": (_("Numéro du label"), lambda s: s.numero),
    "recu_le": (_("Reçu le (heure de Paris)"), lambda s: moment(s.recu_le)),
    "echeance": (_("À répondre au plus tard le"), lambda s: s.a_repondre_le),
    "etat": (_("État"), etat_en_mots),
    "faux": (_("Ce qui est faux"), lambda s: s.faux),
    "juste": (_("Ce qui serait juste"), lambda s: s.juste),
    "reponse": (_("Réponse"), lambda s: s.reponse),
    "repondu_le": (_("Répondu le (heure de Paris)"), lambda s: moment(s.repondu_le)),
    "repondu_par": (_("Répondu par"), lambda s: str(s.repondu_par or "")),
    "delai": (_("Délai de réponse, en jours"), lambda s: "" if s.delai is None else s.delai),
}


class FiltresSignalement(WagtailFilterSet):
    """By state, by the day it was received, and by what is late today."""

    en_retard = django_filters.BooleanFilter(label=_("En retard"), method="par_retard")
    recu_le = django_filters.DateFromToRangeFilter(label=_("Reçu"), widget=DateRangePickerWidget)

    class Meta:
        model = SignalementDErreur
        fields: ClassVar[list[str]] = ["etat", "en_retard", "recu_le"]

    def par_retard(self, queryset: QuerySet[Any], _nom: str, valeur: bool) -> QuerySet[Any]:
        """Keep what is past its last day, or the rest."""
        delai = ReglagesDesSignalements.lus().delai_de_reponse_jours
        tardifs = SignalementDErreur.objects.en_retard(timezone.localdate(), delai).values("pk")
        return queryset.filter(pk__in=tardifs) if valeur else queryset.exclude(pk__in=tardifs)


class ListerSignalements(OrdreFrancais, IndexView):
    """The list: each row says by when it is to be answered, and whether it is late. One query more for a whole page."""

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Give each report its last day. The table holds the same rows, read once."""
        contexte: dict[str, Any] = super().get_context_data(*args, **kwargs)
        marquer(contexte["object_list"])
        return contexte

    def to_row_dict(self, item: Any) -> "OrderedDict[str, Any]":
        """Return a line of the export."""
        if not hasattr(item, "retard"):
            marquer([item])
        return OrderedDict((nom, lire(item)) for nom, (_entete, lire) in EXPORT.items())


def marquer(signalements: Iterable[Any]) -> None:
    """Give each of these reports, as `a_repondre_le` and `retard`, its last day and whether it has passed today."""
    au, delai = timezone.localdate(), ReglagesDesSignalements.lus().delai_de_reponse_jours
    for signalement in signalements:
        signalement.a_repondre_le = None if signalement.clos else signalement.echeance(delai)
        signalement.retard = signalement.en_retard(au, delai)


class InspecterSignalement(FicheDeTexteView):
    """A report, the page it speaks of to open, and what was answered."""

    def get_fields_context(self) -> list[dict[str, Any]]:
        """The way to the page, then the fields."""
        adresse = adresse_signalee(self.object)
        page = format_html('<a href="{}">{}</a>', adresse, self.object.numero or self.object.cooperative)
        return [{"label": gettext("Page signalée"), "value": page, "component": None}, *super().get_fields_context()]


class FormulaireDeReponse(WagtailAdminModelForm):
    """What becomes of a report, and the answer. One is never put back to « reçu »."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["etat"].choices = SUITES
        if self.instance.etat == EtatDuSignalement.RECU:
            self.initial["etat"] = EtatDuSignalement.EN_COURS

    def _get_validation_exclusions(self) -> set[str]:
        """Leave the constraint to the operation, which writes the day and the author beside the state."""
        return super()._get_validation_exclusions() | {"repondu_le", "delai", "etat"}


class Repondre(RefusSurLeFormulaire, Modifier):
    """The form that answers, through the operation. What was answered is only read."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Lead to what was answered, when it was."""
        if self.object.clos and self.user_has_permission("change"):
            messages.info(request, gettext("Ce signalement a sa réponse : elle ne se change plus."))
            return redirect(self.get_inspect_url())
        return super().dispatch(request, *args, **kwargs)

    def save_instance(self) -> SignalementDErreur:
        """Take it up, or answer. Raises `OperationRefusee`."""
        champs = self.form.cleaned_data
        par = User.objects.get(pk=self.request.user.pk)
        suivi = suivre(self.object.pk, etat=champs["etat"], reponse=champs["reponse"], par=par)
        log(instance=suivi, action="wagtail.edit", user=par)
        return suivi

    def get_success_message(self, instance: Any = None) -> str:
        """Say what was done, and whether the answer leaves."""
        reference = self.object.reference
        if self.form.cleaned_data["etat"] in OUVERTS:
            return gettext("%(reference)s est en cours.") % {"reference": reference}
        if self.object.courriel:
            return gettext("%(reference)s est clos, et la réponse part à son auteur.") % {"reference": reference}
        return gettext("%(reference)s est clos. Personne n’a laissé d’adresse : aucune réponse ne part.") % {
            "reference": reference
        }


class SignalementViewSet(Contenus):
    """Reports: read and answered here, never written nor removed."""

    model = SignalementDErreur
    icon = "warning"
    menu_label = _("Erreurs signalées")
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_class = InspecterSignalement
    inspect_view_fields = [
        "cooperative",
        "numero",
        "recu_le",
        "etat",
        "faux",
        "juste",
        "courriel",
        "reponse",
        "repondu_le",
        "repondu_par",
        "delai",
        "efface_le",
    ]
    index_view_class = ListerSignalements
    edit_view_class = Repondre
    filterset_class = FiltresSignalement
    list_display = [
        "__str__",
        Column("cooperative", label=_("Coopérative"), sort_key="cooperative__nom"),
        Column("numero", label=_("Sur"), accessor=objet),
        MomentColumn("recu_le", label=_("Reçu le"), sort_key="recu_le"),
        JourColumn("a_repondre_le", label=_("À répondre au plus tard le")),
        Column("etat", label=_("État"), accessor=etat_en_mots, sort_key="etat"),
    ]
    list_export = [*EXPORT]
    export_headings = {nom: entete for nom, (entete, _lire) in EXPORT.items()}
    export_filename = "erreurs-signalees"
    search_fields = ["numero", "faux", "juste", "cooperative__texte_recherche"]
    search_backend_name = None
    ordering = "-recu_le"
    list_per_page = 50
    edit_handler = ObjectList(
        [
            HelpPanel(template="registre/administration/page_signalee.html", heading=_("Page signalée")),
            MultiFieldPanel(
                [
                    FieldPanel("recu_le", read_only=True),
                    FieldPanel("faux", read_only=True),
                    FieldPanel("juste", read_only=True),
                    FieldPanel("courriel", read_only=True),
                ],
                heading=_("Ce qui est signalé"),
            ),
            MultiFieldPanel(
                [
                    FieldPanel("etat"),
                    FieldPanel(
                        "reponse",
                        help_text=_("Elle part à l’adresse laissée, telle quelle. Corrigez d’abord le registre."),
                    ),
                ],
                heading=_("Ce que vous répondez"),
            ),
        ],
        base_form_class=FormulaireDeReponse,
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[SignalementDErreur]:
        """Return the reports with their coop and who answered."""
        return SignalementDErreur.objects.select_related("cooperative", "repondu_par")
