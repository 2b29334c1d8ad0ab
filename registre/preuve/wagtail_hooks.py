"""Registers the room of proof in Wagtail's admin. No logic here."""

from wagtail import hooks

from registre.preuve.cles.rappel import cles_en_attente

hooks.register("completer_attente", cles_en_attente)
