"""What a coop says of itself, read along with its situation: it must not cost the page a query of its own."""

from dataclasses import dataclass

from django.db.models import Case, IntegerField, OuterRef, Subquery, TextField, Value, When
from django.db.models.functions import Concat
from django.utils import translation

from registre.models import PresentationCooperative
from socle.textes.signes import mots_du_html


@dataclass(frozen=True)
class PresentationLue:
    """A published presentation, as HTML of Wagtail's rich text, and the language it is in."""

    texte: str
    langue: str

    @property
    def texte_nu(self) -> str:
        """The text without its markup, a space between paragraphs, for search engines."""
        return mots_du_html(self.texte)


def presentation_de(cooperative: str) -> Subquery:
    """Return the published presentation of the coop that this path leads to, as text for `presentation_lue`.

    In the reader's language when it is translated, else in French; null when there is none.
    """
    langues = ["fr", translation.get_language() or "fr"]
    rang = Case(When(locale__language_code="fr", then=Value(1)), default=Value(0), output_field=IntegerField())
    versions = PresentationCooperative.objects.filter(
        cooperative=OuterRef(cooperative), live=True, locale__language_code__in=langues
    )
    lue = Concat("locale__language_code", Value(" "), "texte", output_field=TextField())

    return Subquery(versions.order_by(rang).values(lue=lue)[:1])


def presentation_lue(valeur: str | None) -> PresentationLue | None:
    """Return what `presentation_de` found: a language code, a space, the text."""
    langue, _espace, texte = (valeur or "").partition(" ")
    return PresentationLue(texte=texte, langue=langue) if langue else None
