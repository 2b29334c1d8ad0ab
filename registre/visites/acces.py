"""Who visits and reads what was seen there, and the journal of who read which report."""

from typing import Any

from registre.comite.acces import lit_la_version
from registre.comite.droits import prepare
from registre.dossier.models import Version
from registre.models import Cooperative, Membre
from registre.visites.models import AccesAuCompteRendu, CompteRenduDeVisite, PhotoDeVisite


def suit_le_dossier(user: Any, cooperative: Cooperative, rang: int) -> bool:
    """Whether this account visits for that candidature, and reads its reports: who prepares sessions, and the members
    of the committee who read its dossier. Never somebody who acts for that coop."""
    if not user.is_authenticated or Membre.objects.filter(user=user, cooperative=cooperative).exists():
        return False
    if prepare(user):
        return True
    versions = Version.objects.filter(cooperative=cooperative, dossier__rang=rang).select_related("dossier")
    return any(lit_la_version(user, version) for version in versions.order_by("numero"))


def noter_l_acces(
    user: Any, compte_rendu: CompteRenduDeVisite, photo: PhotoDeVisite | None = None
) -> AccesAuCompteRendu:
    """Write that this account read a report, or one of its photographs, now."""
    return AccesAuCompteRendu.objects.create(user=user, compte_rendu=compte_rendu, photo=photo)
