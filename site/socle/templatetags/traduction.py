"""The editor of translations, as its template needs it."""

from django import template

from socle.administration.traductions import editeur

register = template.Library()

register.simple_tag(editeur.premier_bouton, takes_context=True)
