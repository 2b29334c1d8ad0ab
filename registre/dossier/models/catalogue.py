"""The indicators that the Federation proposes, by engagement: a coop takes one, or writes its own."""

from typing import Any, ClassVar

from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from raison_detre.models.engagement import PLACE_DE_LA_CLE
from raison_detre.natures import Nature
from registre.models.cooperative import SANS_FORMULE
from registre.models.indicateur import Sens


class IndicateurDuCatalogue(models.Model):
    """An indicator of the catalogue. `cle` never changes: it tells that two dossiers took the same one.

    `engagement` is the stable key of an engagement, whatever the edition. Withdrawn, it is proposed no longer, and the
    dossiers that took it keep it. None is deleted.
    """

    cle = models.SlugField(_("clé"), max_length=PLACE_DE_LA_CLE, unique=True, editable=False)
    engagement = models.SlugField(_("engagement"), max_length=PLACE_DE_LA_CLE)
    nom = models.CharField(_("titre"), max_length=150, validators=[SANS_FORMULE])
    unite = models.CharField(
        _("unité"),
        max_length=40,
        blank=True,
        validators=[SANS_FORMULE],
        help_text=_("Par exemple %, logements, jours."),
    )
    sens = models.CharField(_("sens"), max_length=6, choices=Sens, default=Sens.HAUSSE)
    nature = models.CharField(_("nature"), max_length=20, choices=Nature, default=Nature.METIER)
    definition = models.TextField(
        _("définition"),
        blank=True,
        validators=[MaxLengthValidator(1_000)],
        help_text=_("Ce qui est compté, et comment. Les coopératives la lisent, et elle est gardée avec leur dossier."),
    )
    retire = models.BooleanField(
        _("retiré"), default=False, help_text=_("N’est plus proposé. Les dossiers qui l’ont pris le gardent.")
    )
    demonstration = models.BooleanField(_("fictif"), default=False, editable=False)

    class Meta:
        verbose_name = _("indicateur du catalogue")
        verbose_name_plural = _("indicateurs du catalogue")
        constraints: ClassVar[list] = [
            models.UniqueConstraint(
                fields=["engagement", "nom"],
                name="catalogue_un_titre_par_engagement",
                violation_error_message=_("Cet engagement a déjà un indicateur de ce titre."),
            ),
        ]

    def __str__(self) -> str:
        return f"Fictif : {self.nom}" if self.demonstration else self.nom

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Give it its key the first time."""
        self.cle = self.cle or self._cle_libre()
        super().save(*args, **kwargs)

    def _cle_libre(self) -> str:
        """Return a key made of its title that no other has."""
        racine = slugify(self.nom)[: PLACE_DE_LA_CLE - 5] or "indicateur"
        prises = set(IndicateurDuCatalogue.objects.filter(cle__startswith=racine).values_list("cle", flat=True))
        possibles = (racine, *(f"{racine}-{n}" for n in range(2, len(prises) + 3)))
        return next(cle for cle in possibles if cle not in prises)
