"""The latest sheets as an Atom feed, narrowed by the same filters as the list."""

import datetime
import uuid
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bonnes_pratiques.bibliotheque.entrees import FicheListee, lire_entrees
from bonnes_pratiques.bibliotheque.liste.page import parametres_verifies
from bonnes_pratiques.bibliotheque.liste.phrases import puces
from bonnes_pratiques.bibliotheque.liste.reponse import ReponseDeBibliotheque, repondre
from socle.formats.flux import FluxAtom

NOMBRE = 50


@dataclass(frozen=True)
class FluxDemande:
    """What a feed was asked, and the newest sheets that answer."""

    reponse: ReponseDeBibliotheque
    fiches: list[FicheListee]


class FluxDesFiches(FluxAtom):
    """Sheets as they are published, newest first. Its title says what it is narrowed to."""

    subtitle = gettext_lazy("Ce que des coopératives d’HLM ont fait, avec quels moyens et quels résultats.")

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer, or say which parameter means nothing (400)."""
        reponse: Any = parametres_verifies(super().__call__)(request, *args, **kwargs)
        return reponse

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> FluxDemande:
        """Read the address as the list does."""
        reponse = repondre(request.GET)
        cles = reponse.corpus.ordonner(reponse.cles, "recent", {})[:NOMBRE]
        return FluxDemande(reponse, lire_entrees(request, cles, reponse.lus.edition))

    def title(self, demande: FluxDemande) -> str:
        """The library, and the filters in words."""
        mots = [puce.texte for puce in puces(demande.reponse.filtres, demande.reponse.lus)]
        return " – ".join([_("Bonnes pratiques des Coop’HLM"), *mots])

    def link(self, demande: FluxDemande) -> str:
        """The list of the same sheets."""
        return reverse("bonnes_pratiques:liste") + demande.reponse.filtres.seuls_filtres.adresse.rstrip("?")

    def adresse(self, demande: FluxDemande) -> str:
        """The feed of the same sheets."""
        return reverse("bonnes_pratiques:flux") + demande.reponse.filtres.seuls_filtres.adresse.rstrip("?")

    def items(self, demande: FluxDemande) -> list[FicheListee]:
        """The newest sheets that answer the question of the address."""
        return demande.fiches

    def item_title(self, item: FicheListee) -> str:
        """The sheet's own, and whether it is fictional."""
        return f"{item.fiche.title} ({_('démonstration')})" if item.demonstration else item.fiche.title

    def item_description(self, item: FicheListee) -> str:
        """The coops that tell the sheet, then its introduction without markup."""
        qui = ", ".join(item.cooperatives)
        return f"{qui}. {strip_tags(item.fiche.introduction)}" if qui else strip_tags(item.fiche.introduction)

    def item_link(self, item: FicheListee) -> str:
        return item.adresse

    def item_guid(self, item: FicheListee) -> str:
        """The same whatever its title and its address become; a translation, which reads otherwise, has its own."""
        cle, langue = item.fiche.translation_key, item.fiche.locale.language_code
        return (cle if langue == settings.LANGUAGE_CODE else uuid.uuid5(cle, langue)).urn

    def item_pubdate(self, item: FicheListee) -> datetime.datetime | None:
        """When it was first published."""
        return item.fiche.first_published_at

    def item_updateddate(self, item: FicheListee) -> datetime.datetime | None:
        """When it was last published."""
        return item.fiche.last_published_at or item.fiche.first_published_at
