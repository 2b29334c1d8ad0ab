"""Who has yet to open what of a session, and the messages that wait to be sent."""

import datetime
from dataclasses import dataclass

from django.utils import timezone

from registre.comite.acces import lit_la_version, siege_aujourdhui
from registre.comite.lecture import PointDeSeance, SeanceLue, lire_seance
from registre.comite.models import AccesAuDossier, EtatDeReunion, MembreDuComite
from registre.models import SeanceComite
from registre.rappels.models import RappelDeLecture
from registre.rappels.paliers import LECTURES, palier_de_lecture
from socle.models import User


@dataclass(frozen=True)
class LectureDue:
    """What a person is to be told of a session: the points whose dossier they have not opened, and the step reached."""

    seance: SeanceComite
    destinataire: User
    palier: int
    points: tuple[PointDeSeance, ...]


def lectures_dues(au: datetime.date) -> list[LectureDue]:
    """Return what each member has not been told yet of the sessions whose agenda was sent. Nothing is written."""
    proches = SeanceComite.objects.filter(le__gt=au, le__lte=au - datetime.timedelta(days=min(LECTURES)))
    dues = []
    for seance in proches.order_by("le"):
        pas = palier_de(seance, au)
        if pas is None:
            continue

        lue = lire_seance(seance)
        deja = set(
            RappelDeLecture.objects.filter(seance=seance, le=seance.le, palier=pas).values_list(
                "destinataire", flat=True
            )
        )

        for membre in lue.membres:
            if membre.user is not None and membre.user_id not in deja and (points := a_ouvrir(lue, membre)):
                dues.append(LectureDue(seance, membre.user, pas, points))
    return dues


def palier_de(seance: SeanceComite, au: datetime.date) -> int | None:
    """Return the step that is due on `au` for a session; None when none is, or when its agenda is not sent.

    Moved since, it waits for its agenda to be sent anew: its members know another day.
    """
    reunion = getattr(seance, "reunion", None)
    if reunion is None or reunion.etat != EtatDeReunion.CONVOQUEE or reunion.deplacee:
        return None
    return palier_de_lecture(seance.le, au, timezone.localdate(reunion.envoye_le))


def a_ouvrir(lue: SeanceLue, membre: MembreDuComite) -> tuple[PointDeSeance, ...]:
    """Return the points whose last version this member may open and has not, each dossier once.

    Nothing to who may not sit today, whose account is closed, or has no address.
    """
    compte = membre.user
    if compte is None or not compte.email or not siege_aujourdhui(compte):
        return ()

    par_version = {lu.version.pk: lu for lu in lue.points if lu.version is not None and not lu.concerne(membre)}
    lues = AccesAuDossier.objects.filter(user=compte, version__in=par_version)
    ouvertes = set(lues.values_list("version", flat=True))
    restent = [lu for pk, lu in par_version.items() if pk not in ouvertes]
    return tuple(lu for lu in restent if lu.version is not None and lit_la_version(compte, lu.version))


def inscrire(dues: list[LectureDue]) -> None:
    """Write down what is to be said, one message a person; two commands at once write it once."""
    RappelDeLecture.objects.bulk_create(
        [
            RappelDeLecture(
                seance=due.seance,
                destinataire=due.destinataire,
                le=due.seance.le,
                palier=due.palier,
                adresse=due.destinataire.email,
            )
            for due in dues
        ],
        ignore_conflicts=True,
    )
