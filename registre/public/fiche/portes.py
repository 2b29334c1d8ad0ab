"""The engagements a coop bears, by axis, each with its public indicators. A private one leaves no trace here."""

from dataclasses import dataclass

from raison_detre.models import Axe
from registre.public.connaissance.faits_lus import DossierLu, EngagementLu, LabelLu
from registre.public.fiche.indicateur_lu import IndicateurLu, lire_indicateur


@dataclass(frozen=True)
class EngagementPorte:
    """An engagement, with its wording as granted when it was."""

    numero: int
    intitule: str
    indicateurs: tuple[IndicateurLu, ...]


@dataclass(frozen=True)
class AxePorte:
    """An axis and the engagements a coop bears in it."""

    axe: Axe
    engagements: tuple[EngagementPorte, ...]


def engagements_portes(dossier: DossierLu, label: LabelLu | None) -> list[AxePorte]:
    """Return the engagements of a candidature by axis, as `label` granted them when there is one."""
    octroyes = {octroye.cle: octroye for octroye in label.engagements} if label else {}

    par_axe: dict[Axe, list[EngagementPorte]] = {}
    for suivi in dossier.engagements:
        source = octroyes.get(suivi.engagement.cle, suivi.engagement)
        if label is None or suivi.engagement.cle in octroyes:
            lus = tuple(lire_indicateur(indicateur) for indicateur in suivi.indicateurs)
            par_axe.setdefault(source.axe, []).append(EngagementPorte(source.numero, source.intitule, lus))

    return [
        AxePorte(axe, tuple(sorted(portes, key=lambda porte: porte.numero)))
        for axe, portes in sorted(par_axe.items(), key=lambda paire: paire[0].numero)
    ]


def octroyes_par_axe(label: LabelLu) -> list[tuple[Axe, list[EngagementLu]]]:
    """Return the engagements of a label as granted, in order of number, under the axis each had in its edition."""
    par_axe: dict[Axe, list[EngagementLu]] = {}
    for octroye in label.engagements:
        par_axe.setdefault(octroye.axe, []).append(octroye)
    return sorted(par_axe.items(), key=lambda paire: paire[0].numero)
