"""A coop's page: its status on any day, what it committed to, what happened, and nothing that is not public."""

import datetime
import json
from decimal import Decimal

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from registre.composition import ChoixDEngagement, IndicateurPropose
from registre.models import Candidature, Cooperative, Indicateur, PeriodeDeStatut, Releve
from tests.registre import decisions
from tests.registre.factories import CHOIX_VALIDE, CooperativeFactory, admissible, deposee, labellisee
from tests.registre.lecture import lire, mots

D = datetime.date
PRIVE, INTERNE = "Salaire le plus haut", "Note interne de la Fédération"
REQUETES_PERMISES = 12
pytestmark = pytest.mark.django_db


def fiche(client: Client, cooperative: Cooperative, au: str = "") -> BeautifulSoup:
    """Return the coop's page on a day."""
    return lire(client, f"/registre/{cooperative.slug}/", **({"au": au} if au else {}))


def bande(client: Client, cooperative: Cooperative, au: str = "") -> str:
    """Return the words of the status band."""
    return mots(fiche(client, cooperative, au).select_one(".bande__statut"))


def avec_indicateurs(le: datetime.date, cooperative: Cooperative) -> Candidature:
    """A candidature filed on `le`; its first engagement has a public indicator and a private one."""
    publique = IndicateurPropose(
        "Réunions d'associés", "metier", "réunions", "hausse", Decimal(10), le, Decimal(20), D(2026, 1, 1)
    )
    privee = IndicateurPropose(PRIVE, "economique", "€", "stable", Decimal(77777), le, visibilite="privee")
    choix = [ChoixDEngagement(n, "", [publique, privee] if n == 1 else [publique]) for n in CHOIX_VALIDE]
    return decisions.deposer(cooperative.pk, choix=choix, le=le, motif=INTERNE)


def test_every_day_of_a_course_has_its_word_and_its_date(client: Client) -> None:
    coop = CooperativeFactory.create()
    label = labellisee(D(2024, 3, 1), coop)

    decisions.suspendre(label.pk, le=D(2024, 9, 1), motif="Point non tenu.")
    decisions.lever_suspension(label.pk, le=D(2024, 11, 1))
    attendus = {
        "2022-08-31": "Pas de label connu au 31 août 2022",
        "2022-09-01": "Engagée depuis le 1er septembre 2022",
        "2024-02-29": "Engagée depuis le 1er septembre 2022",
        "2024-03-01": "Labellisée jusqu’au 28 février 2027",
        "2024-09-01": "Label suspendu depuis le 1er septembre 2024",
        "2024-11-01": "Labellisée jusqu’au 28 février 2027",
        "2027-02-28": "Labellisée jusqu’au 28 février 2027",
        "2027-03-01": "Label échu le 28 février 2027",
    }

    assert {au: bande(client, coop, au) for au in attendus} == attendus


def test_a_withdrawn_label_is_told_with_its_day_and_published_reason(client: Client) -> None:
    coop = CooperativeFactory.create()
    label = labellisee(D(2024, 3, 1), coop)
    decisions.retirer(label.pk, le=D(2025, 5, 2), motif="Gouvernance abandonnée.")
    page = fiche(client, coop)
    assert mots(page.select_one(".bande__statut")) == "Label retiré le 2 mai 2025"
    assert "Gouvernance abandonnée." in mots(page.select_one(".bande__motif"))
    assert "Gouvernance abandonnée." in mots(page.select_one(".jours"))
    assert "abandonnée" not in mots(fiche(client, coop, "2025-05-01").main)


def test_nothing_private_shows_in_any_state_of_a_candidature(client: Client) -> None:
    coop = CooperativeFactory.create()
    candidature = avec_indicateurs(D(2024, 1, 2), coop)

    def rien_ne_se_voit(au: str = "") -> None:
        page = fiche(client, coop, au)
        texte = str(page)

        assert PRIVE not in texte
        assert INTERNE not in texte
        assert "77 777" not in mots(page.main)
        assert "77777" not in mots(page.main)

        if "Engagée" not in texte:
            assert mots(page.select_one(".bande__statut")).startswith("Pas de label connu")
            assert "Réunions" not in texte
            assert "Engagement 1" not in texte
            assert not page.select(".jours, .jalons")

    rien_ne_se_voit()
    decisions.demander_complement(candidature.pk, le=D(2024, 1, 5), motif=INTERNE)
    rien_ne_se_voit()
    decisions.declarer_complete(candidature.pk, le=D(2024, 1, 9), motif=INTERNE)
    rien_ne_se_voit()
    decisions.declarer_admissible(candidature.pk, le=D(2024, 2, 1), motif=INTERNE)
    assert "Réunions d'associés" in mots(fiche(client, coop).main)
    rien_ne_se_voit()
    decisions.consigner_point_etape(candidature.pk, mois=6, le=D(2024, 8, 1), motif=INTERNE)
    rien_ne_se_voit()
    decisions.refuser(candidature.pk, le=D(2025, 1, 10), motif=INTERNE)
    rien_ne_se_voit("2025-01-09")
    rien_ne_se_voit("2025-01-10")
    assert "refus" not in mots(fiche(client, coop).main).lower()
    assert "Candidature admissible" not in mots(fiche(client, coop).main)


def test_a_renewal_filed_but_not_admissible_leaves_no_trace(client: Client) -> None:
    coop = CooperativeFactory.create()
    labellisee(D(2024, 3, 1), coop)
    avant = mots(fiche(client, coop, "2026-06-01").main)
    decisions.deposer_renouvellement(
        coop.pk,
        choix=[ChoixDEngagement(n, "", [IndicateurPropose("X", "metier")]) for n in CHOIX_VALIDE],
        le=D(2026, 5, 2),
    )
    assert mots(fiche(client, coop, "2026-06-01").main) == avant


def test_an_indicator_shows_its_start_every_value_read_by_the_day_and_its_target(client: Client) -> None:
    coop = CooperativeFactory.create()
    candidature = avec_indicateurs(D(2024, 1, 2), coop)
    decisions.declarer_complete(candidature.pk, le=D(2024, 1, 9))
    decisions.declarer_admissible(candidature.pk, le=D(2024, 2, 1))
    indicateur = Indicateur.objects.filter(visibilite="publique").earliest("pk")
    dits = {"indicateur": indicateur, "preuve": "constatee", "source": "Émargement"}
    for le, valeur in ((D(2024, 12, 1), "17.00"), (D(2024, 6, 1), "12.50")):
        Releve.objects.create(releve_le=le, valeur=Decimal(valeur), **dits)

    def lu(au: str) -> list[str]:
        return [mots(ligne) for ligne in fiche(client, coop, au).select_one(".mesures").select(".mesure")]

    depart, cible = "Départ : 10 réunions, 2 janvier 2024", "Cible : 20 réunions, 1er janvier 2026"
    juin = "Relevé : 12,5 réunions (Émargement), 1er juin 2024, valeur constatée en visite"
    decembre = "Relevé : 17 réunions (Émargement), 1er décembre 2024, valeur constatée en visite"
    assert lu("2024-05-31") == [depart, "Pas encore de relevé", cible]
    assert lu("2024-11-30") == [depart, juin, cible]
    assert lu("2024-12-01") == [depart, juin, decembre, cible]
    dessin = fiche(client, coop, "2024-12-01").select_one("svg.echelle")
    places = [float(marque["cx"].rstrip("%")) for marque in dessin.select(".echelle__depart, .echelle__releve")]
    assert places == [3.0, 26.5, 68.8]
    assert [mots(texte) for texte in dessin.select("text")] == ["cible 20", "départ 10", "17"]


def test_deadlines_say_what_was_held_and_what_has_passed_as_known_on_the_day(client: Client) -> None:
    coop = CooperativeFactory.create()
    candidature = admissible(D(2024, 1, 31), coop)
    decisions.consigner_point_etape(candidature.pk, mois=6, le=D(2024, 8, 5))

    assert [mots(li) for li in fiche(client, coop, "2025-08-01").select(".jalons li")] == [
        "Le point d’étape des 6 mois a eu lieu le 5 août 2024 (attendu pour le 31 juillet 2024).",
        "Le point d’étape des 12 mois : la date prévue, le 31 janvier 2025, est passée.",
        "La visite : la date prévue, le 31 juillet 2025, est passée.",
    ]
    assert "engagée" in bande(client, coop, "2025-08-01").lower()

    avant = [mots(li) for li in fiche(client, coop, "2024-08-04").select(".jalons li")]
    assert avant[0].endswith("est passée.")
    assert avant[2] == "La visite : au plus tard le 31 juillet 2025."
    assert mots(fiche(client, coop, "2025-07-31").select(".jalons li")[2]).startswith("La visite : au plus tard")


def test_the_bar_stands_where_the_day_does(client: Client) -> None:
    coop = CooperativeFactory.create()
    labellisee(D(2024, 3, 1), coop)
    barre = fiche(client, coop, "2024-03-01").select_one(".barre")

    assert barre.select_one(".barre__jour")["x"] == "0.0%"
    assert mots(barre.select_one(".barre__reste")) == "Il reste 1 094 jours de validité du label."

    dernier = fiche(client, coop, "2027-02-28").select_one(".barre")
    assert (dernier.select_one(".barre__jour")["x"], mots(dernier.select_one(".barre__reste"))) == (
        "100.0%",
        "C’est le dernier jour de validité du label.",
    )
    assert fiche(client, coop, "2027-03-01").select_one(".barre") is None


def test_the_page_changes_at_midnight_in_paris_and_no_cache_outlives_it(client: Client) -> None:
    coop = CooperativeFactory.create()

    labellisee(D(2024, 3, 1), coop)
    adresse = f"/registre/{coop.slug}/"

    with time_machine.travel(datetime.datetime(2027, 2, 28, 22, 59, 40, tzinfo=datetime.UTC), tick=False):
        avant = client.get(adresse)
        assert "Labellisée" in avant.content.decode()
        assert avant["Cache-Control"] == "public, max-age=0, s-maxage=20"
        assert "Set-Cookie" not in avant
        assert "Cookie" not in avant.get("Vary", "")
    with time_machine.travel(datetime.datetime(2027, 2, 28, 23, 0, tzinfo=datetime.UTC), tick=False):
        assert bande(client, coop) == "Label échu le 28 février 2027"


def test_a_slug_left_leads_to_the_new_one_and_keeps_the_day(client: Client) -> None:
    coop = CooperativeFactory.create(slug="premier-nom")
    for slug in ("deuxieme-nom", "troisieme-nom"):
        coop.slug = slug
        coop.save()

    for ancien in ("premier-nom", "deuxieme-nom"):
        reponse = client.get(f"/registre/{ancien}/?au=2025-01-01")
        assert (reponse.status_code, reponse["Location"]) == (302, "/registre/troisieme-nom/?au=2025-01-01")
    coop.slug = "premier-nom"
    coop.save()

    assert client.get("/registre/premier-nom/").status_code == 200
    assert client.get("/registre/troisieme-nom/")["Location"] == "/registre/premier-nom/"


def test_a_slug_left_then_taken_by_another_coop_shows_that_coop(client: Client) -> None:
    coop = CooperativeFactory.create(slug="nom")
    coop.slug = "nouveau-nom"
    coop.save()
    CooperativeFactory.create(slug="nom", nom="Coopérative arrivée ensuite")
    assert mots(lire(client, "/registre/nom/").h1) == "Coopérative arrivée ensuite"


def test_a_siren_leads_to_its_coop_and_is_the_address_to_cite(client: Client) -> None:
    coop = CooperativeFactory.create()
    adresse = f"/registre/siren/{coop.siren}/"
    assert client.get(adresse)["Location"] == f"/registre/{coop.slug}/"
    assert adresse in mots(fiche(client, coop).select_one(".citer"))
    assert client.get("/registre/siren/123456789/").status_code == 404
    assert client.get("/registre/jamais-vue/").status_code == 404


def test_no_coop_may_take_an_address_of_the_register() -> None:
    coop = CooperativeFactory.build(slug="verifier")
    with pytest.raises(ValidationError, match="page du registre"):
        coop.clean_fields()


def test_machines_read_the_coop_and_whether_its_certification_is_active(client: Client) -> None:
    coop = CooperativeFactory.create(nom="Coop </script> d'essai")
    label = labellisee(D(2024, 3, 1), coop)

    def lue(au: str) -> dict:
        blocs = fiche(client, coop, au).find_all("script", type="application/ld+json")
        return next(lu for lu in (json.loads(bloc.string) for bloc in blocs) if lu.get("@type") == "Organization")

    assert lue("2024-02-29").get("hasCertification") is None
    en_vigueur = lue("2025-01-01")["hasCertification"][0]
    assert en_vigueur["certificationIdentification"] == label.numero
    assert en_vigueur["certificationStatus"].endswith("CertificationActive")
    assert lue("2027-03-01")["hasCertification"][0]["certificationStatus"].endswith("CertificationInactive")
    assert lue("2025-01-01")["name"] == coop.nom


def test_fictional_coops_are_said_to_be(client: Client) -> None:
    assert fiche(client, CooperativeFactory.create()).select_one(".demonstration")
    assert not fiche(client, CooperativeFactory.create(demonstration=False)).select_one(".demonstration")


@pytest.mark.parametrize("au", ["2023-02-30", "demain", "0001-01-01", "2024-01-01x"])
def test_a_day_that_means_nothing_is_named(client: Client, au: str) -> None:
    coop = CooperativeFactory.create()
    assert "au" in mots(lire(client, f"/registre/{coop.slug}/", 400, au=au).select_one(".erreur strong"))


@pytest.mark.lent
@pytest.mark.usefixtures("registre_charge")
class TestRegistreCharge:
    """The pages of forty coops, under the editors' page."""

    def test_every_coop_has_its_page_in_both_languages_within_the_same_few_queries(self, client: Client) -> None:
        nombres = set()
        client.get("/registre/verifier/")  # Wagtail keeps the roots of the sites in the cache for an hour
        assert connection.features.supports_json_field  # SQLite is asked once a process
        for slug in Cooperative.objects.order_by("pk").values_list("slug", flat=True):
            with CaptureQueriesContext(connection) as requetes:
                page = lire(client, f"/registre/{slug}/")
            nombres.add(len(requetes))
            assert page.select_one("link[rel=canonical]")["href"].endswith(f"/registre/{slug}/")
            assert lire(client, f"/en/registre/{slug}/").html["lang"] == "en"
        assert max(nombres) <= REQUETES_PERMISES, nombres

    def test_the_band_says_what_the_projection_does(self, client: Client, registre_charge: datetime.date) -> None:
        lues = PeriodeDeStatut.objects.filter(du__lte=registre_charge, jusqu_au__gte=registre_charge)
        champs = ("cooperative__slug", "statut", "cooperative__absorbee_le")
        for slug, statut, absorbee_le in lues.order_by("pk").values_list(*champs):
            lu = lire(client, f"/registre/{slug}/").select_one(".bande .statut")
            attendu = "absorbee" if absorbee_le else statut or "aucun"
            assert f"statut--{attendu}" in lu["class"]


def test_a_filed_candidature_of_a_labelled_coop_keeps_its_page_whole(client: Client) -> None:
    coop = CooperativeFactory.create()
    deposee(D(2024, 1, 1), coop)
    assert "Aucun engagement public" in mots(fiche(client, coop).main)
