"""What every piece of a kit says: the facts of the day, read once, in the words of the active language."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils import translation
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from raison_detre.models import Axe
from registre.adresses import adresse_absolue
from registre.models import EngagementOctroye
from registre.promotion.kit.situation import SituationDuKit
from socle.dessins.qr import qr
from socle.formats.identite import FEDERATION

AMPLEURS = ((45, "court"), (110, "long"))  # characters


@dataclass(frozen=True)
class AxeTenu:
    """An axis and the engagements of a label under it, as granted."""

    axe: Axe
    engagements: Sequence[EngagementOctroye]


@dataclass(frozen=True)
class FaitsDuKit:
    """A coop's facts for its pieces. `adresse` is the permanent page that says the state of any day."""

    situation: SituationDuKit
    langue: str
    axes: Sequence[AxeTenu]
    adresse: str
    edition: str
    federation: str = FEDERATION

    @property
    def adresse_dite(self) -> str:
        """The address as people type it."""
        return self.adresse.partition("://")[2].rstrip("/")

    @property
    def ampleur(self) -> str:
        """How a sheet sets the name, so that it holds without all the rest being set smaller."""
        return next((ampleur for au_plus, ampleur in AMPLEURS if len(self.situation.nom) <= au_plus), "tres-long")

    @property
    def nombre(self) -> int:
        """How many engagements the label bears."""
        return sum(len(tenu.engagements) for tenu in self.axes)

    @property
    def qr(self) -> SafeString:
        """The address as a drawing that a telephone reads."""
        return qr(
            self.adresse, _("Code à lire avec un téléphone : il mène à la page du registre, qui dit l’état du jour")
        )


def faits_de(situation: SituationDuKit) -> FaitsDuKit:
    """Return the facts of a coop in the active language. Two queries."""
    lu = situation.lu
    suite = f"labels/{lu.numero}" if lu else situation.cooperative.slug
    edition = lu.label.candidature.referentiel.code if lu else ""
    langue = translation.get_language() or settings.LANGUAGE_CODE
    return FaitsDuKit(situation, langue, _axes(situation), adresse_absolue(suite), edition)


def _axes(situation: SituationDuKit) -> list[AxeTenu]:
    """The engagements of the label by axis, in order of number; none without a label."""
    par_axe: dict[Axe, list[EngagementOctroye]] = {}
    if situation.lu:
        octroyes = EngagementOctroye.objects.filter(label=situation.lu.label).select_related("engagement__axe")
        for octroye in octroyes.order_by("numero"):
            par_axe.setdefault(octroye.engagement.axe, []).append(octroye)
    return [AxeTenu(axe, tenus) for axe, tenus in sorted(par_axe.items(), key=lambda paire: paire[0].numero)]
