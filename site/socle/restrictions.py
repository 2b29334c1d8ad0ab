"""Pages kept to some people: the question asked together with the pages, rather than once more for each."""

from django.db.models import Exists, OuterRef
from django.db.models.functions import Length, Substr
from wagtail.models import PageViewRestriction


def est_reservee() -> Exists:
    """Condition on pages that are no alias: a rule stands on the page, or above it."""
    au_dessus = Substr(OuterRef("path"), 1, Length("page__path"))
    return Exists(PageViewRestriction.objects.filter(page__path=au_dessus).order_by())
