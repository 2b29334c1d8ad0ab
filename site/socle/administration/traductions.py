"""Screens of wagtail-localize that ask too little: two publish on a mere right to edit, one lists any snippet."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail_localize.views.convert import convert_to_alias
from wagtail_localize.views.snippets_api import SnippetViewSet
from wagtail_localize.views.update_translations import UpdateTranslationsForm, UpdateTranslationsView

from socle.choix_reserves import exiger_la_liste


class MiseAJourDesTraductionsView(UpdateTranslationsView):
    """Bring translations in step with their source, without publishing them unread."""

    def get_form(self) -> UpdateTranslationsForm:
        """Return the form; its "publish now" box is dead (whatever is posted) but for superusers."""
        form = super().get_form()
        if not self.request.user.is_superuser:
            form.fields["publish_translations"].disabled = True
            form.fields["publish_translations"].help_text = _(
                "Chaque traduction se publie depuis son propre écran, une fois relue."
            )
        return form


def redevenir_alias(request: HttpRequest, page_id: int, **kwargs: Any) -> HttpResponse:
    """Turn a translation back into a mirror of its source, drafts included: public at once, hence superusers only."""
    if not request.user.is_superuser:
        raise PermissionDenied
    return convert_to_alias(request, page_id)


class TextesAChoisir(SnippetViewSet):
    """The snippets that may replace another in a translation: those of a list this person may read."""

    def check_permissions(self, request: Any) -> None:
        """Raise `PermissionDenied` to who may not read the list of this model."""
        super().check_permissions(request)
        exiger_la_liste(request.user, self.get_model())


def adresses() -> list[URLPattern]:
    """Return these views at wagtail-localize's own addresses; registered before it, they answer first."""
    return [
        path("localize/update/<int:translation_source_id>/", MiseAJourDesTraductionsView.as_view()),
        path("localize/page/<int:page_id>/convert_to_alias/", redevenir_alias),
        path("localize/api/snippets/<slug:app_label>/<slug:model_name>/", TextesAChoisir.as_view({"get": "list"})),
        path(
            "localize/api/snippets/<slug:app_label>/<slug:model_name>/<str:pk>/",
            TextesAChoisir.as_view({"get": "retrieve"}),
        ),
    ]
