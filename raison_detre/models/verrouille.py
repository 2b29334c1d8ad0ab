"""What holds an edition in use as it was, for its three models alike: saved, deleted, or written in bulk."""

import uuid
from collections.abc import Iterable
from typing import Any, ClassVar, Self, TypeVar

from django.core.exceptions import NON_FIELD_ERRORS
from django.db import models

from raison_detre import verrou
from raison_detre.models.changements import refuser

Ligne = TypeVar("Ligne", bound=models.Model)


class VerrouilleQuerySet(models.QuerySet[Ligne]):
    """Bulk writes, which call neither `clean` nor `save`."""

    model: Any

    def sert(self) -> bool:
        """Tell whether one of these rows is of an edition in use."""
        return verrou.une_sert(self.order_by().values_list(self.model.chemin_d_edition, flat=True).distinct())

    def sources(self) -> Self:
        """The French rows: the ones facts and rules are read from."""
        return self.filter(locale__language_code="fr")

    def update(self, **champs: Any) -> int:
        """Update. Raises `EditionVerrouillee` when a locked field of an edition in use is among the fields."""
        touches = [nom for nom in self.model.champs_verrouilles if nom in champs or f"{nom}_id" in champs]
        if touches and (self._touchees(touches).sert() or verrou.une_sert(self._editions_visees(champs))):
            raise verrou.EditionVerrouillee(dict.fromkeys(touches, verrou.CHAMP))
        return super().update(**champs)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Delete. Raises `EditionVerrouillee` when a French row is of an edition in use."""
        if self.sources().sert():
            raise verrou.EditionVerrouillee({NON_FIELD_ERRORS: verrou.SUPPRESSION})
        return super().delete()

    def bulk_create(self, objs: Iterable[Ligne], *args: Any, **kwargs: Any) -> list[Ligne]:
        """Create. Raises `EditionVerrouillee` when one of them would be added to an edition in use."""
        objets: list[Any] = list(objs)
        for objet in objets:
            refuser(objet)
        return super().bulk_create(objets, *args, **kwargs)

    def _touchees(self, champs: list[str]) -> Self:
        return self.sources() if set(champs) <= set(self.model.champs_du_francais) else self

    def _editions_visees(self, champs: dict[str, Any]) -> Iterable[uuid.UUID]:
        """Return the editions that an update would move rows to."""
        for nom in self.model.champs_de_place:
            cible = champs.get(nom, champs.get(f"{nom}_id"))
            if cible is not None:
                modele = self.model._meta.get_field(nom).related_model
                lignes = modele._base_manager.filter(pk=getattr(cible, "pk", cible))
                yield from lignes.values_list(modele.chemin_d_edition, flat=True)


class Verrouille(models.Model):
    """Base of an edition and of what it is made of.

    `champs_verrouilles` stay once the edition serves, those of `champs_du_francais` in the French row alone;
    `champs_de_place` say what the row belongs to.
    """

    champs_verrouilles: ClassVar[tuple[str, ...]] = ()
    champs_du_francais: ClassVar[tuple[str, ...]] = ()
    champs_de_place: ClassVar[tuple[str, ...]] = ()
    chemin_d_edition: ClassVar[str] = "referentiel__translation_key"

    class Meta:
        abstract = True

    @property
    def cle_d_edition(self) -> uuid.UUID | None:
        """The translation key of the edition it belongs to, None before one is chosen."""
        raise NotImplementedError

    @property
    def sert(self) -> bool:
        """Whether its edition is in use. One query for each room that uses editions."""
        cle = self.cle_d_edition
        return cle is not None and verrou.une_sert([cle])

    @property
    def fait_foi(self) -> bool:
        """Whether it is the French row, or about to be."""
        ligne: Any = self
        return ligne.locale_id is None or ligne.locale.language_code == "fr"

    @property
    def champs_figes(self) -> set[str]:
        """The fields of this row that its edition, in use, does not let change."""
        if not self.sert:
            return set()
        return set(self.champs_verrouilles) - (set() if self.fait_foi else set(self.champs_du_francais))

    def clean(self) -> None:
        """Refuse on its field what an edition in use does not let change."""
        super().clean()
        refuser(self)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete. Raises `EditionVerrouillee` for a French row of an edition in use."""
        if self.fait_foi and self.sert:
            raise verrou.EditionVerrouillee({NON_FIELD_ERRORS: verrou.SUPPRESSION})
        return super().delete(*args, **kwargs)
