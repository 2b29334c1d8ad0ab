"""Filing a candidature from the admin, for a coop whose file arrived at the Federation."""

from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from raison_detre.models import Engagement, Referentiel
from registre import operations
from registre.administration.formulaires.depot import LIGNES_MAXIMUM, FormulaireDeDepot, LigneDeDepot
from registre.depots import depot_attendu, sur_depot
from registre.droits import peut
from registre.journal.connu import histoire
from registre.journal.histoire import Histoire
from registre.models import Candidature, Cooperative, Operation
from registre.operations import OperationRefusee
from socle.models import User
from socle.templatetags.typographie import en_toutes_lettres
from socle.textes.signes import entier_ou_rien


def depot_possible(cooperative: Cooperative) -> Operation | None:
    """Return what this coop may file today: a candidature, a renewal, or nothing while one is open or once absorbed."""
    lue = histoire(cooperative.pk) or Histoire()
    return None if sur_depot(lue) else depot_attendu(lue)


class DepotView(WagtailAdminTemplateMixin, TemplateView):
    """Choose, explain, measure, file. What is refused is said where it stands; what was typed is still there."""

    template_name = "registre/administration/depot.html"
    header_icon = "form"

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse whoever may not file, before anything else."""
        if not peut(request.user, Operation.DEPOSER):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def cooperative(self) -> Cooperative:
        """The coop that files. Raises `Http404`."""
        return get_object_or_404(Cooperative, pk=self.kwargs["pk"])

    @cached_property
    def possible(self) -> Operation | None:
        """What it may file today: a first candidature, a renewal, or None."""
        return depot_possible(self.cooperative)

    @cached_property
    def referentiel(self) -> Referentiel:
        """The edition in force: a candidature is judged by the edition it is filed under."""
        edition = Referentiel.objects.en_vigueur(timezone.localdate())
        if edition is None:
            raise Http404
        return edition

    def get_page_title(self) -> str:
        renouvelle = self.possible == Operation.DEPOSER_RENOUVELLEMENT
        return _("Déposer le renouvellement") if renouvelle else _("Déposer une candidature")

    def get_page_subtitle(self) -> str:
        return str(self.cooperative)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """The way back: the coop's history."""
        ici = {"url": "", "label": self.get_page_title()}
        return [
            *super().get_breadcrumbs_items(),
            {"url": self.retour(self.cooperative), "label": str(self.cooperative)},
            ici,
        ]

    def lignes(self, donnees: QueryDict | None = None) -> list[LigneDeDepot]:
        """The engagements of the edition, each with what was typed."""
        engagements = Engagement.objects.sources().filter(referentiel=self.referentiel).select_related("axe")
        return [LigneDeDepot(engagement, donnees) for engagement in engagements.order_by("numero")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        contexte = super().get_context_data(**kwargs)

        contexte.setdefault("form", FormulaireDeDepot())
        contexte.setdefault("lignes", self.lignes())

        return contexte | {
            "cooperative": self.cooperative,
            "regles": self.referentiel.regles,
            "edition": self.referentiel,
            "possible": self.possible,
            "retour": self.retour(self.cooperative),
            "allongee": self.request.POST.get("ajouter", ""),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """File, or add a line to one engagement and show the form again."""
        if numero := request.POST.get("ajouter", ""):
            donnees = une_ligne_de_plus(request.POST, numero)
            return self.remontrer(FormulaireDeDepot(donnees), self.lignes(donnees))

        form, lignes = FormulaireDeDepot(request.POST), self.lignes(request.POST)
        valides = [ligne.est_valide() for ligne in lignes]
        if not form.is_valid() or not all(valides):
            form.add_error(None, _("Rien n’est déposé : corrigez ce qui est signalé plus bas, puis déposez."))
            return self.remontrer(form, lignes)

        try:
            candidature = self.deposer(form, lignes)
        except OperationRefusee as refus:
            for message in refus.messages:
                form.add_error(None, message)
            return self.remontrer(form, lignes)

        quoi, le = Operation(self.possible or Operation.DEPOSER).label, en_toutes_lettres(candidature.deposee_le)
        mots = _("%(coop)s : %(quoi)s, le %(jour)s. C’est consigné au journal.")
        voir = messages.button(self.retour(candidature), _("Voir la candidature"))
        messages.success(request, mots % {"coop": self.cooperative, "quoi": quoi, "jour": le}, buttons=[voir])
        return redirect(self.retour(candidature))

    def deposer(self, form: FormulaireDeDepot, lignes: list[LigneDeDepot]) -> Candidature:
        """Carry out the operation. Raises `OperationRefusee` with all that the edition's rules miss."""
        renouvelle = self.possible == Operation.DEPOSER_RENOUVELLEMENT
        operation = operations.deposer_renouvellement if renouvelle else operations.deposer
        return operation(
            self.cooperative.pk,
            referentiel=self.referentiel,
            choix=[ligne.propose() for ligne in lignes if ligne.choisi],
            par=cast("User", self.request.user),
            **form.cleaned_data,
        )

    def remontrer(self, form: FormulaireDeDepot, lignes: list[LigneDeDepot]) -> HttpResponse:
        """Show the form with what was typed and what is wrong."""
        return self.render_to_response(self.get_context_data(form=form, lignes=lignes))

    def retour(self, objet: Any) -> str:
        """The history of the coop, or of what was filed."""
        return reverse(objet.snippet_viewset.get_url_name("inspect"), args=[objet.pk])


def une_ligne_de_plus(donnees: QueryDict, numero: str) -> QueryDict:
    """Return what was typed with one more indicator to the engagement of this number; unchanged for another number."""
    copie, cle = donnees.copy(), f"e{numero}-i-TOTAL_FORMS"
    nombre = entier_ou_rien(str(copie.get(cle, "")))
    if nombre is not None:
        copie[cle] = str(min(nombre + 1, LIGNES_MAXIMUM))
    return copie
