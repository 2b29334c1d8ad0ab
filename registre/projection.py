"""Writing the flat register from the facts."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Max, Prefetch, QuerySet

from registre import cycle
from registre.etats import Statut
from registre.models import Candidature, Cooperative, EngagementOctroye, EngagementPris, Label, Metier, Suspension
from registre.models.projection import LONGUEUR_MOT, MotDeCooperative, PeriodeDeStatut, RangEngagement
from socle.recherche.normalisation import normaliser

_METIERS = {metier: 1 << rang for rang, metier in enumerate(Metier.values)}


def faits(cooperative: Cooperative) -> cycle.Faits:
    """Return what the coop's status depends on. Reads labels, suspensions, candidatures: prefetch them for many."""
    return cycle.Faits(
        labels=tuple(label.faits for label in cooperative.labels.all()),
        candidatures=tuple(candidature.faits for candidature in cooperative.candidatures.all()),
    )


def pour_projection() -> "QuerySet[Cooperative]":
    """Return coops with everything `lignes` reads, in a fixed number of queries."""
    pris = EngagementPris.objects.select_related("engagement")
    octroyes = EngagementOctroye.objects.select_related("engagement")
    return Cooperative.objects.prefetch_related(
        Prefetch("labels", Label.objects.order_by("valide_du")),
        Prefetch("labels__suspensions", Suspension.objects.order_by("suspendu_le")),
        Prefetch("labels__engagements_octroyes", octroyes),
        Prefetch("candidatures", Candidature.objects.order_by("cycle")),
        Prefetch("candidatures__engagements_pris", pris),
    )


def lignes(cooperative: Cooperative, rangs: dict[str, int]) -> list[PeriodeDeStatut]:
    """Return the coop's rows, not saved. `rangs` gives the bit of each engagement key."""
    labels = {label.cycle: label for label in cooperative.labels.all()}
    candidatures = {candidature.cycle: candidature for candidature in cooperative.candidatures.all()}
    return [_ligne(cooperative, periode, labels, candidatures, rangs) for periode in cycle.periodes(faits(cooperative))]


def _ligne(
    cooperative: Cooperative,
    periode: cycle.Periode,
    labels: dict[int, Label],
    candidatures: dict[int, Candidature],
    rangs: dict[str, int],
) -> PeriodeDeStatut:
    situation = periode.situation
    label = labels[situation.label.cycle] if situation.label else None
    candidature = candidatures[situation.candidature.cycle] if situation.candidature else None
    suspension = None
    if label is not None and situation.suspension is not None:
        debut = situation.suspension.suspendu_le
        suspension = next(s for s in label.suspensions.all() if s.suspendu_le == debut)
    return PeriodeDeStatut(
        cooperative=cooperative,
        du=periode.du,
        jusqu_au=periode.jusqu_au,
        statut=situation.statut or "",
        label=label,
        suspension=suspension,
        candidature=candidature,
        code_region=cooperative.code_region,
        code_departement=cooperative.code_departement,
        metiers=sum(_METIERS[metier] for metier in cooperative.metiers),
        engagements=sum(1 << rangs[cle] for cle in _cles(situation, label, candidature)),
        annee_octroi=label.octroye_le.year if label else None,
        octroye_le=label.octroye_le if label else None,
        valide_jusqu_au=label.valide_jusqu_au if label else None,
        tri=f"{normaliser(str(cooperative))[:190]} {cooperative.siren}",  # no two coops alike
    )


def mots(cooperative: Cooperative) -> set[str]:
    """Return the words by which the coop is found: names, town, SIREN whole and by threes, numbers of its labels."""
    siren = cooperative.siren
    numeros = [normaliser(label.numero) for label in cooperative.labels.all()]
    textes = [cooperative.texte_recherche, siren, siren[:3], siren[3:6], siren[6:], *numeros]
    return {mot[:LONGUEUR_MOT] for texte in textes for mot in texte.split()}


def _cles(situation: cycle.Situation, label: Label | None, candidature: Candidature | None) -> set[str]:
    """The keys of the engagements that the status speaks of: the label's, or the candidature's that follows it."""
    if candidature is not None and situation.statut in {Statut.ENGAGEE, Statut.EN_RENOUVELLEMENT}:
        return {pris.engagement.cle for pris in candidature.engagements_pris.all()}
    return {octroye.engagement.cle for octroye in label.engagements_octroyes.all()} if label else set()


def rangs_des_engagements(cles: Iterable[str]) -> dict[str, int]:
    """Return the bit of every known key, giving the next free one to each new key."""
    rangs = dict(RangEngagement.objects.values_list("cle", "rang"))
    nouvelles = sorted(set(cles) - set(rangs))
    if nouvelles:
        suivant = (RangEngagement.objects.aggregate(Max("rang"))["rang__max"] or 0) + 1 if rangs else 0
        crees = [RangEngagement(cle=cle, rang=suivant + i) for i, cle in enumerate(nouvelles)]
        RangEngagement.objects.bulk_create(crees)
        rangs |= {rang.cle: rang.rang for rang in crees}
    return rangs


def _cles_utilisees(cooperatives: Iterable[Cooperative]) -> set[str]:
    pris = {p.engagement.cle for c in cooperatives for k in c.candidatures.all() for p in k.engagements_pris.all()}
    octroyes = {o.engagement.cle for c in cooperatives for x in c.labels.all() for o in x.engagements_octroyes.all()}
    return pris | octroyes


@transaction.atomic
def projeter(cooperative_id: int) -> None:
    """Rewrite the coop's rows, in the transaction of the operation that changed its facts."""
    projeter_plusieurs([cooperative_id])


@transaction.atomic
def projeter_plusieurs(cooperative_ids: list[int]) -> int:
    """Rewrite the rows of these coops; return how many were written."""
    cooperatives = list(pour_projection().filter(pk__in=cooperative_ids))
    rangs = rangs_des_engagements(_cles_utilisees(cooperatives))
    PeriodeDeStatut.objects.filter(cooperative__in=cooperatives).delete()
    nouvelles = [ligne for cooperative in cooperatives for ligne in lignes(cooperative, rangs)]
    PeriodeDeStatut.objects.bulk_create(nouvelles, batch_size=2000)
    MotDeCooperative.objects.filter(cooperative__in=cooperatives).delete()
    MotDeCooperative.objects.bulk_create(
        [MotDeCooperative(cooperative=c, mot=mot) for c in cooperatives for mot in sorted(mots(c))], batch_size=2000
    )
    return len(nouvelles)


def ecarts(cooperative_ids: list[int]) -> list[str]:
    """Return the names of the coops whose rows do not say what their facts say; empty when all do."""
    cooperatives = list(pour_projection().filter(pk__in=cooperative_ids).order_by("pk"))
    rangs = dict(RangEngagement.objects.values_list("cle", "rang"))
    ecrites: dict[int, list[tuple[object, ...]]] = {cooperative.pk: [] for cooperative in cooperatives}
    for ligne in PeriodeDeStatut.objects.filter(cooperative__in=cooperatives).order_by("du"):
        ecrites[ligne.cooperative_id].append(_contenu(ligne))
    mots_ecrits: dict[int, set[str]] = {cooperative.pk: set() for cooperative in cooperatives}
    for cooperative_id, mot in MotDeCooperative.objects.filter(cooperative__in=cooperatives).values_list(
        "cooperative_id", "mot"
    ):
        mots_ecrits[cooperative_id].add(mot)
    return [
        str(cooperative)
        for cooperative in cooperatives
        if not _cles_utilisees([cooperative]) <= rangs.keys()
        or mots_ecrits[cooperative.pk] != mots(cooperative)
        or ecrites[cooperative.pk] != [_contenu(ligne) for ligne in lignes(cooperative, rangs)]
    ]


def _contenu(ligne: PeriodeDeStatut) -> tuple[object, ...]:
    """Everything a row says, its own key aside."""
    champs = (champ.attname for champ in PeriodeDeStatut._meta.concrete_fields if not champ.primary_key)
    return tuple(getattr(ligne, champ) for champ in champs)
