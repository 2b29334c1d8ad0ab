"""How many invitations leave in a day: the site writes to no stranger over and over, whoever asks it to.

Counted apart from the rows: an invitation that is cancelled, or voided by the next, was mailed all the same.
"""

import hashlib

from django.core.cache import cache
from django.utils import timezone

UN_JOUR = 24 * 3600
PAR_ADRESSE = 3
PAR_COOPERATIVE = 20
PAR_COMPTE = 100  # the Federation's, which invites for all coops


def refus_de_cadence(cooperative_id: int, courriel: str, compte_id: int) -> str:
    """Return why no more mail leaves today, a sentence fit to show; empty when this one may. Counts nothing."""
    adresse, cooperative, compte = _cles(cooperative_id, courriel, compte_id)
    partis = cache.get_many((adresse, cooperative, compte))
    if partis.get(adresse, 0) >= PAR_ADRESSE:
        return f"{courriel} a déjà reçu {PAR_ADRESSE} invitations aujourd’hui : vérifiez l’adresse, ou attendez demain."
    if partis.get(cooperative, 0) >= PAR_COOPERATIVE:
        return f"{PAR_COOPERATIVE} invitations sont déjà parties aujourd’hui pour cette coopérative : continuez demain."
    if partis.get(compte, 0) >= PAR_COMPTE:
        return f"Vous avez déjà envoyé {PAR_COMPTE} invitations aujourd’hui : continuez demain."
    return ""


def compter_l_envoi(cooperative_id: int, courriel: str, compte_id: int) -> None:
    """Count a mail that leaves."""
    for cle in _cles(cooperative_id, courriel, compte_id):
        cache.add(cle, 0, UN_JOUR)
        try:
            cache.incr(cle)
        except ValueError:  # forgotten between the two: the cache is full
            continue


def _cles(cooperative_id: int, courriel: str, compte_id: int) -> tuple[str, str, str]:
    jour = timezone.localdate().isoformat()
    empreinte = hashlib.sha256(courriel.strip().lower().encode()).hexdigest()
    debut = f"invitation-{jour}"
    return f"{debut}-{empreinte}", f"{debut}-coop-{cooperative_id}", f"{debut}-compte-{compte_id}"
