"""Django configuration of the base every room stands on."""

from django.apps import AppConfig


class SocleConfig(AppConfig):
    """Base page, blocks, navigation, design system, accounts."""

    name = "socle"
    verbose_name = "Socle"
