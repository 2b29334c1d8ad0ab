"""A button of the admin, and what follows from it: which operation, in which words, by which form."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise

from registre.models import Operation


@dataclass(frozen=True)
class Geste:
    """A button: its operation, its words, its form, and whether what it changes is shown before it is confirmed."""

    operation: Operation
    libelle: str | Promise
    executer: Callable[..., Any]
    formulaire: type[forms.Form]
    motif_requis: bool = False
    motif_publie: bool = False
    apercu: bool = False

    @property
    def nom(self) -> str:
        """The end of its address."""
        return str(self.operation.value)
