"""The place that a credential has in the status lists, and the forms in which it was last signed."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from registre.models import Label

PLACES = 131_072  # what Bitstring Status List asks at least, so that a place says nothing of whose it is


class ListeDePlaces(models.Model):
    """A list of places. Each is published twice, once per purpose: revocation, suspension."""

    numero = models.PositiveSmallIntegerField(_("numéro"), primary_key=True)
    ouverte_le = models.DateTimeField(_("ouverte le"))

    class Meta:
        verbose_name = _("liste de statuts")
        verbose_name_plural = _("listes de statuts")

    def __str__(self) -> str:
        return str(self.numero)


class JustificatifEmis(models.Model):
    """What was signed of a label: one row per set of facts (`faits`, a hash) that it was signed with.

    `place` was drawn at random and is never given again: copies of the credential name it. `contenu` is the hash of all
    that the signed forms say, `cle` the key that signed them: either may be signed anew, at the same place. When a fact
    is corrected, another row takes another place, and the bit of this one says that it is revoked.
    """

    label = models.ForeignKey(Label, on_delete=models.PROTECT, related_name="justificatifs")
    faits = models.CharField(_("empreinte des faits"), max_length=64)
    liste = models.ForeignKey(ListeDePlaces, on_delete=models.PROTECT, related_name="justificatifs")
    place = models.PositiveIntegerField(_("place dans la liste"))
    emis_le = models.DateTimeField(_("émis le"))
    contenu = models.CharField(_("empreinte du contenu"), max_length=64, blank=True)
    cle = models.CharField(_("clé"), max_length=60, blank=True)
    document = models.TextField(_("document signé"), blank=True)
    jwt = models.TextField(_("jeton signé"), blank=True)

    class Meta:
        verbose_name = _("justificatif émis")
        verbose_name_plural = _("justificatifs émis")
        constraints: ClassVar[list] = [
            models.UniqueConstraint(
                fields=["label", "faits"],
                name="justificatif_un_par_faits",
                violation_error_message=_("Ces faits ont déjà leur justificatif."),
            ),
            models.UniqueConstraint(
                fields=["liste", "place"],
                name="justificatif_une_place",
                violation_error_message=_("Cette place est prise."),
            ),
            models.CheckConstraint(
                condition=models.Q(place__lt=PLACES),
                name="justificatif_place_dans_la_liste",
                violation_error_message=_("Cette place est hors de la liste."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label}, {self.liste}/{self.place}"
