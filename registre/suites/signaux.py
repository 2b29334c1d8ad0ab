"""Keeps in step what follows from a row, by whatever form it is written: the flat register, former addresses, mail,
authors."""

from typing import Any

from django.db import connection
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from django.dispatch import receiver
from wagtail.users.models import UserProfile

from raison_detre.models import Axe, Engagement, Referentiel
from registre.ecriture import changer_le_public, lot
from registre.ecriture.verrous import verrouiller_le_registre
from registre.journal.auteurs import effacer
from registre.models import AncienneAdresse, Cooperative, Membre
from registre.models.cooperative import ADHESION, IDENTITE, IdentiteHorsOperation
from registre.operations.identite import exiger_siren_libre, inscrire_au
from socle.models import User


@receiver(pre_save, sender=Cooperative)
def refuser_une_identite_sans_date(instance: Cooperative, *, raw: bool = False, **_kwargs: Any) -> None:
    """Refuse to change a dated fact by saving the row: an operation says from when. Raises `IdentiteHorsOperation`.

    A new coop may not bear a SIREN that was another's: raises `OperationRefusee`.

    Within a transaction, the register's lock is taken here, before the row's: that is the order of every lot.
    """
    if raw:
        return

    if connection.in_atomic_block:
        verrouiller_le_registre()

    ecrite = Cooperative.objects.filter(pk=instance.pk).values(*IDENTITE, *ADHESION).first()
    if ecrite is None:
        if not instance.inscription_consignee:
            exiger_siren_libre(None, instance.siren)
        return
    if changes := [champ for champ, valeur in ecrite.items() if getattr(instance, champ) != valeur]:
        raise IdentiteHorsOperation(f"{', '.join(changes)}: dated facts change by an operation, which says from when.")


@receiver(post_save, sender=Cooperative)
def tenir_la_projection(instance: Cooperative, *, created: bool, raw: bool = False, **_kwargs: Any) -> None:
    """Enter a new coop in the journal when no operation does; write again the rows of one whose métiers changed."""
    if raw:
        return

    with lot() as ecriture:
        ecriture.changer_le_public()
        flux = ecriture.flux(instance.pk)
        if not created:
            flux.cooperative.refresh_from_db(fields=["metiers"])  # another save may have come between
            flux.a_projeter = True
        elif not instance.inscription_consignee:
            inscrire_au(flux, instance, par=None)


@receiver([pre_save, pre_delete], sender=Referentiel)
@receiver([pre_save, pre_delete], sender=Axe)
@receiver([pre_save, pre_delete], sender=Engagement)
def avant_une_edition(**_kwargs: Any) -> None:
    """Rows of the register show editions, engagements' numbers, and are found by axis: their version goes with them.

    Before the row within a transaction, whose other locks come after; after it otherwise, once it can be read.
    """
    if connection.in_atomic_block:
        changer_le_public()


@receiver([post_save, post_delete], sender=Referentiel)
@receiver([post_save, post_delete], sender=Axe)
@receiver([post_save, post_delete], sender=Engagement)
def apres_une_edition(**_kwargs: Any) -> None:
    """The same, for a row saved outside any transaction."""
    if not connection.in_atomic_block:
        changer_le_public()


@receiver(pre_save, sender=Cooperative)
def garder_l_ancienne_adresse(instance: Cooperative, *, raw: bool = False, **_kwargs: Any) -> None:
    """Remember the slug that a coop leaves; the one it takes is no longer a former address of anybody."""
    if raw or instance.pk is None:
        return
    quittes = Cooperative.objects.filter(pk=instance.pk).exclude(slug=instance.slug).values_list("slug", flat=True)
    for slug in quittes:
        AncienneAdresse.objects.filter(slug=instance.slug).delete()
        AncienneAdresse.objects.update_or_create(slug=slug, defaults={"cooperative": instance})


@receiver(post_save, sender=Membre)
def ecrire_par_nos_courriels(instance: Membre, *, created: bool, raw: bool = False, **_kwargs: Any) -> None:
    """Leave Wagtail's own mails, whose links lead to the admin, to those who have the admin."""
    if created and not raw and not instance.user.has_perm("wagtailadmin.access_admin"):
        profil = UserProfile.get_for_user(instance.user)
        profil.submitted_notifications = profil.approved_notifications = profil.rejected_notifications = False
        profil.save()


@receiver(pre_delete, sender=User)
def effacer_l_auteur(instance: User, **_kwargs: Any) -> None:
    """Erase what an account recorded together with it: a salt left behind could still tell."""
    effacer(instance)
