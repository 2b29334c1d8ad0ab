"""From histories to the rows of candidatures."""

from collections.abc import Sequence
from dataclasses import fields
from itertools import groupby
from typing import Any

from registre.ecriture.flux import Flux
from registre.ecriture.lignes import PAR_LOT, Lignes, accorder
from registre.ecriture.rangees.choix import ecrire_les_choix
from registre.etats import OUVERTS, Etat
from registre.journal.charges import Depot
from registre.journal.histoire import Dossier
from registre.models import (
    Candidature,
)

DATES_DE_DOSSIER = tuple(f.name for f in fields(Dossier) if f.name.endswith("_le"))


def ecrire_les_candidatures(flux: Sequence[Flux], lignes: Lignes) -> None:
    neuves, changees = [], []

    depots: list[tuple[Candidature, Depot]] = []
    for f in flux:
        for dossier in (*f.histoire.dossiers_annules, *f.histoire.dossiers):
            cle, valeurs = (f.cooperative.pk, dossier.rang), valeurs_de_dossier(dossier)
            ligne = lignes.candidatures.get(cle)
            if ligne is None:
                referentiel = lignes.editions.referentiel(dossier.depot.referentiel)
                ligne = Candidature(cooperative=f.cooperative, rang=dossier.rang, referentiel=referentiel, **valeurs)
                lignes.candidatures[cle] = ligne
                neuves.append(ligne)
                lignes.changees.add(f.cooperative.pk)
                depots.append((ligne, dossier.depot))
            elif accorder(ligne, valeurs):
                changees.append(ligne)
                lignes.changees.add(f.cooperative.pk)

    # One order opens what another closes: the database judges rows one by one, so those that give way go first.
    changees.sort(key=_place_prise)

    for _place, paquet in groupby(changees, key=_place_prise):
        champs = ["etat", "cycle", "regles_figees", *DATES_DE_DOSSIER]
        Candidature.tous.bulk_update(list(paquet), champs, batch_size=PAR_LOT)

    Candidature.tous.bulk_create(neuves, batch_size=PAR_LOT)
    ecrire_les_choix(depots, lignes)


def _place_prise(candidature: Candidature) -> int:
    """How much room a candidature takes: an annulled one none, one under way keeps others out."""
    return 0 if candidature.etat == Etat.ANNULEE else 1 + (candidature.etat in OUVERTS)


def valeurs_de_dossier(dossier: Dossier) -> dict[str, Any]:
    """Return what a candidature's row says of it."""
    dates = {nom: getattr(dossier, nom) for nom in DATES_DE_DOSSIER if nom != "close_le"}
    return {"etat": dossier.etat.value, "cycle": dossier.cycle, "regles_figees": dossier.depot.regles} | dates
