"""Writing a letter down, in the transaction of what it tells: nobody is told of what did not happen."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from registre.courriers.envoi import envoyer
from registre.courriers.models import PLACE_DU_SUJET, Courrier
from registre.models import Cooperative, SeanceComite
from socle.courriels import ecrire
from socle.file_de_courriels import REPRISE, EtatDEnvoi
from socle.models import User

SEPARATION = "\n\n----------\n\n"


def annoncer(
    gabarit: str,
    contexte: dict[str, Any],
    gens: Iterable[User],
    *,
    au_sujet_de: Cooperative | SeanceComite,
    a_instruire: bool = False,
) -> None:
    """Write to each of these people, once; it leaves when the transaction is sure, later when the server is down.

    What the server did not take yet for the same person about the same coop or session takes it in: down for a week, it
    makes one message. To be called in a transaction.
    """
    sujet, corps = ecrire(gabarit, {"base": settings.WAGTAILADMIN_BASE_URL} | contexte)
    uniques = {personne.pk: personne for personne in gens}
    objet = {"seance" if isinstance(au_sujet_de, SeanceComite) else "cooperative": au_sujet_de}
    modele = Courrier(**objet, a_instruire=a_instruire, sujet=sujet[:PLACE_DU_SUJET], corps=corps)

    ecrits = [_ecrire(uniques[pk], modele) for pk in sorted(uniques)]  # in one order: two transactions never cross

    if ecrits:
        transaction.on_commit(partial(envoyer, Q(pk__in=ecrits)))


def _ecrire(personne: User, modele: Courrier) -> int:
    """Add to what the server did not take for this person, else write to them anew; return the letter's key."""
    attend = _attend(personne, modele)
    if attend is None:
        return _copie(modele, personne).pk

    plusieurs = f"[Coop’HLM] {modele.objet} : plusieurs messages"[:PLACE_DU_SUJET]
    deja = attend.corps if attend.sujet == plusieurs else f"{attend.sujet}\n\n{attend.corps}"
    attend.corps = f"{deja.rstrip()}{SEPARATION}{modele.sujet}\n\n{modele.corps}"
    attend.sujet, attend.prochain_essai_le = plusieurs, timezone.now()
    attend.save(update_fields=["sujet", "corps", "prochain_essai_le"])
    return attend.pk


def _attend(personne: User, modele: Courrier) -> Courrier | None:
    """What waits for this person about the same thing, locked: tried in vain, or left by a process that died."""
    leurs = Courrier.objects.filter(
        destinataire=personne,
        cooperative=modele.cooperative,
        seance=modele.seance,
        a_instruire=modele.a_instruire,
        etat=EtatDEnvoi.A_ENVOYER,
    )
    restes = leurs.filter(Q(essais__gt=0) | Q(ecrit_le__lt=timezone.now() - REPRISE))
    return restes.select_for_update().order_by("pk").first()


def _copie(modele: Courrier, personne: User) -> Courrier:
    return Courrier.objects.create(
        destinataire=personne,
        adresse=personne.email,
        cooperative=modele.cooperative,
        seance=modele.seance,
        a_instruire=modele.a_instruire,
        sujet=modele.sujet,
        corps=modele.corps,
    )
