"""What the base measures: the cache, and mail that waits or did not leave, of whichever room it is."""

import datetime
import time
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db.models import Count, Min, QuerySet, Value
from django.utils import timezone
from prometheus_client.core import GaugeMetricFamily, Metric

from socle.file_de_courriels import EtatDEnvoi
from socle.mesures.recueil import declarer, mesure
from socle.models.courriel_en_file import CourrielEnFile
from socle.sante import essayer_le_cache

# What left, or has no more reason to, is for its room's pages: it only grows.
SUIVIS = (EtatDEnvoi.A_ENVOYER, EtatDEnvoi.EN_COURS, EtatDEnvoi.REFUSE, EtatDEnvoi.INCERTAIN)


def poser() -> None:
    """Declare both. Called once, when the base is ready."""
    declarer("cache", du_cache)
    declarer("courriels", des_courriels)


def du_cache() -> Iterator[Metric]:
    """Yield how long the cache takes to give back what was put in it, in seconds. Raises when it does not."""
    debut = time.perf_counter()
    essayer_le_cache()
    yield mesure("cache_aller_retour_seconds", "Écrire puis relire une clé du cache.", time.perf_counter() - debut)


def des_courriels() -> Iterator[Metric]:
    """Yield how many messages are in each state of each kind, and for how long the oldest due waits. One query."""
    nombres = GaugeMetricFamily("coophlm_courriels", "Courriels en file ou en échec.", labels=["genre", "etat"])
    retards = GaugeMetricFamily("coophlm_courriel_retard_seconds", "Retard du plus ancien à envoyer.", labels=["genre"])
    modeles = [modele for modele in apps.get_models() if issubclass(modele, CourrielEnFile)]
    premiere, *autres = [_par_etat(modele._meta.label_lower, modele._default_manager.all()) for modele in modeles]
    lus = {(genre, etat): (nombre, depuis) for genre, etat, nombre, depuis in premiere.union(*autres, all=True)}

    maintenant = timezone.now()
    for modele in modeles:
        genre = modele._meta.label_lower
        for etat in SUIVIS:
            nombre, depuis = lus.get((genre, etat), (0, maintenant))
            nombres.add_metric([genre, etat], nombre)
            if etat == EtatDEnvoi.A_ENVOYER:
                retards.add_metric([genre], max((maintenant - depuis).total_seconds(), 0))
    yield from (nombres, retards)


def _par_etat(genre: str, messages: "QuerySet[Any]") -> "QuerySet[Any, tuple[str, str, int, datetime.datetime]]":
    suivis = messages.order_by().filter(etat__in=SUIVIS).annotate(genre=Value(genre))
    return suivis.values_list("genre", "etat").annotate(nombre=Count("pk"), depuis=Min("prochain_essai_le"))
