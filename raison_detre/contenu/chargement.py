"""Loads the first content, all or nothing."""

from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from wagtail.models import Locale

from raison_detre.contenu.ajouts import poser_ajouts
from raison_detre.contenu.arbre import LANGUES_TRADUITES, poser_arbre, site_est_vide
from raison_detre.contenu.engagements import poser_textes
from raison_detre.contenu.fichiers import DONNEES, EngagementsDonnes, SiteDonne, lire_engagements, lire_site
from raison_detre.contenu.navigation import poser_navigation
from raison_detre.models import Referentiel


class ReferentielAbsentError(Exception):
    """The edition the texts were written for (its code, in `args`) is not loaded: there is nothing yet to publish."""


@dataclass(frozen=True)
class BilanDesPages:
    """What a run did, or would do: titles of the pages created, whether the menu was written, engagements filled."""

    pages: tuple[str, ...]
    navigation: bool
    engagements: tuple[str, ...]

    @property
    def est_vide(self) -> bool:
        """Whether no page, menu nor engagement was written."""
        return not (self.pages or self.navigation or self.engagements)


def charger_contenu(*, dossier: Path = DONNEES, simulation: bool = False) -> BilanDesPages:
    """Create the pages, the menu and the engagements' texts of `dossier` that the site does not have yet.

    The tree is laid whole and once: as soon as a home page exists it belongs to the editors, and a page they deleted
    does not come back. A page that came since is added to a site that never had it.

    Raises `ReferentielAbsentError` when the référentiel is not loaded. A simulation keeps nothing.
    """
    with transaction.atomic():
        engagements = lire_engagements(dossier)
        # Locked, so that of two runs at once the second waits, then finds everything there.
        referentiel = Referentiel.objects.sources().select_for_update().filter(code=engagements.edition).first()
        if referentiel is None:
            raise ReferentielAbsentError(engagements.edition)
        for langue in LANGUES_TRADUITES:
            Locale.objects.get_or_create(language_code=langue)
        bilan = _poser(referentiel, lire_site(dossier), engagements)
        transaction.set_rollback(simulation)

    return bilan


def _poser(referentiel: Referentiel, site: SiteDonne, engagements: EngagementsDonnes) -> BilanDesPages:
    navigation, titres = False, ()

    if site_est_vide():
        pages = poser_arbre(site)
        navigation = poser_navigation(site, pages)
        titres = tuple(page.title for page in pages.values())
    else:
        titres = tuple(page.title for page in poser_ajouts(site))

    ecrits = poser_textes(referentiel, engagements.textes)
    return BilanDesPages(
        pages=titres, navigation=navigation, engagements=tuple(str(engagement) for engagement in ecrits)
    )
