"""What a sheet holds in numbers: its coops, its figures before and after, its tools, its pictures."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable, TranslatableMixin
from wagtail_localize.fields import SynchronizedField

from registre.models import Cooperative, Indicateur
from registre.models.cooperative import SANS_FORMULE

FICHE = "bonnes_pratiques.FichePratique"


class CooperativeDeFiche(Orderable):
    """A coop that did it with the one that tells it."""

    fiche = ParentalKey(FICHE, on_delete=models.CASCADE, related_name="autres_cooperatives")
    cooperative = models.ForeignKey(
        Cooperative, on_delete=models.PROTECT, related_name="+", verbose_name=_("coopérative")
    )

    class Meta(Orderable.Meta):
        verbose_name = _("coopérative associée")
        verbose_name_plural = _("coopératives associées")
        constraints: ClassVar[list] = [
            models.UniqueConstraint(
                fields=["fiche", "cooperative"],
                name="fiche_cooperative_une_fois",
                violation_error_message=_("Cette coopérative est déjà citée."),
            ),
        ]


class Resultat(TranslatableMixin, Orderable):
    """A figure before and after, with its unit, the day it was read and how. May be one of the coop's indicators."""

    fiche = ParentalKey(FICHE, on_delete=models.CASCADE, related_name="resultats")
    libelle = models.CharField(_("ce qui est mesuré"), max_length=120, validators=[SANS_FORMULE])
    avant = models.DecimalField(_("avant"), max_digits=14, decimal_places=2)
    apres = models.DecimalField(_("après"), max_digits=14, decimal_places=2)
    unite = models.CharField(_("unité"), max_length=40, blank=True, validators=[SANS_FORMULE])
    releve_le = models.DateField(_("relevé le"))
    methode = models.CharField(_("comment c'est mesuré"), max_length=250, blank=True, validators=[SANS_FORMULE])
    indicateur = models.ForeignKey(
        Indicateur,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="resultats",
        verbose_name=_("indicateur de la candidature"),
        help_text=_(
            "Quand ce chiffre est celui d'un indicateur du label : la fiche et le registre se renvoient l'un à l'autre."
        ),
    )

    override_translatable_fields: ClassVar[list] = [
        SynchronizedField(nom, overridable=False) for nom in ("avant", "apres", "releve_le", "indicateur")
    ]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("résultat")
        verbose_name_plural = _("résultats")

    def __str__(self) -> str:
        return self.libelle


class OutilDeFiche(TranslatableMixin, Orderable):
    """A document to take away, and what one may do with it."""

    fiche = ParentalKey(FICHE, on_delete=models.CASCADE, related_name="outils")
    document = models.ForeignKey(
        "socle.SiteDocument", on_delete=models.PROTECT, related_name="+", verbose_name=_("document")
    )
    libelle = models.CharField(_("ce que c'est"), max_length=150)
    licence = models.CharField(
        _("licence"), max_length=100, default="Licence Ouverte 2.0", help_text=_("Ce que les autres peuvent en faire.")
    )

    override_translatable_fields: ClassVar[list] = [SynchronizedField("document", overridable=True)]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("outil")
        verbose_name_plural = _("outils")

    def __str__(self) -> str:
        return self.libelle


class ImageDeFiche(TranslatableMixin, Orderable):
    """A picture, described for who does not see it, or said to be decorative."""

    fiche = ParentalKey(FICHE, on_delete=models.CASCADE, related_name="images")
    image = models.ForeignKey("socle.SiteImage", on_delete=models.PROTECT, related_name="+", verbose_name=_("image"))
    alternative = models.CharField(_("texte de remplacement"), max_length=250, blank=True)
    decorative = models.BooleanField(_("décorative : rien à décrire"), default=False)
    legende = models.CharField(_("légende"), max_length=250, blank=True)

    override_translatable_fields: ClassVar[list] = [
        SynchronizedField("image", overridable=True),
        SynchronizedField("decorative", overridable=False),
    ]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")

    def clean(self) -> None:
        super().clean()
        valeurs: Any = (bool(self.alternative.strip()), self.decorative)
        if valeurs == (False, False):
            raise ValidationError({"alternative": _("Décrivez l'image, ou dites qu'elle est décorative.")})
        if valeurs == (True, True):
            raise ValidationError({"alternative": _("Une image décorative n'a pas de texte de remplacement.")})
