"""Screens of wagtail-localize that ask too little: what they publish, list or ask is held to the rules of the site."""

from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail_localize.models import TranslationSource
from wagtail_localize.views.convert import convert_to_alias
from wagtail_localize.views.snippets_api import SnippetViewSet
from wagtail_localize.views.submit_translations import (
    SubmitPageTranslationView,
    SubmitSnippetTranslationView,
    SubmitTranslationView,
)
from wagtail_localize.views.update_translations import UpdateTranslationsForm, UpdateTranslationsView

from socle.comptes.choix_reserves import exiger_la_liste
from socle.langues.demandes_de_traduction import lire_la_source


class MiseAJourDesTraductionsView(UpdateTranslationsView):
    """Bring translations in step with their source, without publishing them unread."""

    def get_object(self) -> TranslationSource:
        """Return the source, which reads a draft as it was last saved."""
        source: Any = super().get_object()
        source.update_from_db = partial(_relire, source)
        return source

    def get_form(self) -> UpdateTranslationsForm:
        """Return the form; its "publish now" box is dead (whatever is posted) but for superusers."""
        form = super().get_form()
        if not self.request.user.is_superuser:
            form.fields["publish_translations"].disabled = True
            form.fields["publish_translations"].help_text = _(
                "Chaque traduction se publie depuis son propre écran, une fois relue."
            )
        return form


def _relire(source: TranslationSource) -> None:
    lire_la_source(source.get_source_instance())
    source.refresh_from_db()


class _DemandeView(SubmitTranslationView):
    """Ask for a translation, knowing which text it is made from."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Say what the translation leaves out: what was saved since the public text."""
        if getattr(self.object, "live", False) and self.object.has_unpublished_changes:
            message = _(
                "La traduction part du texte public. Le brouillon enregistré depuis n’y est pas : une fois publié, il "
                "sera signalé sur l’accueil, sous « Traductions à mettre à jour »."
            )
            messages.warning(self.request, message)
        reponse: HttpResponse = super().form_valid(form)
        return reponse


class DemandeDePageView(_DemandeView, SubmitPageTranslationView):
    """The same for a page."""


class DemandeDeSnippetView(_DemandeView, SubmitSnippetTranslationView):
    """The same for a snippet."""


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
        path("localize/submit/page/<int:page_id>/", DemandeDePageView.as_view()),
        path("localize/submit/snippet/<slug:app_label>/<slug:model_name>/<str:pk>/", DemandeDeSnippetView.as_view()),
        path("localize/page/<int:page_id>/convert_to_alias/", redevenir_alias),
        path("localize/api/snippets/<slug:app_label>/<slug:model_name>/", TextesAChoisir.as_view({"get": "list"})),
        path(
            "localize/api/snippets/<slug:app_label>/<slug:model_name>/<str:pk>/",
            TextesAChoisir.as_view({"get": "retrieve"}),
        ),
    ]
