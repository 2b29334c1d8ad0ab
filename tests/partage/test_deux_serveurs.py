"""Two machines serve one site: what one writes the other reads at once, and nobody sees one of them die."""

import email
import io
import socket
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import pytest
from dateutil.relativedelta import relativedelta
from django.db import connection
from django.utils import timezone
from PIL import Image
from wagtail.models import Page, PageLogEntry

from registre.courriers.models import Courrier
from registre.dossier.models import DossierDeCandidature, EtapeDuDossier, PieceDeDossier
from registre.models import Cooperative, Membre, Role
from registre.rappels.models import Rappel
from socle.file_de_courriels import EtatDEnvoi
from socle.models import SiteImage
from tests.partage.deux import LesDeux, Visiteur
from tests.registre import decisions
from tests.registre.dossier.monde import CONCERTATION, PDF
from tests.registre.factories import CooperativeFactory, admissible, siren_fictif
from tests.socle.factories import UserFactory

pytestmark = [
    pytest.mark.lent,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="a file of one machine is no database for two"),
]
RACINE = "/espace/coop-a/candidature/"


def test_a_session_is_of_both_and_ends_on_both(deux: LesDeux) -> None:
    elle = deux.connecte("coop-a@example.org")
    for machine in (deux.une, deux.autre):
        assert elle.chez(machine).lire("/espace/coop-a/").statut == 200

    assert elle.chez(deux.une).envoyer("/compte/logout/").statut == 302
    assert elle.chez(deux.autre).lire("/espace/coop-a/").statut == 302


class TestAtOnce:
    """Each process remembers what it read; none may say what the other has changed."""

    def test_a_page_taken_offline_by_one_leaves_the_other_and_nginx(self, deux: LesDeux) -> None:
        page = Page.objects.live().get(slug="demarche", locale__language_code="fr")
        passant, admin = deux.visiteur(), deux.connecte("admin@example.org")
        assert "/demarche/" in passant.chez(deux.autre).lire("/").texte
        assert passant.lire("/demarche/").statut == 200
        assert passant.lire("/demarche/").entetes["X-Cache"] == "HIT"

        assert admin.chez(deux.une).envoyer(f"/admin/pages/{page.pk}/unpublish/").statut == 302

        assert passant.lire("/demarche/").statut == 404
        assert passant.chez(deux.autre).lire("/demarche/").statut == 404
        assert 'href="/demarche/"' not in passant.chez(deux.autre).lire("/").texte

    def test_the_second_machine_tells_nginx_too(self, deux: LesDeux) -> None:
        page = Page.objects.live().get(slug="eco-conception", locale__language_code="fr")
        passant, admin = deux.visiteur(), deux.connecte("admin@example.org")
        for attendu in ("MISS", "HIT"):
            assert passant.lire("/eco-conception/").entetes["X-Cache"] == attendu
        assert admin.chez(deux.autre).envoyer(f"/admin/pages/{page.pk}/unpublish/").statut == 302
        assert passant.lire("/eco-conception/").statut == 404

    def test_a_decision_is_read_on_both(self, deux: LesDeux) -> None:
        label = Cooperative.objects.get(slug="coop-b").labels.get()
        passant, adresse = deux.visiteur(), "/registre/coop-b/"
        for machine in (deux.une, deux.autre):
            assert "suspendu" not in passant.chez(machine).lire(adresse).texte.lower()
            passant.chez(machine).lire("/registre/?statut=suspendue")

        decisions.suspendre(label.pk, le=timezone.localdate(), motif="Point d’étape non tenu.")

        for machine in (deux.une, deux.autre):
            assert "suspendu" in passant.chez(machine).lire(adresse).texte.lower()
            assert "coop-b" in passant.chez(machine).lire("/registre/?statut=suspendue").texte


def test_a_file_sent_to_one_is_given_by_the_other_to_who_may_have_it(deux: LesDeux) -> None:
    elle = deux.connecte("coop-a@example.org")
    commencer(elle, deux)
    assert elle.chez(deux.une).envoyer(f"{RACINE}pieces/", ("pv.pdf", PDF), libelle="Procès-verbal").statut == 302
    piece = PieceDeDossier.objects.get()

    rendue = elle.chez(deux.autre).lire(f"{RACINE}pieces/{piece.pk}/")
    assert (rendue.statut, rendue.octets) == (200, PDF)
    assert deux.connecte("coop-b@example.org").chez(deux.autre).lire(f"{RACINE}pieces/{piece.pk}/").statut in {403, 404}
    assert deux.visiteur().lire(f"/media/{piece.fichier.name}").statut == 404
    assert [chemin for machine in (deux.une, deux.autre) for chemin in (machine.dossier / "media").rglob("*")] == []


def test_a_picture_sent_to_one_is_shown_under_our_own_address(deux: LesDeux) -> None:
    dessin = io.BytesIO()
    Image.new("RGB", (32, 24), "teal").save(dessin, "PNG")
    admin = deux.connecte("admin@example.org")
    ajout = admin.chez(deux.une).envoyer(
        "/admin/images/add/", ("cour.png", dessin.getvalue()), champ_du_fichier="file", title="Cour", tags=""
    )
    assert ajout.statut == 302, ajout.texte
    adresse = f"/media/{SiteImage.objects.get().file.name}"

    for attendu in ("MISS", "HIT"):
        vue = deux.visiteur().lire(adresse)
        assert (vue.statut, vue.entetes["X-Cache"]) == (200, attendu)
    assert vue.entetes["Content-Type"] == "image/png"
    assert vue.entetes["Content-Security-Policy"] == "default-src 'none'"
    assert admin.lire(adresse).entetes["X-Cache"] == "HIT"


def test_a_picture_of_nginx_s_own_disk_is_given_without_asking_anybody_and_a_document_is_not(deux: LesDeux) -> None:
    for nom in ("images/locale.png", "documents/dossiers/piece"):
        chemin = deux.commun.dossier / "media" / nom
        chemin.parent.mkdir(parents=True)
        chemin.write_bytes(b"sur ce disque")
    vue = deux.visiteur().lire("/media/images/locale.png")
    assert (vue.statut, vue.octets, vue.entetes["X-Cache"]) == (200, b"sur ce disque", None)
    assert deux.visiteur().lire("/media/documents/dossiers/piece").statut == 404


class TestWhoeverWritesSecond:
    """Locks and versions are the database's: two machines are as one."""

    def test_is_told_so_whichever_machine_they_are_on(self, deux: LesDeux) -> None:
        elle = deux.connecte("coop-a@example.org")
        commencer(elle, deux)
        version = str(EtapeDuDossier.objects.filter(nom="concertation").values_list("version", flat=True).first() or 0)
        champs = CONCERTATION | {"version": version, "action": "rester"}
        adresse = f"{RACINE}concertation/"
        assert elle.chez(deux.une).envoyer(adresse, **champs).statut == 302
        assert elle.chez(deux.autre).envoyer(adresse, **champs | {"objectifs": "Autre chose."}).statut == 409
        assert "Tenir parole." in elle.chez(deux.autre).lire(adresse).texte

    def test_begins_one_dossier_when_both_are_asked_at_once(self, deux: LesDeux) -> None:
        elle, espace = deux.connecte("coop-c@example.org"), "/espace/coop-c/candidature/"
        jeton = elle.jeton(espace)
        with ThreadPoolExecutor(2) as ensemble:
            gestes = [
                ensemble.submit(elle.chez(machine).envoyer, f"{espace}commencer/", jeton=jeton)
                for machine in (deux.une, deux.autre)
            ]
        assert [geste.result().statut for geste in gestes] == [302, 302]
        assert DossierDeCandidature.objects.filter(cooperative__slug="coop-c").count() == 1


def test_timers_of_both_machines_say_each_thing_once(deux: LesDeux) -> None:
    coop = Cooperative.objects.get(slug="coop-a")
    admissible(timezone.localdate() - relativedelta(months=6) + relativedelta(days=5), autre_coop())
    for rang in range(12):
        Courrier.objects.create(
            destinataire=coop.membres.get().user, cooperative=coop, sujet=f"Lettre {rang}", corps="Bonjour."
        )
    page = Page.objects.live().get(slug="accessibilite", locale__language_code="fr")
    hier = timezone.now() - relativedelta(days=1)
    voulue = page.specific.save_revision(approved_go_live_at=hier)
    boite = deux.commun.dossier / "courriels"

    lancees = [machine.minuteries() for machine in (deux.une, deux.autre)]
    for lancee in lancees:
        assert lancee.stdout is not None
        assert lancee.stdout.readline() == "prêt\n", lancee.stdout.read()
    for lancee in lancees:
        assert lancee.stdin is not None
        lancee.stdin.write("go\n")
        lancee.stdin.flush()
    dits = [lancee.communicate(timeout=120)[0] for lancee in lancees]

    assert [lancee.returncode for lancee in lancees] == [0, 0], dits
    partis = Counter(sujets(boite))
    assert {sujet: partis[sujet] for sujet in partis if sujet.startswith("Lettre")} == {
        f"Lettre {rang}": 1 for rang in range(12)
    }
    assert Rappel.objects.filter(etat=EtatDEnvoi.ENVOYE).count() == 1
    assert max(partis.values()) == 1
    publiee = Page.objects.get(pk=page.pk)
    assert (publiee.live, publiee.live_revision) == (True, voulue)
    publications = PageLogEntry.objects.filter(page=page.pk, action="wagtail.publish.scheduled").count()
    assert publications in {1, 2}  # at the very same moment, the second one changes nothing


def test_one_that_dies_is_not_seen_and_comes_back(deux: LesDeux) -> None:
    elle, passant = deux.connecte("coop-a@example.org"), deux.visiteur()
    deux.autre.tuer()
    try:
        for rang in range(6):
            assert passant.lire(f"/registre/?q=refuse-{rang}").statut == 200
            assert elle.lire("/espace/coop-a/").statut == 200
        with muette(deux.autre.port):
            for rang in range(100):
                assert passant.lire(f"/registre/?q=muette-{rang}").statut == 200
                if "upstream timed out" in journal_de_nginx(deux):
                    break
        assert elle.envoyer("/compte/logout/").statut == 302
    finally:
        deux.autre.lancer()
        deux.autre.attendre()

    assert "Connection refused" in journal_de_nginx(deux)
    assert "upstream timed out" in journal_de_nginx(deux)
    assert passant.chez(deux.autre).lire("/").statut == 200


@contextmanager
def muette(port: int) -> Iterator[None]:
    """Have this port take no connection and refuse none, as a machine that is off: its queue is full."""
    with ExitStack() as bouts:
        ecoute = bouts.enter_context(socket.socket())
        ecoute.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        saisir(ecoute, port)
        ecoute.listen(0)
        for _place in range(4):
            bout = bouts.enter_context(socket.socket())
            bout.setblocking(False)
            bout.connect_ex(("127.0.0.1", port))
        yield


def saisir(ecoute: socket.socket, port: int) -> None:
    """Take this port, as soon as the process that was killed has left it."""
    for _essai in range(100):
        with suppress(OSError):
            return ecoute.bind(("127.0.0.1", port))
        time.sleep(0.05)
    raise TimeoutError(f"{port} is still taken.")


def journal_de_nginx(deux: LesDeux) -> str:
    """Return what nginx complained of."""
    return (deux.commun.dossier / "erreurs.log").read_text()


def commencer(elle: Visiteur, deux: LesDeux) -> None:
    """Have a dossier begun, on the second machine."""
    if not DossierDeCandidature.objects.filter(cooperative__slug="coop-a").exists():
        lue = elle.chez(deux.autre).lire(RACINE)
        assert lue.statut == 200, lue.texte
        assert elle.chez(deux.autre).envoyer(f"{RACINE}commencer/", jeton=elle.jeton(RACINE)).statut == 302


def autre_coop() -> Cooperative:
    """A coop whose référent is to be told of a deadline."""
    coop = CooperativeFactory.create(slug="coop-d", siren=siren_fictif(91_900))
    Membre.objects.create(
        user=UserFactory.create(email="d@example.org"), cooperative=coop, role=Role.REFERENT, depuis="2020-01-01"
    )
    return coop


def sujets(boite: Path) -> list[str]:
    """The subjects of the messages that left, with whom they went to."""
    lus = []
    for fichier in boite.iterdir():
        for message in fichier.read_text().split("-" * 79):
            if message.strip():
                lu = email.message_from_string(message.strip())
                lus.append(str(email.header.make_header(email.header.decode_header(lu["Subject"]))))
    return lus
