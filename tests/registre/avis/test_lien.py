"""What an expert's link opens: a part of the dossier, until a day; then nothing, in the same words."""

import datetime
from decimal import Decimal

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from registre.avis.models import DemandeDAvis, OuvertureDAvis
from registre.avis.montre import partie_montree
from registre.dossier.models import PieceDeDossier, Version
from tests.registre.avis.monde import JETON, adresse, candidature_de, demande_de, plans_de, version_de
from tests.registre.comite.monde import UN_JOUR, aujourdhui, navigateur, secretaire
from tests.registre.dossier.monde import octets
from tests.registre.lecture import lire, mots
from tests.rigueur.html import StrictClient

LIEN = f"/avis/{JETON}/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def version() -> Version:
    return version_de(candidature_de())


@pytest.fixture
def demande(version: Version) -> DemandeDAvis:
    return demande_de(version)


@pytest.fixture
def experte() -> StrictClient:
    """A browser in which nobody is logged in."""
    return StrictClient()


def le_dernier_jour(demande: DemandeDAvis, ecart: datetime.timedelta) -> datetime.datetime:
    """The moment so long after the midnight that ends the last day, in Paris."""
    fin = datetime.datetime.combine(demande.echeance + UN_JOUR, datetime.time.min)
    return timezone.make_aware(fin) + ecart


class TestThePage:
    def test_shows_the_part_that_was_chosen_and_nothing_else(
        self, demande: DemandeDAvis, experte: StrictClient
    ) -> None:
        page = mots(lire(experte, LIEN).main)
        assert "La sobriété est-elle crédible ?" in page
        assert "Raison 1." in page
        assert "41" in page
        assert "plans.pdf" in page
        for tu in ("Raison 2.", "97531", "97 531", "97 532", "secret.pdf", "Notre lettre.", "Les salariés consultés."):
            assert tu not in page
        assert "Valeurs réservées à la Fédération et au comité" in page
        [engagement] = partie_montree(demande).engagements  # nor is it given to the template
        assert [indicateur.valeur for indicateur in engagement.indicateurs] == [Decimal(41), None]

    def test_gives_the_files_that_were_chosen_and_no_other(self, demande: DemandeDAvis, experte: StrictClient) -> None:
        donnee = experte.get(f"{LIEN}pieces/{plans_de(demande.version).pk}/")
        assert donnee.status_code == 200
        assert "attachment" in donnee.headers["Content-Disposition"]
        assert octets(donnee).startswith(b"%PDF")

        secret = PieceDeDossier.objects.get(nom="secret.pdf")
        assert experte.get(f"{LIEN}pieces/{secret.pk}/").status_code == 404
        d_ailleurs = plans_de(version_de(candidature_de("Coop d’ailleurs")))
        DemandeDAvis.objects.update(pieces=[d_ailleurs.pk])
        assert experte.get(f"{LIEN}pieces/{d_ailleurs.pk}/").status_code == 404

    def test_is_kept_by_no_cache_and_no_index_and_tells_no_other_site_its_address(
        self, demande: DemandeDAvis, experte: StrictClient
    ) -> None:
        piece = experte.get(f"{LIEN}pieces/{plans_de(demande.version).pk}/")
        octets(piece)
        for reponse in (experte.get(LIEN), experte.post(LIEN, {"texte": "Oui."}), experte.get("/avis/x/"), piece):
            assert reponse.headers["Cache-Control"] == "private, no-store"
            assert "noindex" in reponse.headers["X-Robots-Tag"]
            assert reponse.headers["Referrer-Policy"] == "same-origin"

    def test_is_sent_by_a_browser_from_its_own_form_only(self, demande: DemandeDAvis) -> None:
        client = Client(enforce_csrf_checks=True)
        assert client.post(LIEN, {"texte": "D’ailleurs."}).status_code == 403
        page = lire(client, LIEN)
        [champ] = page.select("main form input[name=csrfmiddlewaretoken]")
        envoi = {"texte": "D’ici.", "csrfmiddlewaretoken": str(champ["value"])}
        assert client.post(LIEN, envoi, headers={"origin": "http://testserver"}).status_code == 302
        assert DemandeDAvis.objects.get().texte == "D’ici."

    def test_asks_as_many_queries_for_one_engagement_and_twelve(self, experte: StrictClient) -> None:
        demande_de(version_de(candidature_de("Une")), "un")
        grande = version_de(candidature_de("Douze"), engagements=12)
        demande_de(grande, "douze", engagements=[f"cle-{n}" for n in range(1, 13)])
        lire(experte, "/avis/un/")  # what is read once per process
        with CaptureQueriesContext(connection) as une:
            lire(experte, "/avis/un/")
        with CaptureQueriesContext(connection) as douze:
            lire(experte, "/avis/douze/")
        assert len(douze) == len(une)


class TestTheAnswer:
    def test_is_thanked_for_shown_and_corrected_until_the_last_day(
        self, demande: DemandeDAvis, experte: StrictClient
    ) -> None:
        premier = timezone.now()
        experte.post(LIEN, {"texte": "Oui, si le chantier suit."})
        page = mots(lire(experte, LIEN).main)
        assert "Merci, votre avis est reçu" in page
        assert "Oui, si le chantier suit." in page
        lue = DemandeDAvis.objects.get()
        assert lue.donne_le is not None
        assert lue.donne_le >= premier
        assert lue.corrige_le is None

        experte.post(LIEN, {"texte": "Oui, si le chantier suit."})  # sent again, it corrects nothing
        assert DemandeDAvis.objects.get().corrige_le is None
        with time_machine.travel(le_dernier_jour(demande, -datetime.timedelta(minutes=1)), tick=False):
            experte.post(LIEN, {"texte": "Non."})
            corrigee = DemandeDAvis.objects.get()
            assert (corrigee.texte, corrigee.donne_le, corrigee.corrige_le) == ("Non.", lue.donne_le, timezone.now())

    def test_that_lacks_or_overflows_is_said_on_its_field_and_kept_as_typed(
        self, demande: DemandeDAvis, experte: StrictClient
    ) -> None:
        vide = experte.post(LIEN, {"texte": "  "})
        assert vide.status_code == 400
        assert "Écrivez votre avis." in vide.content.decode()

        long = experte.post(LIEN, {"texte": "Mot. " * 5000})
        assert long.status_code == 400
        assert "20\u00a0000 caractères au plus" in long.content.decode()
        assert "Mot. Mot." in long.content.decode()
        assert DemandeDAvis.objects.get().donne_le is None


class TestALinkThatOpensNothing:
    @pytest.mark.parametrize("methode", ["get", "post"])
    def test_says_the_same_whether_unknown_past_or_revoked(
        self, version: Version, experte: StrictClient, methode: str
    ) -> None:
        demande_de(version, "passe", echeance=aujourdhui() - UN_JOUR)
        demande_de(version, "revoque", revoquee_le=timezone.now())
        demander = getattr(experte, methode)
        reponses = [demander(f"/avis/{jeton}/", {"texte": "Un travail."}) for jeton in ("inconnu", "passe", "revoque")]
        [(statut, page)] = {
            (reponse.status_code, mots(BeautifulSoup(reponse.content, "lxml").main)) for reponse in reponses
        }
        assert statut == 404
        assert ("Un travail." in page) == (methode == "post")  # nothing typed is lost
        assert not DemandeDAvis.objects.exclude(texte="").exists()
        assert not OuvertureDAvis.objects.exists()

    def test_opened_until_the_last_minute_of_its_last_day_in_paris(
        self, demande: DemandeDAvis, experte: StrictClient
    ) -> None:
        minute = datetime.timedelta(minutes=1)
        for ecart, statut in ((-minute, 200), (minute, 404)):
            with time_machine.travel(le_dernier_jour(demande, ecart), tick=False):
                assert experte.get(LIEN).status_code == statut
                piece = experte.get(f"{LIEN}pieces/{plans_de(demande.version).pk}/")
                assert piece.status_code == statut
                assert statut == 404 or octets(piece)


def test_each_opening_is_written_and_shown_to_who_prepares(
    version: Version, demande: DemandeDAvis, experte: StrictClient
) -> None:
    elle = navigateur(secretaire())
    assert "Le lien n’a pas encore été ouvert." in mots(lire(elle, adresse(version)).main)

    experte.get(LIEN)
    Client().head(LIEN)  # a program that only looks
    octets(experte.get(f"{LIEN}pieces/{plans_de(version).pk}/"))
    assert [ouverture.piece for ouverture in OuvertureDAvis.objects.order_by("pk")] == [None, plans_de(version)]
    page = mots(lire(elle, adresse(version)).main)
    assert "Ouvertures du lien : 2" in page
    assert f"{timezone.localtime():%d/%m/%Y}" in page
