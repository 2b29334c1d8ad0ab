"""What a coop measures for an engagement: where it starts, where it aims, what it does, what was observed."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from raison_detre.natures import Nature
from registre.models.candidature import EngagementPris
from registre.models.cooperative import SANS_FORMULE


class Sens(models.TextChoices):
    """Which way a value must move to be better."""

    HAUSSE = "hausse", _("à la hausse")
    BAISSE = "baisse", _("à la baisse")
    STABLE = "stable", _("à maintenir")


class Visibilite(models.TextChoices):
    """Who may read the figures."""

    PUBLIQUE = "publique", _("publique")
    PRIVEE = "privee", _("réservée à la Fédération et au comité")


class Preuve(models.TextChoices):
    """How sure a figure is."""

    DECLAREE = "declaree", _("déclarée")
    CONSTATEE = "constatee", _("constatée en visite")
    MESUREE = "mesuree", _("mesurée")


class Indicateur(models.Model):
    """One indicator. Its latest value is that of its latest `Releve`, the starting value before the first."""

    engagement_pris = models.ForeignKey(EngagementPris, on_delete=models.PROTECT, related_name="indicateurs")
    nom = models.CharField(_("nom"), max_length=150, validators=[SANS_FORMULE])
    nature = models.CharField(_("nature"), max_length=20, choices=Nature)
    unite = models.CharField(_("unité"), max_length=40, blank=True, validators=[SANS_FORMULE])
    sens = models.CharField(_("sens"), max_length=6, choices=Sens, default=Sens.HAUSSE)
    valeur_depart = models.DecimalField(_("valeur de départ"), max_digits=14, decimal_places=2, null=True, blank=True)
    depart_le = models.DateField(_("relevée le"), null=True, blank=True)
    cible = models.DecimalField(_("cible"), max_digits=14, decimal_places=2, null=True, blank=True)
    cible_le = models.DateField(_("à atteindre le"), null=True, blank=True)
    visibilite = models.CharField(_("visibilité"), max_length=8, choices=Visibilite, default=Visibilite.PUBLIQUE)

    class Meta:
        verbose_name = _("indicateur")
        verbose_name_plural = _("indicateurs")
        constraints: ClassVar[list] = [
            models.CheckConstraint(
                condition=models.Q(valeur_depart__isnull=True, depart_le__isnull=True)
                | models.Q(valeur_depart__isnull=False, depart_le__isnull=False),
                name="indicateur_depart_date",
                violation_error_message=_("La valeur de départ et sa date vont ensemble."),
            ),
            models.CheckConstraint(
                condition=models.Q(cible__isnull=True, cible_le__isnull=True)
                | models.Q(cible__isnull=False, cible_le__isnull=False),
                name="indicateur_cible_datee",
                violation_error_message=_("La cible et sa date vont ensemble."),
            ),
        ]

    def __str__(self) -> str:
        return self.nom


class ActionPrevue(models.Model):
    """A dated action of an indicator's plan."""

    indicateur = models.ForeignKey(Indicateur, on_delete=models.PROTECT, related_name="actions")
    intitule = models.CharField(_("action"), max_length=250, validators=[SANS_FORMULE])
    prevue_le = models.DateField(_("prévue le"))
    faite_le = models.DateField(_("faite le"), null=True, blank=True)

    class Meta:
        verbose_name = _("action prévue")
        verbose_name_plural = _("actions prévues")

    def __str__(self) -> str:
        return self.intitule


class Releve(models.Model):
    """A value observed on a day, where it comes from and how sure it is. It belongs to its point and moves with it."""

    indicateur = models.ForeignKey(Indicateur, on_delete=models.PROTECT, related_name="releves")
    point = models.ForeignKey("registre.PointEtape", on_delete=models.PROTECT, null=True, related_name="releves")
    valeur = models.DecimalField(_("valeur"), max_digits=14, decimal_places=2)
    releve_le = models.DateField(_("relevée le"))
    source = models.CharField(_("source"), max_length=200, blank=True, validators=[SANS_FORMULE])
    preuve = models.CharField(_("preuve"), max_length=9, choices=Preuve, default=Preuve.DECLAREE)

    class Meta:
        verbose_name = _("relevé")
        verbose_name_plural = _("relevés")
        constraints: ClassVar[list] = [
            models.UniqueConstraint(
                fields=["indicateur", "releve_le"],
                name="releve_un_par_jour",
                violation_error_message=_("Cet indicateur a déjà un relevé ce jour-là."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.valeur} ({self.releve_le})"
