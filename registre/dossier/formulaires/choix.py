"""Which engagements: boxes to tick, axis by axis."""

from typing import Any

from django import forms

from registre.dossier.edition import EditionDuDossier
from registre.dossier.formulaires.base import FormulaireLibre


class FormulaireDesEngagements(FormulaireLibre):
    """The engagements of the edition, by their stable keys."""

    engagements = forms.MultipleChoiceField(
        label="Engagements choisis",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "un engagement n’existe pas dans cette édition : choisissez à nouveau."},
    )

    def __init__(self, *args: Any, edition: EditionDuDossier, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["engagements"].choices = [  # type: ignore[attr-defined]
            (e.cle, f"{e.numero}. {e.intitule}") for ceux in edition.par_axe.values() for e in ceux
        ]
