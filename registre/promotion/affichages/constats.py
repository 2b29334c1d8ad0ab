"""Looking at the addresses that were declared, and keeping what was seen."""

from collections.abc import Iterable, Iterator

from django.conf import settings
from django.db import transaction

from registre.promotion.affichages.lecture import labels_montres
from registre.promotion.affichages.reseau import Injoignable
from registre.promotion.affichages.visite import visiter
from registre.promotion.models import Affichage, Constat, LabelVu, ResultatDuConstat

PRECISION = 200


def constater(affichages: Iterable[Affichage]) -> Iterator[Constat]:
    """Look at each address in turn; yield what was kept of it. One withdrawn meanwhile is passed over."""
    for affichage in affichages:
        resultat, precision, vus = _regarder(affichage.adresse)
        constat = _garder(affichage, resultat, precision, vus)
        if constat is not None:
            yield constat


def _regarder(adresse: str) -> tuple[ResultatDuConstat, str, list[tuple[str, str]]]:
    """Tell how a look ends, why when the page cannot be had, and which labels it shows."""
    try:
        page = visiter(adresse)
    except Injoignable as raison:
        return ResultatDuConstat.INJOIGNABLE, str(raison), []

    vus = labels_montres(page.html, adresse=page.adresse, notre_site=settings.WAGTAILADMIN_BASE_URL)
    ailleurs = f"vu à l’adresse {page.adresse}" if page.adresse != adresse else ""
    return (ResultatDuConstat.VU if vus else ResultatDuConstat.RIEN), ailleurs, vus


@transaction.atomic
def _garder(
    affichage: Affichage, resultat: ResultatDuConstat, precision: str, vus: list[tuple[str, str]]
) -> Constat | None:
    """Write what was seen, unless the address was taken off the list while one looked."""
    if not Affichage.objects.select_for_update().filter(pk=affichage.pk).exists():
        return None
    constat = Constat.objects.create(affichage=affichage, resultat=resultat, precision=precision[:PRECISION])
    LabelVu.objects.bulk_create(LabelVu(constat=constat, forme=forme, numero=numero) for forme, numero in vus)
    return constat
