"""Which addresses a sheet, a take-up, news or an event changes, told to the shared cache (`socle.cache.purge`).

The page itself is purged with every page; here is what shows it elsewhere.
"""

from functools import partial
from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.signals import page_published, page_unpublished

from bonnes_pratiques.models import ActualitePage, FichePratique, RendezVousPage, Reprise
from raison_detre.models import AccueilPage, EngagementsPage
from registre.suites.purge import de_la_fiche, pages_publiees
from socle.cache.purge import annoncer, dans_chaque_langue, des_pages


def d_une_fiche(fiche_id: int) -> list[str]:
    """The sheet and its print, the library, its feed, the coops that tell it, the engagements and the home page."""
    fiche = FichePratique.objects.get(pk=fiche_id)
    coops = [adresse for coop in fiche.cooperatives for adresse in de_la_fiche(coop.pk)]
    vues = [dans_chaque_langue("bonnes_pratiques:liste"), dans_chaque_langue("bonnes_pratiques:flux")]
    vues += [dans_chaque_langue(f"bonnes_pratiques:{nom}", fiche.slug) for nom in ("fiche", "fiche_pdf")]
    return [
        *coops,
        *(adresse for vue in vues for adresse in vue),
        *des_pages(pages_publiees(AccueilPage, EngagementsPage)),
    ]


def de_l_accueil_et_de(nom: str) -> list[str]:
    """The home page, and the view that lists what changed, in each language."""
    return [*dans_chaque_langue(nom), *des_pages(pages_publiees(AccueilPage))]


@receiver([page_published, page_unpublished], sender=FichePratique)
def apres_une_fiche(instance: FichePratique, **_kwargs: Any) -> None:
    """A sheet published or taken offline."""
    annoncer(("fiche pratique", instance.pk), partial(d_une_fiche, instance.pk))


@receiver([post_save, post_delete], sender=Reprise)
def apres_une_reprise(instance: Reprise, **_kwargs: Any) -> None:
    """A take-up declared, completed or hidden: the sheet counts it."""
    annoncer(("fiche pratique", instance.fiche_id), partial(d_une_fiche, instance.fiche_id))


@receiver([page_published, page_unpublished], sender=ActualitePage)
def apres_une_actualite(instance: ActualitePage, **_kwargs: Any) -> None:
    """A piece of news published or taken offline: the feed, the list above it, the home page."""
    annoncer("actualites", partial(de_l_accueil_et_de, "actualites:flux"))
    annoncer(("au-dessus", instance.pk), partial(des_pages, [instance.get_parent().specific]))


@receiver([page_published, page_unpublished], sender=RendezVousPage)
def apres_un_rendez_vous(instance: RendezVousPage, **_kwargs: Any) -> None:
    """An event published or taken offline: the calendar, the agenda, the home page."""
    annoncer("agenda", partial(de_l_accueil_et_de, "agenda:agenda_ics"))
    annoncer(("au-dessus", instance.pk), partial(des_pages, [instance.get_parent().specific]))
