"""An edition of the Raison d'être: its title, its dates, and the label's rules as data."""

import datetime
import uuid
from typing import ClassVar, Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import TranslatableMixin
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from raison_detre.models.doublons import fautes_de_doublon
from raison_detre.models.verrouille import Verrouille, VerrouilleQuerySet
from raison_detre.regles import RegleIntenable, Regles, fautes_de_compte, fautes_de_duree
from socle.langues.inachevees import inachevee


class FrequenceComite(models.TextChoices):
    """How often the validation committee meets."""

    MENSUELLE = "mensuelle", _("mensuelle")
    TRIMESTRIELLE = "trimestrielle", _("trimestrielle")
    SEMESTRIELLE = "semestrielle", _("semestrielle")
    ANNUELLE = "annuelle", _("annuelle")


class ReferentielQuerySet(VerrouilleQuerySet["Referentiel"]):
    """Which edition holds on a day."""

    def en_vigueur(self, au: datetime.date) -> "Referentiel | None":
        """Return the edition in force on `au` (the latest begun by then, that day included), None before the first."""
        return self._commencees(au).first()

    def versions(self, *, au: datetime.date, code: str | None = None) -> Self:
        """Return the edition in force on `au` and the one of this `code`, each in every language it is whole in."""
        voulues = self.sources().filter(models.Q(pk__in=self._commencees(au).values("pk")[:1]) | models.Q(code=code))
        lignes = self.filter(translation_key__in=voulues.values("translation_key")).exclude(inachevee())
        return lignes.select_related("locale").order_by("-en_vigueur_du", "pk")

    def _commencees(self, au: datetime.date) -> Self:
        return self.sources().filter(en_vigueur_du__lte=au).order_by("-en_vigueur_du")


class Referentiel(Verrouille, TranslatableMixin, index.Indexed, models.Model):
    """One edition. Several live side by side; the current one follows from the dates, it is never ticked.

    No drafts here: the rules judge candidatures, and publishing an old revision would rewrite them. The English row
    carries translated text only; dates and rules are read from the French one. Once candidatures are filed under it,
    what they are judged by is locked.
    """

    champs_verrouilles = ("code", "adopte_le", "en_vigueur_du", *Regles.champs(), "locale", "translation_key")
    chemin_d_edition = "translation_key"

    code = models.SlugField(_("code"), max_length=20, help_text=_("Court et stable, par exemple 2021."))
    nom = models.CharField(_("nom"), max_length=120)
    titre = models.CharField(_("titre"), max_length=250)
    decision_de_principe = models.DateField(_("décision de principe le"), null=True, blank=True)
    adopte_le = models.DateField(_("adopté le"))
    en_vigueur_du = models.DateField(
        _("en vigueur à partir du"),
        help_text=_("Ce jour-là et ensuite, cette édition est celle du site, jusqu'à la suivante."),
    )
    devoile_au = models.CharField(_("dévoilé au"), max_length=250, blank=True)
    cadre_legal = models.CharField(_("cadre légal"), max_length=250, blank=True)

    engagements_minimum = models.PositiveSmallIntegerField(_("engagements, au moins"))
    engagements_minimum_par_axe = models.PositiveSmallIntegerField(_("engagements par axe, au moins"))
    indicateurs_minimum_par_engagement = models.PositiveSmallIntegerField(_("indicateurs par engagement, au moins"))
    delai_mise_en_oeuvre_mois = models.PositiveSmallIntegerField(_("délai de mise en œuvre (mois)"))
    points_etape_mois = models.JSONField(
        _("points d'étape (mois)"),
        default=list,
        help_text=_("Mois après l'admissibilité, en liste : [6, 12]."),
    )
    duree_label_mois = models.PositiveSmallIntegerField(_("durée du label (mois)"))
    point_mi_parcours_mois = models.PositiveSmallIntegerField(_("point à mi-parcours (mois après l'octroi)"))
    frequence_comite = models.CharField(_("fréquence du comité"), max_length=20, choices=FrequenceComite)
    objectif_adhesion_pourcent = models.PositiveSmallIntegerField(
        _("objectif d'adhésion (%)"), validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    objectif_adhesion_annees = models.PositiveSmallIntegerField(_("objectif d'adhésion, en années"))

    objects = models.Manager.from_queryset(ReferentielQuerySet)()

    override_translatable_fields: ClassVar[list] = [SynchronizedField("code", overridable=False)]
    search_fields: ClassVar[list] = [
        index.SearchField("nom"),
        index.SearchField("titre"),
        index.AutocompleteField("nom"),
        index.FilterField("locale_id"),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("référentiel")
        verbose_name_plural = _("référentiels")
        constraints = [
            models.UniqueConstraint(
                fields=["code", "locale"],
                name="referentiel_code_unique",
                violation_error_message=_("Une édition porte déjà ce code."),
            ),
            models.UniqueConstraint(
                fields=["en_vigueur_du", "locale"],
                name="referentiel_en_vigueur_unique",
                violation_error_message=_("Une autre édition entre en vigueur le même jour."),
            ),
            models.CheckConstraint(
                condition=models.Q(en_vigueur_du__gte=models.F("adopte_le")),
                name="referentiel_en_vigueur_apres_adoption",
                violation_error_message=_("Une édition n'entre pas en vigueur avant son adoption."),
            ),
            models.CheckConstraint(
                condition=models.Q(
                    engagements_minimum__gte=1,
                    indicateurs_minimum_par_engagement__gte=1,
                    delai_mise_en_oeuvre_mois__gte=1,
                    duree_label_mois__gte=1,
                    point_mi_parcours_mois__gte=1,
                    objectif_adhesion_pourcent__range=(1, 100),
                    objectif_adhesion_annees__gte=1,
                ),
                name="referentiel_regles_positives",
                violation_error_message=_(
                    "Les minimums et les durées de la règle sont d'au moins 1, l'objectif de 1 à 100 %."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nom} ({self.code})"

    @property
    def cle_d_edition(self) -> uuid.UUID:
        """The translation key that its axes and engagements share with it."""
        return self.translation_key

    @property
    def regles(self) -> Regles:
        """The label's rules of this edition, as a plain value that needs no database."""
        return Regles(**{champ: getattr(self, champ) for champ in Regles.champs()})

    def clean(self) -> None:
        """Name the field of what the database would refuse, and check the rules between themselves.

        A field left empty is the form's own error: what depends on it is not checked.
        """
        super().clean()
        fautes = {faute.champ: faute.message for faute in self._fautes_de_regles()}

        if self.adopte_le and self.en_vigueur_du and self.en_vigueur_du < self.adopte_le:
            fautes["en_vigueur_du"] = _("Une édition n'entre pas en vigueur avant son adoption.")

        doublons = {
            "code": _("Une édition porte déjà ce code."),
            "en_vigueur_du": _("Une autre édition entre en vigueur le même jour."),
        }
        fautes |= fautes_de_doublon(self, doublons)
        if fautes:
            raise ValidationError(fautes)

    def _fautes_de_regles(self) -> list[RegleIntenable]:
        """What is wrong with the rules, against the axes and engagements already there when the edition has some."""
        if any(getattr(self, champ) is None for champ in Regles.champs()):
            return []
        fautes = fautes_de_duree(self.regles)
        nb_engagements = self.engagements.filter(locale=self.locale).count() if self.pk else 0
        if fautes or not nb_engagements:
            return fautes
        nb_axes = self.axes.filter(locale=self.locale).count()
        return fautes_de_compte(self.regles, nb_axes=nb_axes, nb_engagements=nb_engagements)
