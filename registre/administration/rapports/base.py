"""What the reports have in common: rows counted from what the filters keep, the same in the table and in the file."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db import models
from django.utils.functional import Promise, cached_property
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView

from registre.administration.gestes.politiques import LectureSeule
from registre.models import Candidature

RIEN = "–"


@dataclass(frozen=True)
class Colonne:
    """A column: its name, its French heading, what it reads of a row, how the table shows it (`montrer`).

    The file has the bare value, which a spreadsheet sums; the table has words, and a dash for nothing.
    """

    nom: str
    entete: str | Promise
    lire: Callable[[Any], Any]
    montrer: Callable[[Any], Any] = lambda valeur: valeur

    def en_cellule(self, rangee: Any) -> Any:
        """What the table shows of this row."""
        valeur = self.lire(rangee)
        return RIEN if valeur in (None, "") else self.montrer(valeur)


class RapportView(ReportView):
    """A report on candidatures, for whoever reads them. `compter` makes its rows."""

    model: type[models.Model] = Candidature
    permission_policy = LectureSeule(Candidature)
    permission_required = "view"
    header_icon = "table"
    is_searchable = False
    results_template_name = "registre/administration/rapport.html"
    colonnes: ClassVar[Sequence[Colonne]] = ()
    explications: Any = ()  # sentences
    rien: str | Promise = ""
    du_fichier_seul: frozenset[str] = frozenset()

    def compter(self, filtrees: Any) -> Any:
        """Return the rows, in order, of what the filters kept."""
        raise NotImplementedError

    def get_filtered_queryset(self) -> Any:
        """Return the rows: what is counted, once filtered."""
        return self.compter(super().get_filtered_queryset())

    def les_colonnes(self) -> Sequence[Colonne]:
        """The columns, which may depend on the day."""
        return self.colonnes

    @cached_property
    def columns(self) -> list[Column]:
        """The columns of the table."""
        montrees = [colonne for colonne in self.les_colonnes() if colonne.nom not in self.du_fichier_seul]
        return [Column(c.nom, label=c.entete, accessor=c.en_cellule) for c in montrees]

    @cached_property
    def list_export(self) -> list[str]:
        """The columns of the file."""
        return [colonne.nom for colonne in self.les_colonnes()]

    @cached_property
    def export_headings(self) -> dict[str, str | Promise]:
        return {colonne.nom: colonne.entete for colonne in self.les_colonnes()}

    def to_row_dict(self, item: Any) -> "OrderedDict[str, Any]":
        """Return a line of the file, empty where there is nothing."""
        valeurs = ((colonne.nom, colonne.lire(item)) for colonne in self.les_colonnes())
        return OrderedDict((nom, "" if valeur is None else valeur) for nom, valeur in valeurs)

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what the figures mean, and what to say when there is none."""
        contexte: dict[str, Any] = super().get_context_data(*args, **kwargs)
        return contexte | {"explications": self.explications, "rien": self.rien}
