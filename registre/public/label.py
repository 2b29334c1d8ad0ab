"""`/registre/labels/<numero>/`: one granted period, as granted, for as long as the register stands."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from registre.cycle import statut_de_label
from registre.models import Label
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
    par_axe: dict[int, list] = {}
    for octroye in sorted(trouve.engagements_octroyes.all(), key=lambda octroye: octroye.numero):
        par_axe.setdefault(octroye.engagement.axe.numero, []).append(octroye)
    aujourdhui, octroye = timezone.localdate(), trouve.octroye_le <= au
    contexte = {
        "label": trouve,
        "coop": trouve.cooperative,
        "code": statut_de_label(trouve.faits, au) if octroye else "aucun",
        "phrase": phrase_de_label(trouve, au),
        "phrase_du_jour": phrase_de_label(trouve, aujourdhui) if au != aujourdhui else "",
        "barre": barre_du_label(trouve, au) if octroye else None,
        "axes": [(lignes[0].engagement.axe, lignes) for _numero, lignes in sorted(par_axe.items())],
        "suites": suites(trouve),
        "suivant": trouve.cooperative.labels.filter(valide_du__gt=trouve.valide_du).order_by("valide_du").first(),
        "donnees_liees": label_seul(trouve, au),
        "demonstration": trouve.cooperative.demonstration,
        "permanente": request.build_absolute_uri(request.path),
    }
    titre = _("Label %(numero)s") % {"numero": numero}
    description = _("Label Quali’Coop %(numero)s octroyé à %(nom)s : période, statut, engagements, décisions.")
    description %= {"numero": numero, "nom": trouve.cooperative.nom}
    return rendre(request, "registre/label.html", contexte, au=au, titre=titre, description=description)
