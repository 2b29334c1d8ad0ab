"""A committee: its members, a session held today, points on its agenda, and who decides."""

import datetime
from typing import Any

from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone

from registre import operations
from registre.comite import ordre_du_jour, tenue
from registre.comite.models import MembreDuComite, NatureDePoint, PointALOrdreDuJour
from registre.models import Candidature, Cooperative, SeanceComite
from socle.models import User
from tests.registre.factories import CooperativeFactory, admissible, deposee
from tests.rigueur.html import StrictClient
from tests.socle.factories import UserFactory

UN_JOUR = datetime.timedelta(days=1)
AN = datetime.timedelta(days=365)


def aujourdhui() -> datetime.date:
    """The day these tests run on, in Paris."""
    return timezone.localdate()


def avec_droits(*noms: str) -> User:
    """An account with these permissions, by their code names, and the admin's door."""
    user = UserFactory.create()
    user.user_permissions.set(Permission.objects.filter(codename__in=("access_admin", "view_seancecomite", *noms)))
    return user


def secretaire() -> User:
    """Who prepares sessions and records decisions, and sits on no seat."""
    return avec_droits("instruire_candidature", "decider_label", "view_candidature")


def membre(cooperative: Cooperative | None = None, user: User | None = None, **champs: Any) -> MembreDuComite:
    """A seat since last year, of an account that may sit."""
    compte = user or avec_droits("sieger")
    return MembreDuComite.objects.create(
        **{"user": compte, "cooperative": cooperative, "depuis": aujourdhui() - AN} | champs
    )


def seance(le: datetime.date | None = None, **champs: Any) -> SeanceComite:
    """A session, today unless said."""
    return SeanceComite.objects.create(**{"le": le or aujourdhui(), "lieu": "Paris"} | champs)


def tenue_avec(*membres: MembreDuComite, le: datetime.date | None = None) -> SeanceComite:
    """A session at which these members are."""
    la_seance = seance(le)
    tenue.noter_les_presences(la_seance.pk, [siege.pk for siege in membres], par=None)
    return la_seance


def complete(le: datetime.date | None = None, cooperative: Cooperative | None = None) -> Candidature:
    """A candidature found complete: it waits for its admissibility."""
    jour = le or aujourdhui() - 60 * UN_JOUR
    candidature = deposee(jour, cooperative or CooperativeFactory.create())
    return operations.declarer_complete(candidature.pk, par=None, le=jour)


def prete(cooperative: Cooperative | None = None) -> Candidature:
    """A candidature admissible two years ago, its points and its visit held: it waits for its grant."""
    le = aujourdhui() - 2 * AN
    candidature = admissible(le, cooperative)
    for mois in (6, 12):
        operations.consigner_point_etape(
            candidature.pk, mois=mois, par=None, le=le + mois * 31 * UN_JOUR, motif="Tenu."
        )
    operations.consigner_visite(candidature.pk, par=None, le=le + AN + 30 * UN_JOUR, motif="Vue.")
    return candidature


def point_de(la_seance: SeanceComite, candidature: Candidature, nature: str = "") -> PointALOrdreDuJour:
    """This candidature on the agenda, for its admissibility unless another nature is said."""
    return ordre_du_jour.ajouter(
        la_seance.pk, nature or NatureDePoint.ADMISSIBILITE, par=None, cooperative=candidature.cooperative
    )


def navigateur(user: User | None) -> Client:
    """A browser in which this person is logged in."""
    client = StrictClient()
    if user is not None:
        client.force_login(user)
    return client


def page_de(la_seance: SeanceComite) -> str:
    """The address of a session's page."""
    return f"/admin/snippets/registre/seancecomite/inspect/{la_seance.pk}/"


def decision(**champs: Any) -> dict[str, str]:
    """What the form of a decision sends: admissible today, unless another thing is said."""
    sens = {"sens": "admissible", "le": f"{aujourdhui():%d/%m/%Y}", "motif": "", "reserves": "", "deliberation": ""}
    return sens | {"pour": "", "contre": "", "abstentions": ""} | champs


def consigner(client: Client, point: PointALOrdreDuJour, **champs: str) -> Any:
    """Decide a point as one does: type it, look at what the public will read when it changes, confirm."""
    page, saisie = f"/admin/registre/points/{point.pk}/decider/", decision(**champs)
    reponse = client.post(page, saisie)
    vu = BeautifulSoup(reponse.content, "lxml").select("input[name=vu]")
    return client.post(page, saisie | {"vu": str(vu[0]["value"]), "confirmer": "1"}) if vu else reponse
