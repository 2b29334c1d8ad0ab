"""Registers the référentiel in Wagtail's admin. No logic here."""

from wagtail.snippets.models import register_snippet

from raison_detre.administration.viewsets import RaisonDEtreGroup

register_snippet(RaisonDEtreGroup)
