"""The steps of a renewal as they begin: what the cycle before says, written as if it had been typed.

Nothing is decided by it: each step stays as open as an empty one. What cannot still be true is left to be said: a value
that nobody read since the start, a target's day that has passed, actions of the past; and what is asked anew of each
cycle, the consultation and the letter.
"""

import datetime
from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal

from registre.dossier.contenu import de_json
from registre.dossier.edition import lire_edition
from registre.dossier.etapes import ENGAGEMENTS, etape_d_engagement
from registre.dossier.formulaires.engagement import INDICATEURS
from registre.dossier.models import DossierDeCandidature, Version
from registre.dossier.renouvellement.ouverture import suivi_par
from registre.dossier.renouvellement.precedent import CyclePrecedent, ResultatDIndicateur, cycle_precedent
from registre.journal.charges import Depot, EngagementDepose, IndicateurDepose
from registre.plan_d_action import plan_en_lignes
from socle.formulaires.nombres import ecrire_nombre
from socle.formulaires.saisie import Saisie


def reprises(dossier: DossierDeCandidature, au: datetime.date) -> list[tuple[str, Saisie]]:
    """Return the steps that a dossier begins with on `au`, none for a first candidature."""
    suivi = suivi_par(dossier)
    if suivi is None:
        return []

    label, derriere = suivi
    precedent, edition = cycle_precedent(label, derriere), lire_edition(dossier.edition)
    offerts = {propose.cle for siens in edition.catalogue.values() for propose in siens}
    pris = _pris_du_catalogue(dossier, derriere.rang, precedent)
    catalogue = {cle: propose for cle, propose in pris.items() if propose in offerts}
    return [*etapes_reprises(precedent, derriere.depot, connus=edition.par_cle, catalogue=catalogue, au=au)]


def etapes_reprises(
    precedent: CyclePrecedent,
    depot: Depot,
    *,
    connus: Collection[str],
    catalogue: Mapping[str, str],
    au: datetime.date,
) -> Iterator[tuple[str, Saisie]]:
    """Yield the steps to begin with, by name: the choice, then each engagement that the edition still has.

    `depot` is the filing behind `precedent`; `connus` the keys of the edition's engagements; `catalogue` gives what an
    indicator of the cycle before was taken from, by its key. On `au`, what is dated before it is past.
    """
    choisis = [e for e in depot.engagements if e.cle in connus and any(e.cle == a.cle for a in precedent.engagements)]
    yield ENGAGEMENTS, Saisie({"engagements": [engagement.cle for engagement in choisis]})
    for engagement in choisis:
        anciens = precedent.indicateurs_de(engagement.cle)
        yield etape_d_engagement(engagement.cle), _etape(engagement, anciens, catalogue, au)


def _pris_du_catalogue(dossier: DossierDeCandidature, rang: int, precedent: CyclePrecedent) -> dict[str, str]:
    """What each indicator of the cycle before was taken from, as its last version says: the journal does not know."""
    versions = Version.objects.filter(cooperative=dossier.cooperative_id, dossier__rang=rang)
    derniere = versions.order_by("-numero").first()
    if derniere is None:
        return {}

    pris = {}
    for engagement in de_json(derniere.contenu).engagements:
        anciens = precedent.indicateurs_de(engagement.cle)
        for ancien, saisi in zip(anciens, engagement.indicateurs, strict=False):
            if ancien.nom == saisi.nom:  # a correction may have changed the list since
                pris[ancien.cle] = saisi.catalogue
    return pris


def _etape(
    engagement: EngagementDepose,
    anciens: tuple[ResultatDIndicateur, ...],
    catalogue: Mapping[str, str],
    au: datetime.date,
) -> Saisie:
    donnees = {"pourquoi": [engagement.illustration], f"{INDICATEURS}-nombre": [str(max(len(anciens), 1))]}
    for rang, (ancien, depose) in enumerate(zip(anciens, engagement.indicateurs, strict=True)):
        for nom, valeur in _ligne(ancien, depose, au).items():
            donnees[f"{INDICATEURS}-{rang}-{nom}"] = [valeur]
        donnees[f"{INDICATEURS}-{rang}-catalogue"] = [catalogue.get(ancien.cle, "")]
    return Saisie(donnees)


def _ligne(ancien: ResultatDIndicateur, depose: IndicateurDepose, au: datetime.date) -> dict[str, str]:
    """The row of an indicator: the last value read is where the new cycle starts."""
    a_venir = ancien.cible_le is not None and ancien.cible_le > au
    return {
        "suite": ancien.cle,
        "nom": ancien.nom,
        "unite": ancien.unite,
        "nature": depose.nature,
        "visibilite": depose.visibilite,
        "valeur": _nombre(ancien.dernier),
        "depart_le": _jour(ancien.dernier_le),
        "cible": _nombre(ancien.cible),
        "cible_le": _jour(ancien.cible_le if a_venir else None),
        "actions": plan_en_lignes(action for action in depose.actions if action.prevue_le > au),
    }


def _nombre(valeur: Decimal | None) -> str:
    return "" if valeur is None else ecrire_nombre(valeur)


def _jour(le: datetime.date | None) -> str:
    return f"{le:%d/%m/%Y}" if le else ""
