"""The rows of the register's page: which coops, in which order, and what each shows."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from registre.etats import Statut
from registre.models import PeriodeDeStatut
from registre.public.edition import EngagementsDeLEdition
from registre.public.filtres import AUCUN, Filtres
from registre.public.requete import ordonner, periodes, periodes_par_nom
from registre.templatetags.statuts import DATES, FIN, phrase_de
from registre.territoires import DEPARTEMENTS

# From so many coops on, reading names in order meets a page of them sooner than sorting them all.
GRAND_RESULTAT = 500
DATES_LUES = {statut: f"{fait}__{champ}" for statut, (fait, champ) in DATES.items()}
FIN_LUE = "__".join(FIN)
COLONNES = (
    *("statut", "engagements", "label__numero", *DATES_LUES.values(), FIN_LUE),
    *(
        f"cooperative__{champ}"
        for champ in ("slug", "nom", "nom_usuel", "commune", "code_departement", "demonstration")
    ),
)


@dataclass(frozen=True)
class Ligne:
    """A coop as a row shows it.

    `phrase` says its status on the day, `numero` is its label's, empty when it has none, `engagements` its numbers by
    axis.
    """

    slug: str
    nom: str
    commune: str
    departement: str
    fictive: bool
    statut: str
    phrase: SafeString
    numero: str
    engagements: dict[int, str]

    @property
    def axes(self) -> list[tuple[int, str]]:
        """Each axis and its engagements in words: "Axe 1 : 1, 2, 3"."""
        mots = _("Axe %(numero)s : %(engagements)s")
        return [(axe, mots % {"numero": axe, "engagements": liste}) for axe, liste in self.engagements.items()]


def lire_lignes(filtres: Filtres, edition: EngagementsDeLEdition, total: int) -> list[Ligne]:
    """Return the rows of the page asked of a result of `total` coops. One query.

    Which rows first, in a query inside, then what they show: a database that sorts whole rows, joins included, to show
    25 is ten times slower.
    """
    debut = (filtres.page - 1) * filtres.par_page
    if filtres.tri == "nom" and total >= GRAND_RESULTAT and connection.vendor == "sqlite":
        ordonnees = periodes_par_nom(filtres, edition)
    else:
        ordonnees = ordonner(periodes(filtres, edition), filtres)
    de_la_page = PeriodeDeStatut.objects.filter(pk__in=ordonnees.values("pk")[debut : debut + filtres.par_page])
    return [_ligne(lue, edition) for lue in ordonner(de_la_page, filtres).values(*COLONNES)]


def _ligne(lue: dict[str, Any], edition: EngagementsDeLEdition) -> Ligne:
    statut: str = lue["statut"]
    le: datetime.date | None = lue[DATES_LUES.get(Statut(statut), FIN_LUE)] if statut else None
    return Ligne(
        slug=lue["cooperative__slug"],
        nom=lue["cooperative__nom_usuel"] or lue["cooperative__nom"],
        commune=lue["cooperative__commune"],
        departement=DEPARTEMENTS[lue["cooperative__code_departement"]],
        fictive=lue["cooperative__demonstration"],
        statut=statut or AUCUN,
        phrase=phrase_de(statut, le),
        numero=lue["label__numero"] or "" if statut != Statut.ENGAGEE else "",
        engagements={axe: ", ".join(map(str, n)) for axe, n in edition.lire(lue["engagements"]).items()},
    )
