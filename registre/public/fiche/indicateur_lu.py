"""An indicator as a coop's page tells it: from where, each value read and how sure it is, to where, on one scale."""

import datetime
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from registre.models.indicateur import Preuve, Sens
from registre.public.connaissance.faits_lus import IndicateurSuivi, MesureLue
from registre.public.fiche.echelle import Echelle, echelle
from socle.liste.nombres import valeur_en_chiffres

INSECABLE = "\u00a0"


@dataclass(frozen=True)
class Mesure:
    """A value, alone for a drawing and with its unit for a sentence, its day, how sure it is, where it comes from."""

    nombre: str
    valeur: str
    le: datetime.date
    preuve: str
    source: str


@dataclass(frozen=True)
class IndicateurLu:
    """An indicator on a day. `arrivee` says that the target is reached or passed, empty otherwise."""

    nom: str
    unite: str
    sens: str
    depart: Mesure | None
    releves: tuple[Mesure, ...]
    cible: Mesure | None
    arrivee: str
    echelle: Echelle | None

    @property
    def dernier(self) -> Mesure | None:
        """The value read last, None before any."""
        return self.releves[-1] if self.releves else None


def lire_indicateur(suivi: IndicateurSuivi) -> IndicateurLu:
    """Return what the page shows of an indicator."""

    def mesure(lue: MesureLue | None) -> Mesure | None:
        return _mesure(lue, suivi.unite) if lue else None

    return IndicateurLu(
        nom=suivi.nom,
        unite=suivi.unite,
        sens=str(Sens(suivi.sens).label),
        depart=mesure(suivi.depart),
        releves=tuple(_mesure(lue, suivi.unite) for lue in suivi.releves),
        cible=mesure(suivi.cible),
        arrivee=_arrivee(suivi),
        echelle=echelle(
            suivi.depart.valeur if suivi.depart else None,
            (lue.valeur for lue in suivi.releves),
            suivi.cible.valeur if suivi.cible else None,
        ),
    )


def _mesure(lue: MesureLue, unite: str) -> Mesure:
    nombre = valeur_en_chiffres(lue.valeur)
    preuve = str(Preuve(lue.preuve).label) if lue.preuve else ""
    return Mesure(nombre, avec_unite(nombre, unite), lue.le, preuve, lue.source)


def avec_unite(nombre: str, unite: str) -> str:
    """Return a number and its unit, never parted at the end of a line: "65 %", and "65%" in English."""
    colle = not unite or (unite.startswith("%") and get_language() != "fr")
    return f"{nombre}{unite}" if colle else f"{nombre}{INSECABLE}{unite}"


def _arrivee(suivi: IndicateurSuivi) -> str:
    """What the latest value makes of the target. Nothing when the target lies the other way from the start."""
    depart, dernier, cible = suivi.depart, suivi.dernier, suivi.cible
    if dernier is None or cible is None:
        return ""
    if dernier.valeur == cible.valeur:
        return _("niveau tenu") if suivi.sens == Sens.STABLE else _("cible atteinte")

    signe = {Sens.HAUSSE: 1, Sens.BAISSE: -1}.get(Sens(suivi.sens), 0)
    a_contresens = depart is not None and signe * (cible.valeur - depart.valeur) < 0
    depassee = signe * (dernier.valeur - cible.valeur) > 0
    return _("cible dépassée") if depassee and not a_contresens else ""
