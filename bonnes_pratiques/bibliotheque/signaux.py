"""Keeps the flat library in step: published, withdrawn, moved, restricted, taken up, given to another coop."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import Page, PageViewRestriction, Revision
from wagtail.signals import page_published, page_unpublished, post_page_move

from bonnes_pratiques.bibliotheque.projection import projeter
from bonnes_pratiques.models import FicheIndexee, FichePratique, Reprise


@receiver((page_published, page_unpublished), sender=FichePratique)
def projeter_la_fiche(instance: FichePratique, **_kwargs: Any) -> None:
    """Write or remove a sheet's row."""
    projeter([instance.pk])


@receiver(post_save, sender=FichePratique)
def oter_ce_qui_n_est_plus_public(instance: FichePratique, *, raw: bool = False, **_kwargs: Any) -> None:
    """Remove the row of a sheet that is saved unpublished, whichever way."""
    if not raw and not instance.live:
        FicheIndexee.objects.filter(pk=instance.pk).delete()


@receiver((post_save, post_delete), sender=Reprise)
def compter_les_reprises(instance: Reprise, *, raw: bool = False, **_kwargs: Any) -> None:
    """Count again the take-ups of a sheet, in every language."""
    if not raw:
        groupe = FichePratique.objects.filter(pk=instance.fiche_id).values("translation_key")
        projeter(FichePratique.objects.filter(translation_key__in=groupe).values_list("pk", flat=True))


@receiver((post_save, post_delete), sender=PageViewRestriction)
def restreindre(instance: PageViewRestriction, **_kwargs: Any) -> None:
    """Read again the sheets that a restriction now keeps to some people, or gives back."""
    _dessous(instance.page)


@receiver(post_page_move)
def deplacer(instance: Page, **_kwargs: Any) -> None:
    """Read again the sheets under a page that moved: what stands above them may be restricted."""
    _dessous(instance)


def _dessous(page: Page) -> None:
    projeter(list(FichePratique.objects.descendant_of(page, inclusive=True).values_list("pk", flat=True)))


@receiver(post_save, sender=Revision, dispatch_uid="fiche_suit_sa_coop")
def suivre_la_cooperative(instance: Revision, *, raw: bool = False, **_autres: Any) -> None:
    """A sheet never published has nothing to say in its row but whose it is: the latest draft decides."""
    if raw or "engagement_principal" not in instance.content:
        return
    FichePratique.objects.filter(pk=instance.object_id, live=False, first_published_at__isnull=True).exclude(
        cooperative=instance.content.get("cooperative")
    ).update(cooperative=instance.content.get("cooperative"))
