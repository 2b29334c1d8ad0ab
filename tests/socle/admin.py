"""Doing in the admin what a person does there: open the form the page shows, change a field, press a button."""

from typing import Any

from bs4 import BeautifulSoup
from django.test import Client, TestCase
from django.urls import reverse
from wagtail.models import Page, TaskState
from wagtail.test.utils.form_data import querydict_from_html

FORMULAIRE_DU_TEXTE = 1  # the first form of the page keeps the list of who edits at the same time
VIDE = {"corps-count": "0"}  # a page's blocks, which the browser draws


def connecte(personne: Any) -> Client:
    """Return a browser in which this person is logged in; none for a visitor."""
    client = Client()
    if personne is not None:
        client.force_login(personne)
    return client


def adresse(objet: Any, nom: str, *arguments: Any) -> str:
    """Return the admin's address for this page or snippet."""
    espace = "wagtailadmin_pages" if isinstance(objet, Page) else objet.snippet_viewset.url_namespace
    return reverse(f"{espace}:{nom}", args=[objet.pk, *arguments])


def envoyer(personne: Any, objet: Any, bouton: str, *, lecteur: Any = None, **champs: str) -> Any:
    """Change fields in the edit form and press a button, shown to this person or not.

    `lecteur` is who the form was read by, for someone to whom the admin would not even show it.
    """
    page = connecte(lecteur or personne).get(adresse(objet, "edit"))
    donnees = querydict_from_html(page.content.decode(), form_index=FORMULAIRE_DU_TEXTE).dict()
    return connecte(personne).post(adresse(objet, "edit"), donnees | VIDE | champs | {bouton: "1"})


def soumettre(personne: Any, objet: Any, **champs: str) -> TaskState:
    """Change fields, submit to the review; return the step that waits."""
    envoyer(personne, objet, "action-submit", **champs)
    return etape_en_cours(objet)


def agir(personne: Any, objet: Any, nom: str, etape: TaskState, **champs: str) -> Any:
    """Press a button of the review."""
    return connecte(personne).post(adresse(objet, "workflow_action", nom, etape.pk), champs)


def etape_en_cours(objet: Any) -> TaskState:
    """Return the review step this page or snippet waits in. Raises `TaskState.DoesNotExist` out of review."""
    return TaskState.objects.for_instance(objet).get(status=TaskState.STATUS_IN_PROGRESS)


def publier_la_traduction(personne: Any, traduction: Any) -> Any:
    """Press "publish" in the translation editor, then confirm what is shown, if anything is.

    wagtail-localize publishes once the transaction is committed.
    """
    navigateur, ecran = connecte(personne), adresse(traduction, "edit")
    with TestCase.captureOnCommitCallbacks(execute=True):
        reponse = navigateur.post(ecran, {"action": "publish"})
        if reponse.status_code != 200:
            return reponse
        vu = BeautifulSoup(reponse.content, "lxml").select_one("input[name=vu]")
        assert vu is not None
        return navigateur.post(ecran, {"action": "publish", "vu": str(vu["value"])})


def messages(reponse: Any) -> str:
    """Return what the admin said after this answer."""
    return " ".join(str(message) for message in reponse.wsgi_request._messages)
