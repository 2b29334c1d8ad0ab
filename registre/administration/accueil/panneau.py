"""The panel of the admin's home that says what is due of the coops, for who instructs or decides."""

from typing import Any

from django.db.models import Count, Window
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component

from registre.administration.accueil.attentes import LIGNES, AttentesDuRegistre, FiltreDEcheances
from registre.administration.accueil.silences import silencieuses
from registre.administration.accueil.volets import (
    CANDIDATURES,
    COOPERATIVES,
    LABELS,
    Volet,
    lignes_de_candidatures,
    lignes_de_coops,
    lignes_de_labels,
    lignes_dues,
    liste,
)
from registre.droits import DECIDER, INSTRUIRE
from registre.etats import Etat
from registre.suivi.droits import LIRE
from registre.suivi.models import PointDeCooperative
from socle.templatetags.typographie import en_toutes_lettres


def composer_accueil(request: HttpRequest, panneaux: list[Any]) -> None:
    """Add the panel, for the accounts that keep the register."""
    if request.user.has_perm(INSTRUIRE) or request.user.has_perm(DECIDER):
        panneaux.append(EcheancesPanel())


class EcheancesPanel(Component):
    """Six parts, the same number of queries for a coop and for a thousand."""

    name = "echeances_du_registre"
    template_name = "registre/administration/accueil.html"
    order = 20

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """What there is to see to today, for the account that asks."""
        attentes = AttentesDuRegistre(timezone.localdate())
        compte = parent_context["request"].user
        volets = [
            en_retard(attentes, compte),
            de_ce_mois(attentes, compte),
            incompletes(attentes),
            a_preparer(attentes),
            bientot_finis(attentes),
            silences(attentes),
        ]
        return {"volets": volets, "le": attentes.au}


def en_retard(attentes: AttentesDuRegistre, compte: Any) -> Volet:
    """What should have been held already."""
    return Volet(
        _("En retard"),
        _("Rien n’est en retard."),
        len(attentes.en_retard),
        lignes_dues(attentes.en_retard, _recus(attentes, compte), compte),
        _("Voir toutes les candidatures en retard"),
        liste(CANDIDATURES, attente=FiltreDEcheances.EN_RETARD),
    )


def de_ce_mois(attentes: AttentesDuRegistre, compte: Any) -> Volet:
    """What is to be held before the month ends."""
    return Volet(
        _("À tenir ce mois-ci"),
        _("Aucun point ni aucune visite à tenir d’ici la fin du mois."),
        len(attentes.de_ce_mois),
        lignes_dues(attentes.de_ce_mois, _recus(attentes, compte), compte),
        _("Voir toutes les candidatures concernées ce mois-ci"),
        liste(CANDIDATURES, attente=FiltreDEcheances.CE_MOIS),
    )


def _recus(attentes: AttentesDuRegistre, compte: Any) -> dict[tuple[int, str, int], PointDeCooperative]:
    return attentes.recus if compte.has_perm(LIRE) else {}


def incompletes(attentes: AttentesDuRegistre) -> Volet:
    """What waits for the coops."""
    return Volet(
        _("Dossiers à compléter"),
        _("Aucun complément n’est attendu."),
        len(attentes.incompletes),
        lignes_de_candidatures(attentes.incompletes[:LIGNES], "complement_demande_le"),
        _("Voir tous les dossiers à compléter"),
        liste(CANDIDATURES, etat=Etat.A_COMPLETER),
    )


def a_preparer(attentes: AttentesDuRegistre) -> Volet:
    """What the committee can decide about, and when it meets."""
    return Volet(
        _("À préparer pour la prochaine séance"),
        _("Aucune candidature n’attend de décision."),
        len(attentes.a_preparer),
        lignes_de_candidatures(attentes.a_preparer[:LIGNES], "deposee_le"),
        _("Voir toutes les candidatures à préparer"),
        liste(CANDIDATURES, attente=FiltreDEcheances.A_PREPARER),
        seance(attentes),
    )


def bientot_finis(attentes: AttentesDuRegistre) -> Volet:
    """The labels that end soon."""
    return Volet(
        _("Labels qui finissent dans les six mois"),
        _("Aucun label ne finit dans les six mois sans renouvellement demandé."),
        len(attentes.bientot_finis),
        lignes_de_labels(attentes.bientot_finis),
        _("Voir tous les labels qui finissent"),
        liste(LABELS, a_renouveler="true"),
    )


def silences(attentes: AttentesDuRegistre) -> Volet:
    """The coops of which nothing was heard."""
    coops = list(silencieuses(attentes.au).annotate(combien=Window(Count("pk")))[:LIGNES])
    return Volet(
        _("Sans nouvelles depuis douze mois"),
        _("Toutes les coopératives engagées ou labellisées ont donné des nouvelles depuis moins de douze mois."),
        coops[0].combien if coops else 0,
        lignes_de_coops(coops),
        _("Voir toutes les coopératives sans nouvelles"),
        liste(COOPERATIVES, silencieuses="true"),
    )


def seance(attentes: AttentesDuRegistre) -> str:
    """Return the day of the next session in a sentence, or that none is planned."""
    le = attentes.prochaine_seance
    if le is None:
        return _("Aucune séance n’est prévue : ajoutez-la dans « Séances du comité ».")
    return _("Prochaine séance : %(jour)s.") % {"jour": en_toutes_lettres(le)}
