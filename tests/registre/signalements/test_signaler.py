"""Anybody reports an error of a page of the register, without an account; what is typed is never lost."""

import datetime
from concurrent.futures import ThreadPoolExecutor
from io import StringIO
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import connection, connections
from django.test import Client

from raison_detre.models import PageEditoriale
from registre import operations
from registre.public.signaler.page import ENVOIS_PAR_MINUTE
from registre.signalements.models import ReglagesDesSignalements, SignalementDErreur
from registre.signalements.operations import Signale
from registre.signalements.operations import signaler as garder
from tests.raison_detre.conftest import site_charge  # noqa: F401 - a fixture of another room
from tests.registre.factories import CooperativeFactory, labellisee
from tests.registre.lecture import lire, mots
from tests.registre.signalements.monde import LE_JOUR, coop, formulaire, le_jour, lue, recu, signaler
from tests.rigueur.html import StrictClient

PAGE = "/registre/coop-a/signaler/"
D = datetime.date
pytestmark = pytest.mark.django_db


class TestEnvoyer:
    def test_a_report_is_kept_and_its_reference_given(self) -> None:
        coop()
        reponse = signaler(PAGE, juste="Sète", courriel="visiteuse@example.org")
        signalement = SignalementDErreur.objects.get()
        assert (signalement.faux, signalement.juste) == ("Le siège n’est plus là.", "Sète")
        assert (signalement.courriel, signalement.numero, signalement.etat) == ("visiteuse@example.org", "", "recu")
        with le_jour():
            page = lire(StrictClient(), reponse.headers["Location"])
        assert mots(page.h1) == signalement.reference == f"ER-2026-{signalement.pk:05d}"
        assert "30 juin 2026 au plus tard" in mots(page.main)
        assert "partira à l’adresse que vous avez laissée" in mots(page.main)
        assert "visiteuse@" not in str(page)
        assert page.select('main a[href="/registre/coop-a/"]')

    def test_the_delay_is_a_setting(self) -> None:
        ReglagesDesSignalements.objects.create(delai_de_reponse_jours=3, conservation_mois=6)
        coop()
        page = lire(StrictClient(), PAGE)
        assert "répond en 3 jours au plus" in mots(page.main)
        assert "effacée 6 mois après la réponse" in mots(page.main)
        assert "18 juin 2026" in mots(lue(StrictClient().get(signaler(PAGE).headers["Location"])).main)

    def test_of_a_label_and_of_a_number_given_by_mistake(self) -> None:
        label = labellisee(D(2025, 3, 1))
        adresse = f"/registre/labels/{label.numero}/signaler/"
        signaler(adresse)
        assert SignalementDErreur.objects.get().numero == label.numero

        operations.annuler(label.cooperative.evenements.get(label=label).pk, par=None, motif="Erreur.")
        assert lire(StrictClient(), f"/registre/labels/{label.numero}/").select(f'a[href="{adresse}"]')
        assert signaler(adresse).status_code == 302

    def test_every_coop_and_label_page_leads_to_it(self) -> None:
        label = labellisee(D(2025, 3, 1), coop())
        assert lire(StrictClient(), "/registre/coop-a/").select(f'a[href="{PAGE}"]')
        page = lire(StrictClient(), f"/registre/labels/{label.numero}/")
        assert page.select(f'a[href="/registre/labels/{label.numero}/signaler/"]')

    def test_it_is_asked_and_confirmed_in_english(self) -> None:
        coop()
        reponse = signaler(f"/en{PAGE}")
        assert reponse.headers["Location"].startswith("/en/registre/signalements/")
        assert lire(StrictClient(), reponse.headers["Location"]).html["lang"] == "en"

    def test_nobody_is_followed(self) -> None:
        coop()
        reponse = StrictClient().get(PAGE)
        assert reponse.cookies == {}
        assert "no-store" in reponse.headers["Cache-Control"]
        assert "noindex" in reponse.headers["X-Robots-Tag"]

    def test_what_is_written_is_public_nowhere(self) -> None:
        label = labellisee(D(2025, 3, 1), coop())
        signaler(PAGE, faux="Mot que personne ne lit", courriel="visiteuse@example.org")
        for adresse in ("/registre/coop-a/", f"/registre/labels/{label.numero}/", "/registre/donnees/", "/registre/"):
            page = StrictClient().get(adresse).content.decode()
            assert "Mot que personne" not in page
            assert "visiteuse@" not in page


class TestAdresses:
    @pytest.mark.parametrize("adresse", ["/registre/inconnue/signaler/", "/registre/labels/QC-1999-0001/signaler/"])
    def test_what_does_not_exist_cannot_be_reported(self, adresse: str) -> None:
        assert Client().get(adresse).status_code == 404
        assert Client().post(adresse, {"faux": "x"}).status_code == 404

    def test_a_former_address_and_small_letters_lead_to_the_right_one(self) -> None:
        label = labellisee(D(2025, 3, 1), coop())
        label.cooperative.anciennes_adresses.create(slug="coop-avant")
        assert StrictClient().get("/registre/coop-avant/signaler/").headers["Location"] == PAGE
        petites = f"/registre/labels/{label.numero.lower()}/signaler/"
        assert StrictClient().get(petites).headers["Location"] == f"/registre/labels/{label.numero}/signaler/"

    @pytest.mark.parametrize("recepisse", ["1", "1~faux", "x~", "~~~"])
    def test_a_reference_is_shown_to_who_reported_alone(self, recepisse: str) -> None:
        recu()
        assert StrictClient().get(f"/registre/signalements/{recepisse}/").status_code == 404


class TestSaisie:
    @pytest.mark.parametrize(
        ("champs", "champ", "faute"),
        [
            ({"faux": ""}, "faux", "Écrivez ce qui est faux."),
            ({"faux": " \n\t "}, "faux", "Écrivez ce qui est faux."),
            ({"faux": "\0\x0b\u202e"}, "faux", "Écrivez ce qui est faux."),
            ({"faux": "x" * 10_000}, "faux", "10000"),
            ({"juste": "x" * 2_001}, "juste", "2001"),
            ({"courriel": "pas une adresse"}, "courriel", "adresse"),
        ],
    )
    def test_a_mistake_is_said_on_the_field(self, champs: dict[str, Any], champ: str, faute: str) -> None:
        coop()
        reponse = signaler(PAGE, **{"juste": "Sète"} | champs)
        assert reponse.status_code == 400
        page = lue(reponse)
        assert faute in mots(page.select_one(f"#id_{champ}_error"))
        assert page.select_one(f'.fautes a[href="#id_{champ}"]')
        assert champs.get("juste", "Sète") in page.select_one("[name=juste]").text
        assert not SignalementDErreur.objects.exists()

    def test_control_signs_leave_and_lines_stay(self) -> None:
        coop()
        signaler(PAGE, faux="Le siège\0\r\nn’est\u202e plus\x0blà.")
        assert SignalementDErreur.objects.get().faux == "Le siège\nn’est plus\nlà."

    def test_what_looks_like_html_is_text(self) -> None:
        coop()
        reponse = signaler(PAGE, faux="", juste="<script>alert(1)</script>")
        assert "<script>alert" not in reponse.content.decode()


class TestRobots:
    def test_a_program_that_fills_every_field_is_refused(self) -> None:
        coop()
        reponse = signaler(PAGE, site="https://spam.example")
        assert reponse.status_code == 400
        assert "reconnaître les robots" in mots(lue(reponse).main)

    def test_faster_than_anybody_writes_then_sent_again(self) -> None:
        coop()
        client = StrictClient()
        with le_jour() as voyage:
            reponse = client.post(PAGE, formulaire(PAGE) | {"faux": "Trop vite."})
            assert reponse.status_code == 400
            assert "attendez quelques secondes" in mots(lue(reponse).main)
            encore = {str(c["name"]): c.get("value", "") for c in lue(reponse).select("main form input[name]")} | {
                "faux": lue(reponse).select_one("[name=faux]").text.strip()
            }
            voyage.shift(10)
            assert client.post(PAGE, encore).status_code == 302
        assert SignalementDErreur.objects.get().faux == "Trop vite."

    @pytest.mark.parametrize("jeton", ["", "faux", "WyJhIiwxXQ:1abc:xyz"])
    def test_a_form_that_we_never_gave_comes_back_with_a_good_one(self, jeton: str) -> None:
        coop()
        reponse = signaler(PAGE, jeton=jeton)
        assert reponse.status_code == 400
        assert lue(reponse).select_one("[name=jeton]")["value"] not in {"", jeton}
        assert "n’est plus là" in lue(reponse).select_one("[name=faux]").text

    def test_a_page_left_open_for_days_loses_nothing(self) -> None:
        coop()
        reponse = signaler(PAGE, attente=datetime.timedelta(days=2))
        assert "trop longtemps" in mots(lue(reponse).main)
        assert "n’est plus là" in lue(reponse).select_one("[name=faux]").text

    def test_too_many_from_one_place_are_asked_to_wait_and_keep_their_words(self) -> None:
        coop()
        client = StrictClient()
        codes = [signaler(PAGE, client).status_code for _fois in range(ENVOIS_PAR_MINUTE + 1)]
        assert codes == [302] * ENVOIS_PAR_MINUTE + [429]
        reponse = signaler(PAGE, client, faux="Encore une chose.")
        assert int(reponse.headers["Retry-After"]) <= 60
        assert "Encore une chose." in lue(reponse).select_one("[name=faux]").text
        assert SignalementDErreur.objects.count() == ENVOIS_PAR_MINUTE


class TestDeuxFois:
    def test_a_form_sent_twice_is_one_report(self) -> None:
        coop()
        client = StrictClient()
        with le_jour() as voyage:
            lu = formulaire(PAGE) | {"faux": "Une fois."}
            voyage.shift(20)
            premiere, seconde = client.post(PAGE, lu), client.post(PAGE, lu)
        assert premiere.headers["Location"] == seconde.headers["Location"]
        assert SignalementDErreur.objects.count() == 1

    def test_come_back_to_and_changed_it_says_that_the_first_was_received(self) -> None:
        coop()
        client = StrictClient()
        with le_jour() as voyage:
            lu = formulaire(PAGE) | {"faux": "Une fois."}
            voyage.shift(20)
            client.post(PAGE, lu)
            reponse = client.post(PAGE, lu | {"faux": "Autre chose."})
        assert reponse.status_code == 409
        assert SignalementDErreur.objects.get().reference in mots(lue(reponse).main)
        assert "Autre chose." in lue(reponse).select_one("[name=faux]").text


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite writes one at a time")
def test_the_same_form_sent_by_ten_at_once_is_one_report() -> None:
    cooperative, numero = CooperativeFactory.create(), uuid4()

    def envoyer(_rang: int) -> int:
        try:
            return garder(Signale(cooperative.pk, "", "Le même."), formulaire=numero).pk
        finally:
            connections.close_all()

    with ThreadPoolExecutor(10) as tous:
        assert len(set(tous.map(envoyer, range(10)))) == 1
    assert SignalementDErreur.objects.count() == 1


@pytest.mark.page
class TestCompte:
    def compte(self) -> str:
        return mots(lire(StrictClient(), "/registre/donnees/").select_one("#erreurs-signalees").find_next("p"))

    def test_nothing_reported_yet(self) -> None:
        assert "0 signalement" in self.compte()
        assert "délai médian" not in self.compte()

    def test_how_many_corrections_and_how_soon(self) -> None:
        reelle = CooperativeFactory.create(demonstration=False)
        recu(cooperative=reelle)
        for delai, etat in ((1, "corrige"), (9, "corrige"), (3, "sans_suite")):
            recu(cooperative=reelle, etat=etat, repondu_le=LE_JOUR, delai=delai)
        dit = self.compte()
        assert "4 signalements reçus" in dit
        assert "2 corrections" in dit
        assert "délai médian de réponse : 3 jours" in dit
        assert "démonstration" not in dit

    def test_those_of_fictional_coops_are_said_to_be(self) -> None:
        recu()
        assert "Dont 1 sur" in self.compte()


@pytest.mark.usefixtures("site_charge")
class TestDonneesPersonnelles:
    def test_the_page_says_what_is_kept_and_how_long_from_the_setting(self) -> None:
        ReglagesDesSignalements.objects.create(conservation_mois=7)
        assert "7 mois après la réponse" in mots(lire(StrictClient(), "/donnees-personnelles/").main)
        coop()
        assert lire(StrictClient(), PAGE).select('main a[href="/donnees-personnelles/"]')

    def test_it_says_so_in_english(self) -> None:
        call_command("charger_traduction", stdout=StringIO())
        page = PageEditoriale.objects.get(slug="personal-data")
        assert page.corps.raw_data[-1]
        lue_en_anglais = lire(StrictClient(), page.get_url())
        assert lue_en_anglais.html["lang"] == "en"
        assert "12" in mots(lue_en_anglais.main)
