"""After a change of key: every credential signed again, by lots, in as many queries for two as for two hundred."""

from collections.abc import Iterator

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from registre.lecture.label_du_jour import LabelDuJour, labels_du_jour
from registre.models import Label
from registre.preuve.cles import Signataire, Usage, signataire
from registre.preuve.justificatifs.au_journal import octrois_au_journal
from registre.preuve.justificatifs.emission import FORMES, emettable, signer
from registre.preuve.justificatifs.faits import faits_de
from registre.preuve.justificatifs.places import place_de
from registre.preuve.justificatifs.redaction import rediger
from registre.preuve.models import JustificatifEmis

PAR_LOT = 200


class SansCle(Exception):
    """This machine has no key that signs."""


def a_reemettre() -> list[int]:
    """Return the labels, by primary key, that have no credential signed by the key in service. Raises `SansCle`."""
    qui = _qui_signe()
    signes = JustificatifEmis.objects.filter(cle=qui.identifiant).values("label")
    labels = Label.objects.exclude(pk__in=signes)
    if not settings.DEMONSTRATION_PERMISE:
        labels = labels.filter(cooperative__demonstration=False)
    return list(labels.order_by("pk").values_list("pk", flat=True))


def reemettre(labels: list[int]) -> Iterator[int]:
    """Sign the credentials of these labels, and give how many after each lot. Raises `SansCle`.

    A lot is written whole or not at all: what was given is done, whatever happens next.
    """
    qui = _qui_signe()
    for debut in range(0, len(labels), PAR_LOT):
        lus = labels_du_jour(labels[debut : debut + PAR_LOT], timezone.localdate())
        yield _signer_un_lot([lu for lu in lus.values() if emettable(lu)], qui)


def _signer_un_lot(lus: list[LabelDuJour], qui: Signataire) -> int:
    """Sign these, at the place that each has or is given now."""
    connus = JustificatifEmis.objects.filter(label__in=[lu.label.pk for lu in lus]).select_related("liste")
    feuilles = octrois_au_journal(lus)
    emis = {(connu.label_id, connu.faits): connu for connu in connus}

    with transaction.atomic():
        signes = []
        for lu in lus:
            un = emis.get((lu.label.pk, faits_de(lu))) or place_de(lu)
            signer(un, rediger(lu, un, feuilles), qui)
            signes.append(un)
        JustificatifEmis.objects.bulk_update(signes, FORMES)

    return len(signes)


def _qui_signe() -> Signataire:
    qui = signataire(Usage.JUSTIFICATIF)
    if qui is None:
        raise SansCle
    return qui
