"""What a coop is preparing: one dossier at a time, its steps as they are typed."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from raison_detre.models import Referentiel
from registre.models import Cooperative


class EtatDuDossier(models.TextChoices):
    """Where a dossier stands, by what its coop did of it. What became of it afterwards is the candidature's state."""

    EN_PREPARATION = "preparation", _("en préparation")
    DEPOSE = "depose", _("déposé")
    RETIRE = "retire", _("retiré")


class DossierDeCandidature(models.Model):
    """One application of one coop, begun under an edition. Withdrawn or filed, it is kept.

    `rang` is that of its filing in the coop's journal, hence of its candidature: empty before. Written by
    `registre.dossier.ecriture` and `registre.dossier.depot`.
    """

    cooperative = models.ForeignKey(
        Cooperative, on_delete=models.PROTECT, related_name="dossiers", verbose_name=_("coopérative")
    )
    edition = models.ForeignKey(
        Referentiel, on_delete=models.PROTECT, related_name="+", verbose_name=_("édition du référentiel")
    )
    etat = models.CharField(_("état"), max_length=11, choices=EtatDuDossier, default=EtatDuDossier.EN_PREPARATION)
    rang = models.PositiveIntegerField(_("rang du dépôt"), null=True, editable=False)
    commence_le = models.DateTimeField(_("commencé le"), default=timezone.now, editable=False)
    commence_par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("commencé par"),
    )
    retire_le = models.DateTimeField(_("retiré le"), null=True, editable=False)

    class Meta:
        verbose_name = _("dossier de candidature")
        verbose_name_plural = _("dossiers de candidature")
        constraints: ClassVar[list] = [
            models.UniqueConstraint(
                fields=["cooperative"],
                condition=models.Q(etat=EtatDuDossier.EN_PREPARATION),
                name="dossier_un_seul_en_preparation",
                violation_error_message=_("Cette coopérative prépare déjà un dossier."),
            ),
            models.UniqueConstraint(
                fields=["cooperative", "rang"],
                name="dossier_un_par_depot",
                violation_error_message=_("Ce dépôt a déjà son dossier."),
            ),
            models.CheckConstraint(
                condition=models.Q(etat=EtatDuDossier.DEPOSE, rang__isnull=False)
                | (~models.Q(etat=EtatDuDossier.DEPOSE) & models.Q(rang__isnull=True)),
                name="dossier_depose_ssi_rang",
                violation_error_message=_("Un dossier déposé a son dépôt au journal."),
            ),
            models.CheckConstraint(
                condition=models.Q(etat=EtatDuDossier.RETIRE, retire_le__isnull=False)
                | (~models.Q(etat=EtatDuDossier.RETIRE) & models.Q(retire_le__isnull=True)),
                name="dossier_retire_ssi_date",
                violation_error_message=_("L'état et sa date vont ensemble."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cooperative} – {self.get_etat_display()}"


class EtapeDuDossier(models.Model):
    """A step as it was typed, valid or not: names of fields, lists of values, as `socle.formulaires.saisie` has them.

    `nom` is the step's end of address: `concertation`, `engagements/<key>`. `version` goes up at each writing: whoever
    writes second, from another tab or another account, is told.
    """

    dossier = models.ForeignKey(DossierDeCandidature, on_delete=models.PROTECT, related_name="etapes")
    nom = models.CharField(_("étape"), max_length=100)
    donnees = models.JSONField(_("ce qui est saisi"), default=dict)
    version = models.PositiveIntegerField(_("version"), default=1)
    modifiee_le = models.DateTimeField(_("modifiée le"), default=timezone.now)
    modifiee_par = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("modifiée par")
    )

    class Meta:
        verbose_name = _("étape de dossier")
        verbose_name_plural = _("étapes de dossier")
        constraints: ClassVar[list] = [
            models.UniqueConstraint(
                fields=["dossier", "nom"],
                name="etape_une_par_dossier",
                violation_error_message=_("Cette étape existe déjà."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dossier}, {self.nom}"
