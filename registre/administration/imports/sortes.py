"""What may be imported from the admin, by whom, and the way to it from the lists."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets.button import Button

from registre.administration.colonnes import mots_du_statut
from registre.droits import peut
from registre.imports.bilan import BilanDImport
from registre.imports.cooperatives import importer_cooperatives
from registre.imports.labels import importer_labels
from registre.models import Operation
from socle.administration.contenus import ListeFrancaise


@dataclass(frozen=True)
class Sorte:
    """A kind of file: how it is imported, the operations its lines carry out, the list it fills."""

    nom: str
    titre: Promise
    importer: Callable[..., BilanDImport]
    operations: tuple[Operation, ...]
    liste: str

    def permise(self, user: Any) -> bool:
        """Whether this account may carry out all that the lines of such a file do."""
        return all(peut(user, operation) for operation in self.operations)

    @property
    def adresse(self) -> str:
        """Where such a file is imported."""
        return reverse("registre_import", args=[self.nom])


# A line of coops may also correct an inscription, which asks more: the import itself refuses that line.
COOPERATIVES = Sorte(
    "cooperatives",
    _("Importer des coopératives"),
    importer_cooperatives,
    (
        Operation.INSCRIRE,
        Operation.RENOMMER,
        Operation.DEMENAGER,
        Operation.TRANSFORMER,
        Operation.QUITTER,
        Operation.REVENIR,
    ),
    "wagtailsnippets_registre_cooperative:list",
)
LABELS = Sorte(
    "labels",
    _("Importer des labels"),
    importer_labels,
    (
        Operation.DEPOSER,
        Operation.DEPOSER_RENOUVELLEMENT,
        Operation.DECLARER_COMPLETE,
        Operation.DECLARER_ADMISSIBLE,
        Operation.ACCORDER_LABEL,
        Operation.RENOUVELER,
        Operation.SUSPENDRE,
        Operation.LEVER_SUSPENSION,
        Operation.RETIRER,
    ),
    "wagtailsnippets_registre_label:list",
)
SORTES = {sorte.nom: sorte for sorte in (COOPERATIVES, LABELS)}


class ListeImportable(ListeFrancaise):
    """A list with, for whoever may, the way to import a file into it."""

    sorte: Sorte

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """Wagtail's buttons, and one to import for whoever may."""
        boutons: list[Button] = super().header_more_buttons
        if self.sorte.permise(self.request.user):
            boutons.append(Button(self.sorte.titre, url=self.sorte.adresse, icon_name="upload", priority=50))
        return boutons


class ListeDesCooperatives(ListeImportable):
    """The list of coops. An export says their status in words."""

    sorte = COOPERATIVES
    custom_field_preprocess = {"statut": dict.fromkeys(ListeImportable.FORMATS, mots_du_statut)}


class ListeDesLabels(ListeImportable):
    sorte = LABELS
