"""The editions that candidatures are filed under, read once a lot."""

from dataclasses import dataclass, field

from raison_detre.models import Engagement, Referentiel


@dataclass
class Editions:
    """French rows of editions and engagements, by code and key."""

    referentiels: dict[str, Referentiel] = field(default_factory=dict)
    par_cle: dict[str, dict[str, Engagement]] = field(default_factory=dict)

    def referentiel(self, code: str) -> Referentiel:
        """Return an edition. Raises `Referentiel.DoesNotExist`."""
        if code not in self.referentiels:
            self.referentiels[code] = Referentiel.objects.sources().get(code=code)
        return self.referentiels[code]

    def engagements(self, code: str) -> dict[str, Engagement]:
        """Return the engagements of an edition by key, each with its axis."""
        if code not in self.par_cle:
            lus = Engagement.objects.sources().filter(referentiel__code=code).select_related("axe")
            self.par_cle[code] = {engagement.cle: engagement for engagement in lus}
        return self.par_cle[code]
