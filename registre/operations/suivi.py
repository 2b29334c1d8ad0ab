"""What is held along the way: progress points, the visit, the mid-term point, and the values read there."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from raison_detre.regles import Regles
from registre.ecriture import Flux, OperationRefusee
from registre.ecriture.rangees.points import places_des_indicateurs
from registre.etats import Etat, NaturePoint, Operation
from registre.journal.charges import Point, ReleveDePoint
from registre.journal.histoire import Dossier, PointTenu
from registre.models import Indicateur, PointEtape, Releve
from registre.models.indicateur import Preuve
from registre.operations.ecriture import dossier_ouvert, exiger_date, exiger_dossier
from socle.models import User


@dataclass(frozen=True)
class ReleveConsigne:
    """A value of one of the candidature's indicators, in its unit, read on the day of the point."""

    indicateur_id: int
    valeur: Decimal
    source: str = ""
    preuve: str = Preuve.DECLAREE


def consigner_point_etape(  # noqa: PLR0913 - which point, what was read there, and the three of every operation
    candidature_id: int,
    *,
    mois: int,
    par: User | None,
    le: datetime.date,
    motif: str = "",
    releves: Sequence[ReleveConsigne] = (),
) -> PointEtape:
    """Record the progress point of `mois` months after admissibility, or the mid-term point of the label.

    A point held before the candidature was decided may be recorded after, with the day on which it was held.
    `motif` is its report, `releves` the values read that day. Raises `OperationRefusee` when the edition has no such
    point, when it is already recorded, or when a value cannot be kept; nothing is then written.
    """
    with dossier_ouvert(candidature_id) as (flux, dossier):
        lus = releves_de_point(candidature_id, dossier.points, releves, le)
        rang = consigner_point_au(flux, dossier.rang, mois, par=par, le=le, motif=motif, releves=lus)

    return PointEtape.objects.select_related("candidature").get(candidature=candidature_id, rang=rang)


def consigner_visite(
    candidature_id: int,
    *,
    par: User | None,
    le: datetime.date,
    motif: str = "",
    releves: Sequence[ReleveConsigne] = (),
) -> PointEtape:
    """Record the visit that prepares the grant: `motif` is its report, `releves` what was seen on site that day.

    Raises `OperationRefusee`.
    """
    with dossier_ouvert(candidature_id) as (flux, dossier):
        lus = releves_de_point(candidature_id, dossier.points, releves, le)
        rang = consigner_visite_au(flux, dossier.rang, par=par, le=le, motif=motif, releves=lus)

    return PointEtape.objects.select_related("candidature").get(candidature=candidature_id, rang=rang)


def consigner_point_au(  # noqa: PLR0913
    flux: Flux,
    rang: int,
    mois: int,
    *,
    par: User | None,
    le: datetime.date,
    motif: str = "",
    releves: Sequence[ReleveDePoint] = (),
) -> int:
    """Record a progress point or a mid-term point in an open journal; return its rank. Raises `OperationRefusee`."""
    dossier = exiger_dossier(flux, rang)
    regles = Regles(**dossier.depot.regles)

    if dossier.etat == Etat.LABELLISEE and mois == regles.point_mi_parcours_mois:
        nature = NaturePoint.MI_PARCOURS
    elif mois in regles.points_etape_mois:
        nature = NaturePoint.POINT_ETAPE
    else:
        raise OperationRefusee(_("L'édition ne prévoit pas de point à %(mois)s mois.") % {"mois": mois})

    charge = Point(dossier=rang, nature=nature, mois=mois, releves=tuple(releves))

    return _consigner(flux, dossier, Operation.CONSIGNER_POINT_ETAPE, charge, par=par, le=le, motif=motif)


def consigner_visite_au(  # noqa: PLR0913
    flux: Flux,
    rang: int,
    *,
    par: User | None,
    le: datetime.date,
    motif: str = "",
    releves: Sequence[ReleveDePoint] = (),
) -> int:
    """Record the visit in an open journal; return its rank. Raises `OperationRefusee`."""
    dossier = exiger_dossier(flux, rang)
    mois = Regles(**dossier.depot.regles).delai_mise_en_oeuvre_mois
    charge = Point(dossier=rang, nature=NaturePoint.VISITE, mois=mois, releves=tuple(releves))

    return _consigner(flux, dossier, Operation.CONSIGNER_VISITE, charge, par=par, le=le, motif=motif)


def _consigner(  # noqa: PLR0913
    flux: Flux,
    dossier: Dossier,
    operation: Operation,
    charge: Point,
    *,
    par: User | None,
    le: datetime.date,
    motif: str,
) -> int:
    depuis = dossier.labellisee_le if charge.nature == NaturePoint.MI_PARCOURS else dossier.admissible_le
    if depuis is None:
        raise OperationRefusee(
            _("Cette candidature est %(etat)s : ce point ne peut y être consigné.") % {"etat": dossier.etat.label}
        )

    exiger_date(le, depuis=depuis, quoi=_("la décision qui l'ouvre"))

    return flux.consigner(operation, charge, par=par, le=le, motif=motif).rang


def releves_de_point(
    candidature_id: int, points: Iterable[PointTenu], releves: Sequence[ReleveConsigne], le: datetime.date
) -> list[ReleveDePoint]:
    """Return the values, checked, each known by its engagement and its place in it; `points` are those held already.

    Raises `OperationRefusee` naming the indicator that refuses its value.
    """
    if not releves:
        return []

    indicateurs = {i.pk: i for i in Indicateur.objects.filter(engagement_pris__candidature=candidature_id)}
    place_de = {pk: (cle, rang) for (_c, cle, rang), pk in places_des_indicateurs([candidature_id]).items()}
    du_jour = [point for point in points if point.tenu_le == le]
    deja = {(releve.engagement, releve.indicateur) for point in du_jour for releve in point.releves}

    lus: list[ReleveDePoint] = []
    for consigne in releves:
        indicateur = indicateurs.get(consigne.indicateur_id)
        if indicateur is None:
            raise OperationRefusee(_("Cet indicateur n'est pas de cette candidature."))
        cle, rang = place_de[indicateur.pk]
        if (cle, rang) in deja:
            message = _("« %(indicateur)s » a déjà un relevé le %(le)s.")
            raise OperationRefusee(message % {"indicateur": indicateur, "le": f"{le:%d/%m/%Y}"})
        deja.add((cle, rang))
        _exiger_valeur(indicateur, consigne, le)
        valeur, source, preuve = consigne.valeur, consigne.source, str(consigne.preuve)
        lus.append(ReleveDePoint(engagement=cle, indicateur=rang, valeur=valeur, source=source, preuve=preuve))

    return lus


def _exiger_valeur(indicateur: Indicateur, consigne: ReleveConsigne, le: datetime.date) -> None:
    """Refuse a value that its column cannot keep. Raises `OperationRefusee` naming its indicator."""
    releve = Releve(
        indicateur=indicateur, valeur=consigne.valeur, releve_le=le, source=consigne.source, preuve=consigne.preuve
    )
    try:
        releve.clean_fields(exclude=["indicateur", "point"])
    except ValidationError as erreur:
        raise OperationRefusee(*(f"{indicateur} : {message}" for message in erreur.messages)) from erreur
