"""The editor's home says which reports wait for an answer, those past their last day first."""

import datetime
from collections.abc import Iterable

from django.db.models import Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from registre.signalements.models import ReglagesDesSignalements, SignalementDErreur
from socle.administration.attente import LIGNES, Attente, Partie, TravailEnAttente
from socle.templatetags.typographie import en_toutes_lettres


def signalements_en_attente(attente: Attente) -> list[Partie]:
    """Return the reports to answer, for the accounts that may. One query."""
    if not attente.compte.has_perm("signalements.change_signalementderreur"):
        return []

    regle = ReglagesDesSignalements.objects.order_by("pk").values("delai_de_reponse_jours")[:1]
    ouverts = SignalementDErreur.objects.ouverts().annotate(delai_regle=Subquery(regle)).select_related("cooperative")
    lus = list(ouverts.order_by("recu_le", "pk")[: LIGNES * 2])

    au = timezone.localdate()
    delai = (lus and lus[0].delai_regle) or ReglagesDesSignalements().delai_de_reponse_jours
    en_retard = [signalement for signalement in lus if signalement.en_retard(au, delai)]
    a_l_heure = [signalement for signalement in lus if not signalement.en_retard(au, delai)]

    return [
        Partie(_("Erreurs signalées, en retard"), _lignes(en_retard, delai)),
        Partie(_("Erreurs signalées, à répondre"), _lignes(a_l_heure, delai)),
    ]


def _lignes(signalements: Iterable[SignalementDErreur], delai: int) -> list[TravailEnAttente]:
    return [
        TravailEnAttente(
            titre=f"{signalement.reference}, {signalement.cooperative}",
            nature=_avant_le(signalement.echeance(delai)),
            langue="",
            adresse=reverse("wagtailsnippets_signalements_signalementderreur:edit", args=[signalement.pk]),
            depuis=signalement.recu_le,
        )
        for signalement in signalements
    ][:LIGNES]


def _avant_le(jour: datetime.date) -> str:
    return _("à répondre le %(jour)s au plus tard") % {"jour": en_toutes_lettres(jour)}
