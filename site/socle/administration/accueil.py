"""The admin's home answers one question: what waits for me?"""

from typing import Any

from django.forms import Media
from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.ui.components import Component

from socle.administration import mes_pages, resume
from socle.administration.attente import Attente
from socle.administration.relecture import SCRIPT_DES_ACTIONS

APRES_WAGTAIL = 100
PANNEAUX_REMPLACES = ("user_objects_in_workflow_moderation", "workflow_objects_to_moderate", *mes_pages.DE_WAGTAIL)


def declarer() -> None:
    """Give the home our panels, and our summary once Wagtail has made its own."""
    hooks.register("construct_homepage_panels", composer_accueil)
    hooks.register("construct_homepage_summary_items", resume.composer_resume, order=APRES_WAGTAIL)


def composer_accueil(request: HttpRequest, panneaux: list[Any]) -> None:
    """Put ours in place of Wagtail's, which show the same less completely, or at the price of more queries."""
    panneaux[:] = [panneau for panneau in panneaux if getattr(panneau, "name", "") not in PANNEAUX_REMPLACES]
    panneaux += [CeQuiMAttendPanel(), mes_pages.MesPagesPanel()]


class CeQuiMAttendPanel(Component):
    """Short lists; the same number of queries for one line and for twenty."""

    name = "ce_qui_m_attend"
    template_name = "socle/administration/ce_qui_m_attend.html"
    order = 10

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """What waits for the person who asks."""
        return {"attente": Attente(parent_context["request"].user)}

    @property
    def media(self) -> Media:
        """Wagtail's script for the approve and send back buttons."""
        return SCRIPT_DES_ACTIONS
