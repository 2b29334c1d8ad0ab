"""Who is to be reminded of what on a day, and the messages that wait to be sent."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import IntegrityError, transaction

from registre.models import Cooperative, Membre, Role
from registre.rappels.dus import Du
from registre.rappels.models import ObjetDuRappel, Rappel
from socle.file_de_courriels import EtatDEnvoi
from socle.models import User


@dataclass
class Preparation:
    """What a day asks for: by person, what is new to say; and the coops of which nobody can be written to."""

    par_personne: dict[int, list[Du]] = field(default_factory=dict)
    comptes: dict[int, User] = field(default_factory=dict)
    sans_personne: list[Cooperative] = field(default_factory=list)


def preparer(dus: Sequence[Du]) -> Preparation:
    """Return what each person has not been told yet. Two queries, nothing written.

    A coop's deadlines are told to its référents; to all its members when it has no référent with an open account.
    """
    a_dire = Preparation()
    destinataires = _destinataires({du.cooperative.pk for du in dus})
    dits = set(
        ObjetDuRappel.objects.filter(cooperative__in={du.cooperative.pk for du in dus}).values_list(
            "destinataire", "cooperative", "nature", "mois", "le", "palier"
        )
    )

    for du in dus:
        siens = destinataires.get(du.cooperative.pk, [])
        if not siens and du.cooperative not in a_dire.sans_personne:
            a_dire.sans_personne.append(du.cooperative)
        for compte in siens:
            if (compte.pk, *du.cle, du.palier) not in dits:
                a_dire.par_personne.setdefault(compte.pk, []).append(du)
                a_dire.comptes[compte.pk] = compte
    return a_dire


def inscrire(a_dire: Preparation) -> int:
    """Write down what is to be said, one message a person; return how many messages are new.

    What already waits for that person takes it in: a mail server down for a week makes one message, not seven. Two
    commands at once write it once: the second finds it written and leaves that person to the first.
    """
    nouveaux = 0
    for pk, dus in a_dire.par_personne.items():
        try:
            with transaction.atomic():
                attend = Rappel.objects.select_for_update().filter(destinataire=pk, etat=EtatDEnvoi.A_ENVOYER).first()
                rappel = attend or Rappel.objects.create(destinataire_id=pk, adresse=a_dire.comptes[pk].email)
                ObjetDuRappel.objects.bulk_create([_objet(rappel, pk, du) for du in dus])
        except IntegrityError:
            continue
        nouveaux += attend is None
    return nouveaux


def _objet(rappel: Rappel, pk: int, du: Du) -> ObjetDuRappel:
    return ObjetDuRappel(
        rappel=rappel,
        destinataire_id=pk,
        cooperative=du.cooperative,
        nature=du.nature,
        mois=du.mois,
        le=du.le,
        palier=du.palier,
    )


def _destinataires(coops: set[int]) -> dict[int, list[User]]:
    """The accounts to write to for each coop."""
    membres = Membre.objects.filter(cooperative__in=coops, user__is_active=True).exclude(user__email="")
    tous: dict[int, list[Membre]] = {}
    for membre in membres.select_related("user").order_by("cooperative", "pk"):
        tous.setdefault(membre.cooperative_id, []).append(membre)

    return {
        coop: [m.user for m in ([r for r in siens if r.role == Role.REFERENT] or siens)] for coop, siens in tous.items()
    }
