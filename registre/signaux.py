"""Keeps in step what follows from a row, by whatever form it is written: the flat register, former addresses, mail."""

from typing import Any

from django.db.models.signals import post_save, pre_save
from django.dispatch import receiver
from wagtail.users.models import UserProfile

from registre.models import AncienneAdresse, Cooperative, Membre
from registre.projection import projeter


@receiver(post_save, sender=Cooperative)
def reprojeter(instance: Cooperative, *, raw: bool = False, **_kwargs: Any) -> None:
    """Rewrite the coop's rows: name, region or métiers may have changed. Bulk paths call the projection themselves."""
    if not raw:
        projeter(instance.pk)


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
