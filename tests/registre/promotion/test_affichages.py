"""Coops say where they show their label; a command looks, on demand; the Federation learns what is shown wrongly."""

import csv
import datetime
import gzip
import io
import socket
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.conf import settings as reglages
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from registre import operations
from registre.models import Cooperative, Label
from registre.promotion.affichages import visite
from registre.promotion.affichages.declaration import AU_PLUS
from registre.promotion.affichages.lecture import labels_montres
from registre.promotion.affichages.reseau import Injoignable, viser
from registre.promotion.models import Affichage, Constat, LabelVu
from tests.registre.factories import CooperativeFactory, labellisee, retiree, suspendue
from tests.registre.lecture import lire, mots
from tests.registre.promotion.monde import membre, navigateur
from tests.registre.promotion.serveur import Reponse, SiteVoisin, site_voisin
from tests.socle.factories import UserFactory

D = datetime.date
LISTE = "/espace/coop-a/affichages/"
LE_JOUR = datetime.datetime(2026, 6, 15, 10, tzinfo=datetime.UTC)
pytestmark = [pytest.mark.django_db, pytest.mark.lent, pytest.mark.rendu]


@pytest.fixture
def label() -> Label:
    """A label that holds on the day of these tests."""
    return labellisee(D(2025, 3, 1), CooperativeFactory.create(slug="coop-a", nom="Coop A"))


@pytest.fixture
def coop(label: Label) -> Cooperative:
    return label.cooperative


@pytest.fixture
def voisin() -> Iterator[SiteVoisin]:
    with site_voisin() as site:
        yield site


@pytest.fixture(autouse=True)
def courriels_partis(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let mail leave at once: a test never commits."""
    monkeypatch.setattr("socle.courriels.transaction", SimpleNamespace(on_commit=lambda envoyer: envoyer()))


def adresse_de(numero: str, suite: str = "") -> str:
    return f"{reglages.WAGTAILADMIN_BASE_URL}/registre/labels/{numero}/{suite}"


def badge(numero: str) -> str:
    return f'<p><img src="{adresse_de(numero, "badge.svg?forme=rond")}" alt="Label {numero}"></p>'


def declarer(coop: Cooperative, adresse: str) -> Affichage:
    return Affichage.objects.create(cooperative=coop, adresse=adresse)


def verifier(**options: Any) -> str:
    """Run the command on the day of these tests; return what it said."""
    sortie = io.StringIO()
    with time_machine.travel(LE_JOUR, tick=True):
        call_command("verifier_affichages", stdout=sortie, **options)
    return sortie.getvalue()


def vus(affichage: Affichage) -> set[tuple[str, str]]:
    dernier = affichage.constats.order_by("-pk")[0]
    return set(LabelVu.objects.filter(constat=dernier).values_list("forme", "numero"))


class TestEspace:
    def test_an_address_is_added_seen_and_taken_off(self, coop: Cooperative) -> None:
        elle = navigateur(membre(coop))
        assert "Aucune adresse n’est encore donnée." in mots(lire(elle, LISTE).main)
        assert elle.post(LISTE, {"adresse": "https://www.example.org/label"}).headers["Location"] == LISTE
        page = mots(lire(elle, LISTE).main)
        assert "https://www.example.org/label" in page
        assert "Pas encore regardée." in page
        elle.post(f"{LISTE}{Affichage.objects.get().pk}/retirer/")
        assert not Affichage.objects.exists()

    @pytest.mark.parametrize(
        ("adresse", "faute"),
        [
            ("", "Écrivez l’adresse de la page."),
            ("http://www.example.org/", "commence par https://"),
            ("pas une adresse", "Écrivez une adresse complète"),
            ("javascript:alert(1)", "Écrivez une adresse complète"),
            ("https://www.example.org/deja", "déjà dans la liste"),
        ],
    )
    def test_a_mistake_is_said_on_the_field(self, coop: Cooperative, adresse: str, faute: str) -> None:
        declarer(coop, "https://www.example.org/deja")
        reponse = navigateur(membre(coop)).post(LISTE, {"adresse": adresse})
        assert reponse.status_code == 400
        assert faute in reponse.content.decode()
        assert Affichage.objects.count() == 1

    def test_a_coop_declares_some_and_not_a_whole_directory(self, coop: Cooperative) -> None:
        for rang in range(AU_PLUS):
            declarer(coop, f"https://www.example.org/{rang}")
        reponse = navigateur(membre(coop)).post(LISTE, {"adresse": "https://www.example.org/autre"})
        assert f"{AU_PLUS} adresses au plus" in reponse.content.decode()

    def test_another_coop_neither_sees_nor_takes_off(self, coop: Cooperative) -> None:
        affichage = declarer(coop, "https://www.example.org/")
        autre_coop = CooperativeFactory.create(slug="coop-b")
        autre = navigateur(membre(autre_coop))
        assert autre.get(LISTE).status_code == 404
        assert autre.post(f"{LISTE}{affichage.pk}/retirer/").status_code == 404
        autre.post(f"/espace/coop-b/affichages/{affichage.pk}/retirer/")
        assert navigateur(None).post(LISTE, {"adresse": "https://www.example.org/"}).status_code == 302
        assert Affichage.objects.count() == 1


class TestLecture:
    """What a page shows, told from its HTML."""

    def lire(self, html: str) -> set[tuple[str, str]]:
        notre = "https://www.coop-hlm.example"
        return set(labels_montres(html, adresse="https://ailleurs.example/page/", notre_site=notre))

    def test_badge_card_link_and_number_are_told_apart(self) -> None:
        base = "https://www.coop-hlm.example/registre/labels"
        assert self.lire(
            f'<a href="{base}/QC-2025-0001/"><img src="{base}/QC-2025-0002/badge.svg"></a>'
            f'<iframe src="//www.coop-hlm.example/en/registre/labels/QC-2025-0003/carte/"></iframe>'
            "<p>Label QC-2025-0004</p>"
        ) == {
            ("lien", "QC-2025-0001"),
            ("badge", "QC-2025-0002"),
            ("carte", "QC-2025-0003"),
            ("numero", "QC-2025-0004"),
        }

    def test_a_badge_kept_on_the_site_of_the_coop_is_known_by_its_alternative(self) -> None:
        assert self.lire('<img src="/images/badge.png" alt="Label Quali’Coop qc-2025-0001, en vigueur">') == {
            ("badge", "QC-2025-0001")
        }

    @pytest.mark.parametrize(
        "html",
        [
            "",
            '<img src="https://imitation.example/registre/labels/QC-2025-0001/badge.svg">',
            "<script>var n = 'QC-2025-0001'</script>",
            '<a href="https://[pas-une-adresse/registre/labels/QC-2025-0001/">?</a>',
            "<img src alt><a href><iframe></iframe>",
            "QC-2025-00012345",
            "<p" * 5000,
        ],
    )
    def test_nothing_is_seen_where_there_is_nothing(self, html: str) -> None:
        assert self.lire(html) == set()


class TestCommande:
    def test_it_asks_each_declared_page_once_and_nothing_else(self, label: Label, voisin: SiteVoisin) -> None:
        page = voisin.page("/qui-sommes-nous", badge(label.numero) + '<a href="/autre">x</a><img src="/logo.png">')
        affichage = declarer(label.cooperative, page)
        dit = verifier()
        assert voisin.demandes == [("GET", "/qui-sommes-nous")]
        assert vus(affichage) == {("badge", label.numero)}
        assert f"{page} : label vu" in dit
        assert "1 adresse regardée, dont 0 où un label est montré à tort." in dit
        assert mail.outbox == []

    def test_of_one_coop_only_when_asked(self, label: Label, voisin: SiteVoisin) -> None:
        declarer(label.cooperative, voisin.page("/a", ""))
        declarer(CooperativeFactory.create(slug="coop-b"), voisin.page("/b", ""))
        verifier(cooperative="coop-b")
        assert voisin.demandes == [("GET", "/b")]
        with pytest.raises(CommandError, match="coop-inconnue"):
            verifier(cooperative="coop-inconnue")

    @pytest.mark.parametrize("histoire", ["échu", "suspendu", "retiré", "numéro annulé", "autre", "inconnu"])
    def test_a_badge_that_may_no_longer_be_shown_is_told_to_the_federation(
        self, voisin: SiteVoisin, histoire: str
    ) -> None:
        call_command("synchroniser_groupes", verbosity=0)
        publication = UserFactory.create(publication=True)
        UserFactory.create(edition=True)
        coop, numero, raison = self.situation(histoire)
        page = voisin.page("/label", badge(numero))
        declarer(coop, page)
        assert "dont 1 où un label est montré à tort" in verifier()
        [message] = mail.outbox
        assert message.to == [publication.email]
        assert message.subject == "[Coop’HLM] Labels montrés à tort : 1 adresse"
        assert f"badge {numero}\u00a0: {raison}" in message.body
        assert page in message.body

    def situation(self, histoire: str) -> tuple[Cooperative, str, str]:
        """A coop, the number that it shows, and why it may not."""
        if histoire == "échu":
            label = labellisee(D(2023, 6, 15))  # its last day is the day before these tests
            return label.cooperative, label.numero, "échu"

        label = labellisee(D(2025, 3, 1))
        if histoire == "suspendu":
            suspendue(label, D(2026, 1, 1))
        elif histoire == "retiré":
            retiree(label, D(2026, 1, 1))
        elif histoire == "numéro annulé":
            operations.annuler(label.cooperative.evenements.get(label=label).pk, par=None, motif="Erreur.")
        elif histoire == "autre":
            return CooperativeFactory.create(), label.numero, "label d’une autre coopérative"
        elif histoire == "inconnu":
            return label.cooperative, "QC-1999-0001", "numéro inconnu du registre"
        return label.cooperative, label.numero, histoire

    def test_a_link_or_a_number_in_a_sentence_is_no_wrong(self, voisin: SiteVoisin) -> None:
        label = labellisee(D(2022, 8, 1))
        declarer(label.cooperative, voisin.page("/", f'<a href="{adresse_de(label.numero)}">{label.numero}</a>'))
        assert "dont 0 où" in verifier()

    def test_redirections_are_followed_within_bounds(self, label: Label, voisin: SiteVoisin) -> None:
        voisin.page("/arrivee", badge(label.numero))
        suivie = declarer(label.cooperative, voisin.renvoi("/depart", "/arrivee"))
        boucle = declarer(label.cooperative, voisin.renvoi("/boucle", "/boucle"))
        verifier()
        assert vus(suivie) == {("badge", label.numero)}
        assert boucle.constats.get().precision == "l’adresse renvoie trop de fois vers une autre"
        assert voisin.demandes.count(("GET", "/boucle")) == visite.REDIRECTIONS + 1

    @pytest.mark.parametrize(
        ("reponse", "precision"),
        [
            ((404, {"Content-Type": "text/html"}, b""), "la page répond par une erreur 404"),
            ((200, {"Content-Type": "image/png"}, b"\x89PNG"), "ce n’est pas une page"),
            ((200, {"Content-Type": "text/html", "Content-Encoding": "gzip"}, b"pas du gzip"), "illisible"),
            ((302, {"Location": "https://10.0.0.1/"}, b""), "réseau privé"),
            ((302, {"Location": "ftp://www.example.org/"}, b""), "n’est pas en https"),
            ((302, {"Location": "https://[:"}, b""), "mal écrite"),
        ],
    )
    def test_a_page_that_cannot_be_had_says_why(
        self, label: Label, voisin: SiteVoisin, reponse: Reponse, precision: str
    ) -> None:
        voisin.pages["/x"] = reponse
        affichage = declarer(label.cooperative, f"{voisin.base}/x")
        verifier()
        constat = affichage.constats.get()
        assert constat.resultat == "injoignable"
        assert precision in constat.precision

    def test_a_page_packed_cut_or_of_another_encoding_is_read(self, label: Label, voisin: SiteVoisin) -> None:
        corps = f"<p>é</p>{badge(label.numero)}".encode("latin-1")
        voisin.pages["/zip"] = 200, {"Content-Type": "text/html", "Content-Encoding": "gzip"}, gzip.compress(corps)
        voisin.pages["/latin"] = 200, {"Content-Type": "text/html; charset=latin-1"}, corps
        voisin.pages["/inconnu"] = 200, {"Content-Type": "text/html; charset=x-rien"}, corps
        voisin.pages["/coupe"] = 200, {"Content-Type": "text/html", "Content-Length": "999999"}, corps
        lues = [declarer(label.cooperative, voisin.base + chemin) for chemin in voisin.pages]
        verifier()
        assert [vus(affichage) for affichage in lues] == [{("badge", label.numero)}] * 4

    def test_one_that_is_too_slow_or_too_big_is_left(
        self, label: Label, voisin: SiteVoisin, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(visite, "SECONDES", 0.3)
        monkeypatch.setattr(visite, "OCTETS", 1000)
        lente = declarer(label.cooperative, voisin.page("/lente", ""))
        grosse = declarer(label.cooperative, voisin.page("/grosse", "x" * 5_000_000 + badge(label.numero)))
        verifier()
        assert lente.constats.get().precision == "la page met trop de temps à répondre"
        assert grosse.constats.get().resultat == "rien"

    def test_one_taken_off_meanwhile_is_passed_over(
        self, label: Label, voisin: SiteVoisin, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        declarer(label.cooperative, voisin.page("/", badge(label.numero)))
        regarder = visite.visiter

        def retirer_puis_regarder(adresse: str) -> Any:
            Affichage.objects.all().delete()
            return regarder(adresse)

        monkeypatch.setattr("registre.promotion.affichages.constats.visiter", retirer_puis_regarder)
        assert verifier().startswith("0 adresse")


class TestReseau:
    """Where the site goes, and where it never does."""

    @pytest.fixture
    def en_production(self, settings: Settings) -> None:
        settings.AFFICHAGES_LOCAUX = False

    @pytest.mark.usefixtures("en_production")
    @pytest.mark.parametrize(
        "numero",
        [
            *("127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.1"),
            *("224.0.0.1", "::1", "fe80::1%2", "fc00::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::"),
        ],
    )
    def test_in_production_no_private_machine_is_asked(self, numero: str, monkeypatch: pytest.MonkeyPatch) -> None:
        reponse = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (numero, 443))]
        publique = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.215.14", 443))]
        for trouves in (reponse, publique + reponse):
            monkeypatch.setattr("socket.getaddrinfo", lambda *_a, trouves=trouves, **_k: trouves)
            with pytest.raises(Injoignable, match="réseau privé"):
                viser("https://www.example.org/")

    @pytest.mark.usefixtures("en_production")
    @pytest.mark.parametrize(
        "adresse",
        [
            *("http://www.example.org/", "https://www.example.org:8443/", "https://moi:secret@www.example.org/"),
            *("https:///chemin", "file:///etc/passwd", f"https://{'a' * 300}.org/", "https://www.example.org:99999/"),
        ],
    )
    def test_in_production_only_plain_https_addresses_are(self, adresse: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("socket.getaddrinfo", lambda *_a, **_k: pytest.fail("a name was looked up"))
        with pytest.raises(Injoignable):
            viser(adresse)

    @pytest.mark.usefixtures("en_production")
    def test_it_connects_to_the_very_number_that_was_judged(self, monkeypatch: pytest.MonkeyPatch) -> None:
        publique = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.215.14", 443))]
        monkeypatch.setattr("socket.getaddrinfo", lambda *_a, **_k: publique)
        cible = viser("https://www.exemple-é.org/a b?c=d e")
        assert (cible.ip, cible.port, cible.chiffree) == ("93.184.215.14", 443, True)
        assert (cible.hote, cible.chemin) == ("www.xn--exemple--i1a.org", "/a%20b?c=d%20e")

    def test_the_settings_of_production_do_not_allow_this_machine(self) -> None:
        from config.settings import base

        assert base.AFFICHAGES_LOCAUX is False


class TestAdmin:
    @pytest.fixture(autouse=True)
    def groupes(self) -> None:
        call_command("synchroniser_groupes", verbosity=0)

    @pytest.fixture
    def liste(self) -> str:
        return reverse("wagtailsnippets_promotion_affichage:list")

    def lignes(self, client: Client, liste: str, **filtres: str) -> list[str]:
        return [mots(ligne) for ligne in lire(client, liste, **filtres).select("table.listing tbody tr")]

    def test_what_is_shown_wrongly_is_filtered_read_and_exported(
        self, label: Label, voisin: SiteVoisin, liste: str
    ) -> None:
        declarer(label.cooperative, voisin.page("/bonne", badge(label.numero)))
        mauvaise = declarer(CooperativeFactory.create(nom="Coop B"), voisin.page("/mauvaise", badge(label.numero)))
        verifier()
        declarer(label.cooperative, "https://www.example.org/jamais")

        client = navigateur(UserFactory.create(edition=True))
        with time_machine.travel(LE_JOUR, tick=True):
            [seule] = self.lignes(client, liste, a_tort="true")
            assert mauvaise.adresse in seule
            assert f"badge {label.numero} : label d’une autre coopérative" in seule
            assert len(self.lignes(client, liste, a_tort="false")) == 2
            assert len(self.lignes(client, liste, dernier="jamais")) == 1
            assert len(self.lignes(client, liste, dernier="vu")) == 2
            export = client.get(liste, {"export": "csv", "a_tort": "true"})
            [rangee] = csv.DictReader(io.StringIO(export.getvalue().decode("utf-8-sig")))
        assert rangee["Adresse"] == mauvaise.adresse
        assert rangee["Montré à tort"] == f"badge {label.numero}\u00a0: label d’une autre coopérative"
        assert rangee["Regardée le (heure de Paris)"] == "15/06/2026 12:00"
        fiche = reverse("wagtailsnippets_promotion_affichage:inspect", args=[mauvaise.pk])
        assert f"label vu – badge {label.numero}" in mots(lire(client, fiche).body)

    def test_a_wrong_is_of_the_day_one_asks_and_ends_when_the_label_is_back(
        self, label: Label, voisin: SiteVoisin, liste: str
    ) -> None:
        declarer(label.cooperative, voisin.page("/", badge(label.numero)))
        verifier()
        client = navigateur(UserFactory.create(edition=True))
        for jour, nombre in ((D(2028, 2, 29), 0), (D(2028, 3, 1), 1)):
            with time_machine.travel(datetime.datetime.combine(jour, datetime.time(10), datetime.UTC), tick=True):
                client = navigateur(UserFactory.create(edition=True))
                assert len(self.lignes(client, liste, a_tort="true")) == nombre

    def test_a_page_that_is_down_keeps_what_was_last_seen_there(
        self, label: Label, voisin: SiteVoisin, liste: str
    ) -> None:
        affichage = declarer(CooperativeFactory.create(), voisin.page("/", badge(label.numero)))
        verifier()
        voisin.pages.clear()
        assert "dont 1 où" in verifier()
        assert [c.resultat for c in Constat.objects.filter(affichage=affichage).order_by("pk")] == ["vu", "injoignable"]

    def test_nobody_writes_there(self, coop: Cooperative) -> None:
        affichage = declarer(coop, "https://www.example.org/")
        client = navigateur(UserFactory.create(administration=True))
        for nom in ("edit", "delete"):
            adresse = reverse(f"wagtailsnippets_promotion_affichage:{nom}", args=[affichage.pk])
            assert client.post(adresse, {"adresse": "https://x.example/"}).status_code in {302, 403}
        assert Affichage.objects.get().adresse == "https://www.example.org/"
