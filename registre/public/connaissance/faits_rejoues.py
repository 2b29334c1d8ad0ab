"""The facts of a coop's pages as they were known on a past day, from its journal replayed until then."""

import datetime

from raison_detre.models import Engagement
from raison_detre.regles import Regles
from registre.ecriture.editions import Editions
from registre.journal.charges import EngagementDepose, IndicateurDepose
from registre.journal.histoire import Dossier, Histoire, LabelOctroye, PointTenu
from registre.models.indicateur import Visibilite
from registre.public.connaissance.faits_lus import (
    DispenseLue,
    DossierLu,
    EngagementLu,
    EngagementSuivi,
    FaitsLus,
    IndicateurSuivi,
    LabelLu,
    MesureLue,
    PointLu,
    SuspensionPortee,
    en_ordre,
    mesure_lue,
)


def faits_rejoues(histoire: Histoire, au: datetime.date, dossier: int | None = None) -> FaitsLus:
    """Return the labels of a history, and the candidature filed at rank `dossier` as read on `au`.

    One query per edition its candidatures were filed under: the journal keeps the keys of engagements, not their axes.
    """
    editions = Editions()
    demande = histoire.dossier(dossier) if dossier is not None else None
    return FaitsLus(
        labels=en_ordre(_label(histoire, label, editions) for label in histoire.labels),
        dossier=_dossier(demande, au, editions) if demande else None,
    )


def _label(histoire: Histoire, label: LabelOctroye, editions: Editions) -> LabelLu:
    dossier = histoire.dossier(label.dossier)
    assert dossier is not None  # noqa: S101 - a label has its candidature
    edition = dossier.depot.referentiel

    return LabelLu(
        rang=label.rang,
        numero=label.numero,
        dossier=label.dossier,
        cycle=label.cycle,
        edition=edition,
        admissible_le=dossier.admissible_le,
        octroye_le=label.octroye_le,
        valide_du=label.valide_du,
        valide_jusqu_au=label.valide_jusqu_au,
        retire_le=label.retire_le,
        motif_retrait=label.motif_retrait,
        clos_le=label.clos_le,
        suspensions=tuple(
            SuspensionPortee(s.rang, s.suspendu_le, s.levee_le, s.motif, bool(s.reportee_sur))
            for s in histoire.suspensions(label)
        ),
        engagements=tuple(
            EngagementLu(fige.cle, fige.numero, fige.intitule, editions.engagements(edition)[fige.cle].axe)
            for fige in sorted(label.engagements, key=lambda fige: fige.numero)
        ),
    )


def _dossier(dossier: Dossier, au: datetime.date, editions: Editions) -> DossierLu:
    de_l_edition = editions.engagements(dossier.depot.referentiel)
    choisis = sorted(dossier.depot.engagements, key=lambda choisi: de_l_edition[choisi.cle].numero)
    points = [point for point in dossier.points if point.tenu_le <= au]

    return DossierLu(
        rang=dossier.rang,
        cycle=dossier.cycle,
        regles=Regles(**dossier.depot.regles),
        admissible_le=dossier.admissible_le,
        labellisee_le=dossier.labellisee_le,
        points=tuple(PointLu(p.rang, p.nature, p.mois, p.tenu_le) for p in dossier.points),
        dispenses=tuple(DispenseLue(d.rang, d.nature, d.mois, d.decidee_le) for d in dossier.dispenses),
        engagements=tuple(_suivi(choisi, de_l_edition[choisi.cle], points) for choisi in choisis),
    )


def _suivi(choisi: EngagementDepose, engagement: Engagement, points: list[PointTenu]) -> EngagementSuivi:
    """`points` are those held by the day asked."""
    return EngagementSuivi(
        EngagementLu(engagement.cle, engagement.numero, engagement.intitule, engagement.axe),
        tuple(
            _indicateur(depose, _releves(points, choisi.cle, place))
            for place, depose in enumerate(choisi.indicateurs)
            if depose.visibilite == Visibilite.PUBLIQUE
        ),
    )


def _releves(points: list[PointTenu], cle: str, place: int) -> tuple[MesureLue, ...]:
    """The values read of the indicator in this place of this engagement, in the order of days."""
    lus = (
        MesureLue(releve.valeur, point.tenu_le, str(releve.preuve), releve.source)
        for point in points
        for releve in point.releves
        if (releve.engagement, releve.indicateur) == (cle, place)
    )
    return tuple(sorted(lus, key=lambda lu: lu.le))


def _indicateur(depose: IndicateurDepose, releves: tuple[MesureLue, ...]) -> IndicateurSuivi:
    return IndicateurSuivi(
        nom=depose.nom,
        unite=depose.unite,
        sens=depose.sens,
        depart=mesure_lue(depose.valeur_depart, depose.depart_le),
        cible=mesure_lue(depose.cible, depose.cible_le),
        releves=releves,
    )
