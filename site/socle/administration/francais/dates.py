"""Days and hours of Wagtail's forms: read as they were typed, refused in words, never rewritten by a script."""

from django import forms
from django.db import models
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput, AdminTimeInput

from socle.champs import HeureDeFormulaire, JourDeFormulaire, MomentDeFormulaire

CHAMPS: tuple[tuple[type[models.Field], type[forms.Field], type[forms.Widget]], ...] = (
    (models.DateField, JourDeFormulaire, AdminDateInput),
    (models.TimeField, HeureDeFormulaire, AdminTimeInput),
    (models.DateTimeField, MomentDeFormulaire, AdminDateTimeInput),
)


def declarer() -> None:
    """Make the admin read the days and hours of every model with our fields, and load our script."""
    hooks.register("insert_global_admin_js", garder_ce_qui_est_tape)
    for modele, formulaire, saisie in CHAMPS:
        register_form_field_override(modele, override={"form_class": formulaire, "widget": saisie})


def garder_ce_qui_est_tape() -> SafeString:
    """Return the script that keeps the date picker from rewriting a field."""
    return format_html('<script src="{}"></script>', static("socle/administration/dates.js"))
