"""A coop's stored facts, and what its history says they must be, as plain values to compare.

Written apart from `registre.ecriture.rangees`: two who tell the same story alike, without having heard each other.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch

from registre.journal.histoire import Dossier, Histoire, LabelOctroye
from registre.models import (
    ActionPrevue,
    Candidature,
    Cooperative,
    EngagementOctroye,
    EngagementPris,
    IdentiteDeCooperative,
    Indicateur,
    Label,
    PointEtape,
    Releve,
)
from registre.models.cooperative import ADHESION, IDENTITE

DATES = (
    "deposee_le",
    "complement_demande_le",
    "complete_le",
    "admissible_le",
    "labellisee_le",
    "refusee_le",
    "abandonnee_le",
)
INDICATEUR = ("nom", "nature", "unite", "sens", "valeur_depart", "depart_le", "cible", "cible_le", "visibilite")
PERIODE = ("octroye_le", "valide_du", "valide_jusqu_au", "retire_le", "motif_retrait", "clos_le")


def ecrits(cooperatives: Iterable[int]) -> dict[int, dict[str, Any]]:
    """Return, by coop, what the rows say."""
    ids = list(cooperatives)
    lus: dict[int, dict[str, Any]] = {
        c.pk: {"candidatures": {}, "labels": {}, "identites": [], "cooperative": _cooperative(c)}
        for c in Cooperative.objects.filter(pk__in=ids)
    }
    choix = EngagementPris.objects.select_related("engagement").order_by("pk")
    releves = Releve.objects.select_related("indicateur__engagement_pris__engagement").order_by("pk")
    candidatures = Candidature.tous.select_related("referentiel", "renouvelle").prefetch_related(
        Prefetch("engagements_pris", choix),
        Prefetch("engagements_pris__indicateurs", Indicateur.objects.order_by("pk")),
        Prefetch("engagements_pris__indicateurs__actions", ActionPrevue.objects.order_by("pk")),
        Prefetch("points__releves", releves),
        "dispenses",
    )

    for c in candidatures.filter(cooperative__in=ids):
        lus[c.cooperative_id]["candidatures"][c.rang] = _candidature(c)

    octroyes = EngagementOctroye.objects.select_related("engagement").order_by("numero")
    labels = Label.tous.select_related("candidature").prefetch_related(
        Prefetch("engagements_octroyes", octroyes), "suspensions"
    )

    for label in labels.filter(cooperative__in=ids):
        lus[label.cooperative_id]["labels"][label.numero] = _label(label)

    for i in IdentiteDeCooperative.objects.filter(cooperative__in=ids).order_by("du"):
        qui = (getattr(i, champ) for champ in IDENTITE)
        lus[i.cooperative_id]["identites"].append((i.du, i.jusqu_au, i.membre, *qui))
    return lus


def _cooperative(c: Cooperative) -> dict[str, Any]:
    return {champ: getattr(c, champ) for champ in (*IDENTITE, *ADHESION, "absorbee_par_id", "absorbee_le")}


def _candidature(c: Candidature) -> dict[str, Any]:
    return {
        "etat": c.etat,
        "cycle": c.cycle,
        "dates": [getattr(c, date) for date in DATES],
        "edition": c.referentiel.code,
        "regles": c.regles_figees,
        "renouvelle": c.renouvelle.numero if c.renouvelle else "",
        "engagements": {
            pris.engagement.cle: (pris.illustration, [_indicateur(i) for i in pris.indicateurs.all()])
            for pris in c.engagements_pris.all()
        },
        "points": {point.rang: _point(point) for point in c.points.all()},
        "dispenses": {d.rang: (d.nature, d.mois, d.decidee_le, d.motif) for d in c.dispenses.all()},
    }


def _indicateur(i: Indicateur) -> tuple[Any, ...]:
    return *(getattr(i, champ) for champ in INDICATEUR), [(a.intitule, a.prevue_le) for a in i.actions.all()]


def _point(point: PointEtape) -> tuple[Any, ...]:
    assert all(r.releve_le == point.tenu_le for r in point.releves.all())
    releves = {
        (r.indicateur.engagement_pris.engagement.cle, r.indicateur.nom): (r.valeur, r.source, r.preuve)
        for r in point.releves.all()
    }
    return str(point.nature), point.mois, point.tenu_le, point.compte_rendu, releves


def _label(x: Label) -> dict[str, Any]:
    return {
        "rang": x.rang,
        "cycle": x.cycle,
        "candidature": x.candidature.rang,
        "periode": [getattr(x, nom) for nom in PERIODE],
        "annule": x.annule_le is not None and (x.annule_le, x.motif_annulation),
        "engagements": {e.numero: (e.engagement.cle, e.intitule) for e in x.engagements_octroyes.all()},
        "suspensions": x.annule_le is None
        and {s.rang: (s.suspendu_le, s.levee_le, s.motif, s.reportee) for s in x.suspensions.all()},
    }


def attendus(histoire: Histoire) -> dict[str, Any]:
    """Return what the history says they must be."""
    labels = {x.numero: _attendu_de_label(histoire, x) for x in histoire.labels}
    for annule in histoire.annules:
        en_moins = {"annule": (annule.annule_le, annule.motif), "suspensions": False}
        labels[annule.label.numero] = _attendu_de_label(histoire, annule.label) | en_moins

    depuis, jusqu_au = histoire.adhesion
    derniere = histoire.identites[-1].identite
    absorbee = histoire.absorbee

    return {
        "candidatures": {
            d.rang: _attendu_de_dossier(d)
            for d in sorted((*histoire.dossiers, *histoire.dossiers_annules), key=lambda d: d.rang)
        },
        "labels": labels,
        "identites": [
            (p.du, p.jusqu_au, p.membre, *(getattr(p.identite, champ) for champ in IDENTITE))
            for p in histoire.identites
        ],
        "cooperative": {champ: getattr(derniere, champ) for champ in IDENTITE}
        | {"membre_depuis": depuis, "membre_jusqu_au": jusqu_au}
        | {
            "absorbee_par_id": absorbee.absorbante if absorbee else None,
            "absorbee_le": absorbee.le if absorbee else None,
        },
    }


def _attendu_de_dossier(d: Dossier) -> dict[str, Any]:
    noms = {e.cle: [i.nom for i in e.indicateurs] for e in d.depot.engagements}

    return {
        "etat": d.etat,
        "cycle": d.cycle,
        "dates": [getattr(d, date) for date in DATES],
        "edition": d.depot.referentiel,
        "regles": d.depot.regles,
        "renouvelle": d.depot.renouvelle,
        "engagements": {
            e.cle: (
                e.illustration,
                [
                    (*(getattr(i, champ) for champ in INDICATEUR), [(a.intitule, a.prevue_le) for a in i.actions])
                    for i in e.indicateurs
                ],
            )
            for e in d.depot.engagements
        },
        "points": {
            p.rang: (
                str(p.nature),
                p.mois,
                p.tenu_le,
                p.compte_rendu,
                {(r.engagement, noms[r.engagement][r.indicateur]): (r.valeur, r.source, r.preuve) for r in p.releves},
            )
            for p in d.points
        },
        "dispenses": {x.rang: (str(x.nature), x.mois, x.decidee_le, x.motif) for x in d.dispenses},
    }


def _attendu_de_label(histoire: Histoire, x: LabelOctroye) -> dict[str, Any]:
    return {
        "rang": x.rang,
        "cycle": x.cycle,
        "candidature": x.dossier,
        "periode": [getattr(x, nom) for nom in PERIODE],
        "annule": False,
        "engagements": {e.numero: (e.cle, e.intitule) for e in x.engagements},
        "suspensions": {
            s.rang: (s.suspendu_le, s.levee_le, s.motif, bool(s.reportee_sur)) for s in histoire.suspensions(x)
        },
    }
