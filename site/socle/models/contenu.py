"""What every editorial snippet shares: drafts, review, preview and translation of a text filed under a fact."""

from typing import Any, ClassVar, Self

from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    RevisionMixin,
    TranslatableMixin,
    WorkflowMixin,
)


class ContenuQuerySet(models.QuerySet):
    """Reading in the visitor's language."""

    def sources(self) -> Self:
        """The French rows, which facts point at."""
        return self.filter(locale__language_code="fr")

    def dans_la_langue(self, langue: str | None = None) -> list[Any]:
        """Return the published rows in `langue` (the active one by default), each untranslated one in French.

        One query whatever the number of rows; the order of the queryset is kept. Each row returned carries in
        `versions` the published rows of all its languages, itself included, by language code.
        """
        langue = langue or translation.get_language()
        par_cle: dict[Any, dict[str, Any]] = {}
        publiees: models.QuerySet[Any] = self.filter(live=True).select_related("locale")

        for ligne in publiees:
            par_cle.setdefault(ligne.translation_key, {})[ligne.locale.language_code] = ligne

        retenues = []
        for versions in par_cle.values():
            retenue = versions.get(langue) or versions.get("fr")
            if retenue is not None:
                retenue.versions = versions
                retenues.append(retenue)

        return retenues


class ContenuTraduit(
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    TranslatableMixin,
    models.Model,
):
    """Base of the snippets editors write and translate.

    `champs_identite` (key, number, what the text is about) are facts: a revision restores words, never those, and the
    edit form shows them without letting them change. `faits_communs`, beside the end date, are what translations share.
    """

    champs_identite: ClassVar[tuple[str, ...]] = ()
    faits_communs: ClassVar[tuple[str, ...]] = ()

    _revisions = GenericRelation("wagtailcore.Revision", related_query_name="%(class)s")
    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="%(class)s",
        for_concrete_model=False,
    )

    objects = models.Manager.from_queryset(ContenuQuerySet)()

    class Meta(TranslatableMixin.Meta):
        abstract = True

    @property
    def revisions(self) -> Any:
        """The revisions of this row, as Wagtail expects them on a snippet."""
        return self._revisions

    def with_content_json(self, content: dict[str, Any]) -> Self:
        """Rebuild from a revision, keeping what the row is about."""
        objet = super().with_content_json(content)
        for champ in self.champs_identite:
            setattr(objet, champ, getattr(self, champ))
        return objet

    def clean(self) -> None:
        """Keep translations where their source is."""
        super().clean()
        if self.locale_id and self.locale.language_code != "fr" and not self._a_une_source():
            raise ValidationError(_("Un texte dans une autre langue se crée en traduisant le texte français."))

    def _a_une_source(self) -> bool:
        return type(self)._default_manager.sources().filter(translation_key=self.translation_key).exists()
