"""What the Federation is told after a look: the badges shown by coops that may no longer, in one mail."""

import datetime

from django.db.models import Q
from django.urls import reverse

from registre.promotion.affichages.torts import torts
from registre.promotion.models import Affichage
from socle.courriels import annoncer
from socle.droits import RELECTEURS
from socle.models import User


def annoncer_les_torts(au: datetime.date, affichages: list[int]) -> int:
    """Write to the Federation when some of these addresses show a label wrongly; return how many do."""
    trouves = torts(au, affichages)
    lignes = [
        {"affichage": affichage, "torts": trouves[affichage.pk]}
        for affichage in Affichage.objects.filter(pk__in=trouves).select_related("cooperative").order_by("pk")
    ]
    if not lignes:
        return 0

    liste = reverse("wagtailsnippets_promotion_affichage:list")
    contexte = {"lignes": lignes, "nombre": len(lignes), "regardees": len(affichages), "liste": liste}
    annoncer("registre/courriels/affichages.txt", contexte, _la_federation())
    return len(lignes)


def _la_federation() -> list[str]:
    """The addresses of those who review, hence decide what to do about it."""
    voulus = User.objects.filter(Q(groups__name__in=RELECTEURS) | Q(is_superuser=True), is_active=True)
    return list(voulus.distinct().order_by("pk").values_list("email", flat=True))
