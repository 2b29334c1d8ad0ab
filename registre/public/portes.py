"""The engagements a coop bears, by axis, each with its public indicators. A private one leaves no trace here."""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Prefetch
from django.utils.formats import number_format

from raison_detre.models import Axe
from registre.models import Candidature, EngagementPris, Indicateur, Label, Releve
from registre.models.indicateur import Visibilite


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


def engagements_portes(candidature: Candidature, label: Label | None, au: datetime.date) -> list[AxePorte]:
    """Return the engagements of a candidature by axis, as `label` granted them when there is one. Four queries."""
    octroyes = {o.engagement_id: o for o in label.engagements_octroyes.all()} if label else {}
    par_axe: dict[Axe, list[EngagementPorte]] = {}
    for pris in _pris(candidature, au):
        source = octroyes.get(pris.engagement_id, pris.engagement)
        if label is None or pris.engagement_id in octroyes:
            lus = tuple(_lire(indicateur) for indicateur in pris.indicateurs.all())
            porte = EngagementPorte(source.numero, source.intitule, lus)
            par_axe.setdefault(pris.engagement.axe, []).append(porte)
    return [
        AxePorte(axe, tuple(sorted(portes, key=lambda porte: porte.numero)))
        for axe, portes in sorted(par_axe.items(), key=lambda paire: paire[0].numero)
    ]


def _pris(candidature: Candidature, au: datetime.date) -> list[EngagementPris]:
    """The engagements of a candidature, their public indicators and the values observed by `au`, latest first."""
    releves = Releve.objects.filter(releve_le__lte=au).order_by("-releve_le")
    publics = Indicateur.objects.filter(visibilite=Visibilite.PUBLIQUE).order_by("pk")
    pris = candidature.engagements_pris.select_related("engagement__axe").order_by("engagement__numero")
    return list(pris.prefetch_related(Prefetch("indicateurs", publics), Prefetch("indicateurs__releves", releves)))


def _lire(indicateur: Indicateur) -> IndicateurLu:
    releve = next(iter(indicateur.releves.all()), None)
    return IndicateurLu(
        nom=indicateur.nom,
        unite=indicateur.unite,
        sens=indicateur.get_sens_display(),
        depart=_mesure(indicateur.valeur_depart, indicateur.depart_le),
        dernier=_mesure(releve.valeur, releve.releve_le) if releve else None,
        preuve=releve.get_preuve_display() if releve else "",
        cible=_mesure(indicateur.cible, indicateur.cible_le),
        part=_part(indicateur.valeur_depart, releve.valeur if releve else None, indicateur.cible),
    )


def _mesure(valeur: Decimal | None, le: datetime.date | None) -> Mesure | None:
    return Mesure(en_chiffres(valeur), le) if valeur is not None and le is not None else None


def en_chiffres(valeur: Decimal) -> str:
    """Return a value without useless decimals, in the reader's language: "1 250,5"."""
    entiere = valeur == valeur.to_integral_value()
    return number_format(valeur.to_integral_value() if entiere else valeur.normalize(), force_grouping=True)


def _part(depart: Decimal | None, dernier: Decimal | None, cible: Decimal | None) -> str:
    """How far the latest value is on the way from the start to the target, kept within it; none when they are equal."""
    if depart is None or cible is None or depart == cible:
        return ""
    chemin = (dernier - depart) / (cible - depart) if dernier is not None else Decimal(0)
    return f"{100 * min(Decimal(1), max(Decimal(0), chemin)):.1f}%"
