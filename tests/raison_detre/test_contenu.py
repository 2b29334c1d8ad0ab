"""The first content: laid once, in two languages, never over anybody's work."""

import shutil
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import yaml
from bs4 import BeautifulSoup
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import Settings
from wagtail.models import Locale, ModelLogEntry, Page, PageLogEntry, Revision, Site
from wagtail_localize.models import StringTranslation, Translation

from raison_detre.contenu.chargement import charger_contenu
from raison_detre.contenu.fichiers import DONNEES
from raison_detre.models import AccueilPage, DemarchePage, Engagement, PageEditoriale
from socle.langues.traduction import TraductionDecaleeError
from socle.models import LienDeNavigation, LienDePied, Navigation, User

pytestmark = [pytest.mark.django_db, pytest.mark.lent, pytest.mark.rendu]

PAGES = 10
ENGAGEMENTS = 12
ESPACE = "/espace/"  # for members: it asks who one is


def lancer(*options: str) -> str:
    """Run the command and return what it says."""
    sortie = StringIO()
    call_command("charger_contenu", *options, stdout=sortie)
    return sortie.getvalue()


def etat() -> list[Any]:
    """Return everything the command may write, so that two moments can be compared."""
    modeles = (Locale, Revision, PageLogEntry, ModelLogEntry, StringTranslation, Translation, Navigation)
    return [
        [modele.objects.count() for modele in (*modeles, LienDeNavigation, LienDePied)],
        list(Page.objects.order_by("path").values_list("path", "title", "slug", "live", "latest_revision_id")),
        list(Site.objects.order_by("pk").values_list("site_name", "hostname", "port", "root_page_id")),
        list(Engagement.objects.order_by("pk").values_list("pk", "ce_que_cela_change", "reperes", "latest_revision")),
    ]


@pytest.mark.usefixtures("site_charge")
class TestSiteCharge:
    """A site that has just received its first content."""

    def test_every_page_is_published_in_french_and_in_english(self) -> None:
        francaises = Page.objects.filter(depth__gt=1, locale__language_code="fr").order_by("path")

        assert [page.slug for page in francaises] == [
            "accueil",
            "raison-d-etre",
            "engagements",
            "demarche",
            "accessibilite",
            "mentions-legales",
            "donnees-personnelles",
            "eco-conception",
            "plan-du-site",
            "contact",
        ]

        anglaises = {page.translation_key: page for page in Page.objects.filter(locale__language_code="en")}

        assert len(anglaises) == PAGES
        for page in francaises:
            anglaise = anglaises[page.translation_key]
            assert page.live
            assert anglaise.live
            assert anglaise.slug != page.slug
            assert anglaise.title != page.title

    def test_wagtails_welcome_page_is_gone_and_the_site_is_ours(self) -> None:
        site = Site.objects.get()
        assert isinstance(site.root_page.specific, AccueilPage)
        assert (site.hostname, site.port) == ("localhost", 8000)
        assert not Page.objects.filter(title__startswith="Welcome").exists()

    def test_the_english_is_complete_where_editors_will_go_on_from_it(self) -> None:
        traductions = Translation.objects.filter(enabled=True)
        pages = [traduction for traduction in traductions if isinstance(traduction.get_target_instance(), Page)]
        assert len(pages) == PAGES
        for traduction in pages:
            chaines, traduites = traduction.get_progress()
            assert chaines == traduites > 0

    def test_every_engagement_has_its_editorial_texts_in_both_languages(self) -> None:
        for langue in ("fr", "en"):
            engagements = Engagement.objects.filter(locale__language_code=langue, live=True).order_by("numero")
            assert [engagement.numero for engagement in engagements] == list(range(1, ENGAGEMENTS + 1))
            for engagement in engagements:
                assert engagement.ce_que_cela_change.count("<p>") == 2
                assert 3 <= engagement.reperes.count("<li>") <= 5
                assert len(engagement.exemples_indicateurs) == 3
        textes = Engagement.objects.values_list("ce_que_cela_change", flat=True)
        assert len(set(textes)) == 2 * ENGAGEMENTS

    def test_every_block_is_one_an_editor_could_have_saved(self) -> None:
        pages: list[Any] = [*AccueilPage.objects.all(), *DemarchePage.objects.all(), *PageEditoriale.objects.all()]
        assert len(pages) > 2
        for page in pages:
            page.full_clean()
            page.corps.stream_block.clean(page.corps)
        for engagement in Engagement.objects.all():
            engagement.full_clean()
            engagement.exemples_indicateurs.stream_block.clean(engagement.exemples_indicateurs)

    def test_a_second_run_changes_nothing_and_says_so(self) -> None:
        avant = etat()
        assert lancer() == "Le contenu est déjà là\u00a0: rien n’a changé.\n"
        assert etat() == avant

    def test_an_editors_change_stays(self) -> None:
        page = PageEditoriale.objects.get(slug="mentions-legales")
        page.title = "Mentions revues"
        page.save_revision().publish()
        engagement = Engagement.objects.sources().get(numero=4)
        engagement.ce_que_cela_change = ""
        engagement.reperes = "<p>Écrit par une personne.</p>"
        engagement.save_revision().publish()
        avant = etat()
        lancer()

        assert etat() == avant

        page.refresh_from_db()
        assert page.title == "Mentions revues"

    def test_a_page_an_editor_deleted_does_not_come_back(self) -> None:
        PageEditoriale.objects.get(slug="eco-conception").delete()
        lancer()
        assert not PageEditoriale.objects.filter(slug="eco-conception").exists()

    def test_a_page_that_came_since_is_added_once_to_a_site_that_never_had_it(self, client: Client) -> None:
        contacts = PageEditoriale.objects.filter(slug__startswith="contact")
        contacts.delete()
        PageLogEntry.objects.filter(action="wagtail.delete").delete()  # as on a site older than the page

        assert "  Contact\n" in lancer()
        apres = etat()
        lancer()

        assert etat() == apres
        assert client.get("/contact/").status_code == client.get("/en/contact-us/").status_code == 200
        assert LienDePied.objects.filter(page__slug="contact").count() == 1
        contacts.get(slug="contact").delete()
        assert "Contact" not in lancer(), "an editor deleted it: it is theirs"

    @pytest.mark.parametrize(("accueil", "langue", "mot"), [("/", "fr", "preuve"), ("/en/", "en", "proof")])
    def test_every_page_can_be_reached_from_the_home_page_and_answers(
        self, client: Client, accueil: str, langue: str, mot: str
    ) -> None:
        lues = parcourir(client, accueil)
        assert BeautifulSoup(lues[accueil], "lxml").select_one(f'html[lang="{langue}"]')
        assert mot in lues[accueil]
        publiees = Page.objects.filter(locale__language_code=langue, depth__gt=1)
        assert {page.get_url() for page in publiees} <= lues.keys()
        assert not client.cookies, "the privacy page says that reading the site sets no cookie"


def parcourir(client: Client, depart: str) -> dict[str, str]:
    """Follow every link of the site from `depart`; return each page's HTML by address. Files are left out."""
    lues: dict[str, str] = {}

    a_lire = [depart]
    while a_lire:
        adresse = a_lire.pop()
        if adresse in lues:
            continue
        reponse = client.get(adresse)
        assert reponse.status_code == 200, f"{adresse}: {reponse.status_code}"
        lues[adresse] = reponse.content.decode()
        liens = [str(lien["href"]).split("#")[0] for lien in BeautifulSoup(lues[adresse], "lxml").select("a[href]")]
        a_lire += [
            lien for lien in liens if lien.startswith("/") and lien.endswith("/") and not lien.startswith(ESPACE)
        ]

    return lues


def test_without_the_referentiel_it_says_what_to_load_first() -> None:
    avant = etat()
    with pytest.raises(CommandError, match=r"Le référentiel 2021 n’est pas chargé.*charger_referentiel"):
        lancer()
    assert etat() == avant


@pytest.mark.usefixtures("referentiel_charge")
def test_a_simulation_tells_all_and_writes_nothing() -> None:
    avant = etat()
    dit = lancer("--simulation")
    assert f"{PAGES} pages, en français et en anglais" in dit
    assert f"Textes de {ENGAGEMENTS} engagements" in dit
    assert dit.endswith("Simulation\u00a0: rien n’a été écrit.\n")
    assert etat() == avant


@pytest.mark.usefixtures("referentiel_charge")
def test_an_engagement_somebody_began_to_write_is_left_to_them(petit_dossier: Path) -> None:
    personne = User.objects.create_user("redaction@example.org")
    Engagement.objects.sources().get(numero=7).save_revision(user=personne)
    bilan = charger_contenu(dossier=petit_dossier)
    assert [engagement.split(".")[0] for engagement in bilan.engagements] == ["8"]
    assert Engagement.objects.sources().get(numero=7).reperes == ""


@pytest.mark.usefixtures("referentiel_charge")
def test_the_site_takes_the_address_of_the_installation(petit_dossier: Path, settings: Settings) -> None:
    settings.WAGTAILADMIN_BASE_URL = "https://raison-detre.example.org"
    charger_contenu(dossier=petit_dossier)
    site = Site.objects.get()
    assert (site.hostname, site.port) == ("raison-detre.example.org", 443)


@pytest.mark.usefixtures("referentiel_charge")
def test_a_translation_that_lost_a_paragraph_stops_everything(petit_dossier: Path) -> None:
    fichier = petit_dossier / "engagements.yaml"
    textes = yaml.safe_load(fichier.read_text(encoding="utf-8"))
    textes["engagements"][-1]["en"]["reperes"].pop()
    fichier.write_text(yaml.safe_dump(textes), encoding="utf-8")
    avant = etat()
    with pytest.raises(TraductionDecaleeError, match="reperes"):
        charger_contenu(dossier=petit_dossier)
    assert etat() == avant


@pytest.fixture
def petit_dossier(tmp_path: Path) -> Path:
    """A first content of one page and two engagements: enough for a rule, and five times quicker."""
    shutil.copytree(DONNEES, tmp_path / "donnees")
    dossier = tmp_path / "donnees"
    site = yaml.safe_load((dossier / "site.yaml").read_text(encoding="utf-8"))
    site |= {"pages": site["pages"][:1], "ajoutees": [], "menu": [], "pied": []}

    (dossier / "site.yaml").write_text(yaml.safe_dump(site), encoding="utf-8")
    accueil = {"fr": {"title": "Accueil", "slug": "accueil"}, "en": {"title": "Home", "slug": "home"}}

    (dossier / "pages" / "accueil.yaml").write_text(yaml.safe_dump(accueil), encoding="utf-8")
    textes = yaml.safe_load((dossier / "engagements.yaml").read_text(encoding="utf-8"))
    textes["engagements"] = [texte for texte in textes["engagements"] if texte["numero"] in {7, 8}]
    (dossier / "engagements.yaml").write_text(yaml.safe_dump(textes), encoding="utf-8")
    return dossier
