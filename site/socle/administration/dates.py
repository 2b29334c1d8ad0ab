"""Days and hours of Wagtail's forms: read as they were typed, refused in words, never rewritten by a script."""

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput, AdminTimeInput

from socle.champs import HeureDeFormulaire, JourDeFormulaire, MomentDeFormulaire

# What a form of the admin makes of a model's DateField, TimeField and DateTimeField.
JOUR = {"form_class": JourDeFormulaire, "widget": AdminDateInput}
HEURE = {"form_class": HeureDeFormulaire, "widget": AdminTimeInput}
MOMENT = {"form_class": MomentDeFormulaire, "widget": AdminDateTimeInput}


def garder_ce_qui_est_tape() -> SafeString:
    """Return the script that keeps the date picker from rewriting a field."""
    return format_html('<script src="{}"></script>', static("socle/administration/dates.js"))
