"""A coop on one day, as known on another: all that its page and its attestation show, read once."""

import datetime
from dataclasses import dataclass
from functools import cached_property, partial

from django.db.models import Case, When
from django.utils import translation
from django.utils.safestring import SafeString

from registre.etats import AVEC_LABEL, Statut
from registre.models import Candidature, Cooperative, PeriodeDeStatut
from registre.promotion.deploiement.actes_d_une_coop import actes_de
from registre.public.connaissance.deux_jours import Difference, ce_qui_differe
from registre.public.connaissance.faits_lus import DossierLu, FaitsLus, LabelLu
from registre.public.connaissance.identites import IdentiteLue, identite_lue
from registre.public.connaissance.pages import Connaissance, Rapprochement, connaissance_de
from registre.public.fiche.presentation import presentation_de
from registre.templatetags.statuts import phrase
from socle.cadre.memoire import Memoire, version_de_tout


@dataclass(frozen=True)
class CoopLue:
    """`faits.dossier` is the candidature whose engagements show: the one under way, else that of the latest label."""

    au: datetime.date
    periode: PeriodeDeStatut
    identite: IdentiteLue
    connaissance: Connaissance
    faits: FaitsLus

    @property
    def cooperative(self) -> Cooperative:
        """Its row: what has no date, and the address of its page."""
        return self.periode.cooperative

    @property
    def connu_le(self) -> datetime.date | None:
        """The day whose knowledge is asked, None for now."""
        return self.connaissance.connu_le

    @cached_property
    def label(self) -> LabelLu | None:
        """The latest label begun by the day, in force or not; none for a coop of no status."""
        return self.faits.label(self.periode.label.numero) if self.periode.statut and self.periode.label else None

    @property
    def en_cours(self) -> DossierLu | None:
        """The candidature that the status speaks of, when the coop is engaged or in renewal."""
        return self.faits.dossier if candidature_en_cours(self.periode) else None

    @property
    def suivi(self) -> DossierLu | None:
        """The candidature whose deadlines count: the one under way, or that of a label in force."""
        return self.faits.dossier if self.en_cours or self.periode.statut in AVEC_LABEL else None

    @property
    def motif(self) -> str:
        """The published reason of what holds the label back or ended it, empty otherwise."""
        if self.label is None:
            return ""
        if self.periode.statut == Statut.SUSPENDUE:
            commencee = (s.motif for s in self.label.suspensions if s.suspendu_le == self.periode.suspendu_le)
            return next(commencee, "")
        return self.label.motif_retrait if self.periode.statut == Statut.RETIREE else ""

    @property
    def phrase(self) -> SafeString:
        """Its status in words, with its date."""
        return phrase(self.periode)

    @property
    def absorbee(self) -> Rapprochement | None:
        """By whom it was absorbed by the day."""
        return self.connaissance.absorbee(self.au)

    @property
    def label_retire(self) -> bool:
        """Whether its latest label was withdrawn by the day, whatever came after."""
        return self.label is not None and self.label.faits.retire(self.au)

    @property
    def dossiers_publics(self) -> set[int]:
        """The candidatures that show, by the rank of their filing."""
        publics = {label.dossier for label in self.faits.labels if label.octroye_le <= self.au}
        return publics | ({self.en_cours.rang} if self.en_cours else set())

    @cached_property
    def difference(self) -> Difference | None:
        """How it differs from what is known now; None when that is what is asked. One query."""
        if self.connu_le is None:
            return None
        return ce_qui_differe(self.connaissance, self.periode, self.au)


_memoire: Memoire[tuple[object, ...], CoopLue | None] = Memoire(version_de_tout)


def lire_la_coop(au: datetime.date, connu_le: datetime.date | None, **critere: object) -> CoopLue | None:
    """Return the coop that `critere` names (`cooperative__slug=`, `cooperative=`); None when none was known by then.

    What is known now is remembered while nothing is written: a page, its attestation, its share image, its other
    language read the same. Else eight queries at most.
    """
    if connu_le is not None:
        return _lire(au, connu_le, critere)
    cle = (au, translation.get_language(), *critere.items())
    return _memoire.retrouver(cle, partial(_lire, au, None, critere))


def _lire(au: datetime.date, connu_le: datetime.date | None, critere: dict[str, object]) -> CoopLue | None:
    """The same, read in the database. Only the period of the day asked has the coop's presentation."""
    du_jour = When(du__lte=au, jusqu_au__gte=au, then=presentation_de("cooperative"))
    liens = ("cooperative", "identite", "label__candidature", "candidature")
    connues = PeriodeDeStatut.toutes.connues(connu_le).filter(**critere).select_related(*liens)
    periodes = list(connues.annotate(presentation=Case(du_jour), **actes_de("cooperative", au)).order_by("du"))
    connaissance = connaissance_de(periodes[0].cooperative_id, connu_le) if periodes else None
    if connaissance is None:
        return None

    periode = next(lue for lue in periodes if lue.du <= au <= lue.jusqu_au)
    identite = identite_lue((lue.identite for lue in periodes), au)

    return CoopLue(au, periode, identite, connaissance, connaissance.faits(au, _candidature_montree(periode)))


def candidature_en_cours(periode: PeriodeDeStatut) -> Candidature | None:
    """Return the candidature that the status speaks of, when the coop is engaged or in renewal."""
    return periode.candidature if periode.statut in {Statut.ENGAGEE, Statut.EN_RENOUVELLEMENT} else None


def _candidature_montree(periode: PeriodeDeStatut) -> Candidature | None:
    du_label = periode.label.candidature if periode.statut and periode.label else None
    return candidature_en_cours(periode) or du_label
