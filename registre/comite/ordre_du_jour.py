"""The agenda of a session: filled from what is ready, in order of filing; points added, moved, taken out."""

import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone

from registre.comite.models import DecisionDeSeance, EtatDeReunion, NatureDePoint, PointALOrdreDuJour, SensDeLaDecision
from registre.comite.models.point import SUR_CANDIDATURE, SUR_LABEL
from registre.comite.tenue import exiger_modifiable
from registre.dossier.models import SorteDeVersion, Version
from registre.etats import OUVERTS, Etat
from registre.exigences import manquantes
from registre.journal.connu import histoires
from registre.models import Candidature, Cooperative, Label, SeanceComite
from registre.operations import OperationRefusee

# What names a point, beside its session.
Sujet = tuple[str, int, int | None, str]


@transaction.atomic
def remplir(seance_id: int, *, par: Any) -> int:
    """Add to a session all that is ready and on no other agenda, in order of filing; return how many points.

    Raises `OperationRefusee` once its minutes are locked.
    """
    seance = exiger_modifiable(seance_id).seance
    prets = [*prets_pour(seance), *revenus_pour(seance)]
    deja = {sujet_de(point) for point in attendus()} | {sujet_de(point) for point in seance.points.all()}
    neufs = [sujet for sujet in dict.fromkeys(prets) if sujet not in deja]

    dernier = _dernier(seance)
    PointALOrdreDuJour.objects.bulk_create(
        PointALOrdreDuJour(seance=seance, ordre=dernier + n, nature=nature, cooperative_id=coop, rang=rang, numero=num)
        for n, (nature, coop, rang, num) in enumerate(neufs, start=1)
    )
    return len(neufs)


def prets_pour(seance: SeanceComite) -> list[Sujet]:
    """Return the candidatures a session may hear, in order of filing: filed by its deadline, waiting for nobody else.

    A grant is ready once it waits for nothing (`registre.exigences`). Three queries.
    """
    limite = seance.date_limite_depot or seance.le
    ouvertes = Candidature.objects.filter(etat__in=sorted(OUVERTS), deposee_le__lte=limite)
    lues = list(ouvertes.order_by("deposee_le", "pk"))
    completees, attendent = _completees(), _attendent(lues, seance.le)
    sujets: list[Sujet] = []
    for candidature in lues:
        if candidature.pk not in attendent and (nature := _nature(candidature, completees)):
            sujets.append((nature.value, candidature.cooperative_id, candidature.rang, ""))
    return sujets


def revenus_pour(seance: SeanceComite) -> list[Sujet]:
    """Return what an earlier session adjourned and none took up since, candidatures still open. Three queries.

    Nothing of a coop that another absorbed since.
    """
    ajournes = DecisionDeSeance.objects.filter(sens=SensDeLaDecision.AJOURNE, point__seance__le__lt=seance.le)
    points = [
        decision.point
        for decision in ajournes.select_related("point__seance", "point__cooperative").order_by("point__seance__le")
    ]
    plus_tard: dict[Sujet, datetime.date] = {}
    for point in PointALOrdreDuJour.objects.select_related("seance").order_by("pk"):
        sujet = sujet_de(point)
        plus_tard[sujet] = max(plus_tard.get(sujet, datetime.date.min), point.seance.le)

    ouvertes = set(Candidature.objects.filter(etat__in=sorted(OUVERTS)).values_list("cooperative_id", "rang"))
    return [
        sujet_de(point)
        for point in points
        if plus_tard[sujet_de(point)] == point.seance.le
        and (_porte_encore(point) if point.nature in SUR_LABEL else (point.cooperative_id, point.rang) in ouvertes)
    ]


def _porte_encore(point: PointALOrdreDuJour) -> bool:
    """Whether the coop of a label is still one."""
    return point.cooperative is not None and point.cooperative.absorbee_le is None


def attendus() -> list[PointALOrdreDuJour]:
    """Return the points of every session that wait for a decision, those of locked minutes left out. One query."""
    verrouillees = Q(seance__reunion__etat=EtatDeReunion.VERROUILLEE)
    points = PointALOrdreDuJour.objects.filter(decision=None).exclude(verrouillees)
    return list(points.exclude(nature=NatureDePoint.DIVERS).order_by("pk"))


def sujet_de(point: PointALOrdreDuJour) -> Sujet:
    """Return what names a point, whatever its session."""
    return (point.nature, point.cooperative_id or 0, point.rang, point.numero)


def _attendent(candidatures: list[Candidature], le: datetime.date) -> set[int]:
    """Of the admissible ones, those whose grant, decided on `le`, would wait for a point or the visit. One query."""
    admissibles = [candidature for candidature in candidatures if candidature.etat == Etat.ADMISSIBLE]
    lues = histoires({candidature.cooperative_id for candidature in admissibles})
    dossiers = ((c, lues[c.cooperative_id], lues[c.cooperative_id].dossier(c.rang)) for c in admissibles)
    return {c.pk for c, histoire, dossier in dossiers if dossier is None or manquantes(histoire, dossier, le)}


def _completees() -> set[tuple[int, int, datetime.date]]:
    """Which filings were completed, and on which days."""
    lues = Version.objects.filter(sorte=SorteDeVersion.COMPLEMENT, dossier__rang__isnull=False)
    return {
        (coop, rang or 0, timezone.localtime(le).date())
        for coop, rang, le in lues.values_list("cooperative", "dossier__rang", "deposee_le")
    }


def _nature(candidature: Candidature, completees: set[tuple[int, int, datetime.date]]) -> NatureDePoint | None:
    """What the committee may be asked of a candidature; None while something else is awaited."""
    if candidature.etat == Etat.A_COMPLETER:
        demande = candidature.complement_demande_le or datetime.date.max
        qui = (candidature.cooperative_id, candidature.rang)
        recu = any((coop, rang) == qui and le >= demande for coop, rang, le in completees)
        return NatureDePoint.COMPLETUDE if recu else None
    if candidature.etat == Etat.DEPOSEE:
        return NatureDePoint.COMPLETUDE
    if candidature.etat == Etat.COMPLETE:
        return NatureDePoint.ADMISSIBILITE
    return NatureDePoint.RENOUVELLEMENT if candidature.renouvelle_id else NatureDePoint.OCTROI


@transaction.atomic
def ajouter(
    seance_id: int, nature: str, *, par: Any, cooperative: Cooperative | None = None, intitule: str = ""
) -> PointALOrdreDuJour:
    """Add a point at the end: of the coop's open candidature, of its latest label, or in words.

    Raises `OperationRefusee`: there is none, or it is on the agenda already.
    """
    seance = exiger_modifiable(seance_id).seance
    point = PointALOrdreDuJour(seance=seance, ordre=_dernier(seance) + 1, nature=nature, cooperative=cooperative)
    if nature == NatureDePoint.DIVERS:
        if not intitule.strip():
            raise OperationRefusee("Écrivez l’intitulé de ce point.", champ="intitule")
        point.intitule = intitule.strip()
        point.save()
        return point

    if cooperative is None:
        raise OperationRefusee("Choisissez la coopérative.", champ="cooperative")
    _designer(point, cooperative)
    if sujet_de(point) in {sujet_de(autre) for autre in seance.points.all()}:
        raise OperationRefusee("Ce point est déjà à l’ordre du jour.", champ="cooperative")
    point.save()
    return point


def _designer(point: PointALOrdreDuJour, cooperative: Cooperative) -> None:
    """Say which candidature or label a point is about. Raises `OperationRefusee` when the coop has none."""
    if cooperative.absorbee_le is not None:
        raise OperationRefusee(f"{cooperative} a été absorbée : plus rien n’y est décidé.", champ="cooperative")
    if point.nature in SUR_CANDIDATURE:
        ouverte = Candidature.objects.filter(cooperative=cooperative, etat__in=sorted(OUVERTS)).first()
        if ouverte is None:
            raise OperationRefusee(f"{cooperative} n’a pas de candidature en cours.", champ="cooperative")
        point.rang = ouverte.rang
        return

    label = Label.objects.filter(cooperative=cooperative, retire_le=None).order_by("-valide_du").first()
    if label is None:
        raise OperationRefusee(f"{cooperative} n’a pas de label.", champ="cooperative")
    point.numero = label.numero


@transaction.atomic
def deplacer(point_id: int, de: int, *, par: Any) -> None:
    """Move a point one place, up (-1) or down (1); at an end, nothing moves. Raises `OperationRefusee`."""
    point = PointALOrdreDuJour.objects.get(pk=point_id)
    exiger_modifiable(point.seance_id)
    points = list(PointALOrdreDuJour.objects.filter(seance=point.seance_id).order_by("ordre", "pk"))
    place = points.index(point)
    ailleurs = place + de
    if not 0 <= ailleurs < len(points):
        return
    points[place], points[ailleurs] = points[ailleurs], points[place]
    for ordre, autre in enumerate(points, start=1):
        autre.ordre = ordre
    PointALOrdreDuJour.objects.bulk_update(points, ["ordre"])


@transaction.atomic
def retirer(point_id: int, *, par: Any) -> None:
    """Take a point out, with the interests declared of it. Raises `OperationRefusee` once it is decided."""
    seance_id = PointALOrdreDuJour.objects.values_list("seance_id", flat=True).get(pk=point_id)
    exiger_modifiable(seance_id)
    point = PointALOrdreDuJour.objects.select_for_update(of=("self",)).get(pk=point_id)
    if DecisionDeSeance.objects.filter(point=point).exists():
        raise OperationRefusee("Ce point est décidé : il reste à l’ordre du jour.")
    point.delete()


def _dernier(seance: SeanceComite) -> int:
    return seance.points.aggregate(dernier=Max("ordre"))["dernier"] or 0
