"""Kinds of indicators, as the label's rules name them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Nature(models.TextChoices):
    """What an indicator measures (annexe 3 of the federal note of 2021)."""

    METIER = "metier", _("métier")
    ECONOMIQUE = "economique", _("économique")
    GOUVERNANCE = "gouvernance", _("gouvernance")
    RESSOURCES_HUMAINES = "ressources_humaines", _("ressources humaines")
