"""`/admin/registre/visites/…`: the report as it is written in the field, on a phone, with or without a network."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import View

from registre.administration.versions import ALire
from registre.administration.visites.formulaire import FormulaireDeCompteRendu, deja_ecrit, engagements_de
from registre.models import Candidature
from registre.operations import OperationRefusee
from registre.visites.acces import suit_le_dossier
from registre.visites.models import CompteRenduDeVisite
from registre.visites.operations import envoyer
from socle.administration.sans_perte import Rendue
from socle.models import User
from socle.textes.signes import identifiant_ou_nouveau


class VisiteView(ALire, View):
    """The form. What is sent is a draft; one's own, while nobody confirmed it, is found again here."""

    user: User

    @cached_property
    def candidature(self) -> Candidature:
        """The candidature of the address. Raises `Http404`, also for one whose file this account does not read."""
        candidature = get_object_or_404(Candidature.tous.select_related("cooperative"), pk=self.kwargs["pk"])
        suivi = suit_le_dossier(self.request.user, candidature.cooperative, candidature.rang)
        if candidature.admissible_le is None or not suivi:
            raise Http404
        return candidature

    @cached_property
    def rendue(self) -> Rendue:
        """What was sent here without a session, if anything was: without its script the phone keeps nothing."""
        return Rendue(self.request)

    @cached_property
    def brouillon(self) -> CompteRenduDeVisite | None:
        """The last report that this account sent and nobody confirmed."""
        siens = CompteRenduDeVisite.objects.filter(envoye_par=self.request.user.pk, confirme_le=None)
        de_la_coop = siens.filter(cooperative=self.candidature.cooperative_id, rang=self.candidature.rang)
        return de_la_coop.order_by("-envoye_le").first()

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the form, with what an expired session sent, else with the draft if there is one."""
        if self.rendue.saisie is not None:
            ecrits = self.rendue.saisie.pour_un_formulaire()
            form = FormulaireDeCompteRendu(engagements_de(self.candidature), ecrits)
            return self._page(form, identifiant_ou_nouveau(ecrits.get("formulaire", "")), statut=200)

        brouillon = self.brouillon
        ecrit = deja_ecrit(brouillon) if brouillon else {}
        form = FormulaireDeCompteRendu(engagements_de(self.candidature), initial=ecrit)
        return self._page(form, brouillon.formulaire if brouillon else uuid.uuid4())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Keep the report, and lead to it; say what is wrong with it, everything typed still there."""
        form = FormulaireDeCompteRendu(engagements_de(self.candidature), request.POST)
        formulaire = identifiant_ou_nouveau(request.POST.get("formulaire", ""))
        if not form.is_valid():
            return self._refus(form, formulaire)
        try:
            compte_rendu = envoyer(
                self.candidature,
                form.constate(),
                request.FILES.getlist("photos"),
                formulaire=formulaire,
                par=request.user,  # type: ignore[arg-type]
                retirees=request.POST.getlist("retirees"),
            )
        except OperationRefusee as refus:
            refus.porter_sur(form)
            return self._refus(form, formulaire)

        self.rendue.oublier()
        adresse = reverse("registre_compte_rendu", args=[compte_rendu.pk])
        messages.success(request, f"Compte rendu envoyé ({compte_rendu.reference}).")
        return JsonResponse({"adresse": adresse}) if self._en_json else redirect(adresse)

    @property
    def _en_json(self) -> bool:
        """Whether the page's own script asks."""
        return self.request.headers.get("Accept") == "application/json"

    def _refus(self, form: FormulaireDeCompteRendu, formulaire: uuid.UUID) -> HttpResponse:
        if self._en_json:
            return JsonResponse({"fautes": form.fautes()}, status=400)
        return self._page(form, formulaire, statut=400)

    def _page(self, form: FormulaireDeCompteRendu, formulaire: uuid.UUID, *, statut: int = 200) -> HttpResponse:
        contexte: dict[str, Any] = {
            "titre": "Compte rendu de visite",
            "candidature": self.candidature,
            "form": form,
            "fautes": form.fautes(),
            "formulaire": formulaire,
            "brouillon": self.brouillon,
            "photos": list(self.brouillon.photos.order_by("pk")) if self.brouillon else [],
            "retirees": form.data.getlist("retirees") if form.is_bound else [],  # type: ignore[attr-defined]
        }
        contexte |= self.rendue.contexte
        return render(self.request, "registre/administration/visites/terrain.html", contexte, status=statut)


class HorsLigneView(ALire, View):
    """The service worker of those pages: its address is what limits it to them."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Give the script, to who may open those pages."""
        gabarit = "registre/administration/visites/hors_ligne.js"
        return render(request, gabarit, content_type="text/javascript; charset=utf-8")
