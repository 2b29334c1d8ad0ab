"""`/registre/labels/<numero>/montrer/`: what to paste, and what to save, to show a label elsewhere."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from registre.lecture.label_du_jour import ANNULE, label_du_jour
from registre.promotion.carte.sur_un_site import sur_un_site
from registre.promotion.kit.documents import FORMATS
from registre.promotion.reponses import montre_la_carte
from registre.public.rendu import rendre


@montre_la_carte
@require_safe
def montrer(request: HttpRequest, numero: str) -> HttpResponse:
    """Show how a label is shown. An annulled number has nothing to show, and its own page says why."""
    if numero != numero.upper():
        return redirect(reverse("registre:montrer", args=[numero.upper()]), permanent=True)

    aujourdhui = timezone.localdate()
    lu = label_du_jour(numero, aujourdhui)
    if lu is None:
        return render(request, "registre/label_inconnu.html", {"numero": numero}, status=404)
    if lu.etat == ANNULE:
        return redirect("registre:label", numero)

    contexte = {"lu": lu, "sur_un_site": sur_un_site(lu), "demonstration": lu.demonstration, "formats": FORMATS}
    description = _("Le badge, la carte et le code à copier pour montrer le label %(numero)s sur un site.")
    return rendre(
        request,
        "registre/montrer.html",
        contexte,
        au=aujourdhui,
        titre=_("Montrer le label %(numero)s") % {"numero": numero},
        description=description % {"numero": numero},
    )
