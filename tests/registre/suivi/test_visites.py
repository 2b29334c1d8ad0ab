"""The visit that a coop asks for before its day, and the Federation's answer."""

import datetime
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from registre import operations
from registre.suivi.models import DemandeDeVisite
from tests.registre.dossier.monde import coop_a, referente
from tests.registre.factories import admissible
from tests.registre.lecture import lire, mots
from tests.registre.promotion.monde import membre, navigateur
from tests.registre.suivi.monde import il_y_a
from tests.registre.test_administration import connecte

pytestmark = pytest.mark.django_db
LISTE = "/admin/snippets/suivi/demandedevisite/"
DEMANDE = {"quand": "En mai.", "raison": "Le chantier finit en juin."}


def page(reponse: Any) -> str:
    """The words of an answer, one space between them."""
    return mots(BeautifulSoup(reponse.content, "lxml"))


def test_it_is_asked_for_once_answered_and_both_read_it(django_capture_on_commit_callbacks: Any) -> None:
    coop = coop_a()
    elle, candidature = referente(coop), admissible(il_y_a(7), coop)
    call_command("synchroniser_groupes", verbosity=0)
    federation, ici = connecte("publication"), f"/espace/coop-a/suivi/{candidature.rang}/visite/"
    assert ici in elle.get("/espace/coop-a/").content.decode()

    vide = elle.post(ici, {"quand": " ", "raison": "Le chantier."})
    assert vide.status_code == 400
    assert "Dites quand" in page(vide)
    assert "Le chantier." in page(vide)
    lui = navigateur(membre(coop))
    assert "Seul un référent" in page(lui.post(ici, DEMANDE))

    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        assert elle.post(ici, DEMANDE).status_code == 302
    assert ["à répondre" in lettre.subject for lettre in mail.outbox] == [True]
    assert "Une demande attend déjà" in page(elle.post(ici, DEMANDE))
    assert "Visites demandées" in page(federation.get("/admin/"))

    demande = DemandeDeVisite.objects.get()
    geste = f"/admin/registre/visites/{demande.pk}/repondre/"
    assert geste in federation.get(f"{LISTE}inspect/{demande.pk}/").content.decode()
    hier, le = (timezone.localdate() + datetime.timedelta(days=jours) for jours in (-1, 20))
    assert "Ce jour est passé" in page(federation.post(geste, {"jour": f"{hier:%d/%m/%Y}"}))
    assert "Écrivez pourquoi" in page(federation.post(geste, {"jour": "", "reponse": ""}))
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        federation.post(geste, {"jour": f"{le:%d/%m/%Y}", "reponse": "À neuf heures."})
    assert "a déjà sa réponse" in page(federation.post(geste, {"reponse": "Non."}))
    assert "À neuf heures." in mail.outbox[0].body
    assert f'datetime="{le.isoformat()}"' in elle.get(ici).content.decode()
    assert "acceptée" in page(federation.get(LISTE))

    assert elle.post(ici, DEMANDE).status_code == 302  # another day, once answered
    operations.consigner_visite(candidature.pk, par=None, le=timezone.localdate())
    assert "n’est plus attendue" in mots(lire(elle, ici).main)
    assert "n’est plus attendue" in page(elle.post(ici, DEMANDE))
