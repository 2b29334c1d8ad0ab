"""A visit is told in the field, sent once however often it is sent, read by who follows the file, then confirmed."""

import datetime
import uuid
from io import BytesIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import models
from PIL import Image

from raison_detre.models import Engagement
from registre.comite import tenue
from registre.models import Candidature, PointEtape, Role
from registre.visites.models import AccesAuCompteRendu, CompteRenduDeVisite, PhotoDeVisite
from tests.bonnes_pratiques.espace.conftest import membre as membre_de_coop
from tests.registre.comite.monde import (
    UN_JOUR,
    aujourdhui,
    avec_droits,
    membre,
    navigateur,
    point_de,
    seance,
    secretaire,
)
from tests.registre.dossier.monde import fichier, octets
from tests.registre.factories import CooperativeFactory
from tests.registre.lecture import lire, mots
from tests.registre.visites.monde import a_visiter, adresse, compte_rendu_de, deposee_sur_le_site, photo, saisie
from tests.socle.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def candidature() -> Candidature:
    """A candidature whose visit is awaited."""
    return a_visiter(CooperativeFactory.create(nom="Coop visitée"))


def test_a_report_sent_twice_is_one_and_a_picture_of_it_too(candidature: Candidature) -> None:
    elle, formulaire = secretaire(), uuid.uuid4()
    client, page = navigateur(elle), adresse(candidature)
    fiche = f"/admin/snippets/registre/candidature/inspect/{candidature.pk}/"
    assert page in client.get(fiche).content.decode()

    premier = client.post(page, saisie(formulaire, remarques="Un chantier.", photos=[photo()]))
    second = client.post(page, saisie(formulaire, remarques="Deux chantiers.", photos=[photo(), photo("b.jpg", "red")]))

    compte_rendu = CompteRenduDeVisite.objects.get()
    assert premier.headers["Location"] == second.headers["Location"]
    assert compte_rendu.remarques == "Deux chantiers."
    assert compte_rendu.constats.count() == 8
    assert [p.nom for p in compte_rendu.photos.order_by("pk")] == ["chantier.jpg", "b.jpg"]
    assert not PointEtape.objects.exists()  # a draft is no fact
    assert "Deux chantiers." in client.get(page).content.decode()  # one's own draft is found again

    une = PhotoDeVisite.objects.earliest("pk")
    client.post(page, saisie(formulaire, retirees=[str(une.pk)]))
    assert [p.nom for p in compte_rendu.photos.all()] == ["b.jpg"]


def test_the_longest_key_an_engagement_may_have_has_its_room(candidature: Candidature) -> None:
    cle = "longue-" * 11 + "cle"
    models.QuerySet(Engagement).filter(cle="cle-1").update(cle=cle)
    formulaire = saisie() | {f"vu-{cle}": "vu", f"remarque-{cle}": ""}

    assert len(cle) == 80
    assert navigateur(secretaire()).post(adresse(candidature), formulaire).status_code == 302
    assert CompteRenduDeVisite.objects.get().constats.filter(cle=cle).count() == 1


def test_a_picture_keeps_nothing_of_the_phone_and_no_other_file_passes(candidature: Candidature) -> None:
    client, page = navigateur(secretaire()), adresse(candidature)
    refus = client.post(page, saisie(presents="Des gens.", photos=[fichier("note.pdf")]))
    assert refus.status_code == 400
    assert "Des gens." in refus.content.decode()
    assert not CompteRenduDeVisite.objects.exists()

    client.post(page, saisie(photos=[photo()]))
    recue = octets(client.get(f"/admin/registre/comptes-rendus/photos/{PhotoDeVisite.objects.get().pk}/"))
    assert dict(Image.open(BytesIO(recue)).getexif()) == {}


@pytest.mark.parametrize(
    ("champs", "dit"),
    [
        ({"faite_le": "31/02/2026"}, "Écrivez une date qui existe"),
        ({"faite_le": f"{aujourdhui() + UN_JOUR:%d/%m/%Y}"}, "aujourd’hui ou un jour passé"),
        ({"faite_le": "01/01/2001"}, "après l’admissibilité"),
        ({"presents": " "}, "Dites qui était présent"),
        ({"vu-cle-3": ""}, "l’engagement 3"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(candidature: Candidature, champs: dict[str, Any], dit: str) -> None:
    envoi = saisie() | {"remarque-cle-5": "Un mot."} | champs
    client = navigateur(secretaire())
    page = client.post(adresse(candidature), envoi)
    assert page.status_code == 400
    assert dit in page.content.decode()
    assert "Un mot." in page.content.decode()
    lu = client.post(adresse(candidature), envoi, headers={"accept": "application/json"})
    assert any(dit in faute["texte"] for faute in lu.json()["fautes"])
    assert not CompteRenduDeVisite.objects.exists()


def test_confirming_records_the_visit_once_and_freezes_the_report(candidature: Candidature) -> None:
    elle, formulaire = secretaire(), uuid.uuid4()
    client = navigateur(elle)
    hier = aujourdhui() - UN_JOUR
    envoi: dict[str, Any] = {"faite_le": f"{hier:%d/%m/%Y}", "vu-cle-3": "en_partie", "vu-cle-5": "pas_vu"}
    lu = client.post(adresse(candidature), saisie(formulaire, **envoi)).headers["Location"]

    for _fois in range(2):  # pressed twice, it is done once, and both answers say so
        reponse = client.post(f"{lu}confirmer/", follow=True)
        assert "La visite est consignée" in reponse.content.decode()
    point = PointEtape.objects.get(candidature=candidature)
    compte_rendu = CompteRenduDeVisite.objects.get()
    assert (point.nature, point.tenu_le, point.rang) == ("visite", hier, compte_rendu.rang_de_la_visite)
    assert (
        "Engagements vus : 6 ; en partie : 1 ; pas vus : 1." in compte_rendu.cooperative.evenements.latest("rang").motif
    )

    encore = client.post(adresse(candidature), saisie(formulaire, **envoi))
    assert encore.headers["Location"] == lu
    autre = client.post(adresse(candidature), saisie(formulaire, **envoi | {"remarques": "Autre chose."}))
    assert "il ne change plus" in autre.content.decode()

    client.post(adresse(candidature), saisie())  # a colleague's, come too late: kept, and never a second visit
    tardif = CompteRenduDeVisite.objects.latest("pk")
    client.post(f"/admin/registre/comptes-rendus/{tardif.pk}/confirmer/")
    assert not CompteRenduDeVisite.objects.get(pk=tardif.pk).confirme
    assert PointEtape.objects.count() == 1


def test_who_follows_the_file_reads_it_and_it_is_written(candidature: Candidature) -> None:
    compte_rendu = compte_rendu_de(candidature)
    page = f"/admin/registre/comptes-rendus/{compte_rendu.pk}/"
    version = deposee_sur_le_site(candidature)
    sien, de_la_coop, sans_seance = membre(), membre(cooperative=candidature.cooperative), avec_droits("sieger")
    la_seance = seance(aujourdhui() + UN_JOUR)
    point_de(la_seance, candidature, "octroi")
    assert navigateur(sien.user).get(page).status_code == 404  # the agenda is not sent

    tenue.envoyer(la_seance.pk, par=None)
    lecteur = navigateur(sien.user)
    assert page in lecteur.get(f"/admin/registre/versions/{version.pk}/").content.decode()
    assert "Une élue du conseil" in mots(lire(lecteur, page).main)
    assert AccesAuCompteRendu.objects.get().user == sien.user
    journal = navigateur(UserFactory.create(superuser=True))
    liste = "/admin/snippets/visites/accesaucompterendu/"
    assert f"{sien.user} Coop visitée {compte_rendu}" in mots(lire(journal, liste).main)
    assert "Coop visitée" in octets(journal.get(f"{liste}?export=csv")).decode()
    assert lecteur.get(adresse(candidature)).status_code == 200
    assert lecteur.post(f"{page}confirmer/").status_code in {302, 403}  # reading is not recording
    assert not PointEtape.objects.exists()

    agent_de_la_coop = secretaire()
    candidature.cooperative.membres.create(user=agent_de_la_coop, role=Role.REFERENT, depuis=datetime.date(2026, 1, 1))
    for autre in (de_la_coop.user, sans_seance, agent_de_la_coop):
        assert navigateur(autre).get(page).status_code == 404
        assert navigateur(autre).get(adresse(candidature)).status_code == 404
    referente = navigateur(membre_de_coop(candidature.cooperative, Role.REFERENT))
    assert referente.get(page).status_code in {302, 403}


def test_a_draft_that_nobody_confirmed_is_forgotten_with_its_pictures(
    candidature: Candidature, django_capture_on_commit_callbacks: object
) -> None:
    client = navigateur(secretaire())
    client.post(adresse(candidature), saisie(photos=[photo()]))
    une = PhotoDeVisite.objects.get()
    stockage, chemin = une.fichier.storage, une.fichier.name or ""
    CompteRenduDeVisite.objects.update(envoye_le=une.compte_rendu.envoye_le - datetime.timedelta(days=400))

    call_command("appliquer_conservation", "--simulation")
    assert CompteRenduDeVisite.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        call_command("appliquer_conservation")
    assert not CompteRenduDeVisite.objects.exists()
    assert not stockage.exists(chemin)
