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
            for nom in self.fields.keys() & set(self.champs_identite):
                self.fields[nom].disabled = True


class FormulaireAxe(FormulaireAIdentite):
    """An axis is filed under the French row of its edition, whatever the language of its text."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["referentiel"].queryset = Referentiel.objects.sources().order_by("-en_vigueur_du")


class FormulaireEngagement(FormulaireAIdentite):
    """The axis says the edition: one cannot be chosen without the other."""

    axe = AxeField(label=_("Axe"), help_text=_("L’axe dit aussi l’édition."))


class FormulaireReferentiel(FormulaireAIdentite):
    """The code of an edition is in public addresses: it does not change."""

    champs_identite = ("code",)

    points_etape_mois = MoisField(
        label=_("Points d’étape (mois)"),
        required=False,
        help_text=_("Mois après l’admissibilité, séparés par des virgules : 6, 12."),
    )
