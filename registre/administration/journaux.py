"""The journal in the admin: every event, when it was decided, took effect and was recorded, and what became of it."""

from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.snippets.views.snippets import IndexView

from registre.administration.colonnes import JourColumn, MomentColumn
from registre.administration.filtres import FiltresEvenement
from registre.administration.gestes.recits import adresse
from registre.administration.histoires import InspecterEvenement
from registre.administration.lectures import lectures_de
from registre.models import Evenement
from socle.administration.contenus import Contenus
from socle.administration.listes import OrdreFrancais

EXPORT: dict[str, tuple[str | Promise, Callable[[Any], Any]]] = {
    "enregistre_le": (_("Enregistré le (heure de Paris)"), lambda e: timezone.make_naive(e.enregistre_le)),
    "operation": (_("Opération"), lambda e: e.get_operation_display()),
    "etat": (_("État"), lambda e: e.etat),
    "siren": (_("SIREN"), lambda e: e.cooperative.siren),
    "cooperative": (_("Coopérative"), lambda e: e.cooperative.nom),
    "label": (_("Label"), lambda e: e.label.numero if e.label else ""),
    "de": (_("De"), lambda e: e.get_de_display()),
    "vers": (_("Vers"), lambda e: e.get_vers_display()),
    "decide_le": (_("Décidé le"), lambda e: e.decide_le),
    "prend_effet_le": (_("Prend effet le"), lambda e: e.prend_effet_le),
    "seance": (_("Séance du comité"), lambda e: e.seance.le if e.seance else ""),
    "par": (_("Par"), lambda e: str(e.par or "")),
    "motif": (_("Motif"), lambda e: e.motif),
}


def _operation(evenement: Evenement) -> str:
    numero = f" {evenement.label.numero}" if evenement.label else ""
    return f"{evenement.get_operation_display()}{numero}"


class ListerEvenements(OrdreFrancais, IndexView):
    """The list: each row says whether it was corrected or annulled since. One query more for a whole page or export."""

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Give each event its state. The table holds the same rows, read once."""
        contexte: dict[str, Any] = super().get_context_data(*args, **kwargs)
        lues = lectures_de(contexte["object_list"])
        for evenement in contexte["object_list"]:
            evenement.etat = lues[evenement.pk].etat
        return contexte

    def to_row_dict(self, item: Evenement) -> "OrderedDict[str, Any]":
        """Return a line of the export."""
        return OrderedDict((nom, lire(item)) for nom, (_entete, lire) in EXPORT.items())


class EvenementViewSet(Contenus):
    """The journal, as it was written, and what of it still holds."""

    model = Evenement
    icon = "history"
    menu_label = _("Journal")
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_class = InspecterEvenement
    inspect_view_fields = [
        "cooperative",
        "operation",
        "label",
        "candidature",
        "decide_le",
        "prend_effet_le",
        "enregistre_le",
        "seance",
        "par",
        "motif",
        "corrige",
        "rang",
        "empreinte",
    ]
    index_view_class = ListerEvenements
    filterset_class = FiltresEvenement
    list_display = [
        TitleColumn("operation", label=_("Opération"), accessor=_operation, get_url=adresse, width="260"),
        Column("cooperative", label=_("Coopérative"), sort_key="cooperative__nom"),
        JourColumn("decide_le", label=_("Décidé le"), sort_key="decide_le"),
        JourColumn("prend_effet_le", label=_("Prend effet le"), sort_key="prend_effet_le"),
        MomentColumn("enregistre_le", label=_("Enregistré le"), sort_key="enregistre_le"),
        Column("etat", label=_("État")),
        JourColumn("seance", label=_("Séance"), accessor=lambda e: e.seance.le if e.seance else None),
        Column("par", label=_("Par")),
    ]
    list_export = [*EXPORT]
    export_headings = {nom: entete for nom, (entete, _lire) in EXPORT.items()}
    export_filename = "journal"
    search_fields = ["cooperative__texte_recherche", "motif", "label__numero"]
    search_backend_name = None
    ordering = "-pk"
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> QuerySet[Evenement]:
        """Return the events with what they are about."""
        return Evenement.objects.select_related("cooperative", "label", "seance", "auteur__par")
