"""What the public reads of a filing, once its candidature shows: its public indicators. Pure."""

import datetime
from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import gettext as _

from registre.journal.charges import EngagementDepose, IndicateurDepose
from registre.models.indicateur import Visibilite
from socle.liste.nombres import valeur_en_chiffres
from socle.templatetags.typographie import en_toutes_lettres

PUBLICS = {"visibilite": Visibilite.PUBLIQUE}  # the same, asked of rows


def est_public(indicateur: IndicateurDepose) -> bool:
    """Whether anyone may read its figures."""
    return indicateur.visibilite == Visibilite.PUBLIQUE


def indicateurs_publics(engagements: Iterable[EngagementDepose]) -> list[tuple[str, IndicateurDepose]]:
    """Return the public indicators, each with the key of its engagement, less what is never published of them."""
    return [
        (engagement.cle, indicateur.model_copy(update={"nature": "", "actions": ()}))
        for engagement in engagements
        for indicateur in engagement.indicateurs
        if est_public(indicateur)
    ]


def en_mots(indicateur: IndicateurDepose) -> str:
    """Return an indicator in words: its name, where it starts, where it aims."""
    depart = valeur_en_mots(indicateur.valeur_depart, indicateur.unite, indicateur.depart_le)
    cible = valeur_en_mots(indicateur.cible, indicateur.unite, indicateur.cible_le)
    dits = [_("« %(nom)s »") % {"nom": indicateur.nom}]
    if depart:
        dits.append(_("départ %(valeur)s") % {"valeur": depart})
    if cible:
        dits.append(_("cible %(valeur)s") % {"valeur": cible})
    return ", ".join(dits)


def valeur_en_mots(valeur: Decimal | None, unite: str, le: datetime.date | None) -> str:
    """Return a dated value in words, "12,5 % (1er mars 2026)"; empty for none."""
    if valeur is None or le is None:
        return ""
    return f"{valeur_en_chiffres(valeur)} {unite}".rstrip() + f" ({en_toutes_lettres(le)})"
