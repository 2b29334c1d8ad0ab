"""The inspect pages: what stands, what is due, what happened, and the buttons of what may be done."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.snippets.views.snippets import InspectView

from registre.administration.depot import lien_de_depot
from registre.administration.gestes.boutons import (
    gestes_d_evenement,
    gestes_de_candidature,
    gestes_de_cooperative,
    gestes_de_label,
)
from registre.administration.gestes.geste import Geste
from registre.administration.gestes.liens import Lien, liens_de
from registre.administration.gestes.recits import coupable, en_clair, nom_d_evenement
from registre.administration.lectures import Lecture, lectures
from registre.administration.presentations import lien_de_presentation
from registre.differences import Differences, differences
from registre.echeances import echeances
from registre.journal.histoire import Histoire, PeriodeDIdentite
from registre.journal.rejeu import rejouer
from registre.models import Evenement, PeriodeDeStatut


@dataclass(frozen=True)
class LigneDHistoire:
    """An event of a history, how it reads now, and what this person may do about it."""

    evenement: Evenement
    lecture: Lecture
    liens: tuple[Lien, ...]


def journal_lu(cooperative_id: int) -> list[Evenement]:
    """Return a coop's whole journal, in order, with what its lines show. Two queries."""
    evenements = Evenement.objects.filter(cooperative=cooperative_id)
    lus = evenements.select_related("label", "candidature", "seance", "auteur__par").order_by("rang")
    par_pk = {evenement.pk: evenement for evenement in lus}
    for evenement in par_pk.values():
        if evenement.corrige_id is not None:
            evenement.corrige = par_pk[evenement.corrige_id]
    return list(par_pk.values())


class HistoireView(InspectView):
    """An inspect page with its timeline. Subclasses say whose journal, which of its events, which buttons."""

    template_name = "registre/administration/histoire.html"
    nom_d_objet = ""

    @property
    def cooperative_id(self) -> int:
        """The coop whose journal is read."""
        pk: int = self.object.cooperative_id
        return pk

    @cached_property
    def journal(self) -> list[Evenement]:
        """The whole journal of the coop, in order: what an event reads now depends on those after it."""
        return journal_lu(self.cooperative_id)

    def get_field_display_value(self, field_name: str, field: Any) -> Any:
        """A day in full, a moment in Paris, a dash for nothing."""
        return en_clair(super().get_field_display_value(field_name, field))

    def concerne(self, evenement: Evenement) -> bool:
        """Whether an event of the coop is about the object."""
        raise NotImplementedError

    def gestes(self) -> list[Geste]:
        """Return the buttons to offer."""
        return []

    def echeances(self) -> list[Any]:
        """Return what is due, in order."""
        return []

    def liens(self) -> list[Lien]:
        """The operations this person may carry out on the object as it stands."""
        return list(liens_de(self.gestes(), self.nom_d_objet, self.object.pk, self.request.user))

    def histoire(self) -> list[LigneDHistoire]:
        """Return the events about the object, the last recorded first."""
        lus = lectures([evenement.acte for evenement in self.journal])
        return [
            LigneDHistoire(evenement, lus[evenement.rang], self._liens(evenement, lus[evenement.rang]))
            for evenement in reversed(self.journal)
            if self.concerne(evenement)
        ]

    def _liens(self, evenement: Evenement, lecture: Lecture) -> tuple[Lien, ...]:
        de_quoi = nom_d_evenement(evenement)
        return liens_de(gestes_d_evenement(lecture), "evenement", evenement.pk, self.request.user, de_quoi)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "liens": self.liens(),
            "histoire": self.histoire(),
            "echeances": self.echeances(),
            "aujourd_hui": timezone.localdate(),
        }


class InspecterCooperative(HistoireView):
    """A coop: who it is, its situation on today, its whole history, and the way to what it says of itself."""

    @property
    def cooperative_id(self) -> int:
        """The coop itself."""
        pk: int = self.object.pk
        return pk

    def liens(self) -> list[Lien]:
        """The ways to file what the coop may file, and to its presentation."""
        user = self.request.user
        liens = (lien_de_depot(self.object, user), lien_de_presentation(self.object, user))
        return [lien for lien in liens if lien is not None]

    def concerne(self, evenement: Evenement) -> bool:
        """Everything that happened to the coop."""
        return True

    def identites(self) -> list[PeriodeDIdentite]:
        """Return who it was and is, the latest first; one period when nothing ever changed."""
        return list(reversed(rejouer([evenement.acte for evenement in self.journal]).identites))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        au = timezone.localdate()
        periodes = PeriodeDeStatut.objects.filter(cooperative=self.object, du__lte=au, jusqu_au__gte=au)
        gestes = gestes_de_cooperative(self.object)
        return super().get_context_data(**kwargs) | {
            "periode": periodes.select_related("label", "candidature").first(),
            "identites": self.identites(),
            "liens_d_identite": liens_de(gestes, "cooperative", self.object.pk, self.request.user),
        }


class InspecterCandidature(HistoireView):
    """A candidature: its dates, its deadlines, its decisions."""

    nom_d_objet = "candidature"

    def concerne(self, evenement: Evenement) -> bool:
        """What happened to the candidature, and to the label it led to."""
        du_label = evenement.label is not None and evenement.label.candidature_id == self.object.pk
        return du_label or evenement.candidature_id == self.object.pk

    def gestes(self) -> list[Geste]:
        """What may be decided now."""
        return gestes_de_candidature(self.object)

    def echeances(self) -> list[Any]:
        """Its points, its visit, its mid-term point."""
        return echeances(self.object)


class InspecterLabel(HistoireView):
    """A label: its validity, its decisions."""

    nom_d_objet = "label"

    def concerne(self, evenement: Evenement) -> bool:
        """What happened to the label."""
        return evenement.label_id == self.object.pk

    def gestes(self) -> list[Geste]:
        """What may be decided now."""
        return gestes_de_label(self.object, timezone.localdate())


class InspecterEvenement(HistoireView):
    """An event: what it set when it was recorded, and what was said of it since."""

    template_name = "registre/administration/evenement.html"
    nom_d_objet = "evenement"

    def get_page_subtitle(self) -> str:
        """What it is, of which label, on which day."""
        return nom_d_evenement(self.object)

    def get_field_label(self, field_name: str, field: Any) -> str:
        """The coop's own name is not written with its accent."""
        return _("Coopérative") if field_name == "cooperative" else str(super().get_field_label(field_name, field))

    def get_empreinte_display_value(self) -> str:
        """The hash, which a narrow screen may cut anywhere."""
        return coupable(self.object.empreinte)

    def concerne(self, evenement: Evenement) -> bool:
        """What was said of it, and of that; and what moved it along with another."""
        if any(acte.rang == evenement.rang for acte in self.lecture.corrections):
            return True
        vise: Evenement | None = evenement
        while vise is not None and vise.pk != self.object.pk:
            vise = vise.corrige if vise.corrige_id is not None else None
        return vise is not None

    @cached_property
    def lecture(self) -> Lecture:
        """How it reads now."""
        return lectures([evenement.acte for evenement in self.journal])[self.object.rang]

    def gestes(self) -> list[Geste]:
        """What may put it right."""
        return gestes_d_evenement(self.lecture)

    def changements(self) -> Differences:
        """Return what the journal said differently once it was recorded."""
        actes = [evenement.acte for evenement in self.journal]
        avant, apres = actes[: self.object.rang - 1], actes[: self.object.rang]
        return differences(rejouer(avant) if avant else Histoire(), rejouer(apres))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "evenement": next(e for e in self.journal if e.pk == self.object.pk),
            "lecture": self.lecture,
            "changements": self.changements(),
            "suites": [ligne for ligne in self.histoire() if ligne.evenement.pk != self.object.pk],
        }
