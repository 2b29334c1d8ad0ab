"""Nobody approves their own change, and nothing is public without the review. Through the admin's real addresses."""

from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, TaskState
from wagtail.test.utils.form_data import nested_form_data, streamfield

from raison_detre.models import PageEditoriale

type_de_page = ("raison_detre", "pageeditoriale")


def formulaire(**changements: str) -> dict[str, Any]:
    champs = {"title": "Mentions", "slug": "mentions", "introduction": "Après", "corps": streamfield([]), "comments-TOTAL_FORMS": 0}
    return nested_form_data({**champs, "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0}}) | changements


def connecte(personne: Any) -> Client:
    client = Client()
    client.force_login(personne, backend="django.contrib.auth.backends.ModelBackend")
    return client


def envoyer(personne: Any, page: Page, **boutons: str) -> Any:
    return connecte(personne).post(reverse("wagtailadmin_pages:edit", args=[page.pk]), formulaire(**boutons))


def soumettre(personne: Any, page: Page) -> TaskState:
    envoyer(personne, page, **{"action-submit": "1"})
    return TaskState.objects.get(status="in_progress", workflow_state__object_id=str(page.pk))


def action(personne: Any, page: Page, nom: str, etape: TaskState, **champs: str) -> Any:
    return connecte(personne).post(reverse("wagtailadmin_pages:workflow_action", args=[page.pk, nom, etape.pk]), champs)


def texte_public(page: Page) -> str:
    return PageEditoriale.objects.get(pk=page.pk).introduction


def test_a_change_is_public_once_someone_else_approved_it(personnes: dict[str, Any], page_publique: Page) -> None:
    etape = soumettre(personnes["edition"], page_publique)
    assert texte_public(page_publique) == "Avant"
    action(personnes["publication"], page_publique, "approve", etape)
    assert texte_public(page_publique) == "Après"
