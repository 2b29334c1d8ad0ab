"""Two reports on the course itself: how many pass each stage, and in how many days."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from registre.administration.rapports.base import Colonne, RapportView
from registre.administration.rapports.filtres import FiltresDeParcours
from registre.models import Candidature
from registre.rapports.delais import LigneDeDelai, delais
from registre.rapports.entonnoir import LigneDEntonnoir, entonnoir
from socle.templatetags.typographie import INSECABLE

RIEN_DEPOSE = _("Aucune candidature ne répond à ces filtres.")


def pourcent(valeur: int) -> str:
    """Return whole percents as French writes them."""
    return f"{valeur}{INSECABLE}%"


def en_jours(valeur: float) -> str:
    """Return days as people write them: whole, or and a half."""
    return number_format(valeur, force_grouping=True)


class EntonnoirView(RapportView):
    """How many candidatures of each region passed each stage."""

    page_title = _("Parcours des candidatures par région")
    index_url_name = "rapport_entonnoir"
    index_results_url_name = "rapport_entonnoir_resultats"
    filterset_class = FiltresDeParcours
    export_filename = "parcours-par-region"
    rien = RIEN_DEPOSE
    explications = (
        _("Chaque ligne suit les candidatures déposées : combien ont franchi chaque étape, et où en sont les autres."),
        _("Une coopérative qui dépose deux fois compte deux fois. Un dépôt annulé n’est pas compté."),
    )
    colonnes = (
        Colonne("region", _("Région"), lambda ligne: ligne.region),
        Colonne("deposees", _("Déposées"), lambda ligne: ligne.deposees),
        Colonne("completes", _("Complètes"), lambda ligne: ligne.completes),
        Colonne("admissibles", _("Admissibles"), lambda ligne: ligne.admissibles),
        Colonne("part_admissible", _("Part admise (%)"), lambda ligne: ligne.part_admissible, pourcent),
        Colonne("labellisees", _("Labellisées"), lambda ligne: ligne.labellisees),
        Colonne("en_instruction", _("En instruction"), lambda ligne: ligne.en_instruction),
        Colonne("en_chemin", _("Admises, sans label encore"), lambda ligne: ligne.en_chemin),
        Colonne("refusees", _("Refusées"), lambda ligne: ligne.refusees),
        Colonne("abandonnees", _("Abandonnées"), lambda ligne: ligne.abandonnees),
    )

    def get_queryset(self) -> "QuerySet[Candidature]":
        """Return the candidatures that were."""
        return Candidature.objects.all()

    def compter(self, filtrees: Any) -> list[LigneDEntonnoir]:
        """The total, then each region."""
        return entonnoir(filtrees)


class DelaisView(RapportView):
    """How many days each stage takes."""

    page_title = _("Temps passé à chaque étape")
    index_url_name = "rapport_delais"
    index_results_url_name = "rapport_delais_resultats"
    filterset_class = FiltresDeParcours
    export_filename = "temps-par-etape"
    rien = RIEN_DEPOSE
    explications = (
        _(
            "En jours, entre les dates des deux décisions. La médiane : la moitié des candidatures a mis moins "
            "longtemps."
        ),
        _("« En attente » : celles qui n’ont pas franchi l’étape, et depuis combien de jours, aujourd’hui."),
    )
    colonnes = (
        Colonne("etape", _("Étape"), lambda ligne: ligne.etape),
        Colonne("franchies", _("L’ont franchie"), lambda ligne: ligne.franchies),
        Colonne("mediane", _("Durée médiane (jours)"), lambda ligne: ligne.mediane, en_jours),
        Colonne("maximum", _("La plus longue (jours)"), lambda ligne: ligne.maximum, en_jours),
        Colonne("en_attente", _("En attente"), lambda ligne: ligne.en_attente),
        Colonne("attente_mediane", _("Attente médiane (jours)"), lambda ligne: ligne.attente_mediane, en_jours),
        Colonne("attente_maximum", _("La plus longue attente (jours)"), lambda ligne: ligne.attente_maximum, en_jours),
    )

    def get_queryset(self) -> "QuerySet[Candidature]":
        """Return the candidatures that were."""
        return Candidature.objects.all()

    def compter(self, filtrees: Any) -> list[LigneDeDelai]:
        return delais(filtrees, timezone.localdate())
