"""What a line of a file changes of a coop already known: dated facts by their operations, the rest as it is edited."""

import datetime
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.utils.translation import gettext as _

from registre.droits import peut
from registre.ecriture import Flux, OperationRefusee
from registre.ecriture.lignes import accorder
from registre.etats import Operation
from registre.operations.correction import corriger_au
from registre.operations.identite import changer_au, quitter_au, revenir_au
from socle.models import User

CHANGEMENTS = {
    Operation.RENOMMER: ("nom", "nom_usuel", "sigle"),
    Operation.DEMENAGER: ("commune", "code_departement"),
    Operation.TRANSFORMER: ("forme_juridique",),
}
SANS_DATE = ("metiers", "logements_geres", "site_web")


def changer(flux: Flux, champs: Mapping[str, Any], depuis_le: datetime.date, *, par: User | None, motif: str) -> bool:
    """Make the coop what the line says from `depuis_le` on; tell whether anything changed. Raises `OperationRefusee`.

    Fields that are not there are left as they are. Its SIREN is the line's key: it does not change here.
    """
    avant = len(flux.actes)

    for operation, noms in CHANGEMENTS.items():
        _changer_l_identite(flux, operation, {n: champs[n] for n in noms if n in champs}, depuis_le, par, motif)

    _changer_l_adhesion(flux, champs, par=par, motif=motif)
    sans_date = accorder(flux.cooperative, {nom: champs[nom] for nom in SANS_DATE if nom in champs})
    if sans_date:
        flux.cooperative.save()
    return sans_date or len(flux.actes) > avant


def _changer_l_identite(  # noqa: PLR0913, PLR0917
    flux: Flux, operation: Operation, voulus: dict[str, str], le: datetime.date, par: User | None, motif: str
) -> None:
    identite = flux.histoire.identite(le)
    if all(getattr(identite, nom) == valeur for nom, valeur in voulus.items()):
        return
    complets = {nom: voulus.get(nom, getattr(identite, nom)) for nom in CHANGEMENTS[operation]}
    with _colonne("depuis_le"):
        changer_au(flux, operation, complets, par=par, le=le, motif=motif)


def _changer_l_adhesion(flux: Flux, champs: Mapping[str, Any], *, par: User | None, motif: str) -> None:
    """Leave, come back, or correct the membership that the inscription gave. Raises `OperationRefusee`."""
    depuis, jusqu_au = flux.histoire.adhesion
    voulu_depuis = champs.get("membre_depuis") or depuis
    voulu_jusqu_au = champs.get("membre_jusqu_au", jusqu_au)
    if (voulu_depuis, voulu_jusqu_au) == (depuis, jusqu_au):
        return
    if flux.histoire.absorbee is not None:
        raise OperationRefusee(_("Cette coopérative a été absorbée : plus rien n'y est décidé."), champ="siren")

    if jusqu_au is not None and voulu_depuis is not None and voulu_depuis > jusqu_au:
        with _colonne("membre_depuis"):
            revenir_au(flux, par=par, le=voulu_depuis, motif=motif)
        depuis, jusqu_au = voulu_depuis, None
    if voulu_depuis == depuis and jusqu_au is None and voulu_jusqu_au is not None:
        with _colonne("membre_jusqu_au"):
            quitter_au(flux, par=par, le=voulu_jusqu_au, motif=motif)
    elif (voulu_depuis, voulu_jusqu_au) != (depuis, jusqu_au):
        champ = "membre_depuis" if voulu_depuis != depuis else "membre_jusqu_au"
        _corriger_l_inscription(flux, champ, voulu_depuis, voulu_jusqu_au, par=par, motif=motif)


def _corriger_l_inscription(  # noqa: PLR0913
    flux: Flux,
    champ: str,
    depuis: datetime.date | None,
    jusqu_au: datetime.date | None,
    *,
    par: User | None,
    motif: str,
) -> None:
    """Put right the membership entered first, for whoever may. One that was journaled since is put right there.

    A command has nobody to ask: `par` is None.
    """
    if par is not None and not peut(par, Operation.CORRIGER):
        mots = _("cela corrige ce qui est déjà consigné : seule l'administration le peut.")
        raise OperationRefusee(mots, champ=champ)
    if flux.histoire.adhesions:
        raise OperationRefusee(_("le registre dit autre chose : corrigez par une opération."), champ=champ)

    with _colonne(champ):
        adhesion = {"membre_depuis": depuis, "membre_jusqu_au": jusqu_au}
        corriger_au(flux, flux.actes[0].rang, par=par, motif=motif, champs=adhesion)


@contextmanager
def _colonne(nom: str) -> Iterator[None]:
    """Name the column of what is refused within, when the operation names none or the day, which this column gives."""
    try:
        yield
    except OperationRefusee as refus:
        champ = refus.champ if refus.champ not in {"", "le"} else nom
        raise OperationRefusee(*refus.messages, champ=champ) from refus
