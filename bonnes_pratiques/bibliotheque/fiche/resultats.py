"""Figures before and after, drawn and said: two bars on one scale, the same numbers as text."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from bonnes_pratiques.models import Resultat
from registre.models import Cooperative, Indicateur
from registre.models.indicateur import Visibilite
from socle.liste.nombres import valeur_en_chiffres


@dataclass(frozen=True)
class ResultatLu:
    """A result as the sheet shows it. Widths are shares of the larger figure, "49.4%", empty for negative figures.

    `indicateur` is the public indicator of the register that the figure is.
    """

    libelle: str
    avant: str
    apres: str
    unite: str
    releve_le: datetime.date
    methode: str
    largeur_avant: str
    largeur_apres: str
    indicateur: Indicateur | None
    cooperative: Cooperative | None


def lire_resultats(resultats: Iterable[Resultat]) -> list[ResultatLu]:
    """Return these results as shown, in their order."""
    return [lire_resultat(resultat) for resultat in resultats]


def lire_resultat(resultat: Resultat) -> ResultatLu:
    """Return one result. A private indicator leaves no trace."""
    indicateur = resultat.indicateur
    public = indicateur if indicateur and indicateur.visibilite == Visibilite.PUBLIQUE else None
    plus_grand = max(resultat.avant, resultat.apres)
    dessinable = plus_grand > 0 and min(resultat.avant, resultat.apres) >= 0

    return ResultatLu(
        libelle=resultat.libelle,
        avant=valeur_en_chiffres(resultat.avant),
        apres=valeur_en_chiffres(resultat.apres),
        unite=resultat.unite,
        releve_le=resultat.releve_le,
        methode=resultat.methode,
        largeur_avant=_largeur(resultat.avant, plus_grand) if dessinable else "",
        largeur_apres=_largeur(resultat.apres, plus_grand) if dessinable else "",
        indicateur=public,
        cooperative=public.engagement_pris.candidature.cooperative if public else None,
    )


def _largeur(valeur: Decimal, plus_grand: Decimal) -> str:
    return f"{float(100 * valeur / plus_grand):.1f}%"
