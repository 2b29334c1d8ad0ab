"""The agenda, and each event."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from bonnes_pratiques.agenda.entrees import a_venir, lire_passes, passes
from bonnes_pratiques.agenda.horaires import Horaire, verifier_horaire
from bonnes_pratiques.agenda.programme import DOCUMENTS, PRATIQUES, PROGRAMME
from bonnes_pratiques.publication.pages import PagesPubliees
from raison_detre.blocs import CORPS_EDITORIAL
from raison_detre.models import DemarchePage
from registre.models import SeanceComite
from socle.adresses.sous_page import SousPage
from socle.cadre.reperes import lire_reperes
from socle.champs import FluxField
from socle.liste.pages import AdresseVerifiee, couper
from socle.models import BasePage

ADRESSE = "agenda"
PAR_PAGE = 20
RENDEZ_VOUS_EN_COMMUN = ("nature", "debute_le", "debute_a", "finit_le", "finit_a", "adresse", "commune", "lien")


class NatureRendezVous(models.TextChoices):
    """What kind of event it is."""

    SEMINAIRE = "seminaire", gettext_lazy("séminaire")
    COMITE = "comite", gettext_lazy("comité")
    ASSEMBLEE_GENERALE = "assemblee_generale", gettext_lazy("assemblée générale")
    VISIOCOOP = "visiocoop", gettext_lazy("VisioCoop")
    AUTRE = "autre", gettext_lazy("autre rendez-vous")


def adresse_de_la_demarche(request: HttpRequest, page: BasePage | None = None) -> str:
    """Return the path of the page that explains the label, in the reader's language; empty without one. No query."""
    demarche = lire_reperes(request, page).du_type(DemarchePage)
    return (demarche.get_url(request) or "") if demarche else ""


class AgendaPage(AdresseVerifiee, BasePage):
    """What is coming, soonest first, then what is over, latest first."""

    template = "bonnes_pratiques/agenda/liste.html"
    adresse_propre = ADRESSE
    max_count_per_parent = 1
    parent_page_types: ClassVar[list[str]] = ["raison_detre.AccueilPage"]
    subpage_types: ClassVar[list[str]] = ["bonnes_pratiques.RendezVousPage"]

    promote_panels: ClassVar[list] = [FieldPanel("seo_title"), FieldPanel("search_description")]

    class Meta:
        verbose_name = gettext_lazy("page de l'agenda")
        verbose_name_plural = gettext_lazy("pages de l'agenda")

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """Check the page. Its address is permanent, the calendars stand under it: nobody chooses it."""
        self.slug = ADRESSE
        super().full_clean(*args, **kwargs)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        au = timezone.localdate()
        rendez_vous = RendezVousPage.objects.publiees(self.locale.language_code)
        demarche = adresse_de_la_demarche(request)
        finis = passes(rendez_vous, au)
        tranche = couper(
            request.GET,
            finis.count(),
            PAR_PAGE,
            lambda debut, fin: lire_passes(finis, rendez_vous, demarche, debut, fin),
        )
        prochaines = a_venir(rendez_vous, au, demarche) if tranche.page == 1 else []
        contexte = {
            "au": au,
            "a_venir": prochaines,
            "passes": tranche,
            "demonstration": any(entree.demonstration for entree in (*prochaines, *tranche.lignes)),
            "sous_page": self._vue(tranche.page, tranche.ici),
        }

        return super().get_context(request, *args, **kwargs) | contexte

    def _vue(self, page: int, adresse: str) -> SousPage | None:
        """A further page of what is over, as a view of the agenda."""
        if not adresse:
            return None
        titre = _("%(titre)s, page %(page)s") % {"titre": self.title, "page": page}
        return SousPage(titre=titre, suites={self.locale.language_code: adresse})


class RendezVousPage(BasePage):
    """An event: when, where, what for. Days and times are those of Paris."""

    template = "bonnes_pratiques/agenda/rendez_vous.html"
    parent_page_types: ClassVar[list[str]] = ["bonnes_pratiques.AgendaPage"]
    subpage_types: ClassVar[list[str]] = []

    nature = models.CharField(gettext_lazy("nature"), max_length=20, choices=NatureRendezVous)
    debute_le = models.DateField(gettext_lazy("premier jour"), default=timezone.localdate, db_index=True)
    debute_a = models.TimeField(gettext_lazy("heure de début"), null=True, blank=True)
    finit_le = models.DateField(
        gettext_lazy("dernier jour"), null=True, blank=True, help_text=gettext_lazy("Vide : le même jour.")
    )
    finit_a = models.TimeField(gettext_lazy("heure de fin"), null=True, blank=True)
    lieu = models.CharField(gettext_lazy("lieu"), max_length=150, blank=True)
    adresse = models.CharField(gettext_lazy("adresse postale"), max_length=200, blank=True)
    commune = models.CharField(gettext_lazy("commune"), max_length=100, blank=True)
    lien = models.URLField(
        gettext_lazy("lien pour participer à distance"),
        blank=True,
        validators=[URLValidator(schemes=["https"])],
        help_text=gettext_lazy("Il est public, et commence par https://."),
    )
    corps = FluxField(CORPS_EDITORIAL, blank=True, verbose_name=gettext_lazy("présentation"))
    programme = FluxField(PROGRAMME, blank=True, verbose_name=gettext_lazy("programme"))
    documents = FluxField(DOCUMENTS, blank=True, verbose_name=gettext_lazy("documents"))
    pratiques = FluxField(PRATIQUES, blank=True, verbose_name=gettext_lazy("pratiques présentées"))
    demonstration = models.BooleanField(gettext_lazy("démonstration"), default=False, editable=False)

    objects = PagesPubliees()

    # An address is the same in every language; the name of a place may be translated.
    faits_communs = RENDEZ_VOUS_EN_COMMUN
    override_translatable_fields: ClassVar[list] = [
        SynchronizedField(nom, overridable=False) for nom in RENDEZ_VOUS_EN_COMMUN
    ]

    content_panels: ClassVar[list] = [
        *BasePage.content_panels,
        FieldPanel("nature"),
        MultiFieldPanel(
            [
                HelpPanel(
                    content=gettext_lazy("À l'heure de Paris. Sans heures, le rendez-vous prend des jours entiers.")
                ),
                FieldRowPanel([FieldPanel("debute_le"), FieldPanel("debute_a")]),
                FieldRowPanel([FieldPanel("finit_le"), FieldPanel("finit_a")]),
            ],
            heading=capfirst(gettext_lazy("quand")),
        ),
        MultiFieldPanel(
            [FieldPanel("lieu"), FieldPanel("adresse"), FieldPanel("commune"), FieldPanel("lien")],
            heading=capfirst(gettext_lazy("où")),
        ),
        FieldPanel("corps"),
        FieldPanel("programme"),
        FieldPanel("documents"),
        FieldPanel("pratiques"),
    ]
    search_fields: ClassVar[list] = [
        *BasePage.search_fields,
        index.SearchField("introduction"),
        index.SearchField("corps"),
        index.SearchField("commune"),
    ]

    class Meta:
        verbose_name = gettext_lazy("rendez-vous")
        verbose_name_plural = gettext_lazy("rendez-vous")
        constraints: ClassVar[list] = [
            models.CheckConstraint(
                condition=models.Q(finit_le__isnull=True) | models.Q(finit_le__gte=models.F("debute_le")),
                name="rendez_vous_jours_dans_l_ordre",
                violation_error_message=gettext_lazy("Le dernier jour précède le premier."),
            ),
            models.CheckConstraint(
                condition=models.Q(debute_a__isnull=True, finit_a__isnull=True)
                | models.Q(debute_a__isnull=False, finit_a__isnull=False),
                name="rendez_vous_deux_heures_ou_aucune",
                violation_error_message=gettext_lazy("Donnez l’heure de début et l’heure de fin, ou aucune des deux."),
            ),
        ]

    @property
    def horaire(self) -> Horaire:
        """When it takes place; a date without an end lasts one day."""
        return Horaire(self.debute_le, self.finit_le or self.debute_le, self.debute_a, self.finit_a)

    def clean(self) -> None:
        """Check the times, and that a meeting of the committee is not typed a second time."""
        super().clean()
        verifier_horaire(self.debute_le, self.finit_le, self.debute_a, self.finit_a)
        if self.nature == NatureRendezVous.COMITE and SeanceComite.objects.filter(le=self.debute_le).exists():
            message = _("Le comité de validation de ce jour est déjà à l’agenda : il vient du registre.")
            raise ValidationError({"debute_le": message})

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        calendrier = reverse("agenda:evenement_ics", args=[self.slug]) if self.live else ""
        contexte = {"au": timezone.localdate(), "calendrier": calendrier}
        return super().get_context(request, *args, **kwargs) | contexte
