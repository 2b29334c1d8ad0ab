"""The same stories written by whole tables, for benchmarks: a hundred thousand coops in minutes instead of hours.

Gives the same rows as the operations, which a test compares (tests/registre/test_masse.py); only the recording time and
the keys differ.
"""

import datetime
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.db import connection, transaction
from wagtail.models import Locale

from raison_detre.models import Referentiel
from registre import cycle
from registre.composition import Choix
from registre.demonstration.chargement import sirens_presents
from registre.demonstration.plans import DEPOTS, EditionLue, Plan, plans_absents
from registre.demonstration.presentations import presentation
from registre.demonstration.recits import Decision
from registre.demonstration.releves import releves
from registre.ecriture.projection import projeter_plusieurs
from registre.etats import Etat
from registre.models import (
    ActionPrevue,
    Candidature,
    CompteurDeLabels,
    Cooperative,
    EngagementOctroye,
    EngagementPris,
    Evenement,
    Indicateur,
    Label,
    NaturePoint,
    Operation,
    PointEtape,
    PresentationCooperative,
    Releve,
    SignatureManifeste,
    Suspension,
)
from registre.recherche import COOPERATIVES
from socle.recherche.suivi import a_reindexer

PAR_LOT = 1000
ORDRE = (
    *(Cooperative, Candidature, EngagementPris, Indicateur, ActionPrevue, Releve, PointEtape),
    *(Label, EngagementOctroye, Suspension, Evenement, SignatureManifeste),
    PresentationCooperative,
)
_TRANSITIONS = {Operation(transition.nom): transition for transition in cycle.TRANSITIONS}
_TRANSITIONS[Operation.RENOUVELER] = cycle.ACCORDER


@dataclass
class Lot:
    """Rows to write together, by table, and the last number given each year."""

    edition: EditionLue
    francais: Locale
    compteurs: dict[int, int]
    lignes: dict[type, list[Any]] = field(default_factory=lambda: {modele: [] for modele in ORDRE})
    renouvellements: list[tuple[Candidature, Label]] = field(default_factory=list)

    def ajouter(self, ligne: Any) -> Any:
        """Keep a row for writing, and return it."""
        self.lignes[type(ligne)].append(ligne)
        return ligne

    def ecrire(self) -> list[int]:
        """Write the rows, parents first, then the projection; return the coops' keys."""
        for modele in ORDRE:
            modele._default_manager.bulk_create(self.lignes[modele], batch_size=PAR_LOT)
        for candidature, label in self.renouvellements:  # each points at the other: the labels had to be there first
            candidature.renouvelle = label
        Candidature.objects.bulk_update([c for c, _label in self.renouvellements], ["renouvelle"], batch_size=PAR_LOT)
        cles = [cooperative.pk for cooperative in self.lignes[Cooperative]]
        projeter_plusieurs(cles)
        a_reindexer(COOPERATIVES, *cles)
        return cles


def charger_en_masse(nombre: int, *, graine: int, au: datetime.date, referentiel: Referentiel) -> int:
    """Create the fictional coops that are not there yet, up to `nombre`, and return how many were created.

    The database then counts what its tables hold: SQLite, which never does by itself, otherwise takes the wrong index
    and answers three to ten times slower.
    """
    crees = _charger(nombre, graine, au, referentiel)
    if crees:
        with connection.cursor() as curseur:
            curseur.execute("ANALYZE")
    return crees


@transaction.atomic
def _charger(nombre: int, graine: int, au: datetime.date, referentiel: Referentiel) -> int:
    edition = EditionLue.lire(referentiel)
    francais = Locale.objects.get(language_code="fr")
    compteurs = dict(CompteurDeLabels.objects.values_list("annee", "dernier"))
    plans = plans_absents(nombre, graine, au, edition, sirens_presents())
    crees = 0
    while paquet := list(islice(plans, PAR_LOT)):
        lot = Lot(edition, francais, compteurs)
        for plan in paquet:
            Histoire(lot, plan).raconter()
        crees += len(lot.ecrire())
    for annee, dernier in compteurs.items():
        CompteurDeLabels.objects.update_or_create(annee=annee, defaults={"dernier": dernier})
    return crees


class Histoire:
    """One coop's story, told into a lot."""

    def __init__(self, lot: Lot, plan: Plan) -> None:
        self.lot, self.plan = lot, plan
        self.cooperative = lot.ajouter(Cooperative(**plan.champs))
        self.cooperative.texte_recherche = self.cooperative.texte_cherche
        self.candidatures: list[Candidature] = []
        self.labels: list[Label] = []
        self.suspensions: list[Suspension] = []
        self.choix: tuple[Choix, ...] = ()
        self.renouvelle: Label | None = None
        self.indicateurs: list[Indicateur] = []
        self.jours_observes: set[datetime.date] = set()

    def raconter(self) -> None:
        """Tell every decision, then the signature."""
        for decision, choix in self.plan.decisions:
            if decision.operation in DEPOTS:
                self.deposer(decision, choix)
            elif decision.operation in _TRANSITIONS:
                self.decider(decision)
            elif decision.operation in {Operation.CONSIGNER_POINT_ETAPE, Operation.CONSIGNER_VISITE}:
                self.consigner(decision)
            else:
                self.toucher_au_label(decision)
        if self.plan.signature:
            signe_le, consent = self.plan.signature
            referentiel = self.lot.edition.referentiel
            signature = SignatureManifeste(
                cooperative=self.cooperative, referentiel=referentiel, signe_le=signe_le, affichage_consenti=consent
            )
            self.lot.ajouter(signature)
        if texte := presentation(self.cooperative, self.lot.francais):
            self.lot.ajouter(texte)

    def journaliser(self, decision: Decision, le: datetime.date | None = None, **autres: Any) -> None:
        """Add the decision's event."""
        champs = {"candidature": self.candidatures[-1] if self.candidatures else None} | autres
        evenement = Evenement(
            cooperative=self.cooperative,
            operation=decision.operation,
            prend_effet_le=le or decision.le,
            motif=decision.motif,
            **champs,
        )
        self.lot.ajouter(evenement)

    def deposer(self, decision: Decision, choix: tuple[Choix, ...]) -> None:
        """File, with engagements, indicators and plans."""
        candidature = Candidature(
            cooperative=self.cooperative, referentiel=self.lot.edition.referentiel, cycle=len(self.candidatures) + 1,
            deposee_le=decision.le,
        )  # fmt: skip
        self.candidatures.append(self.lot.ajouter(candidature))
        self.renouvelle = self.labels[-1] if decision.operation == Operation.DEPOSER_RENOUVELLEMENT else None
        if self.renouvelle is not None:
            self.lot.renouvellements.append((candidature, self.renouvelle))
        self.choix = choix
        self.indicateurs, self.jours_observes = [], set()
        for un_choix in choix:
            engagement = self.lot.edition.engagements[un_choix.numero]
            pris = EngagementPris(candidature=candidature, engagement=engagement, illustration=un_choix.illustration)
            self.lot.ajouter(pris)
            for propose in un_choix.indicateurs:
                valeurs = {nom: valeur for nom, valeur in vars(propose).items() if nom != "actions"}
                indicateur = self.lot.ajouter(Indicateur(engagement_pris=pris, **valeurs))
                self.indicateurs.append(indicateur)
                for action in propose.actions:
                    self.lot.ajouter(ActionPrevue(indicateur=indicateur, **vars(action)))
        self.journaliser(decision, vers=Etat.DEPOSEE)

    def decider(self, decision: Decision) -> None:
        """Take a decision on the candidature under way."""
        candidature, transition = self.candidatures[-1], _TRANSITIONS[decision.operation]
        de = candidature.etat
        cycle.exiger(transition, depuis=de)
        candidature.etat = transition.vers
        setattr(candidature, transition.date, decision.le)
        if transition is cycle.ACCORDER:
            self.octroyer(decision)
            self.journaliser(decision, de=de, vers=transition.vers, label=self.labels[-1])
        else:
            self.journaliser(decision, de=de, vers=transition.vers)

    def octroyer(self, decision: Decision) -> None:
        """Grant, with the year's next number."""
        candidature, le = self.candidatures[-1], decision.le
        precedent = self.renouvelle
        encore = precedent is not None and precedent.retire_le is None and precedent.valide_jusqu_au >= le
        valide_du = precedent.valide_jusqu_au + cycle.UN_JOUR if precedent is not None and encore else le
        self.lot.compteurs[le.year] = self.lot.compteurs.get(le.year, 0) + 1
        label = Label(
            numero=f"QC-{le.year}-{self.lot.compteurs[le.year]:04d}", cooperative=self.cooperative,
            candidature=candidature, cycle=candidature.cycle, octroye_le=le, valide_du=valide_du,
            valide_jusqu_au=cycle.fin_de_validite(valide_du, self.lot.edition.referentiel.duree_label_mois),
        )  # fmt: skip
        self.labels.append(self.lot.ajouter(label))
        for choix in sorted(self.choix, key=lambda choix: choix.numero):
            engagement = self.lot.edition.engagements[choix.numero]
            octroye = EngagementOctroye(
                label=label, engagement=engagement, numero=engagement.numero, intitule=engagement.intitule
            )
            self.lot.ajouter(octroye)

    def consigner(self, decision: Decision) -> None:
        """Record a point or the visit."""
        candidature, regles = self.candidatures[-1], self.lot.edition.referentiel.regles
        nature, mois = NaturePoint.POINT_ETAPE, decision.mois
        if decision.operation == Operation.CONSIGNER_VISITE:
            nature, mois = NaturePoint.VISITE, regles.delai_mise_en_oeuvre_mois
        elif candidature.etat == Etat.LABELLISEE:
            nature = NaturePoint.MI_PARCOURS
        point = PointEtape(
            candidature=candidature, nature=nature, mois=mois, tenu_le=decision.le, compte_rendu=decision.motif
        )
        self.lot.ajouter(point)
        if decision.le not in self.jours_observes:
            self.jours_observes.add(decision.le)
            for releve in releves(self.indicateurs, decision.operation, decision.mois, decision.le):
                self.lot.ajouter(releve)
        self.journaliser(decision)

    def toucher_au_label(self, decision: Decision) -> None:
        """Suspend, lift or withdraw."""
        label, le = self.labels[-1], decision.le
        if decision.operation == Operation.SUSPENDRE:
            self.suspensions.append(self.lot.ajouter(Suspension(label=label, suspendu_le=le, motif=decision.motif)))
        elif decision.operation == Operation.LEVER_SUSPENSION:
            self.suspensions[-1].levee_le = le
        else:
            le = max(le, label.valide_du)
            label.retire_le, label.motif_retrait = le, decision.motif
        self.journaliser(decision, le, candidature=label.candidature, label=label)
