"""Where the grant of each label stands in the public log: what its credential gives as evidence."""

from base64 import b64encode
from collections.abc import Iterable

from registre.lecture.label_du_jour import LabelDuJour
from registre.preuve.models import FeuilleDuJournal

# By primary key of label: how its grant is found again in the log. The place and the hash of a leaf never change.
Feuilles = dict[int, str]


def octrois_au_journal(lus: Iterable[LabelDuJour]) -> Feuilles:
    """Return the place and the hash of the leaf that tells the grant of each of these labels. One query for all.

    A grant that the log does not hold yet is not there.
    """
    labels = {(lu.label.cooperative_id, lu.label.rang): lu.label.pk for lu in lus}
    feuilles = FeuilleDuJournal.objects.filter(
        evenement__cooperative__in={cooperative for cooperative, _rang in labels},
        evenement__rang__in={rang for _cooperative, rang in labels},
    ).values_list("evenement__cooperative", "evenement__rang", "indice", "hachage")

    return {
        labels[cooperative, rang]: f"feuille {indice}, empreinte {b64encode(bytes(hachage)).decode()}"
        for cooperative, rang, indice, hachage in feuilles
        if (cooperative, rang) in labels
    }
