"""What the library adds to the admin's home: sheets to review, drafts nobody published yet."""

import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail.permissions import policy_registry

from bonnes_pratiques.fiches.revue import a_revoir
from bonnes_pratiques.models import FichePratique
from socle.administration.attente import LIGNES, Attente, Partie, TravailEnAttente


def fiches_en_attente(attente: Attente) -> list[Partie]:
    """Return the two parts, for whoever may edit pages; nothing for others."""
    if not policy_registry.get_by_type(Page).user_has_permission(attente.compte, "change"):
        return []

    fiches = FichePratique.objects.filter(locale__language_code="fr").select_related("cooperative", "locale")
    perimees = fiches.filter(a_revoir(timezone.localdate()), live=True).order_by("relue_le", "pk")
    brouillons = fiches.filter(live=False, first_published_at__isnull=True).exclude(
        latest_revision__user=attente.compte
    )

    return [
        Partie(_("Fiches pratiques à revoir"), _lignes(attente, perimees, lambda fiche: _minuit(fiche.revue_le))),
        Partie(
            _("Fiches pratiques en brouillon, jamais publiées"),
            _lignes(attente, brouillons.order_by("latest_revision_created_at", "pk"), _dernier_changement),
        ),
    ]


def _lignes(attente: Attente, fiches: QuerySet[FichePratique], depuis: Any) -> list[TravailEnAttente]:
    return [
        TravailEnAttente(
            titre=fiche.get_admin_display_title(),
            nature=str(fiche.cooperative or _("sans coopérative")),
            langue=fiche.locale.get_display_name(),
            adresse=attente.finder.get_edit_url(fiche),
            depuis=depuis(fiche),
        )
        for fiche in fiches[:LIGNES]
    ]


def _dernier_changement(fiche: FichePratique) -> datetime.datetime | None:
    changee_le: datetime.datetime | None = fiche.latest_revision_created_at
    return changee_le


def _minuit(jour: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(jour, datetime.time()))
