"""What a correction changes of a filing: why each engagement, and its indicators; the values read at points follow.

An indicator is known by its engagement and its place in it, so that taking one out moves those after it: the values
read of them move along, and one of which a value was read cannot be taken out.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from raison_detre.regles import Regles
from registre.composition import ChoixDEngagement, IndicateurPropose, manques
from registre.ecriture import Flux, OperationRefusee
from registre.journal.acte import Acte
from registre.journal.charges import Depot, EngagementDepose, IndicateurDepose, Point, ReleveDePoint
from registre.journal.histoire import Dossier, Histoire, PointTenu
from registre.journal.rejeu import en_vigueur
from registre.operations.instruction import engagement_depose

# Where each indicator goes, by its engagement and its place until now.
Places = Mapping[tuple[str, int], int]


@dataclass(frozen=True)
class IndicateurCorrige(IndicateurPropose):
    """An indicator as it should have been filed. `place` is the one it has in its engagement, None for one left out."""

    place: int | None = None


def depot_corrige(flux: Flux, vise: Acte, choix: Sequence[ChoixDEngagement]) -> tuple[Depot, Places]:
    """Return the filing with these choices, and where its indicators go. Raises `OperationRefusee`.

    `choix` names every engagement of the filing, no other: which ones were chosen was judged, and is published with
    the label. Its indicators are `IndicateurCorrige`, in order; a bare `IndicateurPropose` is added.
    """
    depot = vise.charge
    assert isinstance(depot, Depot)  # noqa: S101 - the caller knows
    de_l_edition = {e.numero: e for e in flux.lot.editions.engagements(depot.referentiel).values()}
    par_cle = {de_l_edition[choisi.numero].cle: choisi for choisi in choix if choisi.numero in de_l_edition}
    if sorted(par_cle) != sorted(e.cle for e in depot.engagements) or len(par_cle) != len(choix):
        raise OperationRefusee(
            _(
                "Les engagements choisis ne se corrigent pas : ils ont été jugés, et sont publiés avec le label. "
                "Annulez le dépôt, puis déposez à nouveau."
            )
        )

    places = {
        (cle, indicateur.place): rang
        for cle, choisi in par_cle.items()
        for rang, indicateur in enumerate(choisi.indicateurs)
        if isinstance(indicateur, IndicateurCorrige) and indicateur.place is not None
    }
    engagements = tuple(_tel_quel(e, engagement_depose(e.cle, par_cle[e.cle])) for e in depot.engagements)
    corrige = depot.model_copy(update={"engagements": engagements})

    _exiger_les_regles(corrige, choix, {numero: e.axe.numero for numero, e in de_l_edition.items()}, vise)

    return corrige, places


def _tel_quel(avant: EngagementDepose, apres: EngagementDepose) -> EngagementDepose:
    """Return the engagement as it should be; as it is written already when it says the same ("12.5" and "12.50")."""
    return avant if avant == apres else apres


def _exiger_les_regles(corrige: Depot, choix: Sequence[ChoixDEngagement], axes: Mapping[int, int], vise: Acte) -> None:
    """Refuse a correction after which the filing would miss what its edition asks, and did not before."""
    avant = {e.cle: len(e.indicateurs) for e in vise.charge.engagements}  # type: ignore[attr-defined]
    moindres = {e.cle for e in corrige.engagements if len(e.indicateurs) < avant[e.cle]}
    if moindres and (fautes := manques(Regles(**corrige.regles), choix, axes)):
        raise OperationRefusee(*fautes)


def releves_deplaces(flux: Flux, vise: Acte, places: Places) -> Iterator[tuple[Acte, Point]]:
    """Yield the points whose values change place with their indicators, as they become.

    Raises `OperationRefusee` naming an indicator taken out of which a value was read.
    """
    dossier = flux.histoire.dossier(vise.rang)
    assert dossier is not None  # noqa: S101 - the filing is in force
    _exiger_leurs_indicateurs(dossier, places)

    for acte in en_vigueur(flux.actes):
        if isinstance(acte.charge, Point) and acte.charge.dossier == dossier.rang:
            releves = tuple(_deplace(releve, places) for releve in acte.charge.releves)
            if releves != acte.charge.releves:
                yield acte, acte.charge.model_copy(update={"releves": releves})


def _deplace(releve: ReleveDePoint, places: Places) -> ReleveDePoint:
    return releve.model_copy(update={"indicateur": places[releve.engagement, releve.indicateur]})


def _exiger_leurs_indicateurs(dossier: Dossier, places: Places) -> None:
    fautes = [
        _("« %(indicateur)s » a une valeur relevée le %(le)s : il ne se retire pas. Corrigez d’abord ce point.")
        % {"indicateur": lu.nom, "le": f"{point.tenu_le:%d/%m/%Y}"}
        for point in dossier.points
        for cle, place, lu in _indicateurs_lus(dossier, point)
        if (cle, place) not in places
    ]
    if fautes:
        raise OperationRefusee(*fautes)


def _indicateurs_lus(dossier: Dossier, point: PointTenu) -> list[tuple[str, int, IndicateurDepose]]:
    """Return the indicators of which a point read a value, each with its engagement and its place."""
    par_cle = {e.cle: e.indicateurs for e in dossier.depot.engagements}
    return [(r.engagement, r.indicateur, par_cle[r.engagement][r.indicateur]) for r in point.releves]


def exiger_memes_indicateurs(avant: Histoire, apres: Histoire) -> None:
    """Refuse an annulment after which a value would be read of another indicator than the one it was read of.

    Whoever corrects a filing says which indicator is which; an annulment says nothing of it. Raises `OperationRefusee`.
    """
    for ancien in avant.dossiers:
        nouveau = apres.dossier(ancien.rang)
        if nouveau is None or nouveau.depot.engagements == ancien.depot.engagements:
            continue

        relus = {point.rang: _lus(nouveau, point) for point in nouveau.points}

        for point in ancien.points:
            if point.rang in relus and relus[point.rang] != _lus(ancien, point):
                raise OperationRefusee(
                    _("Les valeurs relevées le %(le)s seraient d’un autre indicateur : corrigez plutôt le dépôt.")
                    % {"le": f"{point.tenu_le:%d/%m/%Y}"}
                )


def _lus(dossier: Dossier, point: PointTenu) -> list[tuple[str, str, str]]:
    """Of which indicators a point read values: engagement, name, unit."""
    return sorted((cle, lu.nom, lu.unite) for cle, _place, lu in _indicateurs_lus(dossier, point))
