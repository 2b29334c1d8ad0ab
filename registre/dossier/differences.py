"""What changed between two versions of a dossier, in the words a person reads. PURE."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from registre.dossier.contenu import ContenuDeDossier, IndicateurSaisi
from registre.dossier.renouvellement.precedent import ResultatDIndicateur


@dataclass(frozen=True)
class ChangementDeVersion:
    """Something that reads otherwise: what, as it was, as it is. Empty: it was not there, or is no longer."""

    quoi: str
    avant: str
    apres: str


def differences(avant: ContenuDeDossier, apres: ContenuDeDossier) -> list[ChangementDeVersion]:
    """Return what reads otherwise, in the order of the later version, then what it no longer has."""
    ancien, nouveau = dict(_a_plat(avant)), dict(_a_plat(apres))
    return [
        ChangementDeVersion(quoi, ancien.get(quoi, ""), nouveau.get(quoi, ""))
        for quoi in dict.fromkeys([*nouveau, *ancien])
        if ancien.get(quoi, "") != nouveau.get(quoi, "")
    ]


def _a_plat(contenu: ContenuDeDossier) -> Iterator[tuple[str, str]]:
    """Yield everything a dossier says, each under a name that two versions share."""
    for engagement in contenu.engagements:
        titre = f"{engagement.numero}. {engagement.intitule}"
        yield titre, "choisi"
        yield f"{titre} – pourquoi", engagement.pourquoi
        for rang, indicateur in enumerate(engagement.indicateurs, start=1):
            yield f"{titre} – indicateur {rang}", _en_lignes(indicateur, contenu.ancien(indicateur))

    for ancien in contenu.precedent.engagements if contenu.precedent else ():
        resultats = "\n".join(_resultat(indicateur) for indicateur in ancien.indicateurs)
        yield f"{ancien.numero}. {ancien.intitule} – cycle précédent", resultats

    yield "Information et consultation des salariés", contenu.salaries
    yield "Information et consultation des coopérateurs", contenu.cooperateurs
    yield "Objectifs", contenu.objectifs
    yield "Lettre d’engagement", contenu.lettre
    yield "Signature de la lettre", contenu.signataire

    for piece in contenu.pieces:
        yield f"Fichier « {piece.libelle or piece.nom} »", f"{piece.nom}, SHA-256 {piece.empreinte}"


def _resultat(ancien: ResultatDIndicateur) -> str:
    dernier = _valeur(ancien.dernier, ancien.unite, ancien.dernier_le) if ancien.dernier is not None else "aucun relevé"
    return f"{ancien.nom} : {dernier}"


def _en_lignes(indicateur: IndicateurSaisi, ancien: ResultatDIndicateur | None) -> str:
    lignes = [
        indicateur.nom,
        f"Valeur actuelle : {_valeur(indicateur.valeur, indicateur.unite, indicateur.depart_le)}",
        f"Cible : {_valeur(indicateur.cible, indicateur.unite, indicateur.cible_le)}",
        *(f"{action.prevue_le:%d/%m/%Y} {action.intitule}" for action in indicateur.actions),
    ]
    if ancien is not None:
        lignes.append(f"La suite de : {ancien.nom}")
    if indicateur.catalogue:
        lignes.append(f"Du catalogue de la Fédération : {indicateur.definition or indicateur.catalogue}")
    if indicateur.visibilite != "publique":
        lignes.append("Valeurs réservées à la Fédération et au comité")
    return "\n".join(lignes)


def _valeur(valeur: Decimal | None, unite: str, le: datetime.date | None) -> str:
    if valeur is None or le is None:
        return "à dire"
    return f"{valeur.normalize():f} {unite}".replace(".", ",").rstrip() + f" ({le:%d/%m/%Y})"
