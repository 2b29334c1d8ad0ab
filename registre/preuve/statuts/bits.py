"""Which places of a list are revoked, or suspended, on a day: read from the facts, stored nowhere."""

import base64
import datetime
import gzip
from collections.abc import Iterable

from registre.etats import StatutDeLabel
from registre.lecture.label_du_jour import ANNULE, LabelDuJour, labels_du_jour
from registre.preuve.justificatifs.faits import faits_de
from registre.preuve.models import JustificatifEmis
from registre.preuve.models.justificatif import PLACES
from registre.preuve.statuts.adresses import Objet

REVOQUE = {StatutDeLabel.RETIREE, StatutDeLabel.ABSORBEE, ANNULE}


def places_marquees(liste: int, objet: Objet, au: datetime.date) -> list[int]:
    """Return the places of this list whose bit is set on this day, in their order.

    Revoked: withdrawn, closed by an absorption, annulled, or signed with a fact that was corrected since. Suspended:
    suspended on that day, and neither ended nor revoked.
    """
    emis = list(JustificatifEmis.objects.filter(liste=liste).order_by("place").values_list("place", "label", "faits"))
    lus = labels_du_jour({label for _place, label, _faits in emis}, au)
    return [place for place, label, faits in emis if marque(lus[label], faits, objet)]


def marque(lu: LabelDuJour, faits: str, objet: Objet) -> bool:
    """Whether the bit is set, for this purpose, of what was signed of this label with these facts."""
    if objet == Objet.SUSPENSION:
        return lu.etat == StatutDeLabel.SUSPENDUE
    return lu.etat in REVOQUE or faits != faits_de(lu)


def liste_codee(places: Iterable[int]) -> str:
    """Return a list of `PLACES` bits, these set, as Bitstring Status List 1.0 writes it: gzip, base64url, `u` first.

    The first place is the highest bit of the first byte. No clock in it: the same places give the same text.
    """
    bits = bytearray(PLACES // 8)
    for place in places:
        bits[place // 8] |= 0x80 >> (place % 8)
    return "u" + base64.urlsafe_b64encode(gzip.compress(bytes(bits), mtime=0)).decode().rstrip("=")
