"""What a supervisor follows of the journal: where it ends, when the register changed, whether it was found whole."""

from collections.abc import Iterator

from prometheus_client.core import InfoMetricFamily, Metric

from registre.models import VerificationDuJournal, VersionDuRegistre
from socle.mesures.recueil import mesure


def mesures_du_journal() -> Iterator[Metric]:
    """Yield the length and the head of the chain, and days as seconds since 1970. Two queries."""
    version = VersionDuRegistre.objects.filter(pk=1).first() or VersionDuRegistre()
    derniere = VerificationDuJournal.objects.order_by("-pk").first()

    yield mesure("journal_evenements", "Événements du journal.", version.evenements)
    yield InfoMetricFamily("coophlm_journal_tete", "Empreinte du dernier événement.", {"empreinte": version.tete})
    if version.modifie_le:
        change = "Dernière écriture du registre et de ses projections."
        yield mesure("registre_modifie_timestamp_seconds", change, version.modifie_le.timestamp())
    if derniere:
        yield mesure("journal_verifie_timestamp_seconds", "Dernier parcours du journal.", derniere.le.timestamp())
        yield mesure("journal_rompu", "1 si ce parcours a trouvé le journal rompu.", bool(derniere.rupture))
