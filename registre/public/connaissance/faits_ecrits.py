"""The facts of a coop's pages as known now, from its rows."""

import datetime

from django.db.models import FilteredRelation, Prefetch, Q

from registre.models import Candidature, EngagementOctroye, EngagementPris, Indicateur, Label, Suspension
from registre.models.indicateur import Visibilite
from registre.public.connaissance.faits_lus import (
    DossierLu,
    EngagementLu,
    EngagementSuivi,
    FaitsLus,
    IndicateurSuivi,
    LabelLu,
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
    points = candidature.points.order_by("rang").values_list("rang", "nature", "mois", "tenu_le")
    pris = EngagementPris.objects.filter(candidature=candidature).select_related("engagement__axe")
    indicateurs = _indicateurs(candidature, au)
    return DossierLu(
        rang=candidature.rang,
        cycle=candidature.cycle,
        regles=candidature.regles,
        admissible_le=candidature.admissible_le,
        labellisee_le=candidature.labellisee_le,
        points=tuple(PointLu(*point) for point in points),
        engagements=tuple(
            EngagementSuivi(
                EngagementLu(un.engagement.cle, un.engagement.numero, un.engagement.intitule, un.engagement.axe),
                tuple(indicateurs.get(un.pk, {}).values()),
            )
            for un in pris.order_by("engagement__numero")
        ),
    )


def _indicateurs(candidature: Candidature, au: datetime.date) -> dict[int, dict[int, IndicateurSuivi]]:
    """The public indicators of each engagement of a candidature, in the order of filing. One query.

    A row for each value observed by `au`, in the order of days: the last one read stays.
    """
    publics = Indicateur.objects.filter(engagement_pris__candidature=candidature, visibilite=Visibilite.PUBLIQUE)
    observes = FilteredRelation("releves", condition=Q(releves__releve_le__lte=au))
    lignes = publics.annotate(observe=observes).order_by("pk", "observe__releve_le")
    champs = ("nom", "unite", "sens", "valeur_depart", "depart_le", "cible", "cible_le")
    du_releve = ("observe__valeur", "observe__releve_le", "observe__preuve")
    lus: dict[int, dict[int, IndicateurSuivi]] = {}
    for ligne in lignes.values("engagement_pris_id", "pk", *champs, *du_releve):
        lus.setdefault(ligne["engagement_pris_id"], {})[ligne["pk"]] = IndicateurSuivi(
            nom=ligne["nom"],
            unite=ligne["unite"],
            sens=ligne["sens"],
            depart=mesure_lue(ligne["valeur_depart"], ligne["depart_le"]),
            cible=mesure_lue(ligne["cible"], ligne["cible_le"]),
            dernier=mesure_lue(*(ligne[nom] for nom in du_releve)),
        )
    return lus
