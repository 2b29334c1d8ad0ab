"""The rows of `registre.csv`: one per coop with a public status on a day, as known on a day.

A fixed number of queries, and one per two thousand rows: a hundred thousand coops take no more memory than a hundred.
"""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, F, OuterRef, QuerySet, Subquery, When

from raison_detre.models import Engagement
from registre.adresses import adresse_absolue
from registre.etats import Statut
from registre.models import IdentiteDeCooperative, PeriodeDeStatut, RangEngagement
from registre.public.connaissance.instantane import Cles
from registre.public.connaissance.jour import Jours

PAR_LOT = 2000
DE_LA_CANDIDATURE = frozenset({Statut.ENGAGEE, Statut.EN_RENOUVELLEMENT})
TELLES_QUELLES = (
    "code_departement",
    "code_region",
    "statut",
    "admissible_le",
    "octroye_le",
    "valide_du",
    "valide_jusqu_au",
    "suspendu_le",
    "suspension_levee_le",
    "retire_le",
)
DE_L_IDENTITE = ("siren", "nom", "sigle", "forme_juridique", "commune")
LUES = (
    *TELLES_QUELLES,
    *(f"identite__{champ}" for champ in DE_L_IDENTITE),
    "pk",
    "identite_id",
    "engagements",
    "label__numero",
    "cooperative__slug",
    "cooperative__demonstration",
    *(f"{par}candidature__{champ}" for par in ("", "label__") for champ in ("cycle", "referentiel_id")),
)


@dataclass(frozen=True)
class LigneRegistre:
    """A coop on a day: the columns of `registre.csv`, in their order. A new one is added at the end."""

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
    mis_a_jour_le: datetime.date
    connu_le: datetime.date
    siren_actuel: str
    membre_jusqu_au: datetime.date | None


@dataclass(frozen=True)
class EditionDesLignes:
    """An edition as rows need it: its code, the number of the engagement that each bit stands for."""

    code: str
    numero_de: dict[int, int]

    def numeros(self, masque: int) -> tuple[int, ...]:
        """Return the numbers of the engagements of a mask, in order."""
        return tuple(sorted(numero for rang, numero in self.numero_de.items() if masque >> rang & 1))


def instantane(periodes: "QuerySet[PeriodeDeStatut]", jours: Jours, tranche: slice = slice(None)) -> Cles:
    """Return which of these periods have a row, in order of name. One query.

    Each comes with the key of the coop's latest identity, the day of its last public change, and the last day of its
    membership when it is over (ordinals, 0 for none): later rows would tell otherwise.
    """
    identites = IdentiteDeCooperative.toutes.connues(jours.connu_le).filter(cooperative=OuterRef("cooperative"))
    changements = PeriodeDeStatut.toutes.filter(cooperative=OuterRef("cooperative"))

    if jours.connu_le is not None:
        changements = changements.filter(connue_du__lte=jours.connu_le)

    departs = identites.filter(membre=True, jusqu_au__lt=jours.au).order_by("-jusqu_au").values("jusqu_au")[:1]
    publiques = periodes.exclude(statut="").order_by("tri", "pk")
    lues = publiques.values_list(
        "pk",
        Subquery(identites.filter(jusqu_au=datetime.date.max).order_by("pk").values("pk")[:1]),
        Subquery(changements.order_by("-connue_du").values("connue_du")[:1]),
        Case(When(membre=False, then=Subquery(departs))),
    )[tranche]
    par_lots = lues.iterator(chunk_size=PAR_LOT)

    return Cles(((pk, derniere, le.toordinal(), _rang(depart)) for pk, derniere, le, depart in par_lots), largeur=4)


def _rang(jour: datetime.date | None) -> int:
    return jour.toordinal() if jour else 0


def lignes_du_registre(cles: Cles, jours: Jours) -> Iterator[LigneRegistre]:
    """Yield the row of each period of an `instantane`, in its order."""
    editions = editions_par_cle() if len(cles) else {}
    for lot in cles.par_lots(PAR_LOT):
        periodes = {lue["pk"]: lue for lue in _lire(PeriodeDeStatut, [cle[0] for cle in lot], *LUES)}
        autres = [derniere for pk, derniere, _le, _fin in lot if derniere != periodes[pk]["identite_id"]]
        sirens = {lue["pk"]: lue["siren"] for lue in _lire(IdentiteDeCooperative, autres, "pk", "siren")}
        for pk, derniere, change_le, depart in lot:
            periode = periodes[pk]
            yield LigneRegistre(
                **_de_la_periode(periode, editions),
                statut_au=jours.au,
                mis_a_jour_le=datetime.date.fromordinal(change_le),
                connu_le=jours.su_le,
                siren_actuel=sirens.get(derniere, periode["identite__siren"]),
                membre_jusqu_au=datetime.date.fromordinal(depart) if depart else None,
            )


def _lire(modele: Any, cles: Sequence[int], *colonnes: str) -> list[dict[str, Any]]:
    """Return these columns of the rows of these keys, known still or not. One query, none without keys."""
    return list(modele.toutes.filter(pk__in=cles).order_by().values(*colonnes)) if cles else []


def _de_la_periode(lue: dict[str, Any], editions: dict[int, EditionDesLignes]) -> dict[str, Any]:
    """Return what a period says of its row.

    The label's columns are those of its latest label begun by the day. The cycle, the edition, the engagements and the
    day of admissibility are those of the candidature under way while the coop is engaged or in renewal, else the
    label's.
    """
    dossier = "candidature__" if lue["statut"] in DE_LA_CANDIDATURE else "label__candidature__"
    edition = editions[lue[f"{dossier}referentiel_id"]]

    return {
        **{champ: lue[champ] for champ in TELLES_QUELLES},
        **{champ: lue[f"identite__{champ}"] for champ in DE_L_IDENTITE},
        "numero_label": lue["label__numero"],
        "cycle": lue[f"{dossier}cycle"],
        "edition_referentiel": edition.code,
        "engagements": edition.numeros(lue["engagements"]),
        "url": adresse_absolue(lue["cooperative__slug"]),
        "demonstration": lue["cooperative__demonstration"],
    }


def editions_par_cle() -> dict[int, EditionDesLignes]:
    """Return every edition by its key. One query."""
    rang = RangEngagement.objects.filter(cle=OuterRef("cle")).values("rang")[:1]
    lus = Engagement.objects.sources().annotate(code=F("referentiel__code"), rang=Subquery(rang))
    editions: dict[int, EditionDesLignes] = {}
    for cle, code, rang_lu, numero in lus.order_by("pk").values_list("referentiel", "code", "rang", "numero"):
        edition = editions.setdefault(cle, EditionDesLignes(code, {}))
        if rang_lu is not None:
            edition.numero_de[rang_lu] = numero
    return editions
