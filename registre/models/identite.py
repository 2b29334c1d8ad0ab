"""Who a coop was: its identity by stretch of days, as known by stretch of days. Written by `registre.ecriture` only."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from registre.models.connaissance import ConnuesManager, ToutesManager
from registre.models.cooperative import Cooperative, FormeJuridique
from registre.territoires import DEPARTEMENTS


class IdentiteDeCooperative(models.Model):
    """A coop's identity from `du` to `jusqu_au`, both included: names, SIREN, legal form, seat, membership.

    A row was known from the day `connue_du` on, until the day before `connue_jusqu_a`, null while it still is: what a
    correction replaces is closed, never deleted.
    """

    cooperative = models.ForeignKey(Cooperative, on_delete=models.CASCADE, related_name="identites")
    du = models.DateField(_("du"))
    jusqu_au = models.DateField(_("jusqu'au"))
    nom = models.CharField(_("nom"), max_length=200)
    nom_usuel = models.CharField(_("nom usuel"), max_length=120, blank=True)
    sigle = models.CharField(_("sigle"), max_length=30, blank=True)
    siren = models.CharField(_("SIREN"), max_length=9)
    forme_juridique = models.CharField(_("forme juridique"), max_length=4, choices=FormeJuridique)
    commune = models.CharField(_("commune"), max_length=100)
    code_departement = models.CharField(_("département"), max_length=3, choices=DEPARTEMENTS)
    membre = models.BooleanField(_("membre de la Fédération"))
    connue_du = models.DateField(_("connue du"))
    connue_jusqu_a = models.DateField(_("connue jusqu'à"), null=True)

    objects = ConnuesManager()
    toutes = ToutesManager()

    class Meta:
        base_manager_name = "toutes"
        verbose_name = _("identité de coopérative")
        verbose_name_plural = _("identités de coopératives")
        constraints: ClassVar[list] = [
            models.UniqueConstraint(
                fields=["cooperative", "du"], condition=models.Q(connue_jusqu_a=None), name="identite_une_par_jour"
            ),
            models.CheckConstraint(condition=models.Q(jusqu_au__gte=models.F("du")), name="identite_dans_l_ordre"),
        ]
        indexes: ClassVar[list] = [
            models.Index(fields=["siren", "connue_jusqu_a"], name="identite_siren"),
            models.Index(fields=["cooperative", "connue_jusqu_a", "du"], name="identite_cooperative"),
        ]

    def __str__(self) -> str:
        return self.nom_usuel or self.nom

    @property
    def departement(self) -> str:
        """The name of its department."""
        return DEPARTEMENTS[self.code_departement]
