"""The inspect pages: what stands, what is due, what happened, and the buttons of what may be done."""

from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views.snippets import InspectView

from registre.administration.depot import bouton_de_depot
from registre.administration.gestes import CORRECTION, Geste, gestes_de_candidature, gestes_de_label
from registre.administration.presentations import bouton_de_presentation
from registre.droits import peut
from registre.echeances import echeances
from registre.models import Evenement, PeriodeDeStatut


class HistoireView(InspectView):
    """An inspect page with its timeline. Subclasses say which events, which buttons, which deadlines."""

    template_name = "registre/administration/histoire.html"
    nom_d_objet = ""

    def evenements(self) -> QuerySet[Evenement]:
        """Return the events about the object."""
        raise NotImplementedError

    def gestes(self) -> list[Geste]:
        """Return the buttons to offer."""
        return []

    def echeances(self) -> list[Any]:
        """Return what is due, in order."""
        return []

    @cached_property
    def header_buttons(self) -> list[Button]:
        """The operations this person may carry out on the object as it stands."""
        return [
            Button(
                geste.libelle,
                url=reverse("registre_geste", args=[self.nom_d_objet, self.object.pk, geste.nom]),
                priority=rang,
            )
            for rang, geste in enumerate(self.gestes())
            if peut(self.request.user, geste.operation)
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        evenements = (
            self.evenements()
            .select_related("label", "candidature", "auteur__par", "corrige")
            .order_by("-enregistre_le", "-pk")
        )
        return super().get_context_data(**kwargs) | {
            "evenements": evenements.prefetch_related("corrections"),
            "echeances": self.echeances(),
            "peut_corriger": peut(self.request.user, CORRECTION.operation),
            "aujourd_hui": timezone.localdate(),
        }


class InspecterCooperative(HistoireView):
    """A coop: its identity, its situation on today, its whole history, and the way to what it says of itself."""

    @cached_property
    def header_buttons(self) -> list[Button]:
        """The ways to file what the coop may file, and to its presentation."""
        user = self.request.user
        boutons = (bouton_de_depot(self.object, user), bouton_de_presentation(self.object, user))
        return [bouton for bouton in boutons if bouton is not None]

    def evenements(self) -> QuerySet[Evenement]:
        """Everything that happened to the coop."""
        return Evenement.objects.filter(cooperative=self.object)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        au = timezone.localdate()
        periodes = PeriodeDeStatut.objects.filter(cooperative=self.object, du__lte=au, jusqu_au__gte=au)
        return super().get_context_data(**kwargs) | {"periode": periodes.select_related("label", "candidature").first()}


class InspecterCandidature(HistoireView):
    """A candidature: its dates, its deadlines, its decisions."""

    nom_d_objet = "candidature"

    def evenements(self) -> QuerySet[Evenement]:
        """What happened to the candidature, and to the label it led to."""
        return Evenement.objects.filter(Q(candidature=self.object) | Q(label__candidature=self.object))

    def gestes(self) -> list[Geste]:
        """What may be decided now."""
        return gestes_de_candidature(self.object)

    def echeances(self) -> list[Any]:
        """Its points, its visit, its mid-term point."""
        return echeances(self.object)


class InspecterLabel(HistoireView):
    """A label: its validity, its decisions."""

    nom_d_objet = "label"

    def evenements(self) -> QuerySet[Evenement]:
        """What happened to the label."""
        return Evenement.objects.filter(label=self.object)

    def gestes(self) -> list[Geste]:
        """What may be decided now."""
        return gestes_de_label(self.object, timezone.localdate())
