"""What is done of a session: its agenda sent, who was there noted. Each runs in one transaction, the session locked.

Raises `OperationRefusee` with sentences fit to show.
"""

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from registre.comite.models import EtatDeReunion, MembreDuComite, PointALOrdreDuJour, Presence, Reunion
from registre.courriers.inscription import annoncer
from registre.models import SeanceComite
from registre.operations import OperationRefusee
from socle.templatetags.typographie import en_toutes_lettres

VERROUILLE = "Le procès-verbal de cette séance est verrouillé : elle ne change plus."


def reunion_de(seance: SeanceComite) -> Reunion:
    """Return how far a session is, one to come when nothing was done of it. Nothing is written."""
    lue = Reunion.objects.filter(seance=seance).first() or Reunion()
    lue.seance = seance
    return lue


def exiger_modifiable(seance_id: int) -> Reunion:
    """Lock a session and return how far it is. Raises `OperationRefusee` once its minutes are locked."""
    seance = SeanceComite.objects.select_for_update(of=("self",), no_key=True).get(pk=seance_id)
    reunion = reunion_de(seance)
    if reunion.verrouillee:
        raise OperationRefusee(VERROUILLE)
    return reunion


@transaction.atomic
def envoyer(seance_id: int, *, par: Any) -> int:
    """Send the agenda to the members in office that day, once more when it was sent already; return to how many.

    Raises `OperationRefusee`: nothing on it, nobody to send it to, or the session is held.
    """
    reunion = exiger_modifiable(seance_id)
    seance = reunion.seance
    if reunion.tenue:
        raise OperationRefusee("Cette séance s’est tenue : son ordre du jour ne s’envoie plus.")
    points = list(PointALOrdreDuJour.objects.filter(seance=seance).select_related("cooperative").order_by("ordre"))
    if not points:
        raise OperationRefusee("L’ordre du jour est vide : ajoutez un point avant de l’envoyer.")
    membres = MembreDuComite.objects.en_fonction(seance.le).select_related("user").order_by("pk")
    gens = {membre.user for membre in membres if membre.user is not None and membre.user.email}
    if not gens:
        raise OperationRefusee("Aucun membre du comité n’est en fonction ce jour-là : ajoutez-en d’abord.")

    contexte = {
        "seance": seance,
        "points": points,
        "deplacee": reunion.deplacee,
        "avant": reunion.envoye_pour,
        "adresse": reverse("wagtailsnippets_registre_seancecomite:inspect", args=[seance.pk]),
    }
    annoncer("registre/courriels/ordre_du_jour.txt", contexte, gens, au_sujet_de=seance)
    reunion.etat, reunion.envoye_le = EtatDeReunion.CONVOQUEE, timezone.now()
    reunion.envoye_pour, reunion.envoye_lieu = seance.le, seance.lieu
    reunion.save()
    return len(gens)


@transaction.atomic
def noter_les_presences(seance_id: int, membres: Collection[int], *, par: Any) -> Reunion:
    """Note who is there: from then on the session is held, and may decide. Raises `OperationRefusee` before its day."""
    reunion = exiger_modifiable(seance_id)
    seance = reunion.seance
    if seance.le > timezone.localdate():
        le = en_toutes_lettres(seance.le)
        raise OperationRefusee(f"Cette séance se tient le {le} : les présences se notent ce jour-là ou après.")
    if not membres:
        raise OperationRefusee("Cochez au moins un membre présent.", champ="membres")
    en_fonction = set(MembreDuComite.objects.en_fonction(seance.le).values_list("pk", flat=True))
    if set(membres) - en_fonction:
        raise OperationRefusee("Une personne cochée n’est pas membre du comité ce jour-là.", champ="membres")

    Presence.objects.filter(seance=seance).exclude(membre__in=membres).delete()
    deja = set(Presence.objects.filter(seance=seance).values_list("membre_id", flat=True))
    Presence.objects.bulk_create(Presence(seance=seance, membre_id=pk) for pk in sorted(set(membres) - deja))
    reunion.etat = EtatDeReunion.TENUE
    reunion.save()
    return reunion
