"""Loads the first content, all or nothing."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Locale

from raison_detre.contenu.arbre import LANGUES_TRADUITES, poser_arbre, site_est_vide
from raison_detre.contenu.engagements import poser_textes
from raison_detre.contenu.lecture import lire_engagements, lire_site
from raison_detre.contenu.navigation import poser_navigation
from raison_detre.models import Referentiel


class ReferentielAbsentError(Exception):
    """No edition is in force: there is nothing yet to publish."""


@dataclass(frozen=True)
class Bilan:
    """What a run did, or would do: titles of the pages created, whether the menu was written, engagements filled."""

    pages: tuple[str, ...]
    navigation: bool
    engagements: tuple[str, ...]

    @property
    def est_vide(self) -> bool:
        """Whether nothing changed."""
        return not (self.pages or self.navigation or self.engagements)


def charger_contenu(*, simulation: bool = False) -> Bilan:
    """Create the pages, the menu and the engagements' texts that the site does not have yet.

    The tree is laid whole and once: as soon as a home page exists it belongs to the editors, and a page they deleted
    does not come back. Raises `ReferentielAbsentError` when no edition is in force. In simulation nothing is kept.
    """
    with transaction.atomic():
        referentiel = Referentiel.objects.en_vigueur(timezone.localdate())
        if referentiel is None:
            raise ReferentielAbsentError(
                _("Aucun référentiel n’est en vigueur. Chargez-le d’abord : manage.py charger_referentiel FICHIER.")
            )
        for langue in LANGUES_TRADUITES:
            Locale.objects.get_or_create(language_code=langue)
        bilan = _poser(referentiel)
        transaction.set_rollback(simulation)
    return bilan


def _poser(referentiel: Referentiel) -> Bilan:
    site, navigation, titres = lire_site(), False, ()
    if site_est_vide():
        pages = poser_arbre(site)
        navigation = poser_navigation(site, pages)
        titres = tuple(page.title for page in pages.values())
    ecrits = poser_textes(referentiel, lire_engagements())
    return Bilan(pages=titres, navigation=navigation, engagements=tuple(str(engagement) for engagement in ecrits))
