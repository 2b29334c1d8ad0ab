"""Wagtail's own screens, their last English words put in French."""

from django import template

from socle.administration.francais import mots

register = template.Library()

register.filter(mots.en_francais)
