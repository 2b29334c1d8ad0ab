"""The engagements a coop bears, by axis, each with its public indicators. A private one leaves no trace here."""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import number_format

from raison_detre.models import Axe
from registre.models.indicateur import Preuve, Sens
from registre.public.connaissance.faits_lus import DossierLu, EngagementLu, IndicateurSuivi, LabelLu, MesureLue


@dataclass(frozen=True)
class Mesure:
    """A value and its day."""

    valeur: str
    le: datetime.date


@dataclass(frozen=True)
class IndicateurLu:
    """An indicator on a day. `part` is the way done from start to target, "43.0%", empty when that means nothing."""

    nom: str
    unite: str
    sens: str
    depart: Mesure | None
    dernier: Mesure | None
    preuve: str
    cible: Mesure | None
    part: str


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
            lus = tuple(_lire(indicateur) for indicateur in suivi.indicateurs)
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


def _lire(indicateur: IndicateurSuivi) -> IndicateurLu:
    dernier = indicateur.dernier
    return IndicateurLu(
        nom=indicateur.nom,
        unite=indicateur.unite,
        sens=str(Sens(indicateur.sens).label),
        depart=_mesure(indicateur.depart),
        dernier=_mesure(dernier),
        preuve=str(Preuve(dernier.preuve).label) if dernier else "",
        cible=_mesure(indicateur.cible),
        part=_part(indicateur.depart, dernier, indicateur.cible),
    )


def _mesure(lue: MesureLue | None) -> Mesure | None:
    return Mesure(en_chiffres(lue.valeur), lue.le) if lue else None


def en_chiffres(valeur: Decimal) -> str:
    """Return a value without useless decimals, in the reader's language: "1 250,5"."""
    entiere = valeur == valeur.to_integral_value()
    return number_format(valeur.to_integral_value() if entiere else valeur.normalize(), force_grouping=True)


def _part(depart: MesureLue | None, dernier: MesureLue | None, cible: MesureLue | None) -> str:
    """How far the latest value is on the way from the start to the target, kept within it; none when they are equal."""
    if depart is None or cible is None or depart.valeur == cible.valeur:
        return ""
    fait = (dernier.valeur - depart.valeur) / (cible.valeur - depart.valeur) if dernier else Decimal(0)
    return f"{100 * min(Decimal(1), max(Decimal(0), fait)):.1f}%"
