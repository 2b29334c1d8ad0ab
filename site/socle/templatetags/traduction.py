"""The editor of translations, as its template needs it."""

from django import template

from socle.administration import editeur_de_traduction

register = template.Library()

register.simple_tag(editeur_de_traduction.premier_bouton, takes_context=True)
