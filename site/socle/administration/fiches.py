"""The page that shows a text in the admin to whoever may not edit it: what it says, and nothing of its making.

Wagtail's own lists every column of the row, those of its drafts and translations included.
"""

import datetime
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.blocks import StreamValue
from wagtail.fields import RichTextField
from wagtail.models import DraftStateMixin, LockableMixin, RevisionMixin, TranslatableMixin, WorkflowMixin
from wagtail.rich_text import expand_db_html
from wagtail.snippets.views.snippets import InspectView

from socle.templatetags.typographie import en_toutes_lettres

FABRIQUE: tuple[type[models.Model], ...] = (
    *(DraftStateMixin, LockableMixin, RevisionMixin, TranslatableMixin, WorkflowMixin),
)
RIEN = "–"


class FicheDeTexteView(InspectView):
    """A text as it reads: its state first, then each field that says something."""

    def get_page_title(self) -> str:
        """What it is, in a word."""
        return str(capfirst(self.model._meta.verbose_name))

    def get_fields(self) -> list[str]:
        """The fields that somebody wrote."""
        fabrique = {champ.name for mixin in FABRIQUE for champ in mixin._meta.get_fields()}
        return [nom for nom in super().get_fields() if nom not in fabrique | {"id"}]

    def get_field_display_value(self, field_name: str, field: Any) -> Any:
        """The value in words; formatted text as it looks."""
        valeur = super().get_field_display_value(field_name, field)
        if isinstance(field, RichTextField):
            return SafeString(expand_db_html(valeur))
        return valeur.render_as_block() if isinstance(valeur, StreamValue) else en_clair(valeur)

    def get_fields_context(self) -> list[dict[str, Any]]:
        """What is empty is not shown."""
        etat = getattr(self.object, "status_string", "")
        statut = [{"label": _("Statut"), "value": capfirst(etat), "component": None}] if etat else []
        return statut + [champ for champ in super().get_fields_context() if champ["value"] not in (RIEN, "")]


def en_clair(valeur: Any) -> Any:
    """Return a value as a page says it: a day in full, a moment in Paris, yes or no, a dash for nothing."""
    if isinstance(valeur, datetime.datetime):
        return date_format(timezone.localtime(valeur), "DATETIME_FORMAT")
    if isinstance(valeur, datetime.date):
        return en_toutes_lettres(valeur)
    if isinstance(valeur, bool):
        return _("oui") if valeur else _("non")
    if isinstance(valeur, list | tuple):
        return ", ".join(str(en_clair(element)) for element in valeur) or RIEN
    return RIEN if valeur in (None, "") else valeur


def coupable(texte: str) -> SafeString:
    """Return a long word that may be cut every eight characters."""
    morceaux = [texte[debut : debut + 8] for debut in range(0, len(texte), 8)]
    return format_html_join(SafeString("<wbr>"), "{}", ((morceau,) for morceau in morceaux))
