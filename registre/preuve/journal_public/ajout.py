"""Adding leaves to the public log, within the transaction that writes their events: all of it, or nothing.

The register's lock is held (`registre.ecriture.lot`): leaves have one order, that of the journal.
"""

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence

from django.utils import timezone

from registre.etats import SUR_UN_EVENEMENT
from registre.journal.acte import Acte
from registre.models import Evenement
from registre.preuve.journal_public import arbre
from registre.preuve.journal_public.decisions import FORMAT, PUBLIEES, Decision, changements, decisions, en_octets
from registre.preuve.journal_public.dernier_point import dernier_point
from registre.preuve.journal_public.tuiles_gardees import partielle, taille
from registre.preuve.models import FeuilleDuJournal, TuileDuJournal

PAR_LOT = 500

journal = logging.getLogger(__name__)


def ajouter_au_journal_public(evenements: Sequence[Evenement], actes: Mapping[int, Sequence[Acte]]) -> int:
    """Add the leaves of these events, in their order, and return how many. `actes` has each coop's journal whole."""
    publies = [evenement for evenement in evenements if evenement.operation in PUBLIEES]
    if not publies:
        return 0

    premiere = taille()
    _dire_s_il_est_trop_court(premiere)
    neuves = list(_feuilles(publies, actes, premiere))
    FeuilleDuJournal.objects.bulk_create(neuves, batch_size=PAR_LOT)
    _ecrire_les_tuiles(premiere, premiere + len(neuves))

    return len(neuves)


def _dire_s_il_est_trop_court(taille_du_journal: int) -> None:
    """Log that leaves were signed that the log no longer has: what follows is another history, and will not be signed.

    The decision is recorded all the same: a register that stops helps nobody.
    """
    try:
        garde = dernier_point()
    except (ValueError, OSError):
        garde = None
    if garde is not None and garde.taille > taille_du_journal:
        journal.error("The public log has %s leaves, %s were signed", taille_du_journal, garde.taille)


def _feuilles(
    publies: Iterable[Evenement], actes: Mapping[int, Sequence[Acte]], indice: int
) -> Iterator[FeuilleDuJournal]:
    """Make the leaves, from this place on. What a correction puts right is named by its leaf."""
    places: dict[tuple[int, int], int] = {}

    for evenement in publies:
        jusque_la = actes[evenement.cooperative_id][: evenement.rang]
        if evenement.operation in SUR_UN_EVENEMENT:
            dite = _correction(evenement, jusque_la, places)
        else:
            dite = decisions(jusque_la).get(evenement.rang)
        if dite is None:
            continue

        contenu = en_octets(_commun(evenement) | dite)
        hachage = arbre.hachage_de_feuille(contenu.encode())
        places[evenement.cooperative_id, evenement.rang] = indice
        yield FeuilleDuJournal(indice=indice, evenement=evenement, contenu=contenu, hachage=hachage)
        indice += 1


def _commun(evenement: Evenement) -> Decision:
    """What every leaf says: when it was recorded, by which event of the journal, and whether the coop is fictional."""
    return {
        "format": FORMAT,
        "demonstration": evenement.cooperative.demonstration,
        "enregistre_le": timezone.localdate(evenement.enregistre_le).isoformat(),
        "evenement": evenement.empreinte,
    }


def _correction(evenement: Evenement, actes: Sequence[Acte], places: Mapping[tuple[int, int], int]) -> Decision | None:
    """What a correction or an annulment says; None when nothing public reads otherwise."""
    changes = changements(actes)
    if not changes:
        return None

    coop = evenement.cooperative_id
    deja = FeuilleDuJournal.objects.filter(evenement__cooperative=coop, evenement__rang__in=changes)
    ou = dict(deja.order_by().values_list("evenement__rang", "indice"))
    ou |= {rang: place for (c, rang), place in places.items() if c == coop}

    return {
        "operation": str(evenement.operation),
        "decide_le": evenement.decide_le.isoformat(),
        "corrections": [{"feuille": ou.get(rang), "decision": dite} for rang, dite in changes.items()],
    }


def _ecrire_les_tuiles(avant: int, apres: int, niveau: int = 0) -> None:
    """Keep each tile that these leaves (or these full tiles of the level below) have filled, then those above."""
    premiere, derniere = avant // arbre.LARGEUR, apres // arbre.LARGEUR
    for indice in range(premiere, derniere):
        hachages = partielle(niveau, indice)
        racine = arbre.racine_de(hachages)
        TuileDuJournal.objects.create(niveau=niveau, indice=indice, hachages=b"".join(hachages), racine=racine)
    if derniere > premiere:
        _ecrire_les_tuiles(premiere, derniere, niveau + 1)
