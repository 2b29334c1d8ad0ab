"""The register's rows as files and API give them: same names, same values, on any day.

One row per coop with a public status, or one per granted label. Read in a fixed number of queries, a few thousand rows
at a time, so that a hundred thousand coops take no more memory than a hundred.
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import F, Max, OuterRef, Q, QuerySet, Subquery

from raison_detre.models import Engagement
from registre import cycle
from registre.etats import Statut
from registre.models import Evenement, Label, PeriodeDeStatut, RangEngagement

PARIS = ZoneInfo("Europe/Paris")
PAR_LOT = 2000
LABELS_PAR_LOT = 300  # each comes with its engagements: ten objects to a label
DE_LA_CANDIDATURE = frozenset({Statut.ENGAGEE, Statut.EN_RENOUVELLEMENT})


@dataclass(frozen=True)
class LigneRegistre:
    """A coop on a day: the columns of `registre.csv`, in their order."""

    siren: str
    nom: str
    sigle: str
    forme_juridique: str
    commune: str
    code_departement: str
    code_region: str
    statut: str
    statut_au: datetime.date
    numero_label: str | None
    cycle: int
    admissible_le: datetime.date | None
    octroye_le: datetime.date | None
    valide_du: datetime.date | None
    valide_jusqu_au: datetime.date | None
    suspendu_le: datetime.date | None
    suspension_levee_le: datetime.date | None
    retire_le: datetime.date | None
    edition_referentiel: str
    engagements: tuple[int, ...]
    url: str
    demonstration: bool
    mis_a_jour_le: datetime.date | None


@dataclass(frozen=True)
class LigneLabel:
    """A granted label on a day: the columns of `labels.csv`, in their order."""

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


def adresse_absolue(suite: str) -> str:
    """Return the permanent address of a page of the register, in French whatever the reader's language."""
    return f"{settings.WAGTAILADMIN_BASE_URL}/registre/{suite}/"


def de_quoi_ecrire(periodes: "QuerySet[PeriodeDeStatut]") -> "QuerySet[PeriodeDeStatut]":
    """Return those of these periods that have a public status, with all that a row reads, in order of name."""
    consignes = Evenement.objects.filter(cooperative=OuterRef("cooperative")).order_by()
    dernier = consignes.values("cooperative").annotate(dernier=Max("enregistre_le")).values("dernier")
    liens = ("cooperative", "identite", "label__candidature__referentiel", "candidature__referentiel")
    publiques = periodes.exclude(statut="").select_related(*liens)
    return publiques.annotate(mis_a_jour_le=Subquery(dernier)).order_by("tri", "pk")


def lignes_du_registre(periodes: "QuerySet[PeriodeDeStatut]", au: datetime.date) -> Iterator[LigneRegistre]:
    """Yield the row of each of these periods (from `de_quoi_ecrire`, cut by the caller or not)."""
    numeros = numeros_par_edition()
    for periode in periodes.iterator(chunk_size=PAR_LOT):
        yield ligne_du_registre(periode, au, numeros)


def ligne_du_registre(periode: PeriodeDeStatut, au: datetime.date, numeros: dict[int, dict[int, int]]) -> LigneRegistre:
    """Return a coop's row.

    The label's columns are those of its latest label begun by `au`. The cycle, the edition, the engagements and the day
    of admissibility are those of the candidature under way while the coop is engaged or in renewal, else the label's.
    """
    cooperative, label = periode.cooperative, periode.label
    candidature = periode.candidature if periode.statut in DE_LA_CANDIDATURE else None
    if candidature is None and label is not None:
        candidature = label.candidature
    if candidature is None:
        raise ValueError(f"{cooperative}: a public status comes from a label or from a candidature.")
    return LigneRegistre(
        siren=cooperative.siren,
        nom=cooperative.nom,
        sigle=cooperative.sigle,
        forme_juridique=cooperative.forme_juridique,
        commune=cooperative.commune,
        code_departement=periode.code_departement,
        code_region=periode.code_region,
        statut=periode.statut,
        statut_au=au,
        numero_label=label.numero if label else None,
        cycle=candidature.cycle,
        admissible_le=periode.admissible_le,
        octroye_le=periode.octroye_le,
        valide_du=periode.valide_du,
        valide_jusqu_au=periode.valide_jusqu_au,
        suspendu_le=periode.suspendu_le,
        suspension_levee_le=periode.suspension_levee_le,
        retire_le=periode.retire_le,
        edition_referentiel=candidature.referentiel.code,
        engagements=_numeros(periode.engagements, numeros[candidature.referentiel_id]),
        url=adresse_absolue(cooperative.slug),
        demonstration=cooperative.demonstration,
        mis_a_jour_le=_jour_de_paris(getattr(periode, "mis_a_jour_le", None)),
    )


def numeros_par_edition() -> dict[int, dict[int, int]]:
    """Return, for each edition, the number of the engagement that each bit stands for. Two queries."""
    rangs = dict(RangEngagement.objects.values_list("cle", "rang"))
    numeros: dict[int, dict[int, int]] = {}
    for edition, cle, numero in Engagement.objects.sources().values_list("referentiel", "cle", "numero"):
        par_rang = numeros.setdefault(edition, {})
        if cle in rangs:
            par_rang[rangs[cle]] = numero
    return numeros


def _numeros(masque: int, numero_de: dict[int, int]) -> tuple[int, ...]:
    return tuple(sorted(numero for rang, numero in numero_de.items() if masque >> rang & 1))


def _jour_de_paris(moment: datetime.datetime | None) -> datetime.date | None:
    return moment.astimezone(PARIS).date() if moment else None


def labels_au(au: datetime.date) -> "QuerySet[Label]":
    """Return the labels granted by `au`, with all a row reads, in order of number."""
    octroyes = Label.objects.filter(Q(octroye_le__lte=au)).select_related("cooperative", "candidature__referentiel")
    return octroyes.prefetch_related("suspensions", "engagements_octroyes").order_by(F("octroye_le"), "numero")


def lignes_des_labels(labels: "QuerySet[Label]", au: datetime.date) -> Iterator[LigneLabel]:
    """Yield the row of each of these labels (`labels_au`, filtered or cut by the caller)."""
    for label in labels.iterator(chunk_size=LABELS_PAR_LOT):
        yield ligne_de_label(label, au)


def ligne_de_label(label: Label, au: datetime.date) -> LigneLabel:
    """Return a label's row: its own status on `au`, and its latest suspension begun by then."""
    faits = label.faits
    suspension = faits.derniere_suspension(au)
    return LigneLabel(
        numero_label=label.numero,
        siren=label.cooperative.siren,
        nom=label.cooperative.nom,
        cycle=label.cycle,
        edition_referentiel=label.candidature.referentiel.code,
        octroye_le=label.octroye_le,
        valide_du=label.valide_du,
        valide_jusqu_au=label.valide_jusqu_au,
        suspendu_le=suspension.suspendu_le if suspension else None,
        suspension_levee_le=suspension.levee_le if suspension else None,
        retire_le=label.retire_le,
        statut=cycle.statut_de_label(faits, au).value,
        statut_au=au,
        engagements=tuple(sorted(octroye.numero for octroye in label.engagements_octroyes.all())),
        url=adresse_absolue(f"labels/{label.numero}"),
        demonstration=label.cooperative.demonstration,
    )


def en_json(ligne: LigneRegistre | LigneLabel) -> dict[str, Any]:
    """Return the row's values as JSON has them: dates ISO, engagements as a list of numbers, null when empty."""
    return {nom: _valeur_json(valeur) for nom, valeur in vars(ligne).items()}


def _valeur_json(valeur: Any) -> Any:
    if isinstance(valeur, datetime.date):
        return valeur.isoformat()
    return list(valeur) if isinstance(valeur, tuple) else valeur


def en_texte(ligne: LigneRegistre | LigneLabel) -> list[str]:
    """Return the row's values as CSV has them: dates ISO, `true` or `false`, numbers with `|`, empty when none."""
    return [_texte(valeur) for valeur in vars(ligne).values()]


def _texte(valeur: Any) -> str:
    if valeur is None:
        return ""
    if isinstance(valeur, bool):
        return "true" if valeur else "false"
    if isinstance(valeur, tuple):
        return "|".join(str(numero) for numero in valeur)
    return valeur.isoformat() if isinstance(valeur, datetime.date) else str(valeur)
