"""What the library adds to the admin's home: sheets to review, drafts nobody published yet."""

from typing import Any

from django.db.models import Case, F, Q, When, Window
from django.db.models.functions import RowNumber
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail.permissions import policy_registry

from bonnes_pratiques.fiches.revue import a_revoir
from bonnes_pratiques.models import FichePratique
from socle.administration.attente import LIGNES, Attente, Partie, TravailEnAttente


def fiches_en_attente(attente: Attente) -> list[Partie]:
    """Return the two parts, for whoever may edit pages; nothing for others. One query."""
    if not policy_registry.get_by_type(Page).user_has_permission(attente.compte, "change"):
        return []

    perimees = Q(a_revoir(timezone.localdate()), live=True)
    brouillons = Q(live=False, first_published_at__isnull=True) & ~Q(latest_revision__user=attente.compte)
    # Read for the drafts and for the others in the order of each, as many of both.
    relue = Case(When(live=True, then=F("relue_le")))
    place = Window(RowNumber(), partition_by="live", order_by=[relue, "latest_revision_created_at", "pk"])
    fiches = (
        FichePratique.objects.filter(perimees | brouillons, locale__language_code="fr")
        .select_related("cooperative", "locale")
        .annotate(place=place)
        .filter(place__lte=LIGNES)
        .order_by("place")
    )
    lues = list(fiches)

    return [
        Partie(
            _("Fiches pratiques à revoir"),
            [_ligne(attente, fiche, jour=fiche.revue_le) for fiche in lues if fiche.live],
        ),
        Partie(
            _("Fiches pratiques en brouillon, jamais publiées"),
            [_ligne(attente, f, depuis=f.latest_revision_created_at) for f in lues if not f.live],
        ),
    ]


def _ligne(attente: Attente, fiche: FichePratique, **quand: Any) -> TravailEnAttente:
    return TravailEnAttente(
        titre=fiche.get_admin_display_title(),
        nature=str(fiche.cooperative or _("sans coopérative")),
        langue=fiche.locale.get_display_name(),
        adresse=attente.finder.get_edit_url(fiche),
        **{"depuis": None, **quand},
    )
