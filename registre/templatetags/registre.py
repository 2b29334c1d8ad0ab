"""What pages of the rooms below show of the register: who chose an engagement, who signed, the latest labels."""

import datetime
from dataclasses import dataclass
from typing import Any

from django import template
from django.db.models import Case, Count, F, IntegerField, Value, When, Window
from django.template import Context
from django.utils import timezone

from raison_detre.edition import Edition
from raison_detre.models import Engagement
from registre.etats import DANS_LA_DEMARCHE
from registre.models import PeriodeDeStatut, RangEngagement, SignatureManifeste
from registre.public.accueil import derniers_labels
from registre.public.liste.filtres import STATUTS, Filtres
from registre.public.liste.requete import ORDRE_DES_STATUTS
from socle.textes.ordre import EnFrancais

register = template.Library()

COOPS_MONTREES = 10
# The Federation has about 160 members: all of them, and a bound all the same.
SIGNATAIRES_MONTRES = 300


@dataclass(frozen=True)
class CooperativesEngagees:
    """The coops that chose an engagement: the first ones, how many in all, and the register filtered on it."""

    periodes: tuple[PeriodeDeStatut, ...]
    total: int
    adresse: str
    au: datetime.date

    @property
    def demonstration(self) -> bool:
        """Whether a coop shown does not exist."""
        return any(periode.cooperative.demonstration for periode in self.periodes)


@register.inclusion_tag("registre/inserts/engagement.html")
def cooperatives_de_l_engagement(engagement: Engagement, edition: Edition) -> dict[str, Any]:
    """The coops engaged or labelled today that chose this engagement, labelled first. Two queries.

    An engagement is known by its key, so an older edition's page shows the same coops; only the edition in force has a
    register to lead to.
    """
    au = timezone.localdate()
    rang = RangEngagement.objects.filter(cle=engagement.cle).values_list("rang", flat=True).first()
    periodes, total = _qui_ont_choisi(1 << rang, au) if rang is not None else ([], 0)
    statuts = tuple(statut for statut in STATUTS if statut in DANS_LA_DEMARCHE)
    adresse = Filtres(au, statut=statuts, engagement=(engagement.numero,)).adresse if edition.est_courante else ""

    return {"choix": CooperativesEngagees(tuple(periodes), total, adresse, au)}


def _qui_ont_choisi(bit: int, au: datetime.date) -> tuple[list[PeriodeDeStatut], int]:
    """The first coops whose engagements hold this bit on `au`, and the number of all of them. One query."""
    rangs = Case(*(When(statut=statut, then=Value(rang)) for rang, statut in enumerate(ORDRE_DES_STATUTS)))
    periodes = PeriodeDeStatut.objects.filter(statut__in=sorted(DANS_LA_DEMARCHE), du__lte=au, jusqu_au__gte=au)
    periodes = periodes.annotate(choisi=F("engagements").bitand(bit), total=Window(Count("pk"))).filter(choisi__gt=0)
    liens = ("cooperative", "identite", "label", "candidature")
    lues = list(periodes.select_related(*liens).order_by(rangs, "tri", "pk")[:COOPS_MONTREES])
    return [*lues], lues[0].total if lues else 0


@register.inclusion_tag("registre/inserts/signatures.html")
def signatures(edition: Edition) -> dict[str, Any]:
    """Who signed this edition of the manifesto, by name for those who agreed, and how many in all. One query."""
    au = timezone.localdate()
    signees = SignatureManifeste.objects.filter(referentiel=edition.source, signe_le__lte=au)
    consentie = Case(When(affichage_consenti=True, then=Value(0)), default=Value(1), output_field=IntegerField())
    comptees = signees.select_related("cooperative").annotate(total=Window(Count("pk")), tues=consentie)
    lues = list(comptees.order_by("tues", EnFrancais("cooperative__nom"), "pk")[:SIGNATAIRES_MONTRES])
    nommees = [signature for signature in lues if signature.affichage_consenti]

    return {
        "signatures": nommees,
        "total": lues[0].total if lues else 0,
        "non_nommees": lues[0].total - len(nommees) if lues else 0,
        "demonstration": any(signature.cooperative.demonstration for signature in nommees),
    }


@register.inclusion_tag("registre/inserts/accueil.html", takes_context=True)
def registre_en_accueil(context: Context) -> dict[str, Any]:
    """The question the register answers, and its latest labels, each with its status today. One query."""
    return {"labels": derniers_labels(context["request"])}


@register.simple_tag(takes_context=True)
def labels_fictifs(context: Context) -> bool:
    """Whether a label shown on the home page is of a coop that does not exist. No query of its own."""
    return any(montre.label.cooperative.demonstration for montre in derniers_labels(context["request"]))
