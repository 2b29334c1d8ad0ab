"""The rows of `labels.csv`: one per label granted by a day, as known on a day, whatever became of it."""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.db.models import F, OuterRef, QuerySet, Subquery

from registre import cycle
from registre.adresses import adresse_absolue
from registre.models import EngagementOctroye, IdentiteDeCooperative, LabelConnu
from registre.public.connaissance.absorptions import absorptions
from registre.public.connaissance.instantane import Cles
from registre.public.connaissance.jour import Jours

PAR_LOT = 1000


@dataclass(frozen=True)
class LigneLabel:
    """A granted label on a day: the columns of `labels.csv`, in their order. A new one is added at the end."""

    numero_label: str
    siren: str
    nom: str
    cycle: int
    edition_referentiel: str
    octroye_le: datetime.date
    valide_du: datetime.date
    valide_jusqu_au: datetime.date
    suspendu_le: datetime.date | None
    suspension_levee_le: datetime.date | None
    retire_le: datetime.date | None
    statut: str
    statut_au: datetime.date
    engagements: tuple[int, ...]
    url: str
    demonstration: bool
    connu_le: datetime.date
    siren_actuel: str
    clos_le: datetime.date | None
    absorbee_par_siren: str | None
    repris_sous_numero: str | None


@dataclass(frozen=True)
class Absorbante:
    """The coop that absorbed a label's own, and the new number of that label when it was taken over."""

    siren: str
    nouveau_numero: str


def labels_connus(jours: Jours) -> "QuerySet[LabelConnu]":
    """Return the labels granted by the day, as known."""
    return LabelConnu.toutes.connues(jours.connu_le).filter(octroye_le__lte=jours.au)


def instantane(labels: "QuerySet[LabelConnu]", jours: Jours) -> Cles:
    """Return which of these labels have a row, in order of grant. One query.

    Each comes with the keys of its coop's identities: that of the day, and the latest.
    """
    identites = IdentiteDeCooperative.toutes.connues(jours.connu_le)
    siennes = identites.filter(cooperative=OuterRef("label__cooperative")).order_by("pk").values("pk")
    lues = labels.order_by("octroye_le", "label__numero").values_list(
        "pk",
        Subquery(siennes.filter(du__lte=jours.au, jusqu_au__gte=jours.au)[:1]),
        Subquery(siennes.filter(jusqu_au=datetime.date.max)[:1]),
    )

    return Cles(lues.iterator(chunk_size=PAR_LOT), largeur=3)


def lignes_des_labels(cles: Cles, jours: Jours) -> Iterator[LigneLabel]:
    """Yield the row of each label of an `instantane`, in its order."""
    for lot in cles.par_lots(PAR_LOT):
        lus = _labels([cle[0] for cle in lot])
        identites = IdentiteDeCooperative.toutes.in_bulk({cle for _pk, *les_siennes in lot for cle in les_siennes})
        engagements = _engagements([connu.label_id for connu in lus.values()])
        absorbantes = _absorbantes([lu.label.cooperative_id for lu in lus.values() if lu.clos_le], jours)

        for pk, identite, derniere in lot:
            connu = lus[pk]
            yield _ligne(
                connu,
                jours,
                (identites[identite], identites[derniere]),
                tuple(engagements[connu.label_id]),
                absorbantes.get(connu.label.cooperative_id) if connu.clos_le else None,
            )


def _labels(cles: list[int]) -> dict[int, LabelConnu]:
    """These labels by key, known still or not, with what a row reads."""
    lus = LabelConnu.toutes.filter(pk__in=cles).order_by().select_related("label__cooperative")
    lus = lus.annotate(edition=F("label__candidature__referentiel__code"))
    utiles = ("numero", "cycle", "cooperative__demonstration")
    return {connu.pk: connu for connu in lus.only(*_colonnes(), *(f"label__{champ}" for champ in utiles))}


def _colonnes() -> list[str]:
    return [champ.name for champ in LabelConnu._meta.concrete_fields]


def _engagements(labels: list[int]) -> dict[int, list[int]]:
    """The numbers of the engagements of these labels, as granted, in order."""
    octroyes = EngagementOctroye.objects.filter(label__in=labels).order_by("numero").values_list("label_id", "numero")
    par_label: dict[int, list[int]] = defaultdict(list)
    for label, numero in octroyes:
        par_label[label].append(numero)
    return par_label


def _absorbantes(cooperatives: Collection[int], jours: Jours) -> dict[int, Absorbante]:
    """Who absorbed these coops, by their keys. Three queries, none when no label was closed."""
    subies = absorptions(cooperatives, jours.connu_le)
    if not subies:
        return {}
    dernieres = IdentiteDeCooperative.toutes.connues(jours.connu_le).filter(jusqu_au=datetime.date.max)
    siennes = dernieres.filter(cooperative__in={subie.absorbante for subie in subies.values()})
    sirens = dict(siennes.order_by().values_list("cooperative_id", "siren"))
    return {pk: Absorbante(sirens[subie.absorbante], subie.nouveau_numero) for pk, subie in subies.items()}


def _ligne(
    connu: LabelConnu,
    jours: Jours,
    identites: tuple[IdentiteDeCooperative, IdentiteDeCooperative],
    engagements: tuple[int, ...],
    absorbante: Absorbante | None,
) -> LigneLabel:
    """A label's row: its own status on the day, its latest suspension begun by then, its coop as it was called then."""
    du_jour, derniere = identites
    faits = connu.faits
    suspension = faits.derniere_suspension(jours.au)

    return LigneLabel(
        numero_label=connu.label.numero,
        siren=du_jour.siren,
        nom=du_jour.nom,
        cycle=connu.label.cycle,
        edition_referentiel=connu.edition,  # type: ignore[attr-defined] # annotated by `_labels`
        octroye_le=connu.octroye_le,
        valide_du=connu.valide_du,
        valide_jusqu_au=connu.valide_jusqu_au,
        suspendu_le=suspension.suspendu_le if suspension else None,
        suspension_levee_le=suspension.levee_le if suspension else None,
        retire_le=connu.retire_le,
        statut=cycle.statut_de_label(faits, jours.au).value,
        statut_au=jours.au,
        engagements=engagements,
        url=adresse_absolue(f"labels/{connu.label.numero}"),
        demonstration=connu.label.cooperative.demonstration,
        connu_le=jours.su_le,
        siren_actuel=derniere.siren,
        clos_le=connu.clos_le,
        absorbee_par_siren=absorbante.siren if absorbante else None,
        repris_sous_numero=(absorbante.nouveau_numero or None) if absorbante else None,
    )
