"""What stood of each coop before the journal held facts: rows and events, read through the models of that time."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from registre.etats import NaturePoint
from registre.journal.charges import ActionDeposee, EngagementDepose, EngagementFige, IndicateurDepose, ReleveDePoint

DATES_DE_CANDIDATURE = {
    "demander_complement": "complement_demande_le",
    "declarer_complete": "complete_le",
    "declarer_admissible": "admissible_le",
    "refuser": "refusee_le",
    "abandonner": "abandonnee_le",
}
INDICATEUR = [nom for nom in IndicateurDepose.model_fields if nom != "actions"]


@dataclass
class Ancienne:
    """A coop as its rows had it: candidatures and labels by cycle, the rest in the order it was written."""

    cooperative: Any
    candidatures: list[Any] = field(default_factory=list)
    labels: list[Any] = field(default_factory=list)
    suspensions: dict[int, list[Any]] = field(default_factory=lambda: defaultdict(list))
    points: dict[int, list[Any]] = field(default_factory=lambda: defaultdict(list))
    evenements: list[Any] = field(default_factory=list)
    choix: dict[int, list[EngagementDepose]] = field(default_factory=lambda: defaultdict(list))
    octroyes: dict[int, list[EngagementFige]] = field(default_factory=lambda: defaultdict(list))
    releves: dict[int, list[ReleveDePoint]] = field(default_factory=lambda: defaultdict(list))
    points_de_releve: dict[int, int] = field(default_factory=dict)
    orphelins: list[Any] = field(default_factory=list)


def lire(apps: Any) -> list[Ancienne]:
    """Return every coop, in the order of their keys."""
    modele = {m.__name__: m._base_manager for m in apps.get_app_config("registre").get_models()}
    toutes = {c.pk: Ancienne(c) for c in modele["Cooperative"].order_by("pk")}

    de_candidature: dict[int, Ancienne] = {}
    for candidature in modele["Candidature"].select_related("referentiel").order_by("cooperative", "cycle"):
        ancienne = de_candidature[candidature.pk] = toutes[candidature.cooperative_id]
        ancienne.candidatures.append(candidature)

    de_label: dict[int, Ancienne] = {}
    for label in modele["Label"].order_by("cooperative", "cycle"):
        ancienne = de_label[label.pk] = toutes[label.cooperative_id]
        ancienne.labels.append(label)

    for suspension in modele["Suspension"].order_by("pk"):
        de_label[suspension.label_id].suspensions[suspension.label_id].append(suspension)
    for point in modele["PointEtape"].order_by("pk"):
        de_candidature[point.candidature_id].points[point.candidature_id].append(point)
    for octroye in modele["EngagementOctroye"].select_related("engagement").order_by("label", "numero"):
        fige = EngagementFige(cle=octroye.engagement.cle, numero=octroye.numero, intitule=octroye.intitule)
        de_label[octroye.label_id].octroyes[octroye.label_id].append(fige)
    for evenement in modele["EvenementAnterieur"].order_by("pk"):
        toutes[evenement.cooperative_id].evenements.append(evenement)
    _lire_les_choix(modele, de_candidature)
    return list(toutes.values())


def _lire_les_choix(modele: dict[str, Any], de_candidature: dict[int, Ancienne]) -> None:
    """Read engagements, indicators and actions as filed, and the values read, each given to its point."""
    par_indicateur = _par(modele["ActionPrevue"].order_by("pk"), "indicateur_id")
    par_pris = _par(modele["Indicateur"].order_by("pk"), "engagement_pris_id")
    releves = _par(modele["Releve"].order_by("pk"), "indicateur_id")

    for pris in modele["EngagementPris"].select_related("engagement").order_by("pk"):
        ancienne, cle = de_candidature[pris.candidature_id], pris.engagement.cle
        deposes = []
        for place, indicateur in enumerate(par_pris[pris.pk]):
            actions = tuple(
                ActionDeposee(intitule=a.intitule, prevue_le=a.prevue_le) for a in par_indicateur[indicateur.pk]
            )
            valeurs = {nom: getattr(indicateur, nom) for nom in INDICATEUR}
            deposes.append(IndicateurDepose(**valeurs, actions=actions))
            for releve in releves[indicateur.pk]:
                _donner_a_son_point(ancienne, pris.candidature_id, releve, cle, place)
        depose = EngagementDepose(cle=cle, illustration=pris.illustration, indicateurs=tuple(deposes))
        ancienne.choix[pris.candidature_id].append(depose)


def _donner_a_son_point(ancienne: Ancienne, candidature: int, releve: Any, cle: str, place: int) -> None:
    """Give a value to the point held that day. Of several, the visit has what was seen on site, the first the rest."""
    du_jour = [p for p in ancienne.points[candidature] if p.tenu_le == releve.releve_le]
    if not du_jour:
        ancienne.orphelins.append(releve)
        return
    vus = [p for p in du_jour if (p.nature == NaturePoint.VISITE) == (releve.preuve == "constatee")]
    point = (vus or du_jour)[0]
    ancienne.points_de_releve[releve.pk] = point.pk
    valeurs = {"valeur": releve.valeur, "source": releve.source, "preuve": releve.preuve}
    ancienne.releves[point.pk].append(ReleveDePoint(engagement=cle, indicateur=place, **valeurs))


def _par(lignes: Iterable[Any], cle: str) -> dict[int, list[Any]]:
    """Return rows by what they belong to."""
    trouvees: dict[int, list[Any]] = defaultdict(list)
    for ligne in lignes:
        trouvees[getattr(ligne, cle)].append(ligne)
    return trouvees
