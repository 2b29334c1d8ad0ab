"""The bit of each engagement in the sets of the flat register: given once, never taken back."""

from collections.abc import Iterable

from django.db import transaction

from registre.journal.histoire import Histoire
from registre.models import VersionDuRegistre
from registre.models.projection import RangEngagement
from socle.cadre.memoire import oublier


def rangs_des_engagements(cles: Iterable[str]) -> dict[str, int]:
    """Return the bit of every known key, giving the next free one to each new key: one transaction gives at a time."""
    rangs, demandees = dict(RangEngagement.objects.values_list("cle", "rang")), set(cles)
    if demandees <= rangs.keys():
        return rangs

    with transaction.atomic():
        VersionDuRegistre.objects.select_for_update(of=("self",)).filter(pk=1).first()
        rangs = dict(RangEngagement.objects.values_list("cle", "rang"))
        suivant = max(rangs.values(), default=-1) + 1
        crees = [RangEngagement(cle=cle, rang=suivant + i) for i, cle in enumerate(sorted(demandees - rangs.keys()))]
        RangEngagement.objects.bulk_create(crees)
        oublier()

    return rangs | {rang.cle: rang.rang for rang in crees}


def cles_choisies(histoires: Iterable[Histoire]) -> set[str]:
    """Return the keys of every engagement that these coops ever chose."""
    cles: set[str] = set()
    for histoire in histoires:
        for dossier in histoire.dossiers:
            cles |= {engagement.cle for engagement in dossier.depot.engagements}
    return cles
