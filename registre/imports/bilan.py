"""What an import did, or would do."""

from dataclasses import dataclass, field


@dataclass
class Bilan:
    """Names of what was added and changed, and how many were already as the file says."""

    ajouts: list[str] = field(default_factory=list)
    changements: list[str] = field(default_factory=list)
    inchanges: int = 0

    def phrases(self) -> list[str]:
        """Return the account, in French."""
        lignes = [f"Ajout : {nom}" for nom in self.ajouts] + [f"Modification : {nom}" for nom in self.changements]
        total = f"{len(self.ajouts)} ajout(s), {len(self.changements)} modification(s), {self.inchanges} inchangé(s)."
        return [*lignes, total]
