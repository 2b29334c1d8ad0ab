"""From histories to the rows of the register: what is missing is added, what differs is changed, table by table.

The journal decides; a row that says otherwise is set right by the next lot that touches its coop.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields
from itertools import groupby
from typing import Any

from django.db.models import Model

from registre.charges import Depot
from registre.ecriture.editions import Editions
from registre.ecriture.flux import Flux
from registre.ecriture.index import indexer
from registre.etats import OUVERTS, Etat
from registre.histoire import Dossier, Histoire, LabelOctroye
from registre.models import (
    ActionPrevue,
    Candidature,
    Cooperative,
    EngagementOctroye,
    EngagementPris,
    Indicateur,
    Label,
    PointEtape,
    Releve,
    Suspension,
)
from registre.models.cooperative import IDENTITE

PAR_LOT = 500
DATES_DE_DOSSIER = tuple(f.name for f in fields(Dossier) if f.name.endswith("_le"))


@dataclass
class Lignes:
    """The rows of the coops being written: candidatures by coop and rank of filing, labels by number.

    `changees` are the coops of which some row did not say what their history does.
    """

    candidatures: dict[tuple[int, int], Candidature] = field(default_factory=dict)
    labels: dict[str, Label] = field(default_factory=dict)
    editions: Editions = field(default_factory=Editions)
    changees: set[int] = field(default_factory=set)

    def ajouter(self, autres: "Lignes") -> None:
        """Add the rows of other coops."""
        self.candidatures |= autres.candidatures
        self.labels |= autres.labels
        self.changees |= autres.changees


def ecrire(flux: Sequence[Flux], toutes: Lignes) -> None:
    """Make the stored facts of these coops those of their histories; add their rows to `toutes`."""
    lignes = Lignes(editions=toutes.editions)
    ids = [f.cooperative.pk for f in flux]
    lignes.candidatures = {(c.cooperative_id, c.rang): c for c in Candidature.tous.filter(cooperative__in=ids)}
    lignes.labels = {label.numero: label for label in Label.tous.filter(cooperative__in=ids)}

    _ecrire_les_candidatures(flux, lignes)
    _ecrire_les_points(flux, lignes)
    _ecrire_les_labels(flux, lignes)
    _lier_les_renouvellements(flux, lignes)
    _ecrire_les_suspensions(flux, lignes)
    _ecrire_les_cooperatives(flux, lignes)
    toutes.ajouter(lignes)


def accorder(ligne: Model, valeurs: dict[str, Any]) -> bool:
    """Set these values on a row; tell whether any was another."""
    differentes = {nom: valeur for nom, valeur in valeurs.items() if getattr(ligne, nom) != valeur}
    for nom, valeur in differentes.items():
        setattr(ligne, nom, valeur)
    return bool(differentes)


def _ecrire_les_candidatures(flux: Sequence[Flux], lignes: Lignes) -> None:
    neuves, changees = [], []
    depots: list[tuple[Candidature, Depot]] = []
    for f in flux:
        for dossier in (*f.histoire.dossiers_annules, *f.histoire.dossiers):
            cle, valeurs = (f.cooperative.pk, dossier.rang), valeurs_de_dossier(dossier)
            ligne = lignes.candidatures.get(cle)
            if ligne is None:
                referentiel = lignes.editions.referentiel(dossier.depot.referentiel)
                ligne = Candidature(cooperative=f.cooperative, rang=dossier.rang, referentiel=referentiel, **valeurs)
                lignes.candidatures[cle] = ligne
                neuves.append(ligne)
                lignes.changees.add(f.cooperative.pk)
                depots.append((ligne, dossier.depot))
            elif accorder(ligne, valeurs):
                changees.append(ligne)
                lignes.changees.add(f.cooperative.pk)
    # One order opens what another closes: the database judges rows one by one, so those that give way go first.
    changees.sort(key=_place_prise)
    for _place, paquet in groupby(changees, key=_place_prise):
        champs = ["etat", "cycle", "regles_figees", *DATES_DE_DOSSIER]
        Candidature.tous.bulk_update(list(paquet), champs, batch_size=PAR_LOT)
    Candidature.tous.bulk_create(neuves, batch_size=PAR_LOT)
    _ecrire_les_choix(depots, lignes)


def _place_prise(candidature: Candidature) -> int:
    """How much room a candidature takes: an annulled one none, one under way keeps others out."""
    return 0 if candidature.etat == Etat.ANNULEE else 1 + (candidature.etat in OUVERTS)


def valeurs_de_dossier(dossier: Dossier) -> dict[str, Any]:
    """Return what a candidature's row says of it."""
    dates = {nom: getattr(dossier, nom) for nom in DATES_DE_DOSSIER if nom != "close_le"}
    return {"etat": dossier.etat.value, "cycle": dossier.cycle, "regles_figees": dossier.depot.regles} | dates


def _ecrire_les_choix(depots: Sequence[tuple[Candidature, Depot]], lignes: Lignes) -> None:
    """Write what new candidatures chose: engagements, indicators, actions."""
    pris, indicateurs, actions = [], [], []
    for candidature, depot in depots:
        for choisi in depot.engagements:
            engagement = lignes.editions.engagements(depot.referentiel)[choisi.cle]
            pris.append(
                EngagementPris(candidature=candidature, engagement=engagement, illustration=choisi.illustration)
            )
            for depose in choisi.indicateurs:
                valeurs = depose.model_dump(exclude={"actions"})
                indicateurs.append(Indicateur(engagement_pris=pris[-1], **valeurs))
                actions += [
                    ActionPrevue(indicateur=indicateurs[-1], intitule=a.intitule, prevue_le=a.prevue_le)
                    for a in depose.actions
                ]
    EngagementPris.objects.bulk_create(pris, batch_size=PAR_LOT)
    Indicateur.objects.bulk_create(indicateurs, batch_size=PAR_LOT)
    ActionPrevue.objects.bulk_create(actions, batch_size=PAR_LOT)


def _ecrire_les_points(flux: Sequence[Flux], lignes: Lignes) -> None:
    concernees = [c for c in lignes.candidatures.values() if c.pk]
    a_qui = {candidature.pk: candidature.cooperative_id for candidature in concernees}
    ecrits = {(p.candidature_id, p.rang): p for p in PointEtape.objects.filter(candidature__in=concernees)}
    neufs, changes, attendus = [], [], []
    for f, dossier in _dossiers(flux):
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


def _ecrire_les_labels(flux: Sequence[Flux], lignes: Lignes) -> None:
    neufs, changes = [], []
    for f in flux:
        for numero, valeurs, label in valeurs_des_labels(f.histoire):
            ligne = lignes.labels.get(numero)
            candidature = lignes.candidatures[f.cooperative.pk, label.dossier]
            valeurs |= {"candidature_id": candidature.pk, "rang": label.rang, "cycle": label.cycle}
            if ligne is None:
                ligne = Label(numero=numero, cooperative=f.cooperative, **valeurs)
                lignes.labels[numero] = ligne
                neufs.append((ligne, label, candidature))
                lignes.changees.add(f.cooperative.pk)
            elif accorder(ligne, valeurs):
                changes.append(ligne)
                lignes.changees.add(f.cooperative.pk)
    champs = [c.name for c in Label._meta.concrete_fields if c.name not in {"id", "numero", "cooperative"}]
    for paquet in ([x for x in changes if x.annule_le], [x for x in changes if not x.annule_le]):
        if paquet:  # the annulled first: they leave their candidature to another
            Label.tous.bulk_update(paquet, champs, batch_size=PAR_LOT)
    Label.tous.bulk_create([ligne for ligne, _label, _candidature in neufs], batch_size=PAR_LOT)
    EngagementOctroye.objects.bulk_create(
        [
            EngagementOctroye(
                label=ligne,
                engagement=lignes.editions.engagements(candidature.referentiel.code)[fige.cle],
                numero=fige.numero,
                intitule=fige.intitule,
            )
            for ligne, label, candidature in neufs
            for fige in label.engagements
        ],
        batch_size=PAR_LOT,
    )


def valeurs_des_labels(histoire: Histoire) -> Iterator[tuple[str, dict[str, Any], LabelOctroye]]:
    """Yield, for each number ever given to the coop, what its row says."""
    annules = [(a.label, {"annule_le": a.annule_le, "motif_annulation": a.motif}) for a in histoire.annules]
    rien: dict[str, Any] = {"annule_le": None, "motif_annulation": ""}
    for label, annulation in [*annules, *((label, rien) for label in histoire.labels)]:
        valeurs = {
            "octroye_le": label.octroye_le,
            "valide_du": label.valide_du,
            "valide_jusqu_au": label.valide_jusqu_au,
            "retire_le": label.retire_le,
            "motif_retrait": label.motif_retrait,
            "clos_le": label.clos_le,
        }
        yield label.numero, valeurs | annulation, label


def _lier_les_renouvellements(flux: Sequence[Flux], lignes: Lignes) -> None:
    """Point each renewal at the label it renews: each row needs the other, so this comes after both."""
    changees = []
    annules = [(f, dossier) for f in flux for dossier in f.histoire.dossiers_annules]
    for f, dossier in [*_dossiers(flux), *annules]:
        if dossier.depot.renouvelle:
            ligne = lignes.candidatures[f.cooperative.pk, dossier.rang]
            renouvele = lignes.labels.get(dossier.depot.renouvelle)  # one taken over from another coop names its own
            if renouvele is not None and accorder(ligne, {"renouvelle_id": renouvele.pk}):
                changees.append(ligne)
    if changees:
        Candidature.tous.bulk_update(changees, ["renouvelle"], batch_size=PAR_LOT)


def _ecrire_les_suspensions(flux: Sequence[Flux], lignes: Lignes) -> None:
    ecrites = {
        (s.label_id, s.rang): s for s in Suspension.objects.filter(label__in=[x.pk for x in lignes.labels.values()])
    }
    annulees = {lignes.labels[a.label.numero].pk for f in flux for a in f.histoire.annules}
    neuves, changees = [], []
    for f in flux:
        for label in f.histoire.labels:
            pk = lignes.labels[label.numero].pk
            for s in f.histoire.suspensions(label):
                valeurs = {
                    "suspendu_le": s.suspendu_le,
                    "levee_le": s.levee_le,
                    "motif": s.motif,
                    "reportee": bool(s.reportee_sur),
                }
                ligne = ecrites.pop((pk, s.rang), None)
                if ligne is None:
                    neuves.append(Suspension(label_id=pk, rang=s.rang, **valeurs))
                    lignes.changees.add(f.cooperative.pk)
                elif accorder(ligne, valeurs):
                    changees.append(ligne)
                    lignes.changees.add(f.cooperative.pk)
    parties = [s.pk for s in ecrites.values() if s.label_id not in annulees]
    if parties:
        a_qui = {label.pk: label.cooperative_id for label in lignes.labels.values()}
        lignes.changees |= {a_qui[s.label_id] for s in ecrites.values() if s.label_id not in annulees}
        Suspension.objects.filter(pk__in=parties).delete()
    if changees:
        Suspension.objects.bulk_update(changees, ["suspendu_le", "levee_le", "motif", "reportee"], batch_size=PAR_LOT)
    Suspension.objects.bulk_create(neuves, batch_size=PAR_LOT)


def _ecrire_les_cooperatives(flux: Sequence[Flux], lignes: Lignes) -> None:
    """Keep on each coop who it is today, its latest membership, and who absorbed it."""
    changees = []
    for f in flux:
        if f.histoire.inscription is not None and accorder(f.cooperative, valeurs_de_cooperative(f.histoire)):
            f.cooperative.texte_recherche = f.cooperative.texte_cherche
            changees.append(f.cooperative)
            lignes.changees.add(f.cooperative.pk)
    if changees:
        champs = [*IDENTITE, "membre_depuis", "membre_jusqu_au", "absorbee_par", "absorbee_le", "texte_recherche"]
        Cooperative.objects.bulk_update(changees, champs, batch_size=PAR_LOT)
        indexer(changees)


def valeurs_de_cooperative(histoire: Histoire) -> dict[str, Any]:
    """Return what a coop's row says of its history: the latest identity, the latest membership."""
    identite = histoire.identites[-1].identite
    depuis, jusqu_au = histoire.adhesion
    absorbee = histoire.absorbee
    return {champ: getattr(identite, champ) for champ in IDENTITE} | {
        "membre_depuis": depuis,
        "membre_jusqu_au": jusqu_au,
        "absorbee_par_id": absorbee.absorbante if absorbee else None,
        "absorbee_le": absorbee.le if absorbee else None,
    }


def _dossiers(flux: Sequence[Flux]) -> Iterator[tuple[Flux, Dossier]]:
    for f in flux:
        for dossier in f.histoire.dossiers:
            yield f, dossier
