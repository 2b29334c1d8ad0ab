"""A coop of the Federation: who it is, where, and since when it is a member."""

import datetime
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from registre.querysets import CooperativeQuerySet
from registre.siren import est_un_siren
from registre.territoires import DEPARTEMENTS, REGIONS, region_de
from socle.adresses.derniers_mots import mots_reserves
from socle.champs import ChoixMultiplesField
from socle.recherche.mots.champ import TexteNormalise
from socle.recherche.mots.normalisation import normaliser

# Open files stay exact and yet safe in a spreadsheet: no text may begin as a formula does.
SANS_FORMULE = RegexValidator(
    r"^[=+\-@\t\r]",
    inverse_match=True,
    message=_("Un texte ne peut commencer par =, +, - ou @ : un tableur le prendrait pour une formule."),
)


def valider_siren(valeur: str) -> None:
    """Check a SIREN: nine digits and their control key. Raises `ValidationError` in French."""
    if not est_un_siren(valeur):
        message = _("« %(siren)s » n'est pas un SIREN : neuf chiffres, dont le dernier contrôle les autres.")
        raise ValidationError(message, params={"siren": valeur})


def adresses_reservees() -> frozenset[str]:
    """Return what already stands under /registre/ or /espace/: a coop of that slug would have no page there."""
    return mots_reserves("registre/") | mots_reserves("espace/")


def valider_adresse(valeur: str) -> None:
    """Refuse a slug that is an address of the register itself. Raises `ValidationError` in French."""
    if valeur in adresses_reservees():
        raise ValidationError(_("Cette adresse est celle d’une page du registre : choisissez-en une autre."))


class FormeJuridique(models.TextChoices):
    """The two legal forms of the Federation's members."""

    SCP = "SCP", _("société coopérative de production d'HLM")
    SCIC = "SCIC", _("société coopérative d'intérêt collectif d'HLM")


class Metier(models.TextChoices):
    """What a coop does. The order is that of the projection's bits: add at the end only."""

    ACCESSION = "accession", _("accession sociale à la propriété")
    LOCATIF = "locatif", _("locatif social")
    SYNDIC = "syndic", _("syndic de copropriété")
    BRS = "brs", _("bail réel solidaire")
    HABITAT_PARTICIPATIF = "habitat_participatif", _("habitat participatif")
    AMENAGEMENT = "amenagement", _("aménagement")


def valider_metiers(valeur: object) -> None:
    """Check a list of métiers: known, each once. Raises `ValidationError` in French."""
    if not isinstance(valeur, list) or not set(valeur) <= set(Metier.values) or len(set(valeur)) != len(valeur):
        raise ValidationError(_("Choisissez des métiers de la liste, chacun une fois."))


# What is dated and journaled: written by `registre.operations` alone, once the coop is on the register.
IDENTITE = ("nom", "nom_usuel", "sigle", "siren", "forme_juridique", "commune", "code_departement")
ADHESION = ("membre_depuis", "membre_jusqu_au")


class IdentiteHorsOperation(Exception):
    """Someone tried to change a dated fact of a coop without saying from when: an operation asks for it."""


class Cooperative(index.Indexed, models.Model):
    """A coop, as it is known today. Its status is not here: it follows from its candidatures and labels, on a day.

    Its identity and membership are the latest of `IdentiteDeCooperative`; the rest (métiers, site, logo, place on the
    map) has no date and is edited here.
    """

    # Set by the operation that enters the coop on the register, which journals it itself.
    inscription_consignee = False

    slug = models.SlugField(_("adresse"), max_length=120, unique=True, validators=[valider_adresse])
    nom = models.CharField(_("nom"), max_length=200, validators=[SANS_FORMULE])
    nom_usuel = models.CharField(_("nom usuel"), max_length=120, blank=True, validators=[SANS_FORMULE])
    sigle = models.CharField(_("sigle"), max_length=30, blank=True, validators=[SANS_FORMULE])
    siren = models.CharField(
        _("SIREN"),
        max_length=9,
        unique=True,
        validators=[valider_siren],
        error_messages={"unique": _("Une coopérative porte déjà ce SIREN.")},
    )
    forme_juridique = models.CharField(_("forme juridique"), max_length=4, choices=FormeJuridique)
    commune = models.CharField(_("commune"), max_length=100, validators=[SANS_FORMULE])
    code_departement = models.CharField(_("département"), max_length=3, choices=DEPARTEMENTS)
    latitude = models.FloatField(
        _("latitude"), null=True, blank=True, validators=[MinValueValidator(-90), MaxValueValidator(90)]
    )
    longitude = models.FloatField(
        _("longitude"), null=True, blank=True, validators=[MinValueValidator(-180), MaxValueValidator(180)]
    )
    site_web = models.URLField(_("site internet"), blank=True)
    logo = models.ForeignKey(
        "socle.SiteImage", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("logo")
    )
    metiers = ChoixMultiplesField(
        _("métiers"), codes=Metier.choices, default=list, blank=True, validators=[valider_metiers]
    )
    logements_geres = models.PositiveIntegerField(_("logements gérés"), null=True, blank=True)
    membre_depuis = models.DateField(_("membre depuis"), null=True, blank=True)
    membre_jusqu_au = models.DateField(
        _("membre jusqu'au"), null=True, blank=True, help_text=_("Dernier jour, inclus. Vide : toujours membre.")
    )
    absorbee_par = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="absorbees",
        verbose_name=_("absorbée par"),
    )
    absorbee_le = models.DateField(_("absorbée le"), null=True, blank=True, editable=False)
    demonstration = models.BooleanField(_("coopérative fictive, de démonstration"), default=False, editable=False)
    texte_recherche = TexteNormalise(max_length=500, editable=False, default="")

    objects = models.Manager.from_queryset(CooperativeQuerySet)()

    search_fields: ClassVar[list] = [
        index.SearchField("nom"),
        index.AutocompleteField("nom"),
        index.AutocompleteField("nom_usuel"),
        index.AutocompleteField("siren"),
        index.AutocompleteField("commune"),
    ]

    class Meta:
        verbose_name = _("coopérative")
        verbose_name_plural = _("coopératives")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(membre_jusqu_au__isnull=True)
                | models.Q(membre_depuis__isnull=True)
                | models.Q(membre_jusqu_au__gte=models.F("membre_depuis")),
                name="cooperative_membre_dans_l_ordre",
                violation_error_message=_("La fin de l'adhésion vient après son début."),
            ),
            models.CheckConstraint(
                condition=models.Q(siren__regex=r"^[0-9]{9}$"),
                name="cooperative_siren_neuf_chiffres",
                violation_error_message=_("Un SIREN compte neuf chiffres."),
            ),
        ]

    def __str__(self) -> str:
        return self.nom_usuel or self.nom

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, with the text that the search looks into kept in step."""
        self.texte_recherche = self.texte_cherche
        super().save(*args, **kwargs)

    @property
    def texte_cherche(self) -> str:
        """What the search looks into."""
        return normaliser(" ".join([self.nom, self.nom_usuel, self.sigle, self.commune, self.siren]))[:500]

    @property
    def code_region(self) -> str:
        """The INSEE code of its region."""
        return region_de(self.code_departement)

    @property
    def region(self) -> str:
        """The name of its region."""
        return REGIONS[self.code_region]

    @property
    def departement(self) -> str:
        """The name of its department."""
        return DEPARTEMENTS[self.code_departement]

    def active(self, au: datetime.date) -> bool:
        """Whether it is a member on `au`, first and last days included; an unknown bound does not exclude it."""
        commencee = self.membre_depuis is None or self.membre_depuis <= au
        return commencee and (self.membre_jusqu_au is None or au <= self.membre_jusqu_au)
