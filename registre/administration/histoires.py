"""The inspect pages: what stands, what is due, what happened, and the buttons of what may be done."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.snippets.views.snippets import InspectView

from registre.administration.fiches.dossier import dossier_depose
from registre.administration.fiches.qui import quel_label, quelle_candidature, qui_est_la_cooperative
from registre.administration.fiches.situation import situation_de_dossier, situation_de_label
from registre.administration.fiches.suites import suites_de_cooperative, suites_de_dossier, suites_de_label
from registre.administration.gestes.boutons import gestes_d_evenement
from registre.administration.gestes.decisions import (
    decisions_d_identite,
    decisions_de_candidature,
    decisions_de_label,
    depot_de,
)
from registre.administration.gestes.liens import Bouton, liens_de
from registre.administration.gestes.recits import adresse, nom_d_evenement
from registre.administration.lectures import EvenementLu, lectures
from registre.administration.presentations import lien_de_presentation
from registre.administration.versions import versions_de
from registre.administration.visites.liens import visites_de
from registre.differences import Differences, differences
from registre.journal.histoire import Histoire
from registre.journal.rejeu import rejouer
from registre.models import Candidature, Evenement, PeriodeDeStatut
from socle.administration.fiches import RIEN, coupable, en_clair


@dataclass(frozen=True)
class LigneDHistoire:
    """An event of a history, how it reads now, and what this person may do about it."""

    evenement: Evenement
    lecture: EvenementLu
    liens: tuple[Bouton, ...]


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
    """A page with its timeline. Subclasses say whose journal, which of its events."""

    template_name = "registre/administration/fiche.html"

    def get_page_title(self) -> str:
        """What it is, in a word."""
        return str(capfirst(self.model._meta.verbose_name))

    @property
    def cooperative_id(self) -> int:
        """The coop whose journal is read."""
        pk: int = self.object.cooperative_id
        return pk

    @cached_property
    def journal(self) -> list[Evenement]:
        """The whole journal of the coop, in order: what an event reads now depends on those after it."""
        return journal_lu(self.cooperative_id)

    @cached_property
    def histoire_lue(self) -> Histoire:
        """What the journal comes to."""
        return rejouer([evenement.acte for evenement in self.journal])

    def concerne(self, evenement: Evenement) -> bool:
        """Whether an event of the coop is about the object."""
        raise NotImplementedError

    def histoire(self) -> list[LigneDHistoire]:
        """Return the events about the object, the last recorded first."""
        lus = lectures([evenement.acte for evenement in self.journal])
        return [
            LigneDHistoire(evenement, lus[evenement.rang], self._liens(evenement, lus[evenement.rang]))
            for evenement in reversed(self.journal)
            if self.concerne(evenement)
        ]

    def _liens(self, evenement: Evenement, lecture: EvenementLu) -> tuple[Bouton, ...]:
        de_quoi = nom_d_evenement(evenement)
        return liens_de(gestes_d_evenement(lecture), "evenement", evenement.pk, self.request.user, de_quoi)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"histoire": self.histoire()}


class FicheView(HistoireView):
    """A page made for people: who, where it stands, what comes next, what may be decided, the dossier, the history."""

    def get_fields(self) -> list[str]:
        """No field as it is stored: the page says what each means."""
        return []

    def fiche(self, au: datetime.date) -> dict[str, Any]:
        """Return what the page says of the object on `au`, beside its history."""
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        vides: dict[str, Any] = {
            "identites": [],
            "decisions_d_identite": None,
            "candidatures": None,
            "liens": [],
            "versions": [],
        }
        return super().get_context_data(**kwargs) | vides | self.fiche(timezone.localdate())


class InspecterCooperative(FicheView):
    """A coop: who it is, its situation on today, its whole history, and the way to what it says of itself."""

    @property
    def cooperative_id(self) -> int:
        """The key of the coop whose journal is shown."""
        pk: int = self.object.pk
        return pk

    def concerne(self, evenement: Evenement) -> bool:
        """Everything that happened to the coop."""
        return True

    def fiche(self, au: datetime.date) -> dict[str, Any]:
        """Return who it is, its public status, its candidatures, the dossier of the one that counts."""
        user, histoire = self.request.user, self.histoire_lue
        periodes = PeriodeDeStatut.objects.filter(cooperative=self.object, du__lte=au, jusqu_au__gte=au)
        candidatures = Candidature.objects.filter(cooperative=self.object).order_by("-rang").prefetch_related("labels")
        lues = list(candidatures)
        presentation = lien_de_presentation(self.object, user)

        return {
            "qui": qui_est_la_cooperative(self.object, histoire),
            "periode": periodes.first(),
            "situation": "",
            "suites": suites_de_cooperative(histoire, au),
            "decisions": depot_de(self.object, histoire, user),
            "liens": [presentation] if presentation else [],
            "decisions_d_identite": decisions_d_identite(self.object, histoire, user),
            "identites": list(reversed(histoire.identites)),
            "candidatures": lues,
            "axes": dossier_depose(lues[0]) if lues else [],
        }


class InspecterCandidature(FicheView):
    """A candidature: where it stands, its deadlines, its dossier, its decisions."""

    def concerne(self, evenement: Evenement) -> bool:
        """What happened to the candidature, and to the label it led to."""
        du_label = evenement.label is not None and evenement.label.candidature_id == self.object.pk
        return du_label or evenement.candidature_id == self.object.pk

    def fiche(self, au: datetime.date) -> dict[str, Any]:
        """Return where it stands, what is awaited, what may be decided, and what was filed."""
        dossier = self.histoire_lue.dossier(self.object.rang)
        return {
            "qui": quelle_candidature(self.object),
            "periode": None,
            "situation": situation_de_dossier(dossier) if dossier else "",
            "suites": suites_de_dossier(dossier, au) if dossier else [],
            "decisions": decisions_de_candidature(self.object, self.histoire_lue, self.request.user),
            "axes": dossier_depose(self.object),
            "versions": versions_de(self.object, self.request.user),
            "visites": visites_de(self.object, self.request.user),
        }


class InspecterLabel(FicheView):
    """A label: what it is today, what is awaited, its decisions, the dossier it was granted on."""

    def get_page_subtitle(self) -> str:
        """Its number, and whose it is."""
        return f"{self.object.numero}, {self.object.cooperative}"

    def concerne(self, evenement: Evenement) -> bool:
        """What happened to the label."""
        return evenement.label_id == self.object.pk

    def fiche(self, au: datetime.date) -> dict[str, Any]:
        """Return what it is on `au`, what is awaited, what may be decided, and what was filed."""
        histoire = self.histoire_lue
        label = histoire.label(self.object.numero)

        return {
            "qui": quel_label(self.object),
            "periode": None,
            "situation": situation_de_label(histoire, label, au) if label else "",
            "suites": suites_de_label(histoire, label, au) if label else [],
            "decisions": decisions_de_label(self.object, histoire, self.request.user),
            "axes": dossier_depose(self.object.candidature),
        }


class InspecterEvenement(HistoireView):
    """An event: what it set when it was recorded, and what was said of it since."""

    template_name = "registre/administration/evenement.html"

    def get_field_display_value(self, field_name: str, field: Any) -> Any:
        """A day in full, a moment in Paris, a dash for nothing."""
        return en_clair(super().get_field_display_value(field_name, field))

    def get_page_subtitle(self) -> str:
        """What it is, of which label, on which day."""
        return nom_d_evenement(self.object)

    def get_field_label(self, field_name: str, field: Any) -> str:
        """The coop's own name is not written with its accent."""
        return _("Coopérative") if field_name == "cooperative" else str(super().get_field_label(field_name, field))

    def get_cooperative_display_value(self) -> SafeString:
        """The coop, and the way to its page."""
        cooperative = self.object.cooperative
        return format_html('<a href="{}">{}</a>', adresse(cooperative), cooperative)

    def get_fields_context(self) -> list[dict[str, Any]]:
        """What an event has nothing of is not shown."""
        return [champ for champ in super().get_fields_context() if champ["value"] != RIEN]

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
    def lecture(self) -> EvenementLu:
        """How the event reads now, with what corrected or annulled it."""
        return lectures([evenement.acte for evenement in self.journal])[self.object.rang]

    def liens(self) -> tuple[Bouton, ...]:
        """What this person may do to put it right."""
        return liens_de(gestes_d_evenement(self.lecture), "evenement", self.object.pk, self.request.user)

    def changements(self) -> Differences:
        """Return what the journal said differently once it was recorded."""
        actes = [evenement.acte for evenement in self.journal]
        avant, apres = actes[: self.object.rang - 1], actes[: self.object.rang]
        return differences(rejouer(avant) if avant else Histoire(), rejouer(apres))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "evenement": next(e for e in self.journal if e.pk == self.object.pk),
            "liens": self.liens(),
            "lecture": self.lecture,
            "changements": self.changements(),
            "suites": [ligne for ligne in self.histoire() if ligne.evenement.pk != self.object.pk],
        }
