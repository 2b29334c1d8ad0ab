"""`/registre/labels/<numero>/`: one granted period, as granted, for as long as the register stands."""

import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from raison_detre.models import Axe
from registre.cycle import statut_de_label
from registre.models import EngagementOctroye, Label
from registre.public.donnees_liees import label_seul
from registre.public.jalons import barre_du_label
from registre.public.jour import jour_demande, parametres_verifies
from registre.public.parcours import suites
from registre.public.phrases_de_label import phrase_de_label
from registre.public.vue import rendre


@require_safe
@parametres_verifies
def label(request: HttpRequest, numero: str) -> HttpResponse:
    """Show a label, whatever became of it. A number nobody ever had is a 404 that offers to verify it."""
    if numero != numero.upper():
        adresse, question = reverse("registre:label", args=[numero.upper()]), request.META.get("QUERY_STRING", "")
        return redirect(f"{adresse}?{question}" if question else adresse, permanent=True)
    au = jour_demande(request)
    trouve = (
        Label.objects.select_related("cooperative", "candidature__referentiel")
        .prefetch_related("suspensions", "engagements_octroyes__engagement__axe")
        .filter(numero=numero)
        .first()
    )
    if trouve is None:
        return render(request, "registre/label_inconnu.html", {"numero": numero}, status=404)
    contexte = _contexte(trouve, au) | {"permanente": request.build_absolute_uri(request.path)}
    titre = _("Label %(numero)s") % {"numero": numero}
    description = _("Label Quali’Coop %(numero)s octroyé à %(nom)s : période, statut, engagements, décisions.")
    description %= {"numero": numero, "nom": trouve.cooperative.nom}
    return rendre(request, "registre/label.html", contexte, au=au, titre=titre, description=description)


def _contexte(label: Label, au: datetime.date) -> dict[str, Any]:
    """What the page shows of a label, on a day and today."""
    aujourdhui, octroye = timezone.localdate(), label.octroye_le <= au
    return {
        "label": label,
        "coop": label.cooperative,
        "code": statut_de_label(label.faits, au) if octroye else "aucun",
        "phrase": phrase_de_label(label, au),
        "phrase_du_jour": phrase_de_label(label, aujourdhui) if au != aujourdhui else "",
        "barre": barre_du_label(label, au) if octroye else None,
        "axes": _par_axe(label),
        "suites": suites(label),
        "suivant": label.cooperative.labels.filter(valide_du__gt=label.valide_du).order_by("valide_du").first(),
        "donnees_liees": label_seul(label, au),
        "demonstration": label.cooperative.demonstration,
    }


def _par_axe(label: Label) -> list[tuple[Axe, list[EngagementOctroye]]]:
    """The engagements as granted, in order of number, under the axis each had in the label's edition."""
    par_axe: dict[Axe, list[EngagementOctroye]] = {}
    for octroye in sorted(label.engagements_octroyes.all(), key=lambda octroye: octroye.numero):
        par_axe.setdefault(octroye.engagement.axe, []).append(octroye)
    return sorted(par_axe.items(), key=lambda paire: paire[0].numero)
