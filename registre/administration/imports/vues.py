"""Choose a file, see what it would do, confirm; or read what is wrong with it, on the page or as a table."""

import csv
import hashlib
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.signing import BadSignature
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from registre.administration.imports.avancement import AvancementLu, avancement, cle_d_avancement
from registre.administration.imports.charge import FichierCharge, FormulaireDImport
from registre.administration.imports.sortes import SORTES, Sorte
from registre.imports.bilan import BilanDImport
from registre.imports.fichier import champs_de
from socle.tableaux.cellules import inoffensive
from socle.tableaux.fautes import FAUTES_DITES, FauteDuTableau, TableauRefuse


class PageDImport(WagtailAdminTemplateMixin):
    """What the pages of an import share: the kind of file, and who may."""

    header_icon = "upload"
    request: Any
    kwargs: dict[str, Any]

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse whoever may not do what such a file does, before anything else."""
        if not self.sorte.permise(request.user):
            raise PermissionDenied
        reponse: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return reponse

    @cached_property
    def sorte(self) -> Sorte:
        """The kind of file. Raises `Http404` for another."""
        try:
            return SORTES[self.kwargs["quoi"]]
        except KeyError as inconnue:
            raise Http404 from inconnue

    @property
    def cle(self) -> str:
        """The key under which the progress of this person's import is kept."""
        return cle_d_avancement(self.sorte.nom, self.request.user)

    def get_page_title(self) -> str:
        return str(self.sorte.titre)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """The way back to the list."""
        ici = {"url": "", "label": self.get_page_title()}
        liste = {"url": reverse(self.sorte.liste), "label": _("Liste")}
        return [*super().get_breadcrumbs_items(), liste, ici]


class ImportView(PageDImport, FormView):
    """The import. Nothing is written before it is shown; confirmed on another register, it is shown again."""

    template_name = "registre/administration/import.html"
    form_class = FormulaireDImport

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "sorte": self.sorte,
            "colonnes": champs_de(self.sorte.nom),
            "retour": reverse(self.sorte.liste),
            "suivi": reverse("registre_import_avancement", args=[self.sorte.nom]),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Look at a file just chosen, or go on with the one that was shown."""
        if "charge" not in request.POST:
            return super().post(request, *args, **kwargs)

        try:
            charge = FichierCharge.lire(request.POST["charge"], self.cle)
        except BadSignature:
            messages.error(request, _("Ce fichier a été montré il y a trop longtemps : choisissez-le de nouveau."))
            return redirect(self.sorte.adresse)
        if "confirmer" in request.POST:
            return self._importer(charge, request.POST.get("vu", ""))

        return self._essayer(charge)

    def form_valid(self, form: Any) -> HttpResponse:
        """Show what the file would do."""
        return self._essayer(form.cleaned_data["fichier"])

    def _essayer(self, charge: FichierCharge, *, perime: bool = False) -> HttpResponse:
        """Import, look at the account, undo; show it, or what is refused."""
        try:
            bilan = self._executer(charge, simulation=True)
        except TableauRefuse as refus:
            return self._refuser(charge, refus.fautes)
        self.template_name = "registre/administration/import_apercu.html"
        montre = {"charge": charge.signer(self.cle), "nom": charge.nom, "bilan": bilan, "vu": empreinte(bilan)}
        return self.render_to_response(self.get_context_data(form=None, perime=perime, **montre))

    def _importer(self, charge: FichierCharge, vu: str) -> HttpResponse:
        """Write what was shown; on anything else, write nothing and show it."""
        try:
            with transaction.atomic():
                bilan = self._executer(charge, simulation=False)
                if change := empreinte(bilan) != vu:
                    transaction.set_rollback(True)
        except TableauRefuse as refus:
            return self._refuser(charge, refus.fautes)
        if change:
            return self._essayer(charge, perime=True)

        messages.success(self.request, _("%(nom)s : %(total)s") % {"nom": charge.nom, "total": bilan.total})

        return redirect(self.sorte.liste)

    def _executer(self, charge: FichierCharge, *, simulation: bool) -> BilanDImport:
        suivi = AvancementLu(cle=self.cle)
        try:
            return self.sorte.importer(charge.octets, par=self.request.user, simulation=simulation, suivi=suivi)
        finally:
            suivi.finir()

    def _refuser(self, charge: FichierCharge, fautes: list[FauteDuTableau]) -> HttpResponse:
        """Say what is wrong, as a table to download when it was asked."""
        if "fautes" in self.request.POST:
            return table_des_fautes(self.sorte.nom, fautes)
        dites, nombre = fautes[:FAUTES_DITES], len(fautes)
        montre = {"charge": charge.signer(self.cle), "nom": charge.nom, "fautes": dites, "nombre": nombre}
        return self.render_to_response(self.get_context_data(form=FormulaireDImport(), **montre))


class AvancementView(PageDImport, TemplateView):
    """How far the import under way is: whoever opened this page has it read again while there is one."""

    template_name = "registre/administration/import_avancement.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer with the bar, to be asked again in two seconds; without an import, with the way to look again."""
        en_cours = avancement(self.cle)
        reponse = self.render_to_response(self.get_context_data(en_cours=en_cours))
        if en_cours:
            reponse.headers["Refresh"] = "2"
        return reponse


def empreinte(bilan: BilanDImport) -> str:
    """Return what changes when anything of the account does."""
    return hashlib.sha256(repr((bilan.ajouts, bilan.changements, bilan.inchanges)).encode()).hexdigest()


def table_des_fautes(nom: str, fautes: list[FauteDuTableau]) -> HttpResponse:
    """Return all the faults as a CSV that a spreadsheet opens: line, column, what to do."""
    reponse = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8; header=present")
    reponse.headers["Content-Disposition"] = f'attachment; filename="fautes-{nom}.csv"'
    sortie = csv.writer(reponse)
    sortie.writerow([_("ligne"), _("colonne"), _("faute")])
    sortie.writerows([faute.ligne, inoffensive(faute.colonne), inoffensive(faute.message)] for faute in fautes)
    return reponse
