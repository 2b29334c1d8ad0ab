"""A step as a form: its fields, its rows, what cannot be read in either."""

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

from django import forms

from registre.dossier.completude import Manque
from socle.formulaires.saisie import Saisie


class FormulaireLibre(forms.Form):
    """A form whose fields may all be empty, and say so to nobody."""

    use_required_attribute = False
    facultatifs: ClassVar[frozenset[str]] = frozenset()  # what a complete dossier may leave empty

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        for champ in self.fields.values():
            champ.required = False


class FormulaireDEtape:
    """The form of a step. `lignes` are its rows, when it repeats some."""

    def __init__(self, saisie: Saisie, principal: FormulaireLibre, lignes: Sequence[FormulaireLibre] = ()) -> None:
        self.saisie = saisie
        self.principal = principal
        self.lignes = lignes
        for formulaire in self.formulaires:
            formulaire.is_valid()
            for nom, champ in formulaire.fields.items():  # once read: what the page says beside each label
                champ.required = nom not in formulaire.facultatifs

    @property
    def formulaires(self) -> list[FormulaireLibre]:
        """The form of the fields, then one per row."""
        return [self.principal, *self.lignes]

    def fautes(self) -> list[Manque]:
        """What was typed and cannot be read, each with the id of its field."""
        return [Manque(ancre, f"{libelle} : {message}") for ancre, libelle, message in self._messages()]

    def _messages(self) -> Iterator[tuple[str, str, str]]:
        for formulaire in self.formulaires:
            entete = getattr(formulaire, "entete", "")
            for champ in formulaire:
                for message in champ.errors:
                    yield champ.id_for_label or f"id_{champ.html_name}", f"{entete}{champ.label}", str(message)

    def libelles(self) -> dict[str, str]:
        """The label of each field, by the name that a POST gives it, rows said."""
        return {
            formulaire.add_prefix(nom): f"{getattr(formulaire, 'entete', '')}{champ.label or ''}"
            for formulaire in self.formulaires
            for nom, champ in formulaire.fields.items()
        }
