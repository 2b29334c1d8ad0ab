"""Blocks that know the référentiel."""

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from raison_detre.natures import Nature
from socle.blocs import CORPS


class IndicateurExempleBlock(blocks.StructBlock):
    """An indicator a coop could choose for an engagement."""

    nom = blocks.CharBlock(label=capfirst(_("nom")), max_length=150)
    nature = blocks.ChoiceBlock(label=capfirst(_("nature")), choices=Nature.choices, default=Nature.METIER)
    unite = blocks.CharBlock(
        label=capfirst(_("unité")), max_length=40, required=False, help_text=_("Par exemple %, logements, jours.")
    )

    class Meta:
        icon = "form"
        label = capfirst(_("indicateur"))


class EngagementChoisiBlock(blocks.StructBlock):
    """An engagement quoted in a page, with its axis and a link to it."""

    engagement = SnippetChooserBlock("raison_detre.Engagement", label=capfirst(_("engagement")))

    class Meta:
        icon = "tick-inverse"
        label = capfirst(_("engagement"))
        template = "raison_detre/blocs/engagement_choisi.html"


class ConservationBlock(blocks.StaticBlock):
    """How long what visitors report is kept: read from the settings by the template, of the room above."""

    class Meta:
        icon = "history"
        label = capfirst(_("conservation des signalements"))
        admin_text = _("Les durées sont celles de Paramètres > Suivi des erreurs signalées.")
        template = "raison_detre/blocs/conservation.html"


class DureesBlock(blocks.StaticBlock):
    """How long each thing is kept: the list that the command which forgets reads."""

    class Meta:
        icon = "history"
        label = capfirst(_("durées de conservation"))
        admin_text = _("Les durées que le site applique : recherches, formulaires, sessions, invitations, rappels.")
        template = "raison_detre/blocs/durees.html"


CORPS_EDITORIAL = [
    *CORPS,
    ("engagement", EngagementChoisiBlock()),
    ("conservation", ConservationBlock()),
    ("durees", DureesBlock()),
]
