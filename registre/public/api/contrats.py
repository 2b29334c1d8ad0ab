"""What the API takes and gives, as OpenAPI describes it."""

import datetime
from typing import Annotated, Any

from django.http import QueryDict
from ninja import Schema
from pydantic import ConfigDict, Field

from registre.engagements.en_vigueur import EngagementsDeLEdition
from registre.etats import Statut, StatutDeLabel
from registre.public.api.description import (
    ANNEE,
    DEPARTEMENT,
    JOUR,
    METIER,
    RANG,
    RECHERCHE,
    REGION,
    STATUT,
    TAILLE,
)
from registre.public.api.statuts import MAXIMUM
from registre.public.connaissance.jour import Jours
from registre.public.liste.filtres import Filtres

EN_ADRESSE = 200  # SIREN: servers cut an address at four kilobytes
LONGUEUR = 20  # signs: a SIRET with its spaces
AU = "Jour demandé, AAAA-MM-JJ. Sans lui : aujourd'hui, à Paris."
CONNU_LE = (
    "Jour de connaissance, AAAA-MM-JJ : la réponse dit ce que le registre savait à la fin de ce jour. "
    "Sans lui : ce qu'il sait maintenant. Avant le premier enregistrement du registre, ou à venir : 404, qui le dit."
)
EXEMPLE: dict[str, Any] = {
    "siren": "000000018",
    "nom": "Coopérative fictive de Clairval",
    "sigle": "",
    "forme_juridique": "SCIC",
    "commune": "Clairval",
    "code_departement": "34",
    "code_region": "76",
    "statut": "labellisee",
    "statut_au": "2026-03-14",
    "numero_label": "QC-2025-0007",
    "cycle": 1,
    "admissible_le": "2023-12-12",
    "octroye_le": "2025-03-11",
    "valide_du": "2025-03-11",
    "valide_jusqu_au": "2028-03-10",
    "suspendu_le": None,
    "suspension_levee_le": None,
    "retire_le": None,
    "edition_referentiel": "2021",
    "engagements": [1, 2, 3, 5, 6, 8, 9, 10],
    "url": "https://exemple.fr/registre/cooperative-fictive-de-clairval/",
    "demonstration": True,
    "mis_a_jour_le": "2025-03-12",
    "connu_le": "2026-03-14",
    "siren_actuel": "000000018",
    "membre_jusqu_au": None,
}


class DemandeAuJour(Schema):
    """The day asked about, today when none is given."""

    au: str = Field("", description=AU, examples=["2025-12-31"], max_length=10, json_schema_extra=JOUR)


class DemandeDatee(DemandeAuJour):
    """The day asked about, and the day it was known."""

    connu_le: str = Field("", description=CONNU_LE, examples=["2026-01-15"], max_length=10, json_schema_extra=JOUR)

    def jours(self) -> Jours:
        """Return the two days. Raises `ParametreInvalide`."""
        return Jours.lire(self.au, self.connu_le)


class RechercheDeCooperatives(DemandeDatee):
    """The filters of the register's page. Several `statut` widen, several `engagement` narrow."""

    q: str = Field("", description="Nom, commune, SIREN ou numéro de label.", json_schema_extra=RECHERCHE)
    statut: list[str] = Field([], description=f"Parmi : {', '.join(Statut.values)}.", json_schema_extra=STATUT)
    region: str = Field("", description="Code INSEE de région.", examples=["76"], json_schema_extra=REGION)
    departement: str = Field(
        "", description="Code INSEE de département.", examples=["34"], json_schema_extra=DEPARTEMENT
    )
    axe: str = Field("", description="Numéro d'axe : au moins un engagement de cet axe.")
    engagement: list[str] = Field([], description="Numéros d'engagement : tous à la fois.")
    metier: str = Field("", description="Métier de la coopérative.", json_schema_extra=METIER)
    annee: str = Field("", description="Année d'octroi du dernier label.", json_schema_extra=ANNEE)
    page: str = Field("", description="Rang de la page, à partir de 1.", json_schema_extra=RANG)
    par_page: str = Field(
        "", description="10, 25 ou 35 lignes par page ; 35 sans ce paramètre.", json_schema_extra=TAILLE
    )

    def filtres(self, donnees: QueryDict, edition: EngagementsDeLEdition) -> Filtres:
        """Return the question as the register's page reads it. Raises `ParametreInvalide`."""
        return Filtres.lire(donnees, edition)


class StatutsDemandes(DemandeDatee):
    """Numbers to check on a day."""

    siren: Annotated[list[str], Field(min_length=1, max_length=MAXIMUM)]

    model_config = ConfigDict(json_schema_extra={"examples": [{"au": "2025-12-31", "siren": ["000000018"]}]})


class StatutsDemandesEnAdresse(DemandeDatee):
    """Numbers to check on a day, as many as the address of a request bears on any server."""

    siren: Annotated[list[Annotated[str, Field(max_length=LONGUEUR)]], Field(min_length=1, max_length=EN_ADRESSE)]


class CooperativePubliee(Schema):
    """A coop with a public status: the columns of `registre.csv`."""

    siren: str
    nom: str
    sigle: str
    forme_juridique: str
    commune: str
    code_departement: str
    code_region: str
    statut: Statut
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
    engagements: list[int]
    url: str
    demonstration: bool
    mis_a_jour_le: datetime.date
    connu_le: datetime.date
    siren_actuel: str
    membre_jusqu_au: datetime.date | None

    model_config = ConfigDict(json_schema_extra={"examples": [EXEMPLE]})


class CooperativeDemandee(Schema):
    """A coop on a day. Without a public status, only what identifies it, and where its number leads.

    `siren` is that of the day asked; `siren_actuel` is another when the coop changed number since. `absorbee_…` name
    the coop that absorbed it by that day: `absorbee_par_statut` is that one's status, never this one's.
    """

    siren: str
    nom: str
    statut: Statut | None
    statut_au: datetime.date
    demonstration: bool
    sigle: str | None = None
    forme_juridique: str | None = None
    commune: str | None = None
    code_departement: str | None = None
    code_region: str | None = None
    numero_label: str | None = None
    cycle: int | None = None
    admissible_le: datetime.date | None = None
    octroye_le: datetime.date | None = None
    valide_du: datetime.date | None = None
    valide_jusqu_au: datetime.date | None = None
    suspendu_le: datetime.date | None = None
    suspension_levee_le: datetime.date | None = None
    retire_le: datetime.date | None = None
    edition_referentiel: str | None = None
    engagements: list[int] = []
    url: str | None = None
    mis_a_jour_le: datetime.date | None = None
    connu_le: datetime.date
    siren_actuel: str
    membre_jusqu_au: datetime.date | None
    absorbee_le: datetime.date | None
    absorbee_par_siren: str | None
    absorbee_par_statut: Statut | None

    model_config = ConfigDict(json_schema_extra={"examples": [EXEMPLE]})


class LabelPublie(Schema):
    """A granted label: the columns of `labels.csv`."""

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
    statut: StatutDeLabel
    statut_au: datetime.date
    engagements: list[int]
    url: str
    demonstration: bool
    connu_le: datetime.date
    siren_actuel: str
    clos_le: datetime.date | None
    absorbee_par_siren: str | None
    repris_sous_numero: str | None


class EngagementPublie(Schema):
    """An engagement of the edition in force."""

    numero: int
    intitule: str
    axe: int
    titre_axe: str


class StatutDeSirenPublie(Schema):
    """The answer to one number, one that a coop left included: `siren_actuel` is then another.

    `absorbee_…` name the coop that absorbed it by the day: `absorbee_par_statut` is that one's status, not its own.
    """

    siren: str
    siren_valide: bool
    statut: Statut | None
    nom: str | None
    numero_label: str | None
    retire_le: datetime.date | None
    siren_actuel: str | None
    membre_jusqu_au: datetime.date | None
    absorbee_le: datetime.date | None
    absorbee_par_siren: str | None
    absorbee_par_statut: Statut | None


class Liste(Schema):
    """What every list has: the day, how many there are in all, and these."""

    au: datetime.date
    count: int
    items: list[Any]


class ListeConnue(Liste):
    """A list that depends on what was known: on which day."""

    connu_le: datetime.date


class ListeDeCooperatives(ListeConnue):
    """A page of the coops that answer."""

    items: list[CooperativePubliee]


class ListeDEngagements(Liste):
    """The engagements of an edition."""

    items: list[EngagementPublie]


class ListeDeStatuts(ListeConnue):
    """The answers, in the order asked."""

    items: list[StatutDeSirenPublie]
