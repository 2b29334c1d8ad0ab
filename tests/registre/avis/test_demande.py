"""Who prepares asks an expert for an opinion, follows it on the dossier and in session, and closes its links."""

import datetime
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from registre.avis.models import CourrielAExpert, DemandeDAvis
from registre.comite import conflits, tenue
from registre.dossier.models import Version
from registre.models import Candidature, Cooperative, Membre
from socle.models import User
from tests.registre.avis.monde import (
    EXPERTE,
    adresse,
    candidature_de,
    demande_de,
    lien_recu,
    plans_de,
    saisie,
    version_de,
)
from tests.registre.comite.monde import (
    UN_JOUR,
    aujourdhui,
    avec_droits,
    membre,
    navigateur,
    page_de,
    point_de,
    seance,
    secretaire,
)
from tests.registre.lecture import lire, mots
from tests.rigueur.html import StrictClient

pytestmark = pytest.mark.django_db


@pytest.fixture
def candidature() -> Candidature:
    return candidature_de()


@pytest.fixture
def version(candidature: Candidature) -> Version:
    return version_de(candidature)


@pytest.fixture
def elle() -> User:
    """Who prepares sessions, and sits on no seat."""
    return secretaire()


def membre_de_la_coop(cooperative: Cooperative, user: User) -> User:
    """This account, which acts for that coop from now on."""
    Membre.objects.create(user=user, cooperative=cooperative, depuis=aujourdhui())
    return user


def demander(user: User, version: Version, **champs: Any) -> Any:
    """Send the form of a request."""
    return navigateur(user).post(f"{adresse(version)}avis/", saisie(version, **champs))


def test_an_opinion_is_asked_given_and_read_on_the_dossier(
    version: Version, elle: User, django_capture_on_commit_callbacks: Any
) -> None:
    client = navigateur(elle)
    assert f"{adresse(version)}avis/" in client.get(adresse(version)).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        assert demander(elle, version).status_code == 302
    [courriel] = mail.outbox
    assert courriel.to == [EXPERTE]
    assert "Coop expertisée" in courriel.subject
    assert "La sobriété est-elle crédible ?" in courriel.body

    demande = DemandeDAvis.objects.get()
    assert (demande.engagements, demande.pieces, demande.demandee_par) == (["cle-1"], [plans_de(version).pk], elle)
    page = mots(lire(client, adresse(version)).main)
    assert "attendu d’ici le" in page
    assert "Courriel de la demande : envoyé" in page

    StrictClient().post(lien_recu(), {"texte": "Oui, sous réserve."})
    page = mots(lire(client, adresse(version)).main)
    assert "donné le" in page
    assert "Oui, sous réserve." in page


@pytest.mark.parametrize(
    ("champs", "dit"),
    [
        ({"engagements": []}, "Cochez au moins un engagement"),
        ({"engagements": ["cle-9"]}, "cle-9"),
        ({"pieces": ["999999"]}, "999999"),
        ({"echeance": "31/02/2026"}, "Écrivez une date qui existe"),
        ({"echeance": f"{aujourdhui():%d/%m/%Y}"}, "Laissez au moins un jour"),
        ({"echeance": f"{aujourdhui() + 400 * UN_JOUR:%d/%m/%Y}"}, "un an au plus"),
        ({"courriel": "experte"}, "adresse"),
        ({"question": " "}, "Dites ce que vous demandez"),
    ],
)
def test_what_is_wrong_is_said_nothing_typed_is_lost_and_nothing_leaves(
    version: Version, elle: User, champs: dict[str, Any], dit: str
) -> None:
    page = demander(elle, version, **champs).content.decode()
    assert dit in page
    assert "Ada Experte" in page
    assert not DemandeDAvis.objects.exists()
    assert not CourrielAExpert.objects.exists()


def test_nobody_is_asked_twice_while_they_may_still_answer(version: Version, elle: User) -> None:
    assert demander(elle, version).status_code == 302
    encore = demander(elle, version, courriel=EXPERTE.upper())
    assert "Un avis est déjà attendu de cette adresse" in encore.content.decode()
    assert DemandeDAvis.objects.count() == 1

    DemandeDAvis.objects.update(echeance=aujourdhui() - UN_JOUR)  # the day has passed: ask again
    assert demander(elle, version).status_code == 302


class TestWho:
    def test_asks_is_who_prepares_and_has_no_interest(self, version: Version, elle: User) -> None:
        demande = demande_de(version)
        revoquer = f"/admin/registre/avis/{demande.pk}/revoquer/"
        siege = membre()
        assert siege.user is not None
        for compte in (avec_droits(), siege.user):
            for refus in (demander(compte, version), navigateur(compte).post(revoquer)):
                assert refus.headers["Location"] == "/admin/"  # the admin's way to say that one may not

        d_ici, declare = membre(version.cooperative, user=secretaire()), membre(user=secretaire())
        autre = point_de(seance(), Candidature.objects.get(cooperative=version.cooperative))
        assert declare.user is not None
        conflits.declarer(autre.pk, par=declare.user)
        for lui in (membre_de_la_coop(version.cooperative, secretaire()), d_ici.user, declare.user):
            assert lui is not None
            assert demander(lui, version, courriel="autre@example.org").status_code == 404
            assert navigateur(lui).post(revoquer).status_code == 404
            assert "Avis d’experts" not in mots(lire(navigateur(lui), adresse(version)).main)

        assert DemandeDAvis.objects.get().revoquee_le is None
        assert demander(elle, version, courriel="autre@example.org").status_code == 302

    def test_reads_is_the_committee_once_convened_less_who_has_an_interest(
        self, candidature: Candidature, version: Version
    ) -> None:
        demande_de(version, texte="Oui, sous réserve.", donne_le=timezone.now())
        siege, en_conflit = membre(), membre()
        la_seance = seance(aujourdhui() + 7 * UN_JOUR)
        point = point_de(la_seance, candidature)
        assert siege.user is not None
        assert en_conflit.user is not None
        assert "Oui, sous réserve." not in mots(lire(navigateur(siege.user), page_de(la_seance)).main)

        tenue.envoyer(la_seance.pk, par=None)
        conflits.declarer(point.pk, par=en_conflit.user)
        for page in (page_de(la_seance), adresse(version)):
            lue = mots(lire(navigateur(siege.user), page).main)
            assert "Oui, sous réserve." in lue
            assert "donné le" in lue
        lue = mots(lire(navigateur(siege.user), adresse(version)).main)
        assert "Ouvertures" not in lue  # nor what became of the messages: that is who prepares
        assert "Demander un avis" not in lue
        assert "Oui, sous réserve." not in mots(lire(navigateur(en_conflit.user), page_de(la_seance)).main)

    def test_prepares_and_acts_for_the_coop_reads_nothing_in_session(
        self, candidature: Candidature, version: Version
    ) -> None:
        demande_de(version, texte="Oui, sous réserve.", donne_le=timezone.now())
        la_seance = seance()
        point_de(la_seance, candidature)
        compte = secretaire()
        assert "Oui, sous réserve." in mots(lire(navigateur(compte), page_de(la_seance)).main)
        membre_de_la_coop(version.cooperative, compte)
        assert "Oui, sous réserve." not in mots(lire(navigateur(compte), page_de(la_seance)).main)

        venue_de_la_coop = secretaire()  # and sits no more
        membre(version.cooperative, user=venue_de_la_coop, jusqu_au=aujourdhui() - UN_JOUR)
        assert "Oui, sous réserve." not in mots(lire(navigateur(venue_de_la_coop), page_de(la_seance)).main)


def test_the_state_is_that_of_the_day(version: Version, elle: User) -> None:
    demande_de(version, "a", nom="Une", echeance=aujourdhui())
    demande_de(version, "b", nom="Deux", echeance=aujourdhui() - UN_JOUR)
    demande_de(version, "c", nom="Trois", revoquee_le=timezone.now())
    demande_de(version, "d", nom="Quatre", revoquee_le=timezone.now(), donne_le=timezone.now(), texte="Non.")
    la_seance = seance()
    point_de(la_seance, Candidature.objects.get(cooperative=version.cooperative))
    for page in (adresse(version), page_de(la_seance)):
        lue = mots(lire(navigateur(elle), page).main)
        dits = [lue.partition(f"{nom}, sur la version 1")[2][:90] for nom in ("Une", "Deux", "Trois", "Quatre")]
        mots_attendus = (": attendu d’ici le", ": en retard", ": révoqué le", ": donné le")
        assert [mot in dit for mot, dit in zip(mots_attendus, dits, strict=True)] == [True] * 4


def test_revoking_closes_every_link_once_and_leaves_what_was_given(version: Version, elle: User) -> None:
    demande = demande_de(version, "un", texte="Non.", donne_le=timezone.now())
    CourrielAExpert.objects.create(demande=demande, palier=-7, empreinte="a" * 64)
    client, revoquer = navigateur(elle), f"/admin/registre/avis/{demande.pk}/revoquer/"
    assert client.get(revoquer).status_code == 405
    assert revoquer in client.get(adresse(version)).content.decode()
    client.post(revoquer)
    fermee = DemandeDAvis.objects.get()
    client.post(revoquer)

    assert StrictClient().get("/avis/un/").status_code == 404
    lue = DemandeDAvis.objects.get()
    assert (lue.revoquee_le, lue.revoquee_par, lue.texte) == (fermee.revoquee_le, elle, "Non.")
    page = mots(lire(client, adresse(version)).main)
    assert "Liens fermés le" in page
    assert "Révoquer les liens" not in page


def test_the_pages_ask_as_many_queries_for_two_requests_and_thirty(version: Version, elle: User) -> None:
    la_seance = seance()
    point_de(la_seance, Candidature.objects.get(cooperative=version.cooperative))
    for rang in range(2):
        demande_de(version, f"lien-{rang}")
        StrictClient().get(f"/avis/lien-{rang}/")

    client, pages = navigateur(elle), (adresse(version), page_de(la_seance))
    comptes = []
    for debut, fin in ((2, 2), (2, 30)):
        for rang in range(debut, fin):
            demande_de(version, f"lien-{rang}", demandee_par=elle)
        for page in pages:
            lire(client, page)
            with CaptureQueriesContext(connection) as faites:
                lire(client, page)
            comptes.append(len(faites))

    assert comptes[:2] == comptes[2:]


def test_a_version_without_engagement_has_nothing_to_show(candidature: Candidature, elle: User) -> None:
    vide = version_de(candidature, engagements=0)
    page = mots(lire(navigateur(elle), f"{adresse(vide)}avis/").main)
    assert "il n’y a rien à montrer" in page


def test_two_days_of_a_day_that_moves_are_the_same_in_paris(version: Version) -> None:
    """At half past midnight in Paris, it is still the day before elsewhere."""
    demande = demande_de(version, echeance=datetime.date(2026, 7, 1))
    assert demande.etat_au(datetime.date(2026, 7, 1)) == "attendu"
    assert demande.etat_au(datetime.date(2026, 7, 2)) == "en_retard"
