"""What the pages of the Raison d'être show of the register."""

import datetime

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.db import connection
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from raison_detre.models import EngagementsPage, ManifestePage, Referentiel
from registre.etats import DANS_LA_DEMARCHE, Operation, Statut
from registre.models import Cooperative, Label, PeriodeDeStatut, RangEngagement, SignatureManifeste
from tests.registre import decisions
from tests.registre.factories import CooperativeFactory, choix, labellisee, retiree, siren_fictif, suspendue
from tests.registre.journaux import dernier
from tests.registre.lecture import lire, mots

REQUETES_PERMISES = 12


def adresses_des_engagements(client: Client) -> list[str]:
    """Return the address of each engagement's page, in order."""
    index = EngagementsPage.objects.get(locale__language_code="fr").url
    return [str(lien["href"]) for lien in lire(client, index).select(".sommaire__lien")]


def manifeste(client: Client) -> BeautifulSoup:
    return lire(client, ManifestePage.objects.get(locale__language_code="fr").url)


@pytest.mark.lent
@pytest.mark.django_db
@pytest.mark.usefixtures("registre_charge")
class TestInserts:
    """Forty coops on 15 June 2026."""

    def test_an_engagement_lists_who_chose_it_labelled_first_and_the_register_agrees(
        self, client: Client, registre_charge: datetime.date
    ) -> None:
        for numero, adresse in enumerate(adresses_des_engagements(client), start=1):
            rang = RangEngagement.objects.get(cle=_cle(numero)).rang
            attendues = [
                (periode.statut, periode.cooperative.slug)
                for periode in PeriodeDeStatut.objects.filter(
                    du__lte=registre_charge, jusqu_au__gte=registre_charge, statut__in=DANS_LA_DEMARCHE
                )
                .select_related("cooperative")
                .order_by("tri")
                if periode.engagements >> rang & 1
            ]
            page = lire(client, adresse)
            lignes = page.select(".choisi-par__ligne")
            section = page.find(id="qui-l-a-choisi").find_parent("section")

            assert f"{len(attendues)} coopératives engagées ou labellisées l’ont choisi" in mots(section)

            attendues.sort(key=lambda paire: list(_ordre()).index(paire[0]))

            assert [ligne.a["href"] for ligne in lignes] == [f"/registre/{slug}/" for _s, slug in attendues[:10]]
            if len(attendues) > 10:
                registre = lire(client, section.select_one("a.suite")["href"])
                assert mots(registre.select_one("#resultat-titre")).startswith(f"{len(attendues)} coopératives")

    def test_an_engagement_nobody_chose_says_so(self, client: Client) -> None:
        RangEngagement.objects.filter(cle=_cle(4)).delete()
        page = lire(client, adresses_des_engagements(client)[3])
        assert "ne l’a encore choisi" in mots(page.main)

    def test_a_coop_leaves_the_list_at_midnight_in_paris(self, client: Client) -> None:
        label = Label.objects.filter(retire_le__isnull=True).order_by("-valide_jusqu_au").first()

        assert label is not None

        numero = label.engagements_octroyes.order_by("numero")[0].numero
        PeriodeDeStatut.objects.exclude(cooperative=label.cooperative).delete()
        adresse, fin = adresses_des_engagements(client)[numero - 1], label.valide_jusqu_au
        minuit = datetime.datetime.combine(fin, datetime.time(21, 59, 59), tzinfo=datetime.UTC)
        minuit += datetime.timedelta(hours=0 if 3 < fin.month < 11 else 1)
        with time_machine.travel(minuit, tick=False):
            assert label.cooperative.slug in str(lire(client, adresse).select_one(".choisi-par"))
        with time_machine.travel(minuit + datetime.timedelta(seconds=1), tick=False):
            assert lire(client, adresse).select_one(".choisi-par") is None

    def test_the_manifesto_names_who_agreed_and_counts_the_others(self, client: Client) -> None:
        SignatureManifeste.objects.all().delete()
        referentiel = Referentiel.objects.sources().get()

        for rang, (nom, le, consenti) in enumerate(
            (
                ("Coop qui accepte", datetime.date(2022, 1, 1), True),
                ("Coop discrète", datetime.date(2022, 1, 1), False),
                ("Coop de demain", datetime.date(2026, 6, 16), True),
            )
        ):
            coop = CooperativeFactory.create(nom=nom, nom_usuel="", siren=siren_fictif(80000 + rang))
            SignatureManifeste.objects.create(
                cooperative=coop, referentiel=referentiel, signe_le=le, affichage_consenti=consenti
            )

        section = manifeste(client).select_one(".signatures")

        assert mots(section.h2) == "2 coopératives ont signé"
        assert [mots(li) for li in section.select("li")] == ["Coop qui accepte"]
        assert "1 autre a signé sans être nommée" in mots(section)
        assert "discrète" not in str(manifeste(client))

    def test_a_manifesto_nobody_signed_says_nothing(self, client: Client) -> None:
        SignatureManifeste.objects.all().delete()
        assert manifeste(client).select_one(".signatures") is None

    def test_the_home_page_asks_the_question_and_shows_the_latest_labels(self, client: Client) -> None:
        page = lire(client, "/")
        assert mots(page.find(id="est-elle-labellisee")) == "Cette coopérative est-elle labellisée ?"
        formulaire = page.select_one("form.question")
        coop = Cooperative.objects.order_by("pk")[0]
        assert "reponse" in str(lire(client, formulaire["action"], **{formulaire.input["name"]: coop.siren}).main)
        derniers = Label.objects.filter(octroye_le__lte="2026-06-15").order_by("-octroye_le", "-numero")[:5]
        montres = [ligne.select("a")[1].get_text() for ligne in page.select(".accueil-registre .choisi-par__ligne")]
        assert montres == [label.numero for label in derniers]

    def test_a_filed_candidature_adds_nothing_to_any_of_them(self, client: Client) -> None:
        lues = ["/", *adresses_des_engagements(client)]
        avant = [mots(lire(client, adresse).main) for adresse in lues]
        coop, edition = CooperativeFactory.create(siren=siren_fictif(80000)), Referentiel.objects.sources().get()
        le = datetime.date(2026, 6, 1)
        decisions.deposer(coop.pk, referentiel=edition, choix=choix(*range(1, 13)), le=le)
        assert [mots(lire(client, adresse).main) for adresse in lues] == avant

    def test_each_page_stays_within_twelve_queries(self, client: Client) -> None:
        lire(client, "/")  # Wagtail keeps the roots of the sites in the cache for an hour
        adresses = ["/", ManifestePage.objects.get(locale__language_code="fr").url, *adresses_des_engagements(client)]
        for adresse in adresses:
            with CaptureQueriesContext(connection) as requetes:
                lire(client, adresse)
            assert len(requetes) <= REQUETES_PERMISES, (adresse, len(requetes))


def _cle(numero: int) -> str:
    return Referentiel.objects.sources().get().engagements.get(numero=numero, locale__language_code="fr").cle


def _ordre() -> tuple[str, ...]:
    return (Statut.LABELLISEE, Statut.SUSPENDUE, Statut.EN_RENOUVELLEMENT, Statut.ENGAGEE)


@pytest.mark.django_db
@time_machine.travel(datetime.datetime(2026, 6, 15, 10, tzinfo=datetime.UTC), tick=False)
def test_each_latest_label_is_shown_with_its_status_today() -> None:
    en_vigueur, suspendu, retire, echu = (labellisee(datetime.date(2023, 6, jour)) for jour in (24, 22, 20, 14))

    suspendue(suspendu, datetime.date(2026, 2, 1))
    retiree(retire, datetime.date(2026, 3, 1))
    annule = labellisee(datetime.date(2026, 6, 1))

    decisions.annuler(dernier(Operation.ACCORDER_LABEL).pk, motif="Par erreur.")
    with CaptureQueriesContext(connection) as requetes:
        html = Template("{% load registre %}{% registre_en_accueil %}").render(
            Context({"request": RequestFactory().get("/")})
        )
    lignes = [mots(ligne) for ligne in BeautifulSoup(html, "lxml").select(".choisi-par__ligne")]

    assert [ligne.partition("2023 ")[2] for ligne in lignes] == [
        "En vigueur jusqu’au 23 juin 2026",
        "Suspendu depuis le 1er février 2026",
        "Retiré le 1er mars 2026",
        "Échu, dernier jour le 13 juin 2026",
    ]
    assert (annule.numero in html, en_vigueur.numero in lignes[0], echu.numero in lignes[3]) == (False, True, True)
    assert len(requetes) == 1


@pytest.mark.django_db
def test_the_latest_labels_are_read_along_an_index() -> None:
    with CaptureQueriesContext(connection) as requetes:
        Template("{% load registre %}{% registre_en_accueil %}").render(Context({"request": RequestFactory().get("/")}))
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {requetes[0]['sql']}")
            plan = " / ".join(ligne[3] for ligne in cursor.fetchall())
        assert "USING INDEX label_connu_octroye_le" in plan
        assert "TEMP B-TREE FOR ORDER BY" not in plan
