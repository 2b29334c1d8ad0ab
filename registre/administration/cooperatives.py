"""Coops in the admin: entered with all that they are, then edited for what has no date; the rest has its operations."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, Panel, TitleFieldPanel
from wagtail.admin.ui.tables import Column

from registre.administration.choix import ChoixCooperative
from registre.administration.colonnes import StatutColumn, statut_du_jour
from registre.administration.filtres import FiltresCooperative
from registre.administration.gestes.decisions import decisions_d_identite
from registre.administration.histoires import InspecterCooperative
from registre.administration.imports.sortes import ListeDesCooperatives
from registre.administration.inscription import InscrireView
from registre.ecriture.verrous import verrouiller_le_registre
from registre.journal import connu
from registre.journal.histoire import Histoire
from registre.models import Cooperative
from registre.models.cooperative import ADHESION, IDENTITE
from socle.administration.contenus import Contenus, Modifier


class IdentitePanel(Panel):
    """Who the coop is, as it reads today, and the ways to change it: each says from when."""

    class BoundPanel(Panel.BoundPanel):
        """The panel of one coop."""

        template_name = "registre/administration/identite_lue.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Return its fields in words, and the buttons of who asks."""
            champs = [Cooperative._meta.get_field(nom) for nom in (*IDENTITE, *ADHESION)]
            return super().get_context_data(parent_context) | {
                "champs": [(c.verbose_name, self._valeur(c.name)) for c in champs],  # type: ignore[union-attr]
                "liens": decisions_d_identite(self.instance, self._histoire(), self.request.user).liens,
            }

        def _histoire(self) -> Histoire:
            return connu.histoire(self.instance.pk) or Histoire()

        def _valeur(self, nom: str) -> Any:
            lue = getattr(self.instance, f"get_{nom}_display", None)
            return lue() if lue else getattr(self.instance, nom)


ACTIVITE = (
    FieldPanel("slug"),
    FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
    MultiFieldPanel(
        [FieldPanel("metiers"), FieldPanel("logements_geres"), FieldPanel("site_web"), FieldPanel("logo")],
        heading=_("Activité"),
    ),
)
NOM = TitleFieldPanel("nom", targets=["slug"], classname="")  # the address is written from the name, as for pages
INSCRIPTION = ObjectList(
    [
        MultiFieldPanel(
            [NOM, FieldPanel("nom_usuel"), FieldPanel("sigle"), FieldPanel("siren")],
            heading=_("Identité"),
        ),
        MultiFieldPanel(
            [FieldPanel("forme_juridique"), FieldRowPanel([FieldPanel("commune"), FieldPanel("code_departement")])],
            heading=_("Forme et lieu"),
        ),
        FieldRowPanel([FieldPanel("membre_depuis"), FieldPanel("membre_jusqu_au")], heading=_("Adhésion")),
        *ACTIVITE,
    ]
)


class ModifierView(Modifier):
    """The edit form: what has no date. Who the coop is stays as it is, even when an operation changes it meanwhile."""

    def save_instance(self) -> Cooperative:
        """Save, with the identity of the row as it is now: the register's lock is taken first."""
        with transaction.atomic():
            verrouiller_le_registre()
            tenus = (*IDENTITE, *ADHESION, "absorbee_par", "absorbee_le")
            self.form.instance.refresh_from_db(fields=tenus)
            return super().save_instance()


class CooperativeViewSet(Contenus):
    """Coops: entered here, edited here for what has no date; their status never is."""

    model = Cooperative
    icon = "group"
    menu_label = _("Coopératives")
    index_view_class = ListeDesCooperatives
    add_view_class = InscrireView
    edit_view_class = ModifierView
    inspect_view_enabled = True
    inspect_view_class = InspecterCooperative
    copy_view_enabled = False
    chooser_viewset_class = ChoixCooperative
    filterset_class = FiltresCooperative
    list_display = [
        "nom",
        Column("commune", label=_("Commune"), sort_key="commune"),
        Column("code_departement", label=_("Département"), sort_key="code_departement"),
        Column("siren", label=_("SIREN")),
        StatutColumn("statut", label=_("Statut ce jour")),
    ]
    list_export = [
        "siren",
        "nom",
        "commune",
        "code_departement",
        "get_forme_juridique_display",
        "statut",
        "demonstration",
    ]
    export_headings = {"get_forme_juridique_display": _("Forme juridique"), "statut": _("Statut ce jour")}
    export_filename = "cooperatives"
    search_fields = ["texte_recherche"]
    search_backend_name = None
    ordering = "nom"
    list_per_page = 50
    edit_handler = ObjectList([IdentitePanel(heading=_("Identité")), *ACTIVITE])

    def get_add_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Return what the add view needs: its form asks who the coop is, which the other does not."""
        panneau = INSCRIPTION.bind_to_model(self.model)
        inscription = {"panel": panneau, "form_class": panneau.get_form_class()}
        return super().get_add_view_kwargs(**kwargs) | inscription

    def get_queryset(self, request: HttpRequest) -> QuerySet[Cooperative]:
        """Return the coops with their status on today."""
        return Cooperative.objects.annotate(statut=statut_du_jour("pk"))
