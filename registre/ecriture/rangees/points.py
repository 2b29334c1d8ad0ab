"""From histories to the rows of points held, and of the values read there."""

from collections.abc import Iterable, Sequence
from typing import Any

from registre.ecriture.flux import Flux
from registre.ecriture.lignes import PAR_LOT, Lignes, accorder, dossiers
from registre.models import (
    Indicateur,
    PointEtape,
    Releve,
)


def ecrire_les_points(flux: Sequence[Flux], lignes: Lignes) -> None:
    concernees = [c for c in lignes.candidatures.values() if c.pk]
    a_qui = {candidature.pk: candidature.cooperative_id for candidature in concernees}
    ecrits = {(p.candidature_id, p.rang): p for p in PointEtape.objects.filter(candidature__in=concernees)}
    neufs, changes, attendus = [], [], []

    for f, dossier in dossiers(flux):
        candidature = lignes.candidatures[f.cooperative.pk, dossier.rang]
        for point in dossier.points:
            valeurs = {
                "nature": str(point.nature),
                "mois": point.mois,
                "tenu_le": point.tenu_le,
                "compte_rendu": point.compte_rendu,
            }
            ligne = ecrits.pop((candidature.pk, point.rang), None)
            if ligne is None:
                ligne = PointEtape(candidature=candidature, rang=point.rang, **valeurs)
                neufs.append(ligne)
                lignes.changees.add(f.cooperative.pk)
            elif accorder(ligne, valeurs):
                changes.append(ligne)
                lignes.changees.add(f.cooperative.pk)
            attendus.append((ligne, point.releves))

    if ecrits:  # annulled
        partis = [point.pk for point in ecrits.values()]
        lignes.changees |= {a_qui[point.candidature_id] for point in ecrits.values()}
        Releve.objects.filter(point__in=partis).delete()
        PointEtape.objects.filter(pk__in=partis).delete()

    if changes:
        PointEtape.objects.bulk_update(changes, ["nature", "mois", "tenu_le", "compte_rendu"], batch_size=PAR_LOT)

    PointEtape.objects.bulk_create(neufs, batch_size=PAR_LOT)
    lignes.changees |= {a_qui[candidature_id] for candidature_id in _ecrire_les_releves(attendus)}


def _ecrire_les_releves(attendus: Sequence[tuple[PointEtape, Sequence[Any]]]) -> set[int]:
    """Write the values read at these points, each on its point's day; return the candidatures that had others."""
    if not attendus:
        return set()

    indicateurs = places_des_indicateurs(point.candidature_id for point, releves in attendus if releves)
    ecrits = {
        (releve.point_id, releve.indicateur_id): releve
        for releve in Releve.objects.filter(point__in=[point.pk for point, _releves in attendus])
    }
    neufs, autres = [], set[int]()

    for point, releves in attendus:
        for releve in releves:
            indicateur = indicateurs[point.candidature_id, releve.engagement, releve.indicateur]
            valeurs = {
                "releve_le": point.tenu_le,
                "valeur": releve.valeur,
                "source": releve.source,
                "preuve": str(releve.preuve),
            }
            ligne = ecrits.get((point.pk, indicateur))
            if ligne is None or accorder(ligne, valeurs):
                neufs.append(Releve(point=point, indicateur_id=indicateur, **valeurs))
                autres.add(point.candidature_id)
            else:
                del ecrits[point.pk, indicateur]

    # What is left is no longer so. Removed before the rest is added, since two points may have exchanged their days.
    if ecrits:
        perdants = {point_id for point_id, _indicateur in ecrits}
        autres |= {point.candidature_id for point, _releves in attendus if point.pk in perdants}
        Releve.objects.filter(pk__in=[releve.pk for releve in ecrits.values()]).delete()

    Releve.objects.bulk_create(neufs, batch_size=PAR_LOT)

    return autres


def places_des_indicateurs(candidatures: Iterable[int]) -> dict[tuple[int, str, int], int]:
    """Return the key of each indicator by candidature, engagement's key, and place in it (from 0)."""
    lus = Indicateur.objects.filter(engagement_pris__candidature__in=set(candidatures)).order_by("pk")
    places: dict[tuple[int, str, int], int] = {}
    comptes: dict[tuple[int, str], int] = {}
    colonnes = ("engagement_pris__candidature", "engagement_pris__engagement__cle", "pk")
    for candidature, cle, pk in lus.values_list(*colonnes):
        rang = comptes.get((candidature, cle), 0)
        places[candidature, cle, rang] = pk
        comptes[candidature, cle] = rang + 1
    return places
