"""The edition that a dossier is prepared under: its rules, its engagements by their stable keys. French wording."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from raison_detre.models import Engagement, Referentiel
from raison_detre.regles import Regles
from registre.dossier.catalogue import Propose, catalogue_de
from registre.dossier.contenu import EngagementPropose
from registre.dossier.renouvellement.precedent import CyclePrecedent, ResultatDIndicateur


@dataclass(frozen=True)
class EditionDuDossier:
    """An edition. `exemples` gives, by key of engagement, the names of the indicators that it suggests;
    `catalogue`, those that the Federation proposes whatever the edition; `precedent` is the cycle that a renewal
    follows, known of a dossier alone."""

    code: str
    titre: str
    regles: Regles
    engagements: tuple[EngagementPropose, ...] = ()
    exemples: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    catalogue: Mapping[str, tuple[Propose, ...]] = field(default_factory=dict)
    precedent: CyclePrecedent | None = None

    def anciens(self, engagement: str) -> tuple[ResultatDIndicateur, ...]:
        """Return the indicators that an engagement had in the cycle before, by its stable key."""
        return self.precedent.indicateurs_de(engagement) if self.precedent else ()

    @property
    def par_cle(self) -> dict[str, EngagementPropose]:
        """Its engagements, none filled, by key."""
        return {engagement.cle: engagement for engagement in self.engagements}

    @property
    def axes(self) -> dict[int, int]:
        """The axis of each engagement number."""
        return {engagement.numero: engagement.axe for engagement in self.engagements}

    @property
    def par_axe(self) -> dict[str, list[EngagementPropose]]:
        """Its engagements by axis, each axis named in words."""
        rangs: dict[str, list[EngagementPropose]] = {}
        for engagement in sorted(self.engagements, key=lambda e: (e.axe, e.numero)):
            rangs.setdefault(f"Axe {engagement.axe} – {engagement.titre_axe}", []).append(engagement)
        return rangs


def lire_edition(referentiel: Referentiel) -> EditionDuDossier:
    """Return an edition as a dossier reads it. Two queries."""
    lus = Engagement.objects.sources().filter(referentiel=referentiel).select_related("axe").order_by("numero")

    engagements, exemples = [], {}
    for lu in lus:
        engagements.append(EngagementPropose(lu.cle, lu.numero, lu.intitule, lu.axe.numero, lu.axe.titre))
        exemples[lu.cle] = tuple(bloc.value["nom"] for bloc in lu.exemples_indicateurs)

    return EditionDuDossier(
        code=referentiel.code,
        titre=referentiel.titre,
        regles=referentiel.regles,
        engagements=tuple(engagements),
        exemples=exemples,
        catalogue=catalogue_de(exemples),
    )
