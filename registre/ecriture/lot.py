"""One lot of writes: everything decided within is written at its end, together, or not at all.

The register's version is the first row any lot locks, then each coop's: lots follow one another, whatever they write,
so that no two can wait for each other in a circle, and the journal has one order (docs/decisions/0018).
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import groupby
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from registre.ecriture.evenements import ecrire_les_evenements
from registre.ecriture.flux import Flux, Journaux
from registre.ecriture.lignes import Lignes
from registre.ecriture.moment import jour_de, maintenant
from registre.ecriture.paquets import paquets
from registre.ecriture.projection import projeter_les_flux
from registre.ecriture.rangees import ensemble
from registre.ecriture.signaux import journal_ecrit, registre_ecrit
from registre.ecriture.verrous import verrouiller_le_registre
from registre.etats import PUBLIQUES
from registre.gardes import autorisee
from registre.models import Cooperative, Evenement, VersionDuRegistre

# How a long writing is followed: what is being done, the things it is done to, how many they are.
Suivi = Callable[[str, Iterable[Any], int], Iterable[Any]]


def _sans_le_dire(_quoi: str, choses: Iterable[Any], _nombre: int) -> Iterable[Any]:
    return choses


_EN_COURS: ContextVar["Lot | None"] = ContextVar("lot_en_cours", default=None)


class Lot(Journaux):
    """What is being decided, coop by coop, and the version of the register it will make.

    Once written, `changees` are the coops of which some row was not as their journal has it. `suivre` is told of each
    long part of the writing.
    """

    def __init__(self, version: VersionDuRegistre) -> None:
        super().__init__()
        self.version = version
        self.flux_lus: dict[int, Flux] = {}
        self.public = False
        self.changees: set[int] = set()
        self.suivre: Suivi = _sans_le_dire

    def flux(self, cooperative_id: int) -> Flux:
        """Return a coop's journal, its row locked until the transaction ends. Raises `Cooperative.DoesNotExist`."""
        if cooperative_id not in self.flux_lus:
            self.precharger([cooperative_id])
        if cooperative_id not in self.flux_lus:
            raise Cooperative.DoesNotExist(f"No coop {cooperative_id}.")
        return self.flux_lus[cooperative_id]

    def precharger(self, cooperative_ids: Iterable[int]) -> None:
        """Lock these coops, in one order, and read their journals: two queries for a thousand of them."""
        absents = sorted(set(cooperative_ids) - self.flux_lus.keys())
        for paquet in paquets(absents):
            verrouillees = Cooperative.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=paquet)
            cooperatives = {cooperative.pk: cooperative for cooperative in verrouillees.order_by("pk")}

            lus = Evenement.objects.filter(cooperative__in=paquet).select_related("seance")
            par_coop = {
                pk: [evenement.acte for evenement in evenements]
                for pk, evenements in groupby(lus.order_by("cooperative", "rang"), key=lambda e: e.cooperative_id)
            }
            for pk, cooperative in cooperatives.items():
                self.flux_lus[pk] = Flux(self, cooperative, par_coop.get(pk, []))

    def changer_le_public(self) -> None:
        """Raise the register's version at the end: something that anyone may read has changed."""
        self.public = True

    def ecrire(self) -> None:
        """Write everything: facts, events, the flat register, the version. Tell the rest of the site."""
        touches = [flux for flux in self.flux_lus.values() if flux.touche]
        parts = list(paquets(touches))
        lignes = Lignes(editions=self.editions)
        for part in self.suivre(_("Faits"), parts, len(parts)):
            ensemble.ecrire(part, lignes)
        suivis = self.suivre(_("Journal"), self.neufs, len(self.neufs))
        evenements = ecrire_les_evenements(suivis, lignes, self.version)
        if evenements:
            actes = {evenement.cooperative_id: self.flux(evenement.cooperative_id).actes for evenement in evenements}
            journal_ecrit.send(sender=Lot, evenements=evenements, actes=actes)
        for part in self.suivre(_("Registre"), parts, len(parts)):
            self.public |= projeter_les_flux(part, lignes, jour_de(maintenant()))
        self.public |= any(self.flux(n.cooperative.pk).au_fond(n.acte).operation in PUBLIQUES for n in self.neufs)
        self.public |= any(flux.mesures_changees for flux in touches)
        self.numeros.ecrire()
        self.changees = lignes.changees

        if self.public:
            self.version.numero += 1
            self.version.modifie_le = maintenant()
        if self.public or self.neufs:
            self.version.save()
        if touches:
            registre_ecrit.send(sender=Lot, cooperatives=[flux.cooperative.pk for flux in touches])


@contextmanager
def lot() -> Iterator[Lot]:
    """Open a lot, or join the one under way. Written when the outermost ends; nothing is when it fails."""
    en_cours = _EN_COURS.get()
    if en_cours is not None:
        yield en_cours
        return

    with transaction.atomic(), autorisee():
        nouveau = Lot(verrouiller_le_registre())
        jeton = _EN_COURS.set(nouveau)
        try:
            yield nouveau
            nouveau.ecrire()
        finally:
            _EN_COURS.reset(jeton)


def changer_le_public() -> None:
    """Raise the register's version for something that anyone may read and that no journal records. One query.

    Within a transaction, call it before the row is written: it takes the register's lock, the first of all.
    """
    en_cours = _EN_COURS.get()
    if en_cours is not None:
        en_cours.changer_le_public()
        return
    VersionDuRegistre.objects.filter(pk=1).update(numero=F("numero") + 1, modifie_le=maintenant())
