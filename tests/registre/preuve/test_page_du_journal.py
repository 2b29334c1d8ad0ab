"""The log's page, its witnesses, and what is said to whoever asks badly; two grants at once."""

import base64
import datetime
import re
import threading
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.management import call_command
from django.db import connection, connections
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from registre.preuve.journal_public.note import COSIGNATURE, CleDeNote, Signature
from registre.preuve.models import CosignatureDeTemoin, FeuilleDuJournal
from tests.registre.factories import labellisee, suspendue
from tests.registre.preuve import rfc9162
from tests.registre.preuve.test_journal_public import entrees

D = datetime.date
PAGE, POINT = "/registre/journal/", "/registre/journal/checkpoint"
TEMOIN = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
CLE_DU_TEMOIN = CleDeNote("temoin.example/w1", COSIGNATURE, TEMOIN.public_key().public_bytes_raw())


def lue(client: Client, adresse: str) -> str:
    return client.get(adresse).content.decode()


def cosignee(note: str, *, le: datetime.datetime | None = None) -> str:
    """The checkpoint, with the signature of the witness beneath (C2SP tlog-cosignature)."""
    moment = int((le or timezone.now()).timestamp())
    texte = note.rpartition("\n\n")[0] + "\n"
    signee = TEMOIN.sign(f"cosignature/v1\ntime {moment}\n{texte}".encode())
    return note + str(Signature(CLE_DU_TEMOIN.nom, CLE_DU_TEMOIN.identifiant, moment.to_bytes(8) + signee))


def envoyer(client: Client, note: str) -> int:
    return client.post("/registre/journal/cosignatures", note, content_type="text/plain").status_code


@pytest.mark.django_db
class TestThePage:
    def test_lists_the_decisions_and_leads_to_their_labels(self, client: Client, cles: Path) -> None:
        label = suspendue(labellisee(D(2024, 3, 1)), D(2024, 9, 1))
        page = lue(client, PAGE)

        assert "Suspension du label" in page
        assert f"/registre/labels/{label.numero}/" in page
        assert "Ce que cela ne prouve pas" in page

    def test_without_a_key_runs_and_says_that_nothing_is_signed(self, client: Client) -> None:
        labellisee(D(2024, 3, 1))
        assert "pas encore signé" in lue(client, PAGE)
        reponse = client.get(POINT)
        assert (reponse.status_code, "pas de clé" in reponse.content.decode()) == (503, True)

    def test_of_an_empty_log_says_so(self, client: Client) -> None:
        assert "Aucune décision n’est encore au journal" in lue(client, PAGE)

    def test_past_the_last_is_refused_in_words(self, client: Client) -> None:
        assert client.get(f"{PAGE}?page=2").status_code == 400

    def test_says_that_the_log_still_begins_as_a_kept_checkpoint_had_it(self, client: Client, cles: Path) -> None:
        labellisee(D(2024, 3, 1))
        garde = lue(client, POINT)
        labellisee(D(2024, 4, 1))

        dit = client.post(PAGE, {"point": garde.replace("\n", "\r\n")}).content.decode()
        assert "rien n’y a été changé" in dit

    @pytest.mark.parametrize(
        ("faux", "statut", "dit"),
        [("n’importe quoi", 400, "n’est pas un point de contrôle"), ("", 400, "Une chose à corriger")],
    )
    def test_refuses_what_is_no_checkpoint(self, client: Client, cles: Path, faux: str, statut: int, dit: str) -> None:
        reponse = client.post(PAGE, {"point": faux})
        assert reponse.status_code == statut
        assert dit in reponse.content.decode()

    def test_does_not_take_another_log_s_checkpoint_for_ours(self, client: Client, cles: Path) -> None:
        labellisee(D(2024, 3, 1))
        autre = lue(client, POINT).replace("\n1\n", "\n0\n")
        assert "n’est pas signé par ce journal" in client.post(PAGE, {"point": autre}).content.decode()

    def test_still_believes_a_checkpoint_signed_by_the_former_key(self, client: Client, cles: Path) -> None:
        labellisee(D(2024, 3, 1))
        garde = lue(client, POINT)
        call_command("creer_cle", "journal", remplacer=True)

        assert lue(client, POINT) != garde
        assert "rien n’y a été changé" in client.post(PAGE, {"point": garde}).content.decode()


@pytest.mark.django_db
class TestAWitness:
    @pytest.fixture(autouse=True)
    def connu(self, settings: Settings, cles: Path) -> None:
        """The witness is known, and the log has a leaf."""
        settings.LOG_WITNESSES = [str(CLE_DU_TEMOIN)]
        labellisee(D(2024, 3, 1))

    def test_is_heard_and_shown_beneath_the_checkpoint_and_on_the_page(self, client: Client) -> None:
        note = cosignee(lue(client, POINT))

        assert envoyer(client, note) == 200
        assert lue(client, POINT) == note
        assert CLE_DU_TEMOIN.nom in lue(client, PAGE)
        assert envoyer(client, note) == 200
        assert CosignatureDeTemoin.objects.count() == 1

    def test_of_an_older_size_is_kept_at_that_size(self, client: Client) -> None:
        note = cosignee(lue(client, POINT))
        labellisee(D(2024, 4, 1))

        assert envoyer(client, note) == 200
        assert CLE_DU_TEMOIN.nom not in lue(client, POINT)
        assert lue(client, "/registre/journal/points/1") == note

    def test_that_is_unknown_or_wrong_is_refused(self, client: Client, settings: Settings) -> None:
        juste = lue(client, POINT)
        demain = timezone.now() + datetime.timedelta(days=1)
        fausse = re.sub(r"(?<=w1 .{40}).", lambda lettre: "B" if lettre[0] != "B" else "C", cosignee(juste))

        assert envoyer(client, cosignee(juste, le=demain)) == 403
        assert envoyer(client, fausse) in {400, 403}
        assert envoyer(client, juste) == 403
        assert envoyer(client, cosignee(juste).replace("\n1\n", "\n9\n")) == 409
        racine = base64.b64encode(bytes(32)).decode()
        assert envoyer(client, cosignee(f"{juste.splitlines()[0]}\n1\n{racine}\n\n{juste.splitlines()[4]}\n")) == 409
        assert envoyer(client, "n’importe quoi") == 400
        assert envoyer(client, "x" * 20_000) == 400
        settings.LOG_WITNESSES = []
        assert envoyer(client, cosignee(juste)) == 403
        assert not CosignatureDeTemoin.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one write at a time")
def test_two_grants_at_once_are_two_leaves_in_one_order(client: Client) -> None:
    depart, fautes = threading.Barrier(4), list[BaseException]()

    def octroyer(mois: int) -> None:
        try:
            depart.wait(timeout=30)
            labellisee(D(2024, mois, 1))
        except BaseException as faute:
            fautes.append(faute)
            raise
        finally:
            connections.close_all()

    labellisee(D(2023, 1, 1))  # the edition is there: nobody makes it twice
    fils = [threading.Thread(target=octroyer, args=[mois]) for mois in range(1, 5)]
    for fil in fils:
        fil.start()
    for fil in fils:
        fil.join()

    assert fautes == []
    assert list(FeuilleDuJournal.objects.order_by("indice").values_list("indice", flat=True)) == list(range(5))
    evenements = list(FeuilleDuJournal.objects.order_by("indice").values_list("evenement_id", flat=True))
    assert evenements == sorted(evenements)
    racine = client.get("/registre/journal/coherence.json?ancienne=0").json()["racine"]
    assert base64.b64decode(racine) == rfc9162.mth(entrees(client, 5))
