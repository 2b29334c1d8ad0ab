"""The one query behind the list, the table, the map, the facets and the exports: they cannot disagree."""

from collections.abc import Collection

from django.db.models import Case, F, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.db.models.lookups import GreaterThan, GreaterThanOrEqual

from registre.engagements.en_vigueur import EngagementsDeLEdition
from registre.etats import Statut
from registre.models import Metier, MotDeCooperative, PeriodeDeStatut
from registre.models.projection import LONGUEUR_MOT
from registre.public.liste.filtres import AUCUN, STATUTS, TOUTES, Filtres
from registre.territoires import departements_de
from socle.recherche.mots.ecritures import accords
from socle.recherche.mots.identifiants import est_entier

# The order of a sort by status: what holds first, what is over last.
ORDRE_DES_STATUTS = (
    Statut.LABELLISEE,
    Statut.SUSPENDUE,
    Statut.EN_RENOUVELLEMENT,
    Statut.ENGAGEE,
    Statut.ECHUE,
    Statut.RETIREE,
    "",
)

TOUS_LES_STATUTS = ("", *Statut.values)


def periodes(
    filtres: Filtres, edition: EngagementsDeLEdition, *, sauf: Collection[str] = ()
) -> "QuerySet[PeriodeDeStatut]":
    """Return one row per coop that answers the question on its day, as known on the day asked; `sauf` names the filters
    left aside."""
    toutes = conditions(filtres, edition)
    gardees = [condition for nom, condition in toutes.items() if nom not in sauf]
    if "statut" in sauf:
        gardees.append(Q(statut__in=TOUS_LES_STATUTS))  # says nothing, but lets SQLite use the index
    connues = PeriodeDeStatut.toutes.connues(filtres.connu_le)
    return connues.filter(*gardees, du__lte=filtres.au, jusqu_au__gte=filtres.au).order_by()


def periodes_par_nom(filtres: Filtres, edition: EngagementsDeLEdition) -> "QuerySet[PeriodeDeStatut]":
    """Return the same rows as `periodes`, in order of name, read along the index of names until enough are found.

    For a large result on SQLite only: it would otherwise look up every row by its status or place and sort them all,
    and an expression instead of the bare column keeps it from those indexes. PostgreSQL weighs the two ways by itself.
    """
    lignes = PeriodeDeStatut.toutes.connues(filtres.connu_le).alias(
        statut_lu=Coalesce("statut", Value("")), lieu_lu=Coalesce("code_departement", Value(""))
    )
    demandees = conditions(filtres, edition, statut="statut_lu", lieu="lieu_lu").values()
    return lignes.filter(*demandees, du__lte=filtres.au, jusqu_au__gte=filtres.au).order_by("tri")


def conditions(
    filtres: Filtres, edition: EngagementsDeLEdition, *, statut: str = "statut", lieu: str = "code_departement"
) -> dict[str, Q]:
    """Return what each filter in use asks of a row, by its name. The status always counts: by default, a public one.

    `statut` and `lieu` name the columns to read these two from.
    """
    voulues: dict[str, Q] = {}
    if filtres.q:
        voulues["q"] = _tous_les_mots(filtres.mots)

    if filtres.region:  # by its departments, for the sake of the one index that serves both
        voulues["region"] = Q((f"{lieu}__in", departements_de(filtres.region)))

    if filtres.departement:
        voulues["departement"] = Q((lieu, filtres.departement))

    if filtres.axe:
        voulues["axe"] = Q(GreaterThan(F("engagements").bitand(edition.masque_axe(filtres.axe)), 0))
    if filtres.engagement:
        voulues["engagement"] = Q(_tous("engagements", edition.masque(filtres.engagement)))
    if filtres.metier:
        voulues["metier"] = Q(_tous("metiers", bit_du_metier(filtres.metier)))
    if filtres.annee:
        voulues["annee"] = Q(annee_octroi=filtres.annee)
    return voulues | {"statut": Q((f"{statut}__in", valeurs_de_statut(filtres)))}


def _tous_les_mots(mots: Collection[str]) -> Q:
    """Condition: each of these words is in the coop's. A search that holds no word finds nothing."""
    return Q(*(_mot(mot) for mot in mots)) if mots else Q(pk__in=[])


def _mot(mot: str) -> Q:
    """Condition: a word of the coop begins with this one, or is its plural or its feminine; a whole number is itself.

    Words hold letters and digits only, so "z" ends any range.
    """
    debut = mot[:LONGUEUR_MOT]
    fin = debut if est_entier(debut) else debut.ljust(LONGUEUR_MOT, "z")
    trouves = MotDeCooperative.objects.filter(Q(mot__range=(debut, fin)) | Q(mot__in=accords(debut)))
    return Q(cooperative__in=trouves.order_by().values("cooperative"))


def valeurs_de_statut(filtres: Filtres) -> tuple[str, ...]:
    """Return the statuses of the result as the projection writes them, "" for none known."""
    if filtres.statut == (TOUTES,):
        return tuple("" if statut == AUCUN else statut for statut in STATUTS)
    return tuple("" if statut == AUCUN else statut for statut in filtres.statut) or tuple(Statut.values)


def bit_du_metier(metier: str) -> int:
    """Return the bit of a métier in the projection."""
    return 1 << Metier.values.index(metier)


def _tous(champ: str, masque: int) -> GreaterThanOrEqual:
    """Condition: every bit of `masque` is set.

    Not `=`, though what the mask leaves is never more than the mask: PostgreSQL guesses that one row in two hundred
    equals what it knows nothing of, and one in three is greater or equal, and sorts or hashes as it guessed.
    """
    return GreaterThanOrEqual(F(champ).bitand(masque), masque)


def ordonner(lignes: "QuerySet[PeriodeDeStatut]", filtres: Filtres) -> "QuerySet[PeriodeDeStatut]":
    """Return the rows in the order asked, always ending by name, unique on a day: no two pages share a row."""
    if filtres.tri == "statut":
        rangs = [When(statut=statut, then=Value(rang)) for rang, statut in enumerate(ORDRE_DES_STATUTS)]
        return lignes.order_by(Case(*rangs), "tri")
    if filtres.tri == "fin":
        en_cours_dabord = Case(When(valide_jusqu_au__gte=filtres.au, then=Value(0)), default=Value(1))
        return lignes.order_by(en_cours_dabord, F("valide_jusqu_au").asc(nulls_last=True), "tri")
    if filtres.tri == "octroi":
        return lignes.order_by(F("octroye_le").desc(nulls_last=True), "tri")
    return lignes.order_by("tri")
