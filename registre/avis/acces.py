"""Who asks for an opinion and reads it in the admin, what a link opens, and the journal of its openings."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from registre.avis.models import CourrielAExpert, DemandeDAvis, OuvertureDAvis
from registre.comite.acces import lit_la_version
from registre.comite.droits import prepare
from registre.comite.models import ConflitDInteret, MembreDuComite
from registre.dossier.models import PieceDeDossier, PieceDeVersion, Version
from registre.models import Membre
from socle.models.calendrier import empreinte_de


def demande_des_avis(user: Any, version: Version) -> bool:
    """Whether this account asks for opinions on a version: who prepares sessions, and has no interest in that coop."""
    return prepare(user) and not en_conflit(user, version)


def lit_les_avis(user: Any, version: Version) -> bool:
    """Whether this account reads the opinions on a version: who reads it, and has no interest in that coop."""
    return lit_la_version(user, version) and not en_conflit(user, version)


def en_conflit(user: Any, version: Version) -> bool:
    """Whether this account acts for the coop of a version, comes from it, or said that they had an interest in it."""
    return version.dossier_id in dossiers_en_conflit(user, [version])


def dossiers_en_conflit(user: Any, versions: Iterable[Version]) -> set[int]:
    """Return the keys of the dossiers of these versions in which this account has an interest. Three queries."""
    if not user.is_authenticated:
        return set()
    lues = list(versions)
    coops = {version.cooperative_id for version in lues}
    membre = Membre.objects.filter(user=user, cooperative__in=coops).order_by("pk")
    siege = MembreDuComite.objects.filter(user=user, cooperative__in=coops).order_by("pk")
    declares = ConflitDInteret.objects.filter(membre__user=user, point__cooperative__in=coops).order_by("pk")

    siennes = {*membre.values_list("cooperative", flat=True), *siege.values_list("cooperative", flat=True)}
    points = set(declares.values_list("point__cooperative", "point__rang"))
    return {
        version.dossier_id
        for version in lues
        if version.cooperative_id in siennes or (version.cooperative_id, version.dossier.rang) in points
    }


def demande_du_lien(jeton: str) -> DemandeDAvis | None:
    """Return what this link opens now; None for one that nobody was sent, whose day has passed, or that was revoked.

    A link is found by its digest: how long the answer takes says nothing of a link that is close to it.
    """
    envois = CourrielAExpert.objects.select_related("demande__version__cooperative", "demande__version__dossier")
    envoi = envois.filter(empreinte=empreinte_de(jeton)).first()
    ouverte = envoi is not None and envoi.demande.ouverte(timezone.localdate())
    return envoi.demande if envoi is not None and ouverte else None


def piece_de_la_demande(demande: DemandeDAvis, pk: int) -> PieceDeDossier | None:
    """Return this file when it is one of those that are shown to the expert."""
    if pk not in demande.pieces:
        return None
    trouvee = PieceDeVersion.objects.filter(version=demande.version_id, piece=pk).select_related("piece").first()
    return trouvee.piece if trouvee else None


def noter_l_ouverture(demande: DemandeDAvis, piece: PieceDeDossier | None = None) -> OuvertureDAvis:
    """Write that a link of this request was opened now, or one of its files."""
    return OuvertureDAvis.objects.create(demande=demande, piece=piece)
