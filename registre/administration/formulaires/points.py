"""What a point may be recorded about: the months still to hold, what its coop sent of it."""

from django.utils.translation import gettext as _

from registre.etats import Etat, NaturePoint
from registre.journal.charges import ReleveDePoint
from registre.models import Candidature
from registre.suivi.contenu import ReleveDit, de_json
from registre.suivi.models import PointDeCooperative
from socle.templatetags.typographie import en_toutes_lettres

COMPTE_RENDU_MAXIMUM = 4000
SOURCE_MAXIMUM = 200


def mois_a_consigner(candidature: Candidature) -> list[int]:
    """Return the months of the points still to record, in order: progress points, then the mid-term point of a label.

    A progress point held before the decision may be recorded after it.
    """
    regles, tenus = candidature.regles, set(candidature.points.values_list("nature", "mois"))
    attendus = [(NaturePoint.POINT_ETAPE, mois) for mois in regles.points_etape_mois if candidature.admissible_le]
    if candidature.etat == Etat.LABELLISEE:
        attendus.append((NaturePoint.MI_PARCOURS, regles.point_mi_parcours_mois))
    return list(dict.fromkeys(mois for nature, mois in attendus if (nature, mois) not in tenus))


def releves_recus(recu: PointDeCooperative) -> list[ReleveDePoint]:
    """Return the values that a coop sent, as the register takes them: the day each was read goes to its source."""
    return [
        ReleveDePoint(engagement=dit.cle, indicateur=dit.rang, valeur=dit.valeur, source=_source(dit))
        for dit in de_json(recu.contenu).releves
        if dit.valeur is not None
    ]


def compte_rendu_recu(recu: PointDeCooperative) -> str:
    """Return what a coop wrote of a point, as its report in the register; cut at what a report holds."""
    contenu = de_json(recu.contenu)
    sans_valeur = [f"{dit.titre} : {dit.preuve}" for dit in contenu.releves if dit.valeur is None]
    actions = [
        f"{action.intitule} : {action.en_mots}"
        for dit in contenu.releves
        for action in dit.actions
        if action.avancement
    ]

    parties = (
        (_("Sans valeur"), "\n".join(sans_valeur)),
        (_("Actions"), "\n".join(actions)),
        (_("Difficultés"), contenu.difficultes),
        (_("Aide demandée"), contenu.aide),
    )
    return "\n\n".join(f"{titre}\n{texte}" for titre, texte in parties if texte)[:COMPTE_RENDU_MAXIMUM]


def _source(dit: ReleveDit) -> str:
    assert dit.releve_le is not None  # noqa: S101 - asked with every value
    jour = en_toutes_lettres(dit.releve_le)
    return (_("%(preuve)s (relevée le %(jour)s)") % {"preuve": dit.preuve, "jour": jour})[:SOURCE_MAXIMUM]
