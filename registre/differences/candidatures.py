"""What changes of candidatures: the day of admissibility and the points held are public, the rest is not."""

from collections.abc import Iterator

from django.utils.formats import localize
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registre.differences.mots import jour_change
from registre.etats import NaturePoint
from registre.journal.charges import IndicateurDepose
from registre.journal.histoire import Dossier, Histoire, PointTenu, ReleveTenu
from registre.models.indicateur import Visibilite

POINTS = {
    NaturePoint.POINT_ETAPE: gettext_lazy("Point d’étape à %(mois)s mois"),
    NaturePoint.VISITE: gettext_lazy("Visite"),
    NaturePoint.MI_PARCOURS: gettext_lazy("Point à mi-parcours"),
}
# The days of a candidature that the public never reads; that of admissibility is told apart.
INTERNES: dict[str, str | Promise] = {
    "deposee_le": gettext_lazy("déposée"),
    "complement_demande_le": gettext_lazy("complément demandé"),
    "complete_le": gettext_lazy("déclarée complète"),
    "refusee_le": gettext_lazy("refusée"),
    "abandonnee_le": gettext_lazy("abandonnée"),
}


def _communs(avant: Histoire, apres: Histoire) -> Iterator[tuple[Dossier, Dossier]]:
    """The candidatures that both histories have."""
    for ancien in avant.dossiers:
        nouveau = apres.dossier(ancien.rang)
        if nouveau is not None:
            yield ancien, nouveau


def d_admissibilite(avant: Histoire, apres: Histoire) -> Iterator[str]:
    """Deadlines are counted from admissibility: they move along."""
    for ancien, nouveau in _communs(avant, apres):
        if ancien.admissible_le and nouveau.admissible_le:
            for suite in jour_change(_("admissible"), ancien.admissible_le, nouveau.admissible_le):
                mots = _("Candidature du cycle %(cycle)s : %(suite)s Ses échéances bougent avec ce jour.")
                yield mots % {"cycle": nouveau.cycle, "suite": suite}


def de_points(avant: Histoire, apres: Histoire) -> Iterator[str]:
    for ancien, nouveau in _communs(avant, apres):
        anciens, nouveaux = ({p.rang: p for p in dossier.points} for dossier in (ancien, nouveau))
        for rang in sorted(anciens.keys() | nouveaux.keys()):
            point = nouveaux.get(rang) or anciens[rang]
            nom = str(POINTS[point.nature]) % {"mois": point.mois}
            de = anciens[rang].tenu_le if rang in anciens else None
            vers = nouveaux[rang].tenu_le if rang in nouveaux else None
            for suite in jour_change(_("tenu"), de, vers):
                yield _("%(point)s : %(suite)s") % {"point": nom, "suite": suite}


def de_dispenses(avant: Histoire, apres: Histoire) -> Iterator[str]:
    for ancien, nouveau in _communs(avant, apres):
        anciennes, nouvelles = ({d.rang: d for d in dossier.dispenses} for dossier in (ancien, nouveau))
        for rang in sorted(anciennes.keys() | nouvelles.keys()):
            dispense = nouvelles.get(rang) or anciennes[rang]
            nom = str(POINTS[dispense.nature]) % {"mois": dispense.mois}
            de = anciennes[rang].decidee_le if rang in anciennes else None
            vers = nouvelles[rang].decidee_le if rang in nouvelles else None
            quoi = _("dispensée") if dispense.nature == NaturePoint.VISITE else _("dispensé")
            for suite in jour_change(quoi, de, vers):
                yield _("%(point)s : %(suite)s") % {"point": nom, "suite": suite}


def de_motifs_de_dispense(avant: Histoire, apres: Histoire) -> Iterator[str]:
    for ancien, nouveau in _communs(avant, apres):
        motifs = {dispense.rang: dispense.motif for dispense in ancien.dispenses}
        for dispense in nouveau.dispenses:
            de = motifs.get(dispense.rang, dispense.motif)
            if de != dispense.motif:
                yield _("Motif de la dispense : « %(de)s » → « %(vers)s ».") % {"de": de, "vers": dispense.motif}


def de_releves(avant: Histoire, apres: Histoire, visibilite: Visibilite) -> Iterator[str]:
    """The values read at a point that both histories have, of indicators that show or not.

    Those of a point that comes or goes follow it.
    """
    for ancien, nouveau in _communs(avant, apres):
        anciens = {point.rang: point for point in ancien.points}
        for point in nouveau.points:
            if point.rang in anciens:
                yield from _d_un_point(nouveau, anciens[point.rang], point, visibilite)


def _d_un_point(dossier: Dossier, ancien: PointTenu, nouveau: PointTenu, visibilite: Visibilite) -> Iterator[str]:
    deposes = {
        (engagement.cle, rang): indicateur
        for engagement in dossier.depot.engagements
        for rang, indicateur in enumerate(engagement.indicateurs)
        if indicateur.visibilite == visibilite
    }
    anciens, nouveaux = ({(r.engagement, r.indicateur): r for r in p.releves} for p in (ancien, nouveau))

    for place, depose in deposes.items():
        de, vers = anciens.get(place), nouveaux.get(place)
        if de != vers:
            mots = {"nom": depose.nom, "de": _valeur(de, depose), "vers": _valeur(vers, depose)}
            yield _("« %(nom)s » : %(de)s → %(vers)s.") % mots


def _valeur(releve: ReleveTenu | None, indicateur: IndicateurDepose) -> str:
    if releve is None:
        return _("rien")
    valeur = f"{localize(releve.valeur)} {indicateur.unite}".rstrip()
    return f"{valeur} ({releve.source})" if releve.source else valeur


def de_candidatures(avant: Histoire, apres: Histoire) -> Iterator[str]:
    """What is never published of a candidature: its filing, its instruction, its refusal, and where it stands."""
    rangs = sorted({d.rang for d in (*avant.dossiers, *apres.dossiers)})
    for rang in rangs:
        ancien, nouveau = avant.dossier(rang), apres.dossier(rang)
        if ancien is None or nouveau is None:
            present = nouveau or ancien
            mots = _("Candidature du cycle %(cycle)s : %(etat)s.")
            etat = nouveau.etat.label if nouveau else _("annulée")
            yield mots % {"cycle": present.cycle if present else "", "etat": etat}
            continue
        suites = [
            suite
            for champ, quoi in INTERNES.items()
            for suite in jour_change(str(quoi), getattr(ancien, champ), getattr(nouveau, champ))
        ]
        if ancien.etat != nouveau.etat:
            suites.append(_("%(de)s → %(vers)s.") % {"de": ancien.etat.label, "vers": nouveau.etat.label})
        for suite in suites:
            yield _("Candidature du cycle %(cycle)s : %(suite)s") % {"cycle": nouveau.cycle, "suite": suite}


def de_comptes_rendus(avant: Histoire, apres: Histoire) -> Iterator[str]:
    for ancien, nouveau in _communs(avant, apres):
        for point in nouveau.points:
            premier = next((p for p in ancien.points if p.rang == point.rang), None)
            if premier is not None and premier.compte_rendu != point.compte_rendu:
                yield _("Compte rendu : « %(de)s » → « %(vers)s ».") % {
                    "de": premier.compte_rendu,
                    "vers": point.compte_rendu,
                }
