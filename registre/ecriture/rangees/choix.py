"""From histories to the rows of what candidatures chose: engagements, indicators, actions.

An indicator has no key of its own in the journal: its row is the one in its place, in the order of keys.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from registre.ecriture.flux import Flux
from registre.ecriture.lignes import PAR_LOT, Lignes, accorder
from registre.journal.charges import Depot, EngagementDepose, IndicateurDepose
from registre.models import ActionPrevue, Candidature, EngagementPris, Indicateur

CHAMPS = tuple(champ for champ in IndicateurDepose.model_fields if champ != "actions")


@dataclass
class _Choix:
    """The rows to write. `en_trop` are the indicators that no filing has any more."""

    pris: list[EngagementPris] = field(default_factory=list)
    pris_changes: list[EngagementPris] = field(default_factory=list)
    indicateurs: list[Indicateur] = field(default_factory=list)
    indicateurs_changes: list[Indicateur] = field(default_factory=list)
    actions: list[ActionPrevue] = field(default_factory=list)
    actions_parties: list[ActionPrevue] = field(default_factory=list)
    en_trop: list[Indicateur] = field(default_factory=list)

    def ajouter(self, pris: EngagementPris, depose: IndicateurDepose) -> None:
        """Add the row of an indicator, and those of its plan."""
        indicateur = Indicateur(engagement_pris=pris, **{champ: getattr(depose, champ) for champ in CHAMPS})
        self.indicateurs.append(indicateur)
        self.planifier(indicateur, depose)

    def planifier(self, indicateur: Indicateur, depose: IndicateurDepose) -> None:
        """Add the rows of a plan."""
        for action in depose.actions:
            self.actions.append(
                ActionPrevue(indicateur=indicateur, intitule=action.intitule, prevue_le=action.prevue_le)
            )

    def ecrire(self) -> None:
        """Write all but the removal of what is in excess: values may still be read of it."""
        EngagementPris.objects.bulk_create(self.pris, batch_size=PAR_LOT)
        Indicateur.objects.bulk_create(self.indicateurs, batch_size=PAR_LOT)
        if self.pris_changes:
            EngagementPris.objects.bulk_update(self.pris_changes, ["illustration"], batch_size=PAR_LOT)
        if self.indicateurs_changes:
            Indicateur.objects.bulk_update(self.indicateurs_changes, CHAMPS, batch_size=PAR_LOT)
        if self.actions_parties:
            ActionPrevue.objects.filter(pk__in=[action.pk for action in self.actions_parties]).delete()
        ActionPrevue.objects.bulk_create(self.actions, batch_size=PAR_LOT)


def ecrire_les_choix(depots: Sequence[tuple[Candidature, Depot]], lignes: Lignes) -> None:
    """Write what new candidatures chose."""
    choix = _Choix()
    for candidature, depot in depots:
        for choisi in depot.engagements:
            engagement = lignes.editions.engagements(depot.referentiel)[choisi.cle]
            pris = EngagementPris(candidature=candidature, engagement=engagement, illustration=choisi.illustration)
            choix.pris.append(pris)
            for depose in choisi.indicateurs:
                choix.ajouter(pris, depose)
    choix.ecrire()


def accorder_les_choix(flux: Sequence[Flux], lignes: Lignes) -> list[Indicateur]:
    """Make rows say what filings do since they were corrected. No query when none was.

    Returns the indicators in excess, for `retirer`: once points are written, no value is read of them.
    """
    rechoisis = [(lignes.candidatures[f.cooperative.pk, d.rang], d.depot) for f in flux for d in f.rechoisis]
    if not rechoisis:
        return []
    candidatures = [candidature.pk for candidature, _depot in rechoisis]
    pris = EngagementPris.objects.filter(candidature__in=candidatures).select_related("engagement")
    par_cle = {(choisi.candidature_id, choisi.engagement.cle): choisi for choisi in pris}
    ecrits = _par_engagement(candidatures)

    choix = _Choix()
    for candidature, depot in rechoisis:
        for choisi in depot.engagements:
            un = par_cle[candidature.pk, choisi.cle]
            if _accorder(choix, un, choisi, ecrits.get(un.pk, [])):
                lignes.changees.add(candidature.cooperative_id)
    choix.ecrire()
    return choix.en_trop


def retirer(indicateurs: Sequence[Indicateur]) -> None:
    """Remove indicators that no filing has any more, with their plans."""
    if indicateurs:
        partis = [indicateur.pk for indicateur in indicateurs]
        ActionPrevue.objects.filter(indicateur__in=partis).delete()
        Indicateur.objects.filter(pk__in=partis).delete()


def _accorder(choix: _Choix, pris: EngagementPris, choisi: EngagementDepose, ecrits: Sequence[Indicateur]) -> bool:
    """Note what differs between an engagement's rows and its filing; tell whether anything does."""
    change = accorder(pris, {"illustration": choisi.illustration})
    if change:
        choix.pris_changes.append(pris)

    for ligne, depose in zip(ecrits, choisi.indicateurs, strict=False):
        if accorder(ligne, {champ: getattr(depose, champ) for champ in CHAMPS}):
            choix.indicateurs_changes.append(ligne)
            change = True
        actions = sorted(ligne.actions.all(), key=lambda action: action.pk)
        if [(a.intitule, a.prevue_le) for a in actions] != [(a.intitule, a.prevue_le) for a in depose.actions]:
            choix.actions_parties += actions
            choix.planifier(ligne, depose)
            change = True

    for depose in choisi.indicateurs[len(ecrits) :]:
        choix.ajouter(pris, depose)

    choix.en_trop += ecrits[len(choisi.indicateurs) :]
    return change or len(ecrits) != len(choisi.indicateurs)


def _par_engagement(candidatures: Iterable[int]) -> dict[int, list[Indicateur]]:
    """The indicators of each engagement taken, each in its place."""
    lus = Indicateur.objects.filter(engagement_pris__candidature__in=candidatures).prefetch_related("actions")
    par_engagement: dict[int, list[Indicateur]] = {}
    for indicateur in lus.order_by("pk"):
        par_engagement.setdefault(indicateur.engagement_pris_id, []).append(indicateur)
    return par_engagement
