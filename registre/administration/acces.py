"""Who read what is not public, when, under « Registre »: dossiers as filed, reports of visits. Only read."""

from collections import OrderedDict
from collections.abc import Callable
from typing import Any, ClassVar

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import IndexView

from registre.administration.colonnes import MomentColumn
from registre.comite.models import AccesAuDossier
from registre.visites.models import AccesAuCompteRendu
from socle.administration.contenus import Contenus
from socle.administration.listes import OrdreFrancais

Champs = dict[str, tuple[Any, Callable[[Any], Any]]]

COMMUNS: Champs = {
    "lu_le": (_("Lu le (heure de Paris)"), lambda a: MomentColumn("lu_le").get_value(a)),
    "compte": (_("Compte"), lambda a: str(a.user or "")),
}
D_UN_DOSSIER: Champs = COMMUNS | {
    "cooperative": (_("Coopérative"), lambda a: str(a.version.cooperative)),
    "version": (_("Version"), lambda a: a.version.numero),
    "piece": (_("Pièce"), lambda a: str(a.piece or "")),
}
D_UN_COMPTE_RENDU: Champs = COMMUNS | {
    "cooperative": (_("Coopérative"), lambda a: str(a.compte_rendu.cooperative)),
    "compte_rendu": (_("Compte rendu"), lambda a: str(a.compte_rendu)),
    "photo": (_("Photographie"), lambda a: str(a.photo or "")),
}


def colonnes(champs: Champs) -> list[Column]:
    """Return the columns of the list, which says the fields of the export; what one lacks is a dash."""
    moment = MomentColumn("lu_le", label=_("Lu le"), sort_key="lu_le")
    autres = ((nom, *dits) for nom, dits in champs.items() if nom != "lu_le")
    return [
        moment,
        *(Column(nom, label=entete, accessor=lambda a, lire=lire: lire(a) or "–") for nom, entete, lire in autres),
    ]


class FiltresAccesAuDossier(WagtailFilterSet):
    """By day of reading, both included."""

    lu_le = django_filters.DateFromToRangeFilter(label=_("Lu"), widget=DateRangePickerWidget)

    class Meta:
        model = AccesAuDossier
        fields: ClassVar[list[str]] = ["lu_le"]


class FiltresAccesAuCompteRendu(FiltresAccesAuDossier):
    """By day of reading, both included."""

    class Meta:
        model = AccesAuCompteRendu
        fields: ClassVar[list[str]] = ["lu_le"]


class ListerAcces(OrdreFrancais, IndexView):
    """A journal of accesses, each line exported in words."""

    champs: ClassVar[Champs]

    def to_row_dict(self, item: Any) -> "OrderedDict[str, Any]":
        """Return a line of the export."""
        return OrderedDict((nom, lire(item)) for nom, (_entete, lire) in self.champs.items())


class ListerAccesAuDossier(ListerAcces):
    """The journal of who read which dossier."""

    champs = D_UN_DOSSIER


class ListerAccesAuCompteRendu(ListerAcces):
    """The journal of who read which report."""

    champs = D_UN_COMPTE_RENDU


class JournalDAcces(Contenus):
    """What both journals have in common."""

    icon = "view"
    copy_view_enabled = False
    search_backend_name = None
    ordering = "-lu_le"
    list_per_page = 50


class AccesAuDossierViewSet(JournalDAcces):
    """Who read which version of which dossier, when."""

    model = AccesAuDossier
    menu_label = _("Accès aux dossiers")
    index_view_class = ListerAccesAuDossier
    filterset_class = FiltresAccesAuDossier
    list_display = colonnes(D_UN_DOSSIER)
    list_export = [*D_UN_DOSSIER]
    export_headings = {nom: entete for nom, (entete, _lire) in D_UN_DOSSIER.items()}
    export_filename = "acces-aux-dossiers"
    search_fields = ["user__email", "version__cooperative__texte_recherche"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[AccesAuDossier]:
        """Return the accesses with who and what, the content of versions left out."""
        lus = AccesAuDossier.objects.select_related("user", "version__cooperative", "piece")
        return lus.defer("version__contenu")


class AccesAuCompteRenduViewSet(JournalDAcces):
    """Who read which report of a visit, or which of its photographs, when."""

    model = AccesAuCompteRendu
    menu_label = _("Accès aux comptes rendus")
    index_view_class = ListerAccesAuCompteRendu
    filterset_class = FiltresAccesAuCompteRendu
    list_display = colonnes(D_UN_COMPTE_RENDU)
    list_export = [*D_UN_COMPTE_RENDU]
    export_headings = {nom: entete for nom, (entete, _lire) in D_UN_COMPTE_RENDU.items()}
    export_filename = "acces-aux-comptes-rendus"
    search_fields = ["user__email", "compte_rendu__cooperative__texte_recherche"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[AccesAuCompteRendu]:
        """Return the accesses with who and what."""
        return AccesAuCompteRendu.objects.select_related("user", "compte_rendu__cooperative", "photo")
