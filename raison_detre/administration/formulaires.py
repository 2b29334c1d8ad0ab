"""What the edit forms refuse beyond the models' own rules."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from raison_detre.administration.champs import AxeField, MoisField
from raison_detre.models import Referentiel


class FormulaireAIdentite(WagtailAdminModelForm):
    """Shows what names a thing (its number, key, place) without letting it change once the thing exists.

    A disabled field ignores what is posted, so a crafted request changes nothing either.
    """

    champs_identite: ClassVar[tuple[str, ...]] = ("referentiel", "axe", "numero", "cle")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            for nom in self.fields.keys() & self.champs_fixes():
                self.fields[nom].disabled = True

    def champs_fixes(self) -> set[str]:
        """Return the fields that do not change once the thing exists."""
        return set(self.champs_identite)


class FormulaireDEdition(FormulaireAIdentite):
    """Shows too, without letting it change, what an edition in use locks."""

    def champs_fixes(self) -> set[str]:
        """Return what names the thing and what its edition locks."""
        return super().champs_fixes() | self.instance.champs_figes


class FormulaireAxe(FormulaireDEdition):
    """An axis is filed under the French row of its edition, whatever the language of its text."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["referentiel"].queryset = Referentiel.objects.sources().order_by("-en_vigueur_du")


class FormulaireEngagement(FormulaireDEdition):
    """The axis says the edition: one cannot be chosen without the other."""

    axe = AxeField(label=_("Axe"), help_text=_("L’axe dit aussi l’édition."))


class FormulaireReferentiel(FormulaireDEdition):
    """The code of an edition is in public addresses: it does not change."""

    champs_identite = ("code",)

    points_etape_mois = MoisField(
        label=_("Points d’étape (mois)"),
        required=False,
        help_text=_("Mois après l’admissibilité, séparés par des virgules : 6, 12."),
    )
