"""The library as a visitor reads it: what is found, counted, sorted, said, and never shown."""

import datetime
from decimal import Decimal
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bonnes_pratiques.bibliotheque.liste.reponse import repondre
from bonnes_pratiques.bibliotheque.projection import ecarts
from bonnes_pratiques.models import BibliothequePage, FicheIndexee, FichePratique
from registre.operations import renommer
from tests.bonnes_pratiques.factories import ReprisePubliqueFactory, fiche, restreindre, theme
from tests.registre.factories import CooperativeFactory
from tests.registre.lecture import lire, mots
from tests.rigueur.html import StrictClient

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rayons")]

LISTE = "/bonnes-pratiques/"
REQUETES_PERMISES = 15


def titres(page: BeautifulSoup) -> list[str]:
    return [mots(titre) for titre in page.select(".entree__titre")]


def compte(page: BeautifulSoup) -> str:
    return mots(page.select_one("#resultat-titre"))


def nombres(page: BeautifulSoup, nom: str) -> dict[str, int]:
    """What a facet shows: its values, each with its number."""
    cases = {str(case["value"]): mots(case.parent) for case in page.select(f"input[type=checkbox][name={nom}]")}
    options = {str(o["value"]): mots(o) for o in page.select(f"select[name={nom}] option[value]")[1:]}
    return {valeur: int(dit.rsplit("(", 1)[1][:-1]) for valeur, dit in (cases | options).items()}


def test_an_entry_says_what_who_on_what_how_far_how_sure_and_one_figure(client: StrictClient) -> None:
    coop = CooperativeFactory.create(nom="Coop des Essais")
    resultat = {"libelle": "Impayés", "avant": Decimal("12.50"), "apres": Decimal("1234"), "unite": "%"}

    fiche("Réduire les impayés", engagements=(5, 1), cooperative=coop, preuve="mesuree", resultats=[resultat])
    page = lire(client, LISTE)
    entree = page.select_one(".pratique")

    assert titres(page) == ["Réduire les impayés"]
    assert "axe-2" in entree["class"]  # the colour of the main engagement's axis
    assert "Coop des Essais · fictive" in mots(entree)
    assert "Axe 1 : 1 · Axe 2 : 5 · Aboutie · preuve mesurée" in mots(entree)
    assert mots(entree.select_one(".entree__chiffre")) == "de 12,5 à 1 234 % Impayés"
    assert compte(page) == "1 bonne pratique"
    assert "Fiches de démonstration" in mots(page.main)


def test_each_facet_counts_as_if_nothing_were_chosen_in_it(client: StrictClient) -> None:
    parent = theme("energie", "Énergie")

    fiche(
        "Une", engagements=(1, 5), themes=[theme("isolation", parent=parent)], departements=["34"], metiers=["locatif"]
    )
    fiche("Deux", engagements=(5,), themes=[parent], stade="en_cours", departements=["30", "75"], etiquettes=["Bois"])
    fiche("Trois", engagements=(2,), national=True, preuve="constatee", metiers=["locatif", "brs"])
    page = lire(client, f"{LISTE}?stade=aboutie")

    assert sorted(titres(page)) == ["Trois", "Une"]
    assert nombres(page, "stade") == {"idee": 0, "en_cours": 1, "aboutie": 2, "abandonnee": 0}
    assert nombres(page, "engagement") == {"1": 1, "2": 1, "5": 1}
    assert nombres(page, "theme") == {"energie": 1, "isolation": 1}
    assert nombres(page, "region") == {"france": 1, "76": 1}
    assert nombres(page, "metier") == {"locatif": 2, "brs": 1}
    assert nombres(page, "preuve") == {"declaree": 1, "constatee": 1, "mesuree": 0}
    assert titres(lire(client, f"{LISTE}?theme=energie")) == ["Deux", "Une"]
    assert nombres(lire(client, f"{LISTE}?region=76"), "departement") == {"30": 1, "34": 1}
    assert titres(lire(client, f"{LISTE}?etiquette=bois")) == ["Deux"]


@pytest.mark.lent
def test_every_number_shown_is_that_of_the_result_one_click_away(client: StrictClient) -> None:
    for rang in range(8):
        fiche(
            f"Fiche {rang}",
            engagements=(1 + rang % 3, 5 + rang % 4),
            stade=("aboutie", "en_cours")[rang % 2],
            metiers=[("locatif", "brs", "syndic")[rang % 3]],
            departements=[("34", "30", "75")[rang % 3]],
            etiquettes=["a", "b"][: rang % 3],
        )
    page = lire(client, f"{LISTE}?stade=aboutie&metier=locatif&region=76")  # whose departments are then listed

    assert nombres(page, "departement")

    for nom in ("engagement", "metier", "region", "departement", "etiquette", "axe", "preuve"):
        for valeur, nombre in nombres(page, nom).items():
            ailleurs = ("" if nom == "metier" else "&metier=locatif") + ("" if nom == "region" else "&region=76")
            suite = lire(client, f"{LISTE}?stade=aboutie{ailleurs}&{nom}={valeur}")
            assert len(titres(suite)) == nombre, (nom, valeur)


def test_chips_drop_one_filter_and_an_empty_result_says_which(client: StrictClient) -> None:
    fiche("Une", engagements=(1,), stade="aboutie")
    page = lire(client, f"{LISTE}?engagement=1&stade=idee")
    assert compte(page) == "Aucune bonne pratique trouvée"
    assert [puce["href"] for puce in page.select(".puce")] == [f"{LISTE}?stade=idee", f"{LISTE}?engagement=1"]
    indices = page.select(".rien li")
    assert [mots(indice) for indice in indices] == ["Idée 1 bonne pratique"]
    assert titres(lire(client, indices[0].a["href"])) == ["Une"]


@pytest.mark.parametrize(
    ("question", "parametre"),
    [
        ("engagement=99", "engagement"),
        ("axe=9", "axe"),
        ("theme=rien", "theme"),
        ("metier=x", "metier"),
        ("region=999", "region"),
        ("departement=2C", "departement"),
        ("stade=fini", "stade"),
        ("preuve=sûre", "preuve"),
        ("etiquette=rien", "etiquette"),
        ("tri=hasard", "tri"),
        ("page=0", "page"),
        ("page=7", "page"),
        ("par_page=13", "par_page"),
        (f"q={'x' * 5000}", "q"),
        ("axe=1&axe=2", "axe"),
        ("page=-1", "page"),
    ],
)
def test_an_unknown_value_is_named_by_a_page(client: StrictClient, question: str, parametre: str) -> None:
    page = lire(client, f"{LISTE}?{question}", 400)
    assert mots(page.main.strong) == parametre
    assert client.get(f"{LISTE}flux.atom?{question}").status_code == (200 if question == "page=7" else 400)


@pytest.mark.parametrize("question", ["q=", "q=%00", "q=AND+OR+%22(*)", "utm_source=lettre", "q=%F0%9F%8F%A0"])
def test_nothing_typed_fails(client: StrictClient, question: str) -> None:
    fiche()
    assert client.get(f"{LISTE}?{question}").status_code == 200


def test_words_are_found_whatever_the_form_and_the_passage_is_marked(client: StrictClient) -> None:
    fiche("Une chaufferie au bois", point_de_depart="<p>Les Héraultais payaient trop cher leur chauffage.</p>")
    fiche("Vendre sans vendre", introduction="Le bail réel solidaire, pas à pas.")
    page = lire(client, f"{LISTE}?q=chauffages")
    assert titres(page) == ["Une chaufferie au bois"]
    assert "chauffage" in [mots(marque) for marque in page.select("mark")]
    assert mots(page.select_one(".vues [aria-current]")) == "Pertinence"
    assert compte(page) == "1 bonne pratique pour « chauffages »"
    assert titres(lire(client, f"{LISTE}?q=bail+réel&stade=aboutie")) == ["Vendre sans vendre"]


def test_a_sheet_is_found_by_its_coop_its_tags_its_themes_and_its_engagement(client: StrictClient) -> None:
    coop = CooperativeFactory.create(nom="Les Tourterelles")
    fiche("Titre", cooperative=coop, etiquettes=["copropriété"], themes=[theme("jardins", "Jardins partagés")])
    for mot in ("tourterelle", "copropriete", "jardin"):
        assert titres(lire(client, f"{LISTE}?q={mot}")) == ["Titre"]


def test_the_markup_of_a_title_is_shown_not_run(client: StrictClient) -> None:
    fiche("Charges <script>alert(1)</script> &amp; eau")
    page = lire(client, f"{LISTE}?q=charges")
    assert titres(page) == ["Charges <script>alert(1)</script> &amp; eau"]


@pytest.mark.lent
def test_orders_are_newest_and_most_reused_and_pages_follow(client: StrictClient) -> None:
    sues = [fiche(f"Fiche {rang:02}") for rang in range(22)]
    for rang, sue in enumerate(sues):
        jour = datetime.datetime(2026, 1, 1 + rang, tzinfo=datetime.UTC)
        FichePratique.objects.filter(pk=sue.pk).update(first_published_at=jour)
    call_command("reindexer_fiches")
    ReprisePubliqueFactory(fiche=sues[3])
    ReprisePubliqueFactory(fiche=sues[3])
    ReprisePubliqueFactory(fiche=sues[4], masquee=True)

    assert titres(lire(client, LISTE))[0] == "Fiche 21"

    reprises = lire(client, f"{LISTE}?tri=reprises")
    assert titres(reprises)[:2] == ["Fiche 03", "Fiche 21"]
    assert "reprise par 2 coopératives" in mots(reprises.select_one(".pratique"))
    vues = titres(lire(client, LISTE)) + titres(lire(client, f"{LISTE}?page=2"))
    assert sorted(vues) == [f"Fiche {rang:02}" for rang in range(22)]


def test_english_lists_translations_and_says_which_sheets_are_in_french(client: StrictClient) -> None:
    une = fiche("Diviser les charges")
    fiche("Halving the charges", langue="en", traduction_de=une)
    fiche("Un jardin partagé")
    page = lire(client, "/en/bonnes-pratiques/")

    assert sorted(titres(page)) == ["Halving the charges", "Un jardin partagé"]

    francaise = next(e for e in page.select(".pratique") if "jardin" in mots(e))
    assert francaise.h3["lang"] == "fr"
    assert "in French" in mots(francaise)
    assert francaise.a["href"].startswith("/bonnes-pratiques/")
    assert page.select_one(".pratique h3:not([lang]) a")["href"].startswith("/en/bonnes-pratiques/")
    assert sorted(titres(lire(client, LISTE))) == ["Diviser les charges", "Un jardin partagé"]


def test_the_feed_holds_the_same_sheets_and_the_page_says_where_it_is(client: StrictClient) -> None:
    fiche("Une", stade="aboutie")
    fiche("Deux", stade="en_cours")
    page = lire(client, f"{LISTE}?stade=en_cours&tri=reprises")
    adresse = page.select_one("link[type='application/atom+xml']")["href"]
    assert adresse == f"{LISTE}flux.atom?stade=en_cours"
    flux = BeautifulSoup(client.get(adresse).content, "xml")
    assert [mots(titre) for titre in flux.select("entry > title")] == ["Deux (démonstration)"]
    assert flux.entry.id.get_text().startswith("urn:uuid:")
    assert "En cours" in mots(flux.title)


def cachees(page: BibliothequePage) -> list[Any]:
    """Sheets that nobody may read: never published, withdrawn, announced for later, kept to some."""
    retiree = fiche("Retirée secrète")
    retiree.unpublish()
    programmee = fiche("Programmée secrète", publiee=False)
    programmee.go_live_at = datetime.datetime(2099, 1, 1, tzinfo=datetime.UTC)
    programmee.save_revision().publish()
    restreinte = fiche("Restreinte secrète")
    restreindre(restreinte)
    return [fiche("Brouillon secret", publiee=False), retiree, programmee, restreinte]


def test_a_sheet_nobody_may_read_is_nowhere(client: StrictClient, rayons: BibliothequePage) -> None:
    publique = fiche("La seule publique", metiers=["locatif"])
    secretes = cachees(rayons)
    adresses = [LISTE, f"{LISTE}?q=audit", f"{LISTE}flux.atom", "/en/bonnes-pratiques/", "/", publique.url]
    adresses += [f"/registre/{secrete.cooperative.slug}/" for secrete in secretes]
    adresses.append(f"{LISTE}classeur/?{'&'.join(f'fiches={secrete.pk}' for secrete in secretes)}")
    for adresse in adresses:
        contenu = client.get(adresse).content.decode()
        assert "secr" not in contenu, adresse

    assert not FicheIndexee.objects.exclude(pk=publique.pk).exists()

    for secrete in secretes:
        assert client.get(f"{LISTE}{secrete.slug}/fiche.pdf").status_code == 404
        assert client.get(f"{LISTE}{secrete.slug}/").status_code in {404, 302}


def test_a_restriction_lifted_and_a_library_restricted_are_followed(client: StrictClient, rayons: Any) -> None:
    fiche("Une")
    restriction = restreindre(rayons)
    assert not FicheIndexee.objects.exists()
    restriction.delete()
    assert titres(lire(client, LISTE)) == ["Une"]


def test_the_flat_rows_are_rebuilt_and_checked_by_a_command(client: StrictClient) -> None:
    une = fiche("Une")
    call_command("reindexer_fiches", "--verifier")
    FicheIndexee.objects.update(stade="idee")
    with pytest.raises(CommandError, match="Une"):
        call_command("reindexer_fiches", "--verifier")
    call_command("reindexer_fiches")
    assert ecarts() == []
    une.delete()
    assert ecarts() == []


@pytest.mark.lent
@pytest.mark.rendu
def test_the_number_of_queries_is_the_same_for_two_sheets_and_for_many(client: StrictClient, rf: Any) -> None:
    questions = ("", "?q=charges", "?q=chages", "?stade=aboutie&engagement=1&q=charges", "?q=zzzz", "?tri=reprises")

    def requetes() -> list[int]:
        comptees = []
        for question in questions:
            client.get(f"{LISTE}{question}")
            with CaptureQueriesContext(connection) as captees:
                lire(client, f"{LISTE}{question}")
            comptees.append(len(captees))
        return comptees

    for _rang in range(2):
        fiche(engagements=(1,), resultats=[{}], themes=[theme("energie")], etiquettes=["eau"])
    avec_deux = requetes()
    for rang in range(12):
        autre = CooperativeFactory.create()
        fiche(engagements=(1, 2), resultats=[{}], etiquettes=[f"mot {rang}"], avec=[autre])
    assert requetes() == avec_deux
    assert max(avec_deux) <= REQUETES_PERMISES, dict(zip(questions, avec_deux, strict=True))
    assert len(repondre(rf.get(LISTE).GET).cles) == 14


def test_a_passage_shows_an_apostrophe_and_not_its_entity(client: StrictClient) -> None:
    fiche(point_de_depart="<p>La chaufferie d&#x27;avant &amp; l&#39;audit, 3 &lt; 4.</p><p>Puis rien.</p>")
    for adresse in ("/bonnes-pratiques/?q=chaufferie", "/recherche/?q=chaufferie"):
        assert "La chaufferie d'avant & l'audit, 3 < 4. Puis rien." in mots(lire(client, adresse)), adresse


def test_a_sheet_is_found_by_the_new_name_of_its_coop_and_no_longer_by_the_old(
    client: StrictClient, django_capture_on_commit_callbacks: Any
) -> None:
    coop = CooperativeFactory.create(nom="Maison Ancienne", nom_usuel="")
    fiche("Réduire les impayés", cooperative=coop)
    assert titres(lire(client, f"{LISTE}?q=ancienne")) == ["Réduire les impayés"]
    with django_capture_on_commit_callbacks(execute=True):
        renommer(coop.pk, nom="Foyer Nouveau", par=None, le=datetime.date(2025, 1, 1))
    assert titres(lire(client, f"{LISTE}?q=foyer")) == ["Réduire les impayés"]
    assert titres(lire(client, f"{LISTE}?q=ancienne")) == []
