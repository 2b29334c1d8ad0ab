"""What the shared cache is told to forget: what a change made old, once it is committed, and nothing otherwise."""

import datetime
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from pytest_django import Settings
from wagtail.models import Locale, Page

from raison_detre.models import AccueilPage, Engagement, EngagementsPage, ManifestePage
from registre.etats import Operation
from registre.imports.cooperatives import importer_cooperatives
from registre.models import PresentationCooperative, SeanceComite, SignatureManifeste
from registre.public.barometre.page import COLONNES
from registre.suites.purge import SERIES_DU_BAROMETRE, d_une_operation, du_registre
from socle.cache.purge import CacheVoisin
from socle.models import User
from tests.registre import decisions
from tests.registre.factories import CooperativeFactory, edition, labellisee, siren_fictif
from tests.registre.journaux import annuler, dernier
from tests.socle.conftest import accueil  # noqa: F401 - the site's home page
from tests.temoin_de_cache import CacheTemoin, Purgees

D = datetime.date
SITE = "http://localhost:8000"
COLONNES_D_IMPORT = "siren;nom;forme_juridique;commune;code_departement"
pytestmark = [pytest.mark.django_db, pytest.mark.lent, pytest.mark.rendu]


@pytest.fixture
def site(accueil: AccueilPage) -> AccueilPage:  # noqa: F811
    """The pages that show the register, and an edition for them to show."""
    edition()
    for page in (ManifestePage(title="Raison", slug="raison-d-etre"), EngagementsPage(title="E", slug="engagements")):
        accueil.add_child(instance=page).save_revision().publish()
    return accueil


def test_an_operation_purges_all_that_shows_the_coop_in_both_languages(site: Page, purgees: Purgees) -> None:
    label = labellisee(D(2024, 3, 1))
    coop = label.cooperative
    lues = purgees(lambda: decisions.retirer(label.pk, le=D(2025, 1, 1), motif="Fin."))

    for chemin in (
        f"/registre/{coop.slug}/",
        f"/registre/labels/{label.numero}/",
        "/registre/",
        "/registre/flux.atom",
        "/registre/donnees/registre.csv",
        "/registre/donnees/registre.json",
        "/registre/donnees/labels.csv",
        "/registre/barometre/",
        "/registre/barometre/evolution.csv",
    ):
        assert {chemin, f"/en{chemin}"} <= lues, chemin

    for chemin in ("carte/", "montrer/", "badge.svg", "badge.png", "badge-a-telecharger.svg"):
        assert f"/registre/labels/{label.numero}/{chemin}" in lues, chemin

    numero_un = Engagement.objects.get(numero=1)

    assert {"/", "/raison-d-etre/", "/engagements/", f"/engagements/1-{numero_un.slug}/"} <= lues
    assert {f"/api/v1/cooperatives/{coop.siren}", f"/api/v1/labels/{label.numero}", "/api/v1/cooperatives"} <= lues


def test_an_annulled_number_and_a_former_siren_are_purged_with_their_coop(site: Page, purgees: Purgees) -> None:
    label = labellisee(D(2024, 3, 1))
    coop, ancien, nouveau = label.cooperative, label.cooperative.siren, siren_fictif(74_001)
    lues = purgees(lambda: decisions.changer_siren(coop.pk, siren=nouveau, le=D(2025, 1, 1)))
    for siren in (ancien, nouveau):
        assert {f"/registre/siren/{siren}/", f"/api/v1/cooperatives/{siren}"} <= lues
        assert f"/registre/attestation/{siren}.pdf" in lues

    lues = purgees(lambda: annuler(dernier(Operation.ACCORDER_LABEL)))
    assert {f"/registre/labels/{label.numero}/", f"/api/v1/labels/{label.numero}"} <= lues
    lues = purgees(lambda: annuler(dernier(Operation.ANNULER)))
    assert f"/registre/labels/{label.numero}/" in lues


def test_every_purged_address_of_the_register_answers(client: Client, site: Page) -> None:
    label = labellisee(D(2024, 3, 1))
    lues = {adresse for adresse in d_une_operation(label.cooperative_id) if adresse.startswith(SITE)}
    assert set(du_registre()) <= lues
    for adresse in sorted(lues):
        assert Client().get(adresse.removeprefix(SITE)).status_code in {200, 302}, adresse
    assert set(SERIES_DU_BAROMETRE) == set(COLONNES)


def test_an_operation_rolled_back_purges_nothing(purgees: Purgees) -> None:
    label = labellisee(D(2024, 3, 1))

    def defaire() -> None:
        with transaction.atomic():
            decisions.suspendre(label.pk, le=D(2025, 1, 1), motif="Non tenu.")
            transaction.set_rollback(True)

    assert purgees(defaire) == set()


def test_an_import_that_is_only_tried_purges_nothing_and_a_real_one_once(tmp_path: Path, purgees: Purgees) -> None:
    fichier = tmp_path / "cooperatives.csv"
    fichier.write_text(f"{COLONNES_D_IMPORT}\n000000018;Essai;SCP;Béziers;34\n000000026;Autre;SCP;Béziers;34\n")
    assert purgees(lambda: importer_cooperatives(fichier, simulation=True)) == set()
    lues = purgees(lambda: importer_cooperatives(fichier))
    assert {"/registre/essai/", "/registre/autre/", "/registre/"} <= lues
    assert len(CacheTemoin.demandees) == len(set(CacheTemoin.demandees))


def test_without_a_cache_to_tell_nothing_is_even_looked_for(
    django_capture_on_commit_callbacks: Any, settings: Settings
) -> None:
    assert settings.WAGTAILFRONTENDCACHE == {}
    with django_capture_on_commit_callbacks() as apres:
        labellisee(D(2024, 3, 1))
    faites = [getattr(rappel, "func", rappel) for rappel in apres]
    assert [faite for faite in faites if faite.__module__ == "socle.cache.purge"] == []


def test_published_texts_purge_what_shows_them(site: Page, purgees: Purgees) -> None:
    engagement, coop = Engagement.objects.get(numero=1), CooperativeFactory.create()
    assert "/engagements/" in purgees(engagement.save_revision().publish)
    presentation = PresentationCooperative.objects.create(
        cooperative=coop, locale=Locale.objects.get(language_code="fr"), texte="<p>Ici.</p>", live=False
    )
    assert purgees(presentation.save_revision) == set()
    assert f"/registre/{coop.slug}/" in purgees(presentation.save_revision().publish)
    presentation.refresh_from_db()
    assert f"/registre/{coop.slug}/" in purgees(presentation.unpublish)


def test_a_page_published_taken_offline_or_deleted_is_purged(site: Page, purgees: Purgees) -> None:
    page = ManifestePage.objects.get()
    adresse = page.full_url
    for geste in (page.save_revision().publish, page.unpublish, page.save_revision().publish, page.delete):
        purgees(geste)
        assert adresse in CacheTemoin.demandees


def test_a_new_address_purges_the_old_one_too(purgees: Purgees) -> None:
    coop = CooperativeFactory.create()
    ancienne, coop.slug = coop.slug, "nouvelle"
    assert {f"/registre/{ancienne}/", "/registre/nouvelle/"} <= purgees(coop.save)


def test_signatures_and_meetings_purge_where_they_are_shown(site: Page, purgees: Purgees) -> None:
    coop, referentiel = CooperativeFactory.create(), edition()
    signer = lambda: SignatureManifeste.objects.create(  # noqa: E731
        cooperative=coop, referentiel=referentiel, signe_le=D(2024, 1, 1), affichage_consenti=True
    )
    purgees(signer)
    assert ManifestePage.objects.get().full_url in CacheTemoin.demandees
    assert "/registre/comite.ics" in purgees(lambda: SeanceComite.objects.create(le=D(2024, 1, 1)))


def test_what_someone_logged_in_reads_of_a_coop_is_kept_by_nobody(client: Client) -> None:
    coop = CooperativeFactory.create()
    client.force_login(User.objects.create_superuser("quelquun@example.org"))
    assert client.get(f"/registre/{coop.slug}/").headers["Cache-Control"] == "private, no-store"


@pytest.fixture
def nginx() -> Iterator[tuple[str, list[tuple[str, str, str]]]]:
    """A server that notes what it is asked, and forgets everything but `/refus/`."""
    demandes: list[tuple[str, str, str]] = []

    class Repondre(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_PURGE(self) -> None:
            demandes.append((self.command, self.headers["Host"], self.path))
            self.send_response({"/refus/": 403, "/absente/": 412}.get(self.path, 200))
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            pass

    serveur = HTTPServer(("127.0.0.1", 0), Repondre)
    threading.Thread(target=serveur.serve_forever, args=(0.05,), daemon=True).start()
    yield f"http://127.0.0.1:{serveur.server_port}", demandes
    serveur.shutdown()
    serveur.server_close()


def test_nginx_is_asked_by_name_and_what_it_refuses_is_logged(nginx: Any, caplog: pytest.LogCaptureFixture) -> None:
    lieu, demandes = nginx
    adresses = [f"https://www.exemple.fr{chemin}" for chemin in ("/registre/", "/absente/", "/refus/", "/en/")]
    CacheVoisin({"LOCATION": lieu}).purge_batch(adresses)
    assert demandes == [("PURGE", "www.exemple.fr", a.removeprefix("https://www.exemple.fr")) for a in adresses]
    assert [r.getMessage() for r in caplog.records] == ["Cache refused to forget https://www.exemple.fr/refus/: 403"]


def test_a_cache_that_does_not_answer_stops_nobody(caplog: pytest.LogCaptureFixture) -> None:
    CacheVoisin({"LOCATION": "http://127.0.0.1:9"}).purge("https://www.exemple.fr/")
    assert "does not answer" in caplog.text
