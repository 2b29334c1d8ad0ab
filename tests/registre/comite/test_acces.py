"""Who reads what of the committee's work; every reading of a filed version is written down."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from registre.comite import tenue
from registre.comite.models import AccesAuDossier, MembreDuComite
from registre.dossier.models import EtatDuDossier, PieceDeVersion, Version
from registre.models import Candidature, SeanceComite
from socle.models import User
from tests.registre.comite.monde import (
    UN_JOUR,
    aujourdhui,
    avec_droits,
    complete,
    membre,
    navigateur,
    page_de,
    point_de,
    seance,
    secretaire,
)
from tests.registre.dossier.monde import octets, version_telle_quelle
from tests.registre.factories import CooperativeFactory
from tests.registre.lecture import lire, mots
from tests.socle.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def depot() -> PieceDeVersion:
    """A version filed with a file, of a candidature that waits for its admissibility."""
    candidature = complete(cooperative=CooperativeFactory.create(nom="Coop lue"))
    piece = version_telle_quelle(candidature.cooperative, candidature.referentiel)
    dossier = piece.version.dossier
    dossier.etat, dossier.rang = EtatDuDossier.DEPOSE, candidature.rang
    dossier.save()
    return piece


@pytest.fixture
def convoquee(depot: PieceDeVersion) -> SeanceComite:
    """A session to come, that version on its agenda, sent to one member."""
    la_seance = seance(aujourdhui() + 7 * UN_JOUR)
    membre()
    point_de(la_seance, Candidature.objects.get(cooperative=depot.version.cooperative))
    tenue.envoyer(la_seance.pk, par=None)
    return la_seance


def compte(siege: MembreDuComite) -> User:
    assert siege.user is not None
    return siege.user


def test_a_member_reads_the_files_of_their_session_and_it_is_written(
    depot: PieceDeVersion, convoquee: SeanceComite
) -> None:
    lui = compte(MembreDuComite.objects.get())
    client = navigateur(lui)
    assert f"/admin/registre/versions/{depot.version_id}/" in client.get(page_de(convoquee)).content.decode()
    assert not AccesAuDossier.objects.exists()

    avant = timezone.now()
    assert client.get(f"/admin/registre/versions/{depot.version_id}/").status_code == 200
    octets(client.get(f"/admin/registre/pieces/{depot.piece_id}/"))
    version, piece = AccesAuDossier.objects.order_by("pk")
    assert (version.user, version.version, version.piece) == (lui, depot.version, None)
    assert (piece.version, piece.piece) == (depot.version, depot.piece)
    assert version.lu_le >= avant

    liste = mots(lire(navigateur(UserFactory.create(superuser=True)), "/admin/snippets/comite/accesaudossier/").main)
    assert "Coop lue" in liste
    assert str(lui) in liste


def test_the_office_reads_them_too_and_it_is_written(depot: PieceDeVersion) -> None:
    elle = secretaire()
    navigateur(elle).get(f"/admin/registre/versions/{depot.version_id}/")
    assert AccesAuDossier.objects.get().user == elle


def test_others_read_nothing(depot: PieceDeVersion, convoquee: SeanceComite) -> None:
    ancien = membre(jusqu_au=aujourdhui() - UN_JOUR)
    futur = membre(depuis=aujourdhui() + UN_JOUR)
    sans_siege = avec_droits("sieger")
    de_la_coop = membre(cooperative=depot.version.cooperative)
    pages = (f"/admin/registre/versions/{depot.version_id}/", f"/admin/registre/pieces/{depot.piece_id}/")
    for lui in (compte(ancien), compte(futur), sans_siege, compte(de_la_coop)):
        assert [navigateur(lui).get(page).status_code for page in pages] == [404, 404]
    for lui in (compte(ancien), compte(futur), sans_siege):
        assert navigateur(lui).get(page_de(convoquee)).status_code == 404
    redactrice = avec_droits()
    assert all(navigateur(redactrice).get(page).status_code in {302, 403} for page in (*pages, page_de(convoquee)))
    assert not AccesAuDossier.objects.exists()


def test_before_the_agenda_is_sent_a_member_reads_neither_it_nor_its_files(depot: PieceDeVersion) -> None:
    la_seance = seance(aujourdhui() + 7 * UN_JOUR)
    point_de(la_seance, Candidature.objects.get(cooperative=depot.version.cooperative))
    client = navigateur(compte(membre()))
    page = mots(lire(client, page_de(la_seance)).main)
    assert "L’ordre du jour n’est pas encore envoyé" in page
    assert "Coop lue" not in page
    assert client.get(f"/admin/registre/versions/{depot.version_id}/").status_code == 404


def test_naming_a_member_opens_the_admin_to_them_and_to_nothing_else(convoquee: SeanceComite) -> None:
    call_command("synchroniser_groupes", stdout=StringIO())
    elle, lui = UserFactory.create(administration=True), UserFactory.create()
    donnees = {"user": str(lui.pk), "cooperative": "", "depuis": f"{aujourdhui():%d/%m/%Y}", "jusqu_au": ""}
    reponse = navigateur(elle).post("/admin/snippets/comite/membreducomite/add/", donnees)
    assert reponse.status_code == 302
    client = navigateur(lui)
    assert client.get(page_de(convoquee)).status_code == 200
    assert mots(lire(client, "/admin/snippets/registre/seancecomite/").main)
    for ailleurs in ("registre/candidature", "comite/membreducomite", "comite/accesaudossier", "registre/label"):
        assert client.get(f"/admin/snippets/{ailleurs}/").status_code in {302, 403}
    for geste in ("remplir", "envoyer", "verrouiller"):
        assert client.post(f"/admin/registre/seances/{convoquee.pk}/{geste}/").status_code in {302, 403}

    point = convoquee.points.get()
    for geste in ("monter", "retirer", "decider"):
        assert client.post(f"/admin/registre/points/{point.pk}/{geste}/").status_code in {302, 403}
    assert convoquee.points.exists()
    assert client.post(f"/admin/registre/points/{point.pk}/declarer/").status_code == 302


def test_a_session_that_was_held_is_not_moved() -> None:
    elle, la_seance = UserFactory.create(superuser=True), seance()
    tenue.noter_les_presences(la_seance.pk, [membre().pk], par=elle)
    adresse = f"/admin/snippets/registre/seancecomite/edit/{la_seance.pk}/"
    donnees = {"le": f"{aujourdhui() + UN_JOUR:%d/%m/%Y}", "lieu": "Paris", "date_limite_depot": ""}
    assert "sa date ne change plus" in navigateur(elle).post(adresse, donnees).content.decode()


def test_what_changed_since_ones_own_last_reading_is_shown(depot: PieceDeVersion, convoquee: SeanceComite) -> None:
    lui = compte(MembreDuComite.objects.get())
    client = navigateur(lui)
    assert "Vous ne l’avez pas encore lu" in mots(lire(client, page_de(convoquee)).main)
    client.get(f"/admin/registre/versions/{depot.version_id}/")
    assert "Lu le" in mots(lire(client, page_de(convoquee)).main)

    versions = [nouvelle(depot.version, numero) for numero in (2, 3)]
    assert "Une nouvelle version est déposée depuis votre lecture" in mots(lire(client, page_de(convoquee)).main)
    page = mots(lire(client, f"/admin/registre/versions/{versions[-1].pk}/").main)
    assert "Ce qui a changé depuis la version 1" in page
    assert "Ce qui a changé depuis la version 2" in mots(
        lire(navigateur(secretaire()), f"/admin/registre/versions/{versions[-1].pk}/").main
    )


def nouvelle(version: Version, numero: int) -> Version:
    """A complement, the objectives changed."""
    return Version.objects.create(
        dossier=version.dossier,
        cooperative=version.cooperative,
        numero=numero,
        sorte="complement",
        edition=version.edition,
        contenu=version.contenu | {"objectifs": f"Objectifs {numero}."},
        empreinte=str(numero) * 64,
        deposee_le=timezone.now(),
    )
