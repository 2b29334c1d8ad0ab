"""Registers the référentiel in Wagtail's admin. No logic here."""

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from raison_detre.administration import verrou
from raison_detre.administration.viewsets import RaisonDEtreGroup

hooks.register("before_delete_snippet", verrou.avant_suppression)
register_snippet(RaisonDEtreGroup)
