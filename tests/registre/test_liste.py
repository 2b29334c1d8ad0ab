"""The register as a visitor reads it: who is in it, in which words, on which day; counts and rows always agree."""

import datetime
from io import StringIO
from typing import Any

import pytest
import time_machine
from bs4 import BeautifulSoup
from dateutil.relativedelta import relativedelta
from django.core.management import call_command
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.utils.http import urlencode
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from raison_detre.models import Engagement
from registre import cycle
from registre.engagements.en_vigueur import EngagementsDeLEdition, engagements_en_vigueur
from registre.journal.connu import histoires
from registre.models import Cooperative, Metier, RegistrePage
from registre.public.liste.facettes import Comptes, compter
from registre.public.liste.filtres import AUCUN, STATUTS, TAILLES, TOUTES, Filtres
from registre.public.liste.requete import ordonner, periodes, periodes_par_nom
from registre.territoires import DEPARTEMENTS, REGIONS, region_de
from socle.models import LienDeNavigation
from socle.recherche.mots.normalisation import normaliser
from tests.registre import decisions
from tests.registre.factories import CooperativeFactory, admissible, deposee, edition, labellisee
from tests.rigueur.ecoindex import elements
from tests.rigueur.html import StrictClient

pytestmark = pytest.mark.lent

D = datetime.date
PARIS = datetime.timezone(datetime.timedelta(hours=1))
MOST_QUERIES = 12
MOST_ELEMENTS = 389  # an EcoIndex of 80


def lire(reponse: Any) -> BeautifulSoup:
    assert reponse.status_code == 200
    return BeautifulSoup(reponse.content, "lxml")


def mots(element: Any) -> str:
    return " ".join(element.get_text(" ").replace("\u202f", " ").replace("\u00a0", " ").split())


def statuts(page: BeautifulSoup) -> list[str]:
    return [mots(statut) for statut in page.select(".coops .statut")]


def noms(page: BeautifulSoup) -> list[str]:
    return [mots(nom) for nom in page.select(".coop__nom")]


def pages(client: StrictClient, question: str) -> list[BeautifulSoup]:
    """Every page of a result, the longest there are."""
    lues = [lire(client.get(f"/registre/?{question}&par_page={max(TAILLES)}"))]
    while suivante := lues[-1].select_one(".pagination__lien[rel=next]"):
        lues.append(lire(client.get(str(suivante["href"]))))
    return lues


def tous_les_noms(client: StrictClient, question: str) -> list[str]:
    return [nom for page in pages(client, question) for nom in noms(page)]


def compte(page: BeautifulSoup) -> str:
    return mots(page.select_one("#resultat-titre"))


@pytest.mark.django_db
class TestStatuts:
    """What each status says, built by the operations."""

    @pytest.fixture(autouse=True)
    def aujourdhui(self) -> Any:
        with time_machine.travel(datetime.datetime(2026, 6, 15, 10, tzinfo=datetime.UTC), tick=False):
            yield

    def test_a_label_in_force_says_until_when_and_its_number(self, client: StrictClient) -> None:
        labellisee(D(2024, 3, 2))
        page = lire(client.get("/registre/"))
        assert statuts(page) == ["Labellisée jusqu’au 1er mars 2027"]
        assert page.select_one("time.statut")["datetime"] == "2027-03-01"
        dit = "QC-2024-0001 · Engagements Axe 1 : 1, 2, 3 · Axe 2 : 5, 6 · Axe 3 : 8, 9, 10"
        assert dit in mots(page.select_one(".coop"))
        assert compte(page) == "1 coopérative au 15 juin 2026"

    def test_a_suspended_label_says_since_when(self, client: StrictClient) -> None:
        decisions.suspendre(labellisee(D(2024, 3, 2)).pk, le=D(2026, 4, 1), motif="Point non tenu.")
        assert statuts(lire(client.get("/registre/"))) == ["Label suspendu depuis le 1er avril 2026"]

    def test_a_withdrawn_label_says_when(self, client: StrictClient) -> None:
        decisions.retirer(labellisee(D(2024, 3, 2)).pk, le=D(2026, 4, 2), motif="Abandon.")
        assert statuts(lire(client.get("/registre/"))) == ["Label retiré le 2 avril 2026"]

    def test_a_lapsed_label_says_its_last_day(self, client: StrictClient) -> None:
        labellisee(D(2023, 3, 2))
        assert statuts(lire(client.get("/registre/"))) == ["Label échu le 1er mars 2026"]

    def test_an_engaged_coop_says_since_when_and_shows_no_number(self, client: StrictClient) -> None:
        admissible(D(2026, 1, 5))
        page = lire(client.get("/registre/"))
        assert statuts(page) == ["Engagée depuis le 5 janvier 2026"]
        assert "QC-" not in mots(page.select_one(".coop"))

    def test_nothing_shows_of_a_candidature_before_it_is_admissible_nor_that_it_was_refused(
        self, client: StrictClient
    ) -> None:
        depose = deposee(D(2026, 1, 5))
        decisions.declarer_complete(depose.pk, le=D(2026, 2, 5))
        decisions.refuser(depose.pk, le=D(2026, 3, 5), motif="Hors sujet.")
        page = lire(client.get("/registre/"))

        assert compte(page) == "Aucune coopérative trouvée au 15 juin 2026"
        assert "coopératives sans label connu" in mots(page.select_one(".rien"))

        tout = lire(client.get("/registre/?statut=toutes"))
        assert statuts(tout) == ["Pas de label connu"]
        assert "efus" not in mots(tout.main)

    def test_the_status_changes_at_midnight_in_paris_with_nothing_having_run(self, client: StrictClient) -> None:
        label = labellisee(D(2023, 3, 2))
        avant = datetime.datetime(2026, 3, 1, 23, 59, 59, tzinfo=PARIS)

        with time_machine.travel(avant, tick=False):
            veille = client.get("/registre/")
            en_vigueur = client.get("/registre/?statut=labellisee")
        with time_machine.travel(avant + datetime.timedelta(seconds=1), tick=False):
            lendemain = client.get("/registre/")
            plus_rien = client.get("/registre/?statut=labellisee")
            au_dernier_jour = client.get(f"/registre/?au={label.valide_jusqu_au}")

        assert statuts(lire(veille)) == ["Labellisée jusqu’au 1er mars 2026"] == statuts(lire(au_dernier_jour))
        assert statuts(lire(lendemain)) == ["Label échu le 1er mars 2026"]
        assert compte(lire(en_vigueur)) == "1 coopérative labellisée au 1er mars 2026"
        assert compte(lire(plus_rien)) == "Aucune coopérative trouvée au 2 mars 2026"
        assert "s-maxage=1" in veille.headers["Cache-Control"]
        assert "Set-Cookie" not in veille.headers
        assert "Cookie" not in veille.headers.get("Vary", "")

    def test_another_day_is_announced_first_with_the_way_back(self, client: StrictClient) -> None:
        labellisee(D(2024, 3, 2))
        passe = lire(client.get("/registre/?au=2023-12-31&statut=engagee"))
        assert "Le registre tel qu’il était au 31 décembre 2023" in mots(passe.select_one(".autre-jour"))
        assert passe.select_one(".autre-jour a")["href"] == "/registre/?statut=engagee"
        assert statuts(passe) == ["Engagée depuis le 2 septembre 2022"]
        futur = lire(client.get("/registre/?au=2027-03-02"))
        assert "tel qu’il sera au 2 mars 2027" in mots(futur.select_one(".autre-jour"))
        assert statuts(futur) == ["Label échu le 1er mars 2027"]
        assert lire(client.get("/registre/?au=2026-06-15")).select(".autre-jour") == []

    def test_before_the_first_edition_the_register_is_empty_and_offers_no_engagement(
        self, client: StrictClient
    ) -> None:
        labellisee(D(2024, 3, 2))
        page = lire(client.get("/registre/?au=1950-01-01"))
        assert compte(page) == "Aucune coopérative trouvée au 1er janvier 1950"
        assert page.select("[name=engagement]") == []

    def test_an_engagement_is_followed_by_its_key_when_an_edition_renumbers_it(self, client: StrictClient) -> None:
        labellisee(D(2024, 3, 2))
        ancienne = edition()
        nouvelle = edition("2026", en_vigueur_du=D(2026, 6, 1), adopte_le=D(2026, 5, 1))
        cles = dict(ancienne.engagements.values_list("numero", "cle"))

        for engagement in nouvelle.engagements.order_by("numero"):
            type(engagement).objects.filter(pk=engagement.pk).update(cle=f"tmp-{engagement.numero}")
        for engagement in nouvelle.engagements.order_by("numero"):
            type(engagement).objects.filter(pk=engagement.pk).update(cle=cles[13 - engagement.numero])
        page = lire(client.get("/registre/?engagement=12"))  # number 1 in the edition of the grant

        assert len(noms(page)) == 1
        assert compte(lire(client.get("/registre/?engagement=9"))).startswith("Aucune")  # 4, which it did not choose
        assert "Axe 3 : 8, 10, 11, 12" in mots(page.select_one(".coop"))
        assert len(noms(lire(client.get("/registre/?engagement=1&au=2026-05-31")))) == 1

    @pytest.mark.rendu
    def test_the_number_of_queries_is_the_same_for_two_coops_and_for_sixty(self, client: StrictClient) -> None:
        def requetes() -> list[int]:
            nombres = []
            for question in ("", "?vue=tableau", "?vue=carte", "?statut=labellisee&region=76&engagement=2", "?q=zzz"):
                client.get(f"/registre/{question}")
                with CaptureQueriesContext(connection) as captees:
                    lire(client.get(f"/registre/{question}"))
                nombres.append(len(captees))
            return nombres

        for _rang in range(2):
            labellisee(D(2024, 3, 2))
        avec_deux = requetes()
        modele = Cooperative.objects.order_by("pk").first()
        assert modele is not None
        for _rang in range(29):
            admissible(D(2026, 1, 5))
            labellisee(D(2025, 1, 5))
        assert requetes() == avec_deux
        assert max(avec_deux) <= MOST_QUERIES


def oracle(paires: list[tuple[str, str]], au: D) -> set[str]:
    """The SIREN of the coops that answer, found one by one from the journal, without the projection."""
    demandes = QueryDict(urlencode(paires))
    rangs = {e.numero: e for e in engagements_en_vigueur(au).engagements}
    numero_de = dict(Engagement.objects.sources().values_list("cle", "numero"))
    cooperatives = {coop.pk: coop for coop in Cooperative.objects.order_by("pk")}

    trouves = set()
    for pk, histoire in histoires(cooperatives).items():
        coop, qui, ici = cooperatives[pk], histoire.identite(au), cycle.situation(histoire.faits, au)
        statut = ici.statut or AUCUN
        label = next((x for x in histoire.labels if ici.label and x.cycle == ici.label.cycle), None)
        if ici.candidature and ici.statut in {"engagee", "en_renouvellement"}:
            suivi = next(d for d in histoire.dossiers if d.cycle == ici.candidature.cycle)
            numeros = {numero_de[choisi.cle] for choisi in suivi.depot.engagements}
        else:
            numeros = {fige.numero for fige in label.engagements} if label else set()
        identites = [p.identite for p in histoire.identites]
        textes = " ".join(" ".join([i.nom, i.nom_usuel, i.sigle, i.commune, i.siren]) for i in identites)
        les_mots = normaliser(textes).split()
        voulus = demandes.getlist("statut") or [s for s in STATUTS if s != AUCUN]
        axes = {rangs[n].axe for n in numeros}
        if (
            (TOUTES in voulus or statut in voulus)
            and demandes.get("region") in {None, region_de(qui.code_departement)}
            and demandes.get("departement") in {None, qui.code_departement}
            and (demandes.get("metier") is None or demandes["metier"] in coop.metiers)
            and (demandes.get("axe") is None or int(demandes["axe"]) in axes)
            and {int(n) for n in demandes.getlist("engagement")} <= numeros
            and demandes.get("annee") in {None, str(label.octroye_le.year) if label else ""}
            and all(any(m.startswith(q) for m in les_mots) for q in normaliser(demandes.get("q", "")).split())
        ):
            trouves.add(coop.siren)

    return trouves


@st.composite
def questions(draw: st.DrawFn) -> list[tuple[str, str]]:
    """Filters likely to meet the forty coops."""
    seuls = {
        "q": st.sampled_from(["coop", "FICTIVE", "habitat fi", "maison commune", "00", "Clair", "œuv"]),
        "region": st.sampled_from(sorted(REGIONS)),
        "departement": st.sampled_from(sorted(DEPARTEMENTS)),
        "axe": st.sampled_from(["1", "2", "3"]),
        "metier": st.sampled_from(Metier.values),
        "annee": st.integers(2022, 2027).map(str),
    }
    retenus = draw(st.lists(st.sampled_from(sorted(seuls)), max_size=2, unique=True))
    paires = [(nom, draw(seuls[nom])) for nom in retenus]
    paires += [("statut", s) for s in draw(st.lists(st.sampled_from([*STATUTS, TOUTES]), max_size=3, unique=True))]

    return paires + [("engagement", str(n)) for n in draw(st.lists(st.integers(1, 12), max_size=2, unique=True))]


def comptes_un_a_un(filtres: Filtres, en_vigueur: EngagementsDeLEdition) -> dict[tuple[str, object], int]:
    """What following each facet would show, counted by asking each of those questions in full."""
    suites: dict[tuple[str, object], dict[str, Any]] = {}
    suites |= {("statut", "" if s == AUCUN else s): {"statut": (s,)} for s in STATUTS}
    suites |= {("region", code): {"region": code, "departement": ""} for code in REGIONS}
    suites |= {("departement", code): {"departement": code} for code in DEPARTEMENTS}
    suites |= {("metier", metier): {"metier": metier} for metier in Metier.values}
    suites |= {("annee", annee): {"annee": annee} for annee in range(2022, 2028)}
    suites |= {("axe", axe): {"axe": axe} for axe in (1, 2, 3)}
    suites |= {("engagement", n): {"engagement": tuple({*filtres.engagement, n})} for n in range(1, 13)}
    return {cle: periodes(filtres.avec(**suite), en_vigueur).count() for cle, suite in suites.items()}


def a_plat(comptes: Comptes) -> dict[tuple[str, object], int]:
    """The same keys, from the counts shown beside the facets."""
    facettes: dict[str, Any] = {
        "statut": comptes.statuts,
        "region": comptes.regions,
        "departement": comptes.departements_au_choix,
        "metier": comptes.metiers,
        "annee": comptes.annees,
        "axe": comptes.axes,
        "engagement": comptes.engagements,
    }

    return {(nom, valeur): nombre for nom, facette in facettes.items() for valeur, nombre in facette.items()}


def dict_sans_zero(nombres: dict[tuple[str, object], int]) -> dict[tuple[str, object], int]:
    return {cle: nombre for cle, nombre in nombres.items() if nombre}


class TestRegistreCharge:
    """Against forty coops, with every status."""

    @settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(paires=questions(), mois=st.integers(-40, 20))
    def test_rows_counts_and_facts_agree_whatever_is_asked(
        self, registre_charge: D, paires: list[tuple[str, str]], mois: int
    ) -> None:
        au = registre_charge + relativedelta(months=mois)
        en_vigueur = engagements_en_vigueur(au)
        filtres = Filtres.lire(QueryDict(urlencode([*paires, ("au", str(au))])), en_vigueur)
        lignes = list(ordonner(periodes(filtres, en_vigueur), filtres).select_related("cooperative"))

        assert {ligne.cooperative.siren for ligne in lignes} == oracle(paires, au)
        assert list(periodes_par_nom(filtres, en_vigueur)) == sorted(lignes, key=lambda ligne: ligne.tri)

        comptes = compter(filtres, en_vigueur)
        assert comptes.total == len(lignes) == sum(comptes.departements.values())
        assert dict_sans_zero(comptes_un_a_un(filtres, en_vigueur)) == dict_sans_zero(a_plat(comptes))

    @pytest.mark.parametrize(
        "ecriture",
        [
            "{nom}",
            "{NOM}",
            "{sans_accent}",
            "{siren}",
            "{s1} {s2} {s3}",
            "{s1} {s2}",
            "{debut}",
            "{numero}",
            "{commune}",
        ],
    )
    def test_a_coop_is_found_by_what_people_type(self, client: StrictClient, registre_charge: D, ecriture: str) -> None:
        coop = Cooperative.objects.filter(labels__isnull=False, commune__contains="œ").order_by("pk").first()

        assert coop is not None

        label = coop.labels.order_by("pk").first()

        assert label is not None
        siren = coop.siren
        q = ecriture.format(
            nom=coop.nom,
            NOM=coop.nom.upper(),
            sans_accent=normaliser(coop.nom),
            siren=siren,
            s1=siren[:3],
            s2=siren[3:6],
            s3=siren[6:],
            debut=coop.commune[:4],
            numero=label.numero,
            commune=coop.commune,
        )
        assert str(coop) in tous_les_noms(client, urlencode({"q": q}))

    def test_words_are_searched_by_their_start_and_all_together(self, client: StrictClient, registre_charge: D) -> None:
        assert compte(lire(client.get("/registre/?q=labitat"))).startswith("Aucune")
        trouvees = tous_les_noms(client, "q=maiso+ficti")
        assert trouvees
        assert tous_les_noms(client, "q=ficti+maiso") == trouvees
        assert set(trouvees) < set(tous_les_noms(client, "q=ficti"))

    @pytest.mark.parametrize("tri", ["nom", "statut", "fin", "octroi"])
    def test_pages_follow_one_another_without_a_coop_lost_or_shown_twice(
        self, client: StrictClient, registre_charge: D, tri: str
    ) -> None:
        vus: list[str] = []
        for numero in (1, 2):
            page = lire(client.get(f"/registre/?statut=toutes&tri={tri}&page={numero}"))
            vus += [str(lien["href"]) for lien in page.select(".coop__nom a")]
        assert len(vus) == len(set(vus)) == 40
        assert lire(client.get(f"/registre/?statut=toutes&tri={tri}&page=2")).select("[rel=next]") == []

    def test_each_order_is_the_one_it_says(self, client: StrictClient, registre_charge: D) -> None:
        par_nom = tous_les_noms(client, "")

        assert [normaliser(nom) for nom in par_nom] == sorted(normaliser(nom) for nom in par_nom)

        par_octroi = lire(client.get("/registre/?tri=octroi&statut=labellisee"))
        annees = [mots(coop).partition("QC-")[2][:4] for coop in par_octroi.select(".coop")]
        assert annees == sorted(annees, reverse=True)
        par_fin = lire(client.get("/registre/?tri=fin&statut=labellisee"))
        fins = [str(fin["datetime"]) for fin in par_fin.select(".coop time.statut")]
        assert fins == sorted(fins)
        par_statut = [statut for page in pages(client, "tri=statut") for statut in statuts(page)]
        assert par_statut[0].startswith("Labellisée")
        assert par_statut[-1].startswith("Label retiré")

    def test_the_result_is_said_in_words(self, client: StrictClient, registre_charge: D) -> None:
        page = lire(client.get("/registre/?statut=labellisee&departement=34&au=2025-12-31"))
        assert compte(page).endswith("au 31 décembre 2025 dans l’Hérault")
        assert "labellisée" in compte(page) or compte(page).startswith("Aucune")
        assert page.title is not None
        assert page.title.get_text().startswith(page.select_one("#resultat-titre").get_text())

    @pytest.mark.parametrize("dit", ["34", "hérault", "HERAULT"])
    def test_a_department_is_asked_by_its_number_or_its_name(
        self, client: StrictClient, registre_charge: D, dit: str
    ) -> None:
        page = lire(client.get("/registre/", {"departement": dit, "statut": "toutes"}))
        assert compte(page).endswith("dans l’Hérault")
        assert lire(client.get("/registre/?region=76")).select("select[name=departement] option[value='34']")

    def test_an_empty_result_says_what_dropping_each_filter_would_find(
        self, client: StrictClient, registre_charge: D
    ) -> None:
        page = lire(client.get("/registre/?q=coop&annee=1999"))
        indices = page.select(".rien li")
        assert indices
        for indice in indices:
            promis = mots(indice.select_one(".rien__nombre"))
            assert compte(lire(client.get(str(indice.a["href"])))).startswith(promis)

    def test_fictional_coops_are_marked_on_the_page_and_on_each_row(
        self, client: StrictClient, registre_charge: D
    ) -> None:
        for vue in ("liste", "tableau", "carte"):
            assert "Données de démonstration" in mots(lire(client.get(f"/registre/?vue={vue}")).main)
        page = lire(client.get("/registre/"))
        assert all("· coopérative fictive" in mots(coop) for coop in page.select(".coop"))

    def test_table_and_list_show_the_same_coops(self, client: StrictClient, registre_charge: D) -> None:
        liste = noms(lire(client.get("/registre/?engagement=2")))
        tableau = lire(client.get("/registre/?engagement=2&vue=tableau"))
        assert [mots(ligne.a) for ligne in tableau.select("tbody tr")] == liste

    def test_the_file_offered_holds_exactly_the_result(self, client: StrictClient, registre_charge: D) -> None:
        page = lire(client.get("/registre/?engagement=2&statut=labellisee&par_page=35"))
        lien = str(page.select_one("a[download]")["href"])
        lignes = b"".join(client.get(lien)).decode("utf-8-sig").splitlines()
        assert len(lignes) - 1 == len(noms(page)) > 0

    @pytest.mark.parametrize("vue", ["liste", "tableau", "carte"])
    def test_the_page_stays_light(self, client: StrictClient, registre_charge: D, vue: str) -> None:
        reponse = client.get(f"/registre/?vue={vue}")
        assert elements(lire(reponse)) <= MOST_ELEMENTS
        assert len(reponse.content) < 100_000

    def test_the_register_reads_in_english(self, client: StrictClient, registre_charge: D) -> None:
        page = lire(client.get("/en/registre/?statut=labellisee"))
        assert page.html["lang"] == "en"
        assert len(noms(page)) == len(noms(lire(client.get("/registre/?statut=labellisee"))))

    def test_the_page_and_its_menu_line_are_laid_once(self, registre_charge: D) -> None:
        call_command("preparer_registre", stdout=StringIO())
        assert sorted(RegistrePage.objects.values_list("locale__language_code", "slug")) == [
            ("en", "registre"),
            ("fr", "registre"),
        ]
        assert LienDeNavigation.objects.filter(page__in=RegistrePage.objects.all()).count() == 1


@pytest.mark.django_db
def test_the_register_answers_before_editors_have_a_page_for_it(client: StrictClient) -> None:
    CooperativeFactory.create()
    edition()
    assert compte(lire(client.get("/registre/"))).startswith("Aucune coopérative trouvée")
