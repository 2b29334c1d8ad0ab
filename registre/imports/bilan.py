"""What an import did, or would do."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _


@dataclass
class Bilan:
    """Names of what was added and changed, and how many were already as the file says."""

    ajouts: list[str] = field(default_factory=list)
    changements: list[str] = field(default_factory=list)
    inchanges: int = 0

    def phrases(self) -> list[str]:
        """Return the account, in French."""
        lignes = [_("Ajout : %(nom)s") % {"nom": nom} for nom in self.ajouts] + [
            _("Modification : %(nom)s") % {"nom": nom} for nom in self.changements
        ]
        total = _("%(nombre)s ajout(s), %(nombre_2)s modification(s), %(inchanges)s inchangé(s).") % {
            "nombre": len(self.ajouts),
            "nombre_2": len(self.changements),
            "inchanges": self.inchanges,
        }
        return [*lignes, total]
