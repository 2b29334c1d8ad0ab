"""The facts of a coop's pages as known now, from its rows."""

import datetime
from typing import Any

from django.db.models import FilteredRelation, Prefetch, Q, Value

from registre.etats import NaturePoint
from registre.models import Candidature, EngagementOctroye, EngagementPris, Indicateur, Label, Suspension
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


def faits_ecrits(cooperative_id: int, au: datetime.date, candidature: Candidature | None = None) -> FaitsLus:
    """Return the labels of a coop, and the given candidature as read on `au`. Three queries, and three for it."""
    octroyes = EngagementOctroye.objects.select_related("engagement__axe").order_by("numero")
    suspensions = Suspension.objects.order_by("suspendu_le")
    labels = Label.objects.filter(cooperative=cooperative_id).select_related("candidature__referentiel")
    lus = labels.prefetch_related(Prefetch("suspensions", suspensions), Prefetch("engagements_octroyes", octroyes))
    return FaitsLus(
        labels=en_ordre(_label(label) for label in lus.order_by("valide_du", "cycle")),
        dossier=_dossier(candidature, au) if candidature else None,
    )


def _label(label: Label) -> LabelLu:
    return LabelLu(
        rang=label.rang,
        numero=label.numero,
        dossier=label.candidature.rang,
        cycle=label.cycle,
        edition=label.candidature.referentiel.code,
        admissible_le=label.candidature.admissible_le,
        octroye_le=label.octroye_le,
        valide_du=label.valide_du,
        valide_jusqu_au=label.valide_jusqu_au,
        retire_le=label.retire_le,
        motif_retrait=label.motif_retrait,
        clos_le=label.clos_le,
        suspensions=tuple(
            SuspensionPortee(s.rang, s.suspendu_le, s.levee_le, s.motif, s.reportee) for s in label.suspensions.all()
        ),
        engagements=tuple(
            EngagementLu(o.engagement.cle, o.numero, o.intitule, o.engagement.axe)
            for o in label.engagements_octroyes.all()
        ),
    )


def _dossier(candidature: Candidature, au: datetime.date) -> DossierLu:
    points, dispenses = _points(candidature)
    pris = EngagementPris.objects.filter(candidature=candidature).select_related("engagement__axe")
    indicateurs = _indicateurs(candidature, au)

    return DossierLu(
        rang=candidature.rang,
        cycle=candidature.cycle,
        regles=candidature.regles,
        admissible_le=candidature.admissible_le,
        labellisee_le=candidature.labellisee_le,
        points=points,
        dispenses=dispenses,
        engagements=tuple(
            EngagementSuivi(_engagement_lu(suivi), tuple(indicateurs.get(suivi.pk, [])))
            for suivi in pris.order_by("engagement__numero")
        ),
    )


def _points(candidature: Candidature) -> tuple[tuple[PointLu, ...], tuple[DispenseLue, ...]]:
    """The points held of a candidature, and those waived, in the order of the journal. One query for both."""
    champs = ("rang", "nature", "mois")
    tenus = candidature.points.order_by().values_list(*champs, "tenu_le", Value(value=True))
    dispenses = candidature.dispenses.order_by().values_list(*champs, "decidee_le", Value(value=False))
    lus = sorted(tenus.union(dispenses, all=True))
    return (
        tuple(PointLu(rang, NaturePoint(nature), mois, le) for rang, nature, mois, le, tenu in lus if tenu),
        tuple(DispenseLue(rang, NaturePoint(nature), mois, le) for rang, nature, mois, le, tenu in lus if not tenu),
    )


def _engagement_lu(pris: EngagementPris) -> EngagementLu:
    """The engagement that a candidature took, as its edition words it."""
    engagement = pris.engagement
    return EngagementLu(engagement.cle, engagement.numero, engagement.intitule, engagement.axe)


def _indicateurs(candidature: Candidature, au: datetime.date) -> dict[int, list[IndicateurSuivi]]:
    """The public indicators of each engagement of a candidature, in the order of filing. One query.

    A row for each value observed by `au`, in the order of days; a single one when there is none.
    """
    publics = Indicateur.objects.filter(engagement_pris__candidature=candidature, visibilite=Visibilite.PUBLIQUE)
    observes = FilteredRelation("releves", condition=Q(releves__releve_le__lte=au))
    lignes = publics.annotate(observe=observes).order_by("pk", "observe__releve_le")
    champs = ("nom", "unite", "sens", "valeur_depart", "depart_le", "cible", "cible_le")
    du_releve = ("observe__valeur", "observe__releve_le", "observe__preuve", "observe__source")
    par_indicateur: dict[tuple[int, int], list[dict[str, Any]]] = {}
    for ligne in lignes.values("engagement_pris_id", "pk", *champs, *du_releve):
        par_indicateur.setdefault((ligne["engagement_pris_id"], ligne["pk"]), []).append(ligne)

    lus: dict[int, list[IndicateurSuivi]] = {}
    for (engagement, _pk), les_siennes in par_indicateur.items():
        premiere = les_siennes[0]
        suivi = IndicateurSuivi(
            nom=premiere["nom"],
            unite=premiere["unite"],
            sens=premiere["sens"],
            depart=mesure_lue(premiere["valeur_depart"], premiere["depart_le"]),
            cible=mesure_lue(premiere["cible"], premiere["cible_le"]),
            releves=tuple(
                MesureLue(*(ligne[nom] for nom in du_releve))
                for ligne in les_siennes
                if ligne["observe__valeur"] is not None
            ),
        )
        lus.setdefault(engagement, []).append(suivi)
    return lus
