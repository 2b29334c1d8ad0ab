"""What is being typed, valid or not: nothing is lost on a closed tab, an expired session or a refused field."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from registre.models import Cooperative


class BrouillonDeFiche(models.Model):
    """One person's typing on one sheet of a coop, or on one that does not exist yet (`fiche` empty).

    `version` goes up at each writing: two tabs that write in turn notice it. `base` is the revision the typing began
    from: someone who saved since is noticed too.
    """

    cooperative = models.ForeignKey(Cooperative, on_delete=models.CASCADE, related_name="+")
    auteur = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    fiche = models.ForeignKey("bonnes_pratiques.FichePratique", on_delete=models.CASCADE, null=True, related_name="+")
    donnees = models.JSONField(_("ce qui est saisi"), default=dict)
    base = models.BigIntegerField(_("version de départ"), null=True)
    version = models.PositiveIntegerField(_("version"), default=1)
    modifie_le = models.DateTimeField(_("modifié le"), auto_now=True)

    class Meta:
        verbose_name = _("saisie en cours")
        verbose_name_plural = _("saisies en cours")
        constraints: ClassVar[list] = [
            models.UniqueConstraint(
                fields=["cooperative", "auteur", "fiche"],
                name="brouillon_un_par_fiche_et_personne",
                violation_error_message=_("Cette saisie existe déjà."),
            ),
            models.UniqueConstraint(
                fields=["cooperative", "auteur"],
                condition=models.Q(fiche__isnull=True),
                name="brouillon_un_nouveau_par_personne",
                violation_error_message=_("Cette saisie existe déjà."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.auteur} – {self.cooperative}"


class Televersement(models.Model):
    """A document or a picture sent from a coop's space: that coop's own until a published sheet shows it."""

    cooperative = models.ForeignKey(Cooperative, on_delete=models.CASCADE, related_name="+")
    par = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    document = models.OneToOneField(
        "socle.SiteDocument", on_delete=models.CASCADE, null=True, related_name="televersement"
    )
    image = models.OneToOneField("socle.SiteImage", on_delete=models.CASCADE, null=True, related_name="televersement")
    le = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("fichier envoyé par une coopérative")
        verbose_name_plural = _("fichiers envoyés par les coopératives")
        constraints: ClassVar[list] = [
            models.CheckConstraint(
                condition=models.Q(document__isnull=False, image__isnull=True)
                | models.Q(document__isnull=True, image__isnull=False),
                name="televersement_document_ou_image",
                violation_error_message=_("Un document ou une image."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document or self.image}"
