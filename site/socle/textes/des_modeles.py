"""Every text that the database keeps is clean: one rule, laid on the text fields of every model, ours and others'.

A field added tomorrow has it too, and so have the titles of Wagtail's pages, pictures and tags. Whatever writes
(form, import, command, bulk insertion, revision) or asks (a filter) goes through the field.
"""

from collections.abc import Callable, Collection, Iterable
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models
from wagtail import blocks
from wagtail.admin.forms.models import DIRECT_FORM_FIELD_OVERRIDES
from wagtail.fields import StreamField

from socle.champs import LigneDeFormulaire
from socle.textes.signes import propre, une_ligne, valeur_propre

Regle = Callable[[Any], Any]


class TextePropre:
    """What a text field gains: values clean once they are checked, and nothing else done to what is written.

    Not in `to_python`, which Django's text fields also call on their way to the database.
    """

    regle: Regle
    origine: type[models.Field]

    def clean(self, value: Any, model_instance: models.Model | None) -> Any:
        return super().clean(self.nettoyer(value), model_instance)  # type: ignore[misc] # of the field it is laid on

    def formfield(self, **kwargs: Any) -> Any:
        if self.origine is models.CharField:
            kwargs.setdefault("form_class", LigneDeFormulaire)
        return super().formfield(**kwargs)  # type: ignore[misc]

    def nettoyer(self, value: Any) -> Any:
        """Return the value clean; anything but text (None, an expression, a lazy value) as it is."""
        if isinstance(self, StreamField) and isinstance(value, list):
            return bloc_propre(self.stream_block, value)
        return type(self).regle(value) if isinstance(value, str | list | dict) else value


class TextePropreEcrit(TextePropre):
    """The same, kept when nobody checked: at each writing, and in each question asked of the database."""

    def to_python(self, value: Any) -> Any:
        return self.nettoyer(super().to_python(value))  # type: ignore[misc]

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        valeur = super().pre_save(model_instance, add)  # type: ignore[misc]
        propre_ = self.nettoyer(valeur)
        if propre_ != valeur:
            setattr(model_instance, self.attname, propre_)  # type: ignore[attr-defined]
        return propre_

    def get_prep_value(self, value: Any) -> Any:
        return self.nettoyer(super().get_prep_value(value))  # type: ignore[misc]


def poser_la_regle(modeles: Iterable[type[models.Model]] | None = None) -> None:
    """Lay the rule on every text field of these models, of all by default. Doing it again changes nothing.

    What the register's journal writes is only made clean where it is typed: a row says to the letter what its event
    says, which nothing may change (`modeles_a_la_lettre` of the application).
    """
    for modele in apps.get_models(include_auto_created=True) if modeles is None else modeles:
        a_la_lettre: Collection[str] = getattr(modele._meta.app_config, "modeles_a_la_lettre", frozenset())
        maniere = TextePropre if modele.__name__ in a_la_lettre else TextePropreEcrit

        for champ in modele._meta.local_fields:
            regle = regle_de(champ)
            if regle is not None and not isinstance(champ, TextePropre):
                champ.__class__ = _avec_la_regle(type(champ), maniere, regle)  # type: ignore[arg-type] # a class is hashable


def bloc_propre(bloc: blocks.Block, valeur: Any) -> Any:
    """Return the value of a block as the database keeps it, each text of it held to the rule of its own block."""
    if isinstance(bloc, blocks.StreamBlock) and isinstance(valeur, list):
        return [_element_propre(bloc.child_blocks.get(e["type"]), e) if "type" in e else e for e in valeur]
    if isinstance(bloc, blocks.ListBlock) and isinstance(valeur, list):
        return [_element_propre(bloc.child_block, element) for element in valeur]
    if isinstance(bloc, blocks.StructBlock) and isinstance(valeur, dict):
        siens = bloc.child_blocks
        return {nom: bloc_propre(siens[nom], v) if nom in siens else valeur_propre(v) for nom, v in valeur.items()}
    if isinstance(bloc, blocks.CharBlock) and isinstance(valeur, str):
        return une_ligne(valeur)

    return valeur_propre(valeur)


def _element_propre(bloc: blocks.Block | None, element: Any) -> Any:
    """An entry of a list: its value beside its id, or the value alone as older rows have it."""
    if bloc is None:
        return valeur_propre(element)
    if isinstance(element, dict) and "value" in element:
        return element | {"value": bloc_propre(bloc, element["value"])}
    return bloc_propre(bloc, element)


def regle_de(champ: models.Field) -> Regle | None:
    """The rule that a field is held to, by what it keeps; None when it keeps no text."""
    if isinstance(champ, models.CharField):
        return une_ligne
    if isinstance(champ, models.TextField):
        return propre
    return valeur_propre if isinstance(champ, models.JSONField | StreamField) else None


@cache
def _avec_la_regle(classe: type[models.Field], maniere: type[TextePropre], regle: Regle) -> type[models.Field]:
    """The class of a field with the rule in front. It has the name of the other: migrations see what they saw."""
    suite = {"regle": staticmethod(regle), "origine": classe}
    suite |= {"__module__": classe.__module__, "__qualname__": classe.__qualname__, "__doc__": classe.__doc__}
    nouvelle = type(classe.__name__, (maniere, classe), suite)
    if classe in DIRECT_FORM_FIELD_OVERRIDES:  # what Wagtail keeps for this very class, and none of its children
        DIRECT_FORM_FIELD_OVERRIDES[nouvelle] = DIRECT_FORM_FIELD_OVERRIDES[classe]
    return nouvelle
