"""Erasing a person: what is about them goes, what they did stays without their name. The same whichever door is used.

What the database does by itself (rows that go, columns that empty) follows from deleting the account; the rest is done
just before, for the command, for the admin, and for whoever deletes an account by another way.
"""

from dataclasses import dataclass
from typing import Any

from axes.models import AccessAttempt
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q
from django.utils.text import capfirst
from wagtail.models import ModelLogEntry, PageLogEntry

from socle.models import User
from socle.personnes.devenirs import Devenir, liens

SANS_NOM = "–"


@dataclass(frozen=True)
class Ligne:
    """What becomes of one kind of rows, and how many there are."""

    quoi: str
    colonne: str
    devenir: Devenir
    nombre: int


def effacer(compte: User, *, simulation: bool = False) -> list[Ligne]:
    """Erase this person; return what went, what was detached, and what is left to change by hand.

    With `simulation`, only count. The account is gone afterwards: a second run has nobody to erase.
    """
    with transaction.atomic():
        bilan = [
            Ligne(
                capfirst(str(lien.modele._meta.verbose_name_plural)), str(lien.champ.verbose_name), lien.devenir, nombre
            )
            for lien in liens()
            if (nombre := lien.lignes(compte).count())
        ]
        if not simulation:
            compte.delete()
    return bilan


def avant_suppression(instance: User, **_kwargs: Any) -> None:
    """Take out, with an account that is deleted, its address and its name wherever they stand."""
    for lien in liens():
        if not lien.est_un_courriel or lien.modele is User:
            continue
        if lien.devenir == Devenir.PART:
            lien.lignes(instance).delete()
        elif lien.devenir == Devenir.DETACHE:
            lien.lignes(instance).update(**{lien.champ.name: ""})

    _oublier_dans_l_historique(instance)
    AccessAttempt.objects.filter(username__iexact=instance.email).delete()


def _oublier_dans_l_historique(compte: User) -> None:
    """Wagtail's history keeps the number of who did, and the name of what was done on: an account, a member."""
    for historique in (ModelLogEntry, PageLogEntry):
        historique.objects.filter(user=compte).update(user=None)

    nomme = Q(label__icontains=compte.email)
    if compte.first_name and compte.last_name:
        nomme |= Q(label__icontains=compte.get_full_name())
    sur_le_compte = Q(content_type=ContentType.objects.get_for_model(User), object_id=str(compte.pk))
    ModelLogEntry.objects.filter(sur_le_compte).update(label=SANS_NOM, data={})
    ModelLogEntry.objects.filter(nomme).update(label=SANS_NOM)
