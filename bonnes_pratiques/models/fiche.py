"""A practice sheet: what a coop did about a problem, with what means, what came of it, what did not work."""

import datetime
from typing import Any, ClassVar

from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalManyToManyField
from wagtail.fields import RichTextField
from wagtail.models import Revision, Workflow
from wagtail_localize.fields import SynchronizedField

from bonnes_pratiques.fiches import completude
from bonnes_pratiques.fiches.blocs import DEROULEMENT, TEXTE_DE_FICHE
from bonnes_pratiques.fiches.etats import Cout, Milieu, Stade
from bonnes_pratiques.fiches.formulaire import FormulaireFiche
from bonnes_pratiques.fiches.panneaux import PANNEAUX_FICHE
from bonnes_pratiques.fiches.programmation import ECHEANCE, renoncer
from raison_detre.models import Engagement
from registre.models import Cooperative, Metier
from registre.models.indicateur import Preuve
from registre.territoires import DEPARTEMENTS
from socle.adresses.sous_page import Vignette
from socle.champs import ChoixMultiplesField, FluxField
from socle.models import BasePage

MOIS_AVANT_REVUE = 24
CIRCUIT_DES_FICHES = "Relecture des fiches"
FAITS = (
    "cooperative",
    "engagement_principal",
    "engagements_secondaires",
    "themes",
    "etiquettes",
    "metiers",
    "national",
    "departements",
    "milieu",
    "stade",
    "cout",
    "preuve",
    "demonstration",
    "relecteur",
    "relue_le",
    "a_revoir_le",
    "contact_courriel",
    "autres_cooperatives",
)


def valider_departements(valeur: object) -> None:
    """Check a list of department codes: known, each once. Raises `ValidationError` in French."""
    if not isinstance(valeur, list) or not set(valeur) <= set(DEPARTEMENTS) or len(set(valeur)) != len(valeur):
        raise ValidationError(_("Choisissez des départements de la liste, chacun une fois."))


class FichePratique(BasePage):
    """The sheet as published. What it needs before it is published stands in `bonnes_pratiques.fiches.completude`."""

    template = "bonnes_pratiques/fiche.html"
    parent_page_types: ClassVar[list[str]] = ["bonnes_pratiques.BibliothequePage"]
    subpage_types: ClassVar[list[str]] = []
    trouvable = False  # a kind of its own: bonnes_pratiques.bibliotheque.recherche

    cooperative = models.ForeignKey(
        Cooperative,
        on_delete=models.PROTECT,
        related_name="fiches",
        verbose_name=_("coopérative qui raconte"),
        null=True,
        blank=True,
    )
    engagement_principal = models.ForeignKey(
        Engagement,
        on_delete=models.PROTECT,
        related_name="fiches",
        verbose_name=_("engagement principal"),
        null=True,
        blank=True,
    )
    engagements_secondaires = ParentalManyToManyField(
        Engagement,
        blank=True,
        related_name="fiches_secondaires",
        verbose_name=_("autres engagements"),
        help_text=_("Deux au plus."),
    )
    themes = ParentalManyToManyField(
        "bonnes_pratiques.Theme", blank=True, related_name="fiches", verbose_name=_("thèmes")
    )
    etiquettes = ClusterTaggableManager(
        through="bonnes_pratiques.EtiquetteDeFiche", blank=True, verbose_name=_("étiquettes")
    )
    metiers = ChoixMultiplesField(_("métiers"), codes=Metier.choices, default=list, blank=True)
    national = models.BooleanField(_("vaut partout en France"), default=False)
    departements = ChoixMultiplesField(
        _("départements"),
        codes=[(code, f"{code} {nom}") for code, nom in DEPARTEMENTS.items()],
        default=list,
        blank=True,
        validators=[valider_departements],
    )
    milieu = models.CharField(_("milieu"), max_length=5, choices=Milieu, blank=True)
    stade = models.CharField(_("stade"), max_length=10, choices=Stade, default=Stade.EN_COURS)
    point_de_depart = RichTextField(_("point de départ"), blank=True, features=TEXTE_DE_FICHE)
    deroulement = FluxField(DEROULEMENT, blank=True, verbose_name=_("ce qui a été fait, étape par étape"))
    moyens_humains = models.CharField(_("personnes mobilisées"), max_length=250, blank=True)
    cout = models.CharField(_("dépense"), max_length=12, choices=Cout, blank=True)
    duree = models.CharField(_("temps passé"), max_length=120, blank=True)
    resultats_en_mots = RichTextField(_("ce que cela a changé"), blank=True, features=TEXTE_DE_FICHE)
    n_a_pas_marche = RichTextField(_("ce qui n'a pas marché"), blank=True, features=TEXTE_DE_FICHE)
    conditions = RichTextField(_("conditions pour le refaire"), blank=True, features=TEXTE_DE_FICHE)
    partenaires = models.CharField(_("partenaires"), max_length=400, blank=True)
    contact_role = models.CharField(
        _("qui contacter, par sa fonction"),
        max_length=120,
        blank=True,
        help_text=_("Par exemple : chargée d'accession."),
    )
    contact_courriel = models.EmailField(
        _("adresse du service"), blank=True, help_text=_("Une boîte de service, jamais celle d'une personne.")
    )
    preuve = models.CharField(_("niveau de preuve"), max_length=9, choices=Preuve, default=Preuve.DECLAREE)
    relecteur = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("relue par"),
    )
    relue_le = models.DateField(_("relue le"), null=True, blank=True, editable=False)
    a_revoir_le = models.DateField(_("à revoir le"), null=True, blank=True)
    demonstration = models.BooleanField(_("fiche fictive, de démonstration"), default=False, editable=False)

    base_form_class = FormulaireFiche
    content_panels: ClassVar[list] = PANNEAUX_FICHE
    override_translatable_fields: ClassVar[list] = [SynchronizedField(nom, overridable=False) for nom in FAITS]

    class Meta:
        verbose_name = _("fiche pratique")
        verbose_name_plural = _("fiches pratiques")
        constraints: ClassVar[list] = [
            models.CheckConstraint(
                condition=models.Q(a_revoir_le__isnull=True)
                | models.Q(relue_le__isnull=True)
                | models.Q(a_revoir_le__gte=models.F("relue_le")),
                name="fiche_revue_apres_relecture",
                violation_error_message=_("La prochaine revue vient après la relecture."),
            ),
        ]

    def get_workflow(self) -> Workflow | None:
        """Return the review of sheets, in two steps; a translation keeps the common one."""
        if self.locale.language_code == settings.LANGUAGE_CODE:
            circuit = Workflow.objects.active().filter(name=CIRCUIT_DES_FICHES).first()
            if circuit is not None:
                return circuit
        return super().get_workflow()

    def publish(self, revision: Revision, user: Any = None, **options: Any) -> Any:
        """Publish, unless this is the day a publication was set for and the sheet lacks something on it."""
        if options.get("log_action") == ECHEANCE:
            fautes = revision.as_object().phrases_des_manques(timezone.localdate())
            if fautes:
                renoncer(self, revision, fautes)
                return None
        return super().publish(revision, user=user, **options)

    @property
    def vignette(self) -> Vignette:
        """What this sheet's share image says, in the colour of its main engagement's axis."""
        axe = self.engagement_principal.axe.numero if self.engagement_principal else None
        surtitre = ", ".join(filter(None, [gettext("Bonne pratique"), str(self.cooperative or "")]))
        return Vignette(self.seo_title or self.title, surtitre, axe=axe)

    @property
    def revue_le(self) -> datetime.date | None:
        """The day from which the sheet is to be read again: as decided, else 24 months after its review."""
        if self.a_revoir_le or self.relue_le is None:
            return self.a_revoir_le
        return self.relue_le + relativedelta(months=MOIS_AVANT_REVUE)

    def a_revoir(self, au: datetime.date) -> bool:
        """Whether the sheet is to be reviewed on `au`, that day included."""
        return self.revue_le is not None and self.revue_le <= au

    @property
    def engagements(self) -> list[Engagement]:
        """The main engagement, then the others in order of number. Two queries at most."""
        autres = sorted(self.engagements_secondaires.all(), key=lambda engagement: engagement.numero)
        return [e for e in (self.engagement_principal, *autres) if e is not None]

    @property
    def cooperatives(self) -> list[Cooperative]:
        """The coop that tells it, then those that did it with it."""
        autres: list[Any] = [ligne.cooperative for ligne in self.autres_cooperatives.all()]
        return [c for c in (self.cooperative, *autres) if c is not None]

    def manques(self, au: datetime.date) -> dict[str, list[str]]:
        """Return what it lacks to be published on `au`, by field, in sentences; empty when it lacks nothing."""
        return completude.manques(self._contenu(au))

    def phrases_des_manques(self, au: datetime.date) -> list[str]:
        """Return the same in one list of sentences, for where there is no field to put them on."""
        return [phrase for phrases in self.manques(au).values() for phrase in phrases]

    def _contenu(self, au: datetime.date) -> completude.Contenu:
        coop = self.cooperative

        return completude.Contenu(
            cooperative=str(coop or ""),
            membre=coop is not None and coop.active(au),
            racontee_deux_fois=coop is not None and coop in self.cooperatives[1:],
            engagement_principal=self.engagement_principal_id,
            engagements_secondaires=tuple(engagement.pk for engagement in self.engagements_secondaires.all()),
            introduction=self.introduction,
            point_de_depart=self.point_de_depart,
            etapes=len(self.deroulement),
            n_a_pas_marche=self.n_a_pas_marche,
            stade=self.stade,
            national=self.national,
            departements=tuple(self.departements),
        )
