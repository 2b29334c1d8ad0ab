"""The opinions on a dossier: on the page of a version, and on the agenda of a session."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.urls import reverse

from registre.avis.acces import demande_des_avis, dossiers_en_conflit, lit_les_avis
from registre.avis.models import CourrielAExpert, DemandeDAvis, OuvertureDAvis
from registre.dossier.models import Version


@dataclass(frozen=True)
class AvisDuDossier:
    """The requests that an account reads, the last first, and where it asks for another; empty when it does not.

    Whoever asks also reads what became of the messages, and when the links were opened.
    """

    demandes: tuple[DemandeDAvis, ...] = ()
    a_demander: str = ""

    def __bool__(self) -> bool:
        return bool(self.demandes or self.a_demander)


def avis_du_dossier(version: Version, user: Any) -> AvisDuDossier:
    """Return what this account reads and asks of opinions on the dossier of a version, whichever version each is on."""
    if not lit_les_avis(user, version):
        return AvisDuDossier()
    demande = demande_des_avis(user, version)
    demandes = _demandes([version.dossier_id])
    if demande:
        courriels = CourrielAExpert.objects.order_by("ecrit_le", "pk")
        ouvertures = OuvertureDAvis.objects.select_related("piece").order_by("-ouverte_le", "-pk")
        demandes = demandes.prefetch_related(
            Prefetch("courriels", queryset=courriels), Prefetch("ouvertures", queryset=ouvertures)
        )
    return AvisDuDossier(
        demandes=tuple(demandes),
        a_demander=reverse("registre_avis_demander", args=[version.pk]) if demande else "",
    )


def avis_des_dossiers(versions: Iterable[Version], user: Any) -> dict[int, list[DemandeDAvis]]:
    """Return the requests on the dossiers of these versions, by the dossier's key. Four queries for them all.

    None of a dossier in which this account has an interest. That it reads the others is asked by who shows them.
    """
    lues = list(versions)
    permis = {version.dossier_id for version in lues} - dossiers_en_conflit(user, lues)
    trouvees: dict[int, list[DemandeDAvis]] = {}
    for demande in _demandes(permis):
        trouvees.setdefault(demande.version.dossier_id, []).append(demande)
    return trouvees


def _demandes(dossiers: Iterable[int]) -> Any:
    lues = DemandeDAvis.objects.filter(version__dossier__in=dossiers)
    return lues.select_related("version", "demandee_par").defer("version__contenu").order_by("-demandee_le", "-pk")
