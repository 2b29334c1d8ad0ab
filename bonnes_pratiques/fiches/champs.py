"""Form fields that show what an editor chooses from as they think of it: by axis, by theme, by region."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django import forms
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from raison_detre.models import Engagement, Referentiel
from registre.territoires import DEPARTEMENTS, REGIONS, region_de
from socle.textes.ordre import EnFrancais, cle_francaise

RETRAIT = "\u2003"  # an em space: spaces are lost in a list of choices


def engagements_a_choisir(deja: frozenset[int] = frozenset()) -> QuerySet[Engagement]:
    """Return the French engagements of the edition in force, and those the sheet already bears, by number."""
    edition = Referentiel.objects.en_vigueur(timezone.localdate())
    sources = Engagement.objects.sources().select_related("axe", "referentiel")
    return sources.filter(Q(referentiel=edition) | Q(pk__in=deja)).order_by("referentiel__en_vigueur_du", "numero")


class _ParAxe(forms.models.ModelChoiceIterator):
    """Engagements under the title of their axis."""

    def __iter__(self) -> Iterator[Any]:
        if self.field.empty_label is not None:
            yield ("", self.field.empty_label)
        for axe, engagements in groupby(self.queryset.all(), key=lambda engagement: engagement.axe):
            yield (str(axe), [self.choice(engagement) for engagement in engagements])


class EngagementField(forms.ModelChoiceField):
    """One engagement, in a list sorted by axis."""

    iterator = _ParAxe

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Engagement.objects.none(), **kwargs)


class EngagementsField(forms.ModelMultipleChoiceField):
    """Engagements to tick, sorted by axis."""

    iterator = _ParAxe
    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Engagement.objects.none(), **kwargs)


class ThemesField(forms.ModelMultipleChoiceField):
    """Themes to tick, sub-themes indented under theirs."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, theme: Any) -> str:
        """Return the name, indented on the second level."""
        return f"{RETRAIT}{theme.nom}" if theme.parent_id else theme.nom


def en_arbre(themes: QuerySet[Any]) -> QuerySet[Any]:
    """Return the themes in the order of the tree: each parent, then its children by name."""
    racine, sa_cle = Coalesce("parent__nom", "nom"), Coalesce("parent_id", "pk")
    ordre = (EnFrancais(racine), sa_cle, F("parent_id").asc(nulls_first=True), EnFrancais("nom"))
    return themes.select_related("parent").order_by(*ordre)


def departements_par_region() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the departments to tick, under their region."""
    par_region: dict[str, list[tuple[str, str]]] = {}
    for code, nom in DEPARTEMENTS.items():
        par_region.setdefault(REGIONS[region_de(code)], []).append((code, f"{code} {nom}"))
    return sorted(par_region.items(), key=lambda paire: cle_francaise(paire[0]))


class CasesParRegion(forms.CheckboxSelectMultiple):
    """A hundred boxes in little room: closed lists, one a region, open when something is ticked in it."""

    gabarit = "bonnes_pratiques/administration/cases_par_region.html"

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """Return the lists as HTML, from the site's templates and not from those of Django's forms."""
        choisis = set(value or [])
        regions = [
            (
                region,
                [(code, nom, code in choisis) for code, nom in departements],
                any(c in choisis for c, _n in departements),
            )
            for region, departements in departements_par_region()
        ]

        return render_to_string(self.gabarit, {"nom": name, "id": (attrs or {}).get("id", name), "regions": regions})


class DepartementsField(forms.MultipleChoiceField):
    """Departments, ticked region by region."""

    widget = CasesParRegion

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=departements_par_region, required=False, label=capfirst(_("départements")), **kwargs)
